//! Giving the chosen meetings their slots.

use fastrand::Rng;

use super::Run;
use crate::bits::Bits;
use crate::bounds::{Selection, Share};
use crate::format::Criterion;
use crate::outcome::SolveError;
use crate::search::{State, eject, fill};

/// Steps of the ejection search for each meeting of the event.
const STEPS_PER_MEETING: u64 = 60;

/// Places what is selected, then whatever else fits; where that falls short of the bound, the selection is made again
/// by session, which bounds better and says where to place.
pub(crate) fn place(
    run: &mut Run<'_>,
    state: &mut State<'_>,
    selection: &Selection,
) -> Result<(), SolveError> {
    let start = state.clone();
    place_selection(run, state, selection);
    if reaches_bounds(run, state) {
        return Ok(());
    }
    if run.instance.sessions.len() < 2 || run.clock.is_over() || session_choices(run) > MOST_CHOICES {
        regain(run, state);
        return Ok(());
    }
    let finer = run.select(Share::Session, &[])?;
    if finer.held != selection.held {
        let mut other = start;
        place_selection(run, &mut other, &finer);
        let criteria = run.instance.criteria();
        if other.values().key(criteria) < state.values().key(criteria) {
            *state = other;
        }
    }
    if !reaches_bounds(run, state) {
        regain(run, state);
    }
    Ok(())
}

/// The most columns of a selection by session: more take longer than a plan may.
const MOST_CHOICES: usize = 40_000;

/// How many (meeting, session) pairs there are.
fn session_choices(run: &Run<'_>) -> usize {
    let sessions = |m: &crate::instance::MeetingData| {
        let mut seen = Bits::new(run.instance.sessions.len());
        let slots = m.lineups.iter().flat_map(|l| l.slots.iter());
        slots.for_each(|s| seen.insert(run.instance.slots[s].session.at()));
        seen.len()
    };
    run.instance.meetings.iter().map(sessions).sum()
}

/// Looks for places for whatever is still out: the selection neglects much, so others of the meetings may do better.
fn regain(run: &Run<'_>, state: &mut State<'_>) {
    let criteria = run.instance.criteria();
    let mut rng = Rng::with_seed(run.config.seed ^ 0x5EED);
    let clock = run.clock.share(0.35);
    let possible = |m: u32| run.instance.meetings[m as usize].lineups.iter().any(|l| !l.slots.is_empty());
    let queue: Vec<u32> =
        (0..state.spots().len() as u32).filter(|&m| state.spot(m).is_none() && possible(m)).collect();
    let steps = STEPS_PER_MEETING * state.spots().len().max(100) as u64;
    let before = state.clone();
    let left = eject(state, queue, steps, &mut rng, &clock);
    fill(state, &left, &clock);
    if state.values().key(criteria) > before.values().key(criteria) {
        state.restore(before.spots());
    }
}

fn place_selection(run: &Run<'_>, state: &mut State<'_>, selection: &Selection) {
    let chosen = |held: bool| {
        let unplaced = (0..selection.held.len() as u32).filter(|&m| state.spot(m).is_none());
        unplaced.filter(|&m| selection.held[m as usize] == held).collect::<Vec<u32>>()
    };
    let (queue, mut rest) = (chosen(true), chosen(false));
    let steps = STEPS_PER_MEETING * selection.held.len().max(100) as u64;
    let mut rng = Rng::with_seed(run.config.seed);
    let clock = run.clock.share(0.3);
    let mut left = eject(state, queue, steps, &mut rng, &clock);
    left.append(&mut rest);
    left.sort_by_key(|&m| {
        let data = &run.instance.meetings[m as usize];
        (std::cmp::Reverse(data.priority), std::cmp::Reverse(data.order_cost), m)
    });
    fill(state, &left, &clock);
}

fn reaches_bounds(run: &Run<'_>, state: &State<'_>) -> bool {
    let known = [Criterion::Unplaced, Criterion::Shortfall, Criterion::Order];
    let mut judged = run.instance.criteria().iter().filter(|c| known.contains(c));
    judged.all(|&c| run.bounds.get(c).is_some_and(|bound| state.values().get(c) <= bound))
}
