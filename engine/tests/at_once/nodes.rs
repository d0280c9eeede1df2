//! Several nodes on one database, and more writers than connections.

use super::{all_at_once, assert_whole};
use crate::harness::{
    TestEngine,
    event::{details, open_activity, open_event, workshop},
    key, on_both,
    people::attendee,
};
use carnet_engine::{
    Actor, Database, Engine, Error, Refusal, SeededSource,
    domain::{
        account::{Language, NewAccount},
        activity::NewActivity,
        event::NewDetails,
        notice::NoticeKind,
        organisation::OrganisationKind,
        registration::RegistrationSettings,
        sign_up::SignUpState,
        text::Texts,
    },
};
use std::sync::Arc;

/// Another node: an engine with connections of its own to the same database.
async fn another_node(t: &TestEngine, seed: u64) -> Engine {
    let database = Database::open(&t.address).await.expect("the database opens again");
    Engine::with(database, t.settings().clone(), key(), t.clock.clone(), Arc::new(SeededSource::new(seed)))
}

#[test]
fn two_hundred_write_at_once_and_all_are_served() {
    on_both(async |t| {
        let new = |n: usize| NewAccount {
            email: format!("person{n}@example.org"),
            name: "Ada Verrier".into(),
            language: Language::French,
        };
        let done = all_at_once(&t, (0..200).map(new), |engine, new| async move {
            engine.create_account(&Actor::anonymous(), &new).await
        })
        .await;
        for result in done {
            result.unwrap();
        }
        assert_eq!(t.owed(NoticeKind::AccountCreated).await.len(), 200);
        assert_whole(&t, None).await;
    });
}

#[test]
fn places_are_given_once_by_two_nodes_at_once() {
    on_both(async |t| {
        let (setup, system) = (open_event(&t).await, Actor::system());
        let event = setup.event.id;
        let full = NewActivity { capacity: Some(5), ..workshop(&setup) };
        let id = open_activity(&t, event, &full).await;
        let mut people = Vec::new();
        for n in 1..=20 {
            people.push(attendee(&t, &setup, n).await);
        }
        let nodes = [Engine::clone(&t), another_node(&t, 71).await, another_node(&t, 72).await];
        let tasks: Vec<_> = people
            .into_iter()
            .zip(nodes.iter().cycle())
            .map(|(person, node)| {
                let node = node.clone();
                tokio::spawn(async move { node.sign_up(&person.actor, event, id, person.id).await })
            })
            .collect();
        let mut n_places = 0;
        for task in tasks {
            match task.await.unwrap() {
                Ok(sign_up) => n_places += usize::from(sign_up.state == SignUpState::Confirmed),
                Err(error) => assert!(matches!(error, Error::Refused(Refusal::ActivityFull)), "{error:?}"),
            }
        }
        assert_eq!(n_places, 5);
        // What one node wrote, the others read.
        for node in &nodes {
            assert_eq!(node.list_sign_ups(&system, event, id).await.unwrap().len(), 5);
        }
        assert_whole(&t, Some(event)).await;
        for node in &nodes[1..] {
            node.database().close().await;
        }
    });
}

#[test]
fn what_one_node_sets_for_an_event_all_nodes_show() {
    on_both(async |t| {
        let (setup, system, anybody) = (open_event(&t).await, Actor::system(), Actor::anonymous());
        let (event, slug) = (setup.event.id, setup.event.details.slug.as_str());
        let other = another_node(&t, 73).await;
        let before = other.show_public_event(&anybody, slug).await.unwrap();
        let form = other.show_registration_form(&anybody, event).await.unwrap();

        let renamed = NewDetails { names: Texts::new("Salon du Bois", "Timber fair"), ..details(slug) };
        t.change_event(&system, (event, setup.event.version), &renamed).await.unwrap();
        let settings = RegistrationSettings { most_people: 3, ..form.settings.clone() };
        t.set_registration_settings(&system, event, form.version, &settings).await.unwrap();

        assert_ne!(before.names, renamed.names);
        assert_eq!(other.show_public_event(&anybody, slug).await.unwrap().names, renamed.names);
        assert_ne!(form.settings, settings);
        assert_eq!(other.show_registration_form(&anybody, event).await.unwrap().settings, settings);
        other.database().close().await;
    });
}

#[test]
fn a_fresh_database_that_many_nodes_open_at_once_gets_its_tables_once() {
    on_both(async |t| {
        let (address, _folder) = t.empty_database().await;
        let open = |_| {
            let address = address.clone();
            tokio::spawn(async move { Database::open(&address).await })
        };
        let tasks: Vec<_> = (0..6).map(open).collect();
        let mut databases = Vec::new();
        for task in tasks {
            databases.push(task.await.unwrap().unwrap());
        }
        let node = |(n, database): (usize, &Database)| {
            let source = Arc::new(SeededSource::new(80 + n as u64));
            Engine::with(database.clone(), t.settings().clone(), key(), t.clock.clone(), source)
        };
        for engine in databases.iter().enumerate().map(node) {
            let kind = OrganisationKind::Chamber;
            assert!(engine.list_organisations(&Actor::system(), kind, None).await.unwrap().is_empty());
            engine.database().close().await;
        }
    });
}
