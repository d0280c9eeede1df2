//! `meeting` and `meeting_attendee`, and the pins of meetings that were agreed for a slot.

use super::{Connection, StoreError, Tx, execute, fetch_all, fetch_optional};
use crate::{
    domain::{
        planning::MeetingKind,
        request::{Seats, Side},
    },
    ids::{EventId, MeetingId, MeetingRequestId, ParticipantId, PlanId, RoomId, SlotId},
};
use chrono::{DateTime, Utc};
use sqlx::AssertSqlSafe;

/// A meeting about to be agreed.
pub(crate) struct NewMeeting<'a> {
    pub(crate) id: MeetingId,
    pub(crate) event: EventId,
    pub(crate) request: Option<MeetingRequestId>,
    pub(crate) kind: MeetingKind,
    pub(crate) arrival: i64,
    /// Who asked, in every line-up.
    pub(crate) asking: ParticipantId,
    /// Who was asked: one line-up for each, in order of preference.
    pub(crate) asked: &'a [ParticipantId],
}

const INSERT: &str = "
    INSERT INTO meeting (id, event_id, request_id, kind, priority, arrival, state, version, created_at)
    VALUES ($1, $2, $3, $4, 1, $5, 'agreed', 1, $6)";
const ATTEND: &str = "
    INSERT INTO meeting_attendee (meeting_id, event_id, participant_id, side, lineup)
    VALUES ($1, $2, $3, $4, $5)";
const OF_REQUEST: &str = "SELECT id FROM meeting WHERE request_id = $1 AND state = 'agreed'";
const CANCEL: &str = "
    UPDATE meeting
       SET state = 'cancelled', version = version + 1
     WHERE id = $1 AND state = 'agreed'";
const CHANGED: &str = "UPDATE meeting SET version = version + 1 WHERE id = $1";
const CHANGED_IN: &str = "UPDATE meeting SET version = version + 1 WHERE id IN (";
const ATTENDEES: &str = "
    SELECT DISTINCT participant_id FROM meeting_attendee WHERE meeting_id = $1 ORDER BY participant_id";
const SEATS: &str = "
    SELECT t.lineup, t.participant_id
      FROM meeting_attendee t
     WHERE t.meeting_id = $1
       AND NOT EXISTS (SELECT 1
                         FROM meeting_attendee o
                         JOIN participant p ON p.id = o.participant_id
                         JOIN registration r ON r.id = p.registration_id
                        WHERE o.meeting_id = t.meeting_id AND o.lineup = t.lineup
                          AND (p.removed_at IS NOT NULL OR r.state IN ('refused', 'cancelled')))
     ORDER BY t.lineup, t.participant_id";
const LINEUP_HELD: &str = "
    SELECT COALESCE(n.lineup, l.lineup)
      FROM meeting m
      LEFT JOIN pin n ON n.meeting_id = m.id
      LEFT JOIN plan p ON p.event_id = m.event_id AND p.state = 'published'
      LEFT JOIN placement l ON l.plan_id = p.id AND l.meeting_id = m.id
     WHERE m.id = $1";
const SEATED: &str = "
    SELECT participant_id FROM meeting_attendee WHERE meeting_id = $1 AND lineup = $2 ORDER BY participant_id";
const AT_THE_TABLE: &str = "
    SELECT t.participant_id
      FROM meeting m
      JOIN placement l ON l.meeting_id = m.id
      JOIN plan p ON p.id = l.plan_id AND p.state = 'published'
      JOIN meeting_attendee t ON t.meeting_id = m.id AND t.lineup = l.lineup
     WHERE m.request_id = $1 AND m.state = 'agreed'
     ORDER BY t.participant_id";
// Line-up 0 counts: who stands in for somebody has not asked for the meeting.
const N_AGREED: &str = "
    SELECT COUNT(*)
      FROM meeting_attendee t
      JOIN meeting m ON m.id = t.meeting_id
     WHERE t.participant_id = $1 AND t.lineup = 0 AND m.state = 'agreed'";
const HELD_AT: &str = "
    SELECT COALESCE(n.slot_id, l.slot_id)
      FROM meeting m
      LEFT JOIN pin n ON n.meeting_id = m.id
      LEFT JOIN plan p ON p.event_id = m.event_id AND p.state = 'published'
      LEFT JOIN placement l ON l.plan_id = p.id AND l.meeting_id = m.id
     WHERE m.id = $1 AND COALESCE(n.slot_id, l.slot_id) IS NOT NULL";
