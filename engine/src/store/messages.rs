//! `conversation` and `message`.

use super::{StoreError, Tx, execute, fetch_all, fetch_optional};
use crate::{
    domain::message::{Conversation, Message},
    ids::{AccountId, ConversationId, EventId, MessageId, ParticipantId},
};
use chrono::{DateTime, Utc};

const BETWEEN: &str = "
    SELECT id, one_id, other_id, last_at
      FROM conversation
     WHERE event_id = $1 AND one_id = $2 AND (other_id = $3 OR (other_id IS NULL AND $3 IS NULL))";
const OPEN: &str = "
    INSERT INTO conversation (id, event_id, one_id, other_id, last_at)
    VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT DO NOTHING";
const FIND: &str = "SELECT id, one_id, other_id, last_at, event_id FROM conversation WHERE id = $1";
const INSERT: &str = "
    INSERT INTO message (id, conversation_id, event_id, from_id, account_id, text, sent_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";
const TOUCH: &str = "UPDATE conversation SET last_at = $2 WHERE id = $1";
const MESSAGES: &str = "
    SELECT id, from_id, text, sent_at
      FROM message
     WHERE conversation_id = $1
     ORDER BY sent_at, id
     LIMIT 1000";
const LIST: &str = "
    SELECT id, one_id, other_id, last_at
      FROM conversation
     WHERE event_id = $1
       AND (one_id = $2 OR other_id = $2 OR ($2 IS NULL AND other_id IS NULL))
     ORDER BY last_at DESC, id
     LIMIT 500";

#[derive(sqlx::FromRow)]
struct Row {
    id: ConversationId,
    one_id: ParticipantId,
    other_id: Option<ParticipantId>,
    last_at: DateTime<Utc>,
}

impl From<Row> for Conversation {
    fn from(row: Row) -> Self {
        Self { id: row.id, one: row.one_id, other: row.other_id, last_at: row.last_at }
    }
}

/// The conversation of two, or of one with the organisers; opened where there was none. Of two at once one opens it.
pub(crate) async fn open(
    tx: &mut Tx,
    id: ConversationId,
    event: EventId,
    (one, other): (ParticipantId, Option<ParticipantId>),
    now: DateTime<Utc>,
) -> Result<Option<Conversation>, StoreError> {
    // Two participants stand in one order, whoever writes first.
    let (one, other) = match other {
        Some(other) => (one.min(other), Some(one.max(other))),
        None => (one, None),
    };
    execute!(tx, OPEN, id, event, one, other, now)?;
    Ok(fetch_optional!(tx, Row, BETWEEN, event, one, other)?.map(Conversation::from))
}

/// A conversation, and its event.
pub(crate) async fn find(
    tx: &mut Tx,
    id: ConversationId,
) -> Result<Option<(Conversation, EventId)>, StoreError> {
    type Found = (ConversationId, ParticipantId, Option<ParticipantId>, DateTime<Utc>, EventId);
    let row = fetch_optional!(tx, Found, FIND, id)?;
    Ok(row.map(|(id, one, other, last_at, event)| (Conversation { id, one, other, last_at }, event)))
}

/// Adds a message to a conversation.
pub(crate) async fn insert(
    tx: &mut Tx,
    conversation: ConversationId,
    event: EventId,
    message: &Message,
    account: Option<AccountId>,
) -> Result<(), StoreError> {
    let (id, text): (MessageId, &str) = (message.id, &message.text);
    execute!(tx, INSERT, id, conversation, event, message.from, account, text, message.sent_at)?;
    execute!(tx, TOUCH, conversation, message.sent_at)?;
    Ok(())
}

/// The messages of a conversation, the oldest first.
pub(crate) async fn list(tx: &mut Tx, id: ConversationId) -> Result<Vec<Message>, StoreError> {
    type Row = (MessageId, Option<ParticipantId>, String, DateTime<Utc>);
    let rows = fetch_all!(tx, Row, MESSAGES, id)?;
    Ok(rows.into_iter().map(|(id, from, text, sent_at)| Message { id, from, text, sent_at }).collect())
}

/// The conversations of a participant, or those with the organisers; the latest first.
pub(crate) async fn conversations(
    tx: &mut Tx,
    event: EventId,
    of: Option<ParticipantId>,
) -> Result<Vec<Conversation>, StoreError> {
    Ok(fetch_all!(tx, Row, LIST, event, of)?.into_iter().map(Conversation::from).collect())
}
