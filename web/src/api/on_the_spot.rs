//! Small changes of the published plan on the day, which leave the rest where it is.

use super::{
    Error, OfEvent, Sent,
    plans::{Placement, Published, placed},
};
use crate::App;
use axum::{Json, extract::State};
use carnet_engine::{Late, MeetingId, OnSpot};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(fill_gaps))
        .routes(routes!(shift_late))
        .routes(routes!(replace_expert))
}

/// What a change on the spot did.
#[derive(Debug, Serialize, ToSchema)]
struct DoneOnTheSpot {
    /// The new version of the published plan; nothing where nothing changed.
    published: Option<Published>,
    /// Meetings that it was about and that have a place now.
    placed: Vec<Placement>,
    /// Meetings that it was about and that have none.
    left_out: Vec<Uuid>,
}

impl From<OnSpot> for DoneOnTheSpot {
    fn from(done: OnSpot) -> Self {
        Self {
            published: done.published.map(Published::from),
            placed: done.placed.into_iter().map(placed).collect(),
            left_out: done.left_out.into_iter().map(Uuid::from).collect(),
        }
    }
}

/// Which meetings are to get a place.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Gaps {
    /// These; all that have none, where nothing is said.
    meetings: Option<Vec<Uuid>>,
}

/// Gives meetings that have no place one, where nothing else moves, and publishes that.
#[utoipa::path(
    post,
    path = "/on-the-spot/gaps",
    tag = "on-the-spot",
    params(("event" = String, Path)),
    request_body = Gaps,
    responses((status = OK, body = DoneOnTheSpot))
)]
async fn fill_gaps(
    State(app): State<App>,
    at: OfEvent,
    Sent(gaps): Sent<Gaps>,
) -> Result<Json<DoneOnTheSpot>, Error> {
    let meetings: Option<Vec<_>> = gaps.meetings.map(|all| all.into_iter().map(MeetingId::from).collect());
    Ok(Json(app.engine().fill_gaps(&at.actor, at.id, meetings.as_deref()).await?.into()))
}

/// Somebody comes late.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Delay {
    /// Who.
    participant: Uuid,
    /// Until when somebody is not there.
    until: DateTime<Utc>,
    /// How many meetings of others may move to make room; none, where nothing is said.
    #[serde(default)]
    max_moves: usize,
}

/// Moves the meetings of somebody who comes late to later slots, and publishes that.
#[utoipa::path(
    post,
    path = "/on-the-spot/delays",
    tag = "on-the-spot",
    params(("event" = String, Path)),
    request_body = Delay,
    responses((status = OK, body = DoneOnTheSpot))
)]
async fn shift_late(
    State(app): State<App>,
    at: OfEvent,
    Sent(delay): Sent<Delay>,
) -> Result<Json<DoneOnTheSpot>, Error> {
    let late = Late { participant: delay.participant.into(), until: delay.until, max_moves: delay.max_moves };
    Ok(Json(app.engine().shift_late(&at.actor, at.id, late).await?.into()))
}

/// An expert who is gone.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Gone {
    /// Who.
    participant: Uuid,
}

/// Notes that an expert is gone, gives the meetings to other experts of the subject, and publishes that.
#[utoipa::path(
    post,
    path = "/on-the-spot/replacements",
    tag = "on-the-spot",
    params(("event" = String, Path)),
    request_body = Gone,
    responses((status = OK, body = DoneOnTheSpot))
)]
async fn replace_expert(
    State(app): State<App>,
    at: OfEvent,
    Sent(gone): Sent<Gone>,
) -> Result<Json<DoneOnTheSpot>, Error> {
    Ok(Json(app.engine().replace_expert(&at.actor, at.id, gone.participant.into()).await?.into()))
}
