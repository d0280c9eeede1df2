//! `conversation` and `message`.

use super::{StoreError, Tx, execute, fetch_all, fetch_optional};
use crate::{
    domain::{
        agenda::Attending,
        message::{Conversation, Message},
    },
    ids::{AccountId, ConversationId, EventId, MessageId, ParticipantId},
};
use chrono::{DateTime, Utc};

const BETWEEN: &str = "
    SELECT id
      FROM conversation
     WHERE event_id = $1 AND one_id = $2 AND (other_id = $3 OR (other_id IS NULL AND $3 IS NULL))";
const OPEN: &str = "
    INSERT INTO conversation (id, event_id, one_id, other_id, last_at)
    VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT DO NOTHING";
const FIND: &str = "SELECT one_id, other_id, event_id FROM conversation WHERE id = $1";
const INSERT: &str = "
    INSERT INTO message (id, conversation_id, event_id, from_id, account_id, text, sent_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";
const TOUCH: &str = "UPDATE conversation SET last_at = $2 WHERE id = $1";
const READ: &str = "
    UPDATE conversation
       SET one_read_at = CASE WHEN one_id = $2 THEN $3 ELSE one_read_at END,
           other_read_at = CASE WHEN one_id = $2 THEN other_read_at ELSE $3 END
     WHERE id = $1";
const MESSAGES: &str = "
    SELECT id, from_id, text, sent_at
      FROM message
     WHERE conversation_id = $1
     ORDER BY sent_at, id
     LIMIT 1000";
/// What a side has not read is what the other wrote since; the organisers are the side that nobody is named for.
const LIST: &str = "
    SELECT c.id, c.one_id, p.name AS one_name, r.company_name AS one_company,
           c.other_id, q.name AS other_name, s.company_name AS other_company, c.last_at,
           (SELECT COUNT(*)
              FROM message m
             WHERE m.conversation_id = c.id
               AND m.from_id IS DISTINCT FROM $2
               AND (CASE WHEN c.one_id = $2 THEN c.one_read_at ELSE c.other_read_at END IS NULL
                 OR m.sent_at > CASE WHEN c.one_id = $2 THEN c.one_read_at ELSE c.other_read_at END)) AS n_unread
      FROM conversation c
      JOIN participant p ON p.id = c.one_id
      JOIN registration r ON r.id = p.registration_id
      LEFT JOIN participant q ON q.id = c.other_id
      LEFT JOIN registration s ON s.id = q.registration_id
     WHERE c.event_id = $1
       AND (c.one_id = $2 OR c.other_id = $2 OR ($2 IS NULL AND c.other_id IS NULL))
     ORDER BY c.last_at DESC, c.id
     LIMIT 500";

#[derive(sqlx::FromRow)]
struct Row {
    id: ConversationId,
    one_id: ParticipantId,
    one_name: String,
    one_company: String,
    other_id: Option<ParticipantId>,
    other_name: Option<String>,
    other_company: Option<String>,
    last_at: DateTime<Utc>,
    n_unread: i64,
}

impl From<Row> for Conversation {
    fn from(row: Row) -> Self {
        let one = Attending { participant: row.one_id, name: row.one_name, company: row.one_company };
        let other = row.other_id.zip(row.other_name).zip(row.other_company);
        let other = other.map(|((participant, name), company)| Attending { participant, name, company });
        Self {
            id: row.id,
            one: row.one_id,
            other: row.other_id,
            people: [one].into_iter().chain(other).collect(),
            last_at: row.last_at,
            n_unread: row.n_unread,
        }
    }
}

/// The conversation of two, or of one with the organisers; opened where there was none. Of two at once one opens it.
pub(crate) async fn open(
    tx: &mut Tx,
    id: ConversationId,
    event: EventId,
    (one, other): (ParticipantId, Option<ParticipantId>),
    now: DateTime<Utc>,
) -> Result<Option<ConversationId>, StoreError> {
    // Two participants stand in one order, whoever writes first.
    let (one, other) = match other {
        Some(other) => (one.min(other), Some(one.max(other))),
        None => (one, None),
    };
    execute!(tx, OPEN, id, event, one, other, now)?;
    Ok(fetch_optional!(tx, (ConversationId,), BETWEEN, event, one, other)?.map(|(id,)| id))
}

/// The two sides of a conversation, the organisers where nobody is named, and its event.
pub(crate) async fn find(
    tx: &mut Tx,
    id: ConversationId,
) -> Result<Option<(ParticipantId, Option<ParticipantId>, EventId)>, StoreError> {
    fetch_optional!(tx, (ParticipantId, Option<ParticipantId>, EventId), FIND, id)
}

/// Remembers that a side has read a conversation: a participant, or the organisers.
pub(crate) async fn mark_read(
    tx: &mut Tx,
    id: ConversationId,
    side: Option<ParticipantId>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    execute!(tx, READ, id, side, now)?;
    Ok(())
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
