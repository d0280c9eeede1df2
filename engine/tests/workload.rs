//! What waits to be worked on, as whoever runs the installation counts it.

use crate::harness::{on_both, world::World};
use carnet_engine::{
    Actor, Error, Refusal, RunQueue, SendQueue,
    domain::{
        event_rules::Rules,
        outbox::Failure,
        run::Orders,
        webhook::{Happening, NewWebhook},
    },
};
use chrono::TimeDelta;

#[test]
fn runs_wait_until_a_worker_has_them_and_again_once_it_is_silent() {
    on_both(async |t| {
        let (world, system) = (World::new(&t, 4, 4, &Rules::default()).await, Actor::system());
        let runs = async || t.show_workload(&system).await.unwrap().runs;
        assert_eq!(runs().await, RunQueue::default());
        let asked = t.now();
        t.start_run(&system, world.event, &Orders::default()).await.unwrap();
        t.after(TimeDelta::minutes(1));
        let waiting = RunQueue { n_waiting: 1, n_worked_on: 0, oldest: Some(asked) };
        assert_eq!(runs().await, waiting);
        t.after(TimeDelta::minutes(-1));
        t.tamper("UPDATE planner_run SET state = 'running', alive_at = created_at").await.unwrap();
        assert_eq!(runs().await, RunQueue { n_waiting: 0, n_worked_on: 1, oldest: None });
        t.after(TimeDelta::minutes(1));
        assert_eq!(runs().await, waiting);
    });
}

#[test]
fn notices_wait_once_they_are_due_until_they_are_sent_or_given_up() {
    on_both(async |t| {
        let system = Actor::system();
        let notices = async || t.show_workload(&system).await.unwrap().notices;
        t.person("ada@example.org").await;
        t.deliver().await;
        assert_eq!(notices().await, SendQueue::default());
        let asked = t.now();
        for _ in 0..2 {
            t.recover_password(&Actor::anonymous(), "ada@example.org").await.unwrap();
        }
        t.after(TimeDelta::minutes(1));
        assert_eq!(notices().await, SendQueue { n_waiting: 2, n_given_up: 0, oldest: Some(asked) });
        let claimed = t.claim_notices(&system, "node", 10).await.unwrap();
        let key = |n: usize| (claimed[n].notice.id, claimed[n].attempt);
        let failure = |lasting| Failure { reason: "no such address".into(), lasting };
        t.mark_notice_failed(&system, key(0), &failure(true)).await.unwrap();
        t.mark_notice_failed(&system, key(1), &failure(false)).await.unwrap();
        // What is tried again later still waits, since when it was due first.
        assert_eq!(notices().await, SendQueue { n_waiting: 1, n_given_up: 1, oldest: Some(asked) });
    });
}

#[test]
fn deliveries_wait_for_webhooks_that_are_there() {
    on_both(async |t| {
        let (world, system) = (World::new(&t, 4, 4, &Rules::default()).await, Actor::system());
        let new =
            NewWebhook { url: "https://example.org/hook".into(), kinds: Happening::choices().collect() };
        let (id, _) = t.add_webhook(&world.principal, world.event, &new).await.unwrap();
        let deliveries = async || t.show_workload(&system).await.unwrap().deliveries;
        assert_eq!(deliveries().await, SendQueue::default());
        let happened = t.now();
        t.test_webhook(&world.principal, world.event, id).await.unwrap();
        assert_eq!(deliveries().await, SendQueue { n_waiting: 1, n_given_up: 0, oldest: Some(happened) });
        t.pause_webhook(&world.principal, world.event, id).await.unwrap();
        t.after(TimeDelta::days(2));
        t.resume_webhook(&world.principal, world.event, id).await.unwrap();
        let resumed = Some(t.now());
        assert_eq!(deliveries().await.oldest, resumed, "nobody was to tell it before");
        t.tamper("UPDATE webhook_delivery SET state = 'given-up'").await.unwrap();
        assert_eq!(deliveries().await, SendQueue { n_waiting: 0, n_given_up: 1, oldest: None });
        t.test_webhook(&world.principal, world.event, id).await.unwrap();
        t.withdraw_webhook(&world.principal, world.event, id).await.unwrap();
        assert_eq!(deliveries().await.n_waiting, 0, "nobody is owed anything any more");
    });
}

#[test]
fn only_the_installation_itself_counts() {
    on_both(async |t| {
        let world = World::new(&t, 4, 4, &Rules::default()).await;
        let refused = t.show_workload(&world.principal).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NotAllowed))), "{refused:?}");
    });
}
