//! `mail_choice` and `reminder_stop`: what people want to be written to about.

use super::{StoreError, Tx, column, execute, fetch_optional};
use crate::{
    domain::outbox::Copies,
    ids::{AccountId, EventId},
};
use chrono::{DateTime, Utc};

const SET: &str = "
    INSERT INTO mail_choice (event_id, account_id, copies)
    VALUES ($1, $2, $3)
        ON CONFLICT (event_id, account_id) DO UPDATE
       SET copies = excluded.copies";
const FIND: &str = "SELECT copies FROM mail_choice WHERE event_id = $1 AND account_id = $2";
const STOP: &str = "
    INSERT INTO reminder_stop (event_id, account_id, stopped_at)
    VALUES ($1, $2, $3)
        ON CONFLICT DO NOTHING";
const RESUME: &str = "DELETE FROM reminder_stop WHERE event_id = $1 AND account_id = $2";
const STOPPED: &str = "SELECT account_id FROM reminder_stop WHERE event_id = $1 AND account_id = $2";

/// Which messages about registrations somebody wants.
pub(crate) async fn find(tx: &mut Tx, event: EventId, account: AccountId) -> Result<Copies, StoreError> {
    let Some((word,)) = fetch_optional!(tx, (String,), FIND, event, account)? else {
        return Ok(Copies::News);
    };
    column("mail_choice", "copies", Copies::parse(&word))
}

/// Remembers which.
pub(crate) async fn set(
    tx: &mut Tx,
    event: EventId,
    account: AccountId,
    copies: Copies,
) -> Result<(), StoreError> {
    execute!(tx, SET, event, account, copies.as_str())?;
    Ok(())
}

/// Remembers that somebody wants no reminders of an event; false where that was known.
pub(crate) async fn stop_reminders(
    tx: &mut Tx,
    event: EventId,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(execute!(tx, STOP, event, account, now)? == 1)
}

/// Remembers that somebody wants reminders of an event again; false where they always did.
pub(crate) async fn resume_reminders(
    tx: &mut Tx,
    event: EventId,
    account: AccountId,
) -> Result<bool, StoreError> {
    Ok(execute!(tx, RESUME, event, account)? == 1)
}

/// Whether somebody wants no reminders of an event.
pub(crate) async fn has_stopped(tx: &mut Tx, event: EventId, account: AccountId) -> Result<bool, StoreError> {
    Ok(fetch_optional!(tx, (AccountId,), STOPPED, event, account)?.is_some())
}
