//! The space of somebody who takes part.

pub(crate) mod agenda;
pub(crate) mod requests;
