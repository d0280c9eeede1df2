//! An event in rows, put there by SQL: for tests of what comes after its set-up and registrations.

use super::TestEngine;
use carnet_engine::{
    AccountId, Actor, CategoryId, Database, EventId, ParticipantId, RegistrationId, RoomId, SlotId,
    domain::event_rules::Rules,
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sqlx::types::Json;
use std::cell::Cell;
use uuid::Uuid;

/// Runs a statement with values on either database.
macro_rules! put {
    ($t:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        match $t.database() {
            Database::Sqlite { writer, .. } => {
                sqlx::query($sql)$(.bind($value))*.execute(writer).await.map(|_| ())
            }
            Database::Postgres(pool) => sqlx::query($sql)$(.bind($value))*.execute(pool).await.map(|_| ()),
        }
        .expect("the row can be put")
    };
}

/// An open event with one room and a morning of slots of 20 minutes.
pub(crate) struct World<'a> {
    pub(crate) t: &'a TestEngine,
    pub(crate) event: EventId,
    pub(crate) room: RoomId,
    pub(crate) slots: Vec<SlotId>,
    pub(crate) principal: Actor,
    companies: CategoryId,
    experts: CategoryId,
    next: Cell<u128>,
}

/// A person of a company.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) id: ParticipantId,
    pub(crate) registration: RegistrationId,
    pub(crate) account: AccountId,
    pub(crate) actor: Actor,
}

impl<'a> World<'a> {
    /// With so many slots and tables, and these rules.
    #[expect(clippy::too_many_lines, reason = "one row after the other")]
    pub(crate) async fn new(t: &'a TestEngine, n_slots: usize, tables: i64, rules: &Rules) -> World<'a> {
        let next = Cell::new(1_u128);
        let id = || {
            next.set(next.get() + 1);
            Uuid::from_u128(next.get())
        };
        let (organisation, event, site, room, session) = (id(), id(), id(), id(), id());
        let (companies, experts) = (id(), id());
        let names = || Json(serde_json::json!({ "en": "Spring Meetings", "fr": "Rencontres" }));
        let day = NaiveDate::from_ymd_opt(2027, 6, 1).expect("a day");
        put!(
            t,
            "INSERT INTO organisation (id, kind, name, country, created_at)
             VALUES ($1, 'chamber', 'Chamber of Valmont', 'FR', $2)",
            organisation,
            t.now()
        );
        put!(
            t,
            "INSERT INTO event (id, organisation_id, slug, names, texts, preset, phase, time_zone, first_day,
                                last_day, rules, version, created_at)
             VALUES ($1, $2, 'spring', $3, $4, 'any-to-any', 'open', 'Europe/Paris', $5, $5, $6, 1, $7)",
            event,
            organisation,
            names(),
            Json(serde_json::json!({})),
            day,
            Json(rules),
            t.now()
        );
        put!(t, "INSERT INTO event_day (event_id, day) VALUES ($1, $2)", event, day);
        put!(
            t,
            "INSERT INTO site (id, event_id, names, position) VALUES ($1, $2, $3, 1)",
            site,
            event,
            names()
        );
        put!(
            t,
            "INSERT INTO room (id, event_id, site_id, name, tables, position) VALUES ($1, $2, $3, 'Hall', $4, 1)",
            room,
            event,
            site,
            tables
        );
        for (category, kind) in [(companies, "company"), (experts, "expert")] {
            put!(
                t,
                "INSERT INTO category (id, event_id, names, kind, position) VALUES ($1, $2, $3, $4, 1)",
                category,
                event,
                names(),
                kind
            );
            put!(
                t,
                "INSERT INTO request_rule (event_id, from_category_id, to_category_id) VALUES ($1, $2, $3)",
                event,
                companies,
                category
            );
        }
        put!(
            t,
            "INSERT INTO session (id, event_id, site_id, names, meeting_kind, position)
             VALUES ($1, $2, $3, $4, 'any', 1)",
            session,
            event,
            site,
            names()
        );
        put!(t, "INSERT INTO session_room (session_id, room_id) VALUES ($1, $2)", session, room);
        let mut slots = Vec::new();
        for n in 0..n_slots {
            let slot = id();
            let from = morning() + TimeDelta::minutes(20 * n as i64);
            put!(
                t,
                "INSERT INTO slot (id, event_id, session_id, starts_at, ends_at) VALUES ($1, $2, $3, $4, $5)",
                slot,
                event,
                session,
                from,
                from + TimeDelta::minutes(20)
            );
            slots.push(slot.into());
        }
        let mut world = World {
            t,
            event: event.into(),
            room: room.into(),
            slots,
            principal: Actor::anonymous(),
            companies: companies.into(),
            experts: experts.into(),
            next,
        };
        world.principal = Actor::account(world.account("principal").await);
        world
    }

