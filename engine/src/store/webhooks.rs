//! `webhook` and `webhook_delivery`.

use super::{StoreError, Tx, column, execute, fetch_all, fetch_optional};
use crate::{
    domain::{
        audit::Entry,
        webhook::{DeliveryState, Happening, Webhook, delivery_id, payload},
    },
    ids::{DeliveryId, EventId, WebhookId},
};
use chrono::{DateTime, Utc};
use sqlx::types::Json;
use std::collections::BTreeSet;

const INSERT: &str = "
    INSERT INTO webhook (id, event_id, url, secret, kinds, created_at)
    VALUES ($1, $2, $3, $4, $5, $6)";
const LIST: &str = "
    SELECT id, event_id, url, kinds, created_at, ended_at AS gone_at, paused_at
      FROM webhook
     WHERE event_id = $1 AND (ended_why IS NULL OR ended_why = 'gone')
     ORDER BY id";
const TOLD: &str = "
    SELECT w.id, w.kinds, e.slug
      FROM webhook w
      JOIN event e ON e.id = w.event_id
     WHERE w.event_id = $1 AND w.ended_at IS NULL
     ORDER BY w.id";
const WITHDRAW: &str = "
    UPDATE webhook
       SET ended_at = $3, ended_why = 'withdrawn'
     WHERE id = $1 AND event_id = $2 AND (ended_why IS NULL OR ended_why = 'gone')";
const PAUSE: &str = "
    UPDATE webhook
       SET paused_at = $3
     WHERE id = $1 AND event_id = $2 AND ended_at IS NULL AND paused_at IS NULL";
const RESUME: &str = "
    UPDATE webhook
       SET paused_at = NULL, resumed_at = $3
     WHERE id = $1 AND event_id = $2 AND ended_at IS NULL AND paused_at IS NOT NULL";
/// What was to be tried later is tried now, in the order in which it happened: whoever takes a webhook up again says that its
/// program is there.
const HURRY: &str =
    "UPDATE webhook_delivery SET due_at = created_at WHERE webhook_id = $1 AND state = 'owed'";
const GONE: &str = "
    UPDATE webhook
       SET ended_at = $2, ended_why = 'gone'
     WHERE id = (SELECT webhook_id FROM webhook_delivery WHERE id = $1) AND ended_at IS NULL";
const OWE: &str = "
    INSERT INTO webhook_delivery (id, webhook_id, kind, payload, state, n_attempts, created_at, due_at)
    VALUES ($1, $2, $3, $4, 'owed', 0, $5, $5)
        ON CONFLICT (id) DO NOTHING";
/// The oldest of each webhook before the second oldest of any: much that waits for one keeps no other waiting.
///
/// The conditions stand in both queries: what another node took in between is looked at again, and let go.
const TAKE: &str = "
    UPDATE webhook_delivery
       SET taken_until = $2, n_attempts = n_attempts + 1
     WHERE id IN (SELECT id
                    FROM (SELECT d.id, d.due_at,
                                 ROW_NUMBER() OVER (PARTITION BY d.webhook_id ORDER BY d.due_at, d.id) AS place
                            FROM webhook_delivery d
                            JOIN webhook w ON w.id = d.webhook_id
                           WHERE d.state = 'owed' AND d.due_at <= $1
                             AND (d.taken_until IS NULL OR d.taken_until <= $1)
                             AND w.ended_at IS NULL AND w.paused_at IS NULL) AS waiting
                   ORDER BY place, due_at, id
                   LIMIT $3)
       AND state = 'owed' AND (taken_until IS NULL OR taken_until <= $1)
    RETURNING id, webhook_id, payload, n_attempts, created_at";
const TARGET: &str = "SELECT url, secret, resumed_at FROM webhook WHERE id = $1";
const END: &str = "
    UPDATE webhook_delivery
       SET state = $3, due_at = $4, taken_until = NULL, last_at = $5, last_status = $6, last_error = $7
     WHERE id = $1 AND n_attempts = $2 AND state = 'owed'";
