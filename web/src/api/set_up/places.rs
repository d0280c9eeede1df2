//! The sites of an event with their rooms and tables, and the ways between them.

use super::Listed;
use crate::{
    App,
    api::{
        Asked, Error, OfEvent, Sent,
        changes::{Changed, Seen},
        words::Texts,
    },
};
use axum::{Json, extract::State};
use carnet_engine::{RoomId, SiteId, domain::places};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(set_places))
}

/// All places of an event, as the event shows them. What has an identity is kept and changed, what is left out is deleted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPlaces {
    /// The sites, in order.
    sites: Vec<NewSite>,
    /// The ways between them; a pair that is not listed takes no time.
    #[serde(default)]
    travel: Vec<NewTravel>,
}

/// A site as an organiser enters it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewSite {
    /// The site that is changed; nothing for a new one.
    id: Option<Uuid>,
    /// What it is called.
    names: Texts,
    /// Where it is.
    address: Option<String>,
    /// Its rooms, in order.
    #[serde(default)]
    rooms: Vec<NewRoom>,
}

/// A room as an organiser enters it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewRoom {
    /// The room that is changed; nothing for a new one.
    id: Option<Uuid>,
    /// What it is called.
    name: String,
    /// How many tables it has.
    tables: i64,
}

/// A way between two of the listed sites, in both directions.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewTravel {
    /// The one site: its identity, or its position in the list.
    from: Listed,
    /// The other, likewise.
    to: Listed,
    /// How long it takes.
    minutes: i64,
}

impl From<NewPlaces> for places::NewPlaces {
    fn from(new: NewPlaces) -> Self {
        let room = |room: NewRoom| places::NewRoom {
            id: room.id.map(RoomId::from),
            name: room.name,
            tables: room.tables,
        };
        let site = |site: NewSite| places::NewSite {
            id: site.id.map(SiteId::from),
            names: site.names.into(),
            address: site.address,
            rooms: site.rooms.into_iter().map(room).collect(),
        };
        let ids: Vec<_> = new.sites.iter().map(|site| site.id).collect();
        let travel = |way: NewTravel| places::NewTravel {
            from: way.from.position(&ids),
            to: way.to.position(&ids),
            minutes: way.minutes,
        };
        Self {
            sites: new.sites.into_iter().map(site).collect(),
            travel: new.travel.into_iter().map(travel).collect(),
        }
    }
}

/// Changes sites, rooms, tables and travel. The event shows them.
#[utoipa::path(
    put,
    path = "/places",
    tag = "set-up",
    params(("event" = String, Path), Seen),
    request_body = NewPlaces,
    responses((status = OK, body = Changed))
)]
async fn set_places(
    State(app): State<App>,
    at: OfEvent,
    Asked(seen, _): Asked<Seen>,
    Sent(new): Sent<NewPlaces>,
) -> Result<Json<Changed>, Error> {
    let version = app.engine().set_places(&at.actor, (at.id, seen.version), &new.into()).await?;
    Ok(Json(Changed { version }))
}
