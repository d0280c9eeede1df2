//! From a valid file to the dense form.

use std::collections::BTreeMap;

use super::validate::Names;
use super::{
    Instance, Lineup, MeetingData, MeetingIdx, ParticipantData, ParticipantIdx, PinData, PreviousData,
    RoomData, RoomIdx, SessionData, SessionIdx, SiteIdx, SlotData, SlotIdx,
};
use crate::bits::Bits;
use crate::format::{InstanceFile, Meeting, Slot};

/// Builds the dense form of a file in which every reference is known to exist.
pub(super) fn build(file: &InstanceFile, names: &Names<'_>) -> Instance {
    let travel = Travel::new(file, names);
    let (mut slots, sessions) = slots_and_sessions(file, names);
    relate_slots(&mut slots, &travel);
    let n_ticks = number_ticks(&mut slots);
    let rooms = rooms(file, names, &slots);
    let mut participants = participants(file, names, &slots, &travel);
    let previous = previous(file, names);
    let meetings = meetings(file, names, &slots, &rooms, &participants, &previous);
    for (i, meeting) in meetings.iter().enumerate() {
        let mut people: Vec<ParticipantIdx> =
            meeting.lineups.iter().flat_map(|l| l.people.iter().copied()).collect();
        people.sort_unstable();
        people.dedup();
        for p in people {
            participants[p.at()].meetings.push(MeetingIdx::new(i));
        }
        for p in &meeting.lineups[0].people {
            participants[p.at()].promised += 1; // the demand, for now
        }
    }
    for (data, person) in participants.iter_mut().zip(&file.participants) {
        data.promised = data.promised.min(person.min_meetings as usize);
    }
    Instance { file: file.clone(), sessions, slots, rooms, participants, meetings, n_ticks, previous }
}

/// Minutes between sites.
struct Travel(BTreeMap<(usize, usize), u32>);

impl Travel {
    /// A pair listed twice takes the minutes of its last entry, as in the reference checker.
    fn new(file: &InstanceFile, names: &Names<'_>) -> Self {
        let mut minutes = BTreeMap::new();
        for leg in &file.travel {
            let (a, b) = (names.sites[leg.from.as_str()], names.sites[leg.to.as_str()]);
            minutes.insert((a, b), leg.minutes);
            minutes.insert((b, a), leg.minutes);
        }
        Self(minutes)
    }

    fn between(&self, a: SiteIdx, b: SiteIdx) -> u32 {
        if a == b { 0 } else { self.0.get(&(a.at(), b.at())).copied().unwrap_or(0) }
    }

    /// Whether one person cannot attend both: they overlap, or the way takes longer than the time between.
    fn clash(&self, a: (SiteIdx, u32, u32), b: (SiteIdx, u32, u32)) -> bool {
        let way = self.between(a.0, b.0);
        a.2 + way > b.1 && b.2 + way > a.1
    }
}

fn overlap(a: (u32, u32), b: (u32, u32)) -> bool {
    a.0 < b.1 && b.0 < a.1
}

fn slots_and_sessions(file: &InstanceFile, names: &Names<'_>) -> (Vec<SlotData>, Vec<SessionData>) {
    let mut sessions: Vec<SessionData> = file
        .sessions
        .iter()
        .map(|s| SessionData { site: SiteIdx::new(names.sites[s.site.as_str()]), slots: Vec::new() })
        .collect();
    let mut slots: Vec<SlotData> = file
        .slots
        .iter()
        .map(|slot| {
            let session = names.sessions[slot.session.as_str()];
            SlotData {
                session: SessionIdx::new(session),
                site: sessions[session].site,
                start: slot.start,
                end: slot.end,
                rank: 0,
                conflicts: Vec::new(),
                overlaps: Vec::new(),
                ticks: Vec::new(),
            }
        })
        .collect();
    for (i, slot) in slots.iter().enumerate() {
        sessions[slot.session.at()].slots.push(SlotIdx::new(i));
    }
    for session in &mut sessions {
        session.slots.sort_by_key(|s| slots[s.at()].start);
        for (rank, s) in session.slots.iter().enumerate() {
            slots[s.at()].rank = rank;
        }
    }
    (slots, sessions)
}

