//! From facts to the instance.

use super::{Facts, MeetingKind, Planning, SlotFact, Tables};
use crate::{
    domain::{
        plan::{Blocked, OwnRule, Place, Waiver},
        session::MeetingKind as SessionUse,
    },
    ids::{MeetingId, ParticipantId, RoomId, SessionId, SiteId, SlotId},
};
use carnet_solver::format::{
    Busy, Criterion, InstanceFile, InstanceFormat, Limits, Meeting, Participant, Pin, Previous, Room,
    Session, Site, Slot, Travel,
};
use chrono::{DateTime, NaiveTime, TimeZone, Utc};
use std::collections::{BTreeMap, BTreeSet};

impl Planning {
    /// Builds the instance. `names`: whether rooms and people carry their names, for explanations.
    pub fn new(facts: Facts, names: bool) -> Self {
        let lineups = lineups(&facts);
        let tables = Tables::new(facts.rooms.iter().map(|r| (r.id, r.n_tables)), &facts.blocks);
        let file = Builder::new(&facts, &tables, &lineups, names).file();
        Self { facts, file, tables, lineups }
    }
}

/// The line-ups of every meeting, each complete.
fn lineups(facts: &Facts) -> BTreeMap<MeetingId, Vec<Vec<ParticipantId>>> {
    let mut of_meeting: BTreeMap<MeetingId, BTreeMap<i64, Vec<ParticipantId>>> = BTreeMap::new();
    for attendee in &facts.attendees {
        let lineups = of_meeting.entry(attendee.meeting).or_default();
        lineups.entry(attendee.lineup).or_default().push(attendee.participant);
    }
    let known = |meeting| Some((meeting, of_meeting.remove(&meeting)?.into_values().collect()));
    facts.meetings.iter().map(|m| m.id).filter_map(known).collect()
}

/// What building looks up again and again.
struct Builder<'f> {
    facts: &'f Facts,
    tables: &'f Tables,
    lineups: &'f BTreeMap<MeetingId, Vec<Vec<ParticipantId>>>,
    names: bool,
    origin: DateTime<Utc>,
    slots: BTreeMap<SlotId, &'f SlotFact>,
    /// The site of the instance for each session: sessions of one site that share no room are apart.
    groups: BTreeMap<SessionId, usize>,
    waivers: BTreeMap<MeetingId, Vec<&'f Waiver>>,
    /// Slots that have begun, while the event is live.
    began: BTreeSet<SlotId>,
}

impl<'f> Builder<'f> {
    fn new(
        facts: &'f Facts,
        tables: &'f Tables,
        lineups: &'f BTreeMap<MeetingId, Vec<Vec<ParticipantId>>>,
        names: bool,
    ) -> Self {
        let zone = facts.event.time_zone;
        let first = facts.slots.iter().map(|s| s.starts_at.with_timezone(&zone).date_naive()).min();
        let day = first.unwrap_or(facts.event.first_day).min(facts.event.first_day);
        let midnight = zone.from_local_datetime(&day.and_time(NaiveTime::MIN)).earliest();
        let origin = midnight.map_or_else(|| day.and_time(NaiveTime::MIN).and_utc(), |at| at.to_utc());
        let mut waivers: BTreeMap<MeetingId, Vec<&Waiver>> = BTreeMap::new();
        for waiver in &facts.waivers {
            waivers.entry(waiver.meeting).or_default().push(waiver);
        }
        let slots = facts.slots.iter().map(|s| (s.id, s)).collect();
        let began = began(facts);
        Self { facts, tables, lineups, names, origin, slots, groups: groups(facts), waivers, began }
    }

    fn file(&self) -> InstanceFile {
        let rules = &self.facts.event.rules;
        let spread = rules.max_break_spread.filter(|_| self.waived(OwnRule::BreakSpread).next().is_none());
        let criteria = &rules.criteria;
        InstanceFile {
            format: InstanceFormat::V1,
            name: self.facts.event.id.to_string(),
            origin: Some(self.origin.with_timezone(&self.facts.event.time_zone).date_naive().to_string()),
            timezone: Some(self.facts.event.time_zone.name().to_owned()),
            sites: self.sites(),
            travel: self.travel(),
            sessions: self.sessions(),
            slots: self.facts.slots.iter().map(|s| self.slot(s)).collect(),
            rooms: self.rooms(),
            participants: self.participants(),
            busy: self.busy(),
            meetings: self.meetings(),
            previous: self.previous(),
            limits: Limits { max_break_spread: spread.map(|n| n as u32) },
            blocked_slots_are_idle: rules.blocked_slots_are_idle,
            criteria: if criteria.is_empty() { Criterion::ALL.to_vec() } else { criteria.clone() },
        }
    }

