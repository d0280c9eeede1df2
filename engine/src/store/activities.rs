//! `activity` and `activity_speaker`.

use super::{StoreError, Tx, column, execute, fetch_all, fetch_optional};
use crate::{
    domain::{
        activity::{
            Activity, ActivityDetails, ActivityKind, ActivityState, Audience, Speaker, Times, WhenFull,
        },
        text::Texts,
    },
    ids::{ActivityId, EventId, RoomId, SiteId},
};
use chrono::{DateTime, Utc};
use sqlx::types::Json;
use std::collections::BTreeMap;

/// What a change may touch; `values!` and `save!` follow in the same order.
macro_rules! changeable {
    () => {
        "kind, reference, names, texts, site_id, room_id, starts_at, ends_at, audience, capacity, when_full, in_charge,
         state, state_reason, blocks_meetings"
    };
}

macro_rules! values {
    () => {
        "$3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17"
    };
}

/// Runs INSERT or UPDATE: the former with what it needs besides.
macro_rules! save {
    ($tx:expr, $sql:expr, $activity:expr $(, $more:expr)*) => {{
        let details = &$activity.details;
        execute!(
            $tx,
            $sql,
            $activity.id,
            $activity.event,
            details.kind.as_str(),
            &details.reference,
            Json(&details.names),
            details.texts.as_ref().map(Json),
            details.site,
            details.room,
            details.times.starts_at,
            details.times.ends_at,
            details.audience.as_str(),
            details.capacity,
            details.when_full.as_str(),
            &details.in_charge,
            $activity.state.as_str(),
            &$activity.state_reason,
            details.blocks_meetings
            $(, $more)*
        )
    }};
}

macro_rules! select {
    ($rest:literal) => {
        concat!("SELECT id, event_id, ", changeable!(), ", version, created_at FROM activity ", $rest)
    };
}

