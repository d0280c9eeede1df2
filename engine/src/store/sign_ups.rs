//! `sign_up`, and what of people, registrations and plans signing up asks for.

use super::{StoreError, Tx, column, execute, fetch_all, fetch_optional};
use crate::{
    domain::{
        role::Subject,
        sign_up::{Engagement, SignUp, SignUpState},
    },
    ids::{AccountId, ActivityId, EventId, OrganisationId, ParticipantId, SignUpId, SiteId},
};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;

const INSERT: &str = "
    INSERT INTO sign_up (id, activity_id, event_id, participant_id, state, arrival, version, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, 1, $7)
        ON CONFLICT (activity_id, participant_id) WHERE state <> 'cancelled' DO NOTHING";
const FIND: &str = "
    SELECT id, activity_id, event_id, participant_id, state, arrival, version, created_at
      FROM sign_up
     WHERE event_id = $1 AND id = $2";
const LIST_BY_ACTIVITY: &str = "
    SELECT id, activity_id, event_id, participant_id, state, arrival, version, created_at
      FROM sign_up
     WHERE activity_id = $1 AND state <> 'cancelled'
     ORDER BY arrival";
const LIST_BY_PARTICIPANT: &str = "
    SELECT id, activity_id, event_id, participant_id, state, arrival, version, created_at
      FROM sign_up
     WHERE event_id = $1 AND participant_id = $2
     ORDER BY created_at, id";
const OPEN_OF: &str = "
    SELECT id, activity_id, event_id, participant_id, state, arrival, version, created_at
      FROM sign_up
     WHERE event_id = $1 AND participant_id = $2 AND state <> 'cancelled'";
const WAITING: &str = "
    SELECT id, activity_id, event_id, participant_id, state, arrival, version, created_at
      FROM sign_up
     WHERE activity_id = $1 AND state = 'waiting'
     ORDER BY arrival
     LIMIT $2";
const CONFIRMED: &str = "
    SELECT participant_id, activity_id
      FROM sign_up
     WHERE event_id = $1 AND state = 'confirmed'
     ORDER BY participant_id, activity_id";
const AWAITED: &str = "
    SELECT s.activity_id, s.participant_id
      FROM sign_up s
      JOIN activity a ON a.id = s.activity_id AND a.state IN ('open', 'closed') AND a.blocks_meetings
     WHERE s.event_id = $1 AND s.state = 'waiting'";
const COUNTS: &str = "
    SELECT activity_id, state, COUNT(*)
      FROM sign_up
     WHERE event_id = $1 AND state <> 'cancelled'
     GROUP BY activity_id, state";
const COUNT: &str = "SELECT COUNT(*) FROM sign_up WHERE activity_id = $1 AND state = $2";
const SET_STATE: &str = "UPDATE sign_up SET state = $3, version = version + 1 WHERE id = $1 AND state = $2";
const ACTIVITIES: &str = "
    SELECT a.id, a.site_id, a.starts_at, a.ends_at
      FROM activity a
     WHERE a.event_id = $1 AND a.state IN ('open', 'closed')
       AND (a.audience = 'everybody'
            OR a.id IN (SELECT activity_id FROM sign_up WHERE participant_id = $2 AND state <> 'cancelled'))";
// What is published, and what is pinned unless somebody else could come to it.
const MEETINGS: &str = "
    SELECT e.site_id, s.starts_at, s.ends_at
      FROM plan p
      JOIN placement x ON x.plan_id = p.id
      JOIN meeting_attendee m ON m.meeting_id = x.meeting_id AND m.lineup = x.lineup
      JOIN meeting g ON g.id = x.meeting_id AND g.state = 'agreed'
      JOIN slot s ON s.id = x.slot_id
      JOIN session e ON e.id = s.session_id
     WHERE p.event_id = $1 AND p.state = 'published' AND m.participant_id = $2
     UNION
    SELECT e.site_id, s.starts_at, s.ends_at
      FROM meeting_attendee m
      JOIN pin n ON n.meeting_id = m.meeting_id AND m.lineup = COALESCE(n.lineup, m.lineup)
      JOIN meeting g ON g.id = n.meeting_id AND g.state = 'agreed'
      JOIN slot s ON s.id = n.slot_id
      JOIN session e ON e.id = s.session_id
     WHERE n.event_id = $1 AND m.participant_id = $2
       AND NOT EXISTS (SELECT 1
                         FROM meeting_attendee o
                        WHERE o.meeting_id = n.meeting_id AND o.lineup = COALESCE(n.lineup, o.lineup)
                          AND NOT EXISTS (SELECT 1
                                            FROM meeting_attendee t
                                           WHERE t.meeting_id = o.meeting_id AND t.lineup = o.lineup
                                             AND t.participant_id = $2))";
