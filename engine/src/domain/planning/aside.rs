//! Meetings of the published plan that stand where they may not any more, since the event changed: the planner works beside
//! them, and leaves them for somebody to decide.

use super::Planning;
use crate::{
    Error,
    domain::plan::{Block, Blocked, Place},
    ids::MeetingId,
};
use std::collections::BTreeMap;
use uuid::Uuid;

impl Planning {
    /// The event without the meetings that no plan beside the published one could keep, and where those stand: their people
    /// and tables stay taken meanwhile, and they count for the quotas.
    pub fn set_aside(self) -> Result<(Self, BTreeMap<MeetingId, Place>), Error> {
        let known = self.published();
        let out = self.meetings_in(&self.in_the_way(&known)?, &known);
        let aside: BTreeMap<MeetingId, Place> = known.into_iter().filter(|(m, _)| out.contains(m)).collect();
        if aside.is_empty() {
            return Ok((self, aside));
        }
        let mut facts = self.facts.clone();
        for (&meeting, place) in &aside {
            let people = self.people(meeting, place.lineup);
            if let Some(slot) = self.facts.slots.iter().find(|slot| slot.id == place.slot) {
                facts.unavailable.extend(people.iter().map(|&p| (p, slot.starts_at, slot.ends_at)));
            }
            for person in facts.participants.iter_mut().filter(|p| people.contains(&p.id)) {
                person.max_meetings = person.max_meetings.map(|most| (most - 1).max(0));
            }
            facts.blocks.push(Block {
                id: Uuid::from(meeting).into(),
                what: Blocked::Table(place.room, place.table),
                slot: Some(place.slot),
                reason: String::new(),
            });
        }
        facts.meetings.retain(|m| !aside.contains_key(&m.id));
        facts.pins.retain(|pin| !aside.contains_key(&pin.meeting));
        facts.published.retain(|meeting, _| !aside.contains_key(meeting));
        Ok((Self::plannable(facts, true), aside))
    }
}
