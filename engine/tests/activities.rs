//! Activities: states, places, waiting lists, clashes; many at once.

mod agendas;
mod moving_up;

use crate::harness::{
    TestEngine,
    event::{open_event, to_phase},
    on_both,
    people::{Attendee, attendee, attendee_of, planned_meeting},
};
use carnet_engine::{
    ActivityId, Actor, Decision, Engine, Error, FaultCode, Invitation, Kind, Refusal, RegistrationFilter,
    domain::{
        account::{Language, NewAccount},
        activity::{ActivityKind, ActivityState, Audience, NewActivity, Speaker, WhenFull},
        event::{CopyOfEvent, EventSetup},
        notice::NoticeKind,
        phase::Phase,
        role::{DataScope, Function},
        sign_up::{SignUp, SignUpState},
        text::Texts,
    },
};
use std::collections::BTreeSet;

fn times(from: &str, to: &str) -> (chrono::NaiveDateTime, chrono::NaiveDateTime) {
    let at = |time: &str| format!("2027-03-18T{time}:00").parse().expect("a time");
    (at(from), at(to))
}

/// A workshop in the studio of the palace.
fn workshop(setup: &EventSetup, capacity: Option<i64>, when_full: WhenFull) -> NewActivity {
    let palace = &setup.places.sites[0];
    NewActivity {
        kind: ActivityKind::Workshop,
        reference: Some("W1".into()),
        names: Texts::new("Exporter", "Exporting"),
        texts: None,
        site: palace.id,
        room: Some(palace.rooms[1].id),
        times: times("10:00", "11:00"),
        audience: Audience::Open,
        capacity,
        when_full,
        in_charge: Some("Rosa Oakbridge".into()),
        blocks_meetings: true,
        speakers: vec![Speaker {
            name: "Cléo Draper".into(),
            contact: Some("+33 5 55 00 00 00".into()),
            ..Speaker::default()
        }],
    }
}

async fn open(t: &TestEngine, setup: &EventSetup, new: &NewActivity) -> ActivityId {
    let (system, event) = (Actor::system(), setup.event.id);
    let id = t.create_activity(&system, event, new).await.expect("an activity");
    let opened = t.change_activity_state(&system, (event, id, 1), ActivityState::Open, None).await;
    assert_eq!(opened.expect("it opens"), 2);
    id
}

async fn people(t: &TestEngine, setup: &EventSetup, n: u128) -> Vec<Attendee> {
    let mut people = Vec::new();
    for i in 1..=n {
        people.push(attendee(t, setup, i).await);
    }
    people
}

fn refusal(result: Result<SignUp, Error>) -> Refusal {
    match result {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("refused, not {other:?}"),
    }
}

/// Everybody signs up at once, each on a task of their own.
async fn sign_up_at_once(
    t: &TestEngine,
    setup: &EventSetup,
    activity: ActivityId,
    people: &[Attendee],
) -> Vec<Result<SignUp, Error>> {
    let event = setup.event.id;
    let tasks: Vec<_> = people
        .iter()
        .cloned()
        .map(|person| {
            let engine = Engine::clone(t);
            tokio::spawn(async move { engine.sign_up(&person.actor, event, activity, person.id).await })
        })
        .collect();
    let mut results = Vec::new();
    for task in tasks {
        results.push(task.await.expect("nobody panics"));
    }
    results
}

async fn listed(t: &TestEngine, setup: &EventSetup, id: ActivityId) -> (Vec<SignUp>, Vec<SignUp>) {
    let list = t.list_sign_ups(&Actor::system(), setup.event.id, id).await.expect("sign-ups");
    list.into_iter().partition(|sign_up| sign_up.state == SignUpState::Confirmed)
}

