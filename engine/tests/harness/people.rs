//! People of an event, put there directly: fast, and without the forms that the organiser sets up.

use super::TestEngine;
use carnet_engine::{Actor, Database, ParticipantId, SlotId, domain::event::EventSetup};
use uuid::Uuid;

/// Runs a statement with parameters on either database.
macro_rules! run {
    ($t:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        match $t.database() {
            Database::Sqlite { writer, .. } => sqlx::query($sql)$(.bind($value))*.execute(writer).await.map(drop),
            Database::Postgres(pool) => sqlx::query($sql)$(.bind($value))*.execute(pool).await.map(drop),
        }
        .expect("the statement runs")
    };
}
pub(crate) use run;

/// Somebody who takes part: a person with an account, a validated registration and a role.
#[derive(Clone, Debug)]
pub(crate) struct Attendee {
    /// The person.
    pub(crate) id: ParticipantId,
    /// The person's account as an actor.
    pub(crate) actor: Actor,
}

/// The n-th person, of a company in France.
pub(crate) async fn attendee(t: &TestEngine, setup: &EventSetup, n: u128) -> Attendee {
    attendee_of(t, setup, n, "FR").await
}

/// The n-th person, of a company in a country.
pub(crate) async fn attendee_of(t: &TestEngine, setup: &EventSetup, n: u128, country: &str) -> Attendee {
    let id = |of: u128| Uuid::from_u128((of << 96) + n);
    let (account, registration, participant, role) = (id(11), id(12), id(13), id(14));
    let (event, category) = (Uuid::from(setup.event.id), Uuid::from(setup.categories.list[0].id));
    let now = super::start();
    let (email, none) = (format!("person{n}@example.org"), serde_json::json!({}));
    run!(
        t,
        "INSERT INTO account (id, email, name, language, administrator, created_at)
         VALUES ($1, $2, $3, 'fr', FALSE, $4)",
        account,
        &email,
        "Ada Carrier",
        now
    );
    run!(
        t,
        "INSERT INTO event_role (id, event_id, account_id, kind, functions, scope, version, created_at)
         VALUES ($1, $2, $3, 'participant', $4, $5, 1, $6)",
        role,
        event,
        account,
        serde_json::json!([]),
        serde_json::json!({ "everybody": false, "countries": [], "regions": [], "organisations": [] }),
        now
    );
    run!(
        t,
        "INSERT INTO registration (id, event_id, category_id, company_name, country, state, listed, paid, may_book,
                                   answers, arrival, version, created_at)
         VALUES ($1, $2, $3, 'Penfold & Larkmoor', $4, 'validated', TRUE, TRUE, TRUE, $5, $6, 1, $7)",
        registration,
        event,
        category,
        country,
        &none,
        n as i64,
        now
    );
    run!(
        t,
        "INSERT INTO participant (id, event_id, registration_id, account_id, category_id, name, email, expert, validated,
                                  answers, version, created_at)
         VALUES ($1, $2, $3, $4, $5, 'Ada Carrier', $6, FALSE, TRUE, $7, 1, $8)",
        participant,
        event,
        registration,
        account,
        category,
        &email,
        &none,
        now
    );
    Attendee { id: participant.into(), actor: Actor::account(account.into()) }
}

/// Somebody's meeting in a published plan, in a slot.
pub(crate) async fn planned_meeting(t: &TestEngine, setup: &EventSetup, attendee: &Attendee, slot: SlotId) {
    let (plan, meeting) = (Uuid::from_u128(501), Uuid::from_u128(502));
    let (event_id, now, none) = (Uuid::from(setup.event.id), super::start(), serde_json::json!({}));
    run!(
        t,
        "INSERT INTO plan (id, event_id, state, origin, number, score, bounds, status, created_at, published_at,
                           version)
         VALUES ($1, $2, 'published', 'run', 1, $3, $3, 'feasible', $4, $4, 1)",
        plan, event_id, &none, now
    );
    run!(
        t,
        "INSERT INTO meeting (id, event_id, kind, priority, arrival, state, version, created_at)
         VALUES ($1, $2, 'company', 1, 1, 'agreed', 1, $3)",
        meeting,
        event_id,
        now
    );
    run!(
        t,
        "INSERT INTO meeting_attendee (meeting_id, event_id, participant_id, side, lineup)
         VALUES ($1, $2, $3, 'asking', 0)",
        meeting,
        event_id,
        Uuid::from(attendee.id)
    );
    run!(
        t,
        "INSERT INTO placement (plan_id, event_id, meeting_id, slot_id, room_id, table_number, lineup)
         VALUES ($1, $2, $3, $4, $5, 1, 0)",
        plan,
        event_id,
        meeting,
        Uuid::from(slot),
        Uuid::from(setup.places.sites[0].rooms[0].id)
    );
}
