//! Signing in, registrations, the catalogue.

use crate::{measure::Table, world::World};
use carnet_engine::{
    Actor, Decision, PersonChange,
    demo::PASSWORD,
    domain::{
        account::Language,
        catalogue::Query,
        registration::{CompanyInput, NewRegistration, OfferingInput, OfferingKind, PersonInput},
    },
};
use chrono::TimeDelta;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

pub(super) async fn read(world: &World, table: &mut Table) {
    let (engine, event) = (world.engine(), world.event());
    for player in world.players().cycle().take(world.n_times.div_ceil(4)) {
        // Nobody tries more often than is let through.
        world.demo.clock.advance(TimeDelta::minutes(16));
        let visitor = Actor::anonymous();
        table
            .time("sign in (Argon2)", engine.sign_in(&visitor, &player.email, PASSWORD))
            .await
            .expect("signed in");
    }
    for member in world.some() {
        let actor = member.actor();
        let shown = engine.show_registration(&actor, event, member.registration);
        table.time("show a registration", shown).await.expect("a registration");
        let shown = engine.show_availability(&actor, event, member.id);
        table.time("show availability", shown).await.expect("slots");
        let found = engine.suggest_meetings(&actor, event, member.id, 10);
        table.time("suggest meetings", found).await.expect("suggestions");
    }
    let form = engine.show_registration_form(&Actor::anonymous(), event).await.expect("the form");
    let terms = |list: &str| -> Vec<_> {
        form.terms.iter().filter(|term| term.list == list).map(|term| term.id).collect()
    };
    let (sectors, keywords) = (terms("sectors"), terms("keywords"));
    let words = ["", "fromages", "pièces précision", "energy", "export"];
    for n in 0..world.n_times {
        let query = Query {
            words: words[n % words.len()].into(),
            sectors: BTreeSet::from([sectors[n % sectors.len()]]),
            keywords: if n % 2 == 0 {
                BTreeSet::new()
            } else {
                BTreeSet::from([keywords[n % keywords.len()]])
            },
            most: 20,
            ..Query::default()
        };
        let visitor = Actor::anonymous();
        let found = engine.search_catalogue(&visitor, event, &query);
        table.time("search the catalogue with facets", found).await.expect("entries");
    }
}

pub(super) async fn write(world: &World, table: &mut Table) {
    let (engine, event) = (world.engine(), world.event());
    let form = engine.show_registration_form(&Actor::anonymous(), event).await.expect("the form");
    let term = form.terms.iter().find(|term| term.list == "keywords").expect("a keyword").id;
    let category =
        engine.show_event(&world.principal(), event).await.expect("the event").categories.list[0].id;
    for n in 0..world.n_times {
        let new = new_registration(category, n, json!([term]));
        let registered = table
            .time("register a company", engine.register(&world.principal(), event, &new))
            .await
            .expect("registered");
        let decision = Decision { people: vec![(registered.people[0], false)], ..Decision::default() };
        let decided = engine.validate_registration(&world.principal(), event, registered.id, &decision).await;
        decided.expect("a person is looked at again");
        let decision = Decision { people: vec![(registered.people[0], true)], ..Decision::default() };
        let actor = world.principal();
        let decided = engine.validate_registration(&actor, event, registered.id, &decision);
        table.time("validate a person", decided).await.expect("validated");
    }
    for member in world.some() {
        let actor = member.actor();
        let dossier =
            engine.show_registration(&actor, event, member.registration).await.expect("a registration");
        let registration = &dossier.registration;
        let mut answers = registration.answers.clone();
        for (field, term) in &registration.terms {
            let all = answers.entry(field.clone()).or_insert_with(|| json!([]));
            all.as_array_mut().expect("a list of terms").push(json!(term));
        }
        let company = CompanyInput {
            name: format!("{} SA", registration.company_name),
            country: registration.country.clone(),
            region: registration.region.clone(),
            answers,
        };
        let key = (registration.id, registration.version);
        // Where the second of two people may not, the organiser does.
        let by = if dossier.people[0].id == member.id { actor.clone() } else { world.principal() };
        table.time("edit a company", engine.edit_company(&by, event, key, &company)).await.expect("edited");
        let person = dossier.people.iter().find(|person| person.id == member.id).expect("the person");
        let change = PersonChange {
            version: person.version,
            person: PersonInput {
                name: format!("{} junior", person.name),
                email: person.email.clone().unwrap_or_default(),
                language: Language::French,
                category: None,
                company_admin: person.company_admin,
                answers: person.answers.clone(),
            },
        };
        let edited = engine.edit_person(&actor, event, member.id, &change);
        table.time("edit a person", edited).await.expect("edited");
    }
}

fn new_registration(
    category: carnet_engine::CategoryId,
    n: usize,
    keywords: serde_json::Value,
) -> NewRegistration {
    NewRegistration {
        category,
        company: CompanyInput {
            name: format!("Nouvelle {n}"),
            country: "FR".into(),
            ..CompanyInput::default()
        },
        people: vec![PersonInput {
            name: format!("Personne {n}"),
            email: format!("personne@nouvelle-{n}.example"),
            language: Language::French,
            category: None,
            company_admin: true,
            answers: BTreeMap::new(),
        }],
        offerings: vec![OfferingInput {
            kind: OfferingKind::Offer,
            title: "Pièces de précision".into(),
            text: String::new(),
            answers: BTreeMap::from([("keywords".to_owned(), keywords)]),
        }],
        consents: vec![("privacy".into(), 1)],
    }
}