#[test]
fn the_last_place_is_taken_once_by_fifty_at_once() {
    on_both(async |t| {
        let setup = open_event(&t).await;
        let id = open(&t, &setup, &workshop(&setup, Some(1), WhenFull::Close)).await;
        let people = people(&t, &setup, 50).await;
        let results = sign_up_at_once(&t, &setup, id, &people).await;
        assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
        for result in results.into_iter().filter(Result::is_err) {
            assert_eq!(refusal(result), Refusal::ActivityFull);
        }
        let (confirmed, waiting) = listed(&t, &setup, id).await;
        assert_eq!((confirmed.len(), waiting.len()), (1, 0));
        assert_eq!(t.owed(NoticeKind::SignUpConfirmed).await.len(), 1);
        assert_eq!(t.verify_audit(&Actor::system(), Some(setup.event.id)).await.unwrap(), None);
    });
}

#[test]
fn the_waiting_list_moves_up_in_order_while_many_cancel_at_once() {
    on_both(async |t| {
        let setup = open_event(&t).await;
        let (event, id) =
            (setup.event.id, open(&t, &setup, &workshop(&setup, Some(10), WhenFull::Wait)).await);
        let people = people(&t, &setup, 40).await;
        let results = sign_up_at_once(&t, &setup, id, &people).await;
        assert!(results.iter().all(Result::is_ok));
        let (confirmed, waiting) = listed(&t, &setup, id).await;
        assert_eq!((confirmed.len(), waiting.len()), (10, 30));
        assert!(confirmed.iter().all(|sign_up| sign_up.arrival < waiting[0].arrival));

        // Six who have a place and six who wait give up.
        let leaving: Vec<_> = confirmed[..6].iter().chain(&waiting[3..9]).cloned().collect();
        let tasks: Vec<_> = leaving
            .iter()
            .map(|sign_up| {
                let (engine, id) = (Engine::clone(&t), sign_up.id);
                let actor = people.iter().find(|p| p.id == sign_up.participant).unwrap().actor.clone();
                tokio::spawn(async move { engine.cancel_sign_up(&actor, event, id).await })
            })
            .collect();
        for task in tasks {
            task.await.unwrap().unwrap();
        }
        let (confirmed, waiting) = listed(&t, &setup, id).await;
        assert_eq!((confirmed.len(), waiting.len()), (10, 18));
        let gone: BTreeSet<_> = leaving.iter().map(|sign_up| sign_up.id).collect();
        assert!(confirmed.iter().chain(&waiting).all(|sign_up| !gone.contains(&sign_up.id)));
        assert!(confirmed.iter().all(|sign_up| sign_up.arrival < waiting[0].arrival));
        // Twelve left; the rest of those who moved up were told.
        assert!(t.owed(NoticeKind::SignUpMovedUp).await.len() >= 6);
        assert_eq!(t.owed(NoticeKind::SignUpCancelled).await.len(), 12);
    });
}

#[test]
fn an_activity_that_grows_lets_those_move_up_who_waited_longest() {
    on_both(async |t| {
        let setup = open_event(&t).await;
        let (event, system) = (setup.event.id, Actor::system());
        let id = open(&t, &setup, &workshop(&setup, Some(1), WhenFull::Wait)).await;
        let people = people(&t, &setup, 4).await;
        for person in &people {
            t.sign_up(&person.actor, event, id, person.id).await.unwrap();
        }
        let larger = workshop(&setup, Some(3), WhenFull::Wait);
        let impact = t.preview_activity(&system, event, id, &larger).await.unwrap();
        assert_eq!((impact.n_concerned, impact.n_moving_up), (1, 2));
        t.change_activity(&system, (event, id, 2), &larger).await.unwrap();
        let (confirmed, waiting) = listed(&t, &setup, id).await;
        let order: Vec<_> = confirmed.iter().chain(&waiting).map(|sign_up| sign_up.participant).collect();
        assert_eq!(order, people.iter().map(|person| person.id).collect::<Vec<_>>());
        assert_eq!((confirmed.len(), waiting.len()), (3, 1));
        let told: BTreeSet<_> =
            t.owed(NoticeKind::SignUpMovedUp).await.iter().map(|notice| notice.recipient).collect();
        let moved: BTreeSet<_> = people[1..3].iter().filter_map(|person| person.actor.account_id()).collect();
        assert_eq!(told, moved);
        // Nobody is told of a change that does not concern them.
        assert!(t.owed(NoticeKind::ActivityChanged).await.is_empty());

        // It cannot become smaller than it is full.
        let error =
            t.change_activity(&system, (event, id, 3), &workshop(&setup, Some(2), WhenFull::Wait)).await;
        let Err(Error::Invalid(faults)) = error else { panic!("{error:?}") };
        assert_eq!(
            (faults.as_slice()[0].path.as_str(), faults.as_slice()[0].code),
            ("capacity", FaultCode::OutOfRange)
        );
    });
}

