//! Finding single changes that would let a meeting in; each is tried before it is listed.

use super::change::Change;
use super::moves::Search;
use super::relaxation::Relaxation;
use super::seated::{Seated, Spread};
use super::wire::{Moved, Place};
use crate::instance::{Instance, MeetingIdx, RoomIdx, SlotIdx};
use crate::standing::Kept;
use crate::why::{Hurdle, Looked, common_slots, lone_absentees, look};

/// Options that the search for a single move looks at.
const OPTIONS: u64 = 300_000;

/// Every single change that lets an unplaced meeting in, the gentlest kinds first.
pub(super) fn relaxations(seated: &mut Seated<'_>, meeting: u32, options: &[Looked]) -> Vec<Relaxation> {
    let (changes, _) = Search::new(seated, OPTIONS).run(meeting, 1);
    let moves = changes.iter().filter_map(|change| one_move(seated, change));
    let mut found: Vec<Relaxation> = moves.collect();
    let mut relax = Relax { seated, meeting, options };
    found.extend(relax.tables(usize::MAX));
    found.extend(relax.openings());
    found.extend(relax.quotas());
    found.extend(relax.arrivals());
    found.extend(relax.drops());
    found
}

/// The gentlest single change that is found cheaply; `change` is one that is known already.
pub(crate) fn smallest(
    seated: &mut Seated<'_>,
    meeting: u32,
    options: &[Looked],
    change: Option<&Change>,
) -> Option<Relaxation> {
    if options.iter().any(|o| o.hurdles.is_empty()) {
        return None;
    }
    if let Some(change) = change {
        return one_move(seated, change);
    }
    let mut relax = Relax { seated, meeting, options };
    let table = relax.tables(1).pop();
    let other = table.or_else(|| relax.openings().into_iter().next());
    let other = other.or_else(|| relax.quotas().into_iter().next());
    let other = other.or_else(|| relax.arrivals().into_iter().next());
    other.or_else(|| relax.drops().into_iter().next())
}

fn one_move(seated: &Seated<'_>, change: &Change) -> Option<Relaxation> {
    let instance = seated.state.flat.instance;
    let place = Place::new(instance, change.steps.first()?.to);
    let moved = Moved::list(seated, &change.steps).pop()?;
    Some(Relaxation::Move { moved, place })
}

struct Relax<'s, 'a> {
    seated: &'s mut Seated<'a>,
    meeting: u32,
    options: &'s [Looked],
}

