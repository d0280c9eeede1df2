//! The limit on the spread of breaks.

use rustsat::types::Lit;

use super::agenda::Agendas;
use super::clauses::Clauses;
use crate::instance::Instance;

/// No two participants' numbers of breaks differ by more than the limit `d`.
///
/// With `b[p] ≥ k` for "`p` has at least `k` breaks": some `b[p] ≥ k + d` forces every `b[q] ≥ k`, for all `k ≥ 1`. If
/// somebody can have none at all, nobody has more than `d`.
pub(super) fn limit(instance: &Instance, agendas: &Agendas, clauses: &mut Clauses) {
    let Some(most) = instance.max_break_spread() else { return };
    let Some(longest) = agendas.breaks.iter().map(Vec::len).max() else { return };
    let shortest = agendas.breaks.iter().map(Vec::len).min().unwrap_or(0);
    let cap = longest.min(shortest + most + 1);
    let counts: Vec<Vec<Lit>> = agendas.breaks.iter().map(|breaks| clauses.count(breaks, cap)).collect();
    for k in 1.. {
        let high: Vec<Lit> = counts.iter().filter_map(|c| c.get(k + most - 1)).copied().collect();
        if high.is_empty() {
            break;
        }
        let somebody = clauses.either(&high);
        for count in &counts {
            let enough = count.get(k - 1).copied().unwrap_or(clauses.no());
            clauses.implies(somebody, enough);
        }
    }
}
