//! `api_token`.

use super::{StoreError, Tx, execute, fetch_all, fetch_optional};
use crate::{
    domain::{
        access::{Limits, Scope},
        api_token::ApiToken,
    },
    ids::{AccountId, ApiTokenId, EventId},
};
use chrono::{DateTime, Utc};
use sqlx::types::Json;
use std::collections::BTreeSet;

const INSERT: &str = "
    INSERT INTO api_token (id, account_id, event_id, name, token_hash, scopes, created_at, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const LIST: &str = "
    SELECT id, event_id, name, scopes, created_at, expires_at, last_used_at
      FROM api_token
     WHERE account_id = $1 AND withdrawn_at IS NULL AND expires_at > $2
     ORDER BY id DESC";
const FIND: &str = "
    SELECT id, account_id, event_id, scopes, last_used_at
      FROM api_token
     WHERE token_hash = $1 AND withdrawn_at IS NULL AND expires_at > $2";
const TOUCH: &str = "UPDATE api_token SET last_used_at = $2 WHERE id = $1";
const WITHDRAW: &str = "
    UPDATE api_token
       SET withdrawn_at = $3
     WHERE id = $1 AND account_id = $2 AND withdrawn_at IS NULL";
const WITHDRAW_ALL: &str =
    "UPDATE api_token SET withdrawn_at = $2 WHERE account_id = $1 AND withdrawn_at IS NULL";

#[derive(sqlx::FromRow)]
struct Row {
    id: ApiTokenId,
    event_id: Option<EventId>,
    name: String,
    scopes: Json<BTreeSet<Scope>>,
    created_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    last_used_at: Option<DateTime<Utc>>,
}

impl From<Row> for ApiToken {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            name: row.name,
            scopes: row.scopes.0,
            event: row.event_id,
            created_at: row.created_at,
            expires_at: row.expires_at,
            last_used_at: row.last_used_at,
        }
    }
}

#[derive(sqlx::FromRow)]
struct HolderRow {
    id: ApiTokenId,
    account_id: AccountId,
    event_id: Option<EventId>,
    scopes: Json<BTreeSet<Scope>>,
    last_used_at: Option<DateTime<Utc>>,
}

/// For whom a token calls.
pub(crate) struct Holder {
    pub(crate) account: AccountId,
    pub(crate) limits: Limits,
    pub(crate) last_used_at: Option<DateTime<Utc>>,
}

/// Adds a token.
pub(crate) async fn insert(
    tx: &mut Tx,
    account: AccountId,
    token: &ApiToken,
    hash: &[u8],
) -> Result<(), StoreError> {
    let (scopes, created_at, expires_at) = (Json(&token.scopes), token.created_at, token.expires_at);
    execute!(tx, INSERT, token.id, account, token.event, &token.name, hash, scopes, created_at, expires_at)?;
    Ok(())
}

/// The tokens of an account that can be used, the latest first.
pub(crate) async fn list(
    tx: &mut Tx,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<Vec<ApiToken>, StoreError> {
    Ok(fetch_all!(tx, Row, LIST, account, now)?.into_iter().map(ApiToken::from).collect())
}

/// For whom a token calls that can be used.
pub(crate) async fn find(tx: &mut Tx, hash: &[u8], now: DateTime<Utc>) -> Result<Option<Holder>, StoreError> {
    let row = fetch_optional!(tx, HolderRow, FIND, hash, now)?;
    Ok(row.map(|row| Holder {
        account: row.account_id,
        limits: Limits { token: row.id, scopes: row.scopes.0, event: row.event_id },
        last_used_at: row.last_used_at,
    }))
}

/// Remembers that a token was used.
pub(crate) async fn touch(tx: &mut Tx, id: ApiTokenId, now: DateTime<Utc>) -> Result<(), StoreError> {
    execute!(tx, TOUCH, id, now)?;
    Ok(())
}

/// Ends a token of an account; false where there is none.
pub(crate) async fn withdraw(
    tx: &mut Tx,
    id: ApiTokenId,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(execute!(tx, WITHDRAW, id, account, now)? == 1)
}

/// Ends all tokens of an account.
pub(crate) async fn withdraw_all(
    tx: &mut Tx,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    execute!(tx, WITHDRAW_ALL, account, now)?;
    Ok(())
}
