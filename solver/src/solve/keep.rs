//! Adding to a plan in which nothing may move.

use super::prove::adopt;
use super::{Run, spread};
use crate::exact::{Limits, improve};
use crate::format::Criterion;
use crate::instance::{MeetingIdx, SlotIdx};
use crate::outcome::SolveError;
use crate::place::Spot;
use crate::search::{State, fill, free_spot};

/// The most newcomers that are chosen exactly; with more, each takes the best place that is left, in order of arrival.
const MOST_NEWCOMERS: usize = 60;

/// Places what fits beside the meetings that stay. Returns whether it is proven that no more fits.
pub(crate) fn add(run: &Run<'_>, state: &mut State<'_>) -> Result<bool, SolveError> {
    let proven = add_most(run, state);
    let dropped = spread::enforce(state)?;
    Ok(proven && !dropped)
}

fn add_most(run: &Run<'_>, state: &mut State<'_>) -> bool {
    let all: Vec<u32> = (0..state.spots().len() as u32).filter(|&m| state.spot(m).is_none()).collect();
    // Nothing that stays can make room, so a meeting without a free spot now will never have one.
    let mut newcomers: Vec<u32> = all.into_iter().filter(|&m| free_spot(state, m).is_some()).collect();
    newcomers.sort_by_key(|&m| {
        let data = &run.instance.meetings[m as usize];
        (std::cmp::Reverse(data.priority), std::cmp::Reverse(data.order_cost), m)
    });
    let left = fill(state, &newcomers, run.clock);
    let proven = left.is_empty() || newcomers.len() <= MOST_NEWCOMERS && choose(run, state, &newcomers);
    settle(run, state, &newcomers);
    proven
}

/// Chooses whom of the newcomers to place, by an integer program. Returns whether it is proven that no more fits.
fn choose(run: &Run<'_>, state: &mut State<'_>, newcomers: &[u32]) -> bool {
    let free: Vec<MeetingIdx> = newcomers.iter().map(|&m| MeetingIdx(m)).collect();
    let limits: Limits = run.limits(0.9, 10_000);
    let criteria = run.instance.criteria();
    // What comes after the choice is settled meeting by meeting: agendas would make the program a hundred times larger.
    let last = criteria.iter().rposition(|c| CHOICE.contains(c));
    let deciding = &criteria[..last.map_or(0, |last| last + 1)];
    let found = improve(run.instance, state.flat.pools, state.spots(), &free, deciding, &limits);
    let Ok(Some(exact)) = found else { return false };
    adopt(run, state, Some(exact.spots));
    exact.bounds.first().is_some_and(|&(c, value, bound)| c == Criterion::Unplaced && value == bound)
}

/// What the choice of meetings decides.
const CHOICE: [Criterion; 3] = [Criterion::Unplaced, Criterion::Shortfall, Criterion::Order];

/// Moves one newcomer at a time to where the plan is best, until none has a better place.
fn settle(run: &Run<'_>, state: &mut State<'_>, newcomers: &[u32]) {
    let mut is_better = true;
    while is_better && !run.clock.is_over() {
        is_better = false;
        for &m in newcomers {
            is_better |= settle_one(run, state, m);
        }
    }
}

fn settle_one(run: &Run<'_>, state: &mut State<'_>, m: u32) -> bool {
    let criteria = run.instance.criteria();
    let before = state.key(criteria);
    let Some(spot) = state.remove(m) else { return false };
    let mut best = (before.clone(), spot);
    for lineup in 0..state.flat.n_lineups(m) {
        for &slot in state.flat.slots(state.flat.option(m, lineup)) {
            if !state.fits(m, lineup, slot) {
                continue;
            }
            let Some(pool) = state.free_pool(m, slot) else { continue };
            let spot = Spot { slot: SlotIdx(slot), lineup, pool };
            state.place(m, spot);
            best = best.min((state.key(criteria), spot));
            state.remove(m);
        }
    }
    state.place(m, best.1);
    best.0 < before
}
