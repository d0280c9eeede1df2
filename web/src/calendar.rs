//! Agendas as calendars (RFC 5545), and meetings as invitations that programs of mail take (RFC 5546).
//!
//! A meeting and an activity keep their UID for life; its version, which rises with each change, is the SEQUENCE.

mod zone;

use crate::words::Words;
use carnet_engine::domain::agenda::{AgendaEntry, Attending, What};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use icalendar::{Attendee, Calendar, Component, Event, EventLike, EventStatus, PartStat, Property};
use std::fmt;
use uuid::Uuid;

/// What every calendar says of itself.
#[derive(Clone, Debug)]
pub(crate) struct Frame<'a> {
    /// The language of whoever reads it.
    pub(crate) words: Words,
    /// The name of the event.
    pub(crate) name: &'a str,
    /// The time zone in which it takes place.
    pub(crate) zone: Tz,
    /// When it was written.
    pub(crate) at: DateTime<Utc>,
}

/// Something in a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) uid: Uuid,
    pub(crate) sequence: i64,
    pub(crate) starts_at: DateTime<Utc>,
    pub(crate) ends_at: DateTime<Utc>,
    pub(crate) summary: String,
    pub(crate) location: String,
    /// Whether it takes place no longer.
    pub(crate) cancelled: bool,
}

/// What a calendar that is sent asks the reader's program to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    /// To show what is there.
    Publish,
    /// To enter one thing, or to change it.
    Request,
    /// To take one thing out.
    Cancel,
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Publish => "PUBLISH",
            Self::Request => "REQUEST",
            Self::Cancel => "CANCEL",
        })
    }
}

/// Who invites whom: a name and an address each.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parties<'a> {
    pub(crate) organiser: (&'a str, &'a str),
    pub(crate) attendee: (&'a str, &'a str),
}

impl Item {
    /// An entry of somebody's agenda; nothing where they only wait for a place.
    pub(crate) fn of(words: Words, entry: &AgendaEntry) -> Option<Self> {
        let (uid, sequence, summary, table) = match &entry.what {
            What::Meeting { meeting, table, .. } => {
                (meeting.id.into(), meeting.version, meeting_with(words, &meeting.with), Some(*table))
            }
            What::Activity { activity, version, names, confirmed: true } => {
                ((*activity).into(), *version, names.get(words.0).to_owned(), None)
            }
            What::Activity { .. } => return None,
        };
        Some(Self {
            uid,
            sequence,
            starts_at: entry.starts_at,
            ends_at: entry.ends_at,
            summary,
            location: place(words, entry.site.get(words.0), entry.room_name.as_deref(), table),
            cancelled: false,
        })
    }
}

/// A meeting by who else sits there.
pub(crate) fn meeting_with(words: Words, with: &[Attending]) -> String {
    let one = |one: &Attending| format!("{} ({})", one.company, one.name);
    let with = with.iter().map(one).collect::<Vec<_>>().join(", ");
    words.with("calendar-meeting", "with", &with)
}

/// Where something is, from the site to the table.
pub(crate) fn place(words: Words, site: &str, room: Option<&str>, table: Option<i64>) -> String {
    let table = table.map(|table| words.n("word-table", table)).unwrap_or_default();
    let parts = [site, room.unwrap_or_default(), &table];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// An agenda as a calendar to look at, to load or to subscribe to.
pub(crate) fn agenda(frame: &Frame<'_>, entries: &[AgendaEntry]) -> String {
    let items: Vec<_> = entries.iter().filter_map(|entry| Item::of(frame.words, entry)).collect();
    published(frame, &items)
}

/// Several things as a calendar: a message that invites may hold one alone.
pub(crate) fn published(frame: &Frame<'_>, items: &[Item]) -> String {
    let mut calendar = begin(frame, Method::Publish);
    for item in items {
        calendar.push(event(frame, item));
    }
    write(frame, &calendar, items)
}

/// One thing as a message that enters it into the reader's calendar, changes it there, or takes it out.
pub(crate) fn invitation(frame: &Frame<'_>, item: &Item, parties: Parties<'_>) -> (Method, String) {
    let method = if item.cancelled { Method::Cancel } else { Method::Request };
    let mut calendar = begin(frame, method);
    let mut event = event(frame, item);
    let (name, address) = parties.organiser;
    let mut organiser = Property::new("ORGANIZER", format!("mailto:{address}"));
    event.append_property(organiser.add_parameter("CN", &quotable(name)).done());
    let (name, address) = parties.attendee;
    // Both sides have agreed already: no answer is waited for.
    let attendee = Attendee::new(format!("mailto:{address}")).cn(quotable(name));
    event.attendee(attendee.partstat(PartStat::Accepted).rsvp(false));
    calendar.push(event);
    (method, write(frame, &calendar, std::slice::from_ref(item)))
}

/// A name as the value of a parameter, which has no way to write quotation marks.
fn quotable(name: &str) -> String {
    name.chars().filter(|c| *c != '"' && !c.is_control()).collect()
}

fn begin(frame: &Frame<'_>, method: Method) -> Calendar {
    let mut calendar = Calendar::empty();
    for (key, value) in [("VERSION", "2.0"), ("PRODID", "-//Carnet//Carnet//EN"), ("CALSCALE", "GREGORIAN")] {
        calendar.append_property(Property::new(key, value));
    }
    calendar.append_property(Property::new("METHOD", method.to_string()));
    if method == Method::Publish {
        calendar.name(frame.name).timezone(frame.zone);
    }
    calendar
}

fn event(frame: &Frame<'_>, item: &Item) -> Event {
    let local = |at: DateTime<Utc>| (at.with_timezone(&frame.zone).naive_local(), frame.zone);
    let mut event = Event::new();
    event
        .uid(&format!("{}@carnet", item.uid))
        .sequence(u32::try_from(item.sequence).unwrap_or_default())
        .timestamp(frame.at)
        .starts(local(item.starts_at))
        .ends(local(item.ends_at))
        .summary(&item.summary)
        .status(if item.cancelled { EventStatus::Cancelled } else { EventStatus::Confirmed });
    if !item.location.is_empty() {
        event.location(&item.location);
    }
    event
}

/// The text, with the rules of the time zone before what refers to it.
fn write(frame: &Frame<'_>, calendar: &Calendar, items: &[Item]) -> String {
    let text = calendar.to_string();
    let first = items.iter().map(|item| item.starts_at).min();
    let last = items.iter().map(|item| item.ends_at).max();
    let Some((first, last)) = first.zip(last) else { return text };
    text.replacen("BEGIN:VEVENT", &format!("{}BEGIN:VEVENT", zone::rules(frame.zone, (first, last))), 1)
}

#[cfg(test)]
mod tests;