    fn waived(&self, rule: OwnRule) -> impl Iterator<Item = &'f Waiver> {
        self.facts.waivers.iter().filter(move |w| w.rule == rule)
    }

    /// Minutes from the origin; what has begun counts as a whole minute.
    fn start(&self, at: DateTime<Utc>) -> u32 {
        (at - self.origin).num_minutes().clamp(0, i64::from(i32::MAX) - 1) as u32
    }

    fn end(&self, at: DateTime<Utc>) -> u32 {
        let seconds = (at - self.origin).num_seconds();
        (seconds + 59).div_euclid(60).clamp(0, i64::from(i32::MAX)) as u32
    }

    fn site(&self, site: SiteId, group: usize) -> String {
        if group == 0 { site.to_string() } else { format!("{site}#{group}") }
    }

    fn groups_of(&self, site: SiteId) -> BTreeSet<usize> {
        let sessions = self.facts.sessions.iter().filter(|s| s.site == site);
        sessions.map(|s| self.groups[&s.id]).chain([0]).collect()
    }

    fn sites(&self) -> Vec<Site> {
        let of_site = |&site: &SiteId| {
            let groups = self.groups_of(site).into_iter();
            groups.map(move |group| Site { id: self.site(site, group), name: None })
        };
        self.facts.sites.iter().flat_map(of_site).collect()
    }

    fn travel(&self) -> Vec<Travel> {
        let mut travel = Vec::new();
        for &(from, to, minutes) in &self.facts.travel {
            for a in self.groups_of(from) {
                for b in self.groups_of(to) {
                    let (from, to) = (self.site(from, a), self.site(to, b));
                    travel.push(Travel { from, to, minutes: minutes as u32 });
                }
            }
        }
        travel
    }

    fn sessions(&self) -> Vec<Session> {
        let session = |s: &super::SessionFact| Session {
            id: s.id.to_string(),
            name: None,
            site: self.site(s.site, self.groups[&s.id]),
        };
        self.facts.sessions.iter().map(session).collect()
    }

    fn slot(&self, slot: &SlotFact) -> Slot {
        Slot {
            id: slot.id.to_string(),
            name: self.names.then(|| {
                let local = slot.starts_at.with_timezone(&self.facts.event.time_zone);
                local.format("%Y-%m-%d %H:%M").to_string()
            }),
            session: slot.session.to_string(),
            start: self.start(slot.starts_at),
            end: self.end(slot.ends_at),
        }
    }

    /// Rooms, each at the site of its sessions and closed in slots of sessions that may not use it.
    fn rooms(&self) -> Vec<Room> {
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
                let of_room = |b: &&crate::domain::plan::Block| b.what == Blocked::Room(room.id);
                self.facts.blocks.iter().filter(of_room).any(|b| b.slot.is_none_or(|s| s == slot))
            };
            let is_closed = |s: &&SlotFact| {
                (closed_for.contains(&s.session) || is_blocked(s.id))
                    && !reopened.contains(&(s.id, room.id))
                    && !self.began.contains(&s.id)
            };
            let closed: Vec<SlotId> = self.facts.slots.iter().filter(is_closed).map(|s| s.id).collect();
            for wire in self.tables.rooms(room.id) {
                let closed: BTreeSet<SlotId> = closed.iter().chain(&wire.closed).copied().collect();
                rooms.push(Room {
                    id: wire.id,
                    name: self.names.then(|| room.name.clone()),
                    site: self.site(room.site, group),
                    tables: wire.n_tables as u32,
                    closed: closed.iter().map(ToString::to_string).collect(),
                });
            }
        }
        rooms
    }

    /// Rooms that are open in a slot by a waiver.
    fn reopened(&self) -> BTreeSet<(SlotId, RoomId)> {
        self.waived(OwnRule::Place).filter_map(waived_place).map(|place| (place.slot, place.room)).collect()
    }

    fn participants(&self) -> Vec<Participant> {
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
        let participant = |p: &super::ParticipantFact| {
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

    fn busy(&self) -> Vec<Busy> {
        let activities = self.facts.busy.chunk_by(|a, b| a.activity == b.activity);
        let busy = |seats: &[super::BusyFact]| {
            let first = seats.first()?;
            Some(Busy {
                id: first.activity.to_string(),
                name: None,
                site: first.site.to_string(),
                start: self.start(first.starts_at),
                end: self.end(first.ends_at),
                participants: seats.iter().map(|s| s.participant.to_string()).collect(),
            })
        };
        activities.filter_map(busy).filter(|b| b.start < b.end).collect()
    }

    fn meetings(&self) -> Vec<Meeting> {
        let mut pins: BTreeMap<MeetingId, Pin> = BTreeMap::new();
        for pin in &self.facts.pins {
            let waived =
                self.waivers.get(&pin.meeting).is_some_and(|w| w.iter().any(|w| w.rule == OwnRule::Pin));
            if !waived {
                let wish = |room| self.tables.to_wire(room, pin.table.unwrap_or(1)).0;
                let lineup = pin.lineup.map(|lineup| lineup as u32);
                let pinned = Pin { slot: pin.slot.to_string(), room: pin.room.map(wish), lineup };
                pins.insert(pin.meeting, pinned);
            }
        }
        for (&meeting, place) in self.held() {
            let (room, lineup) = (self.room_of(place), Some(place.lineup as u32));
            pins.insert(meeting, Pin { slot: place.slot.to_string(), room, lineup });
        }
        let with_people = self.facts.meetings.iter().enumerate();
        with_people
            .filter_map(|(i, m)| {
                let mut lineups = self.lineups.get(&m.id)?.iter().map(|l| texts(l));
                let pinned = pins.remove(&m.id);
                let held = self.facts.published.get(&m.id).is_some_and(|p| self.began.contains(&p.slot));
                let (sessions, slots) = if held { (None, None) } else { self.when(m) };
                Some(Meeting {
                    id: m.id.to_string(),
                    attendees: lineups.next()?,
                    alternatives: lineups.collect(),
                    priority: m.priority.max(1) as u32,
                    order: Some(i as u32),
                    sessions,
                    slots,
                    pinned,
                    ..Meeting::default()
                })
            })
            .collect()
    }

    /// Sessions and slots in which a meeting may be held; none where all are.
    fn when(&self, meeting: &super::MeetingFact) -> (Option<Vec<String>>, Option<Vec<String>>) {
        let fits = |kind: SessionUse| match meeting.kind {
            MeetingKind::Company => kind != SessionUse::Expert,
            MeetingKind::Expert => kind != SessionUse::Company,
        };
        let own = self.waivers.get(&meeting.id).into_iter().flatten();
        let extra: BTreeSet<SlotId> =
            own.filter(|w| w.rule == OwnRule::Place).filter_map(|w| Some(waived_place(w)?.slot)).collect();
        let everywhere = self.facts.sessions.iter().all(|s| fits(s.kind));
        if extra.is_empty() && self.began.is_empty() {
            let fitting = self.facts.sessions.iter().filter(|s| fits(s.kind));
            let sessions = (!everywhere).then(|| fitting.map(|s| s.id.to_string()).collect());
            return (sessions, meeting.slot.map(|slot| vec![slot.to_string()]));
        }
        let fitting: BTreeSet<SessionId> =
            self.facts.sessions.iter().filter(|s| fits(s.kind)).map(|s| s.id).collect();
        let allowed = |s: &&SlotFact| {
            let asked = meeting.slot.is_none_or(|slot| slot == s.id) && fitting.contains(&s.session);
            (asked || extra.contains(&s.id)) && !self.began.contains(&s.id)
        };
        (None, Some(self.facts.slots.iter().filter(allowed).map(|s| s.id.to_string()).collect()))
    }

    /// Meetings of the published plan that have begun: they are facts, whatever changed since.
    fn held(&self) -> impl Iterator<Item = (&'f MeetingId, &'f Place)> {
        let published = self.facts.published.iter();
        published.filter(|(meeting, p)| self.began.contains(&p.slot) && self.lineups.contains_key(meeting))
    }

    /// The room of the instance that stands for a place. A table that is blocked by now is none: then another table of
    /// the room.
    fn room_of(&self, place: &Place) -> Option<String> {
        let room = self.tables.to_wire(place.room, place.table).0;
        let open = self.tables.rooms(place.room);
        if open.iter().any(|r| r.id == room) { Some(room) } else { open.first().map(|r| r.id.clone()) }
    }

    fn previous(&self) -> Vec<Previous> {
        let rooms: BTreeSet<RoomId> = self.facts.rooms.iter().map(|r| r.id).collect();
        let exists = |meeting: &MeetingId, place: &Place| {
            self.lineups.contains_key(meeting)
                && self.slots.contains_key(&place.slot)
                && rooms.contains(&place.room)
        };
        let known = self.facts.published.iter().filter(|(meeting, place)| exists(meeting, place));
        let previous = |(meeting, place): (&MeetingId, &Place)| {
            let table = self.tables.to_wire(place.room, place.table).1;
            Some(Previous {
                meeting: meeting.to_string(),
                slot: place.slot.to_string(),
                room: self.room_of(place)?,
                table: Some(table as u32),
                lineup: Some(place.lineup as u32),
            })
        };
        known.filter_map(previous).collect()
    }
}

/// Slots that have begun, while the event is live.
fn began(facts: &Facts) -> BTreeSet<SlotId> {
    let Some(now) = facts.event.live_at else { return BTreeSet::new() };
    facts.slots.iter().filter(|s| s.starts_at <= now).map(|s| s.id).collect()
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

/// The place that a waiver is about.
fn waived_place(waiver: &Waiver) -> Option<Place> {
    serde_json::from_value(waiver.data.clone()).ok()
}

fn texts(people: &[ParticipantId]) -> Vec<String> {
    people.iter().map(ToString::to_string).collect()
}

/// Sessions of one site that share rooms, numbered by site. Rooms of the instance are of a site and not of a session; so
/// sessions that share none, such as the consultations beside the hall, become sites of their own without a way between.
fn groups(facts: &Facts) -> BTreeMap<SessionId, usize> {
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
