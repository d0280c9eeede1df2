//! The rules, pure: no database, no async, no clock, no chance. Time and identities are handed in.

pub mod access;
pub mod account;
pub mod assignment;
pub mod audit;
pub mod availability;
pub mod category;
pub mod event;
pub mod event_rules;
pub mod files;
pub mod fold;
pub mod form;
pub mod grid;
pub mod notice;
pub mod organisation;
pub mod password;
pub mod phase;
pub mod placeability;
pub mod places;
pub mod plan;
pub mod planning;
pub mod preset;
pub mod readiness;
pub mod registration;
pub mod request;
pub mod role;
pub mod run;
pub mod second_factor;
pub mod session;
pub mod table;
pub mod terms;
pub mod text;
mod words;
pub mod zone;

pub use words::UnknownWord;
pub(crate) use words::words;
