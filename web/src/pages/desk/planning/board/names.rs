//! How the board calls people, meetings, slots and rooms.

use crate::{format, pages::InEvent};
use carnet_engine::{
    MeetingId, ParticipantId, RoomId, SlotId,
    domain::{
        fold::fold,
        plan::Place,
        planning::{ParticipantFact, Planning, SlotFact},
    },
};
use std::collections::BTreeMap;

/// The names of everything on a board.
pub(in crate::pages::desk::planning) struct Names<'a> {
    at: &'a InEvent,
    planning: &'a Planning,
    people: BTreeMap<ParticipantId, &'a ParticipantFact>,
    slots: BTreeMap<SlotId, &'a SlotFact>,
}

impl<'a> Names<'a> {
    pub(in crate::pages::desk::planning) fn of(at: &'a InEvent, planning: &'a Planning) -> Self {
        let facts = &planning.facts;
        Self {
            at,
            planning,
            people: facts.participants.iter().map(|person| (person.id, person)).collect(),
            slots: facts.slots.iter().map(|slot| (slot.id, slot)).collect(),
        }
    }

    /// A person, by name and company.
    pub(in crate::pages::desk::planning) fn person(&self, id: ParticipantId) -> String {
        self.people.get(&id).map_or_else(String::new, |person| match person.company.as_str() {
            "" => person.name.clone(),
            company => format!("{} ({company})", person.name),
        })
    }

    /// What stands for a person where there is little room: the company, or the name of who has none.
    pub(in crate::pages::desk::planning) fn short(&self, id: ParticipantId) -> &str {
        self.people.get(&id).map_or("", |person| match person.company.as_str() {
            "" => &person.name,
            company => company,
        })
    }

    /// Those whose name or company has the words, by company and name.
    pub(in crate::pages::desk::planning) fn matching(&self, words: &str) -> Vec<&'a ParticipantFact> {
        let words = fold(words.trim());
        let has = |text: &str| fold(text).contains(words.as_ref());
        let mut found: Vec<_> =
            self.people.values().copied().filter(|p| has(&p.name) || has(&p.company)).collect();
        found.sort_by_cached_key(|p| (fold(&p.company).into_owned(), fold(&p.name).into_owned()));
        found
    }

    /// Who meets, in a line-up, by company: what fits into a cell.
    pub(in crate::pages::desk::planning) fn meeting(&self, meeting: MeetingId, lineup: i64) -> String {
        let people = self.planning.people(meeting, lineup).iter();
        people.map(|id| self.short(*id)).collect::<Vec<_>>().join(" – ")
    }

    /// Who meets, by name and company.
    pub(in crate::pages::desk::planning) fn meeting_in_full(
        &self,
        meeting: MeetingId,
        lineup: i64,
    ) -> String {
        let people = self.planning.people(meeting, lineup).iter();
        people.map(|id| self.person(*id)).collect::<Vec<_>>().join(" – ")
    }

    /// When a slot is.
    pub(in crate::pages::desk::planning) fn slot(&self, id: SlotId) -> String {
        let language = self.at.visitor.language();
        let moment = |slot: &&SlotFact| format::moment(language, self.at.zone, slot.starts_at);
        self.slots.get(&id).map_or_else(String::new, moment)
    }

    /// A room.
    pub(in crate::pages::desk::planning) fn room(&self, id: RoomId) -> &str {
        self.planning.facts.rooms.iter().find(|room| room.id == id).map_or("", |room| &room.name)
    }

    /// When and where.
    pub(in crate::pages::desk::planning) fn place(&self, place: &Place) -> String {
        let table = self.at.visitor.words.n("word-table", place.table);
        format!("{}, {}, {table}", self.slot(place.slot), self.room(place.room))
    }
}
