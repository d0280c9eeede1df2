//! `session`, `session_room` and `slot`.

use super::{StoreError, Tx, column, execute, fetch_all};
use crate::{
    domain::{
        session::{MeetingKind, Session, Slot},
        text::Texts,
    },
    ids::{EventId, RoomId, SessionId, SiteId, SlotId},
};
use chrono::{DateTime, Utc};
use sqlx::types::Json;
use std::collections::{BTreeMap, BTreeSet};

const LIST: &str = "
    SELECT id, site_id, names, meeting_kind
      FROM session
     WHERE event_id = $1
     ORDER BY position, id";
const ROOMS: &str = "
    SELECT r.session_id, r.room_id
      FROM session_room r
      JOIN session s ON s.id = r.session_id
     WHERE s.event_id = $1";
const SLOTS: &str = "
    SELECT session_id, id, starts_at, ends_at
      FROM slot
     WHERE event_id = $1
     ORDER BY starts_at, id";
const INSERT: &str = "
    INSERT INTO session (id, event_id, site_id, names, meeting_kind, position)
    SELECT $1, $2, $3, $4, $5, COALESCE(MAX(position) + 1, 0) FROM session WHERE event_id = $2";
const INSERT_SLOT: &str = "
    INSERT INTO slot (id, event_id, session_id, starts_at, ends_at)
    VALUES ($1, $2, $3, $4, $5)";
const UPDATE: &str = "UPDATE session SET names = $2, meeting_kind = $3 WHERE id = $1";
const IN_USE: &str = "
    SELECT DISTINCT s.session_id
      FROM slot s
     WHERE s.event_id = $1
       AND (s.id IN (SELECT slot_id FROM placement WHERE event_id = $1)
            OR s.id IN (SELECT slot_id FROM pin WHERE event_id = $1)
            OR s.id IN (SELECT slot_id FROM block WHERE event_id = $1)
            OR s.id IN (SELECT slot_id FROM slot_waiting WHERE event_id = $1)
            OR s.id IN (SELECT slot_id FROM meeting_request
                         WHERE event_id = $1 AND state IN ('pending', 'accepted', 'confirmed')))";

/// The sessions of an event, with their slots.
pub(crate) async fn list(tx: &mut Tx, event: EventId) -> Result<Vec<Session>, StoreError> {
    let mut rooms: BTreeMap<SessionId, BTreeSet<RoomId>> = BTreeMap::new();
    for (session, room) in fetch_all!(tx, (SessionId, RoomId), ROOMS, event)? {
        rooms.entry(session).or_default().insert(room);
    }
    let mut slots: BTreeMap<SessionId, Vec<Slot>> = BTreeMap::new();
    for (session, id, starts_at, ends_at) in
        fetch_all!(tx, (SessionId, SlotId, DateTime<Utc>, DateTime<Utc>), SLOTS, event)?
    {
        slots.entry(session).or_default().push(Slot { id, starts_at, ends_at });
    }
    let rows = fetch_all!(tx, (SessionId, SiteId, Json<Texts>, String), LIST, event)?;
    let session = |(id, site, names, kind): (SessionId, SiteId, Json<Texts>, String)| {
        Ok(Session {
            id,
            site,
            names: names.0,
            meeting_kind: column("session", "meeting_kind", MeetingKind::parse(&kind))?,
            rooms: rooms.remove(&id).unwrap_or_default(),
            slots: slots.remove(&id).unwrap_or_default(),
        })
    };
    rows.into_iter().map(session).collect()
}

/// Adds a session with its slots, after the others.
pub(crate) async fn insert(tx: &mut Tx, event: EventId, new: &Session) -> Result<(), StoreError> {
    execute!(tx, INSERT, new.id, event, new.site, Json(&new.names), new.meeting_kind.as_str())?;
    insert_rooms(tx, new).await?;
    for slot in &new.slots {
        execute!(tx, INSERT_SLOT, slot.id, event, new.id, slot.starts_at, slot.ends_at)?;
    }
    Ok(())
}

/// Changes name, kind and rooms of a session.
pub(crate) async fn update(tx: &mut Tx, session: &Session) -> Result<(), StoreError> {
    execute!(tx, UPDATE, session.id, Json(&session.names), session.meeting_kind.as_str())?;
    execute!(tx, "DELETE FROM session_room WHERE session_id = $1", session.id)?;
    insert_rooms(tx, session).await
}

async fn insert_rooms(tx: &mut Tx, session: &Session) -> Result<(), StoreError> {
    for room in &session.rooms {
        execute!(tx, "INSERT INTO session_room (session_id, room_id) VALUES ($1, $2)", session.id, *room)?;
    }
    Ok(())
}

/// Deletes a session with its slots.
pub(crate) async fn delete(tx: &mut Tx, id: SessionId) -> Result<(), StoreError> {
    execute!(tx, "DELETE FROM session WHERE id = $1", id)?;
    Ok(())
}

/// The sessions in whose slots a meeting is asked for, planned, pinned or blocked.
pub(crate) async fn in_use(tx: &mut Tx, event: EventId) -> Result<BTreeSet<SessionId>, StoreError> {
    Ok(fetch_all!(tx, (SessionId,), IN_USE, event)?.into_iter().map(|(id,)| id).collect())
}
