//! `booth`: the rooms in which exhibitors receive.

use super::{StoreError, Tx, execute, fetch_all, fetch_optional};
use crate::ids::{EventId, ParticipantId, RegistrationId, RoomId};

const SET: &str = "
    INSERT INTO booth (registration_id, event_id, room_id)
    VALUES ($1, $2, $3)
        ON CONFLICT (registration_id) DO UPDATE SET room_id = $3";
const CLEAR: &str = "DELETE FROM booth WHERE registration_id = $1";
const FIND: &str = "SELECT room_id FROM booth WHERE registration_id = $1";
const LIST: &str = "
    SELECT p.id, b.room_id
      FROM booth b
      JOIN registration r ON r.id = b.registration_id AND r.state NOT IN ('refused', 'cancelled')
      JOIN participant p ON p.registration_id = r.id
     WHERE b.event_id = $1
     ORDER BY p.id";
const OTHERS: &str = "
    SELECT COUNT(*)
      FROM booth b
      JOIN registration r ON r.id = b.registration_id AND r.state NOT IN ('refused', 'cancelled')
     WHERE b.room_id = $1 AND b.registration_id <> $2";

/// The booth of a registration.
pub(crate) async fn find(tx: &mut Tx, id: RegistrationId) -> Result<Option<RoomId>, StoreError> {
    Ok(fetch_optional!(tx, (RoomId,), FIND, id)?.map(|(room,)| room))
}

/// Remembers it, or that there is none.
pub(crate) async fn set(
    tx: &mut Tx,
    event: EventId,
    id: RegistrationId,
    room: Option<RoomId>,
) -> Result<(), StoreError> {
    match room {
        Some(room) => execute!(tx, SET, id, event, room)?,
        None => execute!(tx, CLEAR, id)?,
    };
    Ok(())
}

/// Whether a room is the booth of another registration that still counts.
pub(crate) async fn is_of_another(tx: &mut Tx, room: RoomId, id: RegistrationId) -> Result<bool, StoreError> {
    Ok(fetch_optional!(tx, (i64,), OTHERS, room, id)?.is_some_and(|(n,)| n > 0))
}

/// The booths of an event, each for the people of its exhibitor, where the registration still counts.
pub(crate) async fn list(tx: &mut Tx, event: EventId) -> Result<Vec<(ParticipantId, RoomId)>, StoreError> {
    fetch_all!(tx, (ParticipantId, RoomId), LIST, event)
}