const PERSON: &str = "
    SELECT p.id, p.name, p.account_id, r.owner_id, r.organisation_id, r.co_organiser_id, r.country, r.region,
           (p.validated AND p.removed_at IS NULL AND r.state = 'validated') AS takes_part
      FROM participant p
      JOIN registration r ON r.id = p.registration_id
     WHERE p.event_id = $1 AND p.id = $2";
const PEOPLE: &str = "
    SELECT p.id, p.name, p.account_id, r.owner_id, r.organisation_id, r.co_organiser_id, r.country, r.region,
           (p.validated AND p.removed_at IS NULL AND r.state = 'validated') AS takes_part
      FROM participant p
      JOIN registration r ON r.id = p.registration_id
     WHERE p.event_id = $1
     ORDER BY p.id";

#[derive(sqlx::FromRow)]
struct Row {
    id: SignUpId,
    activity_id: ActivityId,
    event_id: EventId,
    participant_id: ParticipantId,
    state: String,
    arrival: i64,
    version: i64,
    created_at: DateTime<Utc>,
}

impl TryFrom<Row> for SignUp {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            activity: row.activity_id,
            event: row.event_id,
            participant: row.participant_id,
            state: column("sign_up", "state", SignUpState::parse(&row.state))?,
            arrival: row.arrival,
            version: row.version,
            created_at: row.created_at,
        })
    }
}

/// Somebody who may sign up, as far as that asks.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    /// Who.
    pub(crate) id: ParticipantId,
    /// The name.
    pub(crate) name: String,
    /// The person's account.
    pub(crate) account: Option<AccountId>,
    /// Whom permissions ask about.
    pub(crate) subject: Subject,
    /// Whether the person and the registration are validated.
    pub(crate) takes_part: bool,
}

#[derive(sqlx::FromRow)]
struct PersonRow {
    id: ParticipantId,
    name: String,
    account_id: Option<AccountId>,
    owner_id: Option<AccountId>,
    organisation_id: Option<OrganisationId>,
    co_organiser_id: Option<OrganisationId>,
    country: String,
    region: Option<String>,
    takes_part: bool,
}

impl From<PersonRow> for Person {
    fn from(row: PersonRow) -> Self {
        let subject = Subject {
            accounts: [row.account_id, row.owner_id].into_iter().flatten().collect(),
            organisations: [row.organisation_id, row.co_organiser_id].into_iter().flatten().collect(),
            country: Some(row.country),
            region: row.region,
        };
        Self { id: row.id, name: row.name, account: row.account_id, subject, takes_part: row.takes_part }
    }
}

/// Adds a sign-up; false where the person has one for the activity.
pub(crate) async fn insert(tx: &mut Tx, new: &SignUp) -> Result<bool, StoreError> {
    let state = new.state.as_str();
    let n_rows = execute!(
        tx,
        INSERT,
        new.id,
        new.activity,
        new.event,
        new.participant,
        state,
        new.arrival,
        new.created_at
    )?;
    Ok(n_rows == 1)
}

/// A sign-up of an event.
pub(crate) async fn find(tx: &mut Tx, event: EventId, id: SignUpId) -> Result<Option<SignUp>, StoreError> {
    fetch_optional!(tx, Row, FIND, event, id)?.map(SignUp::try_from).transpose()
}

/// Those who have a place and those who wait, by arrival.
pub(crate) async fn list_by_activity(tx: &mut Tx, activity: ActivityId) -> Result<Vec<SignUp>, StoreError> {
    fetch_all!(tx, Row, LIST_BY_ACTIVITY, activity)?.into_iter().map(SignUp::try_from).collect()
}

/// The sign-ups of a person, the cancelled ones too.
pub(crate) async fn list_by_participant(
    tx: &mut Tx,
    event: EventId,
    participant: ParticipantId,
) -> Result<Vec<SignUp>, StoreError> {
    fetch_all!(tx, Row, LIST_BY_PARTICIPANT, event, participant)?.into_iter().map(SignUp::try_from).collect()
}

