//! `registration_draft`: registrations that are not handed in.

use super::{StoreError, Tx, execute, fetch_optional};
use crate::{
    EventId,
    domain::registration::{NewRegistration, RegistrationDraft},
    ids::{AccountId, RegistrationDraftId},
};
use chrono::{DateTime, Utc};
use sqlx::types::Json;

const INSERT: &str = "
    INSERT INTO registration_draft (id, event_id, account_id, content, version, created_at, changed_at)
    VALUES ($1, $2, $3, $4, 1, $5, $5)
        ON CONFLICT (event_id, account_id) DO NOTHING";
const UPDATE: &str = "
    UPDATE registration_draft
       SET content = $4, version = version + 1, changed_at = $5
     WHERE event_id = $1 AND account_id = $2 AND version = $3
    RETURNING id";
const FIND: &str = "
    SELECT content, version, changed_at
      FROM registration_draft
     WHERE event_id = $1 AND account_id = $2";
const DELETE: &str = "DELETE FROM registration_draft WHERE event_id = $1 AND account_id = $2 RETURNING id";
const PURGE: &str = "
    DELETE FROM registration_draft
     WHERE event_id IN (SELECT id FROM event WHERE phase IN ('closed', 'archived'))";

/// Keeps a first draft; false where the account has one.
pub(crate) async fn insert(
    tx: &mut Tx,
    id: RegistrationDraftId,
    (event, account): (EventId, AccountId),
    content: &NewRegistration,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(execute!(tx, INSERT, id, event, account, Json(content), now)? == 1)
}

/// Keeps a draft as it is now; nothing where somebody changed it since it was seen.
pub(crate) async fn update(
    tx: &mut Tx,
    (event, account): (EventId, AccountId),
    seen: i64,
    content: &NewRegistration,
    now: DateTime<Utc>,
) -> Result<Option<RegistrationDraftId>, StoreError> {
    let row = fetch_optional!(tx, (RegistrationDraftId,), UPDATE, event, account, seen, Json(content), now)?;
    Ok(row.map(|(id,)| id))
}

/// The draft of an account.
pub(crate) async fn find(
    tx: &mut Tx,
    event: EventId,
    account: AccountId,
) -> Result<Option<RegistrationDraft>, StoreError> {
    let row = fetch_optional!(tx, (Json<NewRegistration>, i64, DateTime<Utc>), FIND, event, account)?;
    Ok(row.map(|(content, version, changed_at)| RegistrationDraft {
        content: content.0,
        version,
        changed_at,
    }))
}

/// Throws the draft of an account away.
pub(crate) async fn delete(
    tx: &mut Tx,
    event: EventId,
    account: AccountId,
) -> Result<Option<RegistrationDraftId>, StoreError> {
    Ok(fetch_optional!(tx, (RegistrationDraftId,), DELETE, event, account)?.map(|(id,)| id))
}

/// Throws the drafts for events away that are over.
pub(crate) async fn purge(tx: &mut Tx) -> Result<u64, StoreError> {
    execute!(tx, PURGE)
}