const INSERT: &str = concat!(
    "INSERT INTO activity (id, event_id, ",
    changeable!(),
    ", n_arrivals, version, created_at)
     VALUES ($1, $2, ",
    values!(),
    ", 0, 1, $18)"
);
const LIST: &str = select!("WHERE event_id = $1 ORDER BY starts_at, id");
const FIND: &str = select!("WHERE event_id = $1 AND id = $2");
const UPDATE: &str =
    concat!("UPDATE activity SET (", changeable!(), ") = (", values!(), ") WHERE id = $1 AND event_id = $2");
const BUMP: &str =
    "UPDATE activity SET version = version + 1 WHERE event_id = $1 AND id = $2 AND version = $3";
const ARRIVE: &str = "
    UPDATE activity
       SET n_arrivals = n_arrivals + 1
     WHERE event_id = $1 AND id = $2
    RETURNING n_arrivals";
const SPEAKERS: &str = "
    SELECT s.activity_id, s.name, s.company, s.contact, s.photo, s.topic
      FROM activity_speaker s
      JOIN activity a ON a.id = s.activity_id
     WHERE a.event_id = $1
     ORDER BY s.activity_id, s.position";
const INSERT_SPEAKER: &str = "
    INSERT INTO activity_speaker (activity_id, position, name, company, contact, photo, topic)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";

#[derive(sqlx::FromRow)]
struct Row {
    id: ActivityId,
    event_id: EventId,
    kind: String,
    reference: Option<String>,
    names: Json<Texts>,
    texts: Option<Json<Texts>>,
    site_id: SiteId,
    room_id: Option<RoomId>,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    audience: String,
    capacity: Option<i64>,
    when_full: String,
    in_charge: Option<String>,
    state: String,
    state_reason: Option<String>,
    blocks_meetings: bool,
    version: i64,
    created_at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct SpeakerRow {
    activity_id: ActivityId,
    name: String,
    company: Option<String>,
    contact: Option<String>,
    photo: Option<String>,
    topic: Option<String>,
}

impl Row {
    fn activity(self, speakers: Vec<Speaker>) -> Result<Activity, StoreError> {
        Ok(Activity {
            id: self.id,
            event: self.event_id,
            state: column("activity", "state", ActivityState::parse(&self.state))?,
            state_reason: self.state_reason,
            details: ActivityDetails {
                kind: column("activity", "kind", ActivityKind::parse(&self.kind))?,
                reference: self.reference,
                names: self.names.0,
                texts: self.texts.map(|texts| texts.0),
                site: self.site_id,
                room: self.room_id,
                times: Times { starts_at: self.starts_at, ends_at: self.ends_at },
                audience: column("activity", "audience", Audience::parse(&self.audience))?,
                capacity: self.capacity,
                when_full: column("activity", "when_full", WhenFull::parse(&self.when_full))?,
                in_charge: self.in_charge,
                blocks_meetings: self.blocks_meetings,
                speakers,
            },
            version: self.version,
            created_at: self.created_at,
        })
    }
}

/// Adds an activity.
pub(crate) async fn insert(tx: &mut Tx, activity: &Activity) -> Result<(), StoreError> {
    save!(tx, INSERT, activity, activity.created_at)?;
    insert_speakers(tx, activity).await
}

async fn insert_speakers(tx: &mut Tx, activity: &Activity) -> Result<(), StoreError> {
    for (position, speaker) in (0_i64..).zip(&activity.details.speakers) {
        let Speaker { name, company, contact, photo, topic } = speaker;
        execute!(tx, INSERT_SPEAKER, activity.id, position, name, company, contact, photo, topic)?;
    }
    Ok(())
}

/// The activities of an event, by time.
pub(crate) async fn list(tx: &mut Tx, event: EventId) -> Result<Vec<Activity>, StoreError> {
    let mut speakers = speakers(tx, event).await?;
    let rows = fetch_all!(tx, Row, LIST, event)?;
    rows.into_iter()
        .map(|row| {
            let speakers = speakers.remove(&row.id).unwrap_or_default();
            row.activity(speakers)
        })
        .collect()
}

/// An activity of an event.
pub(crate) async fn find(
    tx: &mut Tx,
    event: EventId,
    id: ActivityId,
) -> Result<Option<Activity>, StoreError> {
    let Some(row) = fetch_optional!(tx, Row, FIND, event, id)? else { return Ok(None) };
    let speakers = speakers(tx, event).await?.remove(&id).unwrap_or_default();
    Ok(Some(row.activity(speakers)?))
}

async fn speakers(tx: &mut Tx, event: EventId) -> Result<BTreeMap<ActivityId, Vec<Speaker>>, StoreError> {
    let mut speakers: BTreeMap<ActivityId, Vec<Speaker>> = BTreeMap::new();
    for row in fetch_all!(tx, SpeakerRow, SPEAKERS, event)? {
        let SpeakerRow { activity_id, name, company, contact, photo, topic } = row;
        speakers.entry(activity_id).or_default().push(Speaker { name, company, contact, photo, topic });
    }
    Ok(speakers)
}

/// Raises the version that was seen, and locks the activity; false where somebody was faster.
pub(crate) async fn raise_version(
    tx: &mut Tx,
    event: EventId,
    id: ActivityId,
    seen: i64,
) -> Result<bool, StoreError> {
    Ok(execute!(tx, BUMP, event, id, seen)? == 1)
}

/// Locks an activity until the transaction ends, and counts an arrival: its rank. None where there is no such activity.
pub(crate) async fn arrive(tx: &mut Tx, event: EventId, id: ActivityId) -> Result<Option<i64>, StoreError> {
    Ok(fetch_optional!(tx, (i64,), ARRIVE, event, id)?.map(|(rank,)| rank))
}

/// Changes an activity that is locked.
pub(crate) async fn update(tx: &mut Tx, activity: &Activity) -> Result<(), StoreError> {
    save!(tx, UPDATE, activity)?;
    execute!(tx, "DELETE FROM activity_speaker WHERE activity_id = $1", activity.id)?;
    insert_speakers(tx, activity).await
}
