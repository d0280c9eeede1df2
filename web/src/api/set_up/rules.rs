//! How meetings come about in an event.

use crate::{
    App,
    api::{
        Asked, Error, OfEvent, Sent,
        changes::{Changed, Seen},
        words::words,
    },
};
use axum::{Json, extract::State};
use carnet_engine::domain::{event_rules, plan::Criterion};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show_rules, set_rules))
}

words! {
    /// Whether the asked side has to accept.
    AcceptanceRule = event_rules::Acceptance,
    /// What happens to a request that nobody confirmed in time.
    WhenOver = event_rules::WhenOver,
    /// How meetings with experts come about.
    ExpertMode = event_rules::ExpertMode,
    /// Between whom messages may go.
    MessagesRule = event_rules::Messages,
    /// Where meetings are held.
    MeetingPlaces = event_rules::MeetingPlaces,
}

/// The rules by which meetings come about.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Rules {
    /// Whether the asked side has to accept.
    acceptance: AcceptanceRule,
    /// Within what time the asking side confirms once more; if nothing, the request counts as its confirmation.
    third_confirmation: Option<ThirdConfirmation>,
    /// A request without answer expires after so many hours.
    request_expiry_hours: Option<i64>,
    /// The most requests without answer that somebody may have.
    max_pending_requests: Option<i64>,
    /// What a good plan is: names of criteria, such as `unplaced`; the first decides, the next counts among equals.
    #[schema(value_type = Vec<String>)]
    criteria: Vec<Criterion>,
    /// No two people's numbers of breaks differ by more.
    max_break_spread: Option<i64>,
    /// Whether an hour that is blocked counts as waiting.
    blocked_slots_are_idle: bool,
    /// How meetings with experts come about.
    expert_mode: ExpertMode,
    /// Between whom messages may go.
    messages: MessagesRule,
    /// Where meetings are held.
    meeting_places: MeetingPlaces,
}

/// That the asking side confirms once more after the other accepted.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ThirdConfirmation {
    /// Within how many hours.
    hours: i64,
    /// What happens then.
    when_over: WhenOver,
}

impl From<event_rules::Rules> for Rules {
    fn from(rules: event_rules::Rules) -> Self {
        let third = |third: event_rules::ThirdConfirmation| ThirdConfirmation {
            hours: third.hours,
            when_over: third.when_over.into(),
        };
        Self {
            acceptance: rules.acceptance.into(),
            third_confirmation: rules.third_confirmation.map(third),
            request_expiry_hours: rules.request_expiry_hours,
            max_pending_requests: rules.max_pending_requests,
            criteria: rules.criteria,
            max_break_spread: rules.max_break_spread,
            blocked_slots_are_idle: rules.blocked_slots_are_idle,
            expert_mode: rules.expert_mode.into(),
            messages: rules.messages.into(),
            meeting_places: rules.meeting_places.into(),
        }
    }
}

impl From<Rules> for event_rules::Rules {
    fn from(rules: Rules) -> Self {
        let third = |third: ThirdConfirmation| event_rules::ThirdConfirmation {
            hours: third.hours,
            when_over: third.when_over.0,
        };
        Self {
            acceptance: rules.acceptance.0,
            third_confirmation: rules.third_confirmation.map(third),
            request_expiry_hours: rules.request_expiry_hours,
            max_pending_requests: rules.max_pending_requests,
            criteria: rules.criteria,
            max_break_spread: rules.max_break_spread,
            blocked_slots_are_idle: rules.blocked_slots_are_idle,
            expert_mode: rules.expert_mode.0,
            messages: rules.messages.0,
            meeting_places: rules.meeting_places.0,
        }
    }
}

/// Shows the rules by which meetings come about.
#[utoipa::path(
    get,
    path = "/rules",
    tag = "set-up",
    params(("event" = String, Path)),
    responses((status = OK, body = Rules))
)]
async fn show_rules(State(app): State<App>, at: OfEvent) -> Result<Json<Rules>, Error> {
    Ok(Json(app.engine().show_event(&at.actor, at.id).await?.event.rules.into()))
}

/// Changes the rules; they hold for what is asked from now on.
#[utoipa::path(
    put,
    path = "/rules",
    tag = "set-up",
    params(("event" = String, Path), Seen),
    request_body = Rules,
    responses((status = OK, body = Changed))
)]
async fn set_rules(
    State(app): State<App>,
    at: OfEvent,
    Asked(seen, _): Asked<Seen>,
    Sent(rules): Sent<Rules>,
) -> Result<Json<Changed>, Error> {
    let version = app.engine().set_rules(&at.actor, (at.id, seen.version), &rules.into()).await?;
    Ok(Json(Changed { version }))
}
