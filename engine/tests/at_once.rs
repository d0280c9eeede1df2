//! Many at once, on accounts, rules, rooms, and on nodes of one database. Requests and plans have a file of their own.
//!
//! `cargo test -p carnet-engine at_once` runs all such tests, wherever they stand.

mod nodes;

use crate::harness::{
    PASSWORD, TestEngine,
    event::{chamber, event_with_slots, new_event, open_event, to_phase, workshop},
    on_both,
};
use crate::registrations::support::{Event, person};
use carnet_engine::{
    Actor, Engine, Error, EventId, FaultCode, Refusal,
    domain::{
        activity::NewActivity, assignment::Criterion, notice::NoticeKind, phase::Phase, preset::Preset,
    },
};
use chrono::TimeDelta;
use std::collections::BTreeSet;

/// Does the same for each item, each on a task of its own.
pub(crate) async fn all_at_once<I, T, F>(
    t: &TestEngine,
    items: impl IntoIterator<Item = I>,
    each: impl Fn(Engine, I) -> F,
) -> Vec<Result<T, Error>>
where
    T: Send + 'static,
    F: Future<Output = Result<T, Error>> + Send + 'static,
{
    let tasks: Vec<_> = items.into_iter().map(|item| tokio::spawn(each(Engine::clone(t), item))).collect();
    let mut results = Vec::new();
    for task in tasks {
        results.push(task.await.expect("nobody panics"));
    }
    results
}

/// The links that are owed for a lost password; no longer owed afterwards.
async fn links(t: &TestEngine) -> Vec<String> {
    let owed = t.owed(NoticeKind::PasswordRecovery).await;
    t.deliver().await;
    owed.into_iter().filter_map(|notice| notice.secret).collect()
}

#[test]
fn of_two_links_of_one_account_used_at_once_one_sets_a_password() {
    on_both(async |t| {
        t.person("ada@example.org").await;
        for _ in 0..10 {
            t.after(TimeDelta::hours(1));
            for _ in 0..2 {
                t.recover_password(&Actor::anonymous(), "ada@example.org").await.unwrap();
            }
            let links = links(&t).await;
            assert_eq!(links.len(), 2);
            let anybody = Actor::anonymous();
            let (one, other) = tokio::join!(
                t.set_password(&anybody, &links[0], PASSWORD),
                t.set_password(&anybody, &links[1], PASSWORD),
            );
            assert_ne!(one.is_ok(), other.is_ok(), "{one:?} {other:?}");
            let lost = one.err().or(other.err()).unwrap();
            assert!(matches!(lost, Error::Refused(Refusal::TokenNotValid)), "{lost:?}");
        }
    });
}

#[test]
fn a_password_is_set_while_what_has_ended_is_purged_at_once() {
    on_both(async |t| {
        t.person("ada@example.org").await;
        for _ in 0..8 {
            for _ in 0..4 {
                t.after(TimeDelta::minutes(20));
                t.recover_password(&Actor::anonymous(), "ada@example.org").await.unwrap();
                t.sign_in(&Actor::anonymous(), "ada@example.org", PASSWORD).await.unwrap();
            }
            t.deliver().await;
            t.after(TimeDelta::days(20));
            t.recover_password(&Actor::anonymous(), "ada@example.org").await.unwrap();
            let link = links(&t).await.remove(0);
            let (anybody, system) = (Actor::anonymous(), Actor::system());
            let (set, purged) =
                tokio::join!(t.set_password(&anybody, &link, PASSWORD), t.purge_accounts(&system));
            set.unwrap();
            assert!(purged.unwrap() > 0);
        }
    });
}

#[test]
fn assignment_rules_set_by_many_at_once_are_those_of_one() {
    on_both(async |t| {
        let event = new_event(&t, Preset::AnyToAny, "forum").await;
        let host = chamber(&t).await;
        for _ in 0..3 {
            let done = all_at_once(&t, 0..8, |engine, n| async move {
                let rule = |i| (Criterion::Region, format!("{n} {i}"), host);
                let rules: Vec<_> = (0..3).map(rule).collect();
                engine.set_assignment_rules(&Actor::system(), event, &rules).await
            })
            .await;
            assert!(done.iter().all(Result::is_ok), "{done:?}");
            let rules = t.list_assignment_rules(&Actor::system(), event).await.unwrap();
            let by: BTreeSet<_> = rules.iter().filter_map(|rule| rule.value.split(' ').next()).collect();
            assert_eq!((rules.len(), by.len()), (3, 1), "{rules:?}");
        }
    });
}

