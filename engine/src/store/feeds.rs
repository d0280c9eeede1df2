//! `calendar_feed`: the secret addresses of agendas. Only hashes of secrets are kept.

use super::{StoreError, Tx, execute, fetch_optional};
use crate::ids::{EventId, ParticipantId};
use chrono::{DateTime, Utc};

const SAVE: &str = "
    INSERT INTO calendar_feed (participant_id, event_id, secret_hash, created_at)
    VALUES ($1, $2, $3, $4)
        ON CONFLICT (participant_id) DO UPDATE SET secret_hash = $3, created_at = $4";
const DELETE: &str = "DELETE FROM calendar_feed WHERE participant_id = $1";
const SINCE: &str = "SELECT created_at FROM calendar_feed WHERE participant_id = $1";
const FIND: &str = "SELECT participant_id FROM calendar_feed WHERE secret_hash = $1";

/// Gives an agenda a secret address; the one before leads nowhere from now on.
pub(crate) async fn save(
    tx: &mut Tx,
    (event, of): (EventId, ParticipantId),
    hash: &[u8],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    execute!(tx, SAVE, of, event, hash, now)?;
    Ok(())
}

/// Takes an agenda's address away; false where it had none.
pub(crate) async fn delete(tx: &mut Tx, of: ParticipantId) -> Result<bool, StoreError> {
    Ok(execute!(tx, DELETE, of)? == 1)
}

/// Since when an agenda has its address.
pub(crate) async fn since(tx: &mut Tx, of: ParticipantId) -> Result<Option<DateTime<Utc>>, StoreError> {
    Ok(fetch_optional!(tx, (DateTime<Utc>,), SINCE, of)?.map(|(since,)| since))
}

/// Whose agenda it is that a secret leads to.
pub(crate) async fn find(tx: &mut Tx, hash: &[u8]) -> Result<Option<ParticipantId>, StoreError> {
    Ok(fetch_optional!(tx, (ParticipantId,), FIND, hash)?.map(|(id,)| id))
}
