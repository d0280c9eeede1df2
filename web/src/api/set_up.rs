//! Setting an event up: each step by itself, as organisers see it and write it. A step that is written replaces what was
//! set: what is left out is empty or gone from now on.

mod categories;
mod form;
mod hosts;
mod look;
mod new;
mod places;
mod registration;
mod rules;
mod sessions;
mod terms;

use super::{
    Asked, Error, OfEvent, Sent,
    changes::{Changed, Seen},
    events::Phase,
    words::{Texts, words},
};
use crate::App;
use axum::{Json, extract::State};
use carnet_engine::domain::{event, preset};
use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(show_details, change_details))
        .routes(routes!(change_phase))
        .merge(hosts::calls())
        .merge(places::calls())
        .merge(categories::calls())
        .merge(rules::calls())
        .merge(sessions::calls())
        .merge(form::calls())
        .merge(terms::calls())
        .merge(registration::calls())
        .merge(look::calls())
        .merge(new::of_event())
}

/// The calls that are of no event yet.
pub(super) fn new_calls() -> OpenApiRouter<App> {
    new::calls()
}

words! {
    /// How an event was set up at first.
    Preset = preset::Preset,
}

/// Something in a list that is sent: its position, from 0, or its identity, where it has one.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(untagged)]
enum Listed {
    /// Its position in the list, from 0.
    Position(usize),
    /// Its identity.
    Id(Uuid),
}

impl Listed {
    /// Its position among these; beyond the list, where it is none of them.
    fn position(self, ids: &[Option<Uuid>]) -> usize {
        match self {
            Self::Position(position) => position,
            Self::Id(id) => ids.iter().position(|other| *other == Some(id)).unwrap_or(ids.len()),
        }
    }
}

/// What is set for an event first of all.
#[derive(Debug, Serialize, ToSchema)]
struct Frame {
    /// The organisation that runs it.
    organisation: Uuid,
    /// How it was set up at first.
    preset: Preset,
    /// What can be changed.
    details: Details,
    /// How often its set-up was changed: whoever changes any step says which version was seen.
    version: i64,
}

/// Names, texts and dates of an event. Times are those of its time zone.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Details {
    /// Its name in addresses.
    slug: String,
    /// What it is called.
    names: Texts,
    /// Its texts by name, as far as they were written: `summary`, `welcome`, `practical`, `contact`, `legal-notice`,
    /// `privacy`, `accessibility`.
    #[serde(default)]
    #[schema(value_type = Object)]
    texts: BTreeMap<event::TextKey, Texts>,
    /// Its time zone, such as `Europe/Paris`.
    time_zone: String,
    /// Its days.
    days: Vec<NaiveDate>,
    /// Until when registrations are taken, without offset: `2027-03-01T23:59:00`.
    #[schema(value_type = Option<String>, example = "2027-03-01T23:59:00")]
    registration_closes: Option<NaiveDateTime>,
    /// Until when its pages are there, likewise.
    #[schema(value_type = Option<String>, example = "2027-12-31T23:59:00")]
    closes: Option<NaiveDateTime>,
}

impl From<event::Event> for Frame {
    fn from(event: event::Event) -> Self {
        let event::Event { organisation, preset, details, version, .. } = event;
        let zone = details.time_zone;
        let local = |at: chrono::DateTime<chrono::Utc>| at.with_timezone(&zone).naive_local();
        let details = Details {
            slug: details.slug,
            names: details.names.into(),
            texts: details.texts.into_iter().map(|(key, texts)| (key, texts.into())).collect(),
            time_zone: zone.name().to_owned(),
            days: details.days,
            registration_closes: details.registration_closes_at.map(local),
            closes: details.closes_at.map(local),
        };
        Self { organisation: organisation.into(), preset: preset.into(), details, version }
    }
}

impl From<Details> for event::NewDetails {
    fn from(new: Details) -> Self {
        Self {
            slug: new.slug,
            names: new.names.into(),
            texts: new.texts.into_iter().map(|(key, texts)| (key, texts.into())).collect(),
            time_zone: new.time_zone,
            days: new.days,
            registration_closes: new.registration_closes,
            closes: new.closes,
        }
    }
}

/// Shows names, texts and dates of an event.
#[utoipa::path(
    get,
    path = "/details",
    tag = "set-up",
    params(("event" = String, Path)),
    responses((status = OK, body = Frame))
)]
async fn show_details(State(app): State<App>, at: OfEvent) -> Result<Json<Frame>, Error> {
    Ok(Json(app.engine().show_event(&at.actor, at.id).await?.event.into()))
}

/// Changes names, texts and dates of an event.
#[utoipa::path(
    put,
    path = "/details",
    tag = "set-up",
    params(("event" = String, Path), Seen),
    request_body = Details,
    responses((status = OK, body = Changed))
)]
async fn change_details(
    State(app): State<App>,
    at: OfEvent,
    Asked(seen, _): Asked<Seen>,
    Sent(new): Sent<Details>,
) -> Result<Json<Changed>, Error> {
    let version = app.engine().change_event(&at.actor, (at.id, seen.version), &new.into()).await?;
    Ok(Json(Changed { version }))
}

/// Into which phase an event goes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NextPhase {
    /// The phase.
    phase: Phase,
}

/// Puts an event into another phase, one step on or back. Nothing opens that is not ready.
#[utoipa::path(
    put,
    path = "/phase",
    tag = "set-up",
    params(("event" = String, Path), Seen),
    request_body = NextPhase,
    responses((status = OK, body = Changed))
)]
async fn change_phase(
    State(app): State<App>,
    at: OfEvent,
    Asked(seen, _): Asked<Seen>,
    Sent(next): Sent<NextPhase>,
) -> Result<Json<Changed>, Error> {
    let version = app.engine().change_phase(&at.actor, (at.id, seen.version), next.phase.0).await?;
    Ok(Json(Changed { version }))
}
