//! How good a plan can be at best: lower bounds that need no plan, and the choice of meetings that reaches them.

mod agenda;
mod blocks;
mod capacity;
mod mix;
mod selection;

pub(crate) use agenda::least_of_each;
pub(crate) use capacity::n_starts;
pub(crate) use selection::{Selection, Share, n_choices, select};
