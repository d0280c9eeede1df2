//! Bounds of a plan: each given that the earlier criteria are at the plan's values.

use super::Run;
use crate::bounds::{Share, least_of_each, select};
use crate::format::{Criterion, Score};
use crate::search::State;

/// What is certain about a plan whatever the search did: the bounds of the selection at the plan's values, and each
/// participant's own least idle slots and breaks.
pub(crate) fn bounds(run: &Run<'_>, state: &State<'_>) -> Score {
    let mut bounds: Score = run.instance.criteria().iter().map(|&c| (c, 0)).collect();
    for (criterion, bound) in selection_bounds(run, state) {
        raise(&mut bounds, criterion, bound);
    }
    for criterion in [Criterion::Idle, Criterion::Breaks, Criterion::MaxIdle] {
        if run.instance.judges(criterion) {
            raise(&mut bounds, criterion, of_agendas(run, state, criterion));
        }
    }
    bounds
}

/// Takes over a bound that is higher than the known one.
pub(crate) fn raise(bounds: &mut Score, criterion: Criterion, bound: i64) {
    if let Some(known) = bounds.0.get_mut(&criterion) {
        *known = bound.max(*known);
    }
}

/// The run's own bounds hold as long as the plan meets them; from the first criterion that it misses on, the program is
/// solved again with the plan's values.
fn selection_bounds(run: &Run<'_>, state: &State<'_>) -> Vec<(Criterion, i64)> {
    let values = state.values();
    let known: Vec<(Criterion, i64)> =
        run.instance.criteria().iter().filter_map(|&c| Some((c, run.bounds.get(c)?))).collect();
    let met = known.iter().take_while(|&&(c, bound)| values.get(c) == bound).count();
    if met == known.len() {
        return known;
    }
    let mut certain = known[..=met].to_vec();
    let given: Vec<(Criterion, i64)> = known.iter().map(|&(c, _)| (c, values.get(c))).collect();
    // A bound is extra: a failure of the solver only leaves it out.
    if let Ok(again) = select(run.instance, Share::Whole, &given, &run.limits(0.1, 1000)) {
        certain.extend(again.bounds.into_iter().skip(met));
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
    if !out.is_empty() && instance.criteria().first() != Some(&Criterion::Unplaced) {
        return 0; // other plans may leave out any number of meetings
    }
    let mut least = least_of_each(instance, &held, criterion);
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
