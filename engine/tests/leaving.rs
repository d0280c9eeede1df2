//! Leaving an event: what people had in it ends, and everybody whom that concerns is told once.

use crate::harness::{
    TestEngine,
    company::{Person, company, of_people, open_forum, people},
    event, on_both,
};
use carnet_engine::{
    ActivityId, Actor, Decision, Engine, Error, EventId, MeetingId, MeetingRequestId, ParticipantId, PlanId,
    Refusal, RequestFilter,
    domain::{
        account::{Language, NewAccount},
        activity::{NewActivity, WhenFull},
        event::EventSetup,
        notice::NoticeKind,
        plan::Plan,
        registration::RegistrationState,
        reminder::{self, Anchor, Channel, NewReminder},
        request::{AskedParty, MeetingRequest, NewAsk, RequestState},
        run::Orders,
        sign_up::SignUpState,
    },
};
use std::collections::BTreeSet;

async fn ask(t: &TestEngine, event: EventId, from: &Person, to: AskedParty) -> MeetingRequestId {
    let new = NewAsk { from: from.id, to, slot: None, message: "Shall we meet?".into() };
    t.ask(&from.actor, event, &new).await.expect("a request").request
}

async fn agree(t: &TestEngine, event: EventId, from: &Person, to: &Person) -> MeetingRequestId {
    let request = ask(t, event, from, AskedParty::Person(to.id)).await;
    t.accept_request(&to.actor, request, None).await.expect("accepted");
    request
}

async fn request(t: &TestEngine, id: MeetingRequestId) -> (MeetingRequest, Option<MeetingId>) {
    let (request, meeting, _) = t.show_request(&Actor::system(), id).await.expect("the request");
    (request, meeting)
}

/// A workshop with one place and a waiting list.
async fn workshop(t: &TestEngine, setup: &EventSetup) -> ActivityId {
    let at = |time: &str| format!("2027-03-18T{time}:00").parse().expect("a time");
    let new = NewActivity {
        times: (at("18:00"), at("19:00")),
        capacity: Some(1),
        when_full: WhenFull::Wait,
        ..event::workshop(setup)
    };
    event::open_activity(t, setup.event.id, &new).await
}

async fn agenda_version(t: &TestEngine, of: ParticipantId) -> i64 {
    t.show_agenda(&Actor::system(), of).await.expect("an agenda").version
}

/// Who is owed a notice of a kind.
async fn told(t: &TestEngine, kind: NoticeKind) -> Vec<carnet_engine::AccountId> {
    t.owed(kind).await.iter().map(|notice| notice.recipient).collect()
}

/// A plan of the event, run and published.
async fn publish(t: &TestEngine, event: EventId, seen: Option<PlanId>) -> Plan {
    let system = Actor::system();
    let orders = Orders { work: Some(100), seconds: 5, ..Orders::default() };
    let run = t.start_run(&system, event, &orders).await.expect("a run");
    t.work_once(&system, "worker").await.expect("the worker works");
    let report = t.show_run(&system, event, run).await.expect("the run").report;
    let id = report.and_then(|report| report.plan).expect("a draft");
    let draft = t.show_plan(&system, event, id).await.expect("the draft");
    t.publish_plan(&system, event, (id, draft.head.version), seen).await.expect("published");
    t.show_plan(&system, event, id).await.expect("the plan")
}

