//! Tables that people know. To the planner the number of a table is a wish where a meeting may move; to people it is where they
//! go, so meetings that stay keep it.

use super::Planning;
use crate::{
    domain::plan::Place,
    ids::{MeetingId, RoomId, SlotId},
};
use std::collections::{BTreeMap, BTreeSet};

/// Which meetings keep their tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Those that have begun.
    WhatBegan,
    /// All that stay in their slot, room and line-up.
    WhatStays,
}

impl Planning {
    /// The places that the planner found, with the tables of the published plan wherever a meeting keeps its own.
    ///
    /// Meetings that the planner put there get another table of the room. Where none is left, as can be only where slots
    /// overlap in part, those that have not begun go without theirs, at worst without a place.
    pub fn with_known_tables(
        &self,
        places: BTreeMap<MeetingId, Place>,
        keep: Keep,
    ) -> BTreeMap<MeetingId, Place> {
        let began = self.facts.began();
        if keep == Keep::WhatBegan && began.is_empty() {
            return places;
        }
        let known = self.published();
        let stays = |meeting: &MeetingId, place: &Place| {
            known.get(meeting).filter(|known| {
                (known.slot, known.room, known.lineup) == (place.slot, place.room, place.lineup)
                    && (keep == Keep::WhatStays || began.contains(&place.slot))
            })
        };
        let mut kept = Taken::new(self);
        let mut rest = Vec::new();
        for (&meeting, &place) in &places {
            match stays(&meeting, &place) {
                Some(&known) => kept.put(meeting, known),
                None => rest.push((meeting, place)),
            }
        }
        // Who has a table that nobody keeps is left alone.
        let (free, displaced): (Vec<_>, Vec<_>) =
            rest.into_iter().partition(|(_, place)| kept.is_free(place.room, place.table, place.slot));
        for (meeting, place) in free {
            kept.put(meeting, place);
        }
        for (meeting, place) in displaced {
            match kept.first_free(&place) {
                Some(table) => kept.put(meeting, Place { table, ..place }),
                None if keep == Keep::WhatStays => {
                    return self.with_known_tables(places, Keep::WhatBegan);
                }
                None => {}
            }
        }
        kept.placements
    }
}

/// Tables that are taken.
struct Taken<'p> {
    planning: &'p Planning,
    placements: BTreeMap<MeetingId, Place>,
    tables: BTreeMap<(RoomId, i64), Vec<SlotId>>,
    overlapping: BTreeMap<SlotId, BTreeSet<SlotId>>,
}

impl<'p> Taken<'p> {
    fn new(planning: &'p Planning) -> Self {
        let slots = planning.facts.slots.iter();
        let overlapping = slots.map(|slot| (slot.id, planning.overlapping(slot.id))).collect();
        Self { planning, placements: BTreeMap::new(), tables: BTreeMap::new(), overlapping }
    }

    fn put(&mut self, meeting: MeetingId, place: Place) {
        self.placements.insert(meeting, place);
        self.tables.entry((place.room, place.table)).or_default().push(place.slot);
    }

    fn is_free(&self, room: RoomId, table: i64, slot: SlotId) -> bool {
        let taken = self.tables.get(&(room, table)).map_or(&[][..], Vec::as_slice);
        !self.any_overlaps(taken, slot)
    }

    fn any_overlaps(&self, slots: &[SlotId], slot: SlotId) -> bool {
        self.overlapping.get(&slot).is_some_and(|overlapping| slots.iter().any(|s| overlapping.contains(s)))
    }

    /// The first table of the room that is free and not blocked.
    fn first_free(&self, place: &Place) -> Option<i64> {
        let tables = self.planning.tables.numbers(place.room).into_iter();
        let mut open = tables.filter(|(_, blocked)| !self.any_overlaps(blocked, place.slot));
        open.find(|(table, _)| self.is_free(place.room, *table, place.slot)).map(|(table, _)| table)
    }
}
