//! Requests: asking, answering, agreeing, cancelling, waiting.

mod at_once;
mod first_come;
mod freed;
mod lost;
mod standing_in;
mod walk;

use crate::harness::{
    TestEngine,
    company::{company, open_forum},
    on_both, rows,
    world::{Member, World},
};
use carnet_engine::{
    Actor, Error, FaultCode, Outcome, Refusal, RequestFilter,
    domain::{
        event_rules::{Acceptance, ExpertMode, Rules, ThirdConfirmation, WhenOver},
        notice::NoticeKind,
        phase::Phase,
        placeability::Placeability,
        request::{AskedParty, NewAsk, RequestState},
    },
};
use chrono::TimeDelta;

pub(crate) fn ask(from: &Member, to: &[Member]) -> NewAsk {
    NewAsk {
        from: from.id,
        to: AskedParty::Company(to[0].registration),
        slot: None,
        message: "We mill oak. Shall we meet?".into(),
    }
}

pub(crate) fn refused<T: std::fmt::Debug>(result: Result<T, Error>) -> Refusal {
    match result {
        Err(Error::Refused(refusal)) => refusal,
        other => panic!("refused, not {other:?}"),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "as `refused` is called")]
fn not_found<T: std::fmt::Debug>(result: Result<T, Error>) {
    assert!(matches!(result, Err(Error::NotFound { .. })), "{result:?}");
}

fn confirmed_within(hours: i64) -> Rules {
    let third = ThirdConfirmation { hours, when_over: WhenOver::Confirm };
    Rules { third_confirmation: Some(third), ..Rules::default() }
}

/// The number of agreed meetings in the database.
pub(crate) async fn n_meetings(t: &TestEngine) -> u64 {
    t.tamper("UPDATE meeting SET version = version WHERE state = 'agreed'").await.expect("it counts")
}

#[test]
fn an_accepted_request_is_a_meeting_with_a_line_up_for_each_who_could_come() {
    on_both(async |t| {
        let w = World::new(&t, 6, 4, &Rules::default()).await;
        let (oak, elm) = (w.company("Oak", 1).await, w.company("Elm", 3).await);
        let asked = t.ask(&oak[0].actor, w.event, &ask(&oak[0], &elm)).await.unwrap();
        assert_eq!((asked.state, asked.meeting), (RequestState::Pending, None));
        assert_eq!(asked.answer.placeability, Placeability::Placeable);
        assert_eq!(t.owed(NoticeKind::RequestReceived).await.len(), 3);

        // The asking side does not answer for the other, and a stranger sees nothing.
        let stranger = w.company("Fir", 1).await;
        not_found(t.accept_request(&oak[0].actor, asked.request, None).await);
        not_found(t.accept_request(&stranger[0].actor, asked.request, None).await);
        not_found(t.show_request(&stranger[0].actor, asked.request).await);

        let agreed = t.accept_request(&elm[1].actor, asked.request, None).await.unwrap();
        assert_eq!(agreed.state, RequestState::Confirmed);
        let rows = t.tamper("UPDATE meeting_attendee SET side = side WHERE lineup < 3").await.unwrap();
        assert_eq!(rows, 6);
        assert_eq!(t.owed(NoticeKind::RequestAccepted).await.len(), 1);
        assert_eq!(t.owed(NoticeKind::MeetingAgreed).await.len(), 4);
        let history = t.read_audit(&w.principal, Some(w.event), asked.request).await.unwrap();
        let actions: Vec<_> = history.iter().map(|entry| entry.action.as_str()).collect();
        assert_eq!(actions, ["request.asked", "request.accepted"]);
        let (request, meeting, _) = t.show_request(&oak[0].actor, asked.request).await.unwrap();
        assert_eq!((request.state, meeting), (RequestState::Confirmed, agreed.meeting));
    });
}

