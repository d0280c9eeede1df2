//! Lists of requests with the people of both sides. Only read here.

use super::{StoreError, Tx, column, fetch_all, parties};
use crate::{
    domain::request::{Person, RequestState},
    ids::{EventId, MeetingId, MeetingRequestId, ParticipantId, RegistrationId, SlotId},
};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

macro_rules! requests {
    ($requests:literal, $condition:literal) => {
        concat!(
            "
    SELECT q.id, q.from_participant_id, q.to_registration_id, q.to_participant_id, q.slot_id, q.message,
           q.state, q.wants_reschedule, q.reason, q.attending_id, q.arrival, q.asked_at,
           q.expires_at,
           m.id AS meeting_id, (w.request_id IS NOT NULL) AS waiting
      FROM ",
            $requests,
            "
      LEFT JOIN meeting m ON m.request_id = q.id AND m.state = 'agreed'
      LEFT JOIN slot_waiting w ON w.request_id = q.id
     WHERE q.event_id = $1 AND ($2 IS NULL OR q.state = $2) AND ($3 IS NULL OR q.arrival < $3)",
            $condition,
            "
     ORDER BY q.arrival DESC
     LIMIT $4"
        )
    };
}

const LIST: &str = requests!("meeting_request q", "");
/// By the requests of one person, which are few, and not by those of the event.
const LIST_OF: &str = requests!(
    "(SELECT id FROM meeting_request WHERE from_participant_id = $5
       UNION
      SELECT id FROM meeting_request WHERE to_participant_id = $5
       UNION
      SELECT r.id
        FROM participant p
        JOIN meeting_request r ON r.to_registration_id = p.registration_id AND r.to_participant_id IS NULL
       WHERE p.id = $5) own
      CROSS JOIN meeting_request q",
    " AND q.id = own.id"
);

#[derive(sqlx::FromRow)]
struct Row {
    id: MeetingRequestId,
    from_participant_id: ParticipantId,
    to_registration_id: RegistrationId,
    to_participant_id: Option<ParticipantId>,
    slot_id: Option<SlotId>,
    message: String,
    state: String,
    wants_reschedule: bool,
    reason: Option<String>,
    attending_id: Option<ParticipantId>,
    arrival: i64,
    asked_at: DateTime<Utc>,
    expires_at: Option<DateTime<Utc>>,
    meeting_id: Option<MeetingId>,
    waiting: bool,
}

/// A request in a list.
#[derive(Clone, Debug)]
pub struct RequestView {
    /// The request.
    pub id: MeetingRequestId,
    /// Who asks.
    pub asking: Person,
    /// Who is asked: a person, or all of a company's people.
    pub asked: Vec<Person>,
    /// Whether a person was asked rather than a company.
    pub is_personal: bool,
    /// The slot, if it is for one.
    pub slot: Option<SlotId>,
    /// Whether it waits for that slot.
    pub waiting: bool,
    /// What the asking side wrote.
    pub message: String,
    /// Where it stands.
    pub state: RequestState,
    /// Whether one side asked for another time.
    pub wants_reschedule: bool,
    /// Why it ended, or another time is needed.
    pub reason: Option<String>,
    /// Who of a company comes, once it has accepted.
    pub attending: Option<ParticipantId>,
    /// Its rank of arrival.
    pub arrival: i64,
    /// When it was asked.
    pub asked_at: DateTime<Utc>,
    /// When it ends by itself.
    pub expires_at: Option<DateTime<Utc>>,
    /// The meeting that it became.
    pub meeting: Option<MeetingId>,
}

/// A page of requests, the latest first: of one participant, in one state, before a rank of arrival.
pub(crate) async fn list(
    tx: &mut Tx,
    event: EventId,
    (of, state): (Option<ParticipantId>, Option<RequestState>),
    (before, most): (Option<i64>, i64),
) -> Result<Vec<RequestView>, StoreError> {
    let state = state.map(RequestState::as_str);
    let rows = match of {
        Some(of) => fetch_all!(tx, Row, LIST_OF, event, state, before, most, of)?,
        None => fetch_all!(tx, Row, LIST, event, state, before, most)?,
    };
    let mut companies: BTreeMap<RegistrationId, Vec<Person>> = BTreeMap::new();
    let mut people: BTreeMap<ParticipantId, Person> = BTreeMap::new();
    let mut views = Vec::with_capacity(rows.len());
    for row in rows {
        if let std::collections::btree_map::Entry::Vacant(entry) = companies.entry(row.to_registration_id) {
            entry.insert(parties::people(tx, row.to_registration_id).await?);
        }
        if let std::collections::btree_map::Entry::Vacant(entry) = people.entry(row.from_participant_id) {
            let person = parties::person(tx, row.from_participant_id).await?;
            entry.insert(person.ok_or(sqlx::Error::RowNotFound)?);
        }
        let asked = companies[&row.to_registration_id].iter().filter(|person| match row.to_participant_id {
            Some(id) => person.id == id,
            None => !person.expert,
        });
        views.push(RequestView {
            id: row.id,
            asking: people[&row.from_participant_id].clone(),
            asked: asked.cloned().collect(),
            is_personal: row.to_participant_id.is_some(),
            slot: row.slot_id,
            waiting: row.waiting,
            message: row.message,
            state: column("meeting_request", "state", RequestState::parse(&row.state))?,
            wants_reschedule: row.wants_reschedule,
            reason: row.reason,
            attending: row.attending_id,
            arrival: row.arrival,
            asked_at: row.asked_at,
            expires_at: row.expires_at,
            meeting: row.meeting_id,
        });
    }
    Ok(views)
}
