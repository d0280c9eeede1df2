//! Giving the chosen meetings their slots.

use fastrand::Rng;
use rayon::prelude::*;

use super::Run;
use crate::bounds::{Selection, Share, n_choices};
use crate::budget::Clock;
use crate::config::{Budget, Cancel};
use crate::format::Criterion;
use crate::outcome::SolveError;
use crate::search::{State, eject, fill};

/// Steps of the ejection search for each meeting of the event.
const STEPS_PER_MEETING: u64 = 240;

/// Places what is selected, then whatever else fits; where that falls short of the bound, the selection is made again
/// by block, which bounds better and says where to place.
pub(crate) fn place(
    run: &mut Run<'_>,
    state: &mut State<'_>,
    selection: &Selection,
) -> Result<(), SolveError> {
    let start = state.clone();
    place_selection(run, state, selection, 0);
    if reaches_first_bound(run, state) {
        try_again(run, state, &start, selection);
    }
    if reaches_bounds(run, state) {
        return Ok(());
    }
    let may_be_finer = run.instance.sessions.len() > 1 && n_choices(run.instance) <= MOST_CHOICES;
    if !may_be_finer || run.clock.is_over() || reaches_first_bound(run, state) {
        regain(run, state);
        return Ok(());
    }
    let finer = run.select(Share::Block, &[])?;
    if finer.held != selection.held {
        let mut other = start;
        place_selection(run, &mut other, &finer, 0);
        let criteria = run.instance.criteria();
        if other.key(criteria) < state.key(criteria) {
            *state = other;
        }
    }
    if !reaches_bounds(run, state) {
        regain(run, state);
    }
    Ok(())
}

/// Places the selection anew, each time by other chances, while a lesser criterion misses its bound: what replaces a
/// meeting that found no place may count as much and yet break a promise.
fn try_again<'a>(run: &Run<'_>, state: &mut State<'a>, start: &State<'a>, selection: &Selection) {
    let criteria = run.instance.criteria();
    let clock = run.clock.share(0.2);
    for attempt in 1..=MOST_ATTEMPTS {
        if reaches_bounds(run, state) || clock.is_over() {
            return;
        }
        let mut other = start.clone();
        place_selection(run, &mut other, selection, attempt);
        if other.key(criteria) < state.key(criteria) {
            *state = other;
        }
    }
}

/// How often a selection is placed anew.
const MOST_ATTEMPTS: u64 = 8;

/// The most columns of a selection by block: more take longer than a plan may.
const MOST_CHOICES: usize = 40_000;

/// Looks for places for whatever is still out: the selection neglects much, so others of the meetings may do better.
fn regain(run: &Run<'_>, state: &mut State<'_>) {
    let criteria = run.instance.criteria();
    let mut rng = Rng::with_seed(run.config.seed ^ 0x5EED);
    let clock = run.clock.share(0.35);
    let queue: Vec<u32> = run.possible().map(|m| m.0).filter(|&m| state.spot(m).is_none()).collect();
    let steps = STEPS_PER_MEETING * state.spots().len().max(100) as u64;
    let before = state.clone();
    let left = eject(state, queue, steps, &mut rng, &clock);
    fill(state, &left, &clock);
    run.clock.spend(clock.spent());
    if state.key(criteria) > before.key(criteria) {
        state.restore(before.spots());
    }
}

fn place_selection(run: &Run<'_>, state: &mut State<'_>, selection: &Selection, attempt: u64) {
    let chosen = |held: bool| {
        let unplaced = (0..selection.held.len() as u32).filter(|&m| state.spot(m).is_none());
        unplaced.filter(|&m| selection.held[m as usize] == held).collect::<Vec<u32>>()
    };
    let (queue, mut rest) = (chosen(true), chosen(false));
    let clock = run.clock.share(0.6);
    let mut left = eject_side_by_side(run, state, &queue, attempt, &clock);
    left.append(&mut rest);
    left.sort_by_key(|&m| {
        let data = &run.instance.meetings[m as usize];
        (std::cmp::Reverse(data.priority), std::cmp::Reverse(data.order_cost), m)
    });
    fill(state, &left, &clock);
}

/// Several ejection searches on the same queue until one has placed it all; the best is kept. Under a work limit it is
/// one, so that the plan is the same on any number of threads.
fn eject_side_by_side(
    run: &Run<'_>,
    state: &mut State<'_>,
    queue: &[u32],
    attempt: u64,
    clock: &Clock,
) -> Vec<u32> {
    let steps = STEPS_PER_MEETING * state.spots().len().max(100) as u64;
    let criteria = run.instance.criteria();
    let done = Cancel::default();
    let search = |thread: u64| {
        let seed = attempt << 32 | thread;
        let mut own = state.clone();
        let mut rng = Rng::with_seed(run.config.seed.wrapping_add(seed.wrapping_mul(1_000_003)));
        let own_clock = clock.until(&done);
        let left = eject(&mut own, queue.to_vec(), steps, &mut rng, &own_clock);
        run.clock.spend(own_clock.spent());
        if left.is_empty() {
            done.cancel();
        }
        (own, left)
    };
    let n_searches = match run.config.budget {
        Budget::Work(_) => 1,
        Budget::Time(_) => rayon::current_num_threads() as u64,
    };
    let found: Vec<(State<'_>, Vec<u32>)> = (0..n_searches).into_par_iter().map(search).collect();
    let best = found.into_iter().min_by_key(|(own, left)| (!left.is_empty(), own.key(criteria)));
    let Some((best, left)) = best else { return queue.to_vec() };
    *state = best;
    left
}

/// Whether the plan is at its bounds as far as they depend on what is placed.
fn reaches_bounds(run: &Run<'_>, state: &State<'_>) -> bool {
    judged(run).all(|c| run.bounds.get(c).is_some_and(|bound| state.values().get(c) <= bound))
}

/// Whether at least the first of these criteria is: a finer selection could then only settle the lesser ones.
fn reaches_first_bound(run: &Run<'_>, state: &State<'_>) -> bool {
    judged(run).next().is_none_or(|c| run.bounds.get(c).is_some_and(|bound| state.values().get(c) <= bound))
}

fn judged<'a>(run: &Run<'a>) -> impl Iterator<Item = Criterion> + use<'a> {
    let known = [Criterion::Unplaced, Criterion::Shortfall, Criterion::Order];
    run.instance.criteria().iter().copied().filter(move |c| known.contains(c))
}
