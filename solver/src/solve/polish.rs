//! Improving agendas: several annealing runs side by side, the best kept.

use rayon::prelude::*;

use super::Run;
use crate::budget::Clock;
use crate::config::{Budget, Phase};
use crate::format::{Criterion, Score};
use crate::search::{Goal, Schedule, State, anneal};

/// Runs side by side under a work limit.
const CHAINS: usize = 4;

/// Rounds of annealing: share of the budget that is left, first and last temperature.
///
/// Idle slots come and go several at a time and want more heat than breaks, which come and go one by one. The last
/// round is cold: it settles the lesser criteria at the level reached for the first.
fn rounds(criteria: &[Criterion]) -> [(f64, f64, f64); 2] {
    let first =
        criteria.iter().find(|c| matches!(c, Criterion::Idle | Criterion::Breaks | Criterion::MaxIdle));
    let hot = if first == Some(&Criterion::Breaks) { 0.5 } else { 3.0 };
    [(0.9, hot, 0.1), (1.0, 0.1, 0.02)]
}

/// The key of a plan that meets every bound.
pub(crate) fn target(run: &Run<'_>, bounds: &Score) -> Vec<i64> {
    std::iter::once(0).chain(run.instance.criteria().iter().map(|&c| bounds.get(c).unwrap_or(0))).collect()
}

/// Anneals on `chains` threads until the goal is met or the clock is over, round after round from the best plan.
pub(crate) fn polish(run: &Run<'_>, state: &mut State<'_>, chains: usize, clock: &Clock, goal: Goal<'_>) {
    let criteria = run.instance.criteria();
    for (round, (share, hot, cold)) in rounds(criteria).into_iter().enumerate() {
        if state.key(criteria).as_slice() <= goal.target || clock.is_over() {
            break;
        }
        let runs: Vec<(State<'_>, u64)> = (0..chains)
            .into_par_iter()
            .map(|chain| {
                let seed = run.config.seed.wrapping_mul(1_000_003).wrapping_add((round * 64 + chain) as u64);
                let own_clock =
                    clock.share(if clock.work_left().is_some() { share / chains as f64 } else { share });
                let mut own = state.clone();
                anneal(&mut own, Schedule { hot, cold }, goal, seed, &own_clock);
                (own, own_clock.spent())
            })
            .collect();
        clock.spend(runs.iter().map(|(_, spent)| spent).sum());
        let best = runs.into_iter().map(|(state, _)| state).min_by_key(|state| state.key(criteria));
        if let Some(best) = best {
            *state = best;
        }
        run.tell(Phase::Polish, state);
    }
}

/// How many annealing runs go side by side: one for each thread, or a fixed number under a work limit, so that the
/// plan is the same on any number of threads.
pub(crate) fn chains(run: &Run<'_>) -> usize {
    match run.config.budget {
        Budget::Work(_) => CHAINS,
        Budget::Time(_) => rayon::current_num_threads(),
    }
}
