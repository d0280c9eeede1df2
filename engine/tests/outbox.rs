//! The outbox: who sends what, what becomes of what fails, and what organisers see.

use crate::harness::{TestEngine, event::new_event, key, on_both};
use carnet_engine::{
    AccountId, Actor, Database, Engine, Error, EventId, Invitation, Kind, NoticeId, Refusal, SeededSource,
    domain::{
        account::{Language, NewAccount},
        mail_template::MailTemplate,
        notice::NoticeKind,
        outbox::{Claimed, Delivery, Failure},
        preset::Preset,
        role::{DataScope, Function},
    },
};
use chrono::TimeDelta;
use std::{collections::BTreeSet, sync::Arc};

fn person(email: &str) -> NewAccount {
    NewAccount { email: email.into(), name: "Ben Larkmoor".into(), language: Language::English }
}

/// An event of which some people were told.
async fn event_of(t: &TestEngine, n_told: usize) -> EventId {
    let event = new_event(t, Preset::TwoSided, "forum").await;
    t.deliver().await;
    for n in 0..n_told {
        t.name_principal(&Actor::system(), event, &person(&format!("p{n}@example.org")))
            .await
            .expect("a role");
    }
    event
}

async fn claim(engine: &Engine, worker: &str, most: i64) -> Vec<Claimed> {
    engine.claim_notices(&Actor::system(), worker, most).await.expect("the outbox")
}

async fn claim_one(t: &TestEngine) -> Claimed {
    let mut claimed = claim(t, "node", 10).await;
    assert_eq!(claimed.len(), 1);
    claimed.remove(0)
}

async fn fail(t: &TestEngine, of: &Claimed, lasting: bool) {
    let failure = Failure { reason: "451 later".into(), lasting };
    t.mark_notice_failed(&Actor::system(), (of.notice.id, of.attempt), &failure).await.expect("marked");
}

async fn mark_sent(t: &TestEngine, id: NoticeId, attempt: i64) -> Result<(), Error> {
    t.mark_notice_sent(&Actor::system(), id, attempt).await
}

async fn lines(t: &TestEngine, event: EventId) -> Vec<(Delivery, i64, Option<String>)> {
    let page = t.list_notices(&Actor::system(), event, (None, None), 100).await.expect("the outbox");
    page.lines.into_iter().map(|line| (line.delivery, line.attempts, line.failure)).collect()
}

#[test]
fn two_nodes_at_once_never_get_the_same_notice() {
    on_both(async |t| {
        event_of(&t, 60).await;
        let database = Database::open(&t.address).await.expect("the database opens again");
        let source = Arc::new(SeededSource::new(71));
        let other = Engine::with(database, t.settings().clone(), key(), t.clock.clone(), source);
        let tasks = [("one", Engine::clone(&t)), ("two", other)].map(|(worker, engine)| {
            tokio::spawn(async move {
                let mut all = Vec::new();
                loop {
                    let some = claim(&engine, worker, 7).await;
                    if some.is_empty() {
                        return all;
                    }
                    all.extend(some.into_iter().map(|claimed| claimed.notice.id));
                }
            })
        });
        let mut all = Vec::new();
        for task in tasks {
            all.extend(task.await.expect("nobody panics"));
        }
        assert_eq!(all.len(), 60, "each is somebody's");
        assert_eq!(all.into_iter().collect::<BTreeSet<_>>().len(), 60, "and nobody else's");
    });
}

#[test]
fn what_was_claimed_comes_with_where_it_goes_and_what_it_is_about() {
    on_both(async |t| {
        event_of(&t, 1).await;
        let claimed = claim_one(&t).await;
        assert_eq!((claimed.notice.kind, claimed.attempt), (NoticeKind::RoleGranted, 1));
        assert_eq!((claimed.email.as_str(), claimed.name.as_str()), ("p0@example.org", "Ben Larkmoor"));
        let event = claimed.event.unwrap();
        assert_eq!((event.slug.as_str(), event.time_zone), ("forum", chrono_tz::Europe::Paris));
        assert!(claimed.notice.secret.is_some(), "the account is new: there is a link");
    });
}

