//! Activities: conferences, workshops and the like, which occupy those who signed up.

use crate::{
    ActivityId, Error, EventId, Fault, FaultCode, Faults, Refusal, RoomId, SiteId,
    domain::{
        account::line,
        event::Details,
        event_copy::Copied,
        event_rules::within,
        places::Places,
        text::{TextKind, Texts},
        words,
        zone::{self, Twice, instant, shifted},
    },
};
use chrono::{DateTime, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

const NAME_MOST: usize = 200;
const TEXT_MOST: usize = 10_000;
const LINE_MOST: usize = 200;
const REASON_MOST: usize = 500;
const SPEAKERS_MOST: usize = 50;
const CAPACITY_MOST: i64 = 100_000;

words! {
    /// What kind of activity it is.
    pub enum ActivityKind {
        /// A conference.
        Conference = "conference",
        /// A workshop.
        Workshop = "workshop",
        /// A round table.
        RoundTable = "round-table",
        /// A training.
        Training = "training",
        /// A visit.
        Visit = "visit",
        /// A meal.
        Meal = "meal",
        /// Something else.
        Other = "other",
    }
}

words! {
    /// For whom an activity is.
    pub enum Audience {
        /// Everybody may sign up.
        Open = "open",
        /// Administrators sign people up.
        Invited = "invited",
        /// Everybody attends, without signing up.
        Everybody = "everybody",
    }
}

words! {
    /// What happens when an activity is full.
    pub enum WhenFull {
        /// Nobody can sign up any more.
        Close = "close",
        /// People wait, and move up when there is a place.
        Wait = "wait",
    }
}

words! {
    /// How an activity stands.
    pub enum ActivityState {
        /// Being set up; only administrators see it.
        Draft = "draft",
        /// People sign up.
        Open = "open",
        /// Nobody signs up any more.
        Closed = "closed",
        /// Put off until nobody knows when; those who signed up stay so.
        Postponed = "postponed",
        /// It does not take place.
        Cancelled = "cancelled",
    }
}

/// An activity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Activity {
    /// Its identity.
    pub id: ActivityId,
    /// Of which event.
    pub event: EventId,
    /// How it stands.
    pub state: ActivityState,
    /// Why.
    pub state_reason: Option<String>,
    /// What an administrator edits.
    pub details: ActivityDetails,
    /// How often it was changed, from 1; a change names the version that it saw.
    pub version: i64,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

/// What an administrator edits of an activity, as it is kept.
pub type ActivityDetails = ActivityOf<Times>;

/// The same as an administrator enters it, with the local times from when and until when.
pub type NewActivity = ActivityOf<(NaiveDateTime, NaiveDateTime)>;

/// When an activity takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Times {
    /// From when.
    pub starts_at: DateTime<Utc>,
    /// Until when.
    pub ends_at: DateTime<Utc>,
}

/// What an administrator edits of an activity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ActivityOf<T> {
    /// What kind it is.
    pub kind: ActivityKind,
    /// The organiser's own number.
    pub reference: Option<String>,
    /// Its name.
    pub names: Texts,
    /// What it is about.
    pub texts: Option<Texts>,
    /// Where.
    pub site: SiteId,
    /// In which room.
    pub room: Option<RoomId>,
    /// When.
    #[serde(flatten)]
    pub times: T,
    /// For whom.
    pub audience: Audience,
    /// How many may come; no limit where there is none.
    pub capacity: Option<i64>,
    /// What happens when it is full.
    pub when_full: WhenFull,
    /// Who is in charge.
    pub in_charge: Option<String>,
    /// Whether those who come cannot have meetings at that time.
    pub blocks_meetings: bool,
    /// Who speaks, in order.
    pub speakers: Vec<Speaker>,
}

/// Somebody who speaks; needs no account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// The name.
    pub name: String,
    /// The company.
    pub company: Option<String>,
    /// How to reach them; administrators see it.
    pub contact: Option<String>,
    /// The name of a picture.
    pub photo: Option<String>,
    /// What about.
    pub topic: Option<String>,
}

