//! Who holds an event.

use crate::{
    App,
    api::{
        Asked, Error, OfEvent, Sent,
        changes::{Changed, Seen},
        words::{Texts, words},
    },
};
use axum::{Json, extract::State};
use carnet_engine::domain::event;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_hosts, set_hosts))
}

words! {
    /// What a host does for an event.
    HostRole = event::HostRole,
}

/// Who holds an event, in order; one of them at least is its organiser.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Hosts {
    /// The hosts.
    hosts: Vec<Host>,
}

/// An organisation that holds an event.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Host {
    /// Which; organisations are listed by `GET /organisations`.
    organisation: Uuid,
    /// What it does for the event.
    role: HostRole,
    /// What it says about itself.
    pitch: Option<Texts>,
}

impl From<event::Host> for Host {
    fn from(host: event::Host) -> Self {
        let event::Host { organisation, role, pitch } = host;
        Self { organisation: organisation.into(), role: role.into(), pitch: pitch.map(Texts::from) }
    }
}

impl From<Host> for event::Host {
    fn from(host: Host) -> Self {
        let Host { organisation, role, pitch } = host;
        Self { organisation: organisation.into(), role: role.0, pitch: pitch.map(Into::into) }
    }
}

/// Lists who holds an event.
#[utoipa::path(
    get,
    path = "/hosts",
    tag = "set-up",
    params(("event" = String, Path)),
    responses((status = OK, body = Hosts))
)]
async fn list_hosts(State(app): State<App>, at: OfEvent) -> Result<Json<Hosts>, Error> {
    let hosts = app.engine().show_event(&at.actor, at.id).await?.hosts;
    Ok(Json(Hosts { hosts: hosts.into_iter().map(Host::from).collect() }))
}

/// Says who holds an event.
#[utoipa::path(
    put,
    path = "/hosts",
    tag = "set-up",
    params(("event" = String, Path), Seen),
    request_body = Hosts,
    responses((status = OK, body = Changed))
)]
async fn set_hosts(
    State(app): State<App>,
    at: OfEvent,
    Asked(seen, _): Asked<Seen>,
    Sent(new): Sent<Hosts>,
) -> Result<Json<Changed>, Error> {
    let hosts: Vec<_> = new.hosts.into_iter().map(event::Host::from).collect();
    let version = app.engine().set_hosts(&at.actor, (at.id, seen.version), &hosts).await?;
    Ok(Json(Changed { version }))
}