/// The places of a person, and those that the person waits for.
pub(crate) async fn list_open_of(
    tx: &mut Tx,
    event: EventId,
    participant: ParticipantId,
) -> Result<Vec<SignUp>, StoreError> {
    fetch_all!(tx, Row, OPEN_OF, event, participant)?.into_iter().map(SignUp::try_from).collect()
}

/// The first of the waiting list.
pub(crate) async fn list_waiting(
    tx: &mut Tx,
    activity: ActivityId,
    most: i64,
) -> Result<Vec<SignUp>, StoreError> {
    fetch_all!(tx, Row, WAITING, activity, most)?.into_iter().map(SignUp::try_from).collect()
}

/// How many sign-ups of an activity are in a state.
pub(crate) async fn count(tx: &mut Tx, activity: ActivityId, state: SignUpState) -> Result<i64, StoreError> {
    Ok(fetch_optional!(tx, (i64,), COUNT, activity, state.as_str())?.map_or(0, |(n,)| n))
}

/// How many have a place and how many wait, by activity of an event.
pub(crate) async fn counts(
    tx: &mut Tx,
    event: EventId,
) -> Result<Vec<(ActivityId, SignUpState, i64)>, StoreError> {
    let rows = fetch_all!(tx, (ActivityId, String, i64), COUNTS, event)?;
    let counted = |(activity, state, n): (ActivityId, String, i64)| {
        Ok((activity, column("sign_up", "state", SignUpState::parse(&state))?, n))
    };
    rows.into_iter().map(counted).collect()
}

/// Puts a sign-up from one state into another; false where it was not in the first.
pub(crate) async fn set_state(
    tx: &mut Tx,
    id: SignUpId,
    from: SignUpState,
    to: SignUpState,
) -> Result<bool, StoreError> {
    Ok(execute!(tx, SET_STATE, id, from.as_str(), to.as_str())? == 1)
}

/// The activities that a person attends or waits for.
pub(crate) async fn list_activities_of(
    tx: &mut Tx,
    event: EventId,
    participant: ParticipantId,
) -> Result<Vec<(ActivityId, Engagement)>, StoreError> {
    let rows =
        fetch_all!(tx, (ActivityId, SiteId, DateTime<Utc>, DateTime<Utc>), ACTIVITIES, event, participant)?;
    let engaged = |(id, site, starts_at, ends_at)| (id, Engagement { site, starts_at, ends_at });
    Ok(rows.into_iter().map(engaged).collect())
}

/// The meetings of a person in the published plan, and those that are pinned and need this person.
pub(crate) async fn list_meetings_of(
    tx: &mut Tx,
    event: EventId,
    participant: ParticipantId,
) -> Result<Vec<Engagement>, StoreError> {
    let rows = fetch_all!(tx, (SiteId, DateTime<Utc>, DateTime<Utc>), MEETINGS, event, participant)?;
    Ok(rows.into_iter().map(|(site, starts_at, ends_at)| Engagement { site, starts_at, ends_at }).collect())
}

/// A person of an event.
pub(crate) async fn find_person(
    tx: &mut Tx,
    event: EventId,
    id: ParticipantId,
) -> Result<Option<Person>, StoreError> {
    Ok(fetch_optional!(tx, PersonRow, PERSON, event, id)?.map(Person::from))
}

/// Everybody of an event.
pub(crate) async fn list_people(tx: &mut Tx, event: EventId) -> Result<Vec<Person>, StoreError> {
    Ok(fetch_all!(tx, PersonRow, PEOPLE, event)?.into_iter().map(Person::from).collect())
}

/// Who has a place in which activity of an event.
pub(crate) async fn list_confirmed(
    tx: &mut Tx,
    event: EventId,
) -> Result<Vec<(ParticipantId, ActivityId)>, StoreError> {
    fetch_all!(tx, (ParticipantId, ActivityId), CONFIRMED, event)
}

/// The activities for which one of these people waits, as far as a meeting may have stood in the way; by identity.
pub(crate) async fn awaited_by(
    tx: &mut Tx,
    event: EventId,
    people: &[ParticipantId],
) -> Result<BTreeSet<ActivityId>, StoreError> {
    let people: BTreeSet<&ParticipantId> = people.iter().collect();
    let waiting = fetch_all!(tx, (ActivityId, ParticipantId), AWAITED, event)?.into_iter();
    Ok(waiting.filter(|(_, person)| people.contains(person)).map(|(activity, _)| activity).collect())
}
