//! The engine from outside: every use case, on SQLite and on PostgreSQL.

mod access;
mod accounts;
mod activities;
mod agendas;
mod api_tokens;
mod archives;
mod at_once;
mod catalogue;
mod conformance;
mod copies;
mod email_changes;
mod events;
mod harness;
mod hostile;
mod leaving;
mod looks;
mod mail_choices;
mod migrations;
mod outbox;
mod plans;
mod registrations;
mod requests;
mod roles;
mod sign_ins;
mod story;
mod webhooks;
