//! Heuristics: placing meetings by ejection chains and improving agendas by annealing over Kempe chains.
//!
//! Nothing here proves anything; bounds come from [`crate::bounds`] and [`crate::exact`].

mod agenda;
mod anneal;
mod chain;
mod eject;
mod flat;
mod state;

pub(crate) use agenda::Gaps;
pub(crate) use anneal::{Goal, Schedule, Watch, anneal};
pub(crate) use eject::{eject, fill, free_spot};
pub(crate) use flat::{Flat, NONE};
pub(crate) use state::{State, Values};
