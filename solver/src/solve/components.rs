//! Parts of an event that have nothing to do with each other.

use std::collections::BTreeMap;

use petgraph::unionfind::UnionFind;

use crate::instance::{Instance, MeetingIdx};
use crate::place::Pools;

/// Splits meetings into the connected components of their conflict graph: two meetings hang together when they share a
/// participant, when one must follow the other, or when both can want the last table of a pool.
///
/// Each part can be planned apart, and what is proven of the parts adds up.
pub(crate) fn components(instance: &Instance, pools: &Pools, held: &[MeetingIdx]) -> Vec<Vec<MeetingIdx>> {
    let mut together = UnionFind::new(instance.meetings.len());
    let mut first_of = vec![None; instance.participants.len()];
    for &m in held {
        let data = &instance.meetings[m.at()];
        for p in data.lineups.iter().flat_map(|lineup| &lineup.people) {
            together.union(*first_of[p.at()].get_or_insert(m.at()), m.at());
        }
        for other in &data.after {
            together.union(other.at(), m.at());
        }
    }
    for rivals in rivals_for_tables(instance, pools, held) {
        for pair in rivals.windows(2) {
            together.union(pair[0].at(), pair[1].at());
        }
    }
    let mut parts: BTreeMap<usize, Vec<MeetingIdx>> = BTreeMap::new();
    for &m in held {
        parts.entry(together.find(m.at())).or_default().push(m);
    }
    parts.into_values().collect()
}

/// For each pool and tick at which more meetings are possible than there are tables: those meetings.
fn rivals_for_tables(instance: &Instance, pools: &Pools, held: &[MeetingIdx]) -> Vec<Vec<MeetingIdx>> {
    let mut possible: BTreeMap<(usize, usize), Vec<MeetingIdx>> = BTreeMap::new();
    for &m in held {
        for (s, slot) in instance.slots.iter().enumerate() {
            let slot_idx = crate::instance::SlotIdx::new(s);
            if !instance.meetings[m.at()].lineups.iter().any(|l| l.slots.contains(s)) {
                continue;
            }
            for pool in pools.of(m, slot_idx) {
                for &tick in &slot.ticks {
                    possible.entry((pool.at(), tick)).or_default().push(m);
                }
            }
        }
    }
    possible.into_iter().filter(|((pool, _), m)| m.len() > pools.list[*pool].tables).map(|(_, m)| m).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Grain;
    use crate::testing::EventBuilder;

    fn sizes(event: EventBuilder) -> Vec<usize> {
        let instance = Instance::new(event.build()).unwrap();
        let pools = Pools::new(&instance, Grain::Alike);
        let held: Vec<MeetingIdx> = instance.meeting_indices().collect();
        components(&instance, &pools, &held).iter().map(Vec::len).collect()
    }

    #[test]
    fn meetings_hang_together_through_participants() {
        let event = EventBuilder::one_hall(3, 9, 6);
        assert_eq!(sizes(event.meeting(&["p1", "p2"]).meeting(&["p3", "p4"]).meeting(&["p2", "p5"])), [2, 1]);
    }

    #[test]
    fn scarce_tables_tie_everything_together() {
        let event = EventBuilder::one_hall(3, 1, 4);
        assert_eq!(sizes(event.meeting(&["p1", "p2"]).meeting(&["p3", "p4"])), [2]);
    }
}