#[test]
fn who_comes_is_named_by_the_answer_and_is_one_of_those_who_were_asked() {
    on_both(async |t| {
        let w = World::new(&t, 6, 4, &Rules::default()).await;
        let (oak, elm) = (w.company("Oak", 1).await, w.company("Elm", 3).await);
        let asked = t.ask(&oak[0].actor, w.event, &ask(&oak[0], &elm)).await.unwrap();
        let error = t.accept_request(&elm[0].actor, asked.request, Some(oak[0].id)).await.unwrap_err();
        let Error::Invalid(faults) = error else { panic!("{error}") };
        assert_eq!(faults.as_slice()[0].code, FaultCode::UnknownChoice);
        t.accept_request(&elm[0].actor, asked.request, Some(elm[2].id)).await.unwrap();
        assert_eq!(t.tamper("UPDATE meeting_attendee SET side = side").await.unwrap(), 2);
    });
}

#[test]
fn a_third_confirmation_is_given_by_the_asking_side_or_by_its_silence() {
    on_both(async |t| {
        let w = World::new(&t, 6, 4, &confirmed_within(48)).await;
        let (oak, elm, fir) =
            (w.company("Oak", 1).await, w.company("Elm", 1).await, w.company("Fir", 1).await);
        let first = t.ask(&oak[0].actor, w.event, &ask(&oak[0], &elm)).await.unwrap();
        assert_eq!(
            refused(t.confirm_request(&oak[0].actor, first.request).await),
            Refusal::RequestNotAccepted
        );
        let accepted = t.accept_request(&elm[0].actor, first.request, None).await.unwrap();
        assert_eq!((accepted.state, accepted.meeting), (RequestState::Accepted, None));
        not_found(t.confirm_request(&elm[0].actor, first.request).await);
        assert!(t.confirm_request(&oak[0].actor, first.request).await.unwrap().meeting.is_some());

        let second = t.ask(&oak[0].actor, w.event, &ask(&oak[0], &fir)).await.unwrap();
        t.accept_request(&fir[0].actor, second.request, None).await.unwrap();
        assert_eq!(t.expire_requests(&Actor::system()).await.unwrap(), 0);
        t.after(TimeDelta::hours(48));
        let system = Actor::system();
        let sweeps = tokio::join!(t.expire_requests(&system), t.expire_requests(&system));
        assert_eq!(sweeps.0.unwrap() + sweeps.1.unwrap(), 1);
        assert_eq!(n_meetings(&t).await, 2);
    });
}

#[test]
fn a_request_without_answer_expires_and_both_sides_are_told() {
    on_both(async |t| {
        let rules = Rules { request_expiry_hours: Some(24), ..Rules::default() };
        let w = World::new(&t, 6, 4, &rules).await;
        let (oak, elm) = (w.company("Oak", 1).await, w.company("Elm", 2).await);
        let asked = t.ask(&oak[0].actor, w.event, &ask(&oak[0], &elm)).await.unwrap();
        t.after(TimeDelta::hours(24));
        assert_eq!(
            refused(t.accept_request(&elm[0].actor, asked.request, None).await),
            Refusal::RequestExpired
        );
        assert_eq!(t.expire_requests(&Actor::system()).await.unwrap(), 1);
        assert_eq!(t.owed(NoticeKind::RequestExpired).await.len(), 3);
        assert_eq!(refused(t.withdraw_request(&oak[0].actor, asked.request).await), Refusal::RequestClosed);
        // Nothing stands in the way of asking anew.
        t.ask(&oak[0].actor, w.event, &ask(&oak[0], &elm)).await.unwrap();
    });
}

#[test]
fn requests_of_an_event_that_is_over_do_not_keep_those_of_others_from_expiring() {
    on_both(async |t| {
        let rules = Rules { request_expiry_hours: Some(24), ..Rules::default() };
        let w = World::new(&t, 1, 1, &rules).await;
        let oak = w.company("Oak", 1).await;
        // More than a sweep takes.
        for n in 0..201 {
            let other = w.company(&format!("Elm {n}"), 1).await;
            t.ask(&oak[0].actor, w.event, &ask(&oak[0], &other)).await.unwrap();
        }
        w.phase(Phase::Closed).await;
        let forum = open_forum(&t).await;
        let (fir, yew) = (company(&t, &forum, "Fir", 1).await, company(&t, &forum, "Yew", 1).await);
        let to = AskedParty::Person(yew[0].id);
        let new = NewAsk { from: fir[0].id, to, slot: None, message: String::new() };
        let asked = t.ask(&fir[0].actor, forum.event.id, &new).await.unwrap();
        t.after(TimeDelta::days(60));
        assert_eq!(t.expire_requests(&Actor::system()).await.unwrap(), 1);
        let (request, ..) = t.show_request(&Actor::system(), asked.request).await.unwrap();
        assert_eq!(request.state, RequestState::Expired);
    });
}

