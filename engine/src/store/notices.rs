//! `notice`: the outbox.

use super::{Connection, StoreError, Tx, accounts, column, execute, fetch_all, fetch_optional};
use crate::{
    domain::{
        account::{EmailAddress, Language},
        mail_template::MailTemplate,
        notice::{Notice, NoticeKind},
        outbox::{Claimed, Delivery, EventOfNotice, OutboxLine},
        text::Texts,
    },
    ids::{AccountId, EventId, NoticeId},
};
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::types::Json;
use uuid::Uuid;

const INSERT: &str = "
    INSERT INTO notice (id, event_id, recipient_id, address, kind, language, data, secret, due_at, dedupe_key, created_at,
                        attempt_at, attempts, by_sms)
    VALUES ($1, $2, $3, $10, $4, $5, $6, $7, $8, $9, $8, $8, 0, $11)
        ON CONFLICT (dedupe_key) DO NOTHING";
const OWED: &str = "
    SELECT id, event_id, recipient_id, address, kind, language, data, secret, by_sms, due_at,
           dedupe_key, attempts
      FROM notice
     WHERE sent_at IS NULL AND given_up_at IS NULL AND due_at <= $1
     ORDER BY due_at, id
     LIMIT $2";
/// The oldest that nobody has, links before everything else: whoever waits for one sits before a screen.
macro_rules! claim {
    ($lock:literal) => {
        concat!(
            "
    UPDATE notice
       SET worker = $1, attempts = attempts + 1, attempt_at = $3
     WHERE id IN (SELECT id
                    FROM notice
                   WHERE sent_at IS NULL AND given_up_at IS NULL AND attempt_at <= $2
                   ORDER BY (secret IS NULL), attempt_at, id
                   LIMIT $4",
            $lock,
            ")
    RETURNING id, event_id, recipient_id, address, kind, language, data, secret, by_sms, due_at,
           dedupe_key, attempts"
        )
    };
}
const CLAIM: &str = claim!("");
/// What another node claims at this moment is passed over and not waited for.
const CLAIM_BESIDE_OTHERS: &str = claim!(" FOR UPDATE SKIP LOCKED");
const AROUND: &str = "
    SELECT a.email, a.name, e.slug, e.names, e.time_zone, t.subject, t.body
      FROM account a
      LEFT JOIN event e ON e.id = $2
      LEFT JOIN mail_template t ON t.event_id = e.id AND t.kind = $3 AND t.language = $4
     WHERE a.id = $1";
const SENT: &str = "
    UPDATE notice
       SET sent_at = $3, worker = NULL, failure = NULL, secret = NULL, address = NULL
     WHERE id = $1 AND attempts = $2 AND sent_at IS NULL AND given_up_at IS NULL";
const FAILED: &str = "
    UPDATE notice
       SET failure = $3, attempt_at = $4, given_up_at = $5, worker = NULL
     WHERE id = $1 AND attempts = $2 AND sent_at IS NULL AND given_up_at IS NULL";
/// Not while a node tries it.
const RETRY: &str = "
    UPDATE notice
       SET attempt_at = $3, given_up_at = NULL
     WHERE id = $1 AND event_id = $2 AND sent_at IS NULL AND (worker IS NULL OR attempt_at <= $3)";
const IS_THERE: &str = "SELECT id FROM notice WHERE id = $1 AND event_id = $2";

/// How far a notice is, of its columns.
macro_rules! delivery {
    () => {
        "CASE WHEN n.sent_at IS NOT NULL THEN 'sent'
              WHEN n.given_up_at IS NOT NULL THEN 'given-up'
              WHEN n.failure IS NOT NULL THEN 'retrying'
              ELSE 'waiting' END"
    };
}

const LINES: &str = concat!(
    "
    SELECT n.id, n.kind, a.name, COALESCE(n.address, a.email) AS email, n.by_sms, ",
    delivery!(),
    " AS delivery,
           n.due_at, n.attempt_at, n.attempts, n.failure, n.sent_at
      FROM notice n
      JOIN account a ON a.id = n.recipient_id
     WHERE n.event_id = $1 AND n.id < $2 AND ($3 = '' OR $3 = ",
    delivery!(),
    ")
     ORDER BY n.id DESC
     LIMIT $4"
);
const N_BY_DELIVERY: &str = concat!(
    "SELECT ",
    delivery!(),
    " AS delivery, COUNT(*) FROM notice n WHERE n.event_id = $1 GROUP BY 1 ORDER BY 1"
);

#[derive(sqlx::FromRow)]
struct Row {
    id: NoticeId,
    event_id: Option<EventId>,
    recipient_id: AccountId,
    address: Option<String>,
    kind: String,
    language: String,
    data: Json<Value>,
    secret: Option<String>,
    by_sms: bool,
    due_at: DateTime<Utc>,
    dedupe_key: String,
    attempts: i64,
}

impl TryFrom<Row> for Notice {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            event: row.event_id,
            recipient: row.recipient_id,
            address: row.address.map(|address| accounts::stored_address("notice", &address)).transpose()?,
            kind: column("notice", "kind", NoticeKind::parse(&row.kind))?,
            language: column("notice", "language", Language::parse(&row.language))?,
            data: row.data.0,
            secret: row.secret,
            by_sms: row.by_sms,
            due_at: row.due_at,
            dedupe_key: row.dedupe_key,
        })
    }
}

/// Puts a notice into the outbox, unless one with its key was there before.
pub(crate) async fn insert(tx: &mut Tx, notice: &Notice) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT,
        notice.id,
        notice.event,
        notice.recipient,
        notice.kind.as_str(),
        notice.language.as_str(),
        Json(&notice.data),
        &notice.secret,
        notice.due_at,
        &notice.dedupe_key,
        notice.address.as_ref().map(EmailAddress::as_str),
        notice.by_sms
    )?;
    Ok(())
}

