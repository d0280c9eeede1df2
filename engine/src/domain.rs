//! The rules, pure: no database, no async, no clock, no chance. Time and identities are handed in.

pub mod access;
pub mod account;
pub mod assignment;
pub mod audit;
pub mod notice;
pub mod organisation;
pub mod password;
pub mod plan;
pub mod planning;
pub mod role;
pub mod run;
pub mod second_factor;
pub mod text;
mod words;

pub use words::UnknownWord;
pub(crate) use words::words;
