//! The storage: all SQL of Carnet, one text per operation, run on SQLite or PostgreSQL.
//!
//! A module per table family. Not here: decisions. What a guarded update means when it finds no row is for the use case.

pub(crate) mod accounts;
pub(crate) mod activities;
pub(crate) mod agenda_entries;
pub(crate) mod agendas;
pub(crate) mod api_answers;
pub(crate) mod api_tokens;
pub(crate) mod archives;
pub(crate) mod assignment;
pub(crate) mod audit;
pub(crate) mod board;
pub(crate) mod booths;
pub(crate) mod catalogue;
pub(crate) mod categories;
pub(crate) mod database;
pub(crate) mod decisions;
mod error;
pub(crate) mod events;
pub(crate) mod fairness;
pub(crate) mod feeds;
pub(crate) mod lineups;
pub(crate) mod looks;
pub(crate) mod mail_choices;
pub(crate) mod mail_templates;
pub(crate) mod meetings;
pub(crate) mod messages;
pub(crate) mod notices;
pub(crate) mod offerings;
pub(crate) mod organisations;
pub(crate) mod participants;
pub(crate) mod parties;
pub(crate) mod placements;
pub(crate) mod places;
pub(crate) mod planning;
pub(crate) mod plans;
pub(crate) mod registration_drafts;
pub(crate) mod registration_parts;
pub(crate) mod registration_setup;
pub(crate) mod registrations;
pub(crate) mod reminders;
pub(crate) mod request_lists;
pub(crate) mod requests;
pub(crate) mod roles;
pub(crate) mod runs;
pub(crate) mod second_factors;
pub(crate) mod sessions;
pub(crate) mod sign_ins;
pub(crate) mod sign_ups;
mod sql;
pub(crate) mod terms;
pub(crate) mod throttle;
pub(crate) mod tokens;
mod tx;
pub(crate) mod webhooks;
pub(crate) mod workload;

// Plans

pub use database::Database;
pub use error::StoreError;
pub(crate) use error::column;
pub(crate) use sql::{execute, fetch_all, fetch_optional, save_statements};
pub(crate) use tx::{Connection, Tx};