#[test]
fn whoever_is_removed_loses_sign_ups_requests_and_meetings_and_those_concerned_are_told_once() {
    on_both(async |t| {
        let setup = open_forum(&t).await;
        let event = setup.event.id;
        let ada = NewAccount {
            email: "ada@example.org".into(),
            name: "Ada Verrier".into(),
            language: Language::French,
        };
        t.name_principal(&Actor::system(), event, &ada).await.unwrap();
        let oak = company(&t, &setup, "Oak", 2).await;
        let (elm, fir, yew) = (
            company(&t, &setup, "Elm", 1).await,
            company(&t, &setup, "Fir", 1).await,
            company(&t, &setup, "Yew", 1).await,
        );
        let workshop = workshop(&t, &setup).await;
        t.sign_up(&oak[1].actor, event, workshop, oak[1].id).await.unwrap();
        t.sign_up(&elm[0].actor, event, workshop, elm[0].id).await.unwrap();
        let asked = ask(&t, event, &oak[1], AskedParty::Person(elm[0].id)).await;
        let waiting = ask(&t, event, &fir[0], AskedParty::Person(oak[1].id)).await;
        let agreed = agree(&t, event, &yew[0], &oak[1]).await;
        let others = agree(&t, event, &yew[0], &oak[0]).await;
        t.deliver().await;
        let version = agenda_version(&t, elm[0].id).await;

        t.remove_person(&oak[0].actor, event, oak[1].id).await.unwrap();
        let (asked, _) = request(&t, asked).await;
        let (waiting, _) = request(&t, waiting).await;
        let (agreed, meeting) = request(&t, agreed).await;
        let states = [asked.state, waiting.state, agreed.state];
        assert_eq!(states, [RequestState::Withdrawn, RequestState::Declined, RequestState::Cancelled]);
        assert_eq!(meeting, None);
        assert_eq!(request(&t, others).await.0.state, RequestState::Confirmed);
        let places = t.list_sign_ups(&Actor::system(), event, workshop).await.unwrap();
        let [place] = places.as_slice() else { panic!("one place, not {places:?}") };
        assert_eq!((place.participant, place.state), (elm[0].id, SignUpState::Confirmed));
        assert!(agenda_version(&t, elm[0].id).await > version, "the place is new in the agenda");

        assert_eq!(told(&t, NoticeKind::RequestWithdrawn).await, [elm[0].account]);
        assert_eq!(told(&t, NoticeKind::SignUpMovedUp).await, [elm[0].account]);
        assert_eq!(told(&t, NoticeKind::RequestDeclined).await, [fir[0].account]);
        assert_eq!(told(&t, NoticeKind::MeetingCancelled).await, [yew[0].account]);
        assert_eq!(told(&t, NoticeKind::ParticipantRemoved).await, [oak[1].account]);
        let left = t.owed(NoticeKind::ParticipantsLeft).await;
        let [left] = left.as_slice() else { panic!("one administrator is told, not {left:?}") };
        assert_eq!((&left.data["n_meetings"], &left.data["n_sign_ups"]), (&1.into(), &1.into()));
        assert_eq!(t.list_owed_notices(&Actor::system(), 100).await.unwrap().len(), 6, "and nobody else");

        // What a participant may do is over, and there is nobody to ask or to sign up.
        let gone = t.list_requests(&oak[1].actor, event, &RequestFilter::default()).await.unwrap_err();
        assert!(matches!(gone, Error::Refused(Refusal::NotAllowed)), "{gone}");
        let new =
            NewAsk { from: fir[0].id, to: AskedParty::Person(oak[1].id), slot: None, message: String::new() };
        assert!(matches!(t.ask(&fir[0].actor, event, &new).await, Err(Error::NotFound { .. })));
        let error = t.sign_up(&Actor::system(), event, workshop, oak[1].id).await.unwrap_err();
        assert!(matches!(error, Error::Refused(Refusal::NotTakingPart)), "{error}");
        assert_eq!(t.verify_audit(&Actor::system(), Some(event)).await.unwrap(), None);
    });
}

#[test]
fn first_who_stays_may_edit_the_company_when_the_last_who_could_is_removed() {
    on_both(async |t| {
        let setup = open_forum(&t).await;
        let event = setup.event.id;
        let oak = company(&t, &setup, "Oak", 4).await;
        t.remove_person(&oak[0].actor, event, oak[0].id).await.unwrap();
        let error = t.remove_person(&oak[2].actor, event, oak[1].id).await.unwrap_err();
        assert!(matches!(error, Error::NotFound { .. }), "{error}");
        t.remove_person(&oak[1].actor, event, oak[2].id).await.unwrap();
        // Everybody may leave alone, whoever registered them.
        t.remove_person(&oak[3].actor, event, oak[3].id).await.unwrap();
        let error = t.remove_person(&oak[1].actor, event, oak[1].id).await.unwrap_err();
        assert!(matches!(error, Error::Refused(Refusal::LastPerson)), "{error}");
        // Who is gone is not there, for whoever asks.
        for actor in [&oak[1].actor, &oak[0].actor, &Actor::system()] {
            let error = t.remove_person(actor, event, oak[2].id).await.unwrap_err();
            assert!(matches!(error, Error::NotFound { kind: carnet_engine::Kind::Participant }), "{error}");
        }
        // The same address may come again.
        let again = of_people(&setup, "Oak", 3).people.remove(2);
        let id = t.add_person(&oak[1].actor, event, oak[0].registration, &again).await.unwrap();
        assert_ne!(id, oak[2].id);
    });
}

