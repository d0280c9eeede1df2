//! From spots and seats to a plan file, passed by the checker.

use super::Run;
use super::start::Known;
use crate::check::check;
use crate::format::{Assignment, Criterion, Plan, PlanFormat, Reason, Score, Status, Unplaced};
use crate::outcome::SolveError;
use crate::search::State;
use crate::seating::Seats;

/// Writes the plan, with the score that the checker derives.
pub(crate) fn plan(
    run: &Run<'_>,
    state: &State<'_>,
    seats: &Seats,
    known: &Known<'_>,
) -> Result<Plan, SolveError> {
    let instance = run.instance;
    let file = known.asked();
    let mut assignments = Vec::new();
    let mut unplaced = Vec::new();
    for m in instance.meeting_indices() {
        let id = file.meetings[m.at()].id.clone();
        if let (Some(spot), Some((room, table))) = (state.spot(m.0), seats[m.at()]) {
            assignments.push(Assignment {
                meeting: id,
                slot: file.slots[spot.slot.at()].id.clone(),
                room: file.rooms[room.at()].id.clone(),
                table: table as i64,
                lineup: i64::from(spot.lineup),
            });
        } else {
            unplaced.push(Unplaced { meeting: id, reason: Reason::NotReached, detail: None });
        }
    }
    let mut plan = Plan {
        format: PlanFormat::V1,
        instance: file.name.clone(),
        assignments,
        score: Score::default(),
        bounds: Score::default(),
        status: Status::Feasible,
        unplaced,
    };
    plan.score = check(file, &plan).score;
    plan.bounds = run.bounds.clone();
    plan.bounds.0.retain(|c, _| file.criteria.contains(c));
    plan.status = status(&plan, &file.criteria);
    let report = check(file, &plan);
    match report.violations.first() {
        None => Ok(plan),
        Some(violation) => Err(SolveError::Refused(violation.to_string())),
    }
}

fn status(plan: &Plan, criteria: &[Criterion]) -> Status {
    let tight = |c: &Criterion| plan.bounds.get(*c).is_some() && plan.bounds.get(*c) == plan.score.get(*c);
    if criteria.iter().all(tight) {
        Status::Optimal
    } else if criteria.first().is_some_and(tight) {
        Status::FirstOptimal
    } else {
        Status::Feasible
    }
}
