//! From spots and seats to a plan file, passed by the checker.

use std::collections::BTreeMap;

use super::Run;
use super::bound::bounds;
use super::start::Known;
use crate::check::check;
use crate::config::Mode;
use crate::format::{Assignment, Criterion, Plan, PlanFormat, Reason, Score, Status, Unplaced};
use crate::onspot::Seated;
use crate::outcome::SolveError;
use crate::place::Spot;
use crate::search::State;
use crate::seating::Seats;
use crate::standing::Kept;
use crate::why::{Circumstances, Proof, reason};

/// Writes the plan, with the score that the checker derives, and what the reasons of unplaced meetings are about.
pub(crate) fn plan(
    run: &Run<'_>,
    state: &State<'_>,
    seats: &Seats,
    known: &Known<'_>,
    nothing_more_fits: Option<bool>,
) -> Result<(Plan, BTreeMap<String, Circumstances>), SolveError> {
    let instance = run.instance;
    let file = known.asked();
    let mut assignments = Vec::new();
    let mut unplaced = Vec::new();
    let mut left_out = Vec::new();
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
            left_out.push(m.0);
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
    plan.bounds = match run.config.mode {
        // What is proven beside a plan to keep is not proven for the event.
        Mode::Keep(_) => file.criteria.iter().map(|&c| (c, 0)).collect(),
        _ => bounds(run, state, &plan.score),
    };
    plan.status = status(&plan, &file.criteria);
    let proof = match nothing_more_fits {
        Some(true) => Proof::Selection,
        _ => Proof::of(instance.criteria(), &plan.score, &plan.bounds),
    };
    let circumstances = give_reasons(state, seats, &left_out, proof, &mut plan);
    let report = check(file, &plan);
    match report.violations.first() {
        None => Ok((plan, circumstances)),
        Some(violation) => Err(SolveError::Refused(violation.to_string())),
    }
}

/// For how many meetings without a certain reason a move that would let them in is looked for: `explain` does it for any.
const MOST_REMEDIES: usize = 40;

/// Says why the meetings left out have no place, in the plan and as data.
fn give_reasons(
    state: &State<'_>,
    seats: &Seats,
    left_out: &[u32],
    proof: Proof,
    plan: &mut Plan,
) -> BTreeMap<String, Circumstances> {
    let mut circumstances = BTreeMap::new();
    if left_out.is_empty() {
        return circumstances;
    }
    let instance = state.flat.instance;
    let mut seated = Seated::new(state.clone());
    for m in instance.meeting_indices() {
        match (state.spot(m.0), seats[m.at()]) {
            (Some(Spot { slot, lineup, .. }), Some((room, table))) => {
                seated.seat(m.0, Kept { slot, room, table, lineup });
            }
            (Some(_), None) => drop(seated.state.remove(m.0)),
            (None, _) => {}
        }
    }
    seated.set_base();
    for (i, (row, &m)) in plan.unplaced.iter_mut().zip(left_out).enumerate() {
        let why = reason(&mut seated, m, proof, i < MOST_REMEDIES);
        row.reason = why.reason;
        row.detail = Some(why.detail);
        circumstances.insert(row.meeting.clone(), why.circumstances);
    }
    circumstances
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
