//! Some meetings anew, everything else as it is: the best way by integer programs, one criterion after the other.
//!
//! With every meeting of a small event free, the bounds are proofs for the whole event.

mod agenda;
mod criteria;
mod model;

use self::model::{Model, Sum};
use super::limits::{BackendError, Limits, Solved};
use super::program::round_up;
use crate::format::Criterion;
use crate::instance::{Instance, MeetingIdx};
use crate::place::{Pools, Spots};

/// What an integer program made of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Exact {
    /// The whole plan.
    pub(crate) spots: Spots,
    /// The value of each criterion over the whole plan with the proven least one, given that the fixed meetings stay and
    /// that the criteria before it keep their values; in order, as far as the limits allowed.
    pub(crate) bounds: Vec<(Criterion, i64, i64)>,
}

/// Places the `free` meetings anew, as well as possible in the order of criteria; all others keep their spots.
///
/// `criteria` may be any of the instance's but `moves`, which depends on tables and is passed over. `limits` are for
/// all criteria together in seconds, for each in nodes. `None` if nothing was found, not even the present plan.
pub(crate) fn improve(
    instance: &Instance,
    pools: &Pools,
    spots: &Spots,
    free: &[MeetingIdx],
    criteria: &[Criterion],
    limits: &Limits,
) -> Result<Option<Exact>, BackendError> {
    let limits = limits.shared();
    let mut model = Model::new(instance, pools, spots, free);
    if instance.max_break_spread().is_some() || criteria.iter().any(|&c| counts_gaps(c)) {
        model.model_agendas();
    }
    let mut best: Option<Vec<f64>> = None;
    let mut bounds = Vec::new();
    for &criterion in criteria.iter().filter(|&&c| c != Criterion::Moves) {
        let sum = model.criterion(pools, criterion);
        model.program.clear_costs();
        sum.terms.iter().for_each(|&(var, factor)| model.program.set_cost(var, factor));
        let start = best.as_ref().map_or_else(|| model.start(spots), |values| model.start_again(values));
        let solved = model.program.solve(&limits(), Some(&start))?;
        // Out of time: the plan so far stands, and nothing is known of this criterion and those after it.
        let Solved { values: Some(values), objective: Some(value), bound, .. } = solved else { break };
        best = Some(values);
        let value = value.round();
        bounds.push((criterion, (value + sum.constant) as i64, least(&sum, bound.min(value))));
        model.program.at_most(sum.terms, value);
    }
    Ok(best.map(|values| Exact { spots: model.plan(spots, &values), bounds }))
}

/// Whether a criterion depends on what stands between the meetings of an agenda.
fn counts_gaps(criterion: Criterion) -> bool {
    matches!(criterion, Criterion::Idle | Criterion::Breaks | Criterion::MaxIdle)
}

/// The bound with the part that is fixed; no criterion is below zero.
fn least(sum: &Sum, bound: f64) -> i64 {
    round_up(bound + sum.constant).max(0)
}

#[cfg(test)]
mod tests;
