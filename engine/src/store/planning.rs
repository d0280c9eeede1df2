//! What planning reads of an event, over all areas: one query for each kind of thing, however large the event is.

use super::{StoreError, Tx, booths, column, decisions, fetch_all, fetch_optional, placements, plans};
use crate::{
    domain::{
        event_rules::{MeetingPlaces, Rules},
        phase::Phase,
        planning::{
            Attendee, BusyFact, EventFacts, Facts, MeetingFact, MeetingKind, ParticipantFact, RoomFact,
            SessionFact, SlotFact,
        },
        session::MeetingKind as SessionUse,
        text::Texts,
    },
    ids::{EventId, MeetingId, MeetingRequestId, ParticipantId, RoomId, SessionId, SiteId, SlotId},
};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::types::Json;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

const EVENT: &str = "SELECT names, time_zone, first_day, phase, rules FROM event WHERE id = $1";
const SITES: &str = "SELECT id FROM site WHERE event_id = $1 ORDER BY position, id";
const TRAVEL: &str = "SELECT from_site_id, to_site_id, minutes FROM travel WHERE event_id = $1";
const ROOMS: &str = "SELECT id, site_id, name, tables FROM room WHERE event_id = $1 ORDER BY position, id";
const SESSIONS: &str =
    "SELECT id, site_id, meeting_kind FROM session WHERE event_id = $1 ORDER BY position, id";
const SESSION_ROOMS: &str = "
    SELECT r.session_id, r.room_id
      FROM session_room r
      JOIN session s ON s.id = r.session_id
     WHERE s.event_id = $1
     ORDER BY r.session_id, r.room_id";
const SLOTS: &str = "
    SELECT id, session_id, starts_at, ends_at FROM slot WHERE event_id = $1 ORDER BY starts_at, id";
const PARTICIPANTS: &str = "
    SELECT p.id, p.name, COALESCE(p.max_meetings, c.max_meetings), COALESCE(p.promised, c.promised),
           CASE WHEN r.state IN ('refused', 'cancelled') THEN p.created_at ELSE p.absent_since END,
           r.company_name, p.validated AND p.removed_at IS NULL AND r.state = 'validated'
      FROM participant p
      JOIN registration r ON r.id = p.registration_id
      JOIN category c ON c.id = p.category_id
     WHERE p.event_id = $1
     ORDER BY p.id";
const UNAVAILABLE: &str = "
    SELECT participant_id, starts_at, ends_at
      FROM unavailability
     WHERE event_id = $1
     ORDER BY participant_id, starts_at";
const BUSY: &str = "
    SELECT a.id, a.site_id, a.starts_at, a.ends_at, s.participant_id
      FROM activity a
      JOIN sign_up s ON s.activity_id = a.id
     WHERE a.event_id = $1 AND a.blocks_meetings AND a.audience <> 'everybody' AND s.state = 'confirmed'
       AND a.state IN ('open', 'closed')
     ORDER BY a.id, s.participant_id";
const FOR_EVERYBODY: &str = "
    SELECT id, site_id, starts_at, ends_at
      FROM activity
     WHERE event_id = $1 AND blocks_meetings AND audience = 'everybody' AND state IN ('open', 'closed')
     ORDER BY id";
const MEETINGS: &str = "
    SELECT m.id, m.kind, m.priority, r.slot_id, r.left_slot_id, CASE WHEN r.wants_reschedule THEN r.id END
      FROM meeting m
      LEFT JOIN meeting_request r ON r.id = m.request_id
     WHERE m.event_id = $1 AND m.state = 'agreed'
     ORDER BY m.arrival, m.id";
const ATTENDEES: &str = "
    SELECT a.meeting_id, a.participant_id, a.side = 'asking', a.lineup
      FROM meeting_attendee a
      JOIN meeting m ON m.id = a.meeting_id
     WHERE m.event_id = $1 AND m.state = 'agreed'
     ORDER BY a.meeting_id, a.lineup, a.side, a.participant_id";

type EventRow = (Json<Texts>, String, NaiveDate, String, Json<Rules>);
type ParticipantRow = (ParticipantId, String, Option<i64>, Option<i64>, Option<DateTime<Utc>>, String, bool);
type Seat = (Uuid, SiteId, DateTime<Utc>, DateTime<Utc>, ParticipantId);
type Common = (Uuid, SiteId, DateTime<Utc>, DateTime<Utc>);
type Span = (DateTime<Utc>, DateTime<Utc>);

