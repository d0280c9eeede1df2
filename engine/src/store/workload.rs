//! What waits to be worked on, over all events: one statement per queue, each by an index of what is open.

use super::{StoreError, Tx, fetch_optional};
use chrono::{DateTime, Utc};

/// Whose worker is silent waits again, as `CLAIM` in `runs.rs` has it.
const RUNS: &str = "
    SELECT COUNT(CASE WHEN state = 'queued' OR alive_at < $1 THEN 1 END) AS n_waiting,
           COUNT(CASE WHEN state = 'running' AND alive_at >= $1 THEN 1 END) AS n_worked_on,
           MIN(CASE WHEN state = 'queued' OR alive_at < $1 THEN created_at END) AS oldest
      FROM planner_run
     WHERE state IN ('queued', 'running')";
const NOTICES: &str = "
    SELECT COUNT(*) AS n_waiting,
           (SELECT COUNT(*) FROM notice WHERE given_up_at IS NOT NULL) AS n_given_up,
           MIN(due_at) AS oldest
      FROM notice
     WHERE sent_at IS NULL AND given_up_at IS NULL AND due_at <= $1";
/// What waited while its webhook rested waits for the courier since it was taken up again.
const DELIVERIES: &str = "
    SELECT COUNT(*) AS n_waiting,
           (SELECT COUNT(*) FROM webhook_delivery WHERE state = 'given-up') AS n_given_up,
           MIN(CASE WHEN w.resumed_at > d.created_at THEN w.resumed_at ELSE d.created_at END) AS oldest
      FROM webhook_delivery d
      JOIN webhook w ON w.id = d.webhook_id
     WHERE d.state = 'owed' AND w.ended_at IS NULL AND w.paused_at IS NULL";

/// Runs of the planner that are not done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct RunQueue {
    /// How many no worker has, or one that is silent.
    pub n_waiting: i64,
    /// How many are worked on.
    pub n_worked_on: i64,
    /// When the oldest of those that wait was asked for.
    pub oldest: Option<DateTime<Utc>>,
}

/// What is to be sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct SendQueue {
    /// How many are due and not sent, tried or not.
    pub n_waiting: i64,
    /// How many were given up.
    pub n_given_up: i64,
    /// Since when the oldest of those that wait is due.
    pub oldest: Option<DateTime<Utc>>,
}

/// The runs that are not done. A worker that said nothing since `silent_since` has none.
pub(crate) async fn runs(tx: &mut Tx, silent_since: DateTime<Utc>) -> Result<RunQueue, StoreError> {
    Ok(fetch_optional!(tx, RunQueue, RUNS, silent_since)?.unwrap_or_default())
}

/// The outbox.
pub(crate) async fn notices(tx: &mut Tx, now: DateTime<Utc>) -> Result<SendQueue, StoreError> {
    Ok(fetch_optional!(tx, SendQueue, NOTICES, now)?.unwrap_or_default())
}

/// What webhooks are owed, apart from those that rest.
pub(crate) async fn deliveries(tx: &mut Tx) -> Result<SendQueue, StoreError> {
    Ok(fetch_optional!(tx, SendQueue, DELIVERIES)?.unwrap_or_default())
}
