//! Grids: sessions and slots for several days, made in one go.
//!
//! A grid is said in local times. Slots have their length in real minutes, whatever clocks do in between.

use crate::{
    Error, Fault, FaultCode, Faults, RoomId, SessionId, SiteId,
    domain::{
        event_rules::within,
        places::Places,
        session::{MeetingKind, Session, check_rooms},
        text::{TextKind, Texts},
        zone::{Twice, instant},
    },
};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;
use serde::Serialize;
use std::collections::BTreeSet;

const NAME_MOST: usize = 120;
/// The shortest and the longest slot, in minutes.
const SLOT_RANGE: (i64, i64) = (3, 8 * 60);
/// The longest pause between two slots, in minutes.
const PAUSE_MOST: i64 = 4 * 60;
/// The most slots that are made in one go.
const SLOTS_MOST: usize = 10_000;

/// What is needed for a grid: on each day the same slots.
#[derive(Clone, Debug)]
pub struct Grid {
    /// What the sessions are called; the half of the day is added.
    pub names: Texts,
    /// On which days.
    pub days: Vec<NaiveDate>,
    /// Where.
    pub site: SiteId,
    /// In which rooms of the site.
    pub rooms: Vec<RoomId>,
    /// For what kind of meetings.
    pub meeting_kind: MeetingKind,
    /// When the first slot begins.
    pub start: NaiveTime,
    /// When the last slot has ended.
    pub end: NaiveTime,
    /// How long a slot is.
    pub slot_minutes: i64,
    /// How long it takes from one slot to the next.
    pub pause_minutes: i64,
    /// A break in the middle, from and until; it parts each day into two sessions.
    pub lunch: Option<(NaiveTime, NaiveTime)>,
    /// Sessions that the grid takes the place of.
    pub replaces: Vec<SessionId>,
}

/// A session as a grid would make it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlannedSession {
    /// On which day.
    pub day: NaiveDate,
    /// Its name.
    pub names: Texts,
    /// Where.
    pub site: SiteId,
    /// In which rooms.
    pub rooms: BTreeSet<RoomId>,
    /// For what kind of meetings.
    pub meeting_kind: MeetingKind,
    /// Its slots: from and until.
    pub slots: Vec<(DateTime<Utc>, DateTime<Utc>)>,
}

/// Which part of the day a session is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Whole,
    BeforeLunch,
    AfterLunch,
}

/// What a grid is checked against.
#[derive(Clone, Copy, Debug)]
pub struct GridContext<'a> {
    /// The days of the event.
    pub days: &'a [NaiveDate],
    /// Its time zone.
    pub time_zone: Tz,
    /// Its places.
    pub places: &'a Places,
    /// Its sessions.
    pub sessions: &'a [Session],
}

impl Grid {
    /// What the grid would make as far as that can be said, and every fault of it.
    pub fn plan(&self, context: GridContext<'_>) -> (Vec<PlannedSession>, Faults) {
        let mut faults = Faults::new();
        let names = self.names.check("names", TextKind::Line, NAME_MOST, &mut faults);
        if !context.places.sites.iter().any(|site| site.id == self.site) {
            faults.push(Fault::new("site", FaultCode::UnknownChoice));
        }
        let rooms = check_rooms(&self.rooms, self.site, context.places, &mut faults);
        for (i, id) in self.replaces.iter().enumerate() {
            if !context.sessions.iter().any(|session| session.id == *id) {
                faults.push(Fault::new(format!("replaces[{i}]"), FaultCode::UnknownChoice));
            }
        }
        self.check_days(context.days, &mut faults);
        let times_are_good = self.check_times(&mut faults);
        let mut planned = Vec::new();
        if let (Some(names), true) = (names, times_are_good) {
            self.plan_days(&names, &rooms, context.time_zone, &mut planned, &mut faults);
        }
        self.check_overlaps(&planned, context.sessions, &mut faults);
        (planned, faults)
    }

    /// The sessions, or every fault of the grid.
    pub fn check(&self, context: GridContext<'_>) -> Result<Vec<PlannedSession>, Error> {
        let (planned, faults) = self.plan(context);
        faults.check()?;
        Ok(planned)
    }

    fn check_days(&self, days_of_event: &[NaiveDate], faults: &mut Faults) {
        if self.days.is_empty() {
            faults.push(Fault::new("days", FaultCode::Required));
        }
        let mut seen = BTreeSet::new();
        for (i, day) in self.days.iter().enumerate() {
            if !days_of_event.contains(day) {
                faults.push(Fault::new(format!("days[{i}]"), FaultCode::OutsideTheEvent));
            } else if !seen.insert(day) {
                faults.push(Fault::new(format!("days[{i}]"), FaultCode::Duplicate));
            }
        }
    }

