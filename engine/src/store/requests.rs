//! `meeting_request`, `request_pair`, `arrival` and `slot_waiting`.

use super::{StoreError, Tx, column, execute, fetch_all, fetch_optional};
use crate::{
    domain::{
        planning::MeetingKind,
        request::{MeetingRequest, RequestState},
    },
    ids::{EventId, MeetingRequestId, ParticipantId, RegistrationId, SlotId},
};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
use uuid::Uuid;

macro_rules! columns {
    ($before:literal, $after:literal) => {
        concat!(
            $before,
            " id, event_id, from_participant_id, to_registration_id, to_participant_id, slot_id,
              message, state, wants_reschedule, left_slot_id, reason, attending_id, arrival, asked_at,
              answered_at, expires_at, version ",
            $after
        )
    };
}

const INSERT: &str = "
    INSERT INTO meeting_request (id, event_id, from_participant_id, to_registration_id, to_participant_id,
                slot_id, message, state, wants_reschedule, left_slot_id, reason, attending_id, arrival, asked_at,
                answered_at, expires_at, version)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";
const FIND: &str = columns!("SELECT", "FROM meeting_request WHERE id = $1");
// Writing the row takes it: whoever comes second reads what the first one made of it.
const TAKE: &str = columns!("UPDATE meeting_request SET version = version WHERE id = $1 RETURNING", "");
const SAVE: &str = "
    UPDATE meeting_request
       SET slot_id = $3, state = $4, wants_reschedule = $5, left_slot_id = $6, reason = $7, attending_id = $8,
           answered_at = $9, expires_at = $10, version = version + 1
     WHERE id = $1 AND version = $2 - 1";
const RESCHEDULED: &str = "
    UPDATE meeting_request
       SET wants_reschedule = FALSE, left_slot_id = NULL, reason = NULL, version = version + 1
     WHERE id = $1 AND state = 'confirmed' AND wants_reschedule";
const OPEN_BETWEEN: &str = columns!(
    "SELECT",
    ", from_registration_id
       FROM meeting_request
       JOIN (SELECT id AS asking_id, registration_id AS from_registration_id FROM participant) AS asking
         ON asking_id = from_participant_id
      WHERE state IN ('pending', 'accepted', 'confirmed')
        AND ((to_registration_id = $2 AND from_registration_id = $1)
          OR (to_registration_id = $1 AND from_registration_id = $2))
      ORDER BY arrival"
);
// Also those whose meeting somebody could come to for others.
const OPEN_OF: &str = columns!(
    "SELECT",
    "FROM meeting_request q
      WHERE event_id = $1 AND state IN ('pending', 'accepted', 'confirmed')
        AND (from_participant_id = $2 OR to_participant_id = $2 OR attending_id = $2
             OR (to_participant_id IS NULL
                 AND to_registration_id = (SELECT p.registration_id FROM participant p WHERE p.id = $2))
             OR EXISTS (SELECT 1
                          FROM meeting m
                          JOIN meeting_attendee t ON t.meeting_id = m.id
                         WHERE m.request_id = q.id AND m.state = 'agreed' AND t.participant_id = $2))"
);
const N_PENDING: &str = "
    SELECT COUNT(*)
      FROM meeting_request
     WHERE from_participant_id = $1 AND state = 'pending' AND (expires_at IS NULL OR expires_at > $2)";
// Only of events in which requests are answered: others would hold these up for ever.
const DUE: &str = "
    SELECT q.id
      FROM meeting_request q
      JOIN event e ON e.id = q.event_id AND e.phase IN ('open', 'planning', 'live')
     WHERE q.state IN ('pending', 'accepted') AND q.expires_at <= $1
     ORDER BY q.expires_at, q.id
     LIMIT $2";
const PAIR: &str = "
    INSERT INTO request_pair (event_id, one_id, other_id, n_requests)
    VALUES ($1, $2, $3, 1)
        ON CONFLICT (event_id, one_id, other_id) DO UPDATE SET n_requests = request_pair.n_requests + 1";
const ARRIVAL: &str = "
    INSERT INTO arrival (event_id, last)
    VALUES ($1, 1)
        ON CONFLICT (event_id) DO UPDATE SET last = arrival.last + 1
    RETURNING last";
const WAIT: &str = "
    INSERT INTO slot_waiting (request_id, event_id, slot_id, arrival, created_at)
    VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (request_id) DO NOTHING";
