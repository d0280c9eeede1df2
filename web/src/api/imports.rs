//! Participants, offers and wants from tables: tried, or carried out.

use super::{
    Asked, Error, OfEvent, Whole,
    problem::{self, Fault},
};
use crate::App;
use axum::{Json, extract::State, http::HeaderMap};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(import_participants)).routes(routes!(import_offerings))
}

/// How a table is imported.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Trial {
    /// Whether everything is tried and nothing kept.
    #[serde(default)]
    #[param(required = false)]
    trial: bool,
}

/// What an import of participants does, or would do.
#[derive(Debug, Serialize, ToSchema)]
struct ImportedParticipants {
    /// New registrations.
    registrations_added: usize,
    /// Registrations whose company's part changes.
    registrations_changed: usize,
    /// New people.
    people_added: usize,
    /// People who change.
    people_changed: usize,
    /// People who stay as they are.
    people_unchanged: usize,
    /// On trial, what is wrong, by line and column: `line[7].email`. With a fault nothing would be imported.
    faults: Vec<Fault>,
}

/// Imports participants: the body is a table, as CSV or XLSX, all of whose lines are imported, or none. Columns are
/// `company`, `country`, `category`, `name`, `email`, and may be `region`, `organisation`, `language`, `id`,
/// `registration_id`, and those of the form, such as `company.turnover` or `person.function`. Whoever has an `id` is found
/// again by it and changed.
#[utoipa::path(
    post,
    path = "/imports/participants",
    tag = "imports",
    params(("event" = String, Path), Trial),
    request_body(content = String, content_type = "application/octet-stream", description = "The file."),
    responses((status = OK, body = ImportedParticipants))
)]
async fn import_participants(
    State(app): State<App>,
    at: OfEvent,
    Asked(asked, _): Asked<Trial>,
    headers: HeaderMap,
    Whole(file): Whole,
) -> Result<Json<ImportedParticipants>, Error> {
    let report = app.engine().import_participants(&at.actor, at.id, &file, asked.trial).await?;
    Ok(Json(ImportedParticipants {
        registrations_added: report.n_registrations_added,
        registrations_changed: report.n_registrations_changed,
        people_added: report.n_people_added,
        people_changed: report.n_people_changed,
        people_unchanged: report.n_people_unchanged,
        faults: Fault::all(problem::words(&headers), &report.faults),
    }))
}

/// What an import of offers and wants does, or would do.
#[derive(Debug, Serialize, ToSchema)]
struct ImportedOfferings {
    /// New ones.
    added: usize,
    /// Those that change.
    changed: usize,
    /// Those that stay as they are.
    unchanged: usize,
    /// On trial, what is wrong, by line and column: `line[7].title`. With a fault nothing would be imported.
    faults: Vec<Fault>,
}

/// Imports offers and wants: the body is a table, as CSV or XLSX, all of whose lines are imported, or none. Columns are
/// `company`, `kind`, `title`, and may be `registration_id`, `text`, `id`, and those of the form, such as
/// `offering.price`. What has an `id` is found again by it and changed.
#[utoipa::path(
    post,
    path = "/imports/offerings",
    tag = "imports",
    params(("event" = String, Path), Trial),
    request_body(content = String, content_type = "application/octet-stream", description = "The file."),
    responses((status = OK, body = ImportedOfferings))
)]
async fn import_offerings(
    State(app): State<App>,
    at: OfEvent,
    Asked(asked, _): Asked<Trial>,
    headers: HeaderMap,
    Whole(file): Whole,
) -> Result<Json<ImportedOfferings>, Error> {
    let report = app.engine().import_offerings(&at.actor, at.id, &file, asked.trial).await?;
    Ok(Json(ImportedOfferings {
        added: report.n_added,
        changed: report.n_changed,
        unchanged: report.n_unchanged,
        faults: Fault::all(problem::words(&headers), &report.faults),
    }))
}
