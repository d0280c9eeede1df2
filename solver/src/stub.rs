//! STUB: stands in for the planner and the checker until they land; drop this file at the merge.

use std::fmt;

use serde::Serialize;

use crate::format::Plan;
use crate::{Instance, SolveError};

/// STUB.
pub struct Explanation;

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("stub")
    }
}

/// STUB.
pub fn explain(_: &Instance, _: &Plan, _: &str) -> Result<Explanation, SolveError> {
    Ok(Explanation)
}

/// STUB.
#[derive(Serialize)]
pub struct Insertion;

impl fmt::Display for Insertion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("stub")
    }
}

/// STUB.
pub fn insert(_: &Instance, _: &Plan, _: &str) -> Result<Insertion, SolveError> {
    Ok(Insertion)
}