#[test]
fn nobody_is_in_two_places_at_once() {
    on_both(async |t| {
        let setup = open_event(&t).await;
        let event = setup.event.id;
        let first = workshop(&setup, Some(5), WhenFull::Wait);
        let tower = NewActivity {
            site: setup.places.sites[1].id,
            room: None,
            times: times("11:29", "12:00"),
            ..first.clone()
        };
        let in_time = NewActivity { times: times("11:30", "12:00"), ..tower.clone() };
        let plenary = NewActivity {
            audience: Audience::Everybody,
            room: None,
            times: times("16:00", "17:00"),
            ..first.clone()
        };
        let during = NewActivity { times: times("16:30", "17:30"), ..first.clone() };
        let mut ids = Vec::new();
        for new in [&first, &tower, &in_time, &plenary, &during] {
            ids.push(open(&t, &setup, new).await);
        }
        let ada = attendee(&t, &setup, 1).await;
        let up = async |id| t.sign_up(&ada.actor, event, id, ada.id).await;
        let held = up(ids[0]).await.unwrap();
        assert_eq!(refusal(up(ids[0]).await), Refusal::AlreadySignedUp);
        // Half an hour's way.
        assert_eq!(refusal(up(ids[1]).await), Refusal::ClashesWithActivity);
        up(ids[2]).await.unwrap();
        assert_eq!(refusal(up(ids[3]).await), Refusal::SignUpNotNeeded);
        assert_eq!(refusal(up(ids[4]).await), Refusal::ClashesWithActivity);
        // Without the first one, the tower is in the way of itself only.
        t.cancel_sign_up(&ada.actor, event, held.id).await.unwrap();
        assert_eq!(refusal(up(ids[1]).await), Refusal::ClashesWithActivity);
        up(ids[0]).await.unwrap();

        // Two that overlap, at once: one of them.
        let ben = attendee(&t, &setup, 2).await;
        let (one, other) = tokio::join!(
            t.sign_up(&ben.actor, event, ids[0], ben.id),
            t.sign_up(&ben.actor, event, ids[1], ben.id),
        );
        assert_eq!([one, other].iter().filter(|result| result.is_ok()).count(), 1);
    });
}

#[test]
fn a_planned_meeting_is_in_the_way() {
    on_both(async |t| {
        let setup = open_event(&t).await;
        let event = setup.event.id;
        let ada = attendee(&t, &setup, 1).await;
        // 10:00 to 10:20.
        planned_meeting(&t, &setup, &ada, setup.sessions[0].slots[3].id).await;
        let new = workshop(&setup, None, WhenFull::Close);
        let id = open(&t, &setup, &new).await;
        assert_eq!(refusal(t.sign_up(&ada.actor, event, id, ada.id).await), Refusal::ClashesWithMeeting);
        // One during which meetings may be held is not.
        let coffee = NewActivity { blocks_meetings: false, room: None, ..new };
        let id = open(&t, &setup, &coffee).await;
        t.sign_up(&ada.actor, event, id, ada.id).await.unwrap();

        // And slots in which something is planned stay.
        let version = setup.event.version;
        let error = t.delete_sessions(&Actor::system(), (event, version), &[setup.sessions[0].id]).await;
        assert!(matches!(error, Err(Error::Refused(Refusal::MeetingsExist))), "{error:?}");
    });
}

