//! For whom an event is, and who may ask whom.

use super::Listed;
use crate::{
    App,
    api::{
        Asked, Error, OfEvent, Sent,
        changes::{Changed, Seen},
        events::CategoryKind,
        words::Texts,
    },
};
use axum::{Json, extract::State};
use carnet_engine::{CategoryId, domain::category};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(set_categories))
}

/// All categories of an event, as the event shows them. What has an identity is kept and changed, what is left out is deleted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewCategories {
    /// The categories, in order.
    categories: Vec<NewCategory>,
}

/// A category as an organiser enters it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewCategory {
    /// The category that is changed; nothing for a new one.
    id: Option<Uuid>,
    /// What it is called.
    names: Texts,
    /// For whom it is.
    kind: CategoryKind,
    /// The most meetings of each participant.
    max_meetings: Option<i64>,
    /// The meetings that each participant is promised.
    min_meetings: Option<i64>,
    /// Whom its participants may ask: categories of the list, by identity or by position.
    #[serde(default)]
    may_ask: Vec<Listed>,
}

impl NewCategories {
    fn into_list(self) -> Vec<category::NewCategory> {
        let ids: Vec<_> = self.categories.iter().map(|category| category.id).collect();
        let category = |new: NewCategory| category::NewCategory {
            id: new.id.map(CategoryId::from),
            names: new.names.into(),
            kind: new.kind.0,
            max_meetings: new.max_meetings,
            promised: new.min_meetings,
            may_ask: new.may_ask.into_iter().map(|other| other.position(&ids)).collect(),
        };
        self.categories.into_iter().map(category).collect()
    }
}

/// Changes the categories, and who may ask whom. The event shows them.
#[utoipa::path(
    put,
    path = "/categories",
    tag = "set-up",
    params(("event" = String, Path), Seen),
    request_body = NewCategories,
    responses((status = OK, body = Changed))
)]
async fn set_categories(
    State(app): State<App>,
    at: OfEvent,
    Asked(seen, _): Asked<Seen>,
    Sent(new): Sent<NewCategories>,
) -> Result<Json<Changed>, Error> {
    let done = app.engine().set_categories(&at.actor, (at.id, seen.version), &new.into_list()).await;
    let version =
        done.map_err(|error| Error::with_paths(error, |path| path.replace("promised", "min_meetings")))?;
    Ok(Json(Changed { version }))
}
