//! Two do it at once: one of them decides, the other is told.

use super::{ask, n_meetings};
use crate::harness::{on_both, world::World};
use carnet_engine::{
    Error,
    domain::{event_rules::Rules, request::RequestState},
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
            let new = carnet_engine::domain::request::NewAsk { slot: Some(w.slots[0]), ..ask(&oak[0], &elm) };
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