#[test]
fn asking_twice_is_refused_and_asking_back_is_an_answer() {
    on_both(async |t| {
        let w = World::new(&t, 6, 4, &Rules::default()).await;
        let (oak, elm) = (w.company("Oak", 2).await, w.company("Elm", 2).await);
        let asked = t.ask(&oak[0].actor, w.event, &ask(&oak[0], &elm)).await.unwrap();
        assert_eq!(refused(t.ask(&oak[0].actor, w.event, &ask(&oak[0], &elm)).await), Refusal::RequestExists);
        let back = NewAsk { slot: Some(w.slots[0]), ..ask(&elm[1], &oak) };
        assert_eq!(refused(t.ask(&elm[1].actor, w.event, &back).await), Refusal::RequestMirrored);
        let back = t.ask(&elm[1].actor, w.event, &ask(&elm[1], &oak)).await.unwrap();
        assert_eq!((back.request, back.state), (asked.request, RequestState::Confirmed));
        assert_eq!(n_meetings(&t).await, 1);
        assert_eq!(refused(t.ask(&elm[1].actor, w.event, &ask(&elm[1], &oak)).await), Refusal::RequestExists);
    });
}

#[test]
fn categories_quotas_and_phases_are_kept() {
    on_both(async |t| {
        let rules = Rules { expert_mode: ExpertMode::FirstCome, ..Rules::default() };
        let w = World::new(&t, 6, 4, &rules).await;
        let (oak, elm) = (w.company("Oak", 2).await, w.company("Elm", 1).await);
        let (expert, other) = (w.expert("Dr Yew", Some(1)).await, w.expert("Dr Ash", None).await);
        let expertise = |from: &Member, to: &Member| NewAsk {
            to: AskedParty::Person(to.id),
            ..ask(from, std::slice::from_ref(to))
        };
        let refusal = t.ask(&expert.actor, w.event, &expertise(&expert, &other)).await;
        assert_eq!(refused(refusal), Refusal::CategoryMayNotAsk);
        assert_eq!(refused(t.ask(&oak[0].actor, w.event, &ask(&oak[0], &oak)).await), Refusal::OwnCompany);
        not_found(t.ask(&elm[0].actor, w.event, &ask(&oak[0], &elm)).await);

        // An expert is granted as requests come, within the quota.
        let granted = t.ask(&oak[0].actor, w.event, &expertise(&oak[0], &expert)).await.unwrap();
        assert_eq!(granted.state, RequestState::Confirmed);
        let late = t.ask(&elm[0].actor, w.event, &expertise(&elm[0], &expert)).await;
        assert_eq!(refused(late), Refusal::OtherSideFull);
        w.limit(&oak[0], 1).await;
        assert_eq!(refused(t.ask(&oak[0].actor, w.event, &ask(&oak[0], &elm)).await), Refusal::QuotaReached);
        w.phase(Phase::Closed).await;
        assert_eq!(refused(t.ask(&oak[1].actor, w.event, &ask(&oak[1], &elm)).await), Refusal::PhaseForbids);
    });
}

#[test]
fn requests_count_as_accepted_only_where_the_event_says_so() {
    on_both(async |t| {
        let rules = Rules { acceptance: Acceptance::Automatic, ..Rules::default() };
        let w = World::new(&t, 6, 4, &rules).await;
        let (oak, elm) = (w.company("Oak", 1).await, w.company("Elm", 1).await);
        let asked = t.ask(&oak[0].actor, w.event, &ask(&oak[0], &elm)).await.unwrap();
        assert_eq!(asked.state, RequestState::Confirmed);
        assert!(asked.meeting.is_some());
    });
}