#[test]
fn a_room_is_given_to_one_of_many_activities_at_once() {
    on_both(async |t| {
        let setup = open_event(&t).await;
        let at = |hour: usize| format!("2027-03-18T{hour}:00:00").parse().unwrap();
        let at_hour = |hour| NewActivity { times: (at(hour), at(hour + 1)), ..workshop(&setup) };
        for hour in 10..13 {
            let event = setup.event.id;
            let done = all_at_once(&t, vec![at_hour(hour); 8], |engine, new| async move {
                engine.create_activity(&Actor::system(), event, &new).await
            })
            .await;
            assert_eq!(done.iter().filter(|made| made.is_ok()).count(), 1, "{done:?}");
            for error in done.into_iter().filter_map(Result::err) {
                let Error::Invalid(faults) = error else { panic!("{error:?}") };
                assert_eq!(faults.as_slice()[0].code, FaultCode::Overlaps);
            }
        }
        assert_eq!(t.list_activities(&Actor::system(), setup.event.id).await.unwrap().len(), 3);
    });
}

#[test]
fn people_are_added_while_assignment_rules_run_at_once() {
    on_both(async |t| {
        let event = Event::new(&t).await;
        let (one, other) = (chamber(&t).await, chamber(&t).await);
        let system = Actor::system();
        let done =
            t.register(&system, event.id, &event.registration("Aubrac", "ada@example.org")).await.unwrap();
        for n in 0..10 {
            let host = if n % 2 == 0 { one } else { other };
            let rule = [(Criterion::Country, "FR".to_owned(), host)];
            t.set_assignment_rules(&system, event.id, &rule).await.unwrap();
            let new = person("Ben Carrel", &format!("ben{n}@example.org"));
            let (added, changed) = tokio::join!(
                t.add_person(&system, event.id, done.id, &new),
                t.run_assignment_rules(&system, event.id)
            );
            added.unwrap();
            assert_eq!(changed.unwrap(), 1);
        }
    });
}

#[test]
fn a_phase_that_ends_while_many_sign_up_at_once_lets_nobody_in_afterwards() {
    on_both(async |t| {
        let setup = event_with_slots(&t).await;
        let id = setup.event.id;
        to_phase(&t, id, &[Phase::Preparation, Phase::Open]).await;
        // Settings are changed by one at a time, whichever they are; nobody's change is lost.
        let version = t.show_event(&Actor::system(), id).await.unwrap().event.version;
        let done =
            all_at_once(&t, [Phase::Preparation, Phase::Live, Phase::Planning], |engine, next| async move {
                engine.change_phase(&Actor::system(), (id, version), next).await
            })
            .await;
        assert_eq!(done.iter().filter(|changed| changed.is_ok()).count(), 1, "{done:?}");
        assert!(done.iter().all(|changed| matches!(changed, Ok(_) | Err(Error::Conflict))), "{done:?}");
        assert_eq!(t.show_event(&Actor::system(), id).await.unwrap().event.version, version + 1);
    });
}

/// The history of an event is whole.
pub(crate) async fn assert_whole(t: &TestEngine, event: Option<EventId>) {
    assert_eq!(t.verify_audit(&Actor::system(), event).await.expect("the chain"), None);
}

#[test]
fn people_imported_into_two_events_at_once_have_one_account_each() {
    on_both(async |t| {
        let mut events = Vec::new();
        for slug in ["spring", "autumn"] {
            let id = new_event(&t, Preset::AnyToAny, slug).await;
            to_phase(&t, id, &[Phase::Preparation]).await;
            events.push(id);
        }
        for round in 0..6 {
            let line = |n: usize| format!("Firm {n};FR;Participants;Ada Verrier;p{round}-{n}@example.org\n");
            let header = "company;country;category;name;email\n".to_owned();
            let there = header.clone() + &(0..8).map(line).collect::<String>();
            let back = header + &(0..8).rev().map(line).collect::<String>();
            let files = vec![(events[0], there), (events[1], back)];
            let done = all_at_once(&t, files.clone(), |engine, (event, file)| async move {
                engine.import_participants(&Actor::system(), event, file.as_bytes(), false).await
            })
            .await;
            // Where each waits for an account of the other, the database ends one of the two: all or nothing, and again.
            assert!(done.iter().any(Result::is_ok), "{done:?}");
            for ((event, file), result) in files.iter().zip(done) {
                match result {
                    Ok(report) => assert_eq!(report.n_people_added, 8),
                    Err(Error::Conflict) => {
                        let again =
                            t.import_participants(&Actor::system(), *event, file.as_bytes(), false).await;
                        assert_eq!(again.unwrap().n_people_added, 8);
                    }
                    Err(error) => panic!("{error:?}"),
                }
            }
        }
        assert_whole(&t, None).await;
    });
}
