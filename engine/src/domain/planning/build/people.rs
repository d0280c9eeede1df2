//! Participants, and when they cannot meet.

use super::{Builder, waived_place};
use crate::{
    domain::{
        plan::{Blocked, OwnRule, Waiver},
        planning::{ParticipantFact, SlotFact},
    },
    ids::{MeetingId, ParticipantId},
};
use carnet_solver::format::Participant;
use std::collections::BTreeMap;

impl Builder<'_> {
    pub(super) fn participants(&self) -> Vec<Participant> {
        let mut unavailable: BTreeMap<ParticipantId, Vec<(u32, u32)>> = BTreeMap::new();
        for &(participant, from, to) in &self.facts.unavailable {
            unavailable.entry(participant).or_default().push((self.start(from), self.end(to)));
        }
        for (participant, interval) in self.blocked_people() {
            unavailable.entry(participant).or_default().push(interval);
        }
        let last = self.facts.slots.iter().map(|s| s.ends_at).max();
        let mut raised: BTreeMap<ParticipantId, i64> = BTreeMap::new();
        for waiver in self.waived(OwnRule::Quota) {
            let most: Option<BTreeMap<ParticipantId, i64>> = serde_json::from_value(waiver.data.clone()).ok();
            for (participant, most) in most.into_iter().flatten() {
                let known = raised.entry(participant).or_insert(most);
                *known = most.max(*known);
            }
        }
        let mut held: BTreeMap<ParticipantId, Vec<(u32, u32)>> = BTreeMap::new();
        for (meeting, place) in self.held() {
            let Some(slot) = self.slots.get(&place.slot) else { continue };
            let lineup = self.lineups.get(meeting).and_then(|l| l.get(place.lineup as usize));
            for person in lineup.into_iter().flatten() {
                held.entry(*person).or_default().push((self.start(slot.starts_at), self.end(slot.ends_at)));
            }
        }
        let participant = |p: &ParticipantFact| {
            let mut intervals = unavailable.remove(&p.id).unwrap_or_default();
            if let (Some(since), Some(last)) = (p.absent_since, last) {
                intervals.push((self.start(since), self.end(last)));
            }
            let kept = held.get(&p.id).map_or(&[][..], Vec::as_slice);
            let intervals = without(&intervals, kept);
            Participant {
                id: p.id.to_string(),
                name: self.names.then(|| p.name.clone()),
                unavailable: intervals,
                max_meetings: p
                    .max_meetings
                    .map(|n| n.max(raised.get(&p.id).copied().unwrap_or(0)).max(kept.len() as i64) as u32),
                min_meetings: p.promised.unwrap_or(1) as u32,
            }
        };
        self.facts.participants.iter().map(participant).collect()
    }

    /// When people are blocked, slot by slot, without what is waived.
    fn blocked_people(&self) -> Vec<(ParticipantId, (u32, u32))> {
        let place = |w: &Waiver| Some((w.meeting, self.slots.get(&waived_place(w)?.slot).copied()?));
        let waived: Vec<(MeetingId, &SlotFact)> = self.waived(OwnRule::Block).filter_map(place).collect();
        let is_waived = |participant: ParticipantId, slot: &SlotFact| {
            waived.iter().any(|(meeting, open)| {
                slot.starts_at < open.ends_at
                    && open.starts_at < slot.ends_at
                    && self
                        .lineups
                        .get(meeting)
                        .is_some_and(|l| l.iter().flatten().any(|p| *p == participant))
            })
        };
        let mut intervals = Vec::new();
        for block in &self.facts.blocks {
            let Blocked::Participant(participant) = block.what else { continue };
            for slot in self.facts.slots.iter().filter(|s| block.slot.is_none_or(|b| b == s.id)) {
                if !is_waived(participant, slot) {
                    intervals.push((participant, (self.start(slot.starts_at), self.end(slot.ends_at))));
                }
            }
        }
        intervals
    }
}

/// Intervals without the parts that others cover.
fn without(intervals: &[(u32, u32)], others: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut rest = intervals.to_vec();
    for &(from, to) in others {
        let parts = |(a, b): (u32, u32)| [(a, b.min(from)), (a.max(to), b)];
        let cut =
            |(a, b): (u32, u32)| if b <= from || to <= a { vec![(a, b)] } else { parts((a, b)).to_vec() };
        rest = rest.into_iter().flat_map(cut).collect();
    }
    rest.retain(|(from, to)| from < to);
    rest
}
