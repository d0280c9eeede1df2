//! Two do it at once: one of them decides, the other is told.

use super::{ask, n_meetings};
use crate::{
    at_once::{all_at_once, assert_whole},
    harness::{on_both, world::World},
};
use carnet_engine::{
    Error, Refusal,
    domain::{
        event_rules::{Acceptance, Rules},
        request::{NewAsk, RequestState},
    },
};

#[test]
fn accepted_and_withdrawn_at_once_is_one_of_the_two() {
    on_both(async |t| {
        let w = World::new(&t, 6, 9, &Rules::default()).await;
        let elm = w.company("Elm", 1).await;
        for n in 0..12 {
            let oak = w.company(&format!("Oak {n}"), 1).await;
            let id = t.ask(&oak[0].actor, w.event, &ask(&oak[0], &elm)).await.unwrap().request;
            let before = n_meetings(&t).await;
            let (accepted, withdrawn) = tokio::join!(
                t.accept_request(&elm[0].actor, id, None),
                t.withdraw_request(&oak[0].actor, id)
            );
            assert_ne!(accepted.is_ok(), withdrawn.is_ok(), "{accepted:?} {withdrawn:?}");
            let (request, meeting, _) = t.show_request(&elm[0].actor, id).await.unwrap();
            let expected = if accepted.is_ok() { RequestState::Confirmed } else { RequestState::Withdrawn };
            assert_eq!(request.state, expected);
            assert_eq!(meeting.is_some(), accepted.is_ok());
            assert_eq!(n_meetings(&t).await - before, u64::from(accepted.is_ok()));
        }
    });
}

#[test]
fn two_who_ask_each_other_at_once_have_one_meeting() {
    on_both(async |t| {
        let w = World::new(&t, 6, 9, &Rules::default()).await;
        for n in 0..12 {
            let oak = w.company(&format!("Oak {n}"), 1).await;
            let elm = w.company(&format!("Elm {n}"), 1).await;
            let (there, back) = (ask(&oak[0], &elm), ask(&elm[0], &oak));
            let (one, other) =
                tokio::join!(t.ask(&oak[0].actor, w.event, &there), t.ask(&elm[0].actor, w.event, &back));
            let (one, other) = (one.unwrap(), other.unwrap());
            assert_eq!(one.request, other.request);
            assert_eq!(n_meetings(&t).await, n + 1);
        }
    });
}

#[test]
fn a_request_answered_twice_at_once_has_one_answer() {
    on_both(async |t| {
        let w = World::new(&t, 6, 9, &Rules::default()).await;
        let oak = w.company("Oak", 1).await;
        for n in 0..12 {
            let elm = w.company(&format!("Elm {n}"), 2).await;
            let id = t.ask(&oak[0].actor, w.event, &ask(&oak[0], &elm)).await.unwrap().request;
            let (accepted, declined, again) = tokio::join!(
                t.accept_request(&elm[0].actor, id, None),
                t.decline_request(&elm[1].actor, id, None),
                t.accept_request(&elm[1].actor, id, None)
            );
            let n_good =
                [accepted.is_ok(), declined.is_ok(), again.is_ok()].iter().filter(|good| **good).count();
            assert_eq!(n_good, 1, "{accepted:?} {declined:?} {again:?}");
            for error in [accepted.err(), declined.err(), again.err()].into_iter().flatten() {
                assert!(matches!(error, Error::Refused(_)), "{error:?}");
            }
        }
    });
}

#[test]
fn a_slot_and_a_quota_are_given_once_however_many_accept_at_once() {
    on_both(async |t| {
        let w = World::new(&t, 6, 9, &Rules::default()).await;
        let elm = w.company("Elm", 1).await;
        w.limit(&elm[0], 2).await;
        let mut ids = Vec::new();
        for n in 0..5 {
            let oak = w.company(&format!("Oak {n}"), 1).await;
            let new = NewAsk { slot: Some(w.slots[0]), ..ask(&oak[0], &elm) };
            ids.push(t.ask(&oak[0].actor, w.event, &new).await.unwrap().request);
        }
        let accept = |n: usize| t.accept_request(&elm[0].actor, ids[n], None);
        let all = tokio::join!(accept(0), accept(1), accept(2), accept(3), accept(4));
        let all = [all.0, all.1, all.2, all.3, all.4];
        assert_eq!(all.iter().filter(|result| result.is_ok()).count(), 2, "{all:?}");
        assert_eq!(n_meetings(&t).await, 2);
        assert_eq!(t.tamper("UPDATE pin SET room_id = NULL").await.unwrap(), 1);
    });
}

