//! Improving agendas: several annealing runs side by side, the best kept.

use rayon::prelude::*;

use super::Run;
use crate::config::{Budget, Phase};
use crate::format::Criterion;
use crate::search::{Schedule, State, anneal};

/// Runs side by side under a work limit, whatever the number of threads, so that the plan is the same on any.
const CHAINS: usize = 4;

/// Rounds of annealing: share of the budget that is left, first and last temperature.
///
/// Idle slots come and go several at a time and want more heat than breaks, which come and go one by one. The last
/// round is cold: it settles the lesser criteria at the level reached for the first.
fn rounds(criteria: &[Criterion]) -> [(f64, f64, f64); 2] {
    let first =
        criteria.iter().find(|c| matches!(c, Criterion::Idle | Criterion::Breaks | Criterion::MaxIdle));
    let hot = if first == Some(&Criterion::Breaks) { 0.5 } else { 3.0 };
    [(0.85, hot, 0.15), (1.0, 0.15, 0.02)]
}

/// Anneals until the bounds are met or the budget is used.
pub(crate) fn polish(run: &mut Run<'_>, state: &mut State<'_>) {
    let criteria = run.instance.criteria();
    let chains = match run.config.budget {
        Budget::Work(_) => CHAINS,
        Budget::Time(_) => rayon::current_num_threads(),
    };
    let target: Vec<i64> = std::iter::once(0)
        .chain(criteria.iter().map(|&c| run.bounds.get(c).unwrap_or(0).max(0).min(state.values().get(c))))
        .collect();
    for (round, (share, hot, cold)) in rounds(criteria).into_iter().enumerate() {
        if state.values().key(criteria) <= target || run.clock.is_over() {
            break;
        }
        let runs: Vec<State<'_>> = (0..chains)
            .into_par_iter()
            .map(|chain| {
                let seed = run.config.seed.wrapping_mul(1_000_003).wrapping_add((round * 64 + chain) as u64);
                let per_chain = if run.clock.work_left().is_some() { share / chains as f64 } else { share };
                let clock = run.clock.share(per_chain);
                let mut own = state.clone();
                anneal(&mut own, Schedule { hot, cold }, &target, seed, &clock);
                own
            })
            .collect();
        if let Some(best) =
            runs.into_iter().min_by(|a, b| a.values().key(criteria).cmp(&b.values().key(criteria)))
        {
            *state = best;
        }
        run.tell(Phase::Polish, state);
    }
}