#[test]
fn whoever_gave_up_is_out_of_everything_and_may_register_again() {
    on_both(async |t| {
        let setup = open_forum(&t).await;
        let event = setup.event.id;
        let (oak, elm) = (company(&t, &setup, "Oak", 2).await, company(&t, &setup, "Elm", 1).await);
        let fir = company(&t, &setup, "Fir", 1).await;
        let workshop = workshop(&t, &setup).await;
        t.sign_up(&oak[1].actor, event, workshop, oak[1].id).await.unwrap();
        let agreed = agree(&t, event, &oak[0], &elm[0]).await;
        let to_company = ask(&t, event, &fir[0], AskedParty::Company(oak[1].registration)).await;
        assert_eq!(request(&t, to_company).await.0.state, RequestState::Pending);
        t.deliver().await;

        t.cancel_registration(&oak[0].actor, event, oak[0].registration, "Nobody can come").await.unwrap();
        assert_eq!(request(&t, agreed).await.0.state, RequestState::Cancelled);
        assert_eq!(request(&t, to_company).await.0.state, RequestState::Declined);
        assert_eq!(t.list_sign_ups(&Actor::system(), event, workshop).await.unwrap(), []);
        assert_eq!(told(&t, NoticeKind::MeetingCancelled).await, [elm[0].account]);
        assert_eq!(told(&t, NoticeKind::RequestDeclined).await, [fir[0].account]);
        let cancelled: BTreeSet<_> = told(&t, NoticeKind::RegistrationCancelled).await.into_iter().collect();
        assert_eq!(cancelled, BTreeSet::from([oak[0].account, oak[1].account]));
        assert_eq!(t.list_owed_notices(&Actor::system(), 100).await.unwrap().len(), 4, "and nobody else");

        // Nobody reminds them of an event to which they do not come.
        let rule = NewReminder {
            anchor: Anchor::Event,
            minutes_before: 60 * 24 * 30,
            audience: reminder::Audience::Everybody,
            channel: Channel::Mail,
        };
        t.add_reminder(&Actor::system(), event, rule).await.unwrap();
        t.owe_reminders(&Actor::system()).await.unwrap();
        let reminded: BTreeSet<_> = told(&t, NoticeKind::Reminder).await.into_iter().collect();
        assert_eq!(reminded, BTreeSet::from([elm[0].account, fir[0].account]));

        // What was cancelled nobody edits any more, not even an organiser.
        let more = of_people(&setup, "Ash", 1).people.remove(0);
        let error = t.add_person(&Actor::system(), event, oak[0].registration, &more).await.unwrap_err();
        assert!(matches!(error, Error::Refused(Refusal::RegistrationState)), "{error}");
        // They come again with their accounts.
        let again = t.register(&oak[0].actor, event, &of_people(&setup, "Oak", 2)).await.unwrap();
        let accounts: Vec<_> = people(&t, event, again.id).await.iter().map(|p| p.account).collect();
        assert_eq!(accounts, [oak[0].account, oak[1].account]);
        assert_eq!(told(&t, NoticeKind::AlreadyTakesPart).await, []);
    });
}

