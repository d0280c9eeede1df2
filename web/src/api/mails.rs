//! What is sent to people: the outbox, when they are reminded, and the texts that an event has of its own.

mod reminders;
mod templates;

use super::{Asked, Error, Id, OfEvent, Page, read::Paging, words::words};
use crate::App;
use axum::{Json, extract::State, http::StatusCode};
use carnet_engine::{
    NoticeId,
    domain::{notice, outbox},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_notices))
        .routes(routes!(retry_notice))
        .merge(reminders::calls())
        .merge(templates::calls())
}

words! {
    /// What a notice is about.
    NoticeKind = notice::NoticeKind,
    /// How far a notice is.
    NoticeState = outbox::Delivery,
}

/// Which notices to list.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Which {
    /// How far they are; all, where nothing is said.
    state: Option<NoticeState>,
    /// The last one of the page before; `next` names it.
    after: Option<Uuid>,
    /// Results of a page: 50, or up to 200.
    page_size: Option<usize>,
}

/// A page of the outbox.
#[derive(Debug, Serialize, ToSchema)]
struct Outbox {
    /// How many notices there are in each state, on all pages.
    #[schema(value_type = Object)]
    counts: BTreeMap<&'static str, i64>,
    /// The page.
    #[serde(flatten)]
    page: Page<Notice>,
}

/// Something that is sent to somebody. What it says is not told.
#[derive(Debug, Serialize, ToSchema)]
struct Notice {
    /// Its identity.
    id: Uuid,
    /// What it is about.
    kind: NoticeKind,
    /// To whom.
    name: String,
    /// To which address.
    email: String,
    /// Whether it goes to a telephone instead.
    by_sms: bool,
    /// How far it is.
    state: NoticeState,
    /// When it is not sent before.
    due_at: DateTime<Utc>,
    /// When it is tried next, as long as it is not sent.
    attempt_at: Option<DateTime<Utc>>,
    /// How often it was tried.
    attempts: i64,
    /// Why the last attempt failed: a word, or what a server said.
    failure: Option<String>,
    /// When it was sent.
    sent_at: Option<DateTime<Utc>>,
}

impl From<outbox::OutboxLine> for Notice {
    fn from(line: outbox::OutboxLine) -> Self {
        let waits = matches!(line.delivery, outbox::Delivery::Waiting | outbox::Delivery::Retrying);
        Self {
            id: line.id.into(),
            kind: line.kind.into(),
            name: line.name,
            email: line.email,
            by_sms: line.by_sms,
            state: line.delivery.into(),
            due_at: line.due_at,
            attempt_at: waits.then_some(line.attempt_at),
            attempts: line.attempts,
            failure: line.failure,
            sent_at: line.sent_at,
        }
    }
}

/// Lists what is sent to people of an event, the newest first: to whom, how far, and why not.
#[utoipa::path(
    get,
    path = "/outbox",
    tag = "mails",
    params(("event" = String, Path), Which),
    responses((status = OK, body = Outbox))
)]
async fn list_notices(
    State(app): State<App>,
    at: OfEvent,
    Asked(asked, uri): Asked<Which>,
) -> Result<Json<Outbox>, Error> {
    let paging = Paging::new(None, asked.page_size)?;
    let state = asked.state.map(|state| state.0);
    let which = (asked.after.map(NoticeId::from), state);
    let most = i64::try_from(paging.size()).unwrap_or(i64::MAX);
    let found = app.engine().list_notices(&at.actor, at.id, which, most).await?;
    let listed = found.n_by_state.iter().filter(|(of, _)| state.is_none_or(|state| state == *of));
    let count: i64 = listed.map(|(_, n)| n).sum();
    let next = found.next.map(|last| ("after", last.to_string()));
    let results = found.lines.into_iter().map(Notice::from).collect();
    Ok(Json(Outbox {
        counts: found.n_by_state.iter().map(|(state, n)| (state.as_str(), *n)).collect(),
        page: Page::until(results, next, &uri).counting(usize::try_from(count).ok()),
    }))
}

/// Has a notice sent again that failed, also one that was given up. Whatever was sent is never sent twice: then, and while
/// it is being sent, that is a conflict.
#[utoipa::path(
    post,
    path = "/outbox/{notice}/retry",
    tag = "mails",
    params(("event" = String, Path), ("notice" = Uuid, Path)),
    responses((status = ACCEPTED))
)]
async fn retry_notice(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<NoticeId>,
) -> Result<StatusCode, Error> {
    app.engine().retry_notice(&at.actor, at.id, id).await?;
    Ok(StatusCode::ACCEPTED)
}
