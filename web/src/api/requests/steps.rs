//! The steps of a request, each by whoever may take it.

use super::RequestOutcome;
use crate::{
    App,
    api::{Error, Id, OfEvent, Sent},
};
use axum::{Json, extract::State, http::StatusCode};
use carnet_engine::{MeetingRequestId, ParticipantId};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(accept_request))
        .routes(routes!(decline_request))
        .routes(routes!(confirm_request))
        .routes(routes!(withdraw_request))
        .routes(routes!(cancel_request))
        .routes(routes!(reschedule_request))
}

/// An acceptance.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Acceptance {
    /// Who comes, where a company was asked.
    attending: Option<Uuid>,
}

/// Why a step is taken.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Why {
    /// Why; the other side is told.
    reason: Option<String>,
}

/// Whoever may not touch a request does not learn whether it is there; nor may it be of another event than the address says.
async fn must_be_of(app: &App, at: &OfEvent, id: MeetingRequestId) -> Result<(), Error> {
    let (request, ..) = app.engine().show_request(&at.actor, id).await.map_err(Error::hidden)?;
    if request.event == at.id { Ok(()) } else { Err(Error::NoPage) }
}

/// Accepts a request, for the side that was asked.
#[utoipa::path(
    post,
    path = "/requests/{request}/accept",
    tag = "requests",
    params(("event" = String, Path), ("request" = Uuid, Path)),
    request_body = Acceptance,
    responses((status = OK, body = RequestOutcome))
)]
async fn accept_request(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<MeetingRequestId>,
    Sent(sent): Sent<Acceptance>,
) -> Result<Json<RequestOutcome>, Error> {
    must_be_of(&app, &at, id).await?;
    let attending = sent.attending.map(ParticipantId::from);
    let done = app.engine().accept_request(&at.actor, id, attending).await.map_err(Error::hidden)?;
    Ok(Json(done.into()))
}

/// Declines a request, for the side that was asked.
#[utoipa::path(
    post,
    path = "/requests/{request}/decline",
    tag = "requests",
    params(("event" = String, Path), ("request" = Uuid, Path)),
    request_body = Why,
    responses((status = NO_CONTENT))
)]
async fn decline_request(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<MeetingRequestId>,
    Sent(sent): Sent<Why>,
) -> Result<StatusCode, Error> {
    must_be_of(&app, &at, id).await?;
    app.engine().decline_request(&at.actor, id, sent.reason.as_deref()).await.map_err(Error::hidden)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Confirms what was accepted, for the side that asked: it becomes a meeting.
#[utoipa::path(
    post,
    path = "/requests/{request}/confirm",
    tag = "requests",
    params(("event" = String, Path), ("request" = Uuid, Path)),
    responses((status = OK, body = RequestOutcome))
)]
async fn confirm_request(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<MeetingRequestId>,
) -> Result<Json<RequestOutcome>, Error> {
    must_be_of(&app, &at, id).await?;
    let done = app.engine().confirm_request(&at.actor, id).await.map_err(Error::hidden)?;
    Ok(Json(done.into()))
}

/// Takes a request back before it is agreed, for the side that asked.
#[utoipa::path(
    post,
    path = "/requests/{request}/withdraw",
    tag = "requests",
    params(("event" = String, Path), ("request" = Uuid, Path)),
    responses((status = NO_CONTENT))
)]
async fn withdraw_request(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<MeetingRequestId>,
) -> Result<StatusCode, Error> {
    must_be_of(&app, &at, id).await?;
    app.engine().withdraw_request(&at.actor, id).await.map_err(Error::hidden)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Cancels what was agreed, for either side.
#[utoipa::path(
    post,
    path = "/requests/{request}/cancel",
    tag = "requests",
    params(("event" = String, Path), ("request" = Uuid, Path)),
    request_body = Why,
    responses((status = NO_CONTENT))
)]
async fn cancel_request(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<MeetingRequestId>,
    Sent(sent): Sent<Why>,
) -> Result<StatusCode, Error> {
    must_be_of(&app, &at, id).await?;
    app.engine().cancel_request(&at.actor, id, sent.reason.as_deref()).await.map_err(Error::hidden)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Asks for another time, for either side.
#[utoipa::path(
    post,
    path = "/requests/{request}/reschedule",
    tag = "requests",
    params(("event" = String, Path), ("request" = Uuid, Path)),
    request_body = Why,
    responses((status = NO_CONTENT))
)]
async fn reschedule_request(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<MeetingRequestId>,
    Sent(sent): Sent<Why>,
) -> Result<StatusCode, Error> {
    must_be_of(&app, &at, id).await?;
    app.engine().reschedule_request(&at.actor, id, sent.reason.as_deref()).await.map_err(Error::hidden)?;
    Ok(StatusCode::NO_CONTENT)
}