#[test]
fn who_was_refused_takes_part_again_once_validated() {
    on_both(async |t| {
        let setup = open_forum(&t).await;
        let (event, system) = (setup.event.id, Actor::system());
        let (oak, elm) = (company(&t, &setup, "Oak", 1).await, company(&t, &setup, "Elm", 1).await);
        let agreed = agree(&t, event, &oak[0], &elm[0]).await;
        let refuse = Decision { company: Some(Err("Not of this sector".into())), ..Decision::default() };
        t.validate_registration(&system, event, oak[0].registration, &refuse).await.unwrap();
        assert_eq!(request(&t, agreed).await.0.state, RequestState::Cancelled);
        let gone = t.list_requests(&oak[0].actor, event, &RequestFilter::default()).await.unwrap_err();
        assert!(matches!(gone, Error::Refused(Refusal::NotAllowed)), "{gone}");

        t.deliver().await;
        let parts =
            Decision { company: Some(Ok(())), people: vec![(oak[0].id, false)], ..Decision::default() };
        t.validate_registration(&system, event, oak[0].registration, &parts).await.unwrap();
        let parts = Decision { people: vec![(oak[0].id, true)], ..Decision::default() };
        t.validate_registration(&system, event, oak[0].registration, &parts).await.unwrap();
        agree(&t, event, &oak[0], &elm[0]).await;
        let dossier = t.show_registration(&system, event, oak[0].registration).await.unwrap();
        assert_eq!(dossier.registration.state, RegistrationState::Validated);
    });
}

#[test]
fn a_decision_about_company_and_people_together_tells_each_of_them_once() {
    on_both(async |t| {
        let setup = open_forum(&t).await;
        let event = setup.event.id;
        let done = t.register(&Actor::anonymous(), event, &of_people(&setup, "Oak", 2)).await.unwrap();
        let decision = Decision {
            company: Some(Ok(())),
            people: done.people.iter().map(|id| (*id, true)).collect(),
            ..Decision::default()
        };
        t.validate_registration(&Actor::system(), event, done.id, &decision).await.unwrap();
        assert_eq!(told(&t, NoticeKind::RegistrationValidated).await.len(), 2);
    });
}

#[test]
fn a_meeting_to_which_a_colleague_can_come_stays_and_looks_for_another_place_where_it_must() {
    on_both(async |t| {
        let setup = open_forum(&t).await;
        let (event, system) = (setup.event.id, Actor::system());
        let (oak, elm) = (company(&t, &setup, "Oak", 1).await, company(&t, &setup, "Elm", 3).await);
        let id = ask(&t, event, &oak[0], AskedParty::Company(elm[0].registration)).await;
        t.accept_request(&elm[0].actor, id, None).await.unwrap();
        // Before there is a plan, any of them comes.
        t.remove_person(&elm[0].actor, event, elm[2].id).await.unwrap();
        let (still, meeting) = request(&t, id).await;
        assert_eq!((still.state, still.wants_reschedule), (RequestState::Confirmed, false));
        let meeting = meeting.unwrap();

        let plan = publish(&t, event, None).await;
        let lineup = plan.placements[&meeting].lineup;
        assert_ne!(lineup, 2, "who is gone is not planned");
        let sits = &elm[lineup as usize];
        t.deliver().await;
        t.remove_person(&system, event, sits.id).await.unwrap();
        let (moved, _) = request(&t, id).await;
        assert_eq!((moved.state, moved.wants_reschedule), (RequestState::Confirmed, true));
        let stays = &elm[1 - lineup as usize];
        let reschedule: BTreeSet<_> = told(&t, NoticeKind::RescheduleAsked).await.into_iter().collect();
        assert_eq!(reschedule, BTreeSet::from([oak[0].account, stays.account]));

        let next = publish(&t, event, Some(plan.head.id)).await;
        assert_eq!(next.placements[&meeting].lineup, 1 - lineup, "the colleague comes");
        // And with the last of them the meeting is over.
        t.cancel_registration(&system, event, elm[0].registration, "Nobody is left").await.unwrap();
        let (over, meeting) = request(&t, id).await;
        assert_eq!((over.state, meeting), (RequestState::Cancelled, None));
        let agenda = t.show_agenda(&oak[0].actor, oak[0].id).await.unwrap();
        assert!(agenda.entries.is_empty() && agenda.unplaced.is_empty(), "{agenda:?}");
    });
}