const PLACED: &str = "
    SELECT p.id, l.room_id, l.lineup, s.starts_at
      FROM placement l
      JOIN plan p ON p.id = l.plan_id AND p.state = 'published'
      JOIN slot s ON s.id = l.slot_id
     WHERE l.meeting_id = $1";
const ON_VIEW: &str = "
    SELECT m.id, m.version, s.starts_at, s.ends_at, r.name AS room_name, l.table_number
      FROM meeting m
      JOIN placement l ON l.meeting_id = m.id
      JOIN plan p ON p.id = l.plan_id AND p.state = 'published'
      JOIN slot s ON s.id = l.slot_id
      JOIN room r ON r.id = l.room_id
     WHERE m.request_id = $1 AND m.state = 'agreed'";
const VERSION: &str = "SELECT version FROM meeting WHERE id = $1";
// What is pinned or placed at a time that overlaps the slot's.
const TAKEN: &str = "
    SELECT m.id
      FROM meeting_attendee t
      JOIN meeting m ON m.id = t.meeting_id AND m.state = 'agreed'
      LEFT JOIN pin n ON n.meeting_id = m.id
      LEFT JOIN plan p ON p.event_id = m.event_id AND p.state = 'published'
      LEFT JOIN placement l ON l.plan_id = p.id AND l.meeting_id = m.id
      JOIN slot s ON s.id = COALESCE(n.slot_id, l.slot_id)
      JOIN slot w ON w.id = $2 AND s.starts_at < w.ends_at AND w.starts_at < s.ends_at
     WHERE t.participant_id = $1 AND t.lineup = COALESCE(n.lineup, l.lineup, 0)
     LIMIT 1";
const PIN: &str = "
    INSERT INTO pin (event_id, meeting_id, slot_id, created_at)
    VALUES ($1, $2, $3, $4)
        ON CONFLICT (meeting_id) DO NOTHING";
const UNPIN: &str = "DELETE FROM pin WHERE meeting_id = $1";

/// Adds an agreed meeting with its line-ups.
pub(crate) async fn insert(tx: &mut Tx, new: &NewMeeting<'_>, now: DateTime<Utc>) -> Result<(), StoreError> {
    execute!(tx, INSERT, new.id, new.event, new.request, new.kind.as_str(), new.arrival, now)?;
    for (lineup, asked) in new.asked.iter().enumerate() {
        for (person, side) in [(new.asking, Side::Asking), (*asked, Side::Asked)] {
            execute!(tx, ATTEND, new.id, new.event, person, side.as_str(), lineup as i64)?;
        }
    }
    Ok(())
}

/// The meeting that a request became.
pub(crate) async fn of_request(
    tx: &mut Tx,
    request: MeetingRequestId,
) -> Result<Option<MeetingId>, StoreError> {
    Ok(fetch_optional!(tx, (MeetingId,), OF_REQUEST, request)?.map(|(id,)| id))
}

/// Cancels a meeting; false where it was cancelled before.
pub(crate) async fn cancel(tx: &mut Tx, id: MeetingId) -> Result<bool, StoreError> {
    Ok(execute!(tx, CANCEL, id)? == 1)
}

/// Counts a change of a meeting that stays agreed.
pub(crate) async fn changed(tx: &mut Tx, id: MeetingId) -> Result<(), StoreError> {
    execute!(tx, CHANGED, id)?;
    Ok(())
}

/// Counts a change of each of some meetings: calendars go by it.
pub(crate) async fn all_changed(tx: &mut Tx, ids: &[MeetingId]) -> Result<(), StoreError> {
    for some in ids.chunks(500) {
        let numbers: Vec<String> = (1..=some.len()).map(|n| format!("${n}")).collect();
        let sql = format!("{CHANGED_IN}{})", numbers.join(", "));
        macro_rules! run {
            ($connection:expr) => {{
                let mut query = sqlx::query(AssertSqlSafe(sql));
                for id in some {
                    query = query.bind(*id);
                }
                query.execute(&mut **$connection).await?;
            }};
        }
        match tx.connection() {
            Connection::Sqlite(c) => run!(c),
            Connection::Postgres(c) => run!(c),
        }
    }
    Ok(())
}

/// Everybody in one of a meeting's line-ups, in the order in which agendas are taken.
pub(crate) async fn attendees(tx: &mut Tx, id: MeetingId) -> Result<Vec<ParticipantId>, StoreError> {
    Ok(fetch_all!(tx, (ParticipantId,), ATTENDEES, id)?.into_iter().map(|(id,)| id).collect())
}

