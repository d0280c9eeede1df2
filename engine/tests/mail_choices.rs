//! What people want to be written to about, and how they are reached.

use crate::{
    harness::{TestEngine, on_both},
    registrations::support::{Event, morning, person},
};
use carnet_engine::{
    Actor, Decision, Error, Refusal,
    domain::{
        notice::NoticeKind,
        outbox::{Claimed, Copies},
        registration::NewRegistration,
        reminder::{Anchor, Audience, Channel, NewReminder},
    },
};
use chrono::TimeDelta;
use serde_json::json;
use std::{collections::BTreeMap, slice::from_ref};

/// Ada with a telephone, and Ben without.
async fn registered(t: &TestEngine, event: &Event) {
    let mut new: NewRegistration = event.registration("Laiterie", "ada@example.org");
    new.people[0].answers = BTreeMap::from([("phone".to_owned(), json!("+33 6 12 34 56 78"))]);
    new.people.push(person("Ben Carrel", "ben@example.org"));
    // Whom organisers enter is validated.
    t.register(&Actor::system(), event.id, &new).await.expect("a registration");
    t.deliver().await;
}

/// Everybody is reminded of the event by a channel: what is claimed for that.
async fn reminded(t: &TestEngine, event: &Event, channel: Channel) -> Vec<Claimed> {
    let rule =
        NewReminder { anchor: Anchor::Event, minutes_before: 60, audience: Audience::Everybody, channel };
    t.add_reminder(&Actor::system(), event.id, rule).await.expect("a rule");
    t.clock.set(morning() - TimeDelta::minutes(30));
    t.owe_reminders(&Actor::system()).await.expect("reminders");
    t.claim_notices(&Actor::system(), "node", 100).await.expect("the outbox")
}

/// Who is reached, and on which telephone.
fn reached(claimed: &[Claimed]) -> Vec<(&str, bool, Option<&str>)> {
    let mut all: Vec<_> =
        claimed.iter().map(|one| (one.name.as_str(), one.notice.by_sms, one.phone.as_deref())).collect();
    all.sort_unstable();
    all
}

const PHONE: Option<&str> = Some("+33 6 12 34 56 78");

#[test]
fn a_reminder_by_telephone_reaches_who_has_one_and_the_others_by_mail() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        registered(&t, &event).await;
        let claimed = reminded(&t, &event, Channel::Sms).await;
        assert_eq!(reached(&claimed), [("Ada Verrier", true, PHONE), ("Ben Carrel", false, None)]);
    });
}

#[test]
fn a_reminder_by_both_goes_once_by_each() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        registered(&t, &event).await;
        let claimed = reminded(&t, &event, Channel::Both).await;
        let expected =
            [("Ada Verrier", false, None), ("Ada Verrier", true, PHONE), ("Ben Carrel", false, None)];
        assert_eq!(reached(&claimed), expected);
        assert_eq!(t.owe_reminders(&Actor::system()).await.unwrap(), 0);
    });
}

#[test]
fn whoever_stops_reminders_by_the_secret_in_one_gets_no_more_of_that_event() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        registered(&t, &event).await;
        let claimed = reminded(&t, &event, Channel::Mail).await;
        let of_ada = claimed.iter().find(|one| one.name == "Ada Verrier").expect("a reminder");
        let secret = of_ada.stop.clone().expect("a secret");
        let anybody = Actor::anonymous();
        let wrong = [secret.to_lowercase(), format!("{secret}A"), "AAAA".into(), String::new()];
        for secret in &wrong {
            let refused = t.stop_reminders(&anybody, secret).await;
            assert!(matches!(refused, Err(Error::Refused(Refusal::TokenNotValid))), "{secret}: {refused:?}");
        }
        t.stop_reminders(&anybody, &secret).await.unwrap();
        t.stop_reminders(&anybody, &secret).await.unwrap();
        let again = reminded(&t, &event, Channel::Mail).await;
        assert_eq!(reached(&again), [("Ben Carrel", false, None)]);
    });
}

#[test]
fn whoever_stopped_reminders_takes_them_up_again() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        registered(&t, &event).await;
        let claimed = reminded(&t, &event, Channel::Mail).await;
        let of_ada = claimed.iter().find(|one| one.name == "Ada Verrier").expect("a reminder");
        let ada = Actor::account(of_ada.notice.recipient);
        t.stop_reminders(&Actor::anonymous(), of_ada.stop.as_ref().expect("a secret")).await.unwrap();
        assert!(!t.wants_reminders(&ada, event.id).await.unwrap());
        for _ in 0..2 {
            t.choose_reminders(&ada, event.id, true).await.unwrap();
        }
        assert!(t.wants_reminders(&ada, event.id).await.unwrap());
        let again = reminded(&t, &event, Channel::Mail).await;
        assert_eq!(reached(&again), [("Ada Verrier", false, None), ("Ben Carrel", false, None)]);
        t.choose_reminders(&ada, event.id, false).await.unwrap();
        assert_eq!(reached(&reminded(&t, &event, Channel::Mail).await), [("Ben Carrel", false, None)]);
        let stranger = t.choose_reminders(&Actor::anonymous(), event.id, true).await;
        assert!(matches!(stranger, Err(Error::Refused(Refusal::SignInNeeded))), "{stranger:?}");
    });
}

#[test]
fn only_reminders_can_be_stopped() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let new = event.registration("Laiterie", "ada@example.org");
        t.register(&Actor::anonymous(), event.id, &new).await.unwrap();
        let claimed = t.claim_notices(&Actor::system(), "node", 100).await.unwrap();
        assert!(!claimed.is_empty());
        assert!(claimed.iter().all(|one| one.stop.is_none()));
    });
}

#[test]
fn an_administrator_chooses_what_to_be_told_of_registrations() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let bea = t.secondary(event.id, "bea@example.org", &["FR"]).await;
        assert_eq!(t.show_mail_choice(&bea, event.id).await.unwrap(), Copies::News);
        let register = async |email: &str| {
            let done =
                t.register(&Actor::anonymous(), event.id, &event.registration("Laiterie", email)).await;
            let decision = Decision { company: Some(Ok(())), ..Decision::default() };
            let id = done.expect("a registration").id;
            t.validate_registration(&Actor::system(), event.id, id, &decision).await.expect("validated");
            let claimed = t.claim_notices(&Actor::system(), "node", 100).await.expect("the outbox");
            let mut told: Vec<_> = claimed
                .into_iter()
                .filter(|one| Some(one.notice.recipient) == bea.account_id())
                .map(|one| (one.notice.kind, one.notice.data["copy_of"].clone(), one.notice.secret))
                .collect();
            told.sort_by_key(|(kind, ..)| kind.as_str());
            told
        };
        let came_in = (NoticeKind::RegistrationCameIn, json!(null), None);
        assert_eq!(register("ada@example.org").await, from_ref(&came_in));
        t.choose_mails(&bea, event.id, Copies::None).await.unwrap();
        assert_eq!(register("ben@example.org").await, []);
        t.choose_mails(&bea, event.id, Copies::All).await.unwrap();
        let copy = |kind| (kind, json!("Ada Verrier"), None);
        let expected =
            [came_in, copy(NoticeKind::RegistrationReceived), copy(NoticeKind::RegistrationValidated)];
        assert_eq!(register("eve@example.org").await, expected);
        let refused = t.choose_mails(&Actor::system(), event.id, Copies::All).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::SignInNeeded))), "{refused:?}");
    });
}
