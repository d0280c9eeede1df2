//! Sessions and slots.

use crate::{
    Error, Fault, FaultCode, Faults, RoomId, SessionId, SiteId, SlotId,
    domain::{
        places::Places,
        text::{TextKind, Texts},
        words,
    },
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::BTreeSet;

const NAME_MOST: usize = 200;

words! {
    /// What kind of meetings a session is for.
    pub enum MeetingKind {
        /// Of companies.
        Company = "company",
        /// With experts.
        Expert = "expert",
        /// Of either kind.
        Any = "any",
    }
}

/// A run of slots at one site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Session {
    /// Its identity.
    pub id: SessionId,
    /// Where it is.
    pub site: SiteId,
    /// Its name.
    pub names: Texts,
    /// For what kind of meetings.
    pub meeting_kind: MeetingKind,
    /// The rooms in which meetings are held.
    pub rooms: BTreeSet<RoomId>,
    /// Its slots, in order.
    pub slots: Vec<Slot>,
}

/// The time of one meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Slot {
    /// Its identity.
    pub id: SlotId,
    /// From when.
    pub starts_at: DateTime<Utc>,
    /// Until when, not included.
    pub ends_at: DateTime<Utc>,
}

/// What may be changed of a session; its slots are made and deleted with it.
#[derive(Clone, Debug)]
pub struct SessionChange {
    /// Its name.
    pub names: Texts,
    /// For what kind of meetings.
    pub meeting_kind: MeetingKind,
    /// The rooms in which meetings are held.
    pub rooms: Vec<RoomId>,
}

impl Session {
    /// From the first slot to the last.
    pub fn span(&self) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        Some((self.slots.first()?.starts_at, self.slots.last()?.ends_at))
    }

    /// Whether it takes a room at a time at which the other one does. Only slots count: two sessions may share a room by
    /// turns.
    pub fn overlaps(&self, other: &[(DateTime<Utc>, DateTime<Utc>)], rooms: &BTreeSet<RoomId>) -> bool {
        let meet = |slot: &Slot| other.iter().any(|&(from, to)| slot.starts_at < to && from < slot.ends_at);
        !self.rooms.is_disjoint(rooms) && self.slots.iter().any(meet)
    }

    /// The session after a change, or every fault of it.
    pub fn changed(&self, to: &SessionChange, places: &Places, others: &[Self]) -> Result<Self, Error> {
        let mut faults = Faults::new();
        let names = to.names.check("names", TextKind::Line, NAME_MOST, &mut faults);
        let rooms = check_rooms(&to.rooms, self.site, places, &mut faults);
        let times: Vec<_> = self.slots.iter().map(|slot| (slot.starts_at, slot.ends_at)).collect();
        for other in others.iter().filter(|other| other.id != self.id) {
            if other.overlaps(&times, &rooms) {
                let fault = Fault::new("rooms", FaultCode::Overlaps);
                faults.push(fault.with("session", other.id.to_string()));
            }
        }
        faults.check()?;
        let names = names.ok_or(Error::Internal("names without fault are there"))?;
        Ok(Self { names, rooms, meeting_kind: to.meeting_kind, ..self.clone() })
    }
}

/// The rooms of a session: at its site, with tables.
pub(crate) fn check_rooms(
    rooms: &[RoomId],
    site: SiteId,
    places: &Places,
    faults: &mut Faults,
) -> BTreeSet<RoomId> {
    if rooms.is_empty() {
        faults.push(Fault::new("rooms", FaultCode::Required));
    }
    let mut seen = BTreeSet::new();
    for (i, id) in rooms.iter().enumerate() {
        let path = format!("rooms[{i}]");
        match places.rooms().find(|(at, room)| *at == site && room.id == *id) {
            None => faults.push(Fault::new(path, FaultCode::UnknownChoice)),
            Some((_, room)) if room.tables == 0 => {
                faults.push(Fault::new(path, FaultCode::NoTables).with("name", room.name.as_str()));
            }
            Some(_) if !seen.insert(*id) => faults.push(Fault::new(path, FaultCode::Duplicate)),
            Some(_) => {}
        }
    }
    seen
}