/// What an activity is checked against.
#[derive(Clone, Copy, Debug)]
pub struct ActivityContext<'a> {
    /// Days and time zone of the event.
    pub event: &'a Details,
    /// Its places.
    pub places: &'a Places,
    /// Its other activities.
    pub others: &'a [Activity],
    /// How many places are taken already.
    pub n_confirmed: i64,
}

impl ActivityState {
    /// Whether an activity may go from this state into another. Cancelled is the end.
    pub const fn leads_to(self, next: Self) -> bool {
        use ActivityState::{Cancelled, Closed, Draft, Open, Postponed};
        matches!(
            (self, next),
            (Draft, Open | Cancelled)
                | (Open, Closed | Postponed | Cancelled)
                | (Closed, Open | Postponed | Cancelled)
                | (Postponed, Open | Closed | Cancelled)
        )
    }

    /// Whether those who signed up are occupied at its time.
    pub const fn takes_place(self) -> bool {
        matches!(self, Self::Open | Self::Closed)
    }
}

impl Activity {
    /// The activity in another state.
    pub fn with_state(&self, next: ActivityState, reason: Option<&str>) -> Result<Self, Error> {
        if !self.state.leads_to(next) {
            return Err(Refusal::ActivityNotInState.into());
        }
        // What changes somebody's day is explained to them.
        let needed = next != ActivityState::Open;
        let reason = match reason.filter(|reason| needed || !reason.trim().is_empty()) {
            Some(reason) => Some(line("reason", reason, REASON_MOST)?),
            None if needed => return Err(Fault::new("reason", FaultCode::Required).into()),
            None => None,
        };
        Ok(Self { state: next, state_reason: reason, ..self.clone() })
    }

    /// The activity in a copy of its event: a draft, without people.
    #[must_use]
    pub fn copied(&self, id: ActivityId, copied: &Copied, now: DateTime<Utc>) -> Self {
        let old = &self.details;
        let starts_at = shifted(copied.setup.event.details.time_zone, old.times.starts_at, copied.days);
        let ends_at = starts_at + (old.times.ends_at - old.times.starts_at);
        let details = ActivityDetails {
            site: copied.sites.get(&old.site).copied().unwrap_or(old.site),
            room: old.room.and_then(|room| copied.rooms.get(&room).copied()),
            times: Times { starts_at, ends_at },
            ..old.clone()
        };
        Self {
            id,
            event: copied.setup.event.id,
            state: ActivityState::Draft,
            state_reason: None,
            details,
            version: 1,
            created_at: now,
        }
    }
}

impl NewActivity {
    /// The details, or every fault of the input.
    pub fn check(&self, id: ActivityId, context: ActivityContext<'_>) -> Result<ActivityDetails, Error> {
        let mut faults = Faults::new();
        let names = self.names.check("names", TextKind::Line, NAME_MOST, &mut faults);
        let kind = TextKind::Paragraphs;
        let texts = Texts::check_optional(self.texts.as_ref(), "texts", kind, TEXT_MOST, &mut faults);
        let reference = optional_line("reference", self.reference.as_deref(), &mut faults);
        let in_charge = optional_line("in_charge", self.in_charge.as_deref(), &mut faults);
        let least = context.n_confirmed;
        within("capacity", self.capacity, (least, CAPACITY_MOST), &mut faults);
        let speakers = check_speakers(&self.speakers, &mut faults);
        self.check_place(context, &mut faults);
        let times = check_times(self.times, context.event, &mut faults);
        if let (Some(times), Some(room)) = (times, self.room) {
            check_room_is_free(id, room, times, context.others, &mut faults);
        }
        faults.check()?;
        let (Some(names), Some(texts), Some(times)) = (names, texts, times) else {
            return Err(Error::Internal("an activity without fault is complete"));
        };
        Ok(ActivityDetails {
            kind: self.kind,
            reference,
            names,
            texts,
            site: self.site,
            room: self.room,
            times,
            audience: self.audience,
            capacity: self.capacity,
            when_full: self.when_full,
            in_charge,
            blocks_meetings: self.blocks_meetings,
            speakers,
        })
    }

