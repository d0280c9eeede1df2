//! What agendas show, read from the published plan, the attendees and the activities. Only read here.

use super::{StoreError, Tx, fetch_all, fetch_optional};
use crate::{
    domain::{
        agenda::{AgendaEntry, Attending, MeetingEntry, What},
        text::Texts,
    },
    ids::{ActivityId, EventId, MeetingId, ParticipantId, RoomId, SlotId},
};
use chrono::{DateTime, Utc};
use sqlx::types::Json;

/// Meetings with a place in the published plan, with one row per attendee. Whoever asks says from where: an agenda is read
/// often, and must not read the whole plan.
macro_rules! placed {
    ($meetings:literal, $condition:literal) => {
        concat!(
            "
    SELECT m.id, m.version, l.slot_id, l.room_id, r.name AS room_name, w.names AS site_names, l.table_number,
           s.starts_at, s.ends_at, o.participant_id, q.name, g.company_name
      FROM ",
            $meetings,
            "
      JOIN plan p ON p.id = l.plan_id AND p.state = 'published'
      JOIN meeting m ON m.id = l.meeting_id AND m.state = 'agreed'
      JOIN slot s ON s.id = l.slot_id
      JOIN room r ON r.id = l.room_id
      JOIN site w ON w.id = r.site_id
      JOIN meeting_attendee o ON o.meeting_id = m.id AND o.lineup = l.lineup
      JOIN participant q ON q.id = o.participant_id
      JOIN registration g ON g.id = q.registration_id
     WHERE p.event_id = $1 AND ",
            $condition,
            "
     ORDER BY s.starts_at, l.room_id, l.table_number, m.id, o.participant_id"
        )
    };
}

const PLACED_OF_PERSON: &str = placed!(
    "meeting_attendee t CROSS JOIN placement l",
    "t.participant_id = $2 AND l.meeting_id = t.meeting_id AND l.lineup = t.lineup"
);
const PLACED_IN_ROOM: &str = placed!("placement l", "l.room_id = $2");
/// Agreed meetings of a person without a place.
const UNPLACED: &str = "
    SELECT m.id, m.version, o.participant_id, q.name, g.company_name
      FROM meeting_attendee t
      JOIN meeting m ON m.id = t.meeting_id AND m.state = 'agreed'
      JOIN meeting_attendee o ON o.meeting_id = m.id AND o.lineup = 0
      JOIN participant q ON q.id = o.participant_id
      JOIN registration g ON g.id = q.registration_id
     WHERE t.participant_id = $1 AND t.lineup = 0
       AND NOT EXISTS (SELECT 1 FROM placement l JOIN plan p ON p.id = l.plan_id
                        WHERE l.meeting_id = m.id AND p.state = 'published')
     ORDER BY m.arrival, m.id, o.participant_id";
const ACTIVITIES: &str = "
    SELECT a.id, a.version, a.names, a.starts_at, a.ends_at, a.room_id, r.name AS room_name, w.names AS site_names,
           (g.state = 'confirmed') AS confirmed
      FROM sign_up g
      JOIN activity a ON a.id = g.activity_id AND a.state IN ('open', 'closed') AND a.audience <> 'everybody'
      JOIN site w ON w.id = a.site_id
      LEFT JOIN room r ON r.id = a.room_id
     WHERE g.participant_id = $1 AND g.state <> 'cancelled'
     UNION ALL
    SELECT a.id, a.version, a.names, a.starts_at, a.ends_at, a.room_id, r.name AS room_name, w.names AS site_names,
           (a.id = a.id) AS confirmed
      FROM participant p
      JOIN activity a ON a.event_id = p.event_id AND a.state IN ('open', 'closed') AND a.audience = 'everybody'
      JOIN site w ON w.id = a.site_id
      LEFT JOIN room r ON r.id = a.room_id
     WHERE p.id = $1 AND p.validated AND p.removed_at IS NULL";
const IN_ROOM: &str = "
    SELECT a.id, a.version, a.names, a.starts_at, a.ends_at, a.room_id, r.name AS room_name, w.names AS site_names,
           (a.id = a.id) AS confirmed
      FROM activity a
      JOIN site w ON w.id = a.site_id
      JOIN room r ON r.id = a.room_id
     WHERE a.room_id = $1 AND a.state IN ('open', 'closed')
     ORDER BY a.starts_at, a.id";
