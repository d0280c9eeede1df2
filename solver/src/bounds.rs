//! How good a plan can be at best: lower bounds that need no plan, and the choice of meetings that reaches them.

mod capacity;
mod selection;

pub(crate) use selection::{Selection, Share, select};
