//! Webhooks: what happens in an event is told to programs.

use super::{Error, Id, OfEvent, Sent, idempotency::KeptAs, words::words};
use crate::{App, webhooks};
use axum::{
    Extension, Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use carnet_engine::{DeliveryRecord, WebhookId, domain::webhook};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_webhooks, add_webhook))
        .routes(routes!(show_webhook, withdraw_webhook))
        .routes(routes!(test_webhook))
        .routes(routes!(pause_webhook))
        .routes(routes!(resume_webhook))
}

words! {
    /// What is told to a webhook.
    Happening = webhook::Happening,
    /// How a delivery stands.
    DeliveryState = webhook::DeliveryState,
}

/// A webhook, without its secret.
#[derive(Debug, Serialize, ToSchema)]
struct Webhook {
    /// Its identity.
    id: Uuid,
    /// Where what happens is sent.
    url: String,
    /// What is told.
    kinds: Vec<Happening>,
    /// Since when it is there.
    created_at: DateTime<Utc>,
    /// When its program said that it is gone for good; nothing is told since.
    gone_at: Option<DateTime<Utc>>,
    /// Since when it rests: what happens waits until it is taken up again.
    paused_at: Option<DateTime<Utc>>,
}

impl From<webhook::Webhook> for Webhook {
    fn from(webhook: webhook::Webhook) -> Self {
        Self {
            id: webhook.id.into(),
            url: webhook.url,
            kinds: webhook.kinds.into_iter().map(Happening).collect(),
            created_at: webhook.created_at,
            gone_at: webhook.gone_at,
            paused_at: webhook.paused_at,
        }
    }
}

/// Lists the webhooks of an event.
#[utoipa::path(
    get,
    path = "/webhooks",
    tag = "webhooks",
    params(("event" = String, Path)),
    responses((status = OK, body = Vec<Webhook>))
)]
async fn list_webhooks(State(app): State<App>, at: OfEvent) -> Result<Json<Vec<Webhook>>, Error> {
    let all = app.engine().list_webhooks(&at.actor, at.id).await?;
    Ok(Json(all.into_iter().map(Webhook::from).collect()))
}

/// A webhook that is asked for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewWebhook {
    /// Where to send what happens: an address that begins with `https://` or `http://`.
    url: String,
    /// What to tell; all but `webhook.test`.
    kinds: Vec<Happening>,
}

/// A webhook that was added.
#[derive(Debug, Serialize, ToSchema)]
struct AddedWebhook {
    /// Its identity.
    id: Uuid,
    /// What its messages are signed with. It is told once: nothing, where this call is answered again under its key.
    secret: Option<String>,
}

/// Adds a webhook.
#[utoipa::path(
    post,
    path = "/webhooks",
    tag = "webhooks",
    params(("event" = String, Path)),
    request_body = NewWebhook,
    responses((status = CREATED, body = AddedWebhook))
)]
async fn add_webhook(
    State(app): State<App>,
    at: OfEvent,
    Sent(new): Sent<NewWebhook>,
) -> Result<Response, Error> {
    let kinds = new.kinds.into_iter().map(|kind| kind.0).collect();
    let new = webhook::NewWebhook { url: new.url, kinds };
    let (id, secret) = app.engine().add_webhook(&at.actor, at.id, &new).await?;
    let added = |secret| AddedWebhook { id: id.into(), secret };
    // The secret is kept sealed, and nowhere else.
    let kept = serde_json::to_vec(&added(None)).unwrap_or_default();
    let told = Json(added(Some(webhooks::shown(&secret))));
    Ok((StatusCode::CREATED, Extension(KeptAs(kept)), told).into_response())
}

/// A webhook, with what was told to it last.
#[derive(Debug, Serialize, ToSchema)]
struct WebhookLog {
    /// The webhook.
    #[serde(flatten)]
    webhook: Webhook,
    /// Its last deliveries, the latest first: at most 200.
    deliveries: Vec<Delivery>,
}

