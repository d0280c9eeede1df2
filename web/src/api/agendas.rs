//! Agendas: what a person or a room has, by time.

use super::{Asked, Error, Id, OfEvent, words::Texts};
use crate::App;
use axum::{Json, extract::State};
use carnet_engine::{
    ParticipantId, RoomId,
    domain::agenda::{self, What},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(show_agenda))
        .routes(routes!(show_room_agenda))
        .routes(routes!(list_changed_agendas))
}

/// An agenda, as the published plan and the activities make it.
#[derive(Debug, Serialize, ToSchema)]
struct Agenda {
    /// Rises with every change; 0 before anything was published.
    version: i64,
    /// When it last changed.
    changed_at: Option<DateTime<Utc>>,
    /// What there is, by time.
    entries: Vec<AgendaEntry>,
    /// Agreed meetings without a place.
    unplaced: Vec<AgendaMeeting>,
}

/// Something in an agenda: a meeting or an activity.
#[derive(Debug, Serialize, ToSchema)]
struct AgendaEntry {
    /// From when.
    starts_at: DateTime<Utc>,
    /// Until when.
    ends_at: DateTime<Utc>,
    /// The room.
    room: Option<Uuid>,
    /// The room's name.
    room_name: Option<String>,
    /// The meeting, where it is one.
    meeting: Option<AgendaMeeting>,
    /// The slot of the meeting.
    slot: Option<Uuid>,
    /// The table of the meeting.
    table: Option<i64>,
    /// The activity, where it is one.
    activity: Option<AgendaActivity>,
}

/// A meeting in an agenda.
#[derive(Debug, Serialize, ToSchema)]
struct AgendaMeeting {
    /// Its identity.
    id: Uuid,
    /// Rises with every change, for calendars.
    version: i64,
    /// Who else sits there; in a room's agenda, everybody.
    with: Vec<Attending>,
}

/// Somebody at a meeting.
#[derive(Debug, Serialize, ToSchema)]
struct Attending {
    /// The participant.
    participant: Uuid,
    /// The name.
    name: String,
    /// The company.
    company: String,
}

/// An activity in an agenda.
#[derive(Debug, Serialize, ToSchema)]
struct AgendaActivity {
    /// Its identity.
    id: Uuid,
    /// Rises with every change, for calendars.
    version: i64,
    /// What it is called.
    names: Texts,
    /// Whether the person has a place, rather than waits for one.
    confirmed: bool,
}

impl From<agenda::MeetingEntry> for AgendaMeeting {
    fn from(meeting: agenda::MeetingEntry) -> Self {
        let attending = |one: agenda::Attending| Attending {
            participant: one.participant.into(),
            name: one.name,
            company: one.company,
        };
        Self {
            id: meeting.id.into(),
            version: meeting.version,
            with: meeting.with.into_iter().map(attending).collect(),
        }
    }
}

impl From<agenda::AgendaEntry> for AgendaEntry {
    fn from(entry: agenda::AgendaEntry) -> Self {
        let (mut meeting, mut slot, mut table, mut activity) = (None, None, None, None);
        match entry.what {
            What::Meeting { meeting: found, slot: at, table: number } => {
                (meeting, slot, table) = (Some(found.into()), Some(at.into()), Some(number));
            }
            What::Activity { activity: id, names, confirmed, version } => {
                let (id, names) = (id.into(), names.into());
                activity = Some(AgendaActivity { id, version, names, confirmed });
            }
        }
        Self {
            starts_at: entry.starts_at,
            ends_at: entry.ends_at,
            room: entry.room.map(Uuid::from),
            room_name: entry.room_name,
            meeting,
            slot,
            table,
            activity,
        }
    }
}

impl From<agenda::Agenda> for Agenda {
    fn from(agenda: agenda::Agenda) -> Self {
        Self {
            version: agenda.version,
            changed_at: agenda.changed_at,
            entries: agenda.entries.into_iter().map(AgendaEntry::from).collect(),
            unplaced: agenda.unplaced.into_iter().map(AgendaMeeting::from).collect(),
        }
    }
}

/// Shows a participant's agenda.
#[utoipa::path(
    get,
    path = "/participants/{participant}/agenda",
    tag = "agendas",
    params(("event" = String, Path), ("participant" = Uuid, Path)),
    responses((status = OK, body = Agenda))
)]
async fn show_agenda(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<ParticipantId>,
) -> Result<Json<Agenda>, Error> {
    let agenda = app.engine().show_agenda(&at.actor, id).await.map_err(Error::hidden)?;
    if agenda.event == at.id { Ok(Json(agenda.into())) } else { Err(Error::NoPage) }
}

/// Shows what is in a room.
#[utoipa::path(
    get,
    path = "/rooms/{room}/agenda",
    tag = "agendas",
    params(("event" = String, Path), ("room" = Uuid, Path)),
    responses((status = OK, body = Agenda))
)]
async fn show_room_agenda(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<RoomId>,
) -> Result<Json<Agenda>, Error> {
    let agenda = app.engine().show_room_agenda(&at.actor, id).await.map_err(Error::hidden)?;
    if agenda.event == at.id { Ok(Json(agenda.into())) } else { Err(Error::NoPage) }
}

/// Since when to look.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Since {
    /// A moment, with its offset.
    since: DateTime<Utc>,
}

/// Whose agendas changed: what to fetch anew.
#[derive(Debug, Serialize, ToSchema)]
struct ChangedAgendas {
    /// People's.
    participants: Vec<ChangedAgenda>,
    /// Rooms'.
    rooms: Vec<ChangedAgenda>,
}

/// An agenda that changed.
#[derive(Debug, Serialize, ToSchema)]
struct ChangedAgenda {
    /// Of which participant or room.
    id: Uuid,
    /// Its version.
    version: i64,
    /// When it changed.
    changed_at: DateTime<Utc>,
}

/// Lists whose agendas changed after a moment.
#[utoipa::path(
    get,
    path = "/changed-agendas",
    tag = "agendas",
    params(("event" = String, Path), Since),
    responses((status = OK, body = ChangedAgendas))
)]
async fn list_changed_agendas(
    State(app): State<App>,
    at: OfEvent,
    Asked(asked, _): Asked<Since>,
) -> Result<Json<ChangedAgendas>, Error> {
    let found = app.engine().list_changed_agendas(&at.actor, at.id, asked.since).await?;
    let changed = |id: Uuid, version, changed_at| ChangedAgenda { id, version, changed_at };
    Ok(Json(ChangedAgendas {
        participants: found.people.into_iter().map(|(id, n, when)| changed(id.into(), n, when)).collect(),
        rooms: found.rooms.into_iter().map(|(id, n, when)| changed(id.into(), n, when)).collect(),
    }))
}
