//! `throttle`: attempts within a window.

use super::{StoreError, Tx, execute, fetch_optional};
use chrono::{DateTime, Utc};

const COUNT: &str = "
    INSERT INTO throttle (key, since, n_attempts) VALUES ($1, $2, $4)
        ON CONFLICT (key) DO UPDATE
       SET n_attempts = CASE WHEN throttle.since <= $3 THEN $4 ELSE throttle.n_attempts + $4 END,
           since = CASE WHEN throttle.since <= $3 THEN $2 ELSE throttle.since END
    RETURNING n_attempts, since";

/// Counts attempts, all at once: how many there were since when. A window that began at `cut` or before is over.
pub(crate) async fn count(
    tx: &mut Tx,
    key: &str,
    n: i64,
    (now, cut): (DateTime<Utc>, DateTime<Utc>),
) -> Result<(i64, DateTime<Utc>), StoreError> {
    fetch_optional!(tx, (i64, DateTime<Utc>), COUNT, key, now, cut, n)?.ok_or(sqlx::Error::RowNotFound.into())
}

/// Forgets the attempts of a key.
pub(crate) async fn clear(tx: &mut Tx, key: &str) -> Result<(), StoreError> {
    execute!(tx, "DELETE FROM throttle WHERE key = $1", key)?;
    Ok(())
}

/// Takes back one attempt of a key.
pub(crate) async fn give_back(tx: &mut Tx, key: &str) -> Result<(), StoreError> {
    execute!(tx, "UPDATE throttle SET n_attempts = n_attempts - 1 WHERE key = $1 AND n_attempts > 0", key)?;
    Ok(())
}

/// Forgets windows that began before.
pub(crate) async fn purge(tx: &mut Tx, before: DateTime<Utc>) -> Result<u64, StoreError> {
    execute!(tx, "DELETE FROM throttle WHERE since < $1", before)
}
