//! Rows of areas other than the one that a test is about, written by SQL.

use super::TestEngine;
use carnet_engine::{
    AccountId, CategoryId, EventId, MeetingId, OrganisationId, ParticipantId, RoomId, SessionId, SiteId,
    SlotId,
};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use sqlx::types::Json;
use std::sync::atomic::{AtomicU64, Ordering};
use uuid::Uuid;

/// Runs a statement with its values: `run!(t, "INSERT …", id, name)`.
macro_rules! run {
    ($t:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        match $t.database() {
            carnet_engine::Database::Sqlite { writer, .. } => {
                sqlx::query($sql)$(.bind($value))*.execute(writer).await.map(|done| done.rows_affected())
            }
            carnet_engine::Database::Postgres(pool) => {
                sqlx::query($sql)$(.bind($value))*.execute(pool).await.map(|done| done.rows_affected())
            }
        }
        .expect("the row is taken")
    };
}
pub(crate) use run;

/// A new identity; later ones sort after earlier ones.
pub(crate) fn id<I: From<Uuid>>() -> I {
    static COUNT: AtomicU64 = AtomicU64::new(1);
    Uuid::from_u128(0xCA47_u128 << 96 | u128::from(COUNT.fetch_add(1, Ordering::Relaxed))).into()
}

fn named(name: &str) -> Json<Value> {
    Json(json!({ "fr": name, "en": name }))
}

/// When the meetings of an event begin.
pub(crate) fn first_slot() -> DateTime<Utc> {
    "2027-03-10T08:00:00Z".parse().expect("a time")
}

/// An account without a password.
pub(crate) async fn account(t: &TestEngine, name: &str) -> AccountId {
    let account: AccountId = id();
    let sql = "
        INSERT INTO account (id, email, name, language, administrator, created_at)
        VALUES ($1, $2, $3, 'fr', $4, $5)";
    run!(t, sql, account, format!("{account}@example.org"), name, false, t.now());
    account
}

/// An organisation.
pub(crate) async fn organisation(t: &TestEngine, name: &str) -> OrganisationId {
    let organisation: OrganisationId = id();
    let sql =
        "INSERT INTO organisation (id, kind, name, country, created_at) VALUES ($1, 'chamber', $2, 'FR', $3)";
    run!(t, sql, organisation, name, t.now());
    organisation
}

/// An event in the phase of planning, with two categories.
pub(crate) async fn event(t: &TestEngine, rules: Value) -> EventId {
    let (event, organisation): (EventId, _) = (id(), organisation(t, "Chamber").await);
    let day = first_slot().date_naive();
    let sql = "
        INSERT INTO event (id, organisation_id, slug, names, texts, preset, phase, time_zone, first_day, last_day, rules,
                           version, created_at)
        VALUES ($1, $2, $3, $4, $5, 'any-to-any', 'planning', 'Europe/Paris', $6, $6, $7, 1, $8)";
    let (names, texts) = (named("Forum"), Json(json!({})));
    run!(t, sql, event, organisation, event.to_string(), names, texts, day, Json(rules), t.now());
    event
}

/// A category of participants.
pub(crate) async fn category(t: &TestEngine, event: EventId, kind: &str) -> CategoryId {
    let category: CategoryId = id();
    let sql = "INSERT INTO category (id, event_id, names, kind, position) VALUES ($1, $2, $3, $4, 1)";
    run!(t, sql, category, event, named(kind), kind);
    category
}

/// A site.
pub(crate) async fn site(t: &TestEngine, event: EventId) -> SiteId {
    let site: SiteId = id();
    let sql = "INSERT INTO site (id, event_id, names, position) VALUES ($1, $2, $3, 1)";
    run!(t, sql, site, event, named("Hall"));
    site
}

/// A room with tables.
pub(crate) async fn room(t: &TestEngine, event: EventId, site: SiteId, tables: i64) -> RoomId {
    let room: RoomId = id();
    let sql =
        "INSERT INTO room (id, event_id, site_id, name, tables, position) VALUES ($1, $2, $3, 'Room', $4, 1)";
    run!(t, sql, room, event, site, tables);
    room
}

/// A session with slots of 20 minutes, one after the other from [`first_slot`].
pub(crate) async fn session(
    t: &TestEngine,
    event: EventId,
    (site, kind): (SiteId, &str),
    rooms: &[RoomId],
    n_slots: i32,
) -> (SessionId, Vec<SlotId>) {
    let session: SessionId = id();
    let sql = "INSERT INTO session (id, event_id, site_id, names, meeting_kind, position) VALUES ($1, $2, $3, $4, $5, 1)";
    run!(t, sql, session, event, site, named("Morning"), kind);
    for room in rooms {
        run!(t, "INSERT INTO session_room (session_id, room_id) VALUES ($1, $2)", session, *room);
    }
    let mut slots = Vec::new();
    for i in 0..n_slots {
        let (slot, starts_at): (SlotId, _) = (id(), first_slot() + TimeDelta::minutes(20) * i);
        let sql =
            "INSERT INTO slot (id, event_id, session_id, starts_at, ends_at) VALUES ($1, $2, $3, $4, $5)";
        run!(t, sql, slot, event, session, starts_at, starts_at + TimeDelta::minutes(20));
        slots.push(slot);
    }
    (session, slots)
}

