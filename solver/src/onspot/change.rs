//! What a change of a plan consists of.

use crate::standing::Kept;

/// A meeting that comes or goes elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) meeting: u32,
    /// `None` for the meeting that a place is made for.
    pub(crate) from: Option<Kept>,
    pub(crate) to: Kept,
}

/// A change that makes a place: the first step is the meeting that gets it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) steps: Vec<Step>,
    pub(crate) rise: Vec<i64>,
}
