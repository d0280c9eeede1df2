//! An open event with companies and experts, set up by use cases: for tests of what comes after.

use super::{
    TestEngine,
    event::{chamber, workshop},
    plan::publish,
};
use carnet_engine::{
    AccountId, Actor, CategoryId, EventId, ExpertInput, MeetingId, ParticipantId, RegistrationFilter,
    RegistrationId, RoomId, SlotId,
    domain::{
        account::{Language, NewAccount},
        activity::NewActivity,
        category::{CategoryKind, NewCategory},
        event::{EventTexts, NewDetails, NewEvent},
        event_rules::Rules,
        grid::Grid,
        phase::Phase,
        places::{NewPlaces, NewRoom, NewSite},
        preset::Preset,
        registration::{CompanyInput, MeetingQuota, NewRegistration, PersonInput},
        session::MeetingKind,
        text::Texts,
    },
};
use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use std::{cell::Cell, collections::BTreeMap};

/// An open event with one room and a morning of slots of 20 minutes.
pub(crate) struct World<'a> {
    pub(crate) t: &'a TestEngine,
    pub(crate) event: EventId,
    pub(crate) room: RoomId,
    pub(crate) slots: Vec<SlotId>,
    pub(crate) principal: Actor,
    companies: CategoryId,
    experts: CategoryId,
    /// How many people there are: each has an address of their own.
    n_people: Cell<usize>,
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
    pub(crate) async fn new(t: &'a TestEngine, n_slots: usize, tables: i64, rules: &Rules) -> World<'a> {
        let (system, organisation) = (Actor::system(), chamber(t).await);
        let new = NewEvent { organisation, preset: Preset::AnyToAny, details: details() };
        let event = t.create_event(&system, &new).await.expect("an event");
        t.set_places(&system, (event, 1), &places(tables)).await.expect("places");
        t.set_categories(&system, (event, 2), &categories()).await.expect("categories");
        t.set_rules(&system, (event, 3), rules).await.expect("rules");
        let setup = t.show_event(&system, event).await.expect("the event");
        let room = setup.places.sites[0].rooms[0].id;
        let start = NaiveTime::from_hms_opt(9, 0, 0).expect("a time");
        let grid = Grid {
            names: Texts::new("Matin", "Morning"),
            days: setup.event.details.days,
            site: setup.places.sites[0].id,
            rooms: vec![room],
            meeting_kind: MeetingKind::Any,
            start,
            end: start + TimeDelta::minutes(20 * n_slots as i64),
            slot_minutes: 20,
            pause_minutes: 0,
            lunch: None,
            replaces: Vec::new(),
        };
        t.make_grid(&system, (event, 4), &grid).await.expect("slots");
        let person = account("principal@example.org", "Ada Verrier");
        t.name_principal(&system, event, &person).await.expect("a principal");
        let principal = t.list_roles(&system, event).await.expect("roles")[0].account;
        let setup = t.show_event(&system, event).await.expect("the event");
        let world = World {
            t,
            event,
            room,
            slots: setup.sessions[0].slots.iter().map(|slot| slot.id).collect(),
            principal: Actor::account(principal),
            companies: setup.categories.list[0].id,
            experts: setup.categories.list[1].id,
            n_people: Cell::new(0),
        };
        world.phase(Phase::Open).await;
        world
    }

    /// An open workshop of the first slot, not yet added.
    pub(crate) async fn workshop(&self) -> NewActivity {
        let setup = self.t.show_event(&Actor::system(), self.event).await.expect("the event");
        let start = morning().with_timezone(&setup.event.details.time_zone).naive_local();
        NewActivity { times: (start, start + TimeDelta::minutes(20)), ..workshop(&setup) }
    }

    fn person(&self, name: &str, category: CategoryId) -> PersonInput {
        self.n_people.set(self.n_people.get() + 1);
        PersonInput {
            name: name.to_owned(),
            email: format!("person{}@example.org", self.n_people.get()),
            language: Language::French,
            category: Some(category),
            company_admin: false,
            answers: BTreeMap::new(),
        }
    }

    /// A validated company with so many people.
    pub(crate) async fn company(&self, name: &str, n_people: usize) -> Vec<Member> {
        let people = (0..n_people).map(|n| self.person(&format!("{name} {n}"), self.companies)).collect();
        let new = NewRegistration {
            category: self.companies,
            company: company(name),
            people,
            offerings: Vec::new(),
            consents: Vec::new(),
        };
        let done = self.t.register(&Actor::system(), self.event, &new).await.expect("a registration");
        self.members(done.id).await
    }

    /// An expert with at most so many meetings.
    pub(crate) async fn expert(&self, name: &str, most: Option<i64>) -> Member {
        let new = ExpertInput {
            company: company(name),
            person: self.person(&format!("{name} 0"), self.experts),
            max_meetings: most,
            unavailable: Vec::new(),
        };
        let (t, system) = (self.t, Actor::system());
        let id = t.add_expert(&system, self.event, None, &new).await.expect("an expert");
        let of_name =
            RegistrationFilter { words: name.to_owned(), most: 500, ..RegistrationFilter::default() };
        let lines = t.list_registrations(&system, self.event, &of_name).await.expect("registrations").lines;
        let own = lines.iter().find(|line| line.people.iter().any(|person| person.id == id));
        self.members(own.expect("the expert's registration").registration.id).await.remove(0)
    }

    async fn members(&self, registration: RegistrationId) -> Vec<Member> {
        let dossier = self.t.show_registration(&Actor::system(), self.event, registration).await;
        let member = |person: carnet_engine::domain::registration::Participant| {
            let account = person.account.expect("an account");
            Member { id: person.id, registration, account, actor: Actor::account(account) }
        };
        dossier.expect("the registration").people.into_iter().map(member).collect()
    }

    /// Sets somebody's quota.
    pub(crate) async fn limit(&self, member: &Member, most: i64) {
        let (t, system) = (self.t, Actor::system());
        let dossier = t.show_registration(&system, self.event, member.registration).await;
        let people = dossier.expect("the registration").people;
        let version = people.iter().find(|person| person.id == member.id).expect("the person").version;
        let quota = MeetingQuota { max_meetings: Some(most), promised: None };
        t.set_quota(&system, self.event, (member.id, version), quota).await.expect("a quota");
    }

    /// Leads the event into a phase, step by step.
    pub(crate) async fn phase(&self, phase: Phase) {
        loop {
            let event = self.t.show_event(&Actor::system(), self.event).await.expect("the event").event;
            let step = match (event.phase as usize).cmp(&(phase as usize)) {
                std::cmp::Ordering::Less => Phase::ALL[event.phase as usize + 1],
                std::cmp::Ordering::Equal => return,
                std::cmp::Ordering::Greater => Phase::ALL[event.phase as usize - 1],
            };
            let key = (self.event, event.version);
            self.t.change_phase(&Actor::system(), key, step).await.expect("the next phase");
        }
    }

    /// Publishes a plan with these meetings, each in a slot at a table of its own, and no others.
    pub(crate) async fn publish(&self, placed: &[(MeetingId, SlotId)]) {
        publish(self.t, self.event, self.room, placed).await;
    }
}