/// A validated participant with a registration of their own, and an account where one is given.
pub(crate) async fn participant(
    t: &TestEngine,
    event: EventId,
    category: CategoryId,
    account: Option<AccountId>,
) -> ParticipantId {
    let (registration, participant): (Uuid, ParticipantId) = (id(), id());
    let arrival = i64::from_be_bytes(registration.as_bytes()[8..].try_into().expect("8 bytes"));
    let sql = "
        INSERT INTO registration (id, event_id, category_id, company_name, country, state, listed, paid, may_book, answers,
                                  arrival, version, created_at)
        VALUES ($1, $2, $3, 'Company', 'FR', 'validated', $4, $4, $4, $5, $6, 1, $7)";
    run!(t, sql, registration, event, category, true, Json(json!({})), arrival, t.now());
    let sql = "
        INSERT INTO participant (id, event_id, registration_id, account_id, category_id, name, expert, validated, answers,
                                 version, created_at)
        VALUES ($1, $2, $3, $4, $5, 'Person', (SELECT kind = 'expert' FROM category WHERE id = $5), $6, $7, 1, $8)";
    run!(t, sql, participant, event, registration, account, category, true, Json(json!({})), t.now());
    participant
}

/// An agreed meeting of two, without a request.
pub(crate) async fn meeting(
    t: &TestEngine,
    event: EventId,
    kind: &str,
    (asking, asked): (ParticipantId, ParticipantId),
) -> MeetingId {
    let meeting: MeetingId = id();
    let arrival = i64::from_be_bytes(Uuid::from(meeting).as_bytes()[8..].try_into().expect("8 bytes"));
    let sql = "
        INSERT INTO meeting (id, event_id, kind, priority, arrival, state, version, created_at)
        VALUES ($1, $2, $3, 1, $4, 'agreed', 1, $5)";
    run!(t, sql, meeting, event, kind, arrival, t.now());
    for (participant, side) in [(asking, "asking"), (asked, "asked")] {
        let sql = "
            INSERT INTO meeting_attendee (meeting_id, event_id, participant_id, side, lineup)
            VALUES ($1, $2, $3, $4, 0)";
        run!(t, sql, meeting, event, participant, side);
    }
    meeting
}

/// Somebody cannot meet in these minutes from [`first_slot`] on.
pub(crate) async fn unavailable(
    t: &TestEngine,
    event: EventId,
    participant: ParticipantId,
    (from, to): (i64, i64),
) {
    let at = |minutes| first_slot() + TimeDelta::minutes(minutes);
    let sql = "
        INSERT INTO unavailability (id, event_id, participant_id, starts_at, ends_at) VALUES ($1, $2, $3, $4, $5)";
    run!(t, sql, id::<Uuid>(), event, participant, at(from), at(to));
    changed(t, event).await;
}

/// Counts what was written past the use cases as a change of the event, which the audit does for them.
pub(crate) async fn changed(t: &TestEngine, event: EventId) {
    let sql = "
        INSERT INTO audit_chain (id, n_entries, n_catalogue, n_planning, n_set_up, head) VALUES ($1, 0, 1, 1, 1, $2)
            ON CONFLICT (id) DO UPDATE SET n_catalogue = audit_chain.n_catalogue + 1,
                                           n_planning = audit_chain.n_planning + 1,
                                           n_set_up = audit_chain.n_set_up + 1";
    run!(t, sql, event, Vec::<u8>::new());
}

/// A term of a list of subjects.
pub(crate) async fn term(t: &TestEngine, event: EventId) -> Uuid {
    let term: Uuid = id();
    let sql = "INSERT INTO term_list (event_id, list, role, labels, position) VALUES ($1, 'subject', 'keyword', $2, 1)";
    run!(t, sql, event, named("Subject"));
    let sql = "
        INSERT INTO term (id, event_id, list, code, labels, position) VALUES ($1, $2, 'subject', 'code', $3, 1)";
    run!(t, sql, term, event, named("Tax"));
    term
}

/// Somebody knows about a term.
pub(crate) async fn has_term(t: &TestEngine, event: EventId, participant: ParticipantId, term: Uuid) {
    let sql = "
        INSERT INTO participant_term (event_id, participant_id, field, term_id) VALUES ($1, $2, 'subject', $3)";
    run!(t, sql, event, participant, term);
}
