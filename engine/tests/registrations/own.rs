//! Before and after handing in: what is wrong so far, and what is one's own.

use super::{
    paths,
    support::{Event, person},
};
use crate::harness::on_both;
use carnet_engine::{
    Actor, Error, FaultCode, Refusal,
    domain::{
        form::{Answers, Block},
        notice::NoticeKind,
        registration::NewConsentText,
        text::Texts,
    },
};
use chrono::TimeDelta;
use serde_json::json;

#[test]
fn what_is_wrong_is_said_before_anything_is_handed_in() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let consent =
            NewConsentText { purpose: "privacy".into(), texts: Texts::new("Oui", "Yes"), required: true };
        t.publish_consent_text(&Actor::system(), event.id, &consent).await.unwrap();
        let mut new = event.registration("", "ada@example.org");
        new.people.push(person("", "ada@example.org"));
        for visitor in [Actor::anonymous(), Actor::account(t.person("ada@example.org").await)] {
            let error = t.check_registration(&visitor, event.id, &new).await.unwrap_err();
            let expected = [
                ("company.name".to_owned(), FaultCode::Required),
                ("people[1].name".to_owned(), FaultCode::Required),
                ("consents.privacy".to_owned(), FaultCode::Required),
            ];
            assert_eq!(paths(error), expected);
        }
        new.company.name = "Laiterie Aubrac".into();
        new.people.pop();
        new.consents = vec![("privacy".into(), 1)];
        t.check_registration(&Actor::anonymous(), event.id, &new).await.unwrap();
        assert_eq!(t.owed(NoticeKind::RegistrationCameIn).await, []);
        // What may not be handed in any more is not checked either.
        t.after(TimeDelta::days(11));
        let error = t.check_registration(&Actor::anonymous(), event.id, &new).await.unwrap_err();
        assert!(matches!(error, Error::Refused(Refusal::RegistrationClosed)), "{error}");
    });
}

#[test]
fn a_form_asks_what_follows_from_the_answers_so_far_and_nobody_registers_as_an_expert() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let form = t.show_registration_form(&Actor::anonymous(), event.id).await.unwrap();
        let categories: Vec<_> = form.categories.iter().map(|(id, _)| *id).collect();
        assert_eq!(categories, [event.companies]);
        let asks_markets = |answers: &Answers| {
            let asked = form.form.asked(Block::Company, event.companies, answers);
            asked.iter().any(|field| field.name == "markets")
        };
        assert!(!asks_markets(&Answers::new()));
        assert!(!asks_markets(&Answers::from([("exports".into(), json!(false))])));
        assert!(asks_markets(&Answers::from([("exports".into(), json!(true))])));
    });
}

#[test]
fn ones_own_registrations_are_those_that_one_handed_in_or_is_in() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let ada = Actor::account(t.person("ada@example.org").await);
        let ben = Actor::account(t.person("ben@example.org").await);
        let cleo = Actor::account(t.person("cleo@example.org").await);
        assert_eq!(t.list_own_registrations(&ada, event.id).await.unwrap(), []);
        // Ada hands in for a company in which she is nobody; Ben is its first person, and Cleo another.
        let mut new = event.registration("Laiterie Aubrac", "ben@example.org");
        new.people.push(person("Cleo", "cleo@example.org"));
        let first = t.register(&ada, event.id, &new).await.unwrap().id;
        let own = t.list_own_registrations(&ada, event.id).await.unwrap();
        assert_eq!((own.len(), own[0].dossier.registration.id, own[0].may_edit), (1, first, true));
        assert!(t.list_own_registrations(&ben, event.id).await.unwrap()[0].may_edit);
        assert!(!t.list_own_registrations(&cleo, event.id).await.unwrap()[0].may_edit);

        // What was given up is still shown, after what came later.
        t.cancel_registration(&ada, event.id, first, "Nobody has time").await.unwrap();
        let later = event.registration("Bois du Nord", "ada@example.org");
        let second = t.register(&ada, event.id, &later).await.unwrap().id;
        let own = t.list_own_registrations(&ada, event.id).await.unwrap();
        let ids: Vec<_> = own.iter().map(|own| own.dossier.registration.id).collect();
        assert_eq!(ids, [second, first]);
        let anybody = t.list_own_registrations(&Actor::anonymous(), event.id).await;
        assert!(matches!(anybody, Err(Error::Refused(Refusal::SignInNeeded))));
    });
}
