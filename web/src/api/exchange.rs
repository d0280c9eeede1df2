//! The event and its plans as files, so that an event can be planned elsewhere and brought back.

use super::{Error, Id, OfEvent, Whole, plans::Made};
use crate::App;
use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use carnet_engine::PlanId;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(download_instance))
        .routes(routes!(download_plan))
        .routes(routes!(upload_plan))
}

fn file(text: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], text).into_response()
}

/// Downloads the event as a file of the format `carnet-instance/1`, without anybody's name.
#[utoipa::path(
    get,
    path = "/instance",
    tag = "exchange",
    params(("event" = String, Path)),
    responses((status = OK, body = Value))
)]
async fn download_instance(State(app): State<App>, at: OfEvent) -> Result<Response, Error> {
    Ok(file(app.engine().download_instance(&at.actor, at.id).await?))
}

/// Downloads a plan as a file of the format `carnet-plan/1`.
#[utoipa::path(
    get,
    path = "/plans/{plan}/file",
    tag = "exchange",
    params(("event" = String, Path), ("plan" = Uuid, Path)),
    responses((status = OK, body = Value))
)]
async fn download_plan(State(app): State<App>, at: OfEvent, Id(id): Id<PlanId>) -> Result<Response, Error> {
    Ok(file(app.engine().download_plan(&at.actor, at.id, id).await?))
}

/// Uploads a plan that was made elsewhere, a file of the format `carnet-plan/1`: it becomes a draft. What the checker
/// refuses is refused.
#[utoipa::path(
    post,
    path = "/plans",
    tag = "exchange",
    params(("event" = String, Path)),
    request_body = Value,
    responses((status = CREATED, body = Made))
)]
async fn upload_plan(
    State(app): State<App>,
    at: OfEvent,
    Whole(file): Whole,
) -> Result<(StatusCode, Json<Made>), Error> {
    let text = std::str::from_utf8(&file).map_err(|error| Error::Malformed(error.to_string()))?;
    let plan = app.engine().upload_plan(&at.actor, at.id, text).await?;
    Ok((StatusCode::CREATED, Json(Made { plan: plan.into() })))
}
