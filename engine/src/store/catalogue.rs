//! What catalogue and suggestions read: few queries for a whole event, whatever is asked.

use super::{StoreError, Tx, column, fetch_all};
use crate::{
    EventId,
    domain::{availability::Span, form::Answers, registration::OfferingKind, role::Subject},
    ids::{CategoryId, OfferingId, OrganisationId, ParticipantId, RegistrationId},
};
use chrono::{DateTime, Utc};
use sqlx::types::Json;

const COMPANIES: &str = "
    SELECT id, category_id, company_name, country, region, organisation_id, co_organiser_id, arrival, answers
      FROM registration
     WHERE event_id = $1 AND state = 'validated' AND listed
     ORDER BY arrival";
const PEOPLE: &str = "
    SELECT p.id, p.registration_id, p.category_id, p.name, p.expert, p.answers, r.may_book,
           COALESCE(p.max_meetings, c.max_meetings) AS max_meetings
      FROM participant p
      JOIN registration r ON r.id = p.registration_id
      JOIN category c ON c.id = p.category_id
     WHERE p.event_id = $1 AND p.validated AND p.removed_at IS NULL AND p.absent_since IS NULL
       AND r.state = 'validated' AND r.listed AND (p.expert OR $2)
     ORDER BY p.position, p.id";
const OFFERINGS: &str = "
    SELECT o.id, o.registration_id, o.kind, o.title, o.text, o.answers
      FROM offering o
      JOIN registration r ON r.id = o.registration_id
     WHERE o.event_id = $1 AND o.validated AND r.state = 'validated' AND r.listed
     ORDER BY o.position, o.id";
const BUSY: &str = "
    SELECT attendee.participant_id, slot.starts_at, slot.ends_at
      FROM plan
      JOIN placement ON placement.plan_id = plan.id
      JOIN slot ON slot.id = placement.slot_id
      JOIN meeting_attendee attendee
        ON attendee.meeting_id = placement.meeting_id AND attendee.lineup = placement.lineup
      JOIN meeting ON meeting.id = placement.meeting_id AND meeting.state = 'agreed'
     WHERE plan.event_id = $1 AND plan.state = 'published'
     UNION ALL
    SELECT sign_up.participant_id, activity.starts_at, activity.ends_at
      FROM sign_up
      JOIN activity ON activity.id = sign_up.activity_id
     WHERE sign_up.event_id = $1 AND sign_up.state = 'confirmed' AND activity.blocks_meetings
       AND activity.state NOT IN ('draft', 'postponed', 'cancelled')
     UNION ALL
    SELECT participant_id, starts_at, ends_at
      FROM unavailability
     WHERE event_id = $1";
const BUSY_ALL: &str = "
    SELECT starts_at, ends_at
      FROM activity
     WHERE event_id = $1 AND audience = 'everybody' AND blocks_meetings
       AND state NOT IN ('draft', 'postponed', 'cancelled')";
const AGREED: &str = "
    SELECT attendee.participant_id, COUNT(*)
      FROM meeting
      JOIN meeting_attendee attendee ON attendee.meeting_id = meeting.id AND attendee.lineup = 0
     WHERE meeting.event_id = $1 AND meeting.state = 'agreed'
     GROUP BY attendee.participant_id";
const MAY_ASK: &str = "SELECT from_category_id, to_category_id FROM request_rule WHERE event_id = $1";
const UNDER_WAY: &str = "
    SELECT asking.registration_id, COALESCE(request.to_registration_id, asked.registration_id)
      FROM meeting_request request
      JOIN participant asking ON asking.id = request.from_participant_id
      LEFT JOIN participant asked ON asked.id = request.to_participant_id
     WHERE request.event_id = $1 AND request.state IN ('pending', 'accepted', 'confirmed')
       AND (asking.registration_id = $2 OR COALESCE(request.to_registration_id, asked.registration_id) = $2)";

/// A company that is listed.
#[derive(sqlx::FromRow)]
pub(crate) struct CompanyRow {
    pub(crate) id: RegistrationId,
    pub(crate) category_id: CategoryId,
    pub(crate) company_name: String,
    pub(crate) country: String,
    pub(crate) region: Option<String>,
    pub(crate) organisation_id: Option<OrganisationId>,
    pub(crate) co_organiser_id: Option<OrganisationId>,
    pub(crate) arrival: i64,
    pub(crate) answers: Json<Answers>,
}