#[test]
fn a_transfer_keeps_the_first_place_unless_there_is_another() {
    on_both(async |t| {
        let setup = open_event(&t).await;
        let (event, system) = (setup.event.id, Actor::system());
        let one = open(&t, &setup, &workshop(&setup, Some(1), WhenFull::Wait)).await;
        let palace = &setup.places.sites[0];
        let same_time =
            NewActivity { room: Some(palace.rooms[0].id), ..workshop(&setup, Some(1), WhenFull::Close) };
        let other = open(&t, &setup, &same_time).await;
        let people = people(&t, &setup, 3).await;
        let first = t.sign_up(&people[0].actor, event, one, people[0].id).await.unwrap();
        t.sign_up(&people[1].actor, event, one, people[1].id).await.unwrap();

        let moved = t.transfer_sign_up(&people[0].actor, event, first.id, other).await.unwrap();
        assert_eq!((moved.activity, moved.state), (other, SignUpState::Confirmed));
        let (confirmed, waiting) = listed(&t, &setup, one).await;
        assert_eq!(confirmed.iter().map(|s| s.participant).collect::<Vec<_>>(), [people[1].id]);
        assert!(waiting.is_empty());
        // The other one is full now.
        let refused = t.transfer_sign_up(&system, event, confirmed[0].id, other).await;
        assert_eq!(refusal(refused), Refusal::ActivityFull);
        assert_eq!(listed(&t, &setup, one).await.0, confirmed);

        // In both directions at once, again and again: nobody waits for the other for ever.
        let grown = NewActivity { capacity: None, ..same_time };
        t.change_activity(&system, (event, other, 2), &grown).await.unwrap();
        let (mut here, mut there) = (confirmed[0].id, moved.id);
        for round in 0..6 {
            let to = if round % 2 == 0 { (other, one) } else { (one, other) };
            let (a, b) = tokio::join!(
                t.transfer_sign_up(&system, event, here, to.0),
                t.transfer_sign_up(&system, event, there, to.1),
            );
            (here, there) = (a.unwrap().id, b.unwrap().id);
        }
    });
}

#[test]
fn states_have_reasons_and_those_who_signed_up_are_told() {
    on_both(async |t| {
        let setup = open_event(&t).await;
        let (event, system) = (setup.event.id, Actor::system());
        let id = open(&t, &setup, &workshop(&setup, None, WhenFull::Close)).await;
        let ada = attendee(&t, &setup, 1).await;
        t.sign_up(&ada.actor, event, id, ada.id).await.unwrap();
        let change = async |version, state, reason| {
            t.change_activity_state(&system, (event, id, version), state, reason).await
        };
        let error = change(2, ActivityState::Closed, None).await.unwrap_err();
        assert!(matches!(error, Error::Invalid(_)), "{error}");
        assert_eq!(change(2, ActivityState::Closed, Some("Complet")).await.unwrap(), 3);
        assert!(matches!(change(2, ActivityState::Open, None).await, Err(Error::Conflict)));
        let ben = attendee(&t, &setup, 2).await;
        assert_eq!(refusal(t.sign_up(&ben.actor, event, id, ben.id).await), Refusal::ActivityNotOpen);
        // The desk still lets somebody in, and the organiser may open again.
        t.sign_up(&system, event, id, ben.id).await.unwrap();
        change(3, ActivityState::Open, None).await.unwrap();

        let later = times("14:00", "15:00");
        t.postpone_activity(&system, (event, id, 4), later, "Grève des trains").await.unwrap();
        let view = t.list_activities(&system, event).await.unwrap().remove(0);
        assert_eq!(view.activity.state, ActivityState::Open);
        assert_eq!(view.activity.details.times.starts_at.to_rfc3339(), "2027-03-18T13:00:00+00:00");
        assert_eq!((view.n_confirmed, view.activity.state_reason.as_deref()), (2, Some("Grève des trains")));
        let told = t.owed(NoticeKind::ActivityPostponed).await;
        assert_eq!(told.len(), 2);
        assert_eq!((told[0].event, told[0].data["reason"].as_str()), (Some(event), Some("Grève des trains")));

        change(5, ActivityState::Cancelled, Some("Intervenante souffrante")).await.unwrap();
        assert_eq!(t.owed(NoticeKind::ActivityCancelled).await.len(), 2);
        let error = change(6, ActivityState::Open, None).await.unwrap_err();
        assert!(matches!(error, Error::Refused(Refusal::ActivityNotInState)), "{error}");
        // Whoever was to be there is free again.
        let instead =
            open(&t, &setup, &NewActivity { times: later, ..workshop(&setup, None, WhenFull::Close) }).await;
        t.sign_up(&ada.actor, event, instead, ada.id).await.unwrap();
    });
}

