//! An event to register for, and registrations to hand in.

use crate::harness::{
    TestEngine,
    event::{chamber, details, grid, places, to_phase},
};
use carnet_engine::{
    AccountId, Actor, CategoryId, EventId, Invitation, OrganisationId, SlotId, TermId,
    domain::{
        account::{Language, NewAccount},
        category::{CategoryKind, NewCategory},
        event::{EventSetup, NewDetails, NewEvent},
        form::{Block, Definition, Field, FieldKind},
        grid::Grid,
        phase::Phase,
        preset::Preset,
        registration::{CompanyInput, NewRegistration, OfferingInput, OfferingKind, PersonInput},
        role::{DataScope, Function},
        terms::{ListRole, NewTerm, TermList},
        text::Texts,
    },
};
use chrono::{DateTime, Utc};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// An event that is open, with a form, lists, and slots of two sessions.
pub(crate) struct Event {
    pub(crate) id: EventId,
    pub(crate) chamber: OrganisationId,
    pub(crate) companies: CategoryId,
    pub(crate) experts: CategoryId,
    pub(crate) slots: Vec<SlotId>,
    pub(crate) terms: BTreeMap<String, TermId>,
}

/// When the first slot starts.
pub(crate) fn morning() -> DateTime<Utc> {
    "2027-03-18T08:00:00Z".parse().expect("a time")
}

/// An event whose companies and experts have at most eight meetings; companies may ask both.
async fn open_event(t: &TestEngine) -> EventSetup {
    let (system, organisation) = (Actor::system(), chamber(t).await);
    let details = NewDetails {
        days: vec![morning().date_naive()],
        // In ten days.
        registration_closes: Some("2027-03-11T09:00:00".parse().expect("a time")),
        ..details("forum")
    };
    let new = NewEvent { organisation, preset: Preset::TwoSided, details };
    let id = t.create_event(&system, &new).await.expect("an event");
    let category = |kind, may_ask| NewCategory {
        id: None,
        names: Texts::new("Forum", "Forum"),
        kind,
        max_meetings: Some(8),
        promised: None,
        may_ask,
    };
    let categories =
        [category(CategoryKind::Company, vec![0, 1]), category(CategoryKind::Expert, Vec::new())];
    t.set_categories(&system, (id, 1), &categories).await.expect("categories");
    t.set_places(&system, (id, 2), &places()).await.expect("places");
    let setup = t.show_event(&system, id).await.expect("the event");
    let slots = Grid { end: "11:00:00".parse().expect("a time"), lunch: None, ..grid(&setup) };
    t.make_grid(&system, (id, 3), &slots).await.expect("slots");
    to_phase(t, id, &[Phase::Preparation, Phase::Open]).await
}

impl Event {
    pub(crate) async fn new(t: &TestEngine) -> Self {
        let setup = open_event(t).await;
        let mut new = Self {
            id: setup.event.id,
            chamber: setup.event.organisation,
            companies: setup.categories.list[0].id,
            experts: setup.categories.list[1].id,
            slots: setup.sessions[0].slots.iter().map(|slot| slot.id).collect(),
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
        definition: Definition::new(kind, Texts::new("Champ", "Field")),
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

impl TestEngine {
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
