//! When people are reminded.

use crate::{
    App,
    api::{Error, Id, OfEvent, Sent, changes::Created, words::words},
};
use axum::{Json, extract::State, http::StatusCode};
use carnet_engine::{ReminderRuleId, domain::reminder};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_reminders, add_reminder)).routes(routes!(withdraw_reminder))
}

words! {
    /// What a reminder is relative to.
    ReminderAnchor = reminder::Anchor,
    /// Who is reminded.
    ReminderAudience = reminder::Audience,
    /// How a reminder is sent.
    ReminderChannel = reminder::Channel,
}

/// A rule by which people are reminded.
#[derive(Debug, Serialize, ToSchema)]
struct Reminder {
    /// Its identity.
    id: Uuid,
    /// What it says.
    #[serde(flatten)]
    rule: NewReminder,
}

/// What a rule of reminders says.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewReminder {
    /// What it is relative to.
    anchor: ReminderAnchor,
    /// How many minutes before.
    minutes_before: i64,
    /// Who is reminded.
    audience: ReminderAudience,
    /// How.
    channel: ReminderChannel,
}

impl From<reminder::ReminderRule> for Reminder {
    fn from(found: reminder::ReminderRule) -> Self {
        let reminder::NewReminder { anchor, minutes_before, audience, channel } = found.rule;
        let (anchor, audience, channel) = (anchor.into(), audience.into(), channel.into());
        Self { id: found.id.into(), rule: NewReminder { anchor, minutes_before, audience, channel } }
    }
}

/// Lists the rules by which people are reminded.
#[utoipa::path(
    get,
    path = "/reminders",
    tag = "mails",
    params(("event" = String, Path)),
    responses((status = OK, body = Vec<Reminder>))
)]
async fn list_reminders(State(app): State<App>, at: OfEvent) -> Result<Json<Vec<Reminder>>, Error> {
    let all = app.engine().list_reminders(&at.actor, at.id).await?;
    Ok(Json(all.into_iter().map(Reminder::from).collect()))
}

/// Adds a rule by which people are reminded.
#[utoipa::path(
    post,
    path = "/reminders",
    tag = "mails",
    params(("event" = String, Path)),
    request_body = NewReminder,
    responses((status = CREATED, body = Created))
)]
async fn add_reminder(
    State(app): State<App>,
    at: OfEvent,
    Sent(new): Sent<NewReminder>,
) -> Result<(StatusCode, Json<Created>), Error> {
    let NewReminder { anchor, minutes_before, audience, channel } = new;
    let new =
        reminder::NewReminder { anchor: anchor.0, minutes_before, audience: audience.0, channel: channel.0 };
    let id = app.engine().add_reminder(&at.actor, at.id, new).await?;
    Ok((StatusCode::CREATED, Json(Created { id: id.into() })))
}

/// Ends a rule. What was owed by it is still sent.
#[utoipa::path(
    delete,
    path = "/reminders/{reminder}",
    tag = "mails",
    params(("event" = String, Path), ("reminder" = Uuid, Path)),
    responses((status = NO_CONTENT))
)]
async fn withdraw_reminder(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<ReminderRuleId>,
) -> Result<StatusCode, Error> {
    app.engine().withdraw_reminder(&at.actor, at.id, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