#[test]
fn all_faults_of_an_activity_are_named_at_once() {
    on_both(async |t| {
        let setup = open_event(&t).await;
        let (event, system) = (setup.event.id, Actor::system());
        let good = workshop(&setup, None, WhenFull::Close);
        open(&t, &setup, &good).await;
        let day = |time: &str| format!("2027-03-20T{time}:00").parse().unwrap();
        let wrong = NewActivity {
            names: Texts::default(),
            capacity: Some(-1),
            room: Some(setup.places.sites[1].rooms[0].id),
            times: (day("10:00"), day("09:00")),
            speakers: vec![Speaker::default()],
            ..good.clone()
        };
        let paths = async |new: &NewActivity| {
            let error = t.create_activity(&system, event, new).await.unwrap_err();
            let Error::Invalid(faults) = error else { panic!("{error}") };
            faults.as_slice().iter().map(|fault| (fault.path.clone(), fault.code)).collect::<Vec<_>>()
        };
        let expected = [
            ("names", FaultCode::Required),
            ("capacity", FaultCode::OutOfRange),
            ("speakers[0].name", FaultCode::Required),
            ("room", FaultCode::UnknownChoice),
            ("starts", FaultCode::OutsideTheEvent),
            ("ends", FaultCode::EndBeforeStart),
        ];
        assert_eq!(paths(&wrong).await, expected.map(|(path, code)| (path.to_owned(), code)));
        assert_eq!(paths(&good).await, [("room".to_owned(), FaultCode::Overlaps)]);
        assert_eq!(t.list_activities(&system, event).await.unwrap().len(), 1);
    });
}

#[test]
fn people_act_for_themselves_and_administrators_for_those_opened_to_them() {
    on_both(async |t| {
        let setup = open_event(&t).await;
        let (event, system) = (setup.event.id, Actor::system());
        let id = open(&t, &setup, &workshop(&setup, None, WhenFull::Close)).await;
        t.create_activity(
            &system,
            event,
            &NewActivity { room: None, ..workshop(&setup, None, WhenFull::Close) },
        )
        .await
        .unwrap();
        let (ada, ben) = (attendee(&t, &setup, 1).await, attendee_of(&t, &setup, 2, "BE").await);
        let held = t.sign_up(&ben.actor, event, id, ben.id).await.unwrap();

        let invisible = |kind, error| matches!(error, Err(Error::NotFound { kind: found }) if found == kind);
        assert!(invisible(Kind::Participant, t.sign_up(&ada.actor, event, id, ben.id).await.map(drop)));
        assert!(invisible(Kind::SignUp, t.cancel_sign_up(&ada.actor, event, held.id).await));
        assert!(invisible(Kind::Participant, t.list_sign_ups_of(&ada.actor, event, ben.id).await.map(drop)));
        let error = t.list_sign_ups(&ada.actor, event, id).await.unwrap_err();
        assert!(matches!(error, Error::Refused(Refusal::NotAllowed)), "{error}");

        let france = DataScope { countries: BTreeSet::from(["FR".to_owned()]), ..DataScope::default() };
        let person = NewAccount {
            email: "fr@example.org".into(),
            name: "Zoé Roux".into(),
            language: Language::French,
        };
        let opened = Some((BTreeSet::from([Function::ManageActivities]), france));
        let invitation = Invitation { person, organisation: None, opened };
        let role = t.invite_administrator(&system, event, &invitation).await.unwrap();
        let roles = t.list_roles(&system, event).await.unwrap();
        let zoe = Actor::account(roles.iter().find(|record| record.id == role).unwrap().account);
        t.sign_up(&zoe, event, id, ada.id).await.unwrap();
        assert!(invisible(Kind::SignUp, t.cancel_sign_up(&zoe, event, held.id).await));
        let seen: Vec<_> = t.list_sign_ups(&zoe, event, id).await.unwrap();
        assert_eq!(seen.iter().map(|sign_up| sign_up.participant).collect::<Vec<_>>(), [ada.id]);

        // Drafts, who is in charge and how to reach speakers are for those who manage.
        assert_eq!(t.list_activities(&zoe, event).await.unwrap().len(), 2);
        let public = t.list_activities(&Actor::anonymous(), event).await.unwrap();
        assert_eq!(public.len(), 1);
        let details = &public[0].activity.details;
        assert_eq!(details.speakers[0].contact, None);
        assert_eq!((&details.reference, &details.in_charge), (&None, &None));
    });
}