fn relate_slots(slots: &mut [SlotData], travel: &Travel) {
    for i in 0..slots.len() {
        for k in 0..slots.len() {
            if i == k {
                continue;
            }
            let (a, b) = (&slots[i], &slots[k]);
            let clashes = travel.clash((a.site, a.start, a.end), (b.site, b.start, b.end));
            let overlaps = overlap((a.start, a.end), (b.start, b.end));
            if clashes {
                slots[i].conflicts.push(SlotIdx::new(k));
            }
            if overlaps {
                slots[i].overlaps.push(SlotIdx::new(k));
            }
        }
    }
}

/// Gives each slot the starts of slots of its site that fall into it; returns how many there are in all.
fn number_ticks(slots: &mut [SlotData]) -> usize {
    let mut numbers = BTreeMap::new();
    for slot in slots.iter() {
        let next = numbers.len();
        numbers.entry((slot.site, slot.start)).or_insert(next);
    }
    for slot in slots.iter_mut() {
        slot.ticks = numbers
            .range((slot.site, slot.start)..(slot.site, slot.end))
            .map(|(_, &number)| number)
            .collect();
    }
    numbers.len()
}

fn rooms(file: &InstanceFile, names: &Names<'_>, slots: &[SlotData]) -> Vec<RoomData> {
    let room = |room: &crate::format::Room| {
        let site = SiteIdx::new(names.sites[room.site.as_str()]);
        let closed: Vec<&SlotData> = room.closed.iter().map(|id| &slots[names.slots[id.as_str()]]).collect();
        let mut open = Bits::new(slots.len());
        for (i, slot) in slots.iter().enumerate() {
            let shut = closed.iter().any(|c| overlap((slot.start, slot.end), (c.start, c.end)));
            if slot.site == site && !shut {
                open.insert(i);
            }
        }
        RoomData { site, tables: room.tables as usize, open }
    };
    file.rooms.iter().map(room).collect()
}

fn participants(
    file: &InstanceFile,
    names: &Names<'_>,
    slots: &[SlotData],
    travel: &Travel,
) -> Vec<ParticipantData> {
    let mut busy: Vec<Vec<(SiteIdx, u32, u32)>> = vec![Vec::new(); file.participants.len()];
    for block in &file.busy {
        let site = SiteIdx::new(names.sites[block.site.as_str()]);
        for id in &block.participants {
            busy[names.participants[id.as_str()]].push((site, block.start, block.end));
        }
    }
    file.participants
        .iter()
        .zip(&busy)
        .map(|(person, busy)| {
            let mut free = Bits::new(slots.len());
            let mut idle_able = Bits::new(slots.len());
            for (i, slot) in slots.iter().enumerate() {
                let span = (slot.start, slot.end);
                let away = person.unavailable.iter().any(|&u| overlap(span, u));
                if !away && !busy.iter().any(|&b| travel.clash((slot.site, slot.start, slot.end), b)) {
                    free.insert(i);
                }
                let blocked = away || busy.iter().any(|&(_, start, end)| overlap(span, (start, end)));
                if file.blocked_slots_are_idle || !blocked {
                    idle_able.insert(i);
                }
            }
            let max_meetings = person.max_meetings.map_or(usize::MAX, |m| m as usize);
            ParticipantData { free, idle_able, max_meetings, promised: 0, meetings: Vec::new() }
        })
        .collect()
}

fn previous(file: &InstanceFile, names: &Names<'_>) -> Vec<PreviousData> {
    file.previous
        .iter()
        .map(|entry| PreviousData {
            meeting: MeetingIdx::new(names.meetings[entry.meeting.as_str()]),
            slot: SlotIdx::new(names.slots[entry.slot.as_str()]),
            room: RoomIdx::new(names.rooms[entry.room.as_str()]),
            table: entry.table.map(|t| t as usize),
            lineup: entry.lineup.map(|k| k as usize),
        })
        .collect()
}