    fn id(&self) -> Uuid {
        self.next.set(self.next.get() + 1);
        Uuid::from_u128(self.next.get())
    }

    /// An account with a role in the event.
    async fn account(&self, role: &str) -> AccountId {
        let (t, id) = (self.t, self.id());
        put!(
            t,
            "INSERT INTO account (id, email, name, language, administrator, created_at)
             VALUES ($1, $2, 'Ada Verrier', 'fr', $3, $4)",
            id,
            format!("{id}@example.org"),
            false,
            t.now()
        );
        put!(
            t,
            "INSERT INTO event_role (id, event_id, account_id, kind, functions, scope, version, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, 1, $7)",
            self.id(),
            self.event,
            id,
            role,
            Json(serde_json::json!([])),
            Json(
                serde_json::json!({ "everybody": false, "countries": [], "regions": [], "organisations": [] })
            ),
            t.now()
        );
        id.into()
    }

    /// A validated company with so many people.
    pub(crate) async fn company(&self, name: &str, n_people: usize) -> Vec<Member> {
        self.registration(name, n_people, self.companies, None).await
    }

    /// An expert with at most so many meetings.
    pub(crate) async fn expert(&self, name: &str, most: Option<i64>) -> Member {
        self.registration(name, 1, self.experts, most).await.remove(0)
    }

    async fn registration(
        &self,
        name: &str,
        n_people: usize,
        category: CategoryId,
        most: Option<i64>,
    ) -> Vec<Member> {
        let (t, registration, expert) = (self.t, self.id(), category == self.experts);
        put!(
            t,
            "INSERT INTO registration (id, event_id, category_id, company_name, country, state, listed, paid,
                                       may_book, answers, arrival, version, created_at)
             VALUES ($1, $2, $3, $4, 'FR', 'validated', $5, $5, $5, $6, $7, 1, $8)",
            registration,
            self.event,
            category,
            name,
            true,
            Json(serde_json::json!({})),
            self.next.get() as i64,
            t.now()
        );
        let mut people = Vec::new();
        for n in 0..n_people {
            let account = self.account(if expert { "expert" } else { "participant" }).await;
            let id = self.id();
            put!(
                t,
                "INSERT INTO participant (id, event_id, registration_id, account_id, category_id, name, expert,
                                          validated, answers, max_meetings, position, version, created_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12)",
                id,
                self.event,
                registration,
                account,
                category,
                format!("{name} {n}"),
                expert,
                true,
                Json(serde_json::json!({})),
                most,
                n as i64 + 1,
                t.now()
            );
            people.push(Member {
                id: id.into(),
                registration: registration.into(),
                account,
                actor: Actor::account(account),
            });
        }
        people
    }

    /// Sets somebody's quota.
    pub(crate) async fn limit(&self, member: &Member, most: i64) {
        put!(self.t, "UPDATE participant SET max_meetings = $2 WHERE id = $1", member.id, most);
    }

    /// Puts the event into a phase.
    pub(crate) async fn phase(&self, phase: &str) {
        put!(self.t, "UPDATE event SET phase = $2 WHERE id = $1", self.event, phase);
    }

    /// Publishes a plan with these meetings, each in a slot at a table of its own.
    pub(crate) async fn publish(&self, placed: &[(carnet_engine::MeetingId, SlotId)]) {
        let (t, plan) = (self.t, self.id());
        put!(
            t,
            "INSERT INTO plan (id, event_id, state, origin, number, score, bounds, status, created_at,
                               published_at, version)
             VALUES ($1, $2, 'published', 'edit', 1, $3, $3, 'feasible', $4, $4, 1)",
            plan,
            self.event,
            Json(serde_json::json!({})),
            t.now()
        );
        for (n, (meeting, slot)) in placed.iter().enumerate() {
            put!(
                t,
                "INSERT INTO placement (plan_id, event_id, meeting_id, slot_id, room_id, table_number, lineup)
                 VALUES ($1, $2, $3, $4, $5, $6, 0)",
                plan,
                self.event,
                *meeting,
                *slot,
                self.room,
                n as i64 + 1
            );
        }
    }
}

/// When the first slot begins.
pub(crate) fn morning() -> DateTime<Utc> {
    "2027-06-01T07:00:00Z".parse().expect("a time")
}