#[test]
fn links_go_first_since_somebody_waits_for_them() {
    on_both(async |t| {
        let event = new_event(&t, Preset::TwoSided, "forum").await;
        t.person("ada@example.org").await;
        t.deliver().await;
        t.name_principal(&Actor::system(), event, &person("ada@example.org")).await.unwrap();
        t.after(TimeDelta::minutes(1));
        t.recover_password(&Actor::anonymous(), "ada@example.org").await.unwrap();
        let kinds = [claim(&t, "node", 1).await, claim(&t, "node", 1).await].concat();
        let kinds: Vec<_> = kinds.iter().map(|claimed| claimed.notice.kind).collect();
        assert_eq!(kinds, [NoticeKind::PasswordRecovery, NoticeKind::RoleGranted]);
    });
}

#[test]
fn what_is_not_due_is_not_claimed_and_what_is_sent_never_again() {
    on_both(async |t| {
        let event = event_of(&t, 1).await;
        let Claimed { notice, attempt, .. } = claim_one(&t).await;
        assert!(matches!(mark_sent(&t, notice.id, attempt + 1).await, Err(Error::Conflict)));
        mark_sent(&t, notice.id, attempt).await.unwrap();
        assert!(matches!(mark_sent(&t, notice.id, attempt).await, Err(Error::Conflict)));
        t.after(TimeDelta::days(30));
        assert_eq!(claim(&t, "node", 10).await, []);
        assert_eq!(lines(&t, event).await, [(Delivery::Sent, 1, None)]);
        let again = t.retry_notice(&Actor::system(), event, notice.id).await;
        assert!(matches!(again, Err(Error::Conflict)), "{again:?}");
    });
}

#[test]
fn what_a_silent_node_claimed_is_anothers_and_the_silent_one_marks_nothing() {
    on_both(async |t| {
        event_of(&t, 1).await;
        let first = claim_one(&t).await;
        t.after(TimeDelta::minutes(9));
        assert_eq!(claim(&t, "other", 10).await, []);
        t.after(TimeDelta::minutes(2));
        let second = claim_one(&t).await;
        assert_eq!((second.notice.id, second.attempt), (first.notice.id, 2));
        assert!(matches!(mark_sent(&t, first.notice.id, first.attempt).await, Err(Error::Conflict)));
        let failure = Failure { reason: "late".into(), lasting: true };
        let late = (first.notice.id, first.attempt);
        let marked = t.mark_notice_failed(&Actor::system(), late, &failure).await;
        assert!(matches!(marked, Err(Error::Conflict)), "{marked:?}");
        mark_sent(&t, second.notice.id, second.attempt).await.unwrap();
    });
}

#[test]
fn a_failed_attempt_is_repeated_later_and_given_up_at_last() {
    on_both(async |t| {
        let event = event_of(&t, 1).await;
        for attempt in 1..=8 {
            let claimed = claim_one(&t).await;
            assert_eq!(claimed.attempt, attempt);
            fail(&t, &claimed, false).await;
            assert_eq!(claim(&t, "node", 10).await, [], "not at once again");
            let expected = if attempt == 8 { Delivery::GivenUp } else { Delivery::Retrying };
            assert_eq!(lines(&t, event).await, [(expected, attempt, Some("451 later".into()))]);
            t.after(TimeDelta::days(2));
        }
        assert_eq!(claim(&t, "node", 10).await, []);
    });
}

#[test]
fn an_organiser_has_what_was_given_up_sent_again() {
    on_both(async |t| {
        let event = event_of(&t, 1).await;
        let system = Actor::system();
        let claimed = claim_one(&t).await;
        let id = claimed.notice.id;
        let now = t.retry_notice(&system, event, id).await;
        assert!(matches!(now, Err(Error::Conflict)), "it is being sent: {now:?}");
        fail(&t, &claimed, true).await;
        assert_eq!(lines(&t, event).await[0].0, Delivery::GivenUp);
        assert_eq!(claim(&t, "node", 10).await, []);
        let elsewhere = new_event(&t, Preset::TwoSided, "fair").await;
        let not_theirs = t.retry_notice(&system, elsewhere, id).await;
        assert!(matches!(not_theirs, Err(Error::NotFound { kind: Kind::Notice })), "{not_theirs:?}");
        t.retry_notice(&system, event, id).await.unwrap();
        let again = claim_one(&t).await;
        assert_eq!((again.notice.id, again.attempt), (id, 2));
        assert!(again.notice.secret.is_some(), "the link is still there");
    });
}