#[test]
fn signing_up_needs_the_phase_the_time_and_somebody_who_takes_part() {
    on_both(async |t| {
        let setup = open_event(&t).await;
        let (event, system) = (setup.event.id, Actor::system());
        let id = open(&t, &setup, &workshop(&setup, None, WhenFull::Close)).await;
        let people = people(&t, &setup, 3).await;
        let filter = RegistrationFilter { most: 9, ..RegistrationFilter::default() };
        let first = t.list_registrations(&system, event, &filter).await.unwrap().lines.swap_remove(0);
        let decision = Decision { people: vec![(people[0].id, false)], ..Decision::default() };
        t.validate_registration(&system, event, first.registration.id, &decision).await.unwrap();
        assert_eq!(refusal(t.sign_up(&system, event, id, people[0].id).await), Refusal::NotTakingPart);

        t.clock.set("2027-03-18T09:00:00Z".parse().unwrap());
        let late = t.sign_up(&people[1].actor, event, id, people[1].id).await;
        assert_eq!(refusal(late), Refusal::ActivityNotOpen);
        t.sign_up(&system, event, id, people[1].id).await.unwrap();

        to_phase(&t, event, &[Phase::Live, Phase::Closed]).await;
        assert_eq!(refusal(t.sign_up(&system, event, id, people[2].id).await), Refusal::PhaseForbids);
    });
}

#[test]
fn a_copy_of_an_event_has_its_activities_as_drafts_without_people() {
    on_both(async |t| {
        let setup = open_event(&t).await;
        let (event, system) = (setup.event.id, Actor::system());
        let id = open(&t, &setup, &workshop(&setup, Some(5), WhenFull::Wait)).await;
        let ada = attendee(&t, &setup, 1).await;
        t.sign_up(&ada.actor, event, id, ada.id).await.unwrap();
        let copy = CopyOfEvent {
            slug: "forum-avril".into(),
            names: Texts::new("Forum d'avril", "April forum"),
            first_day: "2027-04-15".parse().unwrap(),
        };
        let copied = t.copy_event(&system, event, &copy).await.unwrap();
        let [view] = &t.list_activities(&system, copied).await.unwrap()[..] else { panic!("one activity") };
        let details = &view.activity.details;
        assert_eq!((view.activity.state, view.n_confirmed), (ActivityState::Draft, 0));
        // Ten in the morning, in summer.
        assert_eq!(details.times.starts_at.to_rfc3339(), "2027-04-15T08:00:00+00:00");
        assert_eq!(details.speakers[0].name, "Cléo Draper");
        let places = t.show_event(&system, copied).await.unwrap().places;
        assert_eq!(details.room, Some(places.sites[0].rooms[1].id));
    });
}
