//! When meetings are held: sessions with their slots, made for several days in one go.

use crate::{
    App,
    api::{
        Asked, Error, Id, OfEvent, Sent,
        changes::{Changed, Seen},
        events::MeetingKind,
        problem::{self, Fault},
        words::Texts,
    },
};
use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use carnet_engine::{
    RoomId, SessionId,
    domain::{grid, session},
};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(make_sessions))
        .routes(routes!(preview_sessions))
        .routes(routes!(change_session, delete_session))
}

/// Sessions as an organiser enters them: on each day the same slots. Times are those of the event's time zone.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Grid {
    /// What the sessions are called; the half of the day is added.
    names: Texts,
    /// On which days.
    days: Vec<NaiveDate>,
    /// The site.
    site: Uuid,
    /// The rooms in which meetings are held.
    rooms: Vec<Uuid>,
    /// For what kind of meetings.
    meeting_kind: MeetingKind,
    /// When the first slot begins: `09:00:00`.
    #[schema(value_type = String, example = "09:00:00")]
    start: NaiveTime,
    /// When the last slot has ended.
    #[schema(value_type = String, example = "17:00:00")]
    end: NaiveTime,
    /// How long a slot is.
    slot_minutes: i64,
    /// How long it takes from one slot to the next.
    #[serde(default)]
    pause_minutes: i64,
    /// A break in the middle, which parts each day into two sessions.
    lunch: Option<Lunch>,
    /// Sessions whose place these take.
    #[serde(default)]
    replaces: Vec<Uuid>,
}

/// A break in the middle of the day.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Lunch {
    /// From when: `12:00:00`.
    #[schema(value_type = String, example = "12:00:00")]
    start: NaiveTime,
    /// Until when.
    #[schema(value_type = String, example = "14:00:00")]
    end: NaiveTime,
}

impl From<Grid> for grid::Grid {
    fn from(grid: Grid) -> Self {
        Self {
            names: grid.names.into(),
            days: grid.days,
            site: grid.site.into(),
            rooms: grid.rooms.into_iter().map(RoomId::from).collect(),
            meeting_kind: grid.meeting_kind.0,
            start: grid.start,
            end: grid.end,
            slot_minutes: grid.slot_minutes,
            pause_minutes: grid.pause_minutes,
            lunch: grid.lunch.map(|lunch| (lunch.start, lunch.end)),
            replaces: grid.replaces.into_iter().map(SessionId::from).collect(),
        }
    }
}

/// Sessions that were made.
#[derive(Debug, Serialize, ToSchema)]
struct MadeSessions {
    /// Their identities, in order.
    sessions: Vec<Uuid>,
}

/// Makes sessions with their slots for several days in one go.
#[utoipa::path(
    post,
    path = "/sessions",
    tag = "set-up",
    params(("event" = String, Path), Seen),
    request_body = Grid,
    responses((status = CREATED, body = MadeSessions))
)]
async fn make_sessions(
    State(app): State<App>,
    at: OfEvent,
    Asked(seen, _): Asked<Seen>,
    Sent(grid): Sent<Grid>,
) -> Result<(StatusCode, Json<MadeSessions>), Error> {
    let made = app.engine().make_grid(&at.actor, (at.id, seen.version), &grid.into()).await?;
    let sessions = made.into_iter().map(Uuid::from).collect();
    Ok((StatusCode::CREATED, Json(MadeSessions { sessions })))
}

/// What would be made, and what is wrong with it.
#[derive(Debug, Serialize, ToSchema)]
struct SessionsPreview {
    /// The sessions, as far as that can be said.
    sessions: Vec<PlannedSession>,
    /// How many slots there would be.
    slots: usize,
    /// How many meetings could be held in them.
    meetings: i64,
    /// Everything that is wrong: with a fault nothing is made.
    faults: Vec<Fault>,
}

/// A session that would be made.
#[derive(Debug, Serialize, ToSchema)]
struct PlannedSession {
    /// On which day.
    day: NaiveDate,
    /// What it would be called.
    names: Texts,
    /// Its slots, in order.
    slots: Vec<PlannedSlot>,
}

/// A slot that would be made.
#[derive(Debug, Serialize, ToSchema)]
struct PlannedSlot {
    /// From when.
    starts_at: DateTime<Utc>,
    /// Until when.
    ends_at: DateTime<Utc>,
}

impl From<grid::PlannedSession> for PlannedSession {
    fn from(session: grid::PlannedSession) -> Self {
        let slot = |(starts_at, ends_at)| PlannedSlot { starts_at, ends_at };
        let slots = session.slots.into_iter().map(slot).collect();
        Self { day: session.day, names: session.names.into(), slots }
    }
}

/// Shows which sessions would be made, and what is wrong with them; nothing changes.
#[utoipa::path(
    post,
    path = "/sessions/preview",
    tag = "set-up",
    params(("event" = String, Path)),
    request_body = Grid,
    responses((status = OK, body = SessionsPreview))
)]
async fn preview_sessions(
    State(app): State<App>,
    at: OfEvent,
    headers: HeaderMap,
    Sent(grid): Sent<Grid>,
) -> Result<Json<SessionsPreview>, Error> {
    let preview = app.engine().preview_grid(&at.actor, at.id, &grid.into()).await?;
    Ok(Json(SessionsPreview {
        sessions: preview.sessions.into_iter().map(PlannedSession::from).collect(),
        slots: preview.n_slots,
        meetings: preview.n_meetings,
        faults: Fault::all(problem::words(&headers), &preview.faults),
    }))
}

/// What may be changed of a session; its slots are made and deleted with it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SessionChange {
    /// What it is called.
    names: Texts,
    /// For what kind of meetings.
    meeting_kind: MeetingKind,
    /// The rooms in which meetings are held.
    rooms: Vec<Uuid>,
}

/// Changes a session.
#[utoipa::path(
    put,
    path = "/sessions/{session}",
    tag = "set-up",
    params(("event" = String, Path), ("session" = Uuid, Path), Seen),
    request_body = SessionChange,
    responses((status = OK, body = Changed))
)]
async fn change_session(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<SessionId>,
    Asked(seen, _): Asked<Seen>,
    Sent(sent): Sent<SessionChange>,
) -> Result<Json<Changed>, Error> {
    let change = session::SessionChange {
        names: sent.names.into(),
        meeting_kind: sent.meeting_kind.0,
        rooms: sent.rooms.into_iter().map(RoomId::from).collect(),
    };
    let version = app.engine().change_session(&at.actor, (at.id, seen.version), id, &change).await?;
    Ok(Json(Changed { version }))
}

/// Deletes a session with its slots.
#[utoipa::path(
    delete,
    path = "/sessions/{session}",
    tag = "set-up",
    params(("event" = String, Path), ("session" = Uuid, Path), Seen),
    responses((status = OK, body = Changed))
)]
async fn delete_session(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<SessionId>,
    Asked(seen, _): Asked<Seen>,
) -> Result<Json<Changed>, Error> {
    let version = app.engine().delete_sessions(&at.actor, (at.id, seen.version), &[id]).await?;
    Ok(Json(Changed { version }))
}