/// Everything that planning asks of an event; nothing where there is no such event.
pub(crate) async fn load(
    tx: &mut Tx,
    event: EventId,
    now: DateTime<Utc>,
) -> Result<Option<Facts>, StoreError> {
    let Some(row) = fetch_optional!(tx, EventRow, EVENT, event)? else { return Ok(None) };
    let sites = fetch_all!(tx, (SiteId,), SITES, event)?.into_iter().map(|(id,)| id).collect();
    let attendees: Vec<Attendee> = fetch_all!(tx, (MeetingId, ParticipantId, bool, i64), ATTENDEES, event)?
        .into_iter()
        .map(|(meeting, participant, asking, lineup)| Attendee { meeting, participant, asking, lineup })
        .collect();
    let participants = participants(tx, event, &attendees).await?;
    let published_id = plans::published(tx, event).await?;
    let published = match published_id {
        Some(plan) => placements::list(tx, plan).await?,
        None => BTreeMap::new(),
    };
    let waivers = match published_id {
        Some(plan) => decisions::waivers(tx, plan).await?,
        None => Vec::new(),
    };
    let facts = event_facts(event, row, now)?;
    let booths = match facts.rules.meeting_places {
        MeetingPlaces::Booths => booths::list(tx, event).await?,
        MeetingPlaces::Tables => Vec::new(),
    };
    Ok(Some(Facts {
        event: facts,
        booths,
        sites,
        travel: fetch_all!(tx, (SiteId, SiteId, i64), TRAVEL, event)?,
        rooms: rooms(tx, event).await?,
        sessions: sessions(tx, event).await?,
        session_rooms: fetch_all!(tx, (SessionId, RoomId), SESSION_ROOMS, event)?,
        slots: slots(tx, event).await?,
        unavailable: fetch_all!(tx, (ParticipantId, DateTime<Utc>, DateTime<Utc>), UNAVAILABLE, event)?,
        busy: busy(tx, event, &participants).await?,
        participants,
        meetings: meetings(tx, event).await?,
        attendees,
        pins: decisions::pins(tx, event).await?,
        blocks: decisions::blocks(tx, event).await?,
        published_id,
        published,
        waivers,
    }))
}

fn event_facts(id: EventId, row: EventRow, now: DateTime<Utc>) -> Result<EventFacts, StoreError> {
    let (names, time_zone, first_day, phase, rules) = row;
    let Json(Texts { fr, en }) = names;
    let phase = column("event", "phase", Phase::parse(&phase))?;
    Ok(EventFacts {
        id,
        phase,
        name: fr.or(en).unwrap_or_default(),
        time_zone: column("event", "time_zone", time_zone.parse())?,
        first_day,
        rules: rules.0,
        live_at: (phase == Phase::Live).then_some(now),
    })
}

/// Those who are validated, and those who are in a meeting all the same.
async fn participants(
    tx: &mut Tx,
    event: EventId,
    attendees: &[Attendee],
) -> Result<Vec<ParticipantFact>, StoreError> {
    let meets: BTreeSet<ParticipantId> = attendees.iter().map(|a| a.participant).collect();
    let rows = fetch_all!(tx, ParticipantRow, PARTICIPANTS, event)?.into_iter();
    let counts = rows.filter(|(id, .., validated)| *validated || meets.contains(id));
    let fact = |(id, name, max_meetings, promised, absent_since, company, _)| ParticipantFact {
        id,
        name,
        company,
        max_meetings,
        promised,
        absent_since,
    };
    Ok(counts.map(fact).collect())
}

async fn rooms(tx: &mut Tx, event: EventId) -> Result<Vec<RoomFact>, StoreError> {
    let rows = fetch_all!(tx, (RoomId, SiteId, String, i64), ROOMS, event)?.into_iter();
    Ok(rows.map(|(id, site, name, n_tables)| RoomFact { id, site, name, n_tables }).collect())
}

async fn sessions(tx: &mut Tx, event: EventId) -> Result<Vec<SessionFact>, StoreError> {
    let rows = fetch_all!(tx, (SessionId, SiteId, String), SESSIONS, event)?.into_iter();
    rows.map(|(id, site, kind)| {
        Ok(SessionFact { id, site, kind: column("session", "meeting_kind", SessionUse::parse(&kind))? })
    })
    .collect()
}

async fn slots(tx: &mut Tx, event: EventId) -> Result<Vec<SlotFact>, StoreError> {
    let rows = fetch_all!(tx, (SlotId, SessionId, DateTime<Utc>, DateTime<Utc>), SLOTS, event)?.into_iter();
    Ok(rows.map(|(id, session, starts_at, ends_at)| SlotFact { id, session, starts_at, ends_at }).collect())
}

/// The activities of participants.
pub(crate) async fn busy(
    tx: &mut Tx,
    event: EventId,
    participants: &[ParticipantFact],
) -> Result<Vec<BusyFact>, StoreError> {
    let fact = |activity, site, (starts_at, ends_at): Span, participant| BusyFact {
        activity,
        site,
        starts_at,
        ends_at,
        participant,
    };
    let known: BTreeSet<ParticipantId> = participants.iter().map(|p| p.id).collect();
    let seats = fetch_all!(tx, Seat, BUSY, event)?.into_iter().filter(|(.., p)| known.contains(p));
    let mut busy: Vec<BusyFact> =
        seats.map(|(id, site, from, to, p)| fact(id, site, (from, to), p)).collect();
    for (id, site, from, to) in fetch_all!(tx, Common, FOR_EVERYBODY, event)? {
        busy.extend(participants.iter().map(|p| fact(id, site, (from, to), p.id)));
    }
    Ok(busy)
}

async fn meetings(tx: &mut Tx, event: EventId) -> Result<Vec<MeetingFact>, StoreError> {
    type Row = (MeetingId, String, i64, Option<SlotId>, Option<SlotId>, Option<MeetingRequestId>);
    let rows = fetch_all!(tx, Row, MEETINGS, event)?.into_iter();
    rows.map(|(id, kind, priority, slot, left, rescheduled)| {
        let kind = column("meeting", "kind", MeetingKind::parse(&kind))?;
        Ok(MeetingFact { id, kind, priority, slot, left, rescheduled })
    })
    .collect()
}
