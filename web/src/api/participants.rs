//! Participants: when they are there, and whether they come.

use super::{Error, Id, OfEvent, Sent};
use crate::App;
use axum::{Json, extract::State, http::StatusCode};
use carnet_engine::ParticipantId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_availability, set_availability)).routes(routes!(set_attendance))
}

/// A slot, and whether a participant is there.
#[derive(Debug, Serialize, ToSchema)]
struct Availability {
    /// The slot.
    slot: Uuid,
    /// Its session.
    session: Uuid,
    /// From when.
    starts_at: DateTime<Utc>,
    /// Until when.
    ends_at: DateTime<Utc>,
    /// Whether the participant is there for all of it, by their own word.
    available: bool,
}

/// Lists the slots that a participant could have, and when the participant is there.
#[utoipa::path(
    get,
    path = "/participants/{participant}/availability",
    tag = "participants",
    params(("event" = String, Path), ("participant" = Uuid, Path)),
    responses((status = OK, body = Vec<Availability>))
)]
async fn list_availability(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<ParticipantId>,
) -> Result<Json<Vec<Availability>>, Error> {
    let all = app.engine().show_availability(&at.actor, at.id, id).await?;
    let slot = |slot: carnet_engine::SlotAvailability| Availability {
        slot: slot.slot.into(),
        session: slot.session.into(),
        starts_at: slot.starts_at,
        ends_at: slot.ends_at,
        available: slot.available,
    };
    Ok(Json(all.into_iter().map(slot).collect()))
}

/// When a participant is not there.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Unavailable {
    /// The slots in which the participant is not there; in all others, they are.
    slots: Vec<Uuid>,
}

/// Says when a participant is not there.
#[utoipa::path(
    put,
    path = "/participants/{participant}/availability",
    tag = "participants",
    params(("event" = String, Path), ("participant" = Uuid, Path)),
    request_body = Unavailable,
    responses((status = NO_CONTENT))
)]
async fn set_availability(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<ParticipantId>,
    Sent(sent): Sent<Unavailable>,
) -> Result<StatusCode, Error> {
    let slots: Vec<_> = sent.slots.into_iter().map(carnet_engine::SlotId::from).collect();
    app.engine().set_availability(&at.actor, at.id, id, &slots).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whether a participant comes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Attendance {
    /// Whether the participant does not come, or is gone.
    absent: bool,
}

/// Says that a participant does not come or is gone, or is back.
#[utoipa::path(
    put,
    path = "/participants/{participant}/attendance",
    tag = "participants",
    params(("event" = String, Path), ("participant" = Uuid, Path)),
    request_body = Attendance,
    responses((status = NO_CONTENT))
)]
async fn set_attendance(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<ParticipantId>,
    Sent(sent): Sent<Attendance>,
) -> Result<StatusCode, Error> {
    if sent.absent {
        app.engine().mark_absent(&at.actor, at.id, id).await?;
    } else {
        app.engine().mark_back(&at.actor, at.id, id).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}
