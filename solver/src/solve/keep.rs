//! Adding to a plan in which nothing may move.

use super::{Run, spread};
use crate::exact::{Limits, improve};
use crate::format::Criterion;
use crate::instance::MeetingIdx;
use crate::outcome::SolveError;
use crate::search::{State, fill, free_spot};

/// The most newcomers that are placed exactly; with more, each takes the best place that is left, in order of arrival.
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
    let newcomers: Vec<u32> = all.into_iter().filter(|&m| free_spot(state, m).is_some()).collect();
    let mut in_order = newcomers.clone();
    in_order.sort_by_key(|&m| {
        let data = &run.instance.meetings[m as usize];
        (std::cmp::Reverse(data.priority), std::cmp::Reverse(data.order_cost), m)
    });
    let left = fill(state, &in_order, run.clock);
    if newcomers.len() > MOST_NEWCOMERS {
        return left.is_empty();
    }
    let free: Vec<MeetingIdx> = newcomers.iter().map(|&m| MeetingIdx(m)).collect();
    let limits: Limits = run.limits(0.9, 10_000);
    let criteria = run.instance.criteria();
    let Ok(Some(exact)) = improve(run.instance, state.flat.pools, state.spots(), &free, criteria, &limits)
    else {
        return left.is_empty();
    };
    let mut other = state.clone();
    other.restore(&exact.spots);
    if other.key(criteria) < state.key(criteria) {
        *state = other;
    }
    let most =
        exact.bounds.first().is_some_and(|&(c, value, bound)| c == Criterion::Unplaced && value == bound);
    most || free.iter().all(|m| state.spot(m.0).is_some())
}