const ROOM: &str = "SELECT event_id FROM room WHERE id = $1";

#[derive(sqlx::FromRow)]
struct PlacedRow {
    id: MeetingId,
    version: i64,
    slot_id: SlotId,
    room_id: RoomId,
    room_name: String,
    site_names: Json<Texts>,
    table_number: i64,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    participant_id: ParticipantId,
    name: String,
    company_name: String,
}

#[derive(sqlx::FromRow)]
struct ActivityRow {
    id: ActivityId,
    version: i64,
    names: Json<Texts>,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    room_id: Option<RoomId>,
    room_name: Option<String>,
    site_names: Json<Texts>,
    confirmed: bool,
}

/// Meetings and activities, by time. A person is not named in the own agenda.
fn entries(
    placed: Vec<PlacedRow>,
    activities: Vec<ActivityRow>,
    person: Option<ParticipantId>,
) -> Vec<AgendaEntry> {
    let mut entries: Vec<AgendaEntry> = Vec::new();
    let mut last = None;
    for row in placed {
        if last != Some(row.id) {
            last = Some(row.id);
            let meeting = MeetingEntry { id: row.id, version: row.version, with: Vec::new() };
            entries.push(AgendaEntry {
                starts_at: row.starts_at,
                ends_at: row.ends_at,
                site: row.site_names.0,
                room: Some(row.room_id),
                room_name: Some(row.room_name),
                what: What::Meeting { meeting, slot: row.slot_id, table: row.table_number },
            });
        }
        if let Some(AgendaEntry { what: What::Meeting { meeting, .. }, .. }) = entries.last_mut()
            && person != Some(row.participant_id)
        {
            let (participant, name, company) = (row.participant_id, row.name, row.company_name);
            meeting.with.push(Attending { participant, name, company });
        }
    }
    entries.extend(activities.into_iter().map(|row| AgendaEntry {
        starts_at: row.starts_at,
        ends_at: row.ends_at,
        site: row.site_names.0,
        room: row.room_id,
        room_name: row.room_name,
        what: What::Activity {
            activity: row.id,
            version: row.version,
            names: row.names.0,
            confirmed: row.confirmed,
        },
    }));
    entries.sort_by_key(|entry| (entry.starts_at, entry.ends_at));
    entries
}

/// What a person has.
pub(crate) async fn of_person(
    tx: &mut Tx,
    event: EventId,
    person: ParticipantId,
) -> Result<Vec<AgendaEntry>, StoreError> {
    let placed = fetch_all!(tx, PlacedRow, PLACED_OF_PERSON, event, person)?;
    let activities = fetch_all!(tx, ActivityRow, ACTIVITIES, person)?;
    Ok(entries(placed, activities, Some(person)))
}

/// What there is in a room.
pub(crate) async fn of_room(
    tx: &mut Tx,
    event: EventId,
    room: RoomId,
) -> Result<Vec<AgendaEntry>, StoreError> {
    let placed = fetch_all!(tx, PlacedRow, PLACED_IN_ROOM, event, room)?;
    let activities = fetch_all!(tx, ActivityRow, IN_ROOM, room)?;
    Ok(entries(placed, activities, None))
}

/// The agreed meetings of a person that have no place.
pub(crate) async fn unplaced(tx: &mut Tx, person: ParticipantId) -> Result<Vec<MeetingEntry>, StoreError> {
    type Row = (MeetingId, i64, ParticipantId, String, String);
    let mut meetings: Vec<MeetingEntry> = Vec::new();
    for (id, version, participant, name, company) in fetch_all!(tx, Row, UNPLACED, person)? {
        if meetings.last().is_none_or(|last| last.id != id) {
            meetings.push(MeetingEntry { id, version, with: Vec::new() });
        }
        if let Some(meeting) = meetings.last_mut()
            && participant != person
        {
            meeting.with.push(Attending { participant, name, company });
        }
    }
    Ok(meetings)
}

/// The event of a room.
pub(crate) async fn event_of_room(tx: &mut Tx, room: RoomId) -> Result<Option<EventId>, StoreError> {
    Ok(fetch_optional!(tx, (EventId,), ROOM, room)?.map(|(event,)| event))
}