#[test]
fn no_more_requests_wait_than_may_however_many_are_made_at_once() {
    on_both(async |t| {
        let w = World::new(&t, 6, 9, &Rules { max_pending_requests: Some(3), ..Rules::default() }).await;
        let oak = w.company("Oak", 1).await;
        let mut asks = Vec::new();
        for n in 0..10 {
            let elm = w.company(&format!("Elm {n}"), 1).await;
            asks.push((oak[0].actor.clone(), ask(&oak[0], &elm)));
        }
        let event = w.event;
        let done =
            all_at_once(
                &t,
                asks,
                |engine, (actor, new)| async move { engine.ask(&actor, event, &new).await },
            )
            .await;
        assert_eq!(done.iter().filter(|asked| asked.is_ok()).count(), 3, "{done:?}");
        for error in done.into_iter().filter_map(Result::err) {
            assert!(matches!(error, Error::Refused(Refusal::TooManyPending)), "{error:?}");
        }
    });
}

#[test]
fn whoever_holds_a_slot_and_whoever_waits_for_it_cancel_at_once() {
    on_both(async |t| {
        let w = World::new(&t, 6, 9, &Rules::default()).await;
        let elm = w.company("Elm", 1).await;
        for n in 0..12 {
            let mut agreed = Vec::new();
            for name in ["Oak", "Ash"] {
                let company = w.company(&format!("{name} {n}"), 1).await;
                let new = NewAsk { slot: Some(w.slots[0]), ..ask(&company[0], &elm) };
                let id = t.ask(&company[0].actor, w.event, &new).await.unwrap().request;
                let outcome = t.accept_request(&elm[0].actor, id, None).await.unwrap();
                agreed.push((id, company[0].actor.clone(), outcome.waiting));
            }
            assert!(!agreed[0].2 && agreed[1].2);
            let cancel = |n: usize| t.cancel_request(&agreed[n].1, agreed[n].0, None);
            let (holder, waiting) = tokio::join!(cancel(0), cancel(1));
            holder.unwrap();
            waiting.unwrap();
            // Nobody has the slot any more, and nobody waits for it.
            assert_eq!(t.tamper("UPDATE pin SET room_id = NULL").await.unwrap(), 0);
            assert_eq!(t.tamper("UPDATE slot_waiting SET arrival = arrival").await.unwrap(), 0);
        }
    });
}

#[test]
fn a_slot_that_becomes_free_is_given_once_while_others_ask_for_it_at_once() {
    on_both(async |t| {
        let w = World::new(&t, 6, 9, &Rules::default()).await;
        let elm = w.company("Elm", 1).await;
        let mut requests = Vec::new();
        for n in 0..6 {
            let oak = w.company(&format!("Oak {n}"), 1).await;
            let new = NewAsk { slot: Some(w.slots[0]), ..ask(&oak[0], &elm) };
            requests.push((t.ask(&oak[0].actor, w.event, &new).await.unwrap().request, oak[0].actor.clone()));
        }
        for (id, _) in &requests[..3] {
            t.accept_request(&elm[0].actor, *id, None).await.unwrap();
        }
        // One leaves the slot, two wait for it, three more come at the same time.
        let actions = requests.into_iter().enumerate().filter(|(n, _)| *n == 0 || *n > 2);
        let done = all_at_once(&t, actions, |engine, (n, (id, actor))| {
            let elm = elm[0].actor.clone();
            async move {
                match n {
                    0 => engine.cancel_request(&actor, id, None).await,
                    _ => engine.accept_request(&elm, id, None).await.map(drop),
                }
            }
        })
        .await;
        assert!(done.iter().all(Result::is_ok), "{done:?}");
        assert_eq!(n_meetings(&t).await, 5);
        assert_eq!(t.tamper("UPDATE pin SET room_id = NULL").await.unwrap(), 1);
        assert_eq!(t.tamper("UPDATE slot_waiting SET arrival = arrival").await.unwrap(), 4);
    });
}

#[test]
fn meetings_in_a_ring_are_agreed_at_once_and_nobody_waits_for_ever() {
    on_both(async |t| {
        let rules = Rules { acceptance: Acceptance::Automatic, ..Rules::default() };
        let w = World::new(&t, 6, 9, &rules).await;
        let mut companies = Vec::new();
        for n in 0..6 {
            companies.push(w.company(&format!("Firm {n}"), 1).await);
        }
        let event = w.event;
        for step in 1..3 {
            let ring = (0..6).map(|n| {
                let (from, to) = (&companies[n], &companies[(n + step) % 6]);
                let slot = Some(w.slots[step]);
                (from[0].actor.clone(), NewAsk { slot, ..ask(&from[0], to) })
            });
            let done =
                all_at_once(
                    &t,
                    ring,
                    |engine, (actor, new)| async move { engine.ask(&actor, event, &new).await },
                )
                .await;
            assert!(done.iter().all(Result::is_ok), "{done:?}");
        }
        assert_eq!(n_meetings(&t).await, 12);
        assert_whole(&t, Some(event)).await;
    });
}
