//! `api_answer`: what was answered to calls with an idempotency key.

use super::{StoreError, Tx, execute, fetch_optional};
use crate::ids::ApiTokenId;
use chrono::{DateTime, Utc};

/// One whose time is over, or that was left unanswered by a node that went down, is begun anew.
const BEGIN: &str = "
    INSERT INTO api_answer (token_id, key, call_hash, begun_at)
    VALUES ($1, $2, $3, $4)
        ON CONFLICT (token_id, key) DO UPDATE
       SET call_hash = $3, begun_at = $4, status = NULL, content_type = NULL, body = NULL
     WHERE api_answer.begun_at <= $5
        OR (api_answer.status IS NULL AND api_answer.begun_at <= $6)";
const FIND: &str = "
    SELECT call_hash, status, content_type, body
      FROM api_answer
     WHERE token_id = $1 AND key = $2";
const END: &str = "
    UPDATE api_answer
       SET status = $4, content_type = $5, body = $6
     WHERE token_id = $1 AND key = $2 AND begun_at = $3 AND status IS NULL";
const FORGET: &str = "
    DELETE FROM api_answer
     WHERE token_id = $1 AND key = $2 AND begun_at = $3 AND status IS NULL";
const PURGE: &str = "DELETE FROM api_answer WHERE begun_at < $1";

/// An answer, or a call that goes on where it has no status.
#[derive(sqlx::FromRow)]
pub(crate) struct Row {
    pub(crate) call_hash: Vec<u8>,
    pub(crate) status: Option<i64>,
    pub(crate) content_type: Option<String>,
    pub(crate) body: Option<Vec<u8>>,
}

/// A call: by which token and key, begun when.
pub(crate) type Begun<'a> = (ApiTokenId, &'a str, DateTime<Utc>);

/// Begins a call; false where there is one of that key, younger than `over`, or unanswered and younger than `left`.
pub(crate) async fn begin(
    tx: &mut Tx,
    (token, key, now): Begun<'_>,
    hash: &[u8],
    (over, left): (DateTime<Utc>, DateTime<Utc>),
) -> Result<bool, StoreError> {
    Ok(execute!(tx, BEGIN, token, key, hash, now, over, left)? == 1)
}

/// What is known of a key.
pub(crate) async fn find(tx: &mut Tx, token: ApiTokenId, key: &str) -> Result<Option<Row>, StoreError> {
    fetch_optional!(tx, Row, FIND, token, key)
}

/// Keeps the answer.
pub(crate) async fn end(
    tx: &mut Tx,
    (token, key, begun_at): Begun<'_>,
    (status, content_type, body): (i64, Option<&str>, &[u8]),
) -> Result<(), StoreError> {
    execute!(tx, END, token, key, begun_at, status, content_type, body)?;
    Ok(())
}

/// Forgets a call that came to nothing.
pub(crate) async fn forget(tx: &mut Tx, (token, key, begun_at): Begun<'_>) -> Result<(), StoreError> {
    execute!(tx, FORGET, token, key, begun_at)?;
    Ok(())
}

/// Deletes what was begun before.
pub(crate) async fn purge(tx: &mut Tx, before: DateTime<Utc>) -> Result<u64, StoreError> {
    execute!(tx, PURGE, before)
}
