//! A company as it is edited, and what organisers say of it.

use crate::{
    App,
    api::{Asked, Error, Id, OfEvent, Sent, changes::Seen},
};
use axum::{extract::State, http::StatusCode};
use carnet_engine::{RegistrationId, domain::registration};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(edit_company)).routes(routes!(flag_registration))
}

/// What a registration says of its company.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Company {
    /// The name.
    name: String,
    /// The country, by code of two letters.
    country: String,
    /// The region.
    region: Option<String>,
    /// The answers to the company's part of the form, by the name of their field.
    #[serde(default)]
    #[schema(value_type = Object)]
    answers: Map<String, Value>,
}

impl From<Company> for registration::CompanyInput {
    fn from(company: Company) -> Self {
        Self {
            name: company.name,
            country: company.country,
            region: company.region,
            answers: company.answers.into_iter().collect(),
        }
    }
}

/// Changes what a registration says of its company; what is left out is empty from now on.
#[utoipa::path(
    put,
    path = "/registrations/{registration}/company",
    tag = "registrations",
    params(("event" = String, Path), ("registration" = Uuid, Path), Seen),
    request_body = Company,
    responses((status = NO_CONTENT))
)]
async fn edit_company(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<RegistrationId>,
    Asked(seen, _): Asked<Seen>,
    Sent(sent): Sent<Company>,
) -> Result<StatusCode, Error> {
    let done = app.engine().edit_company(&at.actor, at.id, (id, seen.version), &sent.into()).await;
    done.map_err(|error| Error::of_part(error, "company"))?;
    Ok(StatusCode::NO_CONTENT)
}

/// What organisers say of a registration.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RegistrationFlags {
    /// Whether the catalogue shows it.
    listed: bool,
    /// Whether it is paid for.
    paid: bool,
    /// Whether its people may ask for meetings.
    may_book: bool,
}

/// Says whether a registration is listed and paid for, and whether its people may ask for meetings.
#[utoipa::path(
    put,
    path = "/registrations/{registration}/flags",
    tag = "registrations",
    params(("event" = String, Path), ("registration" = Uuid, Path), Seen),
    request_body = RegistrationFlags,
    responses((status = NO_CONTENT))
)]
async fn flag_registration(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<RegistrationId>,
    Asked(seen, _): Asked<Seen>,
    Sent(sent): Sent<RegistrationFlags>,
) -> Result<StatusCode, Error> {
    let flags = registration::Flags { listed: sent.listed, paid: sent.paid, may_book: sent.may_book };
    app.engine().flag_registration(&at.actor, at.id, (id, seen.version), flags).await?;
    Ok(StatusCode::NO_CONTENT)
}
