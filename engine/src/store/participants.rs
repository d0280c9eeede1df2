//! `participant`.

use super::{StoreError, Tx, execute, fetch_all, fetch_optional, save_statements, terms};
use crate::{
    EventId,
    domain::{form::Answers, registration::Participant},
    ids::{AccountId, CategoryId, ParticipantId, RegistrationId},
};
use chrono::{DateTime, Utc};
use sqlx::types::Json;
use terms::Chooser;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, event_id, registration_id, account_id, category_id, name, email, expert, company_admin,
                    validated, answers, max_meetings, promised, absent_since, external_id, version
               FROM participant ",
            $rest
        )
    };
}

// In the order of `save!`.
save_statements!(
    "participant",
    "account_id, category_id, name, email, expert, company_admin, validated, answers, max_meetings, promised,
     absent_since, external_id"
        = "$4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15",
    "registration_id, position, created_at" = "$16, $17, $18",
    " AND removed_at IS NULL"
);

/// Runs INSERT or UPDATE: the former with what is written once.
macro_rules! save {
    ($tx:expr, $sql:expr, $new:expr $(, $more:expr)*) => {
        execute!(
            $tx,
            $sql,
            $new.id,
            $new.event,
            $new.version,
            $new.account,
            $new.category,
            &$new.name,
            &$new.email,
            $new.expert,
            $new.company_admin,
            $new.validated,
            Json(&$new.answers),
            $new.max_meetings,
            $new.promised,
            $new.absent_since,
            &$new.external_id
            $(, $more)*
        )
    };
}

const OF_REGISTRATION: &str =
    select!("WHERE registration_id = $1 AND removed_at IS NULL ORDER BY position, id");
const FIND: &str = select!("WHERE id = $1 AND event_id = $2 AND removed_at IS NULL");
const LIST: &str =
    select!("WHERE event_id = $1 AND removed_at IS NULL ORDER BY registration_id, position, id");
const OF_ACCOUNT: &str = "
    SELECT id
      FROM participant
     WHERE event_id = $1 AND account_id = $2 AND removed_at IS NULL";
const FREE_ACCOUNT: &str = "
    UPDATE participant
       SET account_id = NULL, version = version + 1
     WHERE event_id = $1 AND account_id = $2 AND removed_at IS NULL
       AND registration_id IN (SELECT r.id FROM registration r WHERE r.event_id = $1 AND r.state = 'cancelled')";
const SET_EMAIL: &str = "
    UPDATE participant
       SET email = $2, version = version + 1
     WHERE account_id = $1";
const SET_GONE: &str = "
    UPDATE participant
       SET absent_since = $3, version = version + 1
     WHERE id = $1 AND event_id = $2 AND absent_since IS NULL AND removed_at IS NULL";
const REMOVE: &str = "
    UPDATE participant
       SET removed_at = $3, absent_since = COALESCE(absent_since, $3), validated = FALSE, version = version + 1
     WHERE id = $1 AND event_id = $2 AND removed_at IS NULL";

#[derive(sqlx::FromRow)]
struct Row {
    id: ParticipantId,
    event_id: EventId,
    registration_id: RegistrationId,
    account_id: Option<AccountId>,
    category_id: CategoryId,
    name: String,
    email: Option<String>,
    expert: bool,
    company_admin: bool,
    validated: bool,
    answers: Json<Answers>,
    max_meetings: Option<i64>,
    promised: Option<i64>,
    absent_since: Option<DateTime<Utc>>,
    external_id: Option<String>,
    version: i64,
}

impl From<Row> for Participant {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            event: row.event_id,
            registration: row.registration_id,
            account: row.account_id,
            category: row.category_id,
            name: row.name,
            email: row.email,
            expert: row.expert,
            company_admin: row.company_admin,
            validated: row.validated,
            answers: row.answers.0,
            terms: Vec::new(),
            max_meetings: row.max_meetings,
            promised: row.promised,
            absent_since: row.absent_since,
            external_id: row.external_id,
            version: row.version,
        }
    }
}

/// Adds a participant with the terms, at a position among those of the registration.
pub(crate) async fn insert(
    tx: &mut Tx,
    new: &Participant,
    position: i64,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    save!(tx, INSERT, new, new.registration, position, now)?;
    terms::choose(tx, Chooser::Participant, new.event, new.id, &new.terms).await
}

/// Saves a participant without the terms; false where somebody changed it since its version.
pub(crate) async fn update(tx: &mut Tx, new: &Participant) -> Result<bool, StoreError> {
    Ok(save!(tx, UPDATE, new)? == 1)
}

/// Takes a participant out; the row stays for what refers to it.
pub(crate) async fn remove(
    tx: &mut Tx,
    event: EventId,
    id: ParticipantId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(execute!(tx, REMOVE, id, event, now)? == 1)
}

/// Notes that a participant is gone; false where they were gone before.
pub(crate) async fn set_gone(
    tx: &mut Tx,
    event: EventId,
    id: ParticipantId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(execute!(tx, SET_GONE, id, event, now)? == 1)
}

/// The participant without the terms, if it is one of the event.
pub(crate) async fn find(
    tx: &mut Tx,
    event: EventId,
    id: ParticipantId,
) -> Result<Option<Participant>, StoreError> {
    Ok(fetch_optional!(tx, Row, FIND, id, event)?.map(Participant::from))
}

/// Gives everybody whom an account is its new address.
pub(crate) async fn set_email(tx: &mut Tx, account: AccountId, email: &str) -> Result<(), StoreError> {
    execute!(tx, SET_EMAIL, account, email)?;
    Ok(())
}

/// Lets an account go from a registration that was cancelled: whoever gave up may register again.
pub(crate) async fn free_account(tx: &mut Tx, event: EventId, account: AccountId) -> Result<(), StoreError> {
    execute!(tx, FREE_ACCOUNT, event, account)?;
    Ok(())
}

/// The participant that an account is in an event.
pub(crate) async fn find_by_account(
    tx: &mut Tx,
    event: EventId,
    account: AccountId,
) -> Result<Option<ParticipantId>, StoreError> {
    Ok(fetch_optional!(tx, (ParticipantId,), OF_ACCOUNT, event, account)?.map(|(id,)| id))
}

/// The people of a registration in order, without their terms.
pub(crate) async fn list_by_registration(
    tx: &mut Tx,
    registration: RegistrationId,
) -> Result<Vec<Participant>, StoreError> {
    let rows = fetch_all!(tx, Row, OF_REGISTRATION, registration)?;
    Ok(rows.into_iter().map(Participant::from).collect())
}

/// The people of an event by registration, without their terms.
pub(crate) async fn list_by_event(tx: &mut Tx, event: EventId) -> Result<Vec<Participant>, StoreError> {
    Ok(fetch_all!(tx, Row, LIST, event)?.into_iter().map(Participant::from).collect())
}