    fn check_place(&self, context: ActivityContext<'_>, faults: &mut Faults) {
        if !context.places.sites.iter().any(|site| site.id == self.site) {
            faults.push(Fault::new("site", FaultCode::UnknownChoice));
        } else if let Some(room) = self.room
            && !context.places.rooms().any(|(site, known)| site == self.site && known.id == room)
        {
            faults.push(Fault::new("room", FaultCode::UnknownChoice));
        }
    }
}

/// From when and until when an activity takes place, or the faults of the local times.
pub(crate) fn check_times(
    (starts, ends): (NaiveDateTime, NaiveDateTime),
    event: &Details,
    faults: &mut Faults,
) -> Option<Times> {
    let mut at = |path: &str, local, twice| {
        let at = instant(event.time_zone, local, twice);
        faults.take(at.ok_or_else(|| Fault::new(path, FaultCode::NoSuchTime)))
    };
    let starts_at = at("starts", starts, Twice::Earlier);
    let ends_at = at("ends", ends, Twice::Later);
    let (starts_at, ends_at) = (starts_at?, ends_at?);
    if !event.days.contains(&zone::day_of(event.time_zone, starts_at)) {
        faults.push(Fault::new("starts", FaultCode::OutsideTheEvent));
    }
    if ends_at <= starts_at {
        faults.push(Fault::new("ends", FaultCode::EndBeforeStart));
    }
    Some(Times { starts_at, ends_at })
}

/// A fault where another activity is in the room at that time.
pub(crate) fn check_room_is_free(
    id: ActivityId,
    room: RoomId,
    times: Times,
    others: &[Activity],
    faults: &mut Faults,
) {
    let meets = |other: &&Activity| {
        let there = &other.details;
        other.id != id
            && (other.state.takes_place() || other.state == ActivityState::Draft)
            && there.room == Some(room)
            && there.times.starts_at < times.ends_at
            && times.starts_at < there.times.ends_at
    };
    if let Some(other) = others.iter().find(meets) {
        faults.push(Fault::new("room", FaultCode::Overlaps).with("activity", other.id.to_string()));
    }
}

fn optional_line(path: &str, text: Option<&str>, faults: &mut Faults) -> Option<String> {
    let text = text.map(str::trim).filter(|text| !text.is_empty())?;
    faults.take(line(path, text, LINE_MOST))
}

fn check_speakers(speakers: &[Speaker], faults: &mut Faults) -> Vec<Speaker> {
    if speakers.len() > SPEAKERS_MOST {
        faults.push(Fault::new("speakers", FaultCode::OutOfRange).with("most", SPEAKERS_MOST));
        return Vec::new();
    }
    let mut checked = Vec::new();
    for (i, speaker) in speakers.iter().enumerate() {
        let path = |field: &str| format!("speakers[{i}].{field}");
        let Some(name) = faults.take(line(&path("name"), &speaker.name, LINE_MOST)) else { continue };
        checked.push(Speaker {
            name,
            company: optional_line(&path("company"), speaker.company.as_deref(), faults),
            contact: optional_line(&path("contact"), speaker.contact.as_deref(), faults),
            photo: optional_line(&path("photo"), speaker.photo.as_deref(), faults),
            topic: optional_line(&path("topic"), speaker.topic.as_deref(), faults),
        });
    }
    checked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_lead_where_they_should() {
        // Rows from, columns to: draft, open, closed, postponed, cancelled.
        let table = ["-y--y", "--yyy", "-y-yy", "-yy-y", "-----"];
        for (from, row) in ActivityState::ALL.iter().zip(table) {
            let to = |next: &ActivityState| if from.leads_to(*next) { 'y' } else { '-' };
            assert_eq!(ActivityState::ALL.iter().map(to).collect::<String>(), row, "{from}");
        }
    }
}
