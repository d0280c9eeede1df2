//! `account_token`: links that were sent.

use super::{StoreError, Tx, accounts, execute, fetch_optional};
use crate::{
    domain::account::{EmailAddress, Purpose},
    ids::{AccountId, TokenId},
};
use chrono::{DateTime, Utc};

const INSERT: &str = "
    INSERT INTO account_token (id, account_id, purpose, email, token_hash, created_at, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";
const USE: &str = "
    UPDATE account_token
       SET used_at = $3
     WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3";
const FIND: &str = "
    SELECT account_id, email
      FROM account_token
     WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3";
const USE_ALL: &str = "UPDATE account_token SET used_at = $2 WHERE account_id = $1 AND used_at IS NULL";
const PURGE: &str = "DELETE FROM account_token WHERE expires_at < $1";

/// A link that was sent, without its secret.
pub(crate) struct Token {
    pub(crate) id: TokenId,
    pub(crate) account: AccountId,
    pub(crate) purpose: Purpose,
    /// The address that it proves, where that is to become the account's.
    pub(crate) email: Option<EmailAddress>,
    pub(crate) hash: Vec<u8>,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) expires_at: DateTime<Utc>,
}

/// Adds a token.
pub(crate) async fn insert(tx: &mut Tx, token: &Token) -> Result<(), StoreError> {
    let (purpose, email) = (token.purpose.as_str(), token.email.as_ref().map(EmailAddress::as_str));
    let (created_at, expires_at) = (token.created_at, token.expires_at);
    execute!(tx, INSERT, token.id, token.account, purpose, email, &token.hash, created_at, expires_at)?;
    Ok(())
}

/// Uses a token up, once; false where it was used or has expired.
pub(crate) async fn consume(
    tx: &mut Tx,
    hash: &[u8],
    purpose: Purpose,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(execute!(tx, USE, hash, purpose.as_str(), now)? == 1)
}

/// The account of a token that could be used, and the address that it proves.
pub(crate) async fn find(
    tx: &mut Tx,
    hash: &[u8],
    purpose: Purpose,
    now: DateTime<Utc>,
) -> Result<Option<(AccountId, Option<EmailAddress>)>, StoreError> {
    let row = fetch_optional!(tx, (AccountId, Option<String>), FIND, hash, purpose.as_str(), now)?;
    let Some((account, email)) = row else { return Ok(None) };
    let email = email.map(|email| accounts::stored_address("account_token", &email)).transpose()?;
    Ok(Some((account, email)))
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
