//! `agenda` and `room_agenda`: the versions of what people and rooms were told. Whoever changes what an agenda shows raises it.

use super::{StoreError, Tx, execute, fetch_all, fetch_optional};
use crate::ids::{ActivityId, EventId, ParticipantId, RoomId};
use chrono::{DateTime, Utc};

const TAKE: &str = "
    INSERT INTO agenda (participant_id, event_id, version, changed_at)
    VALUES ($1, $2, 0, $3)
        ON CONFLICT (participant_id) DO UPDATE SET version = agenda.version";
const RAISE: &str = "
    INSERT INTO agenda (participant_id, event_id, version, changed_at)
    VALUES ($1, $2, 1, $3)
        ON CONFLICT (participant_id) DO UPDATE SET version = agenda.version + 1, changed_at = $3";
const RAISE_ROOM: &str = "
    INSERT INTO room_agenda (room_id, event_id, version, changed_at)
    VALUES ($1, $2, 1, $3)
        ON CONFLICT (room_id) DO UPDATE SET version = room_agenda.version + 1, changed_at = $3";
const IN_ROOM: &str = "
    SELECT t.participant_id
      FROM placement l
      JOIN plan p ON p.id = l.plan_id AND p.state = 'published'
      JOIN meeting m ON m.id = l.meeting_id AND m.state = 'agreed'
      JOIN meeting_attendee t ON t.meeting_id = m.id AND t.lineup = l.lineup
     WHERE l.room_id = $1
     UNION
    SELECT g.participant_id
      FROM activity a
      JOIN sign_up g ON g.activity_id = a.id AND g.state <> 'cancelled'
     WHERE a.room_id = $1 AND a.state IN ('open', 'closed') AND a.audience <> 'everybody'
     UNION
    SELECT q.id
      FROM activity a
      JOIN participant q ON q.event_id = a.event_id AND q.validated AND q.removed_at IS NULL
     WHERE a.room_id = $1 AND a.state IN ('open', 'closed') AND a.audience = 'everybody'";
const SHOWING: &str = "
    SELECT o.participant_id, l.room_id
      FROM meeting_attendee t
     CROSS JOIN placement l
      JOIN plan p ON p.id = l.plan_id AND p.state = 'published'
      JOIN meeting m ON m.id = l.meeting_id AND m.state = 'agreed'
      JOIN meeting_attendee o ON o.meeting_id = t.meeting_id AND o.lineup = t.lineup
     WHERE t.participant_id = $1 AND l.meeting_id = t.meeting_id AND l.lineup = t.lineup
       AND o.participant_id <> t.participant_id";
const COMMON: &str = "
    SELECT id
      FROM activity
     WHERE event_id = $1 AND audience = 'everybody' AND state IN ('open', 'closed')
     LIMIT 1";
const VERSION: &str = "SELECT version, changed_at FROM agenda WHERE participant_id = $1";
const ROOM_VERSION: &str = "SELECT version, changed_at FROM room_agenda WHERE room_id = $1";
const CHANGED_SINCE: &str = "
    SELECT participant_id, version, changed_at
      FROM agenda
     WHERE event_id = $1 AND changed_at > $2 AND version > 0
     ORDER BY participant_id";
const ROOMS_CHANGED_SINCE: &str = "
    SELECT room_id, version, changed_at
      FROM room_agenda
     WHERE event_id = $1 AND changed_at > $2
     ORDER BY room_id";

/// Takes agendas without changing them: nobody else agrees, places or raises anything of these people before this transaction
/// ends. Always in one order, so that no two wait for each other.
pub(crate) async fn take(
    tx: &mut Tx,
    event: EventId,
    people: &[ParticipantId],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    for id in in_order(people) {
        execute!(tx, TAKE, id, event, now)?;
    }
    Ok(())
}

/// Raises the versions of people's agendas.
pub(crate) async fn raise(
    tx: &mut Tx,
    event: EventId,
    people: &[ParticipantId],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    for id in in_order(people) {
        execute!(tx, RAISE, id, event, now)?;
    }
    Ok(())
}

/// Whose agendas show a room.
pub(crate) async fn in_room(tx: &mut Tx, room: RoomId) -> Result<Vec<ParticipantId>, StoreError> {
    Ok(fetch_all!(tx, (ParticipantId,), IN_ROOM, room)?.into_iter().map(|(id,)| id).collect())
}

/// Raises the agendas that show people by name: of those whom they meet, and of the rooms in which they do.
pub(crate) async fn raise_showing(
    tx: &mut Tx,
    event: EventId,
    named: &[ParticipantId],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let (mut people, mut rooms) = (Vec::new(), Vec::new());
    for &person in named {
        for (other, room) in fetch_all!(tx, (ParticipantId, RoomId), SHOWING, person)? {
            people.push(other);
            rooms.push(room);
        }
    }
    raise(tx, event, &people, now).await?;
    raise_rooms(tx, event, &rooms, now).await
}

/// Whether there is an activity that everybody who is validated attends.
pub(crate) async fn show_common(tx: &mut Tx, event: EventId) -> Result<bool, StoreError> {
    Ok(fetch_optional!(tx, (ActivityId,), COMMON, event)?.is_some())
}

/// Raises the versions of rooms' agendas. After those of people.
pub(crate) async fn raise_rooms(
    tx: &mut Tx,
    event: EventId,
    rooms: &[RoomId],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    for id in in_order(rooms) {
        execute!(tx, RAISE_ROOM, id, event, now)?;
    }
    Ok(())
}

/// The version of a person's agenda, and since when; nothing before the first change.
pub(crate) async fn version(
    tx: &mut Tx,
    id: ParticipantId,
) -> Result<Option<(i64, DateTime<Utc>)>, StoreError> {
    fetch_optional!(tx, (i64, DateTime<Utc>), VERSION, id)
}

/// The version of a room's agenda, and since when.
pub(crate) async fn room_version(
    tx: &mut Tx,
    id: RoomId,
) -> Result<Option<(i64, DateTime<Utc>)>, StoreError> {
    fetch_optional!(tx, (i64, DateTime<Utc>), ROOM_VERSION, id)
}

/// The people whose agendas changed after a moment.
pub(crate) async fn changed_since(
    tx: &mut Tx,
    event: EventId,
    since: DateTime<Utc>,
) -> Result<Vec<(ParticipantId, i64, DateTime<Utc>)>, StoreError> {
    fetch_all!(tx, (ParticipantId, i64, DateTime<Utc>), CHANGED_SINCE, event, since)
}

/// The rooms whose agendas changed after a moment.
pub(crate) async fn rooms_changed_since(
    tx: &mut Tx,
    event: EventId,
    since: DateTime<Utc>,
) -> Result<Vec<(RoomId, i64, DateTime<Utc>)>, StoreError> {
    fetch_all!(tx, (RoomId, i64, DateTime<Utc>), ROOMS_CHANGED_SINCE, event, since)
}

fn in_order<T: Ord + Copy>(ids: &[T]) -> Vec<T> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    ids
}
