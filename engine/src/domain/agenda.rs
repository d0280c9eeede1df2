//! Agendas: what a person, an expert or a room has, by time. Read from the published plan and the activities.

use crate::{
    domain::text::Texts,
    ids::{ActivityId, EventId, MeetingId, ParticipantId, RoomId, SlotId},
};
use chrono::{DateTime, Utc};
use serde::Serialize;

/// An agenda, with its version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agenda {
    /// The event.
    pub event: EventId,
    /// Rises with every change of what was published; 0 before anything was.
    pub version: i64,
    /// When it last changed.
    pub changed_at: Option<DateTime<Utc>>,
    /// What there is, by time.
    pub entries: Vec<AgendaEntry>,
    /// Agreed meetings without a place in the published plan.
    pub unplaced: Vec<MeetingEntry>,
}

/// An agenda as a program reads it by its secret address, with what a calendar says of the event.
#[derive(Clone, Debug, PartialEq)]
pub struct Feed {
    /// The event's name.
    pub names: Texts,
    /// Its time zone.
    pub time_zone: chrono_tz::Tz,
    /// The language of whose agenda it is.
    pub language: crate::domain::account::Language,
    /// The agenda.
    pub agenda: Agenda,
}

/// Something in an agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaEntry {
    /// From.
    pub starts_at: DateTime<Utc>,
    /// To.
    pub ends_at: DateTime<Utc>,
    /// The names of the site.
    pub site: Texts,
    /// The room there.
    pub room: Option<RoomId>,
    /// The room's name.
    pub room_name: Option<String>,
    /// What.
    pub what: What,
}

/// What is in an agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A meeting, at a table.
    Meeting {
        /// The meeting.
        meeting: MeetingEntry,
        /// The slot.
        slot: SlotId,
        /// The table.
        table: i64,
    },
    /// An activity.
    Activity {
        /// The activity.
        activity: ActivityId,
        /// Its version: it rises with every change, for calendars.
        version: i64,
        /// What it is called.
        names: Texts,
        /// Whether the person takes part, rather than waits for a place.
        confirmed: bool,
    },
}

/// A meeting in an agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingEntry {
    /// The meeting.
    pub id: MeetingId,
    /// Its version: it rises with every change, for calendars.
    pub version: i64,
    /// Who else sits there; in a room's agenda, everybody.
    pub with: Vec<Attending>,
}

/// Somebody at a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Attending {
    /// The participant.
    pub participant: ParticipantId,
    /// The name.
    pub name: String,
    /// The company.
    pub company: String,
}

/// Whose agendas changed after a moment: whom to tell, and what to print anew.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangedAgendas {
    /// People, with the version and the time of the last change.
    pub people: Vec<(ParticipantId, i64, DateTime<Utc>)>,
    /// Rooms, likewise.
    pub rooms: Vec<(RoomId, i64, DateTime<Utc>)>,
}
