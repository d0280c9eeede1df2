//! `sign_in` and `sign_in_record`.

use super::{StoreError, Tx, column, execute, fetch_all, fetch_optional};
use crate::{
    domain::account::Outcome,
    ids::{AccountId, SignInId, SignInRecordId},
};
use chrono::{DateTime, Utc};

const INSERT: &str = "
    INSERT INTO sign_in (id, account_id, token_hash, complete, origin, created_at, last_used_at)
    VALUES ($1, $2, $3, $4, $5, $6, $6)";
const FIND: &str = "
    SELECT id, account_id, complete, last_used_at
      FROM sign_in
     WHERE token_hash = $1 AND ended_at IS NULL AND created_at > $2 AND last_used_at > $3";
const TOUCH: &str = "UPDATE sign_in SET last_used_at = $2 WHERE id = $1 AND ended_at IS NULL";
const COMPLETE: &str = "
    UPDATE sign_in
       SET complete = $2, token_hash = $3, last_used_at = $4
     WHERE id = $1 AND ended_at IS NULL AND NOT complete";
const END: &str = "UPDATE sign_in SET ended_at = $2 WHERE token_hash = $1 AND ended_at IS NULL";
const OPEN: &str = "
    SELECT id, token_hash, origin, created_at, last_used_at
      FROM sign_in
     WHERE account_id = $1 AND ended_at IS NULL AND complete AND created_at > $2 AND last_used_at > $3
     ORDER BY last_used_at DESC, id DESC";
const END_ONE: &str =
    "UPDATE sign_in SET ended_at = $3 WHERE id = $1 AND account_id = $2 AND ended_at IS NULL AND complete";
const END_ALL: &str = "UPDATE sign_in SET ended_at = $2 WHERE account_id = $1 AND ended_at IS NULL";
const RECORD: &str =
    "INSERT INTO sign_in_record (id, account_id, outcome, origin, at) VALUES ($1, $2, $3, $4, $5)";
const RECORDS: &str = "
    SELECT outcome, origin, at
      FROM sign_in_record
     WHERE account_id = $1
     ORDER BY at DESC, id DESC
     LIMIT $2";

/// A sign-in that can be used.
#[derive(sqlx::FromRow)]
pub(crate) struct SignIn {
    pub(crate) id: SignInId,
    pub(crate) account_id: AccountId,
    pub(crate) complete: bool,
    pub(crate) last_used_at: DateTime<Utc>,
}

/// A sign-in that goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenSignIn {
    /// Its identity.
    pub id: SignInId,
    /// From where.
    pub origin: Option<String>,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was last used, to the minute.
    pub last_used_at: DateTime<Utc>,
    /// Whether it is the one that asks.
    pub present: bool,
}

#[derive(sqlx::FromRow)]
struct OpenRow {
    id: SignInId,
    token_hash: Vec<u8>,
    origin: Option<String>,
    created_at: DateTime<Utc>,
    last_used_at: DateTime<Utc>,
}

/// An attempt to sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInRecord {
    /// How it ended.
    pub outcome: Outcome,
    /// From where.
    pub origin: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}

/// Adds a sign-in.
pub(crate) async fn insert(
    tx: &mut Tx,
    id: SignInId,
    account: AccountId,
    (hash, complete): (&[u8], bool),
    origin: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    execute!(tx, INSERT, id, account, hash, complete, origin, now)?;
    Ok(())
}

/// The sign-in of a token, begun and last used after the given times.
pub(crate) async fn find(
    tx: &mut Tx,
    hash: &[u8],
    begun_after: DateTime<Utc>,
    used_after: DateTime<Utc>,
) -> Result<Option<SignIn>, StoreError> {
    fetch_optional!(tx, SignIn, FIND, hash, begun_after, used_after)
}

/// Remembers that a sign-in was used.
pub(crate) async fn touch(tx: &mut Tx, id: SignInId, now: DateTime<Utc>) -> Result<(), StoreError> {
    execute!(tx, TOUCH, id, now)?;
    Ok(())
}

/// Completes a sign-in under a new token; false where it was completed or ended before.
pub(crate) async fn complete(
    tx: &mut Tx,
    id: SignInId,
    hash: &[u8],
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(execute!(tx, COMPLETE, id, true, hash, now)? == 1)
}

/// Ends a sign-in.
pub(crate) async fn end(tx: &mut Tx, hash: &[u8], now: DateTime<Utc>) -> Result<(), StoreError> {
    execute!(tx, END, hash, now)?;
    Ok(())
}

/// The sign-ins of an account that go on, the last used first; `hash` is of the token that asks.
pub(crate) async fn list_open(
    tx: &mut Tx,
    account: AccountId,
    hash: &[u8],
    (begun_after, used_after): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<OpenSignIn>, StoreError> {
    let rows = fetch_all!(tx, OpenRow, OPEN, account, begun_after, used_after)?;
    let open = |row: OpenRow| {
        let OpenRow { id, token_hash, origin, created_at, last_used_at } = row;
        OpenSignIn { id, origin, created_at, last_used_at, present: token_hash == hash }
    };
    Ok(rows.into_iter().map(open).collect())
}

/// Ends one sign-in of an account; false where it has none such.
pub(crate) async fn end_one(
    tx: &mut Tx,
    id: SignInId,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(execute!(tx, END_ONE, id, account, now)? == 1)
}

/// Ends all sign-ins of an account.
pub(crate) async fn end_all(tx: &mut Tx, account: AccountId, now: DateTime<Utc>) -> Result<(), StoreError> {
    execute!(tx, END_ALL, account, now)?;
    Ok(())
}

/// Records an attempt.
pub(crate) async fn record(
    tx: &mut Tx,
    id: SignInRecordId,
    account: Option<AccountId>,
    record: &SignInRecord,
) -> Result<(), StoreError> {
    execute!(tx, RECORD, id, account, record.outcome.as_str(), &record.origin, record.at)?;
    Ok(())
}

/// The attempts on an account, the latest first.
pub(crate) async fn list_records(
    tx: &mut Tx,
    account: AccountId,
    most: i64,
) -> Result<Vec<SignInRecord>, StoreError> {
    let rows = fetch_all!(tx, (String, Option<String>, DateTime<Utc>), RECORDS, account, most)?;
    rows.into_iter()
        .map(|(outcome, origin, at)| {
            let outcome = column("sign_in_record", "outcome", Outcome::parse(&outcome))?;
            Ok(SignInRecord { outcome, origin, at })
        })
        .collect()
}

/// Deletes records and sign-ins from before.
pub(crate) async fn purge(
    tx: &mut Tx,
    before: DateTime<Utc>,
    begun_before: DateTime<Utc>,
) -> Result<u64, StoreError> {
    execute!(tx, "DELETE FROM sign_in WHERE created_at < $1", begun_before)?;
    execute!(tx, "DELETE FROM sign_in_record WHERE at < $1", before)
}
