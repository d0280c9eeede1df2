//! Rooms, and the sites of the instance that they belong to.

use super::{Builder, site_name, waived_place};
use crate::{
    domain::{
        plan::{Block, Blocked, OwnRule},
        planning::{Facts, MeetingFact, MeetingKind, SlotFact},
    },
    ids::{ParticipantId, RoomId, SessionId, SlotId},
};
use carnet_solver::format::{Pin, Room};
use std::collections::{BTreeMap, BTreeSet};

impl Builder<'_> {
    /// Rooms, each at the site of its sessions and closed in slots of sessions that may not use it.
    pub(super) fn rooms(&self) -> Vec<Room> {
        let mut rooms_of: BTreeMap<SessionId, BTreeSet<RoomId>> = BTreeMap::new();
        for &(session, room) in &self.facts.session_rooms {
            rooms_of.entry(session).or_default().insert(room);
        }
        let reopened: BTreeSet<(SlotId, RoomId)> = self.reopened();
        let mut rooms = Vec::new();
        for room in &self.facts.rooms {
            let uses = |session: &SessionId| rooms_of.get(session).is_none_or(|r| r.contains(&room.id));
            let own = self.facts.sessions.iter().filter(|s| s.site == room.site);
            let group = own.clone().find(|s| uses(&s.id)).map_or(0, |s| self.groups[&s.id]);
            let closed_for = own.filter(|s| self.groups[&s.id] == group && !uses(&s.id)).map(|s| s.id);
            let closed_for: BTreeSet<SessionId> = closed_for.collect();
            let is_blocked = |slot: SlotId| {
                let of_room = |b: &&Block| b.what == Blocked::Room(room.id);
                self.facts.blocks.iter().filter(of_room).any(|b| b.slot.is_none_or(|s| s == slot))
            };
            let is_closed = |s: &&SlotFact| {
                (closed_for.contains(&s.session) || is_blocked(s.id))
                    && !reopened.contains(&(s.id, room.id))
                    && self.ahead.contains(&s.id)
            };
            let closed: Vec<SlotId> = self.facts.slots.iter().filter(is_closed).map(|s| s.id).collect();
            for wire in self.tables.rooms(room.id) {
                let closed: BTreeSet<SlotId> = closed.iter().chain(&wire.closed).copied().collect();
                rooms.push(Room {
                    id: wire.id,
                    name: self.names.then(|| room.name.clone()),
                    site: site_name(room.site, group),
                    tables: wire.n_tables as u32,
                    closed: closed.iter().map(ToString::to_string).collect(),
                });
            }
        }
        rooms
    }

    /// The rooms in which a meeting may be held; none where all are.
    ///
    /// Exhibitors receive at their own booths, and nobody else meets there: whoever has none meets in the rooms that are nobody's
    /// booth. Who has one meets there alone, also while it has no table left; such a meeting waits, as one does where every room
    /// is somebody's booth. Where somebody decided by hand that a meeting is held elsewhere, it may be.
    pub(super) fn booths_of(&self, meeting: &MeetingFact, pinned: Option<&Pin>) -> Option<Vec<String>> {
        let booths = &self.facts.booths;
        if booths.is_empty() {
            return None;
        }
        let people = self.lineups.get(&meeting.id)?;
        let own: BTreeSet<RoomId> = match meeting.kind {
            MeetingKind::Company => {
                let of = |(person, _): &&(ParticipantId, RoomId)| people.iter().any(|l| l.contains(person));
                booths.iter().filter(of).map(|(_, room)| *room).collect()
            }
            MeetingKind::Expert => BTreeSet::new(),
        };
        let taken: BTreeSet<RoomId> = booths.iter().map(|(_, room)| *room).collect();
        let common = || self.facts.rooms.iter().map(|room| room.id).filter(|room| !taken.contains(room));
        let mut rooms =
            if own.is_empty() { self.wire_rooms(common()) } else { self.wire_rooms(own.into_iter()) };
        let waived = self.waivers.get(&meeting.id).into_iter().flatten().filter(|w| w.rule == OwnRule::Place);
        rooms.extend(self.wire_rooms(waived.filter_map(|w| waived_place(w)).map(|place| place.room)));
        rooms.extend(pinned.and_then(|pin| pin.room.clone()));
        Some(rooms.into_iter().collect())
    }

    /// The rooms of the instance that stand for rooms.
    fn wire_rooms(&self, rooms: impl Iterator<Item = RoomId>) -> BTreeSet<String> {
        rooms.flat_map(|room| self.tables.rooms(room)).map(|wire| wire.id).collect()
    }

    /// Rooms that are open in a slot by a waiver.
    fn reopened(&self) -> BTreeSet<(SlotId, RoomId)> {
        self.waived(OwnRule::Place).filter_map(waived_place).map(|place| (place.slot, place.room)).collect()
    }
}

/// Sessions of one site that share rooms, numbered by site. Rooms of the instance are of a site and not of a session; so
/// sessions that share none, such as the consultations beside the hall, become sites of their own without a way between.
pub(super) fn groups(facts: &Facts) -> BTreeMap<SessionId, usize> {
    let mut rooms_of: BTreeMap<SessionId, BTreeSet<RoomId>> = BTreeMap::new();
    for &(session, room) in &facts.session_rooms {
        rooms_of.entry(session).or_default().insert(room);
    }
    let mut groups = BTreeMap::new();
    for &site in &facts.sites {
        let all: BTreeSet<RoomId> = facts.rooms.iter().filter(|r| r.site == site).map(|r| r.id).collect();
        let mut found: Vec<(BTreeSet<RoomId>, Vec<SessionId>)> = Vec::new();
        for session in facts.sessions.iter().filter(|s| s.site == site) {
            let mut rooms = rooms_of.get(&session.id).unwrap_or(&all).clone();
            let mut sessions = vec![session.id];
            let (joined, apart): (Vec<_>, Vec<_>) =
                found.into_iter().partition(|(other, _)| !other.is_disjoint(&rooms));
            for (other_rooms, other_sessions) in joined {
                rooms.extend(other_rooms);
                sessions.extend(other_sessions);
            }
            found = apart;
            found.push((rooms, sessions));
        }
        for (group, (_, sessions)) in found.into_iter().enumerate() {
            groups.extend(sessions.into_iter().map(|session| (session, group)));
        }
    }
    groups
}