#[test]
fn the_outbox_is_read_by_pages_and_states_and_by_who_reaches_everybody() {
    on_both(async |t| {
        let event = event_of(&t, 5).await;
        let system = Actor::system();
        let sent = claim(&t, "node", 2).await;
        for one in &sent {
            mark_sent(&t, one.notice.id, one.attempt).await.unwrap();
        }
        let first = t.list_notices(&system, event, (None, None), 3).await.unwrap();
        assert_eq!(first.n_by_state, [(Delivery::Sent, 2), (Delivery::Waiting, 3)]);
        let rest = t.list_notices(&system, event, (first.next, None), 3).await.unwrap();
        assert_eq!((first.lines.len(), rest.lines.len(), rest.next), (3, 2, None));
        let all: Vec<_> = first.lines.iter().chain(&rest.lines).map(|line| line.id).collect();
        assert!(all.is_sorted_by(|a, b| a > b), "the newest first");
        let only = t.list_notices(&system, event, (None, Some(Delivery::Sent)), 10).await.unwrap();
        assert_eq!(only.lines.len(), 2);
        assert!(only.lines.iter().all(|line| line.sent_at.is_some()));

        let everybody = invite(&t, event, "bea@example.org", DataScope::everybody()).await;
        t.list_notices(&everybody, event, (None, None), 3).await.unwrap();
        let countries = ["FR".to_owned()].into();
        let some =
            invite(&t, event, "eve@example.org", DataScope { countries, ..DataScope::default() }).await;
        let refused = t.list_notices(&some, event, (None, None), 3).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NotAllowed))), "{refused:?}");
    });
}

async fn invite(t: &TestEngine, event: EventId, email: &str, scope: DataScope) -> Actor {
    let account: AccountId = t.person(email).await;
    let opened = Some(([Function::SendMessages].into(), scope));
    let invitation = Invitation { person: person(email), organisation: None, opened };
    t.invite_administrator(&Actor::system(), event, &invitation).await.expect("a role");
    Actor::account(account)
}

#[test]
fn an_event_has_texts_of_its_own_until_they_are_taken_back() {
    on_both(async |t| {
        let event = event_of(&t, 1).await;
        let system = Actor::system();
        let of = (NoticeKind::RoleGranted, Language::English);
        let own = MailTemplate { subject: " You are {role} ".into(), body: "Hello {name}".into() };
        t.set_mail_template(&system, event, of, &own).await.unwrap();
        let again = MailTemplate { subject: "{role}!".into(), ..own };
        t.set_mail_template(&system, event, of, &again).await.unwrap();
        assert_eq!(t.list_mail_templates(&system, event).await.unwrap(), [(of, again.clone())]);
        let elsewhere = new_event(&t, Preset::TwoSided, "fair").await;
        assert_eq!(t.list_mail_templates(&system, elsewhere).await.unwrap(), []);

        let claimed = claim_one(&t).await;
        assert_eq!(claimed.template, Some(again.clone()), "what waits is written by it");
        fail(&t, &claimed, false).await;
        t.reset_mail_template(&system, event, of).await.unwrap();
        t.after(TimeDelta::minutes(2));
        assert_eq!(claim_one(&t).await.template, None);
        let gone = t.reset_mail_template(&system, event, of).await;
        assert!(matches!(gone, Err(Error::NotFound { kind: Kind::MailTemplate })), "{gone:?}");

        let about_accounts = (NoticeKind::PasswordChanged, Language::English);
        let refused = t.set_mail_template(&system, event, about_accounts, &again).await;
        assert!(matches!(refused, Err(Error::NotFound { .. })), "{refused:?}");
        let unknown = MailTemplate { body: "{rolle}".into(), ..again };
        let faults = t.set_mail_template(&system, event, of, &unknown).await;
        assert!(matches!(faults, Err(Error::Invalid(_))), "{faults:?}");
    });
}
