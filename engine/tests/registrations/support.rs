//! An event to register for, and registrations to hand in.

use crate::harness::TestEngine;
use carnet_engine::{
    AccountId, Actor, CategoryId, Database, EventId, Invitation, SlotId, TermId,
    domain::{
        account::{Language, NewAccount},
        form::{Block, Definition, Field, FieldKind},
        registration::{CompanyInput, NewRegistration, OfferingInput, OfferingKind, PersonInput},
        role::{DataScope, Function},
        terms::{ListRole, NewTerm, TermList},
        text::Texts,
    },
};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// An event that is open, with a form, lists, and slots of two sessions.
pub(crate) struct Event {
    pub(crate) id: EventId,
    pub(crate) companies: CategoryId,
    pub(crate) experts: CategoryId,
    pub(crate) slots: Vec<SlotId>,
    pub(crate) terms: BTreeMap<String, TermId>,
}

/// Runs a statement that stands for what other areas will do.
macro_rules! run {
    ($t:expr, $sql:expr $(, $value:expr)*) => {
        match $t.database() {
            Database::Sqlite { writer, .. } => {
                sqlx::query($sql)$(.bind($value))*.execute(writer).await.expect("it runs");
            }
            Database::Postgres(pool) => {
                sqlx::query($sql)$(.bind($value))*.execute(pool).await.expect("it runs");
            }
        }
    };
}

/// When the first slot starts.
pub(crate) fn morning() -> DateTime<Utc> {
    "2027-03-18T08:00:00Z".parse().expect("a time")
}

/// Slots of twenty minutes in a row.
async fn insert_slots(t: &TestEngine, ids: &[Uuid], event: Uuid, session: Uuid) {
    for (i, id) in (0_i32..).zip(ids) {
        let starts_at = morning() + TimeDelta::minutes(20) * i;
        run!(
            t,
            "INSERT INTO slot (id, event_id, session_id, starts_at, ends_at) VALUES ($1, $2, $3, $4, $5)",
            *id,
            event,
            session,
            starts_at,
            starts_at + TimeDelta::minutes(20)
        );
    }
}

async fn insert_event(t: &TestEngine, organisation: Uuid, event: Uuid, names: &sqlx::types::Json<Texts>) {
    let now = t.now();
    run!(
        t,
        "INSERT INTO organisation (id, kind, name, country, created_at) VALUES ($1, 'chamber', 'Chamber', 'FR', $2)",
        organisation,
        now
    );
    let day: chrono::NaiveDate = "2027-03-18".parse().expect("a day");
    run!(
        t,
        "INSERT INTO event (id, organisation_id, slug, names, texts, preset, phase, time_zone, first_day, last_day,
                     registration_closes_at, rules, version, created_at)
         VALUES ($1, $2, 'forum', $3, $4, 'two-sided', 'open', 'Europe/Paris', $5, $5, $6, $4, 1, $7)",
        event,
        organisation,
        names,
        sqlx::types::Json(json!({})),
        day,
        now + TimeDelta::days(10),
        now
    );
}

impl Event {
    pub(crate) async fn new(t: &TestEngine) -> Self {
        let ids: Vec<Uuid> = (1..20).map(Uuid::from_u128).collect();
        let (organisation, event, site, session) = (ids[0], ids[1], ids[2], ids[3]);
        let (companies, experts) = (ids[4], ids[5]);
        let names = sqlx::types::Json(Texts::new("Forum", "Forum"));
        insert_event(t, organisation, event, &names).await;
        for (id, kind) in [(companies, "company"), (experts, "expert")] {
            run!(
                t,
                "INSERT INTO category (id, event_id, names, kind, max_meetings, position) VALUES ($1, $2, $3, $4, 8, 1)",
                id,
                event,
                &names,
                kind
            );
        }
        run!(
            t,
            "INSERT INTO site (id, event_id, names, position) VALUES ($1, $2, $3, 1)",
            site,
            event,
            &names
        );
        run!(
            t,
            "INSERT INTO session (id, event_id, site_id, names, meeting_kind, position) VALUES ($1, $2, $3, $4, 'any', 1)",
            session,
            event,
            site,
            &names
        );
        insert_slots(t, &ids[10..16], event, session).await;
        let mut new = Self {
            id: event.into(),
            companies: companies.into(),
            experts: experts.into(),
            slots: ids[10..16].iter().map(|id| (*id).into()).collect(),
            terms: BTreeMap::new(),
        };
        new.set_up(t).await;
        new
    }

