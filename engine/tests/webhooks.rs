//! Webhooks: what they are told, by whom, how often.

use crate::harness::{
    TestEngine, on_both,
    world::{Member, World},
};
use carnet_engine::{
    Actor, Delivery, Engine, Error, EventId, Kind, Refusal, WebhookId,
    domain::{
        event_rules::{Rules, ThirdConfirmation},
        request::{AskedParty, NewAsk},
        webhook::{DeliveryState, Happening, NewWebhook},
    },
};
use chrono::TimeDelta;
use serde_json::Value;
use std::collections::BTreeSet;

fn new(kinds: impl IntoIterator<Item = Happening>) -> NewWebhook {
    NewWebhook { url: "https://example.org/hook".into(), kinds: kinds.into_iter().collect() }
}

async fn ask(world: &World<'_>, from: &Member, to: &Member) -> carnet_engine::Outcome {
    let new = NewAsk { from: from.id, to: AskedParty::Person(to.id), slot: None, message: String::new() };
    world.t.ask(&from.actor, world.event, &new).await.expect("a request")
}

async fn two(world: &World<'_>) -> (Member, Member) {
    (world.company("Laiterie", 1).await.remove(0), world.company("Verrerie", 1).await.remove(0))
}

async fn take(t: &TestEngine) -> Vec<Delivery> {
    t.take_deliveries(&Actor::system(), 100).await.expect("deliveries")
}

fn kinds(deliveries: &[Delivery]) -> Vec<String> {
    let kind = |delivery: &Delivery| {
        let payload: Value = serde_json::from_str(&delivery.payload).expect("JSON");
        payload["type"].as_str().expect("a type").to_owned()
    };
    deliveries.iter().map(kind).collect()
}

async fn state(t: &TestEngine, event: EventId, id: WebhookId) -> (DeliveryState, i64) {
    let (_, log) = t.show_webhook(&Actor::system(), event, id).await.expect("the log");
    (log[0].state, log[0].n_attempts)
}

#[test]
fn a_webhook_is_told_what_it_asks_for_in_the_transaction_in_which_it_happens() {
    on_both(async |t| {
        let rules = Rules { third_confirmation: None::<ThirdConfirmation>, ..Rules::default() };
        let world = World::new(&t, 4, 4, &rules).await;
        let asked = [Happening::RequestReceived, Happening::MeetingAgreed, Happening::MeetingCancelled];
        let (_, secret) = t.add_webhook(&world.principal, world.event, &new(asked)).await.unwrap();
        let (ada, ben) = two(&world).await;
        assert!(take(&t).await.is_empty(), "nobody asked for registrations");

        let outcome = ask(&world, &ada, &ben).await;
        let told = take(&t).await;
        assert_eq!(kinds(&told), ["request.received"]);
        assert_eq!((told[0].url.as_str(), &told[0].secret), ("https://example.org/hook", &secret));
        let payload: Value = serde_json::from_str(&told[0].payload).unwrap();
        assert_eq!(payload["data"]["event"], "spring");
        assert_eq!(payload["data"]["kind"], "meeting-request");
        assert_eq!(payload["data"]["id"], outcome.request.to_string());
        assert!(!told[0].payload.contains("Laiterie"), "thin: who it is must be fetched");

        t.accept_request(&ben.actor, outcome.request, None).await.unwrap();
        assert_eq!(kinds(&take(&t).await), ["meeting.agreed"]);
        t.cancel_request(&ada.actor, outcome.request, None).await.unwrap();
        assert_eq!(kinds(&take(&t).await), ["meeting.cancelled"]);
        // What is refused tells nothing.
        t.cancel_request(&ada.actor, outcome.request, None).await.unwrap_err();
        assert!(take(&t).await.is_empty());
    });
}

#[test]
fn what_fails_is_tried_again_and_given_up_after_three_days() {
    on_both(async |t| {
        let world = World::new(&t, 4, 4, &Rules::default()).await;
        let (id, _) =
            t.add_webhook(&world.principal, world.event, &new([Happening::RequestReceived])).await.unwrap();
        let (ada, ben) = two(&world).await;
        ask(&world, &ada, &ben).await;
        let system = Actor::system();
        let mut tried = 0;
        for _ in 0..1000 {
            let taken = take(&t).await;
            for delivery in &taken {
                tried += 1;
                assert_eq!(delivery.n_attempts, tried);
                let answer = if tried % 2 == 0 { Ok(503) } else { Err("no answer") };
                t.end_delivery(&system, delivery, answer).await.unwrap();
            }
            t.after(TimeDelta::minutes(5));
        }
        assert_eq!(state(&t, world.event, id).await, (DeliveryState::GivenUp, tried));
        assert!((8..30).contains(&tried), "{tried}");
        t.after(TimeDelta::days(31));
        assert_eq!(t.purge_deliveries(&system).await.unwrap(), 1);
    });
}