/// What is due and not sent, the oldest first.
pub(crate) async fn list_owed(tx: &mut Tx, now: DateTime<Utc>, most: i64) -> Result<Vec<Notice>, StoreError> {
    fetch_all!(tx, Row, OWED, now, most)?.into_iter().map(Notice::try_from).collect()
}

/// Claims some of what is due for a worker, until a moment.
pub(crate) async fn claim(
    tx: &mut Tx,
    (worker, most): (&str, i64),
    (now, until): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<Claimed>, StoreError> {
    let sql = match tx.connection() {
        Connection::Sqlite(_) => CLAIM,
        Connection::Postgres(_) => CLAIM_BESIDE_OTHERS,
    };
    let mut claimed = Vec::new();
    for row in fetch_all!(tx, Row, sql, worker, now, until, most)? {
        let attempt = row.attempts;
        let notice = Notice::try_from(row)?;
        // Notices go with their account.
        let (to, event) = (notice.recipient, notice.event);
        let (kind, language) = (notice.kind.as_str(), notice.language.as_str());
        let Some(around) = fetch_optional!(tx, Around, AROUND, to, event, kind, language)? else { continue };
        claimed.push(around.into_claimed(notice, attempt)?);
    }
    claimed.sort_by_key(|claimed| (claimed.notice.due_at, claimed.notice.id));
    Ok(claimed)
}

#[derive(sqlx::FromRow)]
struct Around {
    email: String,
    name: String,
    slug: Option<String>,
    names: Option<Json<Texts>>,
    time_zone: Option<String>,
    subject: Option<String>,
    body: Option<String>,
}

impl Around {
    fn into_claimed(self, notice: Notice, attempt: i64) -> Result<Claimed, StoreError> {
        let email = match &notice.address {
            Some(address) => address.clone(),
            None => accounts::stored_address("account", &self.email)?,
        };
        let event = match (self.slug, self.names, self.time_zone) {
            (Some(slug), Some(names), Some(zone)) => {
                let time_zone = column("event", "time_zone", zone.parse())?;
                Some(EventOfNotice { slug, names: names.0, time_zone })
            }
            _ => None,
        };
        let template = self.subject.zip(self.body).map(|(subject, body)| MailTemplate { subject, body });
        Ok(Claimed { notice, attempt, email, name: self.name, phone: None, event, template, stop: None })
    }
}

/// Remembers that a notice was sent in an attempt, and forgets its secret and where it went; false where it was another's by
/// then.
pub(crate) async fn mark_sent(
    tx: &mut Tx,
    (id, attempt): (NoticeId, i64),
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(execute!(tx, SENT, id, attempt, now)? == 1)
}

/// Remembers why an attempt failed, and when the next one is; none gives the notice up.
pub(crate) async fn mark_failed(
    tx: &mut Tx,
    (id, attempt): (NoticeId, i64),
    (reason, next): (&str, Option<DateTime<Utc>>),
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let given_up = next.is_none().then_some(now);
    Ok(execute!(tx, FAILED, id, attempt, reason, next.unwrap_or(now), given_up)? == 1)
}

/// Makes a notice of an event that was not sent due now; false where a node tries it, or it was sent.
pub(crate) async fn retry(
    tx: &mut Tx,
    (id, event): (NoticeId, EventId),
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(execute!(tx, RETRY, id, event, now)? == 1)
}

/// Whether a notice is one of an event.
pub(crate) async fn is_there(tx: &mut Tx, id: NoticeId, event: EventId) -> Result<bool, StoreError> {
    Ok(fetch_optional!(tx, (NoticeId,), IS_THERE, id, event)?.is_some())
}

#[derive(sqlx::FromRow)]
struct LineRow {
    id: NoticeId,
    kind: String,
    name: String,
    email: String,
    by_sms: bool,
    delivery: String,
    due_at: DateTime<Utc>,
    attempt_at: DateTime<Utc>,
    attempts: i64,
    failure: Option<String>,
    sent_at: Option<DateTime<Utc>>,
}

impl TryFrom<LineRow> for OutboxLine {
    type Error = StoreError;

    fn try_from(row: LineRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            kind: column("notice", "kind", NoticeKind::parse(&row.kind))?,
            name: row.name,
            email: row.email,
            by_sms: row.by_sms,
            delivery: column("notice", "sent_at", Delivery::parse(&row.delivery))?,
            due_at: row.due_at,
            attempt_at: row.attempt_at,
            attempts: row.attempts,
            failure: row.failure,
            sent_at: row.sent_at,
        })
    }
}

/// The notices of an event before one, in a state or in all, the newest first.
pub(crate) async fn list(
    tx: &mut Tx,
    event: EventId,
    (before, delivery): (Option<NoticeId>, Option<Delivery>),
    most: i64,
) -> Result<Vec<OutboxLine>, StoreError> {
    let before = before.unwrap_or_else(|| Uuid::max().into());
    let delivery = delivery.map_or("", Delivery::as_str);
    let rows = fetch_all!(tx, LineRow, LINES, event, before, delivery, most)?;
    rows.into_iter().map(OutboxLine::try_from).collect()
}

/// How many notices of an event there are in each state.
pub(crate) async fn count_by_delivery(
    tx: &mut Tx,
    event: EventId,
) -> Result<Vec<(Delivery, i64)>, StoreError> {
    let rows = fetch_all!(tx, (String, i64), N_BY_DELIVERY, event)?;
    rows.into_iter().map(|(word, n)| Ok((column("notice", "sent_at", Delivery::parse(&word))?, n))).collect()
}
