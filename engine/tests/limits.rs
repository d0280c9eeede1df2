//! How often something may be done: on whichever node, and until when one has to wait.

use crate::{
    harness::{TestEngine, key, on_both, world::World},
    registrations::support::Event,
};
use carnet_engine::{
    Actor, Database, Engine, Error, SeededSource, Settings, Throttling,
    domain::{
        access::Scope,
        account::{Language, NewAccount},
        api_token::NewApiToken,
        event_rules::Rules,
        message::Correspondent,
    },
};
use chrono::TimeDelta;
use std::sync::Arc;

/// Another node on the same database, with these limits.
async fn node(t: &TestEngine, throttling: Throttling, seed: u64) -> Engine {
    let database = Database::open(&t.address).await.expect("the database opens again");
    let settings = Settings { throttling, ..t.settings().clone() };
    Engine::with(database, settings, key(), t.clock.clone(), Arc::new(SeededSource::new(seed)))
}

fn retry_after<T: std::fmt::Debug>(result: Result<T, Error>) -> i64 {
    match result {
        Err(Error::Throttled { retry_after_seconds }) => retry_after_seconds,
        other => panic!("{other:?}"),
    }
}

#[test]
fn calls_by_a_token_are_counted_over_all_nodes_and_let_through_again_after_a_minute() {
    on_both(async |t| {
        let throttling = Throttling { calls_per_minute: 60, ..Throttling::default() };
        let nodes = [node(&t, throttling, 71).await, node(&t, throttling, 72).await];
        let owner = Actor::account(t.person("ada@example.org").await);
        let expires_at = t.now() + TimeDelta::days(1);
        let new =
            NewApiToken { name: "CRM".into(), scopes: [Scope::EventsRead].into(), event: None, expires_at };
        let mut secrets = Vec::new();
        for _ in 0..2 {
            secrets.push(t.create_api_token(&owner, &new).await.unwrap().1);
        }
        let call =
            async |node: &Engine, n: usize| node.resume_api_token(&Actor::anonymous(), &secrets[n]).await;
        for n in 0..60 {
            call(&nodes[n % 2], 0).await.unwrap();
        }
        t.after(TimeDelta::seconds(10));
        for node in &nodes {
            assert_eq!(retry_after(call(node, 0).await), 51);
        }
        // Another token has a count of its own.
        call(&nodes[0], 1).await.unwrap();
        t.after(TimeDelta::seconds(50));
        for node in &nodes {
            call(node, 0).await.unwrap();
        }
    });
}

#[test]
fn one_person_writes_so_many_messages_and_then_has_to_wait() {
    on_both(async |t| {
        let world = World::new(&t, 4, 4, &Rules::default()).await;
        let (ada, ben) =
            (world.company("Laiterie", 1).await.remove(0), world.company("Verrerie", 1).await.remove(0));
        let few = node(&t, Throttling { messages: 3, ..Throttling::default() }, 73).await;
        let to = Correspondent::Organisers;
        for n in 0..3 {
            few.write_message(&ada.actor, ada.id, to, &format!("Message {n}")).await.unwrap();
        }
        assert_eq!(retry_after(few.write_message(&ada.actor, ada.id, to, "One more").await), 901);
        few.write_message(&ben.actor, ben.id, to, "Hello").await.unwrap();
        t.after(TimeDelta::minutes(15));
        few.write_message(&ada.actor, ada.id, to, "Now").await.unwrap();
    });
}

#[test]
fn accounts_asked_for_from_one_address_are_counted_whoever_they_are_for() {
    on_both(async |t| {
        let few = node(&t, Throttling { per_origin: 3, ..Throttling::default() }, 74).await;
        let ask = async |n: usize, origin: &str| {
            let email = format!("person{n}@example.org");
            let new = NewAccount { email, name: "Ben Larkmoor".into(), language: Language::English };
            few.create_account(&Actor::anonymous().from(origin), &new).await
        };
        for n in 0..3 {
            ask(n, "192.0.2.1").await.unwrap();
        }
        retry_after(ask(3, "192.0.2.1").await);
        ask(3, "198.51.100.7").await.unwrap();
        // Of IPv6, all addresses of a network are one.
        for n in 4..7 {
            ask(n, &format!("2001:db8::{n}")).await.unwrap();
        }
        retry_after(ask(7, "2001:db8::ffff:1").await);
        ask(7, "2001:db8:0:1::1").await.unwrap();
    });
}

#[test]
fn registrations_from_one_address_are_counted_and_those_that_organisers_enter_are_not() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let few = node(&t, Throttling { per_origin: 2, ..Throttling::default() }, 75).await;
        let register = async |n: usize, actor: Actor| {
            let new = event.registration(&format!("Company {n}"), &format!("person{n}@example.org"));
            few.register(&actor, event.id, &new).await
        };
        let from = |origin: &str| Actor::anonymous().from(origin);
        for n in 0..2 {
            register(n, from("192.0.2.1")).await.unwrap();
        }
        retry_after(register(2, from("192.0.2.1")).await);
        register(2, from("198.51.100.7")).await.unwrap();
        for n in 3..6 {
            register(n, Actor::system().from("192.0.2.1")).await.unwrap();
        }
    });
}
