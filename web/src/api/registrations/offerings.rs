//! The offers and wants of a registration.

use super::new::NewOffering;
use crate::{
    App,
    api::{
        Asked, Error, Id, Ids, OfEvent, Sent,
        changes::{Created, Seen},
    },
};
use axum::{Json, extract::State, http::StatusCode};
use carnet_engine::{OfferingChange, OfferingId, RegistrationId};
use utoipa_axum::{router::OpenApiRouter, routes};

/// How the use cases name the one offer or want that they are about.
const OFFERING: &str = "offerings[0]";

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(add_offering)).routes(routes!(edit_offering, remove_offering))
}

/// Adds an offer or a want to a registration.
#[utoipa::path(
    post,
    path = "/registrations/{registration}/offerings",
    tag = "registrations",
    params(("event" = String, Path), ("registration" = Uuid, Path)),
    request_body = NewOffering,
    responses((status = CREATED, body = Created))
)]
async fn add_offering(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<RegistrationId>,
    Sent(new): Sent<NewOffering>,
) -> Result<(StatusCode, Json<Created>), Error> {
    let added = app.engine().add_offering(&at.actor, at.id, id, &new.into()).await;
    let id = added.map_err(|error| Error::of_part(error, OFFERING))?.into();
    Ok((StatusCode::CREATED, Json(Created { id })))
}

/// Changes an offer or a want; what is left out is empty from now on.
#[utoipa::path(
    put,
    path = "/registrations/{registration}/offerings/{offering}",
    tag = "registrations",
    params(("event" = String, Path), ("registration" = Uuid, Path), ("offering" = Uuid, Path), Seen),
    request_body = NewOffering,
    responses((status = NO_CONTENT))
)]
async fn edit_offering(
    State(app): State<App>,
    at: OfEvent,
    Ids(registration, id): Ids<RegistrationId, OfferingId>,
    Asked(seen, _): Asked<Seen>,
    Sent(new): Sent<NewOffering>,
) -> Result<StatusCode, Error> {
    let change = OfferingChange { version: seen.version, offering: new.into() };
    let done = app.engine().edit_offering(&at.actor, at.id, (registration, id), &change).await;
    done.map_err(|error| Error::of_part(error, OFFERING))?;
    Ok(StatusCode::NO_CONTENT)
}

/// Deletes an offer or a want with its files.
#[utoipa::path(
    delete,
    path = "/registrations/{registration}/offerings/{offering}",
    tag = "registrations",
    params(("event" = String, Path), ("registration" = Uuid, Path), ("offering" = Uuid, Path)),
    responses((status = NO_CONTENT))
)]
async fn remove_offering(
    State(app): State<App>,
    at: OfEvent,
    Ids(registration, id): Ids<RegistrationId, OfferingId>,
) -> Result<StatusCode, Error> {
    app.engine().remove_offering(&at.actor, at.id, (registration, id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