#[test]
fn meetings_that_have_begun_stay_when_people_leave_and_later_ones_leave_the_published_plan() {
    on_both(async |t| {
        let setup = open_forum(&t).await;
        let (event, system) = (setup.event.id, Actor::system());
        let oak = company(&t, &setup, "Oak", 2).await;
        let (elm, fir) = (company(&t, &setup, "Elm", 1).await, company(&t, &setup, "Fir", 1).await);
        let asked = [agree(&t, event, &elm[0], &oak[0]).await, agree(&t, event, &fir[0], &oak[0]).await];
        let plan = publish(&t, event, None).await;
        let slots: Vec<_> = setup.sessions.iter().flat_map(|session| &session.slots).collect();
        let mut meetings = Vec::new();
        for id in asked {
            let meeting = request(&t, id).await.1.unwrap();
            let place = plan.placements[&meeting];
            let slot = slots.iter().find(|slot| slot.id == place.slot).unwrap();
            meetings.push((slot.starts_at, id, meeting));
        }
        meetings.sort();
        let [(begins, first, held), (_, second, lost)] = meetings[..] else { panic!("two meetings") };
        t.clock.set(begins);

        t.remove_person(&system, event, oak[0].id).await.unwrap();
        let states = [request(&t, first).await.0.state, request(&t, second).await.0.state];
        assert_eq!(states, [RequestState::Confirmed, RequestState::Cancelled]);
        let plan = t.show_plan(&system, event, plan.head.id).await.unwrap();
        assert!(plan.placements.contains_key(&held) && !plan.placements.contains_key(&lost));
    });
}

#[test]
fn nobody_begins_anything_with_somebody_who_leaves_at_that_moment() {
    on_both(async |t| {
        let setup = open_forum(&t).await;
        let event = setup.event.id;
        let workshop = workshop(&t, &setup).await;
        let elm = company(&t, &setup, "Elm", 1).await;
        for round in 0..8 {
            let oak = company(&t, &setup, &format!("Oak{round}"), 2).await;
            let fir = company(&t, &setup, &format!("Fir{round}"), 2).await;
            let old = ask(&t, event, &elm[0], AskedParty::Person(oak[1].id)).await;
            let spawn = |engine: Engine, n: usize| {
                let (oak, fir) = (oak.clone(), fir.clone());
                tokio::spawn(async move {
                    match n {
                        0 => engine.remove_person(&oak[0].actor, event, oak[1].id).await,
                        1 => engine.remove_person(&fir[0].actor, event, fir[1].id).await,
                        2 => engine.sign_up(&oak[1].actor, event, workshop, oak[1].id).await.map(drop),
                        3 => engine.accept_request(&oak[1].actor, old, None).await.map(drop),
                        4 => {
                            let to = AskedParty::Person(fir[1].id);
                            let new = NewAsk { from: oak[1].id, to, slot: None, message: String::new() };
                            engine.ask(&oak[1].actor, event, &new).await.map(drop)
                        }
                        _ => {
                            let to = AskedParty::Person(oak[1].id);
                            let new = NewAsk { from: fir[1].id, to, slot: None, message: String::new() };
                            engine.ask(&fir[1].actor, event, &new).await.map(drop)
                        }
                    }
                })
            };
            let tasks: Vec<_> = (0..6).map(|n| spawn(Engine::clone(&t), (n + round) % 6)).collect();
            for task in tasks {
                let done = task.await.unwrap();
                assert!(!matches!(done, Err(Error::Store(_) | Error::Internal(_))), "{done:?}");
            }
            for person in [&oak[1], &fir[1]] {
                let filter = RequestFilter { of: Some(person.id), most: 10, ..RequestFilter::default() };
                let all = t.list_requests(&Actor::system(), event, &filter).await.unwrap();
                assert!(all.iter().all(|view| !view.state.is_open()), "round {round}: {all:?}");
                let held = t.list_sign_ups_of(&Actor::system(), event, person.id).await.unwrap();
                assert!(held.iter().all(|s| s.state == SignUpState::Cancelled), "round {round}: {held:?}");
            }
        }
        assert_eq!(t.verify_audit(&Actor::system(), Some(event)).await.unwrap(), None);
    });
}
