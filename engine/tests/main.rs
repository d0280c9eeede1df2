//! The engine from outside: every use case, on SQLite and on PostgreSQL.

mod access;
mod accounts;
mod activities;
mod agendas;
mod catalogue;
mod copies;
mod email_changes;
mod events;
mod harness;
mod leaving;
mod plans;
mod registrations;
mod requests;
mod roles;
mod sign_ins;