/// Something that is told to a webhook.
#[derive(Debug, Serialize, ToSchema)]
struct Delivery {
    /// Its identity, which the program sees too.
    id: Uuid,
    /// What it tells.
    kind: Happening,
    /// How it stands.
    state: DeliveryState,
    /// How often it was tried.
    attempts: i64,
    /// When it happened.
    created_at: DateTime<Utc>,
    /// When it is tried next, while it is owed.
    due_at: DateTime<Utc>,
    /// When it was tried last.
    last_at: Option<DateTime<Utc>>,
    /// The status that the program answered.
    last_status: Option<i64>,
    /// Why there was no answer.
    last_error: Option<String>,
}

impl From<DeliveryRecord> for Delivery {
    fn from(record: DeliveryRecord) -> Self {
        Self {
            id: record.id.into(),
            kind: record.kind.into(),
            state: record.state.into(),
            attempts: record.n_attempts,
            created_at: record.created_at,
            due_at: record.due_at,
            last_at: record.last_at,
            last_status: record.last_status,
            last_error: record.last_error,
        }
    }
}

/// Shows a webhook and what was told to it last.
#[utoipa::path(
    get,
    path = "/webhooks/{webhook}",
    tag = "webhooks",
    params(("event" = String, Path), ("webhook" = Uuid, Path)),
    responses((status = OK, body = WebhookLog))
)]
async fn show_webhook(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<WebhookId>,
) -> Result<Json<WebhookLog>, Error> {
    let (webhook, log) = app.engine().show_webhook(&at.actor, at.id, id).await?;
    let deliveries = log.into_iter().map(Delivery::from).collect();
    Ok(Json(WebhookLog { webhook: webhook.into(), deliveries }))
}

/// Withdraws a webhook: nothing is told to it any more.
#[utoipa::path(
    delete,
    path = "/webhooks/{webhook}",
    tag = "webhooks",
    params(("event" = String, Path), ("webhook" = Uuid, Path)),
    responses((status = NO_CONTENT))
)]
async fn withdraw_webhook(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<WebhookId>,
) -> Result<StatusCode, Error> {
    app.engine().withdraw_webhook(&at.actor, at.id, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A message that is on its way.
#[derive(Debug, Serialize, ToSchema)]
struct Owed {
    /// The delivery.
    delivery: Uuid,
}

/// Sends a message to a webhook that says nothing, to try it out.
#[utoipa::path(
    post,
    path = "/webhooks/{webhook}/test",
    tag = "webhooks",
    params(("event" = String, Path), ("webhook" = Uuid, Path)),
    responses((status = ACCEPTED, body = Owed))
)]
async fn test_webhook(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<WebhookId>,
) -> Result<(StatusCode, Json<Owed>), Error> {
    let delivery = app.engine().test_webhook(&at.actor, at.id, id).await?;
    Ok((StatusCode::ACCEPTED, Json(Owed { delivery: delivery.into() })))
}

/// Lets a webhook rest, for as long as its program cannot take anything. What happens meanwhile waits, for at most 30 days,
/// and is told afterwards.
#[utoipa::path(
    post,
    path = "/webhooks/{webhook}/pause",
    tag = "webhooks",
    params(("event" = String, Path), ("webhook" = Uuid, Path)),
    responses((status = NO_CONTENT))
)]
async fn pause_webhook(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<WebhookId>,
) -> Result<StatusCode, Error> {
    app.engine().pause_webhook(&at.actor, at.id, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a webhook up again: all that waits is told now, begun with the oldest, and tried as long as anything new.
#[utoipa::path(
    post,
    path = "/webhooks/{webhook}/resume",
    tag = "webhooks",
    params(("event" = String, Path), ("webhook" = Uuid, Path)),
    responses((status = NO_CONTENT))
)]
async fn resume_webhook(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<WebhookId>,
) -> Result<StatusCode, Error> {
    app.engine().resume_webhook(&at.actor, at.id, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
