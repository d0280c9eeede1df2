//! A plan with its tables, to be changed and measured in small steps.

use super::tables::Tables;
use crate::format::Criterion;
use crate::instance::{MeetingIdx, RoomIdx, SlotIdx};
use crate::place::Spot;
use crate::search::{NONE, State, Values};
use crate::standing::Kept;

/// A plan in which every placed meeting has its table.
pub(crate) struct Seated<'a> {
    pub(crate) state: State<'a>,
    seats: Vec<Option<Kept>>,
    pub(crate) tables: Tables,
    base: Base,
}

/// What changes are measured against.
#[derive(Default)]
struct Base {
    values: Values,
    /// Changes of table, by participant and session.
    moves: Vec<u16>,
    spread: i32,
}

/// Whether the numbers of breaks keep the limit on their spread (H10), where there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spread {
    Kept,
    Broken,
}

impl<'a> Seated<'a> {
    /// Nothing placed.
    pub(crate) fn new(state: State<'a>) -> Self {
        let instance = state.flat.instance;
        let seats = vec![None; instance.meetings.len()];
        let mut seated = Self { state, seats, tables: Tables::new(instance), base: Base::default() };
        seated.set_base();
        seated
    }

    /// Books a table for a meeting that stands in the state already.
    pub(crate) fn seat(&mut self, meeting: u32, place: Kept) {
        let ticks = &self.state.flat.instance.slots[place.slot.at()].ticks;
        self.tables.take(place.room, ticks, place.table, meeting);
        self.seats[meeting as usize] = Some(place);
    }

    pub(crate) fn place(&mut self, meeting: u32, place: Kept) {
        let pool = self.state.flat.pools.of_room[place.room.at()];
        self.state.place(meeting, Spot { slot: place.slot, lineup: place.lineup, pool });
        self.seat(meeting, place);
    }

    pub(crate) fn remove(&mut self, meeting: u32) -> Option<Kept> {
        let place = self.seats[meeting as usize].take()?;
        let ticks = &self.state.flat.instance.slots[place.slot.at()].ticks;
        self.tables.leave(place.room, ticks, meeting);
        self.state.remove(meeting);
        Some(place)
    }

    /// Where a meeting stands.
    pub(crate) fn stands(&self, meeting: u32) -> Option<Kept> {
        self.seats[meeting as usize]
    }

