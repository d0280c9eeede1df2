//! Organisations: chambers and their partners, by whom events are held.

use super::{Asked, Caller, Error, Page, words::words};
use crate::App;
use axum::{Json, extract::State};
use carnet_engine::{OrganisationId, domain::organisation};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

/// So many the engine gives at once.
const PAGE: usize = 200;

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_organisations))
}

words! {
    /// What an organisation is.
    OrganisationKind = organisation::OrganisationKind,
}

/// An organisation.
#[derive(Debug, Serialize, ToSchema)]
struct Organisation {
    /// Its identity.
    id: Uuid,
    /// What it is.
    kind: OrganisationKind,
    /// Its name.
    name: String,
    /// Its country, by code of two letters.
    country: String,
    /// Its region.
    region: Option<String>,
}

impl From<organisation::Organisation> for Organisation {
    fn from(found: organisation::Organisation) -> Self {
        let organisation::Organisation { id, kind, name, country, region, .. } = found;
        Self { id: id.into(), kind: kind.into(), name, country, region }
    }
}

/// Which organisations to list.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct OfKind {
    /// What they are.
    kind: OrganisationKind,
    /// The last one of the page before; `next` names it.
    after: Option<Uuid>,
}

/// Lists the chambers or the partners. Companies are listed for administrators of the installation alone.
#[utoipa::path(
    get,
    path = "/organisations",
    tag = "organisations",
    params(OfKind),
    responses((status = OK, body = Page<Organisation>))
)]
async fn list_organisations(
    State(app): State<App>,
    by: Caller,
    Asked(asked, uri): Asked<OfKind>,
) -> Result<Json<Page<Organisation>>, Error> {
    let after = asked.after.map(OrganisationId::from);
    let found = app.engine().list_organisations(&by.actor, asked.kind.0, after).await?;
    let last = found.last().filter(|_| found.len() == PAGE).map(|last| ("after", last.id.to_string()));
    let results = found.into_iter().map(Organisation::from).collect();
    Ok(Json(Page::until(results, last, &uri)))
}
