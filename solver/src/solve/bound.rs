//! Bounds of a plan: each given that the earlier criteria are at the plan's values.

use super::Run;
use crate::bounds::{Share, select};
use crate::config::Mode;
use crate::format::{Criterion, Score};
use crate::search::State;

/// Something that an exact method has proven.
#[derive(Clone, Debug)]
pub(crate) struct Proof {
    pub(crate) criterion: Criterion,
    pub(crate) bound: i64,
    /// Values of other criteria that it was proven for.
    pub(crate) given: Vec<(Criterion, i64)>,
}

/// What is certain about a plan with these values: the bounds of the selection, each participant's own least idle slots
/// and breaks, and what exact methods proved for the same values.
pub(crate) fn bounds(run: &Run<'_>, state: &State<'_>, values: &Score) -> Score {
    let mut bounds: Score = run.instance.criteria().iter().map(|&c| (c, 0)).collect();
    for (criterion, bound) in selection_bounds(run, values) {
        raise(&mut bounds, criterion, bound);
    }
    for criterion in [Criterion::Idle, Criterion::Breaks, Criterion::MaxIdle] {
        if run.instance.judges(criterion) {
            raise(&mut bounds, criterion, of_agendas(run, state, criterion));
        }
    }
    for proof in &run.proofs {
        if proof.given.iter().all(|&(c, value)| values.get(c) == Some(value)) {
            raise(&mut bounds, proof.criterion, proof.bound);
        }
    }
    bounds
}

/// The values of a plan whose tables are not numbered yet, `moves` left out.
pub(crate) fn values(run: &Run<'_>, state: &State<'_>) -> Score {
    let judged = run.instance.criteria().iter().filter(|&&c| c != Criterion::Moves);
    judged.map(|&c| (c, state.values().get(c))).collect()
}

/// Takes over a bound that is higher than the known one.
pub(crate) fn raise(bounds: &mut Score, criterion: Criterion, bound: i64) {
    if let Some(known) = bounds.0.get_mut(&criterion) {
        *known = bound.max(*known);
    }
}

/// Events of more meetings get no second selection once the time is over: it would take seconds.
const LARGE: usize = 2_000;

/// Events of more meetings get none at all: HiGHS reads a program of that size for longer than it is allowed.
const TOO_LARGE: usize = 10_000;

/// The run's own bounds hold as long as the plan meets them; from the first criterion that it misses on, the program is
/// solved again with the plan's values.
///
/// A plan to change stands in for `previous` during the run, so nothing from `changes` on is claimed for it.
fn selection_bounds(run: &Run<'_>, values: &Score) -> Vec<(Criterion, i64)> {
    let replans = matches!(run.config.mode, Mode::Replan { .. });
    let known: Vec<(Criterion, i64)> = run
        .instance
        .criteria()
        .iter()
        .filter_map(|&c| Some((c, run.bounds.get(c)?)))
        .take_while(|&(c, _)| !(replans && c == Criterion::Changes))
        .collect();
    let met = known.iter().take_while(|&&(c, bound)| values.get(c) == Some(bound)).count();
    if met == known.len() {
        return known;
    }
    let mut certain = known[..=met].to_vec();
    let n_meetings = run.instance.meetings.len();
    if n_meetings > TOO_LARGE || run.clock.is_over() && n_meetings > LARGE {
        return certain;
    }
    let given: Vec<(Criterion, i64)> = known.iter().filter_map(|&(c, _)| Some((c, values.get(c)?))).collect();
    // A bound is extra: a failure of the solver only leaves it out.
    if let Ok(again) = select(run.instance, Share::Whole, &given, &run.limits(0.1, 1000)) {
        certain.extend(again.bounds.into_iter().take(known.len()).skip(met));
    }
    certain
}

/// Sum (or largest) of each participant's least idle slots or breaks.
///
/// Which meetings a best plan leaves out is not certain. Other plans with the same `unplaced` leave out at most as
/// many, so only that many agendas can be others: those with the largest shares are not counted.
fn of_agendas(run: &Run<'_>, state: &State<'_>, criterion: Criterion) -> i64 {
    let instance = run.instance;
    let possible = |m: usize| instance.meetings[m].lineups.iter().any(|l| !l.slots.is_empty());
    let held: Vec<bool> = (0..instance.meetings.len()).map(possible).collect();
    let out: Vec<usize> = (0..held.len()).filter(|&m| held[m] && state.spot(m as u32).is_none()).collect();
    let earlier = instance.criteria().iter().take_while(|&&c| c != criterion);
    if !earlier.into_iter().any(|&c| c == Criterion::Unplaced) {
        return 0; // other plans may leave out any number of meetings
    }
    let mut least = run.least(criterion, &held).to_vec();
    let most_people =
        instance.meetings.iter().flat_map(|m| &m.lineups).map(|l| l.people.len()).max().unwrap_or(0);
    let least_priority = instance.meetings.iter().map(|m| m.priority).min().unwrap_or(1);
    let lost: i64 = out.iter().map(|&m| instance.meetings[m].priority).sum();
    let others = (lost / least_priority) as usize * most_people;
    least.sort_unstable();
    let certain = &least[..least.len().saturating_sub(others)];
    match criterion {
        Criterion::MaxIdle => certain.last().copied().unwrap_or(0),
        _ => certain.iter().sum(),
    }
}
