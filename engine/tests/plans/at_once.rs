//! Decisions and plans at once: what is judged is what is published, and what is pinned can be kept.

use super::Forum;
use crate::{
    at_once::{all_at_once, assert_whole},
    harness::{event::open_activity, on_both, plan::draft, world::World},
    requests::ask,
};
use carnet_engine::{
    Actor, Error, Refusal,
    domain::{
        activity::{ActivityKind, Audience, NewActivity, WhenFull},
        event_rules::{Acceptance, Rules},
        plan::{Blocked, Pin},
        run::Orders,
        text::Texts,
    },
};

#[test]
fn of_pins_of_one_person_in_one_slot_at_once_one_is_set() {
    on_both(async |t| {
        // Everybody meets everybody.
        let forum = Forum::new(&t, 3, 1, (4, 4)).await;
        let event = forum.event;
        for &slot in &forum.slots {
            let pin = |&meeting| Pin { meeting, slot, room: None, table: None, lineup: None };
            let pins: Vec<_> = forum.meetings.iter().map(pin).collect();
            let done = all_at_once(&t, pins, |engine, pin| async move {
                engine.pin_meeting(&Actor::system(), event, &pin).await
            })
            .await;
            assert_eq!(done.iter().filter(|pinned| pinned.is_ok()).count(), 1, "{done:?}");
            assert!(done.iter().all(|pinned| matches!(pinned, Ok(()) | Err(Error::Invalid(_)))), "{done:?}");
            for pin in t.list_decisions(&Actor::system(), event).await.unwrap().0 {
                t.unpin_meeting(&Actor::system(), event, pin.meeting).await.unwrap();
            }
        }
    });
}

#[test]
fn a_person_is_pinned_or_blocked_at_once_and_the_event_can_be_planned() {
    on_both(async |t| {
        let forum = Forum::new(&t, 6, 1, (4, 4)).await;
        for &slot in &forum.slots {
            let pin = Pin { meeting: forum.meetings[0], slot, room: None, table: None, lineup: None };
            let system = Actor::system();
            let (pinned, blocked) = tokio::join!(
                t.pin_meeting(&system, forum.event, &pin),
                t.block(&system, forum.event, Blocked::Participant(forum.people[0]), Some(slot), "away")
            );
            assert!(pinned.is_ok() || blocked.is_ok(), "{pinned:?} {blocked:?}");
            // Whatever was decided, a run can obey it.
            forum.draft(&t).await;
            if pinned.is_ok() {
                t.unpin_meeting(&Actor::system(), forum.event, forum.meetings[0]).await.unwrap();
            }
        }
    });
}

#[test]
fn a_plan_is_published_while_people_sign_up_at_once_and_nobody_is_in_two_places() {
    on_both(async |t| {
        let rules = Rules { acceptance: Acceptance::Automatic, ..Rules::default() };
        let (w, system) = (World::new(&t, 6, 9, &rules).await, Actor::system());
        let setup = t.show_event(&system, w.event).await.unwrap();
        let at = |time: &str| format!("2027-06-01T{time}:00").parse().unwrap();
        let all_morning = NewActivity {
            kind: ActivityKind::Visit,
            reference: None,
            names: Texts::new("Visite", "Visit"),
            texts: None,
            site: setup.places.sites[0].id,
            room: None,
            times: (at("08:30"), at("12:00")),
            audience: Audience::Open,
            capacity: None,
            when_full: WhenFull::Close,
            in_charge: None,
            blocks_meetings: true,
            speakers: Vec::new(),
        };
        let visit = open_activity(&t, w.event, &all_morning).await;
        let mut seen = None;
        for n in 0..6 {
            let (oak, elm) =
                (w.company(&format!("Oak {n}"), 1).await, w.company(&format!("Elm {n}"), 1).await);
            t.ask(&oak[0].actor, w.event, &ask(&oak[0], &elm)).await.unwrap();
            let plan = draft(&t, w.event, &Orders { work: Some(100), ..Orders::default() }).await;
            let key = (plan.head.id, plan.head.version);
            let (published, signed_up) = tokio::join!(
                t.publish_plan(&system, w.event, key, seen),
                t.sign_up(&oak[0].actor, w.event, visit, oak[0].id)
            );
            assert_ne!(published.is_ok(), signed_up.is_ok(), "{published:?} {signed_up:?}");
            match (published, signed_up) {
                (Ok(published), Err(Error::Refused(Refusal::ClashesWithMeeting))) => {
                    seen = Some(published.plan);
                }
                (Err(Error::Invalid(_)), Ok(_)) => {}
                other => panic!("{other:?}"),
            }
        }
        assert_whole(&t, Some(w.event)).await;
    });
}
