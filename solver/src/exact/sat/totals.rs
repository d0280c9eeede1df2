//! The value of a criterion, counted in clauses.

use rustsat::types::Lit;

use super::agenda::Agendas;
use super::clauses::Clauses;
use super::placement::Placement;
use crate::format::Criterion;
use crate::instance::Instance;
use crate::place::Pools;

/// A criterion, counted up to a cap.
pub(super) struct Total {
    pub(super) criterion: Criterion,
    /// The `k`-th literal holds if and only if the value is more than `k`.
    above: Vec<Lit>,
    cap: usize,
}

impl Total {
    /// The literal that holds if and only if the value is more than `k`; `None` if it cannot be, and `Err` if the count
    /// ends too early to say.
    pub(super) fn above(&self, k: usize) -> Result<Option<Lit>, TooShort> {
        if k >= self.cap { Err(TooShort) } else { Ok(self.above.get(k).copied()) }
    }

    /// Counts each participant's share first: they have a few breaks each, so the first sums stay short.
    pub(super) fn sum(criterion: Criterion, shares: &[Vec<Lit>], cap: usize, clauses: &mut Clauses) -> Self {
        let mut level: Vec<Vec<Lit>> =
            shares.iter().map(|share| clauses.count(share, cap)).filter(|c| !c.is_empty()).collect();
        while level.len() > 1 {
            level = level
                .chunks(2)
                .map(|pair| match pair {
                    [a, b] => clauses.merge(a, b, cap),
                    _ => pair.concat(),
                })
                .collect();
        }
        Self { criterion, above: level.pop().unwrap_or_default(), cap }
    }

    /// The largest of the participants' shares.
    pub(super) fn largest(
        criterion: Criterion,
        shares: &[Vec<Lit>],
        cap: usize,
        clauses: &mut Clauses,
    ) -> Self {
        let counts: Vec<Vec<Lit>> = shares.iter().map(|share| clauses.count(share, cap)).collect();
        let longest = counts.iter().map(Vec::len).max().unwrap_or(0);
        let above = (0..longest)
            .map(|k| {
                let reached: Vec<Lit> = counts.iter().filter_map(|c| c.get(k)).copied().collect();
                clauses.either(&reached)
            })
            .collect();
        Self { criterion, above, cap }
    }
}

/// A count ends before the value that was asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooShort;

/// One literal for each entry of the previous plan: whether its meeting is elsewhere.
///
/// With pools of several rooms a meeting that stays in its pool counts as unchanged: the bound may be too low then,
/// never too high.
pub(super) fn changes(
    instance: &Instance,
    pools: &Pools,
    placement: &Placement,
    clauses: &mut Clauses,
) -> Vec<Lit> {
    let mut changed = Vec::new();
    for entry in &instance.previous {
        let pool = pools.of_room[entry.room.at()];
        let own = placement.spots.iter().filter(|(m, _)| *m == entry.meeting).flat_map(|(_, spots)| spots);
        let same: Vec<Lit> =
            own.filter(|(spot, _)| spot.slot == entry.slot && spot.pool == pool).map(|&(_, l)| l).collect();
        changed.push(!clauses.either(&same));
    }
    changed
}

/// The literals of one criterion, by participant.
pub(super) fn shares(agendas: &Agendas, criterion: Criterion) -> &[Vec<Lit>] {
    if criterion == Criterion::Breaks { &agendas.breaks } else { &agendas.idle }
}
