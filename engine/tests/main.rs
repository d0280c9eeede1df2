//! The engine from outside: every use case, on SQLite and on PostgreSQL.

mod access;
mod accounts;
mod harness;
mod plans;
mod registrations;
mod roles;
mod sign_ins;