#[test]
fn whoever_says_that_it_is_gone_is_told_nothing_more() {
    on_both(async |t| {
        let world = World::new(&t, 4, 4, &Rules::default()).await;
        let (id, _) = t.add_webhook(&world.principal, world.event, &new(Happening::choices())).await.unwrap();
        two(&world).await;
        let taken = take(&t).await;
        assert!(taken.len() > 1, "{:?}", kinds(&taken));
        t.end_delivery(&Actor::system(), &taken[0], Ok(410)).await.unwrap();
        t.after(TimeDelta::minutes(5));
        assert!(take(&t).await.is_empty());
        world.company("Tannerie", 1).await;
        assert!(take(&t).await.is_empty());
        let listed = t.list_webhooks(&world.principal, world.event).await.unwrap();
        assert!(listed[0].gone_at.is_some());
        let tried = t.test_webhook(&world.principal, world.event, id).await;
        assert!(matches!(tried, Err(Error::Refused(Refusal::WebhookGone))), "{tried:?}");
        t.withdraw_webhook(&world.principal, world.event, id).await.unwrap();
        assert!(t.list_webhooks(&world.principal, world.event).await.unwrap().is_empty());
    });
}

#[test]
fn what_happens_while_a_webhook_rests_is_told_afterwards_with_new_patience() {
    on_both(async |t| {
        let (world, system) = (World::new(&t, 4, 4, &Rules::default()).await, Actor::system());
        let (owner, event) = (&world.principal, world.event);
        let (id, _) = t.add_webhook(owner, event, &new([Happening::RequestReceived])).await.unwrap();
        let (ada, ben) = two(&world).await;
        t.test_webhook(owner, event, id).await.unwrap();
        let failed = take(&t).await.remove(0);
        t.end_delivery(&system, &failed, Err("no answer")).await.unwrap();

        for _ in 0..2 {
            t.pause_webhook(owner, event, id).await.unwrap();
        }
        t.after(TimeDelta::seconds(1));
        ask(&world, &ada, &ben).await;
        t.after(TimeDelta::days(5));
        assert!(take(&t).await.is_empty(), "it rests");
        assert_eq!(t.show_workload(&system).await.unwrap().deliveries.n_waiting, 0, "nobody has to look");
        let tried = t.test_webhook(owner, event, id).await;
        assert!(matches!(tried, Err(Error::Refused(Refusal::WebhookPaused))), "{tried:?}");

        for _ in 0..2 {
            t.resume_webhook(owner, event, id).await.unwrap();
        }
        let first = t.take_deliveries(&system, 1).await.unwrap();
        let waited = [first, take(&t).await].concat();
        assert_eq!(
            kinds(&waited),
            ["webhook.test", "request.received"],
            "the oldest first, though it was tried"
        );
        for delivery in &waited {
            t.end_delivery(&system, delivery, Ok(503)).await.unwrap();
        }
        let (_, log) = t.show_webhook(owner, event, id).await.unwrap();
        assert!(log.iter().all(|record| record.state == DeliveryState::Owed), "tried on, and not given up");
        let history = t.read_audit(owner, Some(event), id).await.unwrap();
        let actions: Vec<_> = history.iter().map(|record| record.action.as_str()).collect();
        assert_eq!(actions, ["webhook.added", "webhook.paused", "webhook.resumed"]);
    });
}