const LOG: &str = "
    SELECT id, kind, state, n_attempts, created_at, due_at, last_at, last_status, last_error
      FROM webhook_delivery
     WHERE webhook_id = $1
     ORDER BY created_at DESC, id DESC
     LIMIT $2";
const PURGE: &str = "DELETE FROM webhook_delivery WHERE created_at < $1";

#[derive(sqlx::FromRow)]
struct Row {
    id: WebhookId,
    event_id: EventId,
    url: String,
    kinds: Json<BTreeSet<Happening>>,
    created_at: DateTime<Utc>,
    gone_at: Option<DateTime<Utc>>,
    paused_at: Option<DateTime<Utc>>,
}

impl From<Row> for Webhook {
    fn from(row: Row) -> Self {
        let Row { id, event_id: event, url, kinds, created_at, gone_at, paused_at } = row;
        Self { id, event, url, kinds: kinds.0, created_at, gone_at, paused_at }
    }
}

/// Adds a webhook, with its secret sealed.
pub(crate) async fn insert(tx: &mut Tx, webhook: &Webhook, secret: &[u8]) -> Result<(), StoreError> {
    let (kinds, created_at) = (Json(&webhook.kinds), webhook.created_at);
    execute!(tx, INSERT, webhook.id, webhook.event, &webhook.url, secret, kinds, created_at)?;
    Ok(())
}

/// The webhooks of an event that were not withdrawn.
pub(crate) async fn list(tx: &mut Tx, event: EventId) -> Result<Vec<Webhook>, StoreError> {
    Ok(fetch_all!(tx, Row, LIST, event)?.into_iter().map(Webhook::from).collect())
}

/// Withdraws a webhook; false where there is none.
pub(crate) async fn withdraw(
    tx: &mut Tx,
    event: EventId,
    id: WebhookId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(execute!(tx, WITHDRAW, id, event, now)? == 1)
}

/// Lets a webhook rest; false where it rests already.
pub(crate) async fn pause(
    tx: &mut Tx,
    event: EventId,
    id: WebhookId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(execute!(tx, PAUSE, id, event, now)? == 1)
}

/// Takes a webhook up again with all that waits; false where it does not rest.
pub(crate) async fn resume(
    tx: &mut Tx,
    event: EventId,
    id: WebhookId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let rested = execute!(tx, RESUME, id, event, now)? == 1;
    if rested {
        execute!(tx, HURRY, id)?;
    }
    Ok(rested)
}

/// Owes what an entry of the audit tells, to each webhook that asks for it.
pub(crate) async fn owe(tx: &mut Tx, entry: &Entry, position: i64) -> Result<(), StoreError> {
    let (Some(event), Some(kind)) = (entry.event, Happening::of(entry)) else { return Ok(()) };
    let told = fetch_all!(tx, (WebhookId, Json<BTreeSet<Happening>>, String), TOLD, event)?;
    for (webhook, kinds, slug) in told {
        if kinds.0.contains(&kind) {
            let id = delivery_id(webhook, entry.chain(), position);
            owe_one(tx, (id, webhook), kind, &payload(kind, &slug, entry), entry.at).await?;
        }
    }
    Ok(())
}

/// Owes one delivery.
pub(crate) async fn owe_one(
    tx: &mut Tx,
    (id, webhook): (DeliveryId, WebhookId),
    kind: Happening,
    payload: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    execute!(tx, OWE, id, webhook, kind.as_str(), payload, now)?;
    Ok(())
}

/// A delivery that this node took.
#[derive(sqlx::FromRow)]
pub(crate) struct Taken {
    pub(crate) id: DeliveryId,
    pub(crate) webhook_id: WebhookId,
    pub(crate) payload: String,
    pub(crate) n_attempts: i64,
    pub(crate) created_at: DateTime<Utc>,
}

