//! People of an event, registered by the organiser.

use super::{TestEngine, plan::publish};
use carnet_engine::{
    Actor, CategoryId, ParticipantId, SlotId,
    domain::{
        account::Language,
        event::EventSetup,
        registration::{CompanyInput, NewRegistration, PersonInput},
        request::{AskedParty, NewAsk},
    },
};
use std::collections::BTreeMap;

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
    register(t, setup, (setup.categories.list[0].id, country), &format!("person{n}@example.org")).await
}

async fn register(
    t: &TestEngine,
    setup: &EventSetup,
    (category, country): (CategoryId, &str),
    email: &str,
) -> Attendee {
    let (system, event) = (Actor::system(), setup.event.id);
    let person = PersonInput {
        name: "Ada Carrier".into(),
        email: email.into(),
        language: Language::French,
        category: None,
        company_admin: false,
        answers: BTreeMap::new(),
    };
    let company = CompanyInput {
        name: "Penfold & Larkmoor".into(),
        country: country.into(),
        region: None,
        answers: BTreeMap::new(),
    };
    let new = NewRegistration {
        category,
        company,
        people: vec![person],
        offerings: Vec::new(),
        consents: Vec::new(),
    };
    let done = t.register(&system, event, &new).await.expect("a registration");
    let dossier = t.show_registration(&system, event, done.id).await.expect("the registration");
    let person = &dossier.people[0];
    Attendee { id: person.id, actor: Actor::account(person.account.expect("an account")) }
}

/// Somebody's meeting in a published plan, in a slot, with somebody of the second category.
pub(crate) async fn planned_meeting(t: &TestEngine, setup: &EventSetup, attendee: &Attendee, slot: SlotId) {
    let other = (setup.categories.list[1].id, "FR");
    let other = register(t, setup, other, "visitor@example.org").await;
    let new =
        NewAsk { from: attendee.id, to: AskedParty::Person(other.id), slot: None, message: String::new() };
    let asked = t.ask(&attendee.actor, setup.event.id, &new).await.expect("a request");
    let agreed = t.accept_request(&other.actor, asked.request, None).await.expect("it is accepted");
    let placed = [(agreed.meeting.expect("a meeting"), slot)];
    publish(t, setup.event.id, setup.places.sites[0].rooms[0].id, &placed).await;
}