    async fn set_up(&mut self, t: &TestEngine) {
        let system = Actor::system();
        let list = |name: &str, role| TermList { name: name.into(), role, labels: Texts::new(name, name) };
        let lists = [list("sectors", ListRole::Sector), list("keywords", ListRole::Keyword)];
        t.set_term_lists(&system, self.id, 1, &lists).await.expect("lists");
        let term = |code: &str, parent: Option<&str>, fr: &str, en: &str| NewTerm {
            code: code.into(),
            parent: parent.map(str::to_owned),
            labels: Texts::new(fr, en),
        };
        let sectors = [term("food", None, "Agroalimentaire", "Food"), term("wood", None, "Bois", "Wood")];
        t.save_terms(&system, self.id, "sectors", &sectors).await.expect("sectors");
        let keywords = [
            term("cheese", Some("dairy"), "Fromage", "Cheese"),
            term("dairy", None, "Produits laitiers", "Dairy"),
            term("cold", None, "Chaîne du froid", "Cold chain"),
        ];
        t.save_terms(&system, self.id, "keywords", &keywords).await.expect("keywords");
        let setup = t.show_registration_form(&system, self.id).await.expect("the form");
        self.terms = setup.terms.into_iter().map(|term| (term.code, term.id)).collect();
        t.set_form(&system, self.id, setup.version, &fields()).await.expect("a form");
    }

    /// A registration of one person with an offer, without a fault.
    pub(crate) fn registration(&self, company: &str, email: &str) -> NewRegistration {
        NewRegistration {
            category: self.companies,
            company: CompanyInput {
                name: company.into(),
                country: "fr".into(),
                region: Some("Bretagne".into()),
                answers: BTreeMap::from([("sectors".to_owned(), json!([self.terms["food"]]))]),
            },
            people: vec![person("Ada Verrier", email)],
            offerings: vec![self.offering(OfferingKind::Offer, "Comté", &["cheese"])],
            consents: Vec::new(),
        }
    }

    pub(crate) fn offering(&self, kind: OfferingKind, title: &str, terms: &[&str]) -> OfferingInput {
        let terms: Vec<_> = terms.iter().map(|code| self.terms[*code]).collect();
        let answers = BTreeMap::from([("keywords".to_owned(), json!(terms))]);
        OfferingInput { kind, title: title.into(), text: String::new(), answers }
    }
}

/// A person as handed in.
pub(crate) fn person(name: &str, email: &str) -> PersonInput {
    PersonInput {
        name: name.into(),
        email: email.into(),
        language: Language::French,
        category: None,
        company_admin: false,
        answers: BTreeMap::new(),
    }
}

/// The form: sectors, a turnover, whether one exports, and if so where; keywords of offerings; a phone.
fn fields() -> Vec<Field> {
    let field = |block, name: &str, kind| Field {
        block,
        category: None,
        name: name.into(),
        definition: definition(kind),
    };
    let mut sectors = field(Block::Company, "sectors", FieldKind::Terms);
    sectors.definition.list = Some("sectors".into());
    sectors.definition.required = true;
    sectors.definition.public = true;
    let mut turnover = field(Block::Company, "turnover", FieldKind::Number);
    (turnover.definition.least, turnover.definition.most) = (Some(0), Some(1_000));
    let exports = field(Block::Company, "exports", FieldKind::YesNo);
    let mut markets = field(Block::Company, "markets", FieldKind::Line);
    markets.definition.required = true;
    markets.definition.when =
        Some(carnet_engine::domain::form::Condition { field: "exports".into(), is: vec![json!(true)] });
    let mut secret = field(Block::Company, "bank", FieldKind::Line);
    secret.definition.public = false;
    let mut about = field(Block::Company, "about", FieldKind::Text);
    about.definition.public = true;
    let mut keywords = field(Block::Offering, "keywords", FieldKind::Terms);
    keywords.definition.list = Some("keywords".into());
    keywords.definition.public = true;
    let mut topics = field(Block::Person, "topics", FieldKind::Terms);
    topics.definition.list = Some("keywords".into());
    topics.definition.public = true;
    let phone = field(Block::Person, "phone", FieldKind::Phone);
    vec![sectors, turnover, exports, markets, secret, about, keywords, topics, phone]
}

fn definition(kind: FieldKind) -> Definition {
    Definition {
        labels: Texts::new("Champ", "Field"),
        hints: None,
        kind,
        choices: Vec::new(),
        list: None,
        shown: true,
        required: false,
        public: false,
        least: None,
        most: None,
        when: None,
    }
}

impl TestEngine {
    /// Everything that was owed is sent.
    pub(crate) async fn deliver(&self) {
        for notice in self.list_owed_notices(&Actor::system(), 10_000).await.expect("the outbox") {
            self.mark_notice_sent(&Actor::system(), notice.id).await.expect("sent");
        }
    }

    /// A secondary administrator of some countries.
    pub(crate) async fn secondary(&self, event: EventId, email: &str, countries: &[&str]) -> Actor {
        let account: AccountId = self.person(email).await;
        let functions: BTreeSet<_> = Function::ALL.iter().copied().collect();
        let scope = DataScope {
            countries: countries.iter().map(|c| (*c).to_owned()).collect(),
            ..DataScope::default()
        };
        let person =
            NewAccount { email: email.into(), name: "Bea Sorel".into(), language: Language::English };
        let invitation = Invitation { person, organisation: None, opened: Some((functions, scope)) };
        self.invite_administrator(&Actor::system(), event, &invitation).await.expect("a role");
        self.deliver().await;
        Actor::account(account)
    }
}