/// Who sits at a meeting, by line-up whose people all still come, and the line-up with which it is pinned or published.
pub(crate) async fn seats(tx: &mut Tx, id: MeetingId) -> Result<Seats, StoreError> {
    let mut seats = Seats::default();
    for (lineup, person) in fetch_all!(tx, (i64, ParticipantId), SEATS, id)? {
        seats.lineups.entry(lineup).or_default().push(person);
    }
    seats.held = fetch_optional!(tx, (Option<i64>,), LINEUP_HELD, id)?.and_then(|(lineup,)| lineup);
    Ok(seats)
}

/// Everybody in one line-up of a meeting.
pub(crate) async fn seated(
    tx: &mut Tx,
    id: MeetingId,
    lineup: i64,
) -> Result<Vec<ParticipantId>, StoreError> {
    Ok(fetch_all!(tx, (ParticipantId,), SEATED, id, lineup)?.into_iter().map(|(id,)| id).collect())
}

/// Who sits at the meeting of a request in the published plan, whoever was asked.
pub(crate) async fn at_the_table(
    tx: &mut Tx,
    request: MeetingRequestId,
) -> Result<Vec<ParticipantId>, StoreError> {
    Ok(fetch_all!(tx, (ParticipantId,), AT_THE_TABLE, request)?.into_iter().map(|(id,)| id).collect())
}

/// How many agreed meetings somebody has.
pub(crate) async fn n_agreed(tx: &mut Tx, participant: ParticipantId) -> Result<i64, StoreError> {
    Ok(fetch_optional!(tx, (i64,), N_AGREED, participant)?.map_or(0, |(n,)| n))
}

/// The slot in which a meeting is pinned, or has its place in the published plan.
pub(crate) async fn held_at(tx: &mut Tx, id: MeetingId) -> Result<Option<SlotId>, StoreError> {
    Ok(fetch_optional!(tx, (SlotId,), HELD_AT, id)?.map(|(id,)| id))
}

/// Where a meeting stands in the published plan.
pub(crate) struct Placed {
    pub(crate) plan: PlanId,
    pub(crate) room: RoomId,
    pub(crate) lineup: i64,
    pub(crate) starts_at: DateTime<Utc>,
}

/// Where a meeting stands in the published plan, if it does.
pub(crate) async fn placed(tx: &mut Tx, id: MeetingId) -> Result<Option<Placed>, StoreError> {
    let row = fetch_optional!(tx, (PlanId, RoomId, i64, DateTime<Utc>), PLACED, id)?;
    Ok(row.map(|(plan, room, lineup, starts_at)| Placed { plan, room, lineup, starts_at }))
}

/// Where the calendars of those who meet by a request have the meeting.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct OnView {
    pub(crate) id: MeetingId,
    pub(crate) version: i64,
    pub(crate) starts_at: DateTime<Utc>,
    pub(crate) ends_at: DateTime<Utc>,
    pub(crate) room_name: String,
    pub(crate) table_number: i64,
}

/// The same, if it has a place in the published plan.
pub(crate) async fn on_view(tx: &mut Tx, request: MeetingRequestId) -> Result<Option<OnView>, StoreError> {
    fetch_optional!(tx, OnView, ON_VIEW, request)
}

/// How often a meeting has changed.
pub(crate) async fn version(tx: &mut Tx, id: MeetingId) -> Result<i64, StoreError> {
    Ok(fetch_optional!(tx, (i64,), VERSION, id)?.map_or(0, |(version,)| version))
}

/// Whether somebody has a pinned or published meeting at the time of a slot.
pub(crate) async fn is_taken(
    tx: &mut Tx,
    participant: ParticipantId,
    slot: SlotId,
) -> Result<bool, StoreError> {
    Ok(fetch_optional!(tx, (MeetingId,), TAKEN, participant, slot)?.is_some())
}

/// Pins a meeting to the slot for which it was agreed; the room is the planner's choice.
pub(crate) async fn pin(
    tx: &mut Tx,
    event: EventId,
    meeting: MeetingId,
    slot: SlotId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    execute!(tx, PIN, event, meeting, slot, now)?;
    Ok(())
}

/// Lets a meeting go from its slot.
pub(crate) async fn unpin(tx: &mut Tx, meeting: MeetingId) -> Result<(), StoreError> {
    execute!(tx, UNPIN, meeting)?;
    Ok(())
}