#[test]
fn what_was_to_be_tried_later_is_tried_when_a_webhook_is_taken_up_again() {
    on_both(async |t| {
        let (world, system) = (World::new(&t, 4, 4, &Rules::default()).await, Actor::system());
        let (owner, event) = (&world.principal, world.event);
        let (id, _) = t.add_webhook(owner, event, &new([Happening::RequestReceived])).await.unwrap();
        t.test_webhook(owner, event, id).await.unwrap();
        let delivery = take(&t).await.remove(0);
        t.pause_webhook(owner, event, id).await.unwrap();
        // Whoever took it before may still end it.
        t.end_delivery(&system, &delivery, Ok(500)).await.unwrap();
        t.resume_webhook(owner, event, id).await.unwrap();
        assert_eq!(take(&t).await.len(), 1, "at once, and not half a minute later");
        let elsewhere = crate::harness::rows::event(&t, serde_json::json!({})).await;
        for other in
            [t.pause_webhook(&system, elsewhere, id).await, t.resume_webhook(&system, elsewhere, id).await]
        {
            assert!(matches!(other, Err(Error::NotFound { kind: Kind::Webhook })), "{other:?}");
        }
    });
}

#[test]
fn much_that_waits_for_one_webhook_keeps_no_other_waiting() {
    on_both(async |t| {
        let world = World::new(&t, 4, 4, &Rules::default()).await;
        let (owner, event) = (&world.principal, world.event);
        let add = async || t.add_webhook(owner, event, &new([Happening::RequestReceived])).await.unwrap().0;
        let (busy, other) = (add().await, add().await);
        for _ in 0..12 {
            t.test_webhook(owner, event, busy).await.unwrap();
            t.after(TimeDelta::seconds(1));
        }
        t.test_webhook(owner, event, other).await.unwrap();
        let taken = t.take_deliveries(&Actor::system(), 10).await.unwrap();
        let (_, log) = t.show_webhook(owner, event, other).await.unwrap();
        assert_eq!((taken.len(), log[0].n_attempts), (10, 1));
        assert_eq!(taken[9].id, log[0].id, "and in the order in which it happened");
        assert!(taken.is_sorted_by_key(|delivery| delivery.since));
    });
}

#[test]
fn nodes_that_look_at_once_never_take_the_same_and_take_up_what_one_left() {
    on_both(async |t| {
        let world = World::new(&t, 4, 4, &Rules::default()).await;
        let (id, _) =
            t.add_webhook(&world.principal, world.event, &new([Happening::RequestReceived])).await.unwrap();
        for _ in 0..20 {
            t.test_webhook(&world.principal, world.event, id).await.unwrap();
        }
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..5 {
            let engine = Engine::clone(&t);
            tasks.spawn(async move { engine.take_deliveries(&Actor::system(), 7).await });
        }
        let mut taken = Vec::new();
        for of_one in tasks.join_all().await {
            taken.extend(of_one.expect("deliveries"));
        }
        taken.extend(take(&t).await);
        let ids: BTreeSet<_> = taken.iter().map(|delivery| delivery.id).collect();
        assert_eq!((taken.len(), ids.len()), (20, 20));

        let system = Actor::system();
        let (done, left) = taken.split_at(15);
        for delivery in done {
            t.end_delivery(&system, delivery, Ok(204)).await.unwrap();
        }
        t.after(TimeDelta::minutes(2));
        let again = take(&t).await;
        assert_eq!(again.len(), left.len());
        // The node that was taken for gone comes late: its word counts no more.
        t.end_delivery(&system, &left[0], Ok(410)).await.unwrap();
        assert_eq!(t.list_webhooks(&system, world.event).await.unwrap()[0].gone_at, None);
    });
}

#[test]
fn webhooks_are_for_those_who_exchange_data_of_the_event() {
    on_both(async |t| {
        let world = World::new(&t, 4, 4, &Rules::default()).await;
        let (ada, _) = two(&world).await;
        let refused = t.add_webhook(&ada.actor, world.event, &new([Happening::PlanPublished])).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NotAllowed))));
        let wrong = NewWebhook { url: "example.org".into(), kinds: [Happening::WebhookTest].into() };
        let Err(Error::Invalid(faults)) = t.add_webhook(&world.principal, world.event, &wrong).await else {
            panic!("it has faults")
        };
        assert_eq!(faults.as_slice().len(), 2, "{faults}");
        let (id, _) =
            t.add_webhook(&world.principal, world.event, &new([Happening::PlanPublished])).await.unwrap();
        let elsewhere = crate::harness::rows::event(&t, serde_json::json!({})).await;
        let other = t.show_webhook(&Actor::system(), elsewhere, id).await;
        assert!(matches!(other, Err(Error::NotFound { kind: Kind::Webhook })));
        let history = t.read_audit(&world.principal, Some(world.event), id).await.unwrap();
        assert!(!format!("{history:?}").contains("example.org"), "an address may hold a secret");
    });
}