    fn check_times(&self, faults: &mut Faults) -> bool {
        let n_before = faults.as_slice().len();
        within("slot_minutes", Some(self.slot_minutes), SLOT_RANGE, faults);
        within("pause_minutes", Some(self.pause_minutes), (0, PAUSE_MOST), faults);
        if self.end <= self.start {
            faults.push(Fault::new("end", FaultCode::EndBeforeStart));
        } else if let Some((from, to)) = self.lunch {
            if to <= from {
                faults.push(Fault::new("lunch", FaultCode::EndBeforeStart));
            } else if from <= self.start || to >= self.end {
                let fault = Fault::new("lunch", FaultCode::OutOfRange);
                faults.push(fault.with("least", self.start.to_string()).with("most", self.end.to_string()));
            }
        }
        faults.as_slice().len() == n_before
    }

    fn parts(&self) -> Vec<(Part, NaiveTime, NaiveTime)> {
        match self.lunch {
            None => vec![(Part::Whole, self.start, self.end)],
            Some((from, to)) => {
                vec![(Part::BeforeLunch, self.start, from), (Part::AfterLunch, to, self.end)]
            }
        }
    }

    fn plan_days(
        &self,
        names: &Texts,
        rooms: &BTreeSet<RoomId>,
        zone: Tz,
        planned: &mut Vec<PlannedSession>,
        faults: &mut Faults,
    ) {
        let mut n_slots = 0;
        for (i, &day) in self.days.iter().enumerate() {
            for (part, from, to) in self.parts() {
                let start = instant(zone, day.and_time(from), Twice::Earlier);
                let end = instant(zone, day.and_time(to), Twice::Later);
                let (Some(start), Some(end)) = (start, end) else {
                    let time = if start.is_none() { from } else { to };
                    let fault = Fault::new(format!("days[{i}]"), FaultCode::NoSuchTime);
                    faults.push(fault.with("time", time.to_string()));
                    continue;
                };
                let slots = self.slots(start, end);
                if slots.is_empty() {
                    let fault = Fault::new(format!("days[{i}]"), FaultCode::TooShort);
                    faults.push(fault.with("from", from.to_string()).with("least", self.slot_minutes));
                    continue;
                }
                n_slots += slots.len();
                if n_slots > SLOTS_MOST {
                    faults.push(
                        Fault::new("slot_minutes", FaultCode::OutOfRange).with("most_slots", SLOTS_MOST),
                    );
                    return;
                }
                planned.push(PlannedSession {
                    day,
                    names: session_names(names, part),
                    site: self.site,
                    rooms: rooms.clone(),
                    meeting_kind: self.meeting_kind,
                    slots,
                });
            }
        }
    }

    fn slots(&self, start: DateTime<Utc>, end: DateTime<Utc>) -> Vec<(DateTime<Utc>, DateTime<Utc>)> {
        let (length, pause) = (TimeDelta::minutes(self.slot_minutes), TimeDelta::minutes(self.pause_minutes));
        let starts = std::iter::successors(Some(start), |from| Some(*from + length + pause));
        starts.map(|from| (from, from + length)).take_while(|(_, to)| *to <= end).collect()
    }

    fn check_overlaps(&self, planned: &[PlannedSession], sessions: &[Session], faults: &mut Faults) {
        let stays = |session: &&Session| !self.replaces.contains(&session.id);
        for session in sessions.iter().filter(stays) {
            for new in planned.iter().filter(|new| session.overlaps(&new.slots, &new.rooms)) {
                let i = self.days.iter().position(|day| *day == new.day).unwrap_or_default();
                let fault = Fault::new(format!("days[{i}]"), FaultCode::Overlaps);
                faults.push(fault.with("session", session.id.to_string()));
            }
        }
    }
}

/// The name of a session: what it is called and the half of the day, in the languages of the name. The day is not in it: an
/// event is copied to other days.
fn session_names(names: &Texts, part: Part) -> Texts {
    let (part_fr, part_en) = match part {
        Part::Whole => ("", ""),
        Part::BeforeLunch => (", matin", ", morning"),
        Part::AfterLunch => (", après-midi", ", afternoon"),
    };
    let with = |name: &Option<String>, part: &str| name.as_ref().map(|name| format!("{name}{part}"));
    Texts { fr: with(&names.fr, part_fr), en: with(&names.en, part_en) }
}

#[cfg(test)]
mod tests;