    /// The people of a meeting's line-up.
    pub(crate) fn people(&self, meeting: u32, lineup: u8) -> &'a [u32] {
        let flat = self.state.flat;
        flat.people(flat.option(meeting, lineup))
    }

    /// Whether no change of other meetings can move this one: an organiser pinned it, or it is kept.
    pub(crate) fn is_firm(&self, meeting: u32) -> bool {
        self.state.fixed[meeting as usize] || self.is_pinned(meeting)
    }

    pub(crate) fn is_pinned(&self, meeting: u32) -> bool {
        self.state.flat.instance.meetings[meeting as usize].pin.is_some()
    }

    /// The free table of a room at which the people of a line-up move least; the lowest among equals.
    pub(crate) fn best_table(&self, meeting: u32, lineup: u8, slot: u32, room: RoomIdx) -> Option<usize> {
        let instance = self.state.flat.instance;
        let ticks = &instance.slots[slot as usize].ticks;
        let tables = instance.rooms[room.at()].tables;
        let lowest = self.tables.lowest_free(room, ticks, tables)?;
        let mut near: Vec<usize> = self
            .people(meeting, lineup)
            .iter()
            .flat_map(|&p| self.beside(p, slot))
            .filter(|seat| seat.0 == room)
            .map(|seat| seat.1)
            .collect();
        near.sort_unstable();
        let count = |table: usize| near.iter().filter(|&&t| t == table).count();
        let free = near.iter().copied().filter(|&t| t <= tables && self.tables.is_free(room, ticks, t));
        let best = free.max_by_key(|&t| (count(t), std::cmp::Reverse(t)));
        Some(best.unwrap_or(lowest))
    }

    /// The best free table of all rooms that the meeting may use in the slot: people's moves first, then the known
    /// room.
    pub(crate) fn best_seat(&self, meeting: u32, lineup: u8, slot: u32) -> Option<Kept> {
        let flat = self.state.flat;
        let known = flat.instance.meetings[meeting as usize].previous.filter(|p| p.slot.0 == slot);
        let mut best: Option<((bool, usize), Kept)> = None;
        let neighbours: Vec<(RoomIdx, usize)> =
            self.people(meeting, lineup).iter().flat_map(|&p| self.beside(p, slot)).collect();
        for room in flat.instance.rooms_in(MeetingIdx(meeting), SlotIdx(slot)) {
            let is_known = known.is_some_and(|p| p.room == room);
            let is_near = neighbours.iter().any(|n| n.0 == room);
            if best.is_some() && !is_known && !is_near {
                continue;
            }
            let Some(table) = self.best_table(meeting, lineup, slot, room) else { continue };
            let rank = (is_known, neighbours.iter().filter(|&&n| n == (room, table)).count());
            if best.is_none_or(|(least, _)| rank > least) {
                best = Some((rank, Kept { slot: SlotIdx(slot), room, table, lineup }));
            }
        }
        best.map(|(_, place)| place)
    }

    /// Meetings that stand too late or too early for one in a slot: those in its `after`, and those that name it.
    pub(crate) fn out_of_sequence(&self, meeting: u32, slot: u32) -> impl Iterator<Item = u32> {
        let instance = self.state.flat.instance;
        let data = &instance.meetings[meeting as usize];
        let here = SlotIdx(slot);
        let late =
            move |m: &&MeetingIdx| self.stands(m.0).is_some_and(|k| !instance.ends_before(k.slot, here));
        let early =
            move |m: &&MeetingIdx| self.stands(m.0).is_some_and(|k| !instance.ends_before(here, k.slot));
        data.after.iter().filter(late).chain(data.before.iter().filter(early)).map(|m| m.0)
    }

    /// The seats that a participant has directly before and after a slot in its session.
    fn beside(&self, person: u32, slot: u32) -> impl Iterator<Item = (RoomIdx, usize)> {
        let instance = self.state.flat.instance;
        let here = &instance.slots[slot as usize];
        let slots = &instance.sessions[here.session.at()].slots;
        let seat = move |s: &SlotIdx| self.seat_in(person, s.0);
        let before = slots[..here.rank].iter().rev().find_map(seat);
        before.into_iter().chain(slots[here.rank + 1..].iter().find_map(seat))
    }

    fn seat_in(&self, person: u32, slot: u32) -> Option<(RoomIdx, usize)> {
        let meeting = self.state.at(person, slot);
        if meeting == NONE {
            return None;
        }
        self.seats[meeting as usize].map(|place| (place.room, place.table))
    }

    /// Changes of table of a participant in a session.
    fn moves_of(&self, person: u32, session: u32) -> u16 {
        let slots = &self.state.flat.instance.sessions[session as usize].slots;
        let mut last = None;
        let mut moves = 0;
        for seat in slots.iter().filter_map(|s| self.seat_in(person, s.0)) {
            moves += u16::from(last.is_some_and(|l| l != seat));
            last = Some(seat);
        }
        moves
    }

    /// Makes the plan as it stands what changes are measured against.
    pub(crate) fn set_base(&mut self) {
        let instance = self.state.flat.instance;
        let sessions = instance.sessions.len() as u32;
        let people = 0..instance.participants.len() as u32;
        self.base.moves = if instance.judges(Criterion::Moves) {
            people
                .flat_map(|p| (0..sessions).map(move |s| (p, s)))
                .map(|(p, s)| self.moves_of(p, s))
                .collect()
        } else {
            Vec::new()
        };
        self.base.values = *self.state.values();
        self.base.spread = self.widest();
    }

    /// By how much each criterion, in the instance's order, is higher than in the base; `touched` names the
    /// participants and sessions in which something changed.
    pub(crate) fn rise(&self, touched: &mut Vec<(u32, u32)>) -> Vec<i64> {
        let instance = self.state.flat.instance;
        touched.sort_unstable();
        touched.dedup();
        let moves = || {
            let sessions = instance.sessions.len();
            let change = |&(p, s): &(u32, u32)| {
                let before = self.base.moves[p as usize * sessions + s as usize];
                i64::from(self.moves_of(p, s)) - i64::from(before)
            };
            touched.iter().map(change).sum()
        };
        let rise = |&c: &Criterion| match c {
            Criterion::Moves => moves(),
            _ => self.state.values().get(c) - self.base.values.get(c),
        };
        instance.criteria().iter().map(rise).collect()
    }

    /// Participants and sessions that a place of a meeting touches.
    pub(crate) fn touch(&self, meeting: u32, place: Kept, touched: &mut Vec<(u32, u32)>) {
        let session = self.state.flat.session_of[place.slot.at()];
        touched.extend(self.people(meeting, place.lineup).iter().map(|&p| (p, session)));
    }

    /// Whether H10 holds, or is broken no more than in the base.
    pub(crate) fn spread(&self) -> Spread {
        let Some(limit) = self.state.flat.spread else { return Spread::Kept };
        if self.widest() <= limit.max(self.base.spread) { Spread::Kept } else { Spread::Broken }
    }

    fn widest(&self) -> i32 {
        if self.state.flat.spread.is_none() {
            return 0;
        }
        let people = 0..self.state.flat.instance.participants.len() as u32;
        let (least, most) = people
            .map(|p| self.state.gaps_of(p).breaks)
            .fold((i32::MAX, 0), |(least, most), breaks| (least.min(breaks), most.max(breaks)));
        most - least.min(most)
    }

    /// Whether H10 would hold with a meeting placed; only its people's agendas matter, so it may stand anywhere.
    pub(crate) fn spread_with(&mut self, meeting: u32, place: Kept) -> Spread {
        let pool = self.state.flat.pools.of_room[place.room.at()];
        self.state.place(meeting, Spot { slot: place.slot, lineup: place.lineup, pool });
        let spread = self.spread();
        self.state.remove(meeting);
        spread
    }
}
