//! A free place for one meeting beside the published plan: nothing else moves.

use super::{BrokenRule, Planning};
use crate::{
    domain::plan::{Pin, Place, Score},
    ids::{MeetingId, ParticipantId},
};
use carnet_solver::insert;
use std::collections::{BTreeMap, BTreeSet};

/// A free place, and what the published plan is worth with the meeting in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Free {
    /// Where.
    pub place: Place,
    /// The value of every criterion.
    pub score: Score,
}

impl Planning {
    /// The best free place of a meeting without one, by the planner. There is none where the event cannot be planned as it is.
    ///
    /// The place is not only free: the checker passes the plan with the meeting in it, and the meeting can be pinned there
    /// beside all other pins. What the plan breaks already, since the event changed, is not this meeting's fault.
    pub fn free_place(&self, meeting: MeetingId) -> Option<Free> {
        let instance = self.instance().ok()?;
        let known = self.published();
        let plan = self.to_wire(&known, &[], &Score::default());
        let id = meeting.to_string();
        let found = insert(&instance, &plan, &id).or_else(|_| {
            let standing = self.to_wire(&self.standing(&known), &[], &Score::default());
            insert(&instance, &standing, &id)
        });
        let rows = found.ok()?.places;
        let free = rows.iter().filter(|row| row.moves.is_empty()).filter_map(|row| {
            let place = &row.place;
            self.place(&place.slot, &place.room, place.table as i64, place.lineup as i64)
        });
        free.filter(|place| !self.is_promised(meeting, place))
            .find_map(|place| self.with(&known, meeting, place))
    }

    /// The plan with a meeting at a place, if the checker passes it.
    fn with(&self, known: &BTreeMap<MeetingId, Place>, meeting: MeetingId, place: Place) -> Option<Free> {
        let mut facts = self.facts.clone();
        let pin = Pin { meeting, slot: place.slot, room: None, table: None, lineup: Some(place.lineup) };
        facts.pins.push(pin);
        let pinned = Self::new(facts, false);
        let mut placements = known.clone();
        placements.insert(meeting, place);
        let verdict = pinned.judge(&placements, &[]).ok()?;
        let is_new = |breach: &BrokenRule| !self.broken_in(known).contains(breach);
        let passes = verdict.broken.is_empty() || !verdict.broken.iter().any(is_new);
        passes.then_some(Free { place, score: verdict.score })
    }

    /// The placements of a plan that the event still allows.
    fn standing(&self, known: &BTreeMap<MeetingId, Place>) -> BTreeMap<MeetingId, Place> {
        let out = self.meetings_in(&self.broken_in(known), known);
        known.iter().filter(|(m, _)| !out.contains(m)).map(|(&m, &place)| (m, place)).collect()
    }

    /// The meetings that breaches are about: those that they name, or all of the person whom they name alone.
    pub(super) fn meetings_in(
        &self,
        broken: &[BrokenRule],
        known: &BTreeMap<MeetingId, Place>,
    ) -> BTreeSet<MeetingId> {
        let mut out: BTreeSet<MeetingId> = BTreeSet::new();
        for breach in broken {
            out.extend(breach.meetings());
            let person = breach.participant().filter(|_| breach.meetings().is_empty());
            let theirs = known.iter().filter(|(m, place)| {
                person.is_some_and(|person| self.people(**m, place.lineup).contains(&person))
            });
            out.extend(theirs.map(|(meeting, _)| *meeting));
        }
        out
    }

    fn broken_in(&self, placements: &BTreeMap<MeetingId, Place>) -> Vec<BrokenRule> {
        self.judge(placements, &[]).map(|verdict| verdict.broken).unwrap_or_default()
    }

    /// Whether somebody of the meeting is promised to another one at that time: pinned, and not in the plan yet.
    fn is_promised(&self, meeting: MeetingId, place: &Place) -> bool {
        let overlapping = self.overlapping(place.slot);
        let people: BTreeSet<ParticipantId> = self.people(meeting, place.lineup).iter().copied().collect();
        let promises = self.facts.pins.iter().filter(|pin| {
            pin.meeting != meeting
                && overlapping.contains(&pin.slot)
                && !self.facts.published.contains_key(&pin.meeting)
        });
        promises.flat_map(|pin| self.lineups(pin.meeting)).flatten().any(|p| people.contains(p))
    }
}