fn meetings(
    file: &InstanceFile,
    names: &Names<'_>,
    slots: &[SlotData],
    rooms: &[RoomData],
    participants: &[ParticipantData],
    previous: &[PreviousData],
) -> Vec<MeetingData> {
    let orders: Vec<u32> =
        file.meetings.iter().enumerate().map(|(i, m)| m.order.unwrap_or(i as u32)).collect();
    let mut sorted = orders.clone();
    sorted.sort_unstable();
    let mut meetings: Vec<MeetingData> = file
        .meetings
        .iter()
        .zip(&orders)
        .map(|(meeting, order)| MeetingData {
            lineups: lineups(meeting, names, slots, rooms, participants, file),
            priority: i64::from(meeting.priority),
            order_cost: (sorted.len() - sorted.partition_point(|o| o < order)) as i64,
            rooms: allowed_rooms(meeting, names, rooms.len()),
            after: meeting.after.iter().map(|id| MeetingIdx::new(names.meetings[id.as_str()])).collect(),
            before: Vec::new(),
            pin: meeting.pinned.as_ref().map(|pin| PinData {
                slot: SlotIdx::new(names.slots[pin.slot.as_str()]),
                room: pin.room.as_ref().map(|id| RoomIdx::new(names.rooms[id.as_str()])),
                lineup: pin.lineup.map(|k| k as usize),
                possible: 0,
            }),
            previous: None,
        })
        .collect();
    for i in 0..meetings.len() {
        for first in meetings[i].after.clone() {
            meetings[first.at()].before.push(MeetingIdx::new(i));
        }
    }
    for entry in previous {
        meetings[entry.meeting.at()].previous = Some(*entry);
    }
    meetings
}

/// Rooms that the meeting allows; a pin that names one leaves that one.
fn allowed_rooms(meeting: &Meeting, names: &Names<'_>, n_rooms: usize) -> Bits {
    let mut allowed = Bits::new(n_rooms);
    match &meeting.rooms {
        Some(ids) => ids.iter().for_each(|id| allowed.insert(names.rooms[id.as_str()])),
        None => (0..n_rooms).for_each(|r| allowed.insert(r)),
    }
    if let Some(room) = meeting.pinned.as_ref().and_then(|pin| pin.room.as_ref()) {
        let mut only = Bits::new(n_rooms);
        only.insert(names.rooms[room.as_str()]);
        allowed.intersect(&only);
    }
    allowed
}

fn lineups(
    meeting: &Meeting,
    names: &Names<'_>,
    slots: &[SlotData],
    rooms: &[RoomData],
    participants: &[ParticipantData],
    file: &InstanceFile,
) -> Vec<Lineup> {
    let mut allowed = Bits::new(slots.len());
    let room_bits = allowed_rooms(meeting, names, rooms.len());
    let mut with_room = Bits::new(slots.len());
    room_bits.iter().for_each(|r| with_room.unite(&rooms[r].open));
    for (i, slot) in file.slots.iter().enumerate() {
        if with_room.contains(i) && slot_is_allowed(meeting, slot) {
            allowed.insert(i);
        }
    }
    let lineup = |(k, people): (usize, &Vec<String>)| {
        let people: Vec<ParticipantIdx> =
            people.iter().map(|id| ParticipantIdx::new(names.participants[id.as_str()])).collect();
        let mut slots = allowed.clone();
        for p in &people {
            slots.intersect(&participants[p.at()].free);
        }
        if meeting.pinned.as_ref().and_then(|pin| pin.lineup).is_some_and(|pinned| pinned as usize != k) {
            slots = Bits::new(file.slots.len());
        }
        Lineup { people, slots }
    };
    std::iter::once(&meeting.attendees).chain(&meeting.alternatives).enumerate().map(lineup).collect()
}

/// Whether a meeting's own lists and its pin allow the slot.
pub(super) fn slot_is_allowed(meeting: &Meeting, slot: &Slot) -> bool {
    meeting.slots.as_ref().is_none_or(|ids| ids.contains(&slot.id))
        && meeting.sessions.as_ref().is_none_or(|ids| ids.contains(&slot.session))
        && meeting.pinned.as_ref().is_none_or(|pin| pin.slot == slot.id)
}
