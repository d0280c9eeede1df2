//! `account_token`: links that were sent.

use super::{StoreError, Tx, execute, fetch_optional};
use crate::{
    domain::account::Purpose,
    ids::{AccountId, TokenId},
};
use chrono::{DateTime, Utc};

const INSERT: &str = "
    INSERT INTO account_token (id, account_id, purpose, token_hash, created_at, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6)";
const USE: &str = "
    UPDATE account_token
       SET used_at = $3
     WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3
    RETURNING account_id";
const FIND: &str = "
    SELECT account_id
      FROM account_token
     WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3";
const USE_ALL: &str = "UPDATE account_token SET used_at = $2 WHERE account_id = $1 AND used_at IS NULL";
const PURGE: &str = "DELETE FROM account_token WHERE expires_at < $1";

/// A link that was sent, without its secret.
pub(crate) struct Token {
    pub(crate) id: TokenId,
    pub(crate) account: AccountId,
    pub(crate) purpose: Purpose,
    pub(crate) hash: Vec<u8>,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) expires_at: DateTime<Utc>,
}

/// Adds a token.
pub(crate) async fn insert(tx: &mut Tx, token: &Token) -> Result<(), StoreError> {
    let purpose = token.purpose.as_str();
    execute!(tx, INSERT, token.id, token.account, purpose, &token.hash, token.created_at, token.expires_at)?;
    Ok(())
}

/// Uses a token up: its account, once.
pub(crate) async fn consume(
    tx: &mut Tx,
    hash: &[u8],
    purpose: Purpose,
    now: DateTime<Utc>,
) -> Result<Option<AccountId>, StoreError> {
    Ok(fetch_optional!(tx, (AccountId,), USE, hash, purpose.as_str(), now)?.map(|(id,)| id))
}

/// The account of a token that could be used.
pub(crate) async fn find(
    tx: &mut Tx,
    hash: &[u8],
    purpose: Purpose,
    now: DateTime<Utc>,
) -> Result<Option<AccountId>, StoreError> {
    Ok(fetch_optional!(tx, (AccountId,), FIND, hash, purpose.as_str(), now)?.map(|(id,)| id))
}

/// Uses all tokens of an account up.
pub(crate) async fn consume_all(
    tx: &mut Tx,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    execute!(tx, USE_ALL, account, now)?;
    Ok(())
}

/// Deletes tokens that ended before.
pub(crate) async fn purge(tx: &mut Tx, before: DateTime<Utc>) -> Result<u64, StoreError> {
    execute!(tx, PURGE, before)
}
