//! The second factor of an account, and `recovery_code`.

use super::{StoreError, Tx, execute, fetch_optional};
use crate::ids::AccountId;
use chrono::{DateTime, Utc};

const FIND: &str = "SELECT factor_secret, factor_confirmed_at FROM account WHERE id = $1";
const PROPOSE: &str = "
    UPDATE account
       SET factor_secret = $2, factor_last_step = NULL
     WHERE id = $1 AND factor_confirmed_at IS NULL";
const CONFIRM: &str = "
    UPDATE account
       SET factor_confirmed_at = $3
     WHERE id = $1 AND factor_secret = $2 AND factor_confirmed_at IS NULL";
const USE_STEP: &str = "
    UPDATE account
       SET factor_last_step = $2
     WHERE id = $1 AND (factor_last_step IS NULL OR factor_last_step < $2)";
const REMOVE: &str = "
    UPDATE account
       SET factor_secret = NULL, factor_confirmed_at = NULL, factor_last_step = NULL
     WHERE id = $1 AND factor_confirmed_at IS NOT NULL";
const USE_CODE: &str = "
    UPDATE recovery_code
       SET used_at = $3
     WHERE account_id = $1 AND code_hash = $2 AND used_at IS NULL";

/// The second factor of an account, confirmed or only proposed.
#[derive(sqlx::FromRow)]
pub(crate) struct SecondFactor {
    /// Sealed: `domain::seal`.
    pub(crate) factor_secret: Option<Vec<u8>>,
    pub(crate) factor_confirmed_at: Option<DateTime<Utc>>,
}

/// The second factor of an account.
pub(crate) async fn find(tx: &mut Tx, account: AccountId) -> Result<Option<SecondFactor>, StoreError> {
    fetch_optional!(tx, SecondFactor, FIND, account)
}

/// Keeps a sealed secret until it is confirmed; false where there is a confirmed one.
pub(crate) async fn propose(tx: &mut Tx, account: AccountId, sealed: &[u8]) -> Result<bool, StoreError> {
    Ok(execute!(tx, PROPOSE, account, sealed)? == 1)
}

/// Confirms a proposed secret; false where it is no longer the one.
pub(crate) async fn confirm(
    tx: &mut Tx,
    account: AccountId,
    sealed: &[u8],
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(execute!(tx, CONFIRM, account, sealed, now)? == 1)
}

/// Uses a step up; false where it or a later one was used.
pub(crate) async fn use_step(tx: &mut Tx, account: AccountId, step: i64) -> Result<bool, StoreError> {
    Ok(execute!(tx, USE_STEP, account, step)? == 1)
}

/// Removes the second factor and its recovery codes; false where there is none.
pub(crate) async fn remove(tx: &mut Tx, account: AccountId) -> Result<bool, StoreError> {
    execute!(tx, "DELETE FROM recovery_code WHERE account_id = $1", account)?;
    Ok(execute!(tx, REMOVE, account)? == 1)
}

/// Keeps a recovery code.
pub(crate) async fn insert_code(tx: &mut Tx, account: AccountId, hash: &[u8]) -> Result<(), StoreError> {
    execute!(tx, "INSERT INTO recovery_code (account_id, code_hash) VALUES ($1, $2)", account, hash)?;
    Ok(())
}

/// Uses a recovery code up; false where there is no such code.
pub(crate) async fn use_code(
    tx: &mut Tx,
    account: AccountId,
    hash: &[u8],
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(execute!(tx, USE_CODE, account, hash, now)? == 1)
}
