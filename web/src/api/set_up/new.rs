//! Events that are made: from a preset, or as a copy of another.

use super::{Details, Preset};
use crate::{
    App,
    api::{Caller, Error, OfEvent, Sent, changes::Created, words::Texts},
};
use axum::{Json, extract::State, http::StatusCode};
use carnet_engine::domain::event::{self, CopyOfEvent};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

/// Of no event yet.
pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(create_event))
}

/// Of the event that is copied.
pub(super) fn of_event() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(copy_event))
}

/// An event that is asked for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewEvent {
    /// The organisation that runs it.
    organisation: Uuid,
    /// How it is set up: categories, who may ask whom, and rules, which can be changed afterwards.
    preset: Preset,
    /// Names, texts and dates.
    details: Details,
}

/// Sets an event up from a preset: for administrators of the installation. A token of one event makes no other.
#[utoipa::path(
    post,
    path = "/events",
    tag = "set-up",
    request_body = NewEvent,
    responses((status = CREATED, body = Created))
)]
async fn create_event(
    State(app): State<App>,
    by: Caller,
    Sent(new): Sent<NewEvent>,
) -> Result<(StatusCode, Json<Created>), Error> {
    let NewEvent { organisation, preset, details } = new;
    let new =
        event::NewEvent { organisation: organisation.into(), preset: preset.0, details: details.into() };
    let done = app.engine().create_event(&by.actor, &new).await;
    let id = done.map_err(|error| {
        Error::with_paths(error, |path| match path {
            "organisation" => path.to_owned(),
            path => format!("details.{path}"),
        })
    })?;
    Ok((StatusCode::CREATED, Json(Created { id: id.into() })))
}

/// A copy of an event that is asked for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewCopy {
    /// The copy's name in addresses.
    slug: String,
    /// What it is called.
    names: Texts,
    /// Its first day; everything else is shifted by as many days.
    first_day: NaiveDate,
}

/// Sets an event up as a copy of this one: all that is set for it, its rules of reminders and its activities, at other dates
/// and without people. A token of one event makes no other.
#[utoipa::path(
    post,
    path = "/copies",
    tag = "set-up",
    params(("event" = String, Path)),
    request_body = NewCopy,
    responses((status = CREATED, body = Created))
)]
async fn copy_event(
    State(app): State<App>,
    at: OfEvent,
    Sent(new): Sent<NewCopy>,
) -> Result<(StatusCode, Json<Created>), Error> {
    let copy = CopyOfEvent { slug: new.slug, names: new.names.into(), first_day: new.first_day };
    let id = app.engine().copy_event(&at.actor, at.id, &copy).await?;
    Ok((StatusCode::CREATED, Json(Created { id: id.into() })))
}
