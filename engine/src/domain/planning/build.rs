//! From facts to the instance.

mod people;
mod rooms;

use super::{Facts, MeetingKind, Planning, SlotFact, Tables, tables::Held};
use crate::{
    domain::{
        plan::{OwnRule, Place, Waiver},
        session::MeetingKind as SessionUse,
    },
    ids::{MeetingId, ParticipantId, RoomId, SessionId, SiteId, SlotId},
};
use carnet_solver::format::{
    Busy, Criterion, InstanceFile, InstanceFormat, Limits, Meeting, Pin, Previous, Session, Site, Slot,
    Travel,
};
use chrono::{DateTime, NaiveTime, TimeZone, Utc};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};

impl Planning {
    /// Builds the instance. `names`: whether rooms and people carry their names, for explanations.
    pub fn new(facts: Facts, names: bool) -> Self {
        let lineups = lineups(&facts);
        let tables =
            Tables::new(facts.rooms.iter().map(|r| (r.id, r.n_tables)), &facts.blocks, &held(&facts));
        let file = Builder::new(&facts, &tables, &lineups, names).file();
        Self { facts, file, tables, lineups, valid: OnceLock::new() }
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
    /// Slots that share no minute with those.
    ahead: BTreeSet<SlotId>,
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
        let began = facts.began();
        let ahead = ahead(facts, &began);
        let groups = rooms::groups(facts);
        Self { facts, tables, lineups, names, origin, slots, groups, waivers, began, ahead }
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

    fn groups_of(&self, site: SiteId) -> BTreeSet<usize> {
        let sessions = self.facts.sessions.iter().filter(|s| s.site == site);
        sessions.map(|s| self.groups[&s.id]).chain([0]).collect()
    }

    fn sites(&self) -> Vec<Site> {
        let of_site = |&site: &SiteId| {
            let groups = self.groups_of(site).into_iter();
            groups.map(move |group| Site { id: site_name(site, group), name: None })
        };
        self.facts.sites.iter().flat_map(of_site).collect()
    }

    fn travel(&self) -> Vec<Travel> {
        let mut travel = Vec::new();
        for &(from, to, minutes) in &self.facts.travel {
            for a in self.groups_of(from) {
                for b in self.groups_of(to) {
                    let (from, to) = (site_name(from, a), site_name(to, b));
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
            site: site_name(s.site, self.groups[&s.id]),
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
                let room = pin.room.and_then(|room| self.open_room(room, pin.table.unwrap_or(1)));
                let lineup = pin.lineup.map(|lineup| lineup as u32);
                let pinned = Pin { slot: pin.slot.to_string(), room, lineup };
                pins.insert(pin.meeting, pinned);
            }
        }
        for (&meeting, place) in self.held() {
            let (room, lineup) = (self.open_room(place.room, place.table), Some(place.lineup as u32));
            pins.insert(meeting, Pin { slot: place.slot.to_string(), room, lineup });
        }
        let with_people = self.facts.meetings.iter().enumerate();
        with_people
            .filter_map(|(i, m)| {
                let mut lineups = self.lineups.get(&m.id)?.iter().map(|l| texts(l));
                let pinned = pins.remove(&m.id);
                let held = self.facts.published.get(&m.id).is_some_and(|p| self.began.contains(&p.slot));
                let (sessions, slots) = if held { (None, None) } else { self.when(m) };
                let rooms = if held { None } else { self.booths_of(m, pinned.as_ref()) };
                Some(Meeting {
                    id: m.id.to_string(),
                    attendees: lineups.next()?,
                    alternatives: lineups.collect(),
                    priority: m.priority.max(1) as u32,
                    order: Some(i as u32),
                    sessions,
                    slots,
                    rooms,
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
        if extra.is_empty() && self.began.is_empty() && meeting.left.is_none() {
            let fitting = self.facts.sessions.iter().filter(|s| fits(s.kind));
            let sessions = (!everywhere).then(|| fitting.map(|s| s.id.to_string()).collect());
            return (sessions, meeting.slot.map(|slot| vec![slot.to_string()]));
        }
        let fitting: BTreeSet<SessionId> =
            self.facts.sessions.iter().filter(|s| fits(s.kind)).map(|s| s.id).collect();
        let left = meeting.left.and_then(|left| self.slots.get(&left).copied());
        let allowed = |s: &&SlotFact| {
            let asked = meeting.slot.is_none_or(|slot| slot == s.id)
                && fitting.contains(&s.session)
                && left.is_none_or(|left| !left.overlaps(s));
            (asked || extra.contains(&s.id)) && !self.began.contains(&s.id)
        };
        (None, Some(self.facts.slots.iter().filter(allowed).map(|s| s.id.to_string()).collect()))
    }

    /// Meetings of the published plan that have begun: they are facts, whatever changed since.
    fn held(&self) -> impl Iterator<Item = (&'f MeetingId, &'f Place)> {
        let published = self.facts.published.iter();
        published.filter(|(meeting, p)| self.began.contains(&p.slot) && self.lineups.contains_key(meeting))
    }

    /// The room of the instance that stands for a table. One that is blocked by now has none: then another table of the
    /// room.
    fn open_room(&self, room: RoomId, table: i64) -> Option<String> {
        let wanted = self.tables.to_wire(room, table).0;
        let open = self.tables.rooms(room);
        if open.iter().any(|r| r.id == wanted) { Some(wanted) } else { open.first().map(|r| r.id.clone()) }
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
                room: self.open_room(place.room, place.table)?,
                table: Some(table as u32),
                lineup: Some(place.lineup as u32),
            })
        };
        known.filter_map(previous).collect()
    }
}

/// What has begun, as far as tables are concerned.
fn held(facts: &Facts) -> Held {
    let began = facts.began();
    if began.is_empty() {
        return Held::default();
    }
    let tables = facts.published.values().filter(|place| began.contains(&place.slot));
    let tables = tables.map(|place| (place.room, place.table)).collect();
    Held { tables, ahead: ahead(facts, &began), any: true }
}

/// Slots that share no minute with one that has begun: all that can be closed without touching what has begun.
fn ahead(facts: &Facts, began: &BTreeSet<SlotId>) -> BTreeSet<SlotId> {
    let past: Vec<&SlotFact> = facts.slots.iter().filter(|s| began.contains(&s.id)).collect();
    let is_ahead = |s: &&SlotFact| !began.contains(&s.id) && !past.iter().any(|b| b.overlaps(s));
    facts.slots.iter().filter(is_ahead).map(|s| s.id).collect()
}

/// The identifier of a site of the instance.
fn site_name(site: SiteId, group: usize) -> String {
    if group == 0 { site.to_string() } else { format!("{site}#{group}") }
}

/// The place that a waiver is about.
fn waived_place(waiver: &Waiver) -> Option<Place> {
    serde_json::from_value(waiver.data.clone()).ok()
}

fn texts(people: &[ParticipantId]) -> Vec<String> {
    people.iter().map(ToString::to_string).collect()
}