/// Takes deliveries that are due, for this node alone until a time: what happened first, first.
pub(crate) async fn take(
    tx: &mut Tx,
    now: DateTime<Utc>,
    until: DateTime<Utc>,
    most: i64,
) -> Result<Vec<Taken>, StoreError> {
    let mut taken: Vec<Taken> = fetch_all!(tx, Taken, TAKE, now, until, most)?;
    taken.sort_by_key(|delivery| (delivery.created_at, delivery.id));
    Ok(taken)
}

/// Where a webhook is.
#[derive(sqlx::FromRow)]
pub(crate) struct Target {
    pub(crate) url: String,
    /// Its secret, sealed.
    pub(crate) secret: Vec<u8>,
    /// When it was last taken up again.
    pub(crate) resumed_at: Option<DateTime<Utc>>,
}

/// Where a webhook is, and what to sign with.
pub(crate) async fn target(tx: &mut Tx, id: WebhookId) -> Result<Option<Target>, StoreError> {
    fetch_optional!(tx, Target, TARGET, id)
}

/// How an attempt ended.
pub(crate) struct Ended<'a> {
    pub(crate) state: DeliveryState,
    pub(crate) due_at: DateTime<Utc>,
    pub(crate) at: DateTime<Utc>,
    pub(crate) status: Option<i64>,
    pub(crate) error: Option<&'a str>,
}

/// Ends an attempt; false where another node has taken the delivery since.
pub(crate) async fn end(
    tx: &mut Tx,
    (id, n_attempts): (DeliveryId, i64),
    ended: &Ended<'_>,
) -> Result<bool, StoreError> {
    let Ended { state, due_at, at, status, error } = ended;
    Ok(execute!(tx, END, id, n_attempts, state.as_str(), due_at, at, status, error)? == 1)
}

/// Remembers that the program behind a delivery is gone for good.
pub(crate) async fn gone(tx: &mut Tx, delivery: DeliveryId, now: DateTime<Utc>) -> Result<(), StoreError> {
    execute!(tx, GONE, delivery, now)?;
    Ok(())
}

/// A delivery in the log of a webhook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryRecord {
    /// Its identity, which the program sees too.
    pub id: DeliveryId,
    /// What it tells.
    pub kind: Happening,
    /// How it stands.
    pub state: DeliveryState,
    /// How often it was tried.
    pub n_attempts: i64,
    /// When it happened.
    pub created_at: DateTime<Utc>,
    /// When it is tried next, while it is owed.
    pub due_at: DateTime<Utc>,
    /// When it was tried last.
    pub last_at: Option<DateTime<Utc>>,
    /// What the program answered.
    pub last_status: Option<i64>,
    /// Why there was no answer.
    pub last_error: Option<String>,
}

#[derive(sqlx::FromRow)]
struct RecordRow {
    id: DeliveryId,
    kind: String,
    state: String,
    n_attempts: i64,
    created_at: DateTime<Utc>,
    due_at: DateTime<Utc>,
    last_at: Option<DateTime<Utc>>,
    last_status: Option<i64>,
    last_error: Option<String>,
}

impl TryFrom<RecordRow> for DeliveryRecord {
    type Error = StoreError;

    fn try_from(row: RecordRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            kind: column("webhook_delivery", "kind", Happening::parse(&row.kind))?,
            state: column("webhook_delivery", "state", DeliveryState::parse(&row.state))?,
            n_attempts: row.n_attempts,
            created_at: row.created_at,
            due_at: row.due_at,
            last_at: row.last_at,
            last_status: row.last_status,
            last_error: row.last_error,
        })
    }
}

/// The last deliveries to a webhook, the latest first.
pub(crate) async fn log(tx: &mut Tx, id: WebhookId, most: i64) -> Result<Vec<DeliveryRecord>, StoreError> {
    fetch_all!(tx, RecordRow, LOG, id, most)?.into_iter().map(DeliveryRecord::try_from).collect()
}

/// Deletes deliveries from before.
pub(crate) async fn purge(tx: &mut Tx, before: DateTime<Utc>) -> Result<u64, StoreError> {
    execute!(tx, PURGE, before)
}
