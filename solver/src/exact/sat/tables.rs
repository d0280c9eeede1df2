//! No more meetings at a time than tables.

use std::collections::BTreeMap;

use rustsat::types::Lit;

use super::clauses::Clauses;
use super::placement::Placement;
use crate::instance::{Instance, ParticipantIdx, SlotIdx};
use crate::place::{PoolIdx, Pools, Spot};

/// A spot that takes a table, with those who sit there.
type Taken<'a> = (&'a [ParticipantIdx], Lit);

/// What may go on in a pool at one tick: in which slots, and who sits where.
type Tick<'a> = (Vec<SlotIdx>, Vec<Taken<'a>>);

/// At every tick of its site, a pool holds at most as many meetings as it has tables.
///
/// Meetings that share a participant never go on at the same time, so each group of such meetings counts as one
/// literal; the groups are found greedily, the largest first.
///
/// Ticks of one slot alone that is `counted` already are left out.
pub(super) fn limit_tables(
    instance: &Instance,
    pools: &Pools,
    placement: &Placement,
    counted: &[bool],
    clauses: &mut Clauses,
) {
    let mut ticks: BTreeMap<(usize, PoolIdx), Tick<'_>> = BTreeMap::new();
    for (m, spots) in &placement.spots {
        for &(Spot { slot, lineup, pool }, literal) in spots {
            let people = instance.meetings[m.at()].lineups[lineup as usize].people.as_slice();
            for &tick in &instance.slots[slot.at()].ticks {
                let (slots, taken) = ticks.entry((tick, pool)).or_default();
                slots.push(slot);
                taken.push((people, literal));
            }
        }
    }
    for ((_, pool), (slots, taken)) in ticks {
        if slots.iter().all(|&slot| slot == slots[0] && counted[slot.at()]) {
            continue;
        }
        let tables = pools.list[pool.at()].tables;
        let groups = group(taken);
        if groups.len() > tables {
            let busy: Vec<Lit> = groups.iter().map(|literals| clauses.either(literals)).collect();
            let counted = clauses.count(&busy, tables + 1);
            clauses.any(&[!counted[tables]]);
        }
    }
}

/// Parts the spots into groups of which at most one holds, because all of a group need the same participant.
fn group(mut taken: Vec<Taken<'_>>) -> Vec<Vec<Lit>> {
    let mut groups = Vec::new();
    while !taken.is_empty() {
        let mut wanted: BTreeMap<ParticipantIdx, usize> = BTreeMap::new();
        taken.iter().flat_map(|(people, _)| *people).for_each(|&p| *wanted.entry(p).or_default() += 1);
        let Some((&most, _)) = wanted.iter().max_by_key(|&(p, n)| (n, std::cmp::Reverse(p))) else { break };
        let (with, without): (Vec<_>, Vec<_>) =
            taken.into_iter().partition(|(people, _)| people.contains(&most));
        groups.push(with.into_iter().map(|(_, literal)| literal).collect());
        taken = without;
    }
    groups
}
