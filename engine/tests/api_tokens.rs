//! Tokens by which programs call, and what is kept of their calls.

use crate::harness::{TestEngine, on_both, world::World};
use carnet_engine::{
    Actor, Answered, Begin, Engine, Error, EventId, Kind, Refusal, RegistrationFilter,
    domain::{access::Scope, api_token::NewApiToken, event_rules::Rules, run::Orders},
};
use chrono::TimeDelta;
use std::sync::Arc;

fn anybody() -> Actor {
    Actor::anonymous().from("192.0.2.1")
}

fn new(t: &TestEngine, scopes: &[Scope], event: Option<EventId>) -> NewApiToken {
    let expires_at = t.now() + TimeDelta::days(30);
    NewApiToken { name: "CRM".into(), scopes: scopes.iter().copied().collect(), event, expires_at }
}

/// A program that calls for somebody.
async fn program(t: &TestEngine, owner: &Actor, scopes: &[Scope], event: Option<EventId>) -> Actor {
    let (_, secret) = t.create_api_token(owner, &new(t, scopes, event)).await.expect("a token");
    t.resume_api_token(&anybody(), &secret).await.expect("it holds")
}

fn is_refused<T>(result: &Result<T, Error>, refusal: Refusal) -> bool {
    matches!(result, Err(Error::Refused(found)) if *found == refusal)
}

#[test]
fn a_token_opens_what_it_says_of_what_its_owner_may() {
    on_both(async |t| {
        let world = World::new(&t, 4, 4, &Rules::default()).await;
        let (owner, event) = (&world.principal, world.event);
        let reads = program(&t, owner, &[Scope::RegistrationsRead], None).await;
        assert_eq!(reads.account_id(), owner.account_id());
        let filter = RegistrationFilter { most: 10, ..RegistrationFilter::default() };
        t.list_registrations(&reads, event, &filter).await.unwrap();
        let beyond = t.start_run(&reads, event, &Orders::default()).await;
        assert!(is_refused(&beyond, Refusal::BeyondToken), "{beyond:?}");
        // Nor does it make more tokens, or read them.
        let more = t.create_api_token(&reads, &new(&t, Scope::ALL, None)).await;
        assert!(is_refused(&more, Refusal::BeyondToken));

        // All scopes together are not more than the owner.
        let member = world.company("Laiterie", 1).await.remove(0);
        let all = program(&t, &member.actor, Scope::ALL, None).await;
        let listed = t.list_registrations(&all, event, &filter).await;
        assert!(is_refused(&listed, Refusal::NotAllowed), "{listed:?}");
        assert_eq!(t.list_events(&all).await.unwrap().len(), 1);
    });
}

#[test]
fn a_token_of_one_event_reaches_no_other() {
    on_both(async |t| {
        let world = World::new(&t, 4, 4, &Rules::default()).await;
        let member = world.company("Laiterie", 1).await.remove(0);
        let elsewhere: EventId = crate::harness::rows::event(&t, serde_json::json!({})).await;
        let foreign =
            t.create_api_token(&member.actor, &new(&t, &[Scope::EventsRead], Some(elsewhere))).await;
        assert!(matches!(foreign, Err(Error::Invalid(_))), "{foreign:?}");

        let only = program(&t, &world.principal, &[Scope::EventsRead], Some(world.event)).await;
        t.show_event(&only, world.event).await.unwrap();
        let other = t.show_event(&only, elsewhere).await;
        assert!(matches!(other, Err(Error::NotFound { kind: Kind::Event })), "{other:?}");
        let listed = t.list_events(&only).await.unwrap();
        assert_eq!(listed.iter().map(|event| event.id).collect::<Vec<_>>(), [world.event]);
    });
}

#[test]
fn a_token_ends_when_it_expires_is_withdrawn_or_its_account_is_recovered() {
    on_both(async |t| {
        let account = t.person("ada@example.org").await;
        let owner = Actor::account(account);
        let scopes = &[Scope::EventsRead];
        let (id, secret) = t.create_api_token(&owner, &new(&t, scopes, None)).await.unwrap();
        assert!(secret.starts_with("carnet_"));
        let listed = t.list_api_tokens(&owner).await.unwrap();
        assert_eq!((listed.len(), listed[0].id, listed[0].last_used_at), (1, id, None));
        t.resume_api_token(&anybody(), &secret).await.unwrap();
        assert_eq!(t.list_api_tokens(&owner).await.unwrap()[0].last_used_at, Some(t.now()));

        let stranger = Actor::account(t.person("ben@example.org").await);
        let withdrawn = t.withdraw_api_token(&stranger, id).await;
        assert!(matches!(withdrawn, Err(Error::NotFound { kind: Kind::ApiToken })), "{withdrawn:?}");
        t.withdraw_api_token(&owner, id).await.unwrap();
        assert!(is_refused(&t.resume_api_token(&anybody(), &secret).await, Refusal::SignInNeeded));
        assert!(t.list_api_tokens(&owner).await.unwrap().is_empty());

        let (_, second) = t.create_api_token(&owner, &new(&t, scopes, None)).await.unwrap();
        let (_, third) = t.create_api_token(&owner, &new(&t, scopes, None)).await.unwrap();
        t.after(TimeDelta::days(29)).resume_api_token(&anybody(), &second).await.unwrap();
        t.recover_password(&anybody(), "ada@example.org").await.unwrap();
        let owed = t.owed(carnet_engine::domain::notice::NoticeKind::PasswordRecovery).await;
        let link = owed[0].secret.clone().expect("a link");
        t.set_password(&anybody(), &link, "Un tout autre mot 7").await.unwrap();
        assert!(is_refused(&t.resume_api_token(&anybody(), &second).await, Refusal::SignInNeeded));
        let (_, last) = t.create_api_token(&owner, &new(&t, scopes, None)).await.unwrap();
        t.after(TimeDelta::days(31));
        for late in [third, last] {
            assert!(is_refused(&t.resume_api_token(&anybody(), &late).await, Refusal::SignInNeeded));
        }
        let history = t.read_audit(&Actor::system(), None, id).await.unwrap();
        let actions: Vec<_> = history.iter().map(|entry| entry.action.as_str()).collect();
        assert_eq!(actions, ["api-token.created", "api-token.withdrawn"]);
        assert!(!format!("{history:?}").contains(&secret[7..]));
    });
}