fn account(email: &str, name: &str) -> NewAccount {
    NewAccount { email: email.into(), name: name.into(), language: Language::French }
}

fn details() -> NewDetails {
    NewDetails {
        slug: "spring".into(),
        names: Texts::new("Rencontres", "Spring Meetings"),
        texts: EventTexts::new(),
        time_zone: "Europe/Paris".into(),
        days: vec![morning().date_naive()],
        registration_closes: None,
        closes: None,
    }
}

fn places(tables: i64) -> NewPlaces {
    let hall = NewRoom { id: None, name: "Hall".into(), tables };
    let site = NewSite { names: Texts::new("Palais", "Palace"), rooms: vec![hall], ..NewSite::default() };
    NewPlaces { sites: vec![site], travel: Vec::new() }
}

/// Companies ask companies and experts.
fn categories() -> Vec<NewCategory> {
    let category = |kind, may_ask| NewCategory {
        id: None,
        names: Texts::new("Participants", "Participants"),
        kind,
        max_meetings: None,
        promised: None,
        may_ask,
    };
    vec![category(CategoryKind::Company, vec![0, 1]), category(CategoryKind::Expert, Vec::new())]
}

fn company(name: &str) -> CompanyInput {
    CompanyInput { name: name.into(), country: "FR".into(), region: None, answers: BTreeMap::new() }
}

/// When the first slot begins.
pub(crate) fn morning() -> DateTime<Utc> {
    "2027-06-01T07:00:00Z".parse().expect("a time")
}
