//! Companies that take part in an event, registered as an organiser does it.

use super::{
    TestEngine,
    event::{grid, new_event, places, to_phase},
};
use carnet_engine::{
    AccountId, Actor, EventId, ParticipantId, RegistrationId,
    domain::{
        account::Language,
        event::EventSetup,
        phase::Phase,
        preset::Preset,
        registration::{CompanyInput, NewRegistration, PersonInput},
    },
};
use std::collections::BTreeMap;

/// A person of a company.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) id: ParticipantId,
    pub(crate) registration: RegistrationId,
    pub(crate) account: AccountId,
    pub(crate) actor: Actor,
}

/// An open event in which everybody may ask everybody, with slots on two days.
pub(crate) async fn open_forum(t: &TestEngine) -> EventSetup {
    let system = Actor::system();
    let id = new_event(t, Preset::AnyToAny, "forum-2027").await;
    t.set_places(&system, (id, 1), &places()).await.expect("places");
    let setup = t.show_event(&system, id).await.expect("the event");
    t.make_grid(&system, (id, 2), &grid(&setup)).await.expect("slots");
    to_phase(t, id, &[Phase::Preparation, Phase::Open]).await
}

/// A company in France as it is handed in; its people are `name0@example.org`, `name1@example.org` and so on.
pub(crate) fn of_people(setup: &EventSetup, name: &str, n_people: usize) -> NewRegistration {
    let person = |i| PersonInput {
        name: format!("{name} {i}"),
        email: format!("{}{i}@example.org", name.to_lowercase()),
        language: Language::French,
        category: None,
        company_admin: false,
        answers: BTreeMap::new(),
    };
    NewRegistration {
        category: setup.categories.list[0].id,
        company: CompanyInput { name: name.into(), country: "FR".into(), ..CompanyInput::default() },
        people: (0..n_people).map(person).collect(),
        offerings: Vec::new(),
        consents: Vec::new(),
    }
}

/// A company that was registered and validated; the first of its people may edit what is the company's.
pub(crate) async fn company(t: &TestEngine, setup: &EventSetup, name: &str, n_people: usize) -> Vec<Person> {
    enter(t, setup.event.id, &of_people(setup, name, n_people)).await
}

/// Registers and validates a company.
pub(crate) async fn enter(t: &TestEngine, event: EventId, new: &NewRegistration) -> Vec<Person> {
    let done = t.register(&Actor::system(), event, new).await.expect("a registration");
    people(t, event, done.id).await
}

/// The people of a registration who have accounts.
pub(crate) async fn people(t: &TestEngine, event: EventId, id: RegistrationId) -> Vec<Person> {
    let dossier = t.show_registration(&Actor::system(), event, id).await.expect("the registration");
    let person = |p: carnet_engine::domain::registration::Participant| {
        let account = p.account?;
        Some(Person { id: p.id, registration: id, account, actor: Actor::account(account) })
    };
    dossier.people.into_iter().filter_map(person).collect()
}