#[test]
fn a_call_under_a_key_is_done_once_and_answered_alike() {
    on_both(async |t| {
        let owner = Actor::account(t.person("ada@example.org").await);
        let by = program(&t, &owner, &[Scope::EventsRead], None).await;
        let Begin::First(call) = t.begin_call(&by, "k1", "POST /a {}").await.unwrap() else {
            panic!("first")
        };
        assert!(matches!(t.begin_call(&by, "k1", "POST /a {}").await.unwrap(), Begin::GoingOn));
        assert!(matches!(t.begin_call(&by, "k1", "POST /b {}").await.unwrap(), Begin::Other));
        // Keys are of a token alone.
        let other = program(&t, &owner, &[Scope::EventsRead], None).await;
        assert!(matches!(t.begin_call(&other, "k1", "POST /b {}").await.unwrap(), Begin::First(_)));

        let kind = Some("application/json".to_owned());
        let answer = Answered { status: 201, content_type: kind, body: b"{\"id\":1}".to_vec() };
        t.end_call(&by, &call, Some(&answer)).await.unwrap();
        let Begin::Known(again) = t.begin_call(&by, "k1", "POST /a {}").await.unwrap() else {
            panic!("known")
        };
        assert_eq!(again, answer);
        assert!(matches!(t.begin_call(&by, "k1", "POST /b {}").await.unwrap(), Begin::Other));
        t.after(TimeDelta::hours(24));
        assert_eq!(t.purge_answers(&Actor::system()).await.unwrap(), 0);
        assert!(matches!(t.begin_call(&by, "k1", "POST /b {}").await.unwrap(), Begin::First(_)));
        t.after(TimeDelta::hours(25));
        assert_eq!(t.purge_answers(&Actor::system()).await.unwrap(), 2);
    });
}

#[test]
fn a_call_that_came_to_nothing_or_was_left_may_be_tried_again() {
    on_both(async |t| {
        let owner = Actor::account(t.person("ada@example.org").await);
        let by = program(&t, &owner, &[Scope::EventsRead], None).await;
        let Begin::First(failed) = t.begin_call(&by, "k", "POST /a").await.unwrap() else { panic!("first") };
        t.end_call(&by, &failed, None).await.unwrap();
        let Begin::First(left) = t.begin_call(&by, "k", "POST /a").await.unwrap() else { panic!("again") };
        t.after(TimeDelta::minutes(2));
        assert!(matches!(t.begin_call(&by, "k", "POST /a").await.unwrap(), Begin::First(_)));
        // What comes late from the node that was taken for gone counts no more.
        let late = Answered { status: 200, content_type: None, body: Vec::new() };
        t.end_call(&by, &left, Some(&late)).await.unwrap();
        assert!(matches!(t.begin_call(&by, "k", "POST /a").await.unwrap(), Begin::GoingOn));
        for wrong in ["", "a b", &"x".repeat(256)] {
            assert!(matches!(t.begin_call(&by, wrong, "POST /a").await, Err(Error::Invalid(_))), "{wrong}");
        }
    });
}

#[test]
fn of_ten_calls_under_one_key_at_once_one_is_done() {
    on_both(async |t| {
        let owner = Actor::account(t.person("ada@example.org").await);
        let by = Arc::new(program(&t, &owner, &[Scope::EventsRead], None).await);
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..10 {
            let (engine, by) = (Engine::clone(&t), Arc::clone(&by));
            tasks.spawn(async move { engine.begin_call(&by, "k", "POST /a").await });
        }
        let begun = tasks.join_all().await;
        let first = begun.iter().filter(|begun| matches!(begun, Ok(Begin::First(_)))).count();
        let waits = begun.iter().filter(|begun| matches!(begun, Ok(Begin::GoingOn))).count();
        assert_eq!((first, waits), (1, 9), "{begun:?}");
    });
}
