//! `event`, `event_day` and `event_host`.

use super::{Connection, StoreError, Tx, column, execute, fetch_all, fetch_optional};
use crate::{
    domain::{
        event::{Details, Event, EventTexts, Host, HostRole},
        event_rules::Rules,
        phase::Phase,
        preset::Preset,
        text::Texts,
    },
    ids::{AccountId, EventId, OrganisationId},
};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use sqlx::types::Json;
use std::collections::BTreeSet;

const INSERT: &str = "
    INSERT INTO event (id, organisation_id, slug, names, texts, preset, phase, time_zone, first_day, last_day,
                       registration_closes_at, closes_at, rules, copied_from_id, version, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        ON CONFLICT (slug) DO NOTHING";
const FIND: &str = "
    SELECT id, organisation_id, slug, names, texts, preset, phase, time_zone, registration_closes_at, closes_at, rules,
           copied_from_id, version, created_at
      FROM event
     WHERE id = $1";
const HOLD: &str = "
    SELECT id, organisation_id, slug, names, texts, preset, phase, time_zone, registration_closes_at, closes_at, rules,
           copied_from_id, version, created_at
      FROM event
     WHERE id = $1
       FOR SHARE";
const FIND_BY_SLUG: &str = "SELECT id FROM event WHERE slug = $1";
const LIST: &str = "
    SELECT id, slug, names, phase, first_day, last_day
      FROM event
     WHERE $1 OR id IN (SELECT event_id FROM event_role WHERE account_id = $2 AND withdrawn_at IS NULL)
     ORDER BY first_day, id";
const LIST_PUBLIC: &str = "
    SELECT id, slug, names, phase, first_day, last_day
      FROM event
     WHERE phase IN ('open', 'planning', 'live', 'closed') AND (closes_at IS NULL OR closes_at > $1)
     ORDER BY first_day, id";
const BUMP: &str = "UPDATE event SET version = version + 1 WHERE id = $1 AND version = $2";
const UPDATE: &str = "
    UPDATE event
       SET slug = $2, names = $3, texts = $4, time_zone = $5, first_day = $6, last_day = $7,
           registration_closes_at = $8, closes_at = $9
     WHERE id = $1";
const SET_PHASE: &str = "UPDATE event SET phase = $2 WHERE id = $1";
const SET_RULES: &str = "UPDATE event SET rules = $2 WHERE id = $1";
const DAYS: &str = "SELECT day FROM event_day WHERE event_id = $1 ORDER BY day";
const HOSTS: &str = "
    SELECT organisation_id, role, pitch
      FROM event_host
     WHERE event_id = $1
     ORDER BY position";
const INSERT_HOST: &str = "
    INSERT INTO event_host (event_id, organisation_id, role, pitch, position)
    VALUES ($1, $2, $3, $4, $5)";
const TIMES: &str = "
    SELECT starts_at FROM slot WHERE event_id = $1
     UNION
    SELECT starts_at FROM activity WHERE event_id = $1";

#[derive(sqlx::FromRow)]
struct Row {
    id: EventId,
    organisation_id: OrganisationId,
    slug: String,
    names: Json<Texts>,
    texts: Json<EventTexts>,
    preset: String,
    phase: String,
    time_zone: String,
    registration_closes_at: Option<DateTime<Utc>>,
    closes_at: Option<DateTime<Utc>>,
    rules: Json<Rules>,
    copied_from_id: Option<EventId>,
    version: i64,
    created_at: DateTime<Utc>,
}

/// An event in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventSummary {
    /// Its identity.
    pub id: EventId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub names: Texts,
    /// How far it is.
    pub phase: Phase,
    /// Its first day.
    pub first_day: NaiveDate,
    /// Its last day.
    pub last_day: NaiveDate,
}

#[derive(sqlx::FromRow)]
struct SummaryRow {
    id: EventId,
    slug: String,
    names: Json<Texts>,
    phase: String,
    first_day: NaiveDate,
    last_day: NaiveDate,
}

impl TryFrom<SummaryRow> for EventSummary {
    type Error = StoreError;

    fn try_from(row: SummaryRow) -> Result<Self, StoreError> {
        let SummaryRow { id, slug, names, phase, first_day, last_day } = row;
        let phase = column("event", "phase", Phase::parse(&phase))?;
        Ok(Self { id, slug, names: names.0, phase, first_day, last_day })
    }
}

impl Row {
    fn event(self, days: Vec<NaiveDate>) -> Result<Event, StoreError> {
        Ok(Event {
            id: self.id,
            organisation: self.organisation_id,
            preset: column("event", "preset", Preset::parse(&self.preset))?,
            phase: column("event", "phase", Phase::parse(&self.phase))?,
            details: Details {
                slug: self.slug,
                names: self.names.0,
                texts: self.texts.0,
                time_zone: column("event", "time_zone", self.time_zone.parse::<Tz>())?,
                days,
                registration_closes_at: self.registration_closes_at,
                closes_at: self.closes_at,
            },
            rules: self.rules.0,
            copied_from: self.copied_from_id,
            version: self.version,
            created_at: self.created_at,
        })
    }
}

/// Adds an event; false where its name in addresses is taken.
pub(crate) async fn insert(tx: &mut Tx, event: &Event) -> Result<bool, StoreError> {
    let details = &event.details;
    let n_rows = execute!(
        tx,
        INSERT,
        event.id,
        event.organisation,
        &details.slug,
        Json(&details.names),
        Json(&details.texts),
        event.preset.as_str(),
        event.phase.as_str(),
        details.time_zone.name(),
        details.first_day(),
        details.last_day(),
        details.registration_closes_at,
        details.closes_at,
        Json(&event.rules),
        event.copied_from,
        event.version,
        event.created_at
    )?;
    if n_rows == 0 {
        return Ok(false);
    }
    insert_days(tx, event.id, &details.days).await?;
    Ok(true)
}