const STOP_WAITING: &str = "DELETE FROM slot_waiting WHERE request_id = $1";
// For the slot, or for one that shares a minute with it, as long as it has not begun.
const WAITING: &str = "
    SELECT w.request_id, w.slot_id
      FROM slot f
      JOIN slot s ON s.event_id = f.event_id AND s.starts_at < f.ends_at AND f.starts_at < s.ends_at
      JOIN slot_waiting w ON w.slot_id = s.id
     WHERE f.event_id = $1 AND f.id = $2 AND s.starts_at > $3
     ORDER BY w.arrival, w.request_id";
const OVERLAPPING: &str = "
    SELECT s.id
      FROM slot f
      JOIN slot s ON s.event_id = f.event_id AND s.starts_at < f.ends_at AND f.starts_at < s.ends_at
     WHERE f.event_id = $1 AND f.id = $2";
const TAKE_SLOT: &str = "UPDATE slot SET ends_at = ends_at WHERE id = $1 AND event_id = $2";
const SLOT_FOR: &str = "
    SELECT s.id
      FROM slot s
      JOIN session e ON e.id = s.session_id AND e.meeting_kind IN ('any', $3)
     WHERE s.id = $1 AND s.event_id = $2";

#[derive(sqlx::FromRow)]
struct Row {
    id: MeetingRequestId,
    event_id: EventId,
    from_participant_id: ParticipantId,
    to_registration_id: RegistrationId,
    to_participant_id: Option<ParticipantId>,
    slot_id: Option<SlotId>,
    message: String,
    state: String,
    wants_reschedule: bool,
    left_slot_id: Option<SlotId>,
    reason: Option<String>,
    attending_id: Option<ParticipantId>,
    arrival: i64,
    asked_at: DateTime<Utc>,
    answered_at: Option<DateTime<Utc>>,
    expires_at: Option<DateTime<Utc>>,
    version: i64,
}

#[derive(sqlx::FromRow)]
struct OpenRow {
    #[sqlx(flatten)]
    request: Row,
    from_registration_id: RegistrationId,
}

impl TryFrom<Row> for MeetingRequest {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            event: row.event_id,
            from: row.from_participant_id,
            to_registration: row.to_registration_id,
            to_participant: row.to_participant_id,
            slot: row.slot_id,
            message: row.message,
            state: column("meeting_request", "state", RequestState::parse(&row.state))?,
            wants_reschedule: row.wants_reschedule,
            left_slot: row.left_slot_id,
            reason: row.reason,
            attending: row.attending_id,
            arrival: row.arrival,
            asked_at: row.asked_at,
            answered_at: row.answered_at,
            expires_at: row.expires_at,
            version: row.version,
        })
    }
}

/// Adds a request.
pub(crate) async fn insert(tx: &mut Tx, request: &MeetingRequest) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT,
        request.id,
        request.event,
        request.from,
        request.to_registration,
        request.to_participant,
        request.slot,
        &request.message,
        request.state.as_str(),
        request.wants_reschedule,
        request.left_slot,
        &request.reason,
        request.attending,
        request.arrival,
        request.asked_at,
        request.answered_at,
        request.expires_at,
        request.version
    )?;
    Ok(())
}

/// A request, to look at.
pub(crate) async fn find(tx: &mut Tx, id: MeetingRequestId) -> Result<Option<MeetingRequest>, StoreError> {
    fetch_optional!(tx, Row, FIND, id)?.map(MeetingRequest::try_from).transpose()
}

/// A request, to change: nobody else changes it before this transaction ends.
pub(crate) async fn take(tx: &mut Tx, id: MeetingRequestId) -> Result<Option<MeetingRequest>, StoreError> {
    fetch_optional!(tx, Row, TAKE, id)?.map(MeetingRequest::try_from).transpose()
}

/// Saves the next state; false where somebody else was faster.
pub(crate) async fn save(tx: &mut Tx, request: &MeetingRequest) -> Result<bool, StoreError> {
    let n_rows = execute!(
        tx,
        SAVE,
        request.id,
        request.version,
        request.slot,
        request.state.as_str(),
        request.wants_reschedule,
        request.left_slot,
        &request.reason,
        request.attending,
        request.answered_at,
        request.expires_at
    )?;
    Ok(n_rows == 1)
}

/// Notes that a meeting whose time was given up has another one; false where nobody waits for that any more.
pub(crate) async fn rescheduled(tx: &mut Tx, id: MeetingRequestId) -> Result<bool, StoreError> {
    Ok(execute!(tx, RESCHEDULED, id)? == 1)
}