impl CompanyRow {
    /// Whom scopes ask about.
    pub(crate) fn subject(&self) -> Subject {
        Subject {
            accounts: Vec::new(),
            organisations: self.organisation_id.into_iter().chain(self.co_organiser_id).collect(),
            country: Some(self.country.clone()),
            region: self.region.clone(),
        }
    }
}

/// A person of one, validated and coming.
#[derive(sqlx::FromRow)]
pub(crate) struct PersonRow {
    pub(crate) id: ParticipantId,
    pub(crate) registration_id: RegistrationId,
    pub(crate) category_id: CategoryId,
    pub(crate) name: String,
    pub(crate) expert: bool,
    pub(crate) answers: Json<Answers>,
    pub(crate) may_book: bool,
    pub(crate) max_meetings: Option<i64>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: OfferingId,
    registration_id: RegistrationId,
    kind: String,
    title: String,
    text: String,
    answers: Json<Answers>,
}

/// An offer or a want of one, validated.
pub(crate) struct OfferingLine {
    pub(crate) id: OfferingId,
    pub(crate) registration: RegistrationId,
    pub(crate) kind: OfferingKind,
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) answers: Answers,
}

/// The companies that are validated and listed.
pub(crate) async fn companies(tx: &mut Tx, event: EventId) -> Result<Vec<CompanyRow>, StoreError> {
    fetch_all!(tx, CompanyRow, COMPANIES, event)
}

/// Whose rows are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum People {
    Everybody,
    ExpertsOnly,
}

/// Their people who are validated and come.
pub(crate) async fn people(tx: &mut Tx, event: EventId, who: People) -> Result<Vec<PersonRow>, StoreError> {
    fetch_all!(tx, PersonRow, PEOPLE, event, who == People::Everybody)
}

/// Their offers and wants that are validated.
pub(crate) async fn offerings(tx: &mut Tx, event: EventId) -> Result<Vec<OfferingLine>, StoreError> {
    let line = |row: Row| {
        let kind = column("offering", "kind", OfferingKind::parse(&row.kind))?;
        let Row { id, registration_id: registration, title, text, answers, .. } = row;
        Ok(OfferingLine { id, registration, kind, title, text, answers: answers.0 })
    };
    fetch_all!(tx, Row, OFFERINGS, event)?.into_iter().map(line).collect()
}

/// When people cannot meet: what they said, activities, and meetings of the published plan.
pub(crate) async fn busy(tx: &mut Tx, event: EventId) -> Result<Vec<(ParticipantId, Span)>, StoreError> {
    let rows = fetch_all!(tx, (ParticipantId, DateTime<Utc>, DateTime<Utc>), BUSY, event)?;
    Ok(rows.into_iter().map(|(id, start, end)| (id, (start, end))).collect())
}

/// When nobody can meet.
pub(crate) async fn busy_all(tx: &mut Tx, event: EventId) -> Result<Vec<Span>, StoreError> {
    fetch_all!(tx, (DateTime<Utc>, DateTime<Utc>), BUSY_ALL, event)
}

/// How many meetings each person has agreed on.
pub(crate) async fn agreed(tx: &mut Tx, event: EventId) -> Result<Vec<(ParticipantId, i64)>, StoreError> {
    fetch_all!(tx, (ParticipantId, i64), AGREED, event)
}

/// Which category may ask which.
pub(crate) async fn may_ask(
    tx: &mut Tx,
    event: EventId,
) -> Result<Vec<(CategoryId, CategoryId)>, StoreError> {
    fetch_all!(tx, (CategoryId, CategoryId), MAY_ASK, event)
}

/// The two sides of each request that is under way or agreed with a registration.
pub(crate) async fn under_way(
    tx: &mut Tx,
    event: EventId,
    registration: RegistrationId,
) -> Result<Vec<(RegistrationId, Option<RegistrationId>)>, StoreError> {
    fetch_all!(tx, (RegistrationId, Option<RegistrationId>), UNDER_WAY, event, registration)
}