#[test]
fn cancelling_is_final_and_tells_the_other_side_and_the_organisers() {
    on_both(async |t| {
        let w = World::new(&t, 6, 4, &Rules::default()).await;
        let (oak, elm) = (w.company("Oak", 1).await, w.company("Elm", 2).await);
        let agreed = agree(&t, &w, &oak[0], &elm, None).await;
        w.publish(&[(agreed.meeting.unwrap(), w.slots[2])]).await;
        t.cancel_request(&oak[0].actor, agreed.request, Some("A broken axle.")).await.unwrap();
        let told = t.owed(NoticeKind::MeetingCancelled).await;
        assert_eq!(told.len(), 4);
        assert!(told.iter().any(|notice| Some(notice.recipient) == w.principal.account_id()));
        // Whoever cancels has it in the own calendar too, which takes it out by the same place as the other side's.
        let place = |account| {
            let of = told.iter().find(|notice| notice.recipient == account).expect("a notice");
            (of.data["company"].clone(), of.data["place"].clone())
        };
        let (with, own) = place(oak[0].account);
        assert_eq!((with.as_str(), &own), (Some("Elm"), &place(elm[0].account).1));
        assert_eq!(own["meeting"], agreed.meeting.unwrap().to_string());
        assert_eq!(told[0].data["reason"], "A broken axle.");
        assert_eq!(n_meetings(&t).await, 0);
        assert_eq!(
            refused(t.cancel_request(&elm[0].actor, agreed.request, None).await),
            Refusal::RequestClosed
        );
        // What was published has changed for those who were in it.
        let changed =
            t.list_changed_agendas(&w.principal, w.event, crate::harness::start() - TimeDelta::days(1));
        assert_eq!(changed.await.unwrap().people.len(), 2);
    });
}

#[test]
fn asking_for_another_time_keeps_the_meeting_and_gives_up_the_slot() {
    on_both(async |t| {
        let w = World::new(&t, 6, 4, &Rules::default()).await;
        let (oak, elm) = (w.company("Oak", 1).await, w.company("Elm", 1).await);
        let agreed = agree(&t, &w, &oak[0], &elm, Some(0)).await;
        t.reschedule_request(&elm[0].actor, agreed.request, None).await.unwrap();
        let (request, meeting, _) = t.show_request(&elm[0].actor, agreed.request).await.unwrap();
        assert!(request.wants_reschedule && request.slot.is_none());
        assert_eq!(meeting, agreed.meeting);
        assert_eq!(t.tamper("DELETE FROM pin").await.unwrap(), 0);
        assert_eq!(t.owed(NoticeKind::RescheduleAsked).await.len(), 2);
    });
}

#[test]
fn who_waits_for_a_slot_gets_it_when_it_is_left_in_order_of_arrival() {
    on_both(async |t| {
        let w = World::new(&t, 6, 4, &Rules::default()).await;
        let elm = w.company("Elm", 1).await;
        let mut requests = Vec::new();
        for name in ["Oak", "Fir", "Yew"] {
            let company = w.company(name, 1).await;
            requests.push((company[0].clone(), agree(&t, &w, &company[0], &elm, Some(1)).await));
        }
        let waiting: Vec<bool> = requests.iter().map(|(_, outcome)| outcome.waiting).collect();
        assert_eq!(waiting, [false, true, true]);
        t.cancel_request(&requests[0].0.actor, requests[0].1.request, None).await.unwrap();
        let list = t.list_requests(&elm[0].actor, w.event, &all()).await.unwrap();
        let waits: Vec<bool> = list.iter().rev().map(|view| view.waiting).collect();
        assert_eq!(waits, [false, false, true]);
        assert_eq!(t.owed(NoticeKind::SlotGiven).await.len(), 2);
        assert_eq!(t.tamper("UPDATE pin SET room_id = NULL").await.unwrap(), 1);
    });
}