impl<'a> Relax<'_, 'a> {
    fn instance(&self) -> &'a Instance {
        self.seated.state.flat.instance
    }

    fn slot(&self, slot: u32) -> String {
        self.instance().file().slots[slot as usize].id.clone()
    }

    fn person(&self, person: u32) -> String {
        self.instance().file().participants[person as usize].id.clone()
    }

    /// Whether breaks allow the meeting in the slot, wherever its table is.
    fn keeps_spread(&mut self, slot: u32, lineup: u8) -> bool {
        self.seated.spread_with(self.meeting, Kept::somewhere(slot, lineup)) == Spread::Kept
    }

    /// One more table, where people are free and nothing else is missing.
    fn tables(&mut self, most: usize) -> Vec<Relaxation> {
        let mut found = Vec::new();
        for option in self.options.iter().filter(|o| o.hurdles == [Hurdle::Rooms]) {
            if found.len() >= most || !self.keeps_spread(option.slot, option.lineup) {
                continue;
            }
            let rooms = self.instance().rooms_in(MeetingIdx(self.meeting), SlotIdx(option.slot));
            for room in rooms.take(most - found.len()) {
                let room = self.instance().file().rooms[room.at()].id.clone();
                let table = Relaxation::Table { room, slot: self.slot(option.slot) };
                if !found.contains(&table) {
                    found.push(table);
                }
            }
        }
        found
    }

    /// A closed room with a free table, where everybody is there.
    fn openings(&mut self) -> Vec<Relaxation> {
        let instance = self.instance();
        let mut found = Vec::new();
        for (lineup, slot) in common_slots(instance, self.meeting) {
            if look(self.seated, self.meeting, lineup, slot) != [Hurdle::Rooms] {
                continue;
            }
            let data = &instance.slots[slot as usize];
            for room in instance.meetings[self.meeting as usize].rooms.iter().map(RoomIdx::new) {
                let it = &instance.rooms[room.at()];
                let closed = it.site == data.site && !it.open.contains(slot as usize);
                let table = self.seated.tables.lowest_free(room, &data.ticks, it.tables);
                if closed && table.is_some() && self.keeps_spread(slot, lineup) {
                    let room = instance.file().rooms[room.at()].id.clone();
                    found.push(Relaxation::Open { room, slot: self.slot(slot) });
                }
            }
        }
        found.dedup();
        found
    }

    /// One meeting more for one participant.
    fn quotas(&mut self) -> Vec<Relaxation> {
        let mut found: Vec<Relaxation> = Vec::new();
        let mut named = Vec::new();
        for option in self.options {
            let [Hurdle::Quota { person }] = option.hurdles[..] else { continue };
            if named.contains(&person) || !self.keeps_spread(option.slot, option.lineup) {
                continue;
            }
            named.push(person);
            found.push(Relaxation::Quota {
                participant: self.person(person),
                max_meetings: self.instance().participants[person as usize].max_meetings + 1,
                slot: self.slot(option.slot),
            });
        }
        found
    }

    /// One participant there in a slot in which all others are and nothing else is missing.
    fn arrivals(&mut self) -> Vec<Relaxation> {
        let mut found = Vec::new();
        for (person, lineup, slot) in lone_absentees(self.seated, self.meeting) {
            if look(self.seated, self.meeting, lineup, slot).is_empty() {
                let come = Relaxation::Come { participant: self.person(person), slot: self.slot(slot) };
                if !found.contains(&come) {
                    found.push(come);
                }
            }
        }
        found
    }

    /// One meeting less: the only one in the way of its people somewhere, or one of somebody whose quota is reached.
    fn drops(&mut self) -> Vec<Relaxation> {
        let mut tried: Vec<u32> = Vec::new();
        let mut found = Vec::new();
        for option in self.options {
            for other in self.droppable(option) {
                if tried.contains(&other) {
                    continue;
                }
                if let Some(slot) = self.slot_without(other, option) {
                    tried.push(other);
                    let meeting = self.instance().file().meetings[other as usize].id.clone();
                    found.push(Relaxation::Drop { meeting, slot });
                }
            }
        }
        found
    }

    /// Meetings one of which would have to go for an option.
    fn droppable(&self, option: &Looked) -> Vec<u32> {
        let mut blockers: Vec<u32> = Vec::new();
        let mut full: Vec<u32> = Vec::new();
        for hurdle in &option.hurdles {
            match *hurdle {
                Hurdle::Meeting { meeting, .. } | Hurdle::Sequence { meeting } => blockers.push(meeting),
                Hurdle::Quota { person } => full.push(person),
                Hurdle::Rooms | Hurdle::Spread => {}
            }
        }
        blockers.sort_unstable();
        blockers.dedup();
        let all = match (blockers.as_slice(), full.as_slice()) {
            ([_], _) => blockers,
            ([], [person, ..]) => {
                let meetings = &self.instance().participants[*person as usize].meetings;
                meetings.iter().map(|m| m.0).filter(|&m| self.seated.stands(m).is_some()).collect()
            }
            _ => Vec::new(),
        };
        all.into_iter().filter(|&m| !self.seated.is_firm(m)).collect()
    }

    fn slot_without(&mut self, other: u32, option: &Looked) -> Option<String> {
        let place = self.seated.remove(other)?;
        let free = look(self.seated, self.meeting, option.lineup, option.slot).is_empty();
        self.seated.place(other, place);
        free.then(|| self.slot(option.slot))
    }
}
