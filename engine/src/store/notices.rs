//! `notice`: the outbox.

use super::{StoreError, Tx, accounts, column, execute, fetch_all};
use crate::{
    domain::{
        account::{EmailAddress, Language},
        notice::{Notice, NoticeKind},
    },
    ids::{AccountId, EventId, NoticeId},
};
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::types::Json;

const INSERT: &str = "
    INSERT INTO notice (id, event_id, recipient_id, address, kind, language, data, secret, due_at, dedupe_key, created_at)
    VALUES ($1, $2, $3, $10, $4, $5, $6, $7, $8, $9, $8)
        ON CONFLICT (dedupe_key) DO NOTHING";
const OWED: &str = "
    SELECT id, event_id, recipient_id, address, kind, language, data, secret, due_at, dedupe_key
      FROM notice
     WHERE sent_at IS NULL AND due_at <= $1
     ORDER BY due_at, id
     LIMIT $2";
const SENT: &str =
    "UPDATE notice SET sent_at = $2, secret = NULL, address = NULL WHERE id = $1 AND sent_at IS NULL";

#[derive(sqlx::FromRow)]
struct Row {
    id: NoticeId,
    event_id: Option<EventId>,
    recipient_id: AccountId,
    address: Option<String>,
    kind: String,
    language: String,
    data: Json<Value>,
    secret: Option<String>,
    due_at: DateTime<Utc>,
    dedupe_key: String,
}

impl TryFrom<Row> for Notice {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            event: row.event_id,
            recipient: row.recipient_id,
            address: row.address.map(|address| accounts::stored_address("notice", &address)).transpose()?,
            kind: column("notice", "kind", NoticeKind::parse(&row.kind))?,
            language: column("notice", "language", Language::parse(&row.language))?,
            data: row.data.0,
            secret: row.secret,
            due_at: row.due_at,
            dedupe_key: row.dedupe_key,
        })
    }
}

/// Puts a notice into the outbox, unless one with its key was there before.
pub(crate) async fn insert(tx: &mut Tx, notice: &Notice) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT,
        notice.id,
        notice.event,
        notice.recipient,
        notice.kind.as_str(),
        notice.language.as_str(),
        Json(&notice.data),
        &notice.secret,
        notice.due_at,
        &notice.dedupe_key,
        notice.address.as_ref().map(EmailAddress::as_str)
    )?;
    Ok(())
}

/// What is due and not sent, the oldest first.
pub(crate) async fn list_owed(tx: &mut Tx, now: DateTime<Utc>, most: i64) -> Result<Vec<Notice>, StoreError> {
    fetch_all!(tx, Row, OWED, now, most)?.into_iter().map(Notice::try_from).collect()
}

/// Remembers that a notice was sent, and forgets its secret and where it went; false where it was sent before.
pub(crate) async fn mark_sent(tx: &mut Tx, id: NoticeId, now: DateTime<Utc>) -> Result<bool, StoreError> {
    Ok(execute!(tx, SENT, id, now)? == 1)
}
