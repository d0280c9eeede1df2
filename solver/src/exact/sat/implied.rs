//! Clauses that follow from the others, but that the solver would not find: what counting says.
//!
//! The first two are those of Bofill and others (JAIR 74, 2022, section 6); without them hardly any positive number of
//! breaks is proven.

use rustsat::types::Lit;

use super::clauses::Clauses;
use super::placement::Placement;
use crate::instance::{Instance, SlotIdx};
use crate::place::Pools;

/// A counter with more cells than this costs more than it gives: with four times as many, an event of 300 people took a
/// gigabyte and ten seconds to write down.
const LARGEST_COUNTER: usize = 10_000;

/// Adds what counting says, and the quotas where line-ups leave open who is counted.
///
/// The answer says of each slot whether the meetings in it are counted thereby against the only pool that is open.
pub(super) fn add(
    instance: &Instance,
    pools: &Pools,
    placement: &Placement,
    clauses: &mut Clauses,
) -> Vec<bool> {
    count_meetings(instance, placement, clauses);
    let slots = (0..instance.slots.len()).map(SlotIdx::new);
    slots.map(|slot| count_people(instance, pools, placement, slot, clauses)).collect()
}

/// A participant is busy in as many slots as there are meetings with them, and in no more than the quota.
///
/// `low(p) ≤ ∑ₛ busy[p, s] ≤ min(high(p), max_meetings(p))`, with `low` the held meetings that have `p` in every
/// line-up, `high` those that have `p` in some.
fn count_meetings(instance: &Instance, placement: &Placement, clauses: &mut Clauses) {
    let mut low = vec![0; instance.participants.len()];
    let mut high = low.clone();
    for (m, spots) in &placement.spots {
        let lineups = &instance.meetings[m.at()].lineups;
        let used: Vec<_> = (0..lineups.len())
            .filter(|&k| spots.iter().any(|(spot, _)| usize::from(spot.lineup) == k))
            .map(|k| &lineups[k].people)
            .collect();
        let mut people: Vec<_> = used.iter().flat_map(|people| people.iter().copied()).collect();
        people.sort_unstable();
        people.dedup();
        for p in people {
            high[p.at()] += 1;
            if used.iter().all(|people| people.contains(&p)) {
                low[p.at()] += 1;
            }
        }
    }
    for (p, busy) in placement.busy.iter().enumerate() {
        let most = instance.participants[p].max_meetings.min(high[p]);
        let counted = clauses.count(busy, most + 1);
        if let Some(&too_many) = counted.get(most) {
            clauses.any(&[!too_many]);
        }
        if low[p] > 0 {
            let enough = counted.get(low[p] - 1).copied().unwrap_or(clauses.no());
            clauses.any(&[enough]);
        }
    }
}

/// If all meetings of a slot have `c` people, the number of busy people is a multiple of `c`, at most `c` per table.
///
/// Where one pool alone is open this is the limit of its tables, and the answer is yes.
fn count_people(
    instance: &Instance,
    pools: &Pools,
    placement: &Placement,
    slot: SlotIdx,
    clauses: &mut Clauses,
) -> bool {
    let mut sizes = placement.spots.iter().flat_map(|(m, spots)| {
        let here = spots.iter().filter(|(spot, _)| spot.slot == slot);
        here.map(|(spot, _)| instance.meetings[m.at()].lineups[usize::from(spot.lineup)].people.len())
    });
    let Some(size) = sizes.next() else { return false };
    if sizes.any(|other| other != size) {
        return false;
    }
    let no = clauses.no();
    let busy: Vec<Lit> = placement.busy.iter().map(|b| b[slot.at()]).filter(|&l| l != no).collect();
    let open: Vec<_> = pools.list.iter().filter(|pool| pool.open.contains(slot.at())).collect();
    let tables: usize = open.iter().map(|pool| pool.tables).sum();
    let most = (size * tables).min(busy.len() - busy.len() % size);
    if busy.len() * most > LARGEST_COUNTER {
        return false;
    }
    let counted = clauses.count(&busy, most + 1);
    if let Some(&too_many) = counted.get(most) {
        clauses.any(&[!too_many]);
    }
    for k in (0..counted.len().saturating_sub(1)).filter(|k| (k + 1) % size != 0) {
        clauses.implies(counted[k], counted[k + 1]);
    }
    open.len() == 1
}