/// An event.
pub(crate) async fn find(tx: &mut Tx, id: EventId) -> Result<Option<Event>, StoreError> {
    let row = fetch_optional!(tx, Row, FIND, id)?;
    with_days(tx, row).await
}

/// An event, whose settings and phase stay as they are until the transaction ends. Others may hold it too.
pub(crate) async fn hold(tx: &mut Tx, id: EventId) -> Result<Option<Event>, StoreError> {
    // SQLite has one writer, so nothing changes anyway.
    let sql = match tx.connection() {
        Connection::Sqlite(_) => FIND,
        Connection::Postgres(_) => HOLD,
    };
    let row = fetch_optional!(tx, Row, sql, id)?;
    with_days(tx, row).await
}

/// An event that nobody else holds or changes until the transaction ends.
pub(crate) async fn lock(tx: &mut Tx, id: EventId) -> Result<Option<Event>, StoreError> {
    execute!(tx, "UPDATE event SET version = version WHERE id = $1", id)?;
    find(tx, id).await
}

async fn with_days(tx: &mut Tx, row: Option<Row>) -> Result<Option<Event>, StoreError> {
    let Some(row) = row else { return Ok(None) };
    let days = fetch_all!(tx, (NaiveDate,), DAYS, row.id)?;
    Ok(Some(row.event(days.into_iter().map(|(day,)| day).collect())?))
}

/// The event of a name in addresses.
pub(crate) async fn find_by_slug(tx: &mut Tx, slug: &str) -> Result<Option<EventId>, StoreError> {
    Ok(fetch_optional!(tx, (EventId,), FIND_BY_SLUG, slug)?.map(|(id,)| id))
}

/// All events, or those in which an account has a role.
pub(crate) async fn list(
    tx: &mut Tx,
    all: bool,
    account: Option<AccountId>,
) -> Result<Vec<EventSummary>, StoreError> {
    fetch_all!(tx, SummaryRow, LIST, all, account)?.into_iter().map(EventSummary::try_from).collect()
}

/// The events whose pages are there.
pub(crate) async fn list_public(tx: &mut Tx, now: DateTime<Utc>) -> Result<Vec<EventSummary>, StoreError> {
    fetch_all!(tx, SummaryRow, LIST_PUBLIC, now)?.into_iter().map(EventSummary::try_from).collect()
}

/// Raises the version that was seen, and locks the event; false where somebody was faster.
pub(crate) async fn raise_version(tx: &mut Tx, id: EventId, seen: i64) -> Result<bool, StoreError> {
    Ok(execute!(tx, BUMP, id, seen)? == 1)
}

/// Changes the details. Its name in addresses must be free.
pub(crate) async fn update(tx: &mut Tx, id: EventId, details: &Details) -> Result<(), StoreError> {
    execute!(
        tx,
        UPDATE,
        id,
        &details.slug,
        Json(&details.names),
        Json(&details.texts),
        details.time_zone.name(),
        details.first_day(),
        details.last_day(),
        details.registration_closes_at,
        details.closes_at
    )?;
    execute!(tx, "DELETE FROM event_day WHERE event_id = $1", id)?;
    insert_days(tx, id, &details.days).await
}

async fn insert_days(tx: &mut Tx, id: EventId, days: &[NaiveDate]) -> Result<(), StoreError> {
    for day in days {
        execute!(tx, "INSERT INTO event_day (event_id, day) VALUES ($1, $2)", id, *day)?;
    }
    Ok(())
}

/// Puts an event into a phase.
pub(crate) async fn set_phase(tx: &mut Tx, id: EventId, phase: Phase) -> Result<(), StoreError> {
    execute!(tx, SET_PHASE, id, phase.as_str())?;
    Ok(())
}

/// Changes the rules.
pub(crate) async fn set_rules(tx: &mut Tx, id: EventId, rules: &Rules) -> Result<(), StoreError> {
    execute!(tx, SET_RULES, id, Json(rules))?;
    Ok(())
}

/// Who holds an event.
pub(crate) async fn list_hosts(tx: &mut Tx, id: EventId) -> Result<Vec<Host>, StoreError> {
    let rows = fetch_all!(tx, (OrganisationId, String, Option<Json<Texts>>), HOSTS, id)?;
    let host = |(organisation, role, pitch): (OrganisationId, String, Option<Json<Texts>>)| {
        let role = column("event_host", "role", HostRole::parse(&role))?;
        Ok(Host { organisation, role, pitch: pitch.map(|pitch| pitch.0) })
    };
    rows.into_iter().map(host).collect()
}

/// Says who holds an event.
pub(crate) async fn set_hosts(tx: &mut Tx, id: EventId, hosts: &[Host]) -> Result<(), StoreError> {
    execute!(tx, "DELETE FROM event_host WHERE event_id = $1", id)?;
    for (position, host) in (0_i64..).zip(hosts) {
        let pitch = host.pitch.as_ref().map(Json);
        execute!(tx, INSERT_HOST, id, host.organisation, host.role.as_str(), pitch, position)?;
    }
    Ok(())
}

/// When sessions and activities begin.
pub(crate) async fn list_times(tx: &mut Tx, id: EventId) -> Result<BTreeSet<DateTime<Utc>>, StoreError> {
    Ok(fetch_all!(tx, (DateTime<Utc>,), TIMES, id)?.into_iter().map(|(at,)| at).collect())
}
