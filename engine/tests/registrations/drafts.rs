//! Registrations that are not handed in.

use super::support::{Event, person};
use crate::harness::on_both;
use carnet_engine::{
    Actor, Engine, Error, FaultCode, Kind, Refusal, RegistrationFilter,
    domain::{catalogue::Query, notice::NoticeKind, registration::NewRegistration},
};
use chrono::TimeDelta;

#[test]
fn a_draft_is_kept_for_whoever_fills_it_in_and_shows_nowhere_until_it_is_handed_in() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let ada = Actor::account(t.person("ada@example.org").await);
        assert_eq!(t.show_draft(&ada, event.id).await.unwrap(), None);
        // Half filled in, with faults that nobody minds yet.
        let mut draft = event.registration("Laiterie Aubrac", "ada@");
        draft.company.country = String::new();
        assert_eq!(t.save_draft(&ada, event.id, None, &draft).await.unwrap(), 1);
        draft.people.push(person("Ben", ""));
        assert_eq!(t.save_draft(&ada, event.id, Some(1), &draft).await.unwrap(), 2);
        let kept = t.show_draft(&ada, event.id).await.unwrap().unwrap();
        assert_eq!((&kept.content, kept.version), (&draft, 2));

        // Nobody else sees it: not another account, not the organiser, and no list or count.
        let ben = Actor::account(t.person("ben@example.org").await);
        assert_eq!(t.show_draft(&ben, event.id).await.unwrap(), None);
        let bea = t.secondary(event.id, "bea@example.org", &["FR"]).await;
        assert_eq!(t.show_draft(&bea, event.id).await.unwrap(), None);
        assert!(matches!(t.discard_draft(&ben, event.id).await, Err(Error::NotFound { .. })));
        let anybody = t.show_draft(&Actor::anonymous(), event.id).await;
        assert!(matches!(anybody, Err(Error::Refused(Refusal::SignInNeeded))));
        let filter = RegistrationFilter { most: 10, ..RegistrationFilter::default() };
        let page = t.list_registrations(&Actor::system(), event.id, &filter).await.unwrap();
        assert!(page.lines.is_empty() && page.n_by_state.is_empty());
        let query = Query { most: 10, ..Query::default() };
        assert_eq!(t.search_catalogue(&Actor::system(), event.id, &query).await.unwrap().n_found, 0);
        assert_eq!(t.owed(NoticeKind::RegistrationCameIn).await, []);
        assert_eq!(t.list_owed_notices(&Actor::system(), 10).await.unwrap(), []);

        // Handing it in ends it; what is wrong with it is said now.
        let error = t.register(&ada, event.id, &kept.content).await.unwrap_err();
        assert!(matches!(error, Error::Invalid(_)), "{error}");
        assert!(t.show_draft(&ada, event.id).await.unwrap().is_some(), "nothing is lost by a fault");
        t.register(&ada, event.id, &event.registration("Laiterie Aubrac", "ada@example.org")).await.unwrap();
        assert_eq!(t.show_draft(&ada, event.id).await.unwrap(), None);
    });
}

#[test]
fn of_two_windows_that_save_a_draft_at_once_one_is_told_that_the_other_was_faster() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let ada = Actor::account(t.person("ada@example.org").await);
        let save = |seen: Option<i64>, content: &NewRegistration| {
            let (engine, ada, id, content) = (Engine::clone(&t), ada.clone(), event.id, content.clone());
            tokio::spawn(async move { engine.save_draft(&ada, id, seen, &content).await })
        };
        let (one, other) =
            (event.registration("One", "a@example.org"), event.registration("Other", "b@example.org"));
        for (seen, version) in [(None, 1), (Some(1), 2), (Some(2), 3)] {
            let (a, b) = (save(seen, &one), save(seen, &other));
            let results = [a.await.unwrap(), b.await.unwrap()];
            let saved: Vec<_> = results.iter().filter_map(|result| result.as_ref().ok()).collect();
            assert_eq!(saved, [&version], "{results:?}");
            assert!(results.iter().any(|result| matches!(result, Err(Error::Conflict))), "{results:?}");
        }
        t.discard_draft(&ada, event.id).await.unwrap();
        let error = t.discard_draft(&ada, event.id).await.unwrap_err();
        assert!(matches!(error, Error::NotFound { kind: Kind::RegistrationDraft }), "{error}");
    });
}

#[test]
fn a_draft_is_kept_until_the_deadline_and_within_bounds() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let ada = Actor::account(t.person("ada@example.org").await);
        let mut draft = event.registration("Laiterie Aubrac", "ada@example.org");
        draft.company.name = "nul\0".into();
        let faults = async |draft: &NewRegistration| match t.save_draft(&ada, event.id, None, draft).await {
            Err(Error::Invalid(faults)) => faults.as_slice()[0].code,
            other => panic!("a fault, not {other:?}"),
        };
        assert_eq!(faults(&draft).await, FaultCode::ControlCharacters);
        draft.company.name = "x".repeat(2 * 1024 * 1024);
        assert_eq!(faults(&draft).await, FaultCode::TooLarge);
        draft.company.name = "Laiterie Aubrac".into();
        t.save_draft(&ada, event.id, None, &draft).await.unwrap();
        t.after(TimeDelta::days(11));
        let late = t.save_draft(&ada, event.id, Some(1), &draft).await.unwrap_err();
        assert!(matches!(late, Error::Refused(Refusal::RegistrationClosed)), "{late}");
        // What was written is not lost to its author, until the event is over.
        assert!(t.show_draft(&ada, event.id).await.unwrap().is_some());
        t.tamper("UPDATE event SET phase = 'closed'").await.unwrap();
        t.purge_accounts(&Actor::system()).await.unwrap();
        assert_eq!(t.show_draft(&ada, event.id).await.unwrap(), None);
    });
}