/// The open requests between two companies, each with the company that asked; nobody else adds one before this transaction
/// ends.
pub(crate) async fn take_open_between(
    tx: &mut Tx,
    event: EventId,
    (one, other): (RegistrationId, RegistrationId),
) -> Result<Vec<(MeetingRequest, RegistrationId)>, StoreError> {
    let (low, high) = (Uuid::from(one.min(other)), Uuid::from(one.max(other)));
    execute!(tx, PAIR, event, low, high)?;
    let rows = fetch_all!(tx, OpenRow, OPEN_BETWEEN, one, other)?;
    rows.into_iter().map(|row| Ok((row.request.try_into()?, row.from_registration_id))).collect()
}

/// The open requests between two companies, to look at.
pub(crate) async fn open_between(
    tx: &mut Tx,
    (one, other): (RegistrationId, RegistrationId),
) -> Result<Vec<MeetingRequest>, StoreError> {
    let rows = fetch_all!(tx, OpenRow, OPEN_BETWEEN, one, other)?;
    rows.into_iter().map(|row| row.request.try_into()).collect()
}

/// The open requests that somebody takes part in on either side, or could.
pub(crate) async fn open_of(
    tx: &mut Tx,
    event: EventId,
    person: ParticipantId,
) -> Result<Vec<MeetingRequest>, StoreError> {
    fetch_all!(tx, Row, OPEN_OF, event, person)?.into_iter().map(MeetingRequest::try_from).collect()
}

/// How many requests of somebody wait for an answer.
pub(crate) async fn n_pending(
    tx: &mut Tx,
    from: ParticipantId,
    now: DateTime<Utc>,
) -> Result<i64, StoreError> {
    Ok(fetch_optional!(tx, (i64,), N_PENDING, from, now)?.map_or(0, |(n,)| n))
}

/// The requests whose time is over, the oldest first.
pub(crate) async fn list_due(
    tx: &mut Tx,
    now: DateTime<Utc>,
    most: i64,
) -> Result<Vec<MeetingRequestId>, StoreError> {
    Ok(fetch_all!(tx, (MeetingRequestId,), DUE, now, most)?.into_iter().map(|(id,)| id).collect())
}

/// The next rank of arrival. Takes the event's counter: call it as late as possible.
pub(crate) async fn next_arrival(tx: &mut Tx, event: EventId) -> Result<i64, StoreError> {
    let row = fetch_optional!(tx, (i64,), ARRIVAL, event)?;
    Ok(row.map_or(0, |(last,)| last))
}

/// Takes the waiting lists of slots, and of those that overlap with them: nobody else joins or serves them before this
/// transaction ends. Before agendas, and in one order.
pub(crate) async fn take_slots(tx: &mut Tx, event: EventId, slots: &[SlotId]) -> Result<(), StoreError> {
    let mut all = BTreeSet::new();
    for slot in slots {
        all.extend(fetch_all!(tx, (SlotId,), OVERLAPPING, event, *slot)?.into_iter().map(|(id,)| id));
    }
    for slot in all {
        execute!(tx, TAKE_SLOT, slot, event)?;
    }
    Ok(())
}

/// Puts a request on the waiting list of its slot.
pub(crate) async fn wait(
    tx: &mut Tx,
    request: &MeetingRequest,
    slot: SlotId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    execute!(tx, WAIT, request.id, request.event, slot, request.arrival, now)?;
    Ok(())
}

/// Takes a request off the waiting list; false where it was on none.
pub(crate) async fn stop_waiting(tx: &mut Tx, id: MeetingRequestId) -> Result<bool, StoreError> {
    Ok(execute!(tx, STOP_WAITING, id)? == 1)
}

/// Who waits for a slot or one that overlaps with it, and has not begun: by arrival, each with the slot that is waited for.
pub(crate) async fn list_waiting(
    tx: &mut Tx,
    event: EventId,
    slot: SlotId,
    now: DateTime<Utc>,
) -> Result<Vec<(MeetingRequestId, SlotId)>, StoreError> {
    fetch_all!(tx, (MeetingRequestId, SlotId), WAITING, event, slot, now)
}

/// Whether a slot is one of the event's for meetings of a kind.
pub(crate) async fn is_slot_for(
    tx: &mut Tx,
    slot: SlotId,
    (event, kind): (EventId, MeetingKind),
) -> Result<bool, StoreError> {
    Ok(fetch_optional!(tx, (SlotId,), SLOT_FOR, slot, event, kind.as_str())?.is_some())
}
