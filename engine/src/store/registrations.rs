//! `registration`.

use super::{
    StoreError, Tx, column, execute, fetch_all, fetch_optional, offerings, participants, save_statements,
    terms,
};
use crate::{
    EventId,
    domain::{
        form::Answers,
        registration::{Dossier, Flags, Registration, RegistrationState},
    },
    ids::{AccountId, CategoryId, OrganisationId, RegistrationId},
};
use chrono::{DateTime, Utc};
use sqlx::types::Json;
use terms::Chooser;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, event_id, organisation_id, co_organiser_id, co_organiser_by_hand, category_id, owner_id,
                    company_name, country, region, state, state_reason, listed, paid, may_book, answers, external_id,
                    arrival, version, created_at
               FROM registration ",
            $rest
        )
    };
}

// In the order of `save!`.
save_statements!(
    "registration",
    "organisation_id, co_organiser_id, co_organiser_by_hand, category_id, company_name, country, region, state,
     state_reason, listed, paid, may_book, answers, external_id"
        = "$4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17",
    "owner_id, arrival, created_at" = "$18, $19, $20",
    ""
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
            $new.organisation,
            $new.co_organiser,
            $new.co_organiser_by_hand,
            $new.category,
            &$new.company_name,
            &$new.country,
            &$new.region,
            $new.state.as_str(),
            &$new.state_reason,
            $new.flags.listed,
            $new.flags.paid,
            $new.flags.may_book,
            Json(&$new.answers),
            &$new.external_id
            $(, $more)*
        )
    };
}

const FIND: &str = select!("WHERE id = $1 AND event_id = $2");
const LIST: &str = select!("WHERE event_id = $1 ORDER BY arrival");
const OF_ACCOUNT: &str = "
    SELECT id
      FROM registration
     WHERE event_id = $1
       AND (owner_id = $2
         OR id IN (SELECT registration_id
                     FROM participant
                    WHERE event_id = $1 AND account_id = $2 AND removed_at IS NULL))
     ORDER BY arrival DESC";
const LATELY: &str = "
    SELECT id
      FROM registration
     WHERE event_id = $1 AND company_name = $2 AND created_at > $3 AND state NOT IN ('refused', 'cancelled')
     ORDER BY arrival DESC
     LIMIT 5";
const LOCK: &str = "UPDATE registration SET version = version WHERE id = $1 AND event_id = $2";

#[derive(sqlx::FromRow)]
#[expect(clippy::struct_excessive_bools, reason = "one to one with the columns")]
struct Row {
    id: RegistrationId,
    event_id: EventId,
    organisation_id: Option<OrganisationId>,
    co_organiser_id: Option<OrganisationId>,
    co_organiser_by_hand: bool,
    category_id: CategoryId,
    owner_id: Option<AccountId>,
    company_name: String,
    country: String,
    region: Option<String>,
    state: String,
    state_reason: Option<String>,
    listed: bool,
    paid: bool,
    may_book: bool,
    answers: Json<Answers>,
    external_id: Option<String>,
    arrival: i64,
    version: i64,
    created_at: DateTime<Utc>,
}

impl TryFrom<Row> for Registration {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let state = column("registration", "state", RegistrationState::parse(&row.state))?;
        Ok(Self {
            id: row.id,
            event: row.event_id,
            organisation: row.organisation_id,
            co_organiser: row.co_organiser_id,
            co_organiser_by_hand: row.co_organiser_by_hand,
            category: row.category_id,
            owner: row.owner_id,
            company_name: row.company_name,
            country: row.country,
            region: row.region,
            state,
            state_reason: row.state_reason,
            flags: Flags { listed: row.listed, paid: row.paid, may_book: row.may_book },
            answers: row.answers.0,
            terms: Vec::new(),
            external_id: row.external_id,
            arrival: row.arrival,
            version: row.version,
            created_at: row.created_at,
        })
    }
}

/// Adds a registration with its terms.
pub(crate) async fn insert(tx: &mut Tx, new: &Registration) -> Result<(), StoreError> {
    save!(tx, INSERT, new, new.owner, new.arrival, new.created_at)?;
    terms::choose(tx, Chooser::Registration, new.event, new.id, &new.terms).await
}

/// Saves a registration without its terms; false where somebody changed it since its version.
pub(crate) async fn update(tx: &mut Tx, new: &Registration) -> Result<bool, StoreError> {
    Ok(save!(tx, UPDATE, new)? == 1)
}

/// Locks a registration until the end of the transaction: what belongs to it is counted and changed by one at a time.
pub(crate) async fn lock(tx: &mut Tx, event: EventId, id: RegistrationId) -> Result<bool, StoreError> {
    Ok(execute!(tx, LOCK, id, event)? == 1)
}

/// The registration without its terms, if it is one of the event.
pub(crate) async fn find(
    tx: &mut Tx,
    event: EventId,
    id: RegistrationId,
) -> Result<Option<Registration>, StoreError> {
    fetch_optional!(tx, Row, FIND, id, event)?.map(Registration::try_from).transpose()
}

/// The registrations of a company's name that came in since a moment and have not ended, the last one first.
pub(crate) async fn lately(
    tx: &mut Tx,
    event: EventId,
    company: &str,
    since: DateTime<Utc>,
) -> Result<Vec<RegistrationId>, StoreError> {
    let rows = fetch_all!(tx, (RegistrationId,), LATELY, event, company, since)?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The registration with everything that belongs to it.
pub(crate) async fn dossier(
    tx: &mut Tx,
    event: EventId,
    id: RegistrationId,
) -> Result<Option<Dossier>, StoreError> {
    let Some(mut registration) = find(tx, event, id).await? else { return Ok(None) };
    registration.terms = terms::chosen(tx, Chooser::Registration, id).await?;
    let mut people = participants::list_by_registration(tx, id).await?;
    for person in &mut people {
        person.terms = terms::chosen(tx, Chooser::Participant, person.id).await?;
    }
    let mut all = offerings::list_by_registration(tx, id).await?;
    for offering in &mut all {
        offering.terms = terms::chosen(tx, Chooser::Offering, offering.id).await?;
    }
    Ok(Some(Dossier { registration, people, offerings: all }))
}

/// Those that an account handed in, or of which it is one of the people; the latest first.
pub(crate) async fn list_of_account(
    tx: &mut Tx,
    event: EventId,
    account: AccountId,
) -> Result<Vec<RegistrationId>, StoreError> {
    let rows = fetch_all!(tx, (RegistrationId,), OF_ACCOUNT, event, account)?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The registrations of an event in the order of their arrival, without their terms.
pub(crate) async fn list_by_event(tx: &mut Tx, event: EventId) -> Result<Vec<Registration>, StoreError> {
    fetch_all!(tx, Row, LIST, event)?.into_iter().map(Registration::try_from).collect()
}
