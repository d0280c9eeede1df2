//! STUB: stands in for the planner and the checker until they land; drop this file at the merge.

use std::collections::BTreeSet;
use std::fmt;

use serde::Serialize;

use crate::format::{InstanceFile, Plan, PlanFormat, Reason, Score, Status, Unplaced};
use crate::{Config, Instance, Outcome, SolveError, Stopped};

/// STUB.
pub struct Report {
    /// STUB.
    pub violations: Vec<Violation>,
    /// STUB.
    pub score: Score,
}

impl Report {
    /// STUB.
    pub fn is_valid(&self) -> bool {
        self.violations.is_empty()
    }
}

/// STUB.
pub struct Violation(String);

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// STUB.
pub fn check(file: &InstanceFile, plan: &Plan) -> Report {
    let known: BTreeSet<&str> = file.meetings.iter().map(|m| m.id.as_str()).collect();
    let violations = plan
        .assignments
        .iter()
        .filter(|a| !known.contains(a.meeting.as_str()))
        .map(|a| Violation(format!("H1: meeting {:?} does not exist", a.meeting)))
        .collect();
    Report { violations, score: plan.score.clone() }
}

/// STUB.
pub fn solve(instance: &Instance, _: &Config) -> Result<Outcome, SolveError> {
    let file = instance.file();
    let unplaced = file
        .meetings
        .iter()
        .map(|m| Unplaced { meeting: m.id.clone(), reason: Reason::NotReached, detail: None })
        .collect();
    let score = file.criteria.iter().map(|&c| (c, 0)).collect();
    let plan = Plan {
        format: PlanFormat::V1,
        instance: file.name.clone(),
        assignments: Vec::new(),
        score,
        bounds: Score::default(),
        status: Status::Feasible,
        unplaced,
    };
    Ok(Outcome {
        plan,
        stopped: Stopped::Exhausted,
        bottlenecks: Vec::new(),
        changed_agendas: Vec::new(),
        seconds: 0.0,
    })
}

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
