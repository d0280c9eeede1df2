//! Participants as requests, agendas and reminders see them, and the rules between them. Only read here.

use super::{Connection, StoreError, Tx, column, fetch_all, fetch_optional};
use crate::{
    domain::{account::Language, event_rules::Rules, phase::Phase, request::Person},
    ids::{AccountId, CategoryId, EventId, OrganisationId, ParticipantId, RegistrationId},
};
use sqlx::types::Json;

macro_rules! people {
    ($condition:literal) => {
        concat!(
            "
    SELECT p.id, p.event_id, p.registration_id, p.account_id, a.language, p.name, r.company_name,
           p.category_id, p.expert,
           (p.validated AND p.absent_since IS NULL AND p.removed_at IS NULL) AS present,
           (r.state = 'validated') AS validated, r.listed, r.may_book,
           COALESCE(p.max_meetings, c.max_meetings) AS most_meetings,
           r.country, r.region, r.organisation_id, r.co_organiser_id
      FROM participant p
      JOIN registration r ON r.id = p.registration_id
      JOIN category c ON c.id = p.category_id
      LEFT JOIN account a ON a.id = p.account_id
     WHERE ",
            $condition
        )
    };
}

const PERSON: &str = people!("p.id = $1");
const PEOPLE: &str = people!("p.registration_id = $1 AND p.removed_at IS NULL ORDER BY p.position, p.id");
const PEOPLE_OF: &str = people!(
    "p.event_id = $1 AND p.account_id = $2 AND p.removed_at IS NULL AND r.state NOT IN ('refused', 'cancelled')
     ORDER BY p.position, p.id"
);
const MATRIX: &str = "SELECT from_category_id, to_category_id FROM request_rule WHERE event_id = $1";
const RULES: &str = "SELECT phase, rules FROM event WHERE id = $1";
const HOLD_RULES: &str = "SELECT phase, rules FROM event WHERE id = $1 FOR SHARE";
const MEETS_EXPERT: &str = "
    SELECT p.id
      FROM participant p
     WHERE p.event_id = $1 AND p.expert AND p.id <> $2
       AND (EXISTS (SELECT 1
                      FROM meeting_request q
                     WHERE q.event_id = $1 AND q.state IN ('pending', 'accepted', 'confirmed')
                       AND ((q.from_participant_id = $2 AND q.to_participant_id = p.id)
                         OR (q.from_participant_id = p.id AND q.to_participant_id = $2)))
         OR EXISTS (SELECT 1
                      FROM meeting_attendee a
                      JOIN meeting m ON m.id = a.meeting_id AND m.state = 'agreed'
                      JOIN meeting_attendee o ON o.meeting_id = a.meeting_id AND o.lineup = a.lineup
                     WHERE a.participant_id = $2 AND o.participant_id = p.id))
     LIMIT 1";
const PRINCIPALS: &str = "
    SELECT a.id, a.language
      FROM event_role e
      JOIN account a ON a.id = e.account_id
     WHERE e.event_id = $1 AND e.kind = 'principal' AND e.withdrawn_at IS NULL
     ORDER BY a.id";

#[derive(sqlx::FromRow)]
#[expect(clippy::struct_excessive_bools, reason = "one to one with the columns")]
struct Row {
    id: ParticipantId,
    event_id: EventId,
    registration_id: RegistrationId,
    account_id: Option<AccountId>,
    language: Option<String>,
    name: String,
    company_name: String,
    category_id: CategoryId,
    expert: bool,
    present: bool,
    validated: bool,
    listed: bool,
    may_book: bool,
    most_meetings: Option<i64>,
    country: String,
    region: Option<String>,
    organisation_id: Option<OrganisationId>,
    co_organiser_id: Option<OrganisationId>,
}

impl TryFrom<Row> for Person {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let language = row.language.as_deref().map(Language::parse).transpose();
        Ok(Self {
            id: row.id,
            event: row.event_id,
            registration: row.registration_id,
            account: row.account_id,
            language: column("account", "language", language)?,
            name: row.name,
            company: row.company_name,
            category: row.category_id,
            expert: row.expert,
            present: row.present,
            validated: row.validated,
            listed: row.listed,
            may_book: row.may_book,
            most_meetings: row.most_meetings,
            country: row.country,
            region: row.region,
            organisation: row.organisation_id,
            co_organiser: row.co_organiser_id,
        })
    }
}

/// A participant.
pub(crate) async fn person(tx: &mut Tx, id: ParticipantId) -> Result<Option<Person>, StoreError> {
    fetch_optional!(tx, Row, PERSON, id)?.map(Person::try_from).transpose()
}

/// The people of a company, in its order.
pub(crate) async fn people(tx: &mut Tx, registration: RegistrationId) -> Result<Vec<Person>, StoreError> {
    fetch_all!(tx, Row, PEOPLE, registration)?.into_iter().map(Person::try_from).collect()
}

/// Those who take part in an event by one account.
pub(crate) async fn people_of(
    tx: &mut Tx,
    event: EventId,
    account: AccountId,
) -> Result<Vec<Person>, StoreError> {
    fetch_all!(tx, Row, PEOPLE_OF, event, account)?.into_iter().map(Person::try_from).collect()
}

/// Whether somebody meets an expert, or has asked one or was asked by one.
pub(crate) async fn meets_expert(tx: &mut Tx, event: EventId, id: ParticipantId) -> Result<bool, StoreError> {
    Ok(fetch_optional!(tx, (ParticipantId,), MEETS_EXPERT, event, id)?.is_some())
}

/// Which category may ask which.
pub(crate) async fn matrix(tx: &mut Tx, event: EventId) -> Result<Vec<(CategoryId, CategoryId)>, StoreError> {
    fetch_all!(tx, (CategoryId, CategoryId), MATRIX, event)
}

/// The phase and the rules of an event, which stay as they are until the transaction ends.
pub(crate) async fn rules(tx: &mut Tx, event: EventId) -> Result<Option<(Phase, Rules)>, StoreError> {
    // SQLite has one writer, so nothing changes anyway.
    let sql = match tx.connection() {
        Connection::Sqlite(_) => RULES,
        Connection::Postgres(_) => HOLD_RULES,
    };
    let Some((phase, rules)) = fetch_optional!(tx, (String, Json<Rules>), sql, event)? else {
        return Ok(None);
    };
    Ok(Some((column("event", "phase", Phase::parse(&phase))?, rules.0)))
}

/// The principal administrators, with the languages to write to them in.
pub(crate) async fn principals(
    tx: &mut Tx,
    event: EventId,
) -> Result<Vec<(AccountId, Language)>, StoreError> {
    let rows = fetch_all!(tx, (AccountId, String), PRINCIPALS, event)?;
    rows.into_iter()
        .map(|(id, language)| Ok((id, column("account", "language", Language::parse(&language))?)))
        .collect()
}
