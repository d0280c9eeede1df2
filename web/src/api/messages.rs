//! Messages between parties, and with the organisers.

use super::{Asked, Error, Id, OfEvent, Page, Sent, read::Paging};
use crate::App;
use axum::{Json, extract::State, http::StatusCode};
use carnet_engine::{
    ConversationId, ParticipantId,
    domain::message::{self, Correspondent},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_conversations))
        .routes(routes!(read_conversation))
        .routes(routes!(write_message))
        .routes(routes!(answer_message))
}

/// Which conversations to list.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// Those of one participant, who must be the account's own; else those with the organisers, for administrators.
    participant: Option<Uuid>,
    /// The page, from 1.
    page: Option<usize>,
    /// Results of a page: 50, or up to 200.
    page_size: Option<usize>,
}

/// A conversation.
#[derive(Debug, Serialize, ToSchema)]
struct Conversation {
    /// Its identity.
    id: Uuid,
    /// The participant on the one side.
    one: Uuid,
    /// The participant on the other; the organisers, where nobody is named.
    other: Option<Uuid>,
    /// When the last message was written.
    last_at: DateTime<Utc>,
}

impl From<message::Conversation> for Conversation {
    fn from(found: message::Conversation) -> Self {
        Self {
            id: found.id.into(),
            one: found.one.into(),
            other: found.other.map(Uuid::from),
            last_at: found.last_at,
        }
    }
}

/// Lists conversations.
#[utoipa::path(
    get,
    path = "/conversations",
    tag = "messages",
    params(("event" = String, Path), Filter),
    responses((status = OK, body = Page<Conversation>))
)]
async fn list_conversations(
    State(app): State<App>,
    at: OfEvent,
    Asked(asked, uri): Asked<Filter>,
) -> Result<Json<Page<Conversation>>, Error> {
    let paging = Paging::new(asked.page, asked.page_size)?;
    let of = asked.participant.map(ParticipantId::from);
    let all = app.engine().list_conversations(&at.actor, at.id, of).await?;
    Ok(Json(Page::of(all, paging, &uri, Conversation::from)))
}

/// A message.
#[derive(Debug, Serialize, ToSchema)]
struct Message {
    /// Its identity.
    id: Uuid,
    /// The participant who wrote it; the organisers, where nobody is named.
    from: Option<Uuid>,
    /// What was written.
    text: String,
    /// When.
    sent_at: DateTime<Utc>,
}

/// Lists the messages of a conversation.
#[utoipa::path(
    get,
    path = "/conversations/{conversation}/messages",
    tag = "messages",
    params(("event" = String, Path), ("conversation" = Uuid, Path)),
    responses((status = OK, body = Vec<Message>))
)]
async fn read_conversation(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<ConversationId>,
) -> Result<Json<Vec<Message>>, Error> {
    let all = app.engine().read_conversation(&at.actor, id).await.map_err(Error::hidden)?;
    let message = |message: message::Message| Message {
        id: message.id.into(),
        from: message.from.map(Uuid::from),
        text: message.text,
        sent_at: message.sent_at,
    };
    Ok(Json(all.into_iter().map(message).collect()))
}

/// A message to be written by a participant.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewMessage {
    /// The participant who writes.
    from: Uuid,
    /// The participant who is written to; the organisers, where nobody is named.
    to: Option<Uuid>,
    /// What is written.
    text: String,
}

/// A message that was written.
#[derive(Debug, Serialize, ToSchema)]
struct Written {
    /// Its identity.
    message: Uuid,
}

/// Writes to another participant, or to the organisers.
#[utoipa::path(
    post,
    path = "/messages",
    tag = "messages",
    params(("event" = String, Path)),
    request_body = NewMessage,
    responses((status = CREATED, body = Written))
)]
async fn write_message(
    State(app): State<App>,
    at: OfEvent,
    Sent(new): Sent<NewMessage>,
) -> Result<(StatusCode, Json<Written>), Error> {
    let to = match new.to {
        Some(id) => Correspondent::Participant(id.into()),
        None => Correspondent::Organisers,
    };
    let written = app.engine().write_message(&at.actor, new.from.into(), to, &new.text).await;
    let message = written.map_err(Error::hidden)?;
    Ok((StatusCode::CREATED, Json(Written { message: message.into() })))
}

/// A message to be written by the organisers.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewAnswer {
    /// What is written.
    text: String,
}

/// Writes to a participant for the organisers.
#[utoipa::path(
    post,
    path = "/participants/{participant}/messages",
    tag = "messages",
    params(("event" = String, Path), ("participant" = Uuid, Path)),
    request_body = NewAnswer,
    responses((status = CREATED, body = Written))
)]
async fn answer_message(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<ParticipantId>,
    Sent(new): Sent<NewAnswer>,
) -> Result<(StatusCode, Json<Written>), Error> {
    let written = app.engine().answer_message(&at.actor, id, &new.text).await;
    let message = written.map_err(Error::hidden)?;
    Ok((StatusCode::CREATED, Json(Written { message: message.into() })))
}