#[test]
fn lists_show_what_is_the_readers_own_and_everything_to_the_principal() {
    on_both(async |t| {
        let w = World::new(&t, 6, 4, &Rules::default()).await;
        let (oak, elm, fir) =
            (w.company("Oak", 1).await, w.company("Elm", 2).await, w.company("Fir", 1).await);
        t.ask(&oak[0].actor, w.event, &ask(&oak[0], &elm)).await.unwrap();
        t.ask(&fir[0].actor, w.event, &ask(&fir[0], &oak)).await.unwrap();
        let count = async |actor: &Actor| t.list_requests(actor, w.event, &all()).await.unwrap().len();
        assert_eq!(count(&oak[0].actor).await, 2);
        assert_eq!(count(&elm[1].actor).await, 1);
        assert_eq!(count(&w.principal).await, 2);
        let of_fir = RequestFilter { of: Some(fir[0].id), ..all() };
        assert_eq!(t.list_requests(&w.principal, w.event, &of_fir).await.unwrap().len(), 1);
        let declined = RequestFilter { state: Some(RequestState::Declined), ..all() };
        assert!(t.list_requests(&w.principal, w.event, &declined).await.unwrap().is_empty());
    });
}

#[test]
fn placeability_tells_plenty_from_tight_from_none() {
    on_both(async |t| {
        let w = World::new(&t, 3, 1, &Rules::default()).await;
        let (oak, elm) = (w.company("Oak", 1).await, w.company("Elm", 1).await);
        let show = async || {
            let to = AskedParty::Person(elm[0].id);
            let answer = t.show_placeability(&oak[0].actor, w.event, oak[0].id, to, None).await;
            answer.unwrap().placeability
        };
        assert_eq!(show().await, Placeability::Placeable);
        let (to, elsewhere) = (AskedParty::Person(elm[0].id), Some(rows::id()));
        let error = t.show_placeability(&oak[0].actor, w.event, oak[0].id, to, elsewhere).await;
        assert!(matches!(error, Err(Error::Invalid(_))), "{error:?}");
        for (n, expected) in
            [Placeability::Tight, Placeability::Tight, Placeability::NotToday].iter().enumerate()
        {
            let other = w.company(&format!("Fir {n}"), 1).await;
            agree(&t, &w, &oak[0], &other, None).await;
            assert_eq!(show().await, *expected, "after {}", n + 1);
        }
    });
}

#[test]
fn tables_of_cancelled_meetings_are_free_again() {
    on_both(async |t| {
        let w = World::new(&t, 3, 1, &Rules::default()).await;
        let (oak, elm) = (w.company("Oak", 1).await, w.company("Elm", 1).await);
        let (fir, yew) = (w.company("Fir", 1).await, w.company("Yew", 1).await);
        let mut agreed = Vec::new();
        for (one, other) in [(&oak, &fir), (&oak, &yew), (&elm, &fir)] {
            agreed.push(agree(&t, &w, &one[0], other, None).await);
        }
        let placed: Vec<_> =
            agreed.iter().zip(&w.slots).map(|(o, slot)| (o.meeting.unwrap(), *slot)).collect();
        w.publish(&placed).await;
        let show = async |slot| {
            let (to, slot) = (AskedParty::Person(yew[0].id), Some(w.slots[slot]));
            t.show_placeability(&elm[0].actor, w.event, elm[0].id, to, slot).await.unwrap().placeability
        };
        assert_ne!(show(0).await, Placeability::Placeable);
        t.cancel_request(&oak[0].actor, agreed[0].request, None).await.unwrap();
        assert_eq!(show(0).await, Placeability::Placeable);
        // Not by the request but with the registration.
        assert_ne!(show(1).await, Placeability::Placeable);
        t.cancel_registration(&oak[0].actor, w.event, oak[0].registration, "Nobody can come").await.unwrap();
        assert_eq!(show(1).await, Placeability::Placeable);
    });
}

pub(crate) fn all() -> RequestFilter {
    RequestFilter { most: 100, ..RequestFilter::default() }
}

/// Asks and accepts.
pub(crate) async fn agree(
    t: &TestEngine,
    w: &World<'_>,
    from: &Member,
    to: &[Member],
    slot: Option<usize>,
) -> Outcome {
    let new = NewAsk { slot: slot.map(|n| w.slots[n]), ..ask(from, to) };
    let asked = t.ask(&from.actor, w.event, &new).await.expect("it can be asked");
    t.accept_request(&to[0].actor, asked.request, None).await.expect("it can be accepted")
}
