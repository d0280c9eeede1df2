//! Experts who see people first come, first served: whoever is granted a meeting has a place at once.

use super::{agree, ask, refused};
use crate::harness::{
    TestEngine, on_both,
    world::{Member, World, morning},
};
use carnet_engine::{
    Actor, Engine, Error, EventId, Outcome, Refusal, SlotId,
    domain::{
        agenda::What,
        event_rules::{ExpertMode, Rules},
        notice::NoticeKind,
        plan::{Plan, PlanState},
        request::{AskedParty, NewAsk, RequestState},
        run::Orders,
    },
};
use chrono::TimeDelta;
use std::collections::BTreeSet;

pub(super) fn first_come() -> Rules {
    Rules { expert_mode: ExpertMode::FirstCome, ..Rules::default() }
}

fn consult(from: &Member, expert: &Member, slot: Option<SlotId>) -> NewAsk {
    NewAsk { to: AskedParty::Person(expert.id), slot, ..ask(from, std::slice::from_ref(expert)) }
}

/// The published plan.
async fn published(t: &TestEngine, event: EventId) -> Plan {
    let heads = t.list_plans(&Actor::system(), event).await.expect("plans");
    let head = heads.iter().find(|head| head.state == PlanState::Published);
    t.show_plan(&Actor::system(), event, head.expect("a published plan").id).await.expect("the plan")
}

/// A draft by the planner.
async fn draft(t: &TestEngine, event: EventId) -> Plan {
    let system = Actor::system();
    let orders = Orders { work: Some(100), ..Orders::default() };
    let run = t.start_run(&system, event, &orders).await.expect("a run");
    t.work_once(&system, "worker").await.expect("it works");
    let report = t.show_run(&system, event, run).await.expect("the run").report.expect("a report");
    t.show_plan(&system, event, report.plan.expect("a draft")).await.expect("the draft")
}

#[test]
fn who_is_granted_an_expert_has_a_place_at_once_and_both_are_told_where() {
    on_both(async |t| {
        let w = World::new(&t, 3, 2, &first_come()).await;
        let (oak, elm) = (w.company("Oak", 1).await, w.company("Elm", 1).await);
        let expert = w.expert("Dr Yew", None).await;
        let mut places = Vec::new();
        for company in [&oak[0], &elm[0]] {
            let granted = t.ask(&company.actor, w.event, &consult(company, &expert, None)).await.unwrap();
            assert_eq!(granted.state, RequestState::Confirmed);
            places.push(granted.placed.expect("a place"));
        }
        assert_eq!((places[0].slot, places[1].slot), (w.slots[0], w.slots[1]));
        let agenda = t.show_agenda(&expert.actor, expert.id).await.unwrap();
        assert_eq!((agenda.entries.len(), agenda.version, agenda.unplaced.len()), (2, 2, 0));
        let agenda = t.show_agenda(&elm[0].actor, elm[0].id).await.unwrap();
        let What::Meeting { slot, table, .. } = &agenda.entries[0].what else { panic!("{agenda:?}") };
        assert_eq!((*slot, *table), (places[1].slot, places[1].table));
        let told = t.owed(NoticeKind::MeetingAgreed).await;
        assert_eq!(told.len(), 4);
        let of_elm = told.iter().find(|notice| notice.recipient == elm[0].account).expect("it is told");
        assert_eq!(of_elm.data["place"]["table"], places[1].table);
        assert_eq!(of_elm.data["place"]["starts_at"], "2027-06-01T07:20:00Z");
        assert_eq!(of_elm.data["place"]["room_name"], "Hall");
    });
}

#[test]
fn fifty_at_once_take_what_an_expert_has_and_no_more() {
    on_both(async |t| {
        // Two experts, one table: as many places as slots.
        let w = World::new(&t, 4, 1, &first_come()).await;
        let experts = [w.expert("Dr Yew", None).await, w.expert("Dr Ash", Some(2)).await];
        let mut asked = Vec::new();
        for n in 0..50 {
            let company = w.company(&format!("Oak {n}"), 1).await.remove(0);
            let (engine, event): (Engine, _) = ((*t).clone(), w.event);
            let new = consult(&company, &experts[n % 2], None);
            asked.push(tokio::spawn(async move { engine.ask(&company.actor, event, &new).await }));
        }
        let mut granted: Vec<Outcome> = Vec::new();
        for one in asked {
            match one.await.unwrap() {
                Ok(outcome) => granted.push(outcome),
                Err(Error::Refused(Refusal::NoFreeSlot | Refusal::OtherSideFull)) => {}
                Err(error) => panic!("{error:?}"),
            }
        }
        let slots: BTreeSet<SlotId> = granted.iter().filter_map(|o| Some(o.placed?.slot)).collect();
        assert_eq!((granted.len(), slots.len()), (4, 4), "{granted:?}");
        let plan = published(&t, w.event).await;
        assert_eq!((plan.placements.len(), plan.head.number), (4, Some(1)));
        let of_ash = t.show_agenda(&experts[1].actor, experts[1].id).await.unwrap();
        assert!(of_ash.entries.len() <= 2);
        assert_eq!(t.verify_audit(&Actor::system(), Some(w.event)).await.unwrap(), None);
    });
}

#[test]
fn who_asks_an_expert_for_a_taken_slot_gets_it_when_it_is_left() {
    on_both(async |t| {
        let w = World::new(&t, 3, 2, &first_come()).await;
        let (oak, elm) = (w.company("Oak", 1).await, w.company("Elm", 1).await);
        let expert = w.expert("Dr Yew", None).await;
        let slot = w.slots[1];
        let first = t.ask(&oak[0].actor, w.event, &consult(&oak[0], &expert, Some(slot))).await.unwrap();
        assert_eq!(first.placed.map(|place| place.slot), Some(slot));
        let second = t.ask(&elm[0].actor, w.event, &consult(&elm[0], &expert, Some(slot))).await.unwrap();
        assert!(second.waiting && second.placed.is_none());
        t.cancel_request(&oak[0].actor, first.request, None).await.unwrap();
        let agenda = t.show_agenda(&elm[0].actor, elm[0].id).await.unwrap();
        assert_eq!(agenda.entries[0].starts_at, morning() + TimeDelta::minutes(20));
        let told = t.owed(NoticeKind::SlotGiven).await;
        assert_eq!(told.len(), 2);
        assert!(told.iter().all(|notice| notice.data["place"]["table"] == 1));
        // The one who left has nothing any more, and the table is free for another.
        assert!(t.show_agenda(&oak[0].actor, oak[0].id).await.unwrap().entries.is_empty());
        assert_eq!(published(&t, w.event).await.placements.len(), 1);
    });
}

#[test]
fn plans_made_before_keep_what_was_granted_since() {
    on_both(async |t| {
        let w = World::new(&t, 4, 2, &first_come()).await;
        let (oak, elm) = (w.company("Oak", 1).await, w.company("Elm", 1).await);
        let expert = w.expert("Dr Yew", None).await;
        let meeting = agree(&t, &w, &oak[0], &elm, None).await.meeting.unwrap();
        let before = draft(&t, w.event).await;
        let place = before.placements[&meeting];
        // Elm is free, and takes a slot that the draft leaves.
        let left = *w.slots.iter().find(|slot| **slot != place.slot).unwrap();
        let granted = t.ask(&elm[0].actor, w.event, &consult(&elm[0], &expert, Some(left))).await.unwrap();
        let seen = published(&t, w.event).await.head.id;
        let difference = t.compare_plans(&w.principal, w.event, None, before.head.id).await.unwrap();
        assert_eq!((difference.added.len(), difference.dropped.len()), (1, 0));
        let key = (before.head.id, before.head.version);
        let done = t.publish_plan(&w.principal, w.event, key, Some(seen)).await.unwrap();
        assert_eq!(done.difference.people, BTreeSet::from([oak[0].id, elm[0].id]));
        let plan = published(&t, w.event).await;
        assert_eq!(plan.placements[&granted.meeting.unwrap()], granted.placed.unwrap());
        // Oak had nothing before, Elm had.
        assert_eq!(t.owed(NoticeKind::AgendaPublished).await[0].recipient, oak[0].account);
        assert_eq!(t.owed(NoticeKind::AgendaChanged).await[0].recipient, elm[0].account);
        // A run leaves it where it is.
        let next = draft(&t, w.event).await;
        assert_eq!(next.placements[&granted.meeting.unwrap()].slot, left);
    });
}

#[test]
fn nobody_is_granted_a_slot_that_is_promised_for_another_meeting() {
    on_both(async |t| {
        let w = World::new(&t, 2, 4, &first_come()).await;
        let (oak, elm) = (w.company("Oak", 1).await, w.company("Elm", 1).await);
        let expert = w.expert("Dr Yew", None).await;
        agree(&t, &w, &oak[0], &elm, Some(0)).await;
        let granted = t.ask(&oak[0].actor, w.event, &consult(&oak[0], &expert, None)).await.unwrap();
        assert_eq!(granted.placed.map(|place| place.slot), Some(w.slots[1]));
        let third = w.company("Fir", 1).await;
        agree(&t, &w, &third[0], &oak, None).await;
        let other = w.expert("Dr Ash", None).await;
        let none = t.ask(&oak[0].actor, w.event, &consult(&oak[0], &other, None)).await;
        assert_eq!(refused(none), Refusal::NoFreeSlot);
        assert_eq!(draft(&t, w.event).await.placements.len(), 2);
    });
}

#[test]
fn what_is_granted_while_plans_are_published_is_in_the_plan_that_counts() {
    on_both(async |t| {
        let w = World::new(&t, 8, 6, &first_come()).await;
        let expert = w.expert("Dr Yew", None).await;
        let (oak, elm) = (w.company("Oak", 1).await, w.company("Elm", 1).await);
        agree(&t, &w, &oak[0], &elm, None).await;
        let first = draft(&t, w.event).await;
        let key = (first.head.id, first.head.version);
        t.publish_plan(&w.principal, w.event, key, None).await.unwrap();
        let back = t.return_to_plan(&w.principal, w.event, first.head.id).await.unwrap();
        let mut asked = Vec::new();
        for n in 0..6 {
            let company = w.company(&format!("Fir {n}"), 1).await.remove(0);
            let (engine, event): (Engine, _) = ((*t).clone(), w.event);
            let new = consult(&company, &expert, None);
            asked.push(tokio::spawn(async move { engine.ask(&company.actor, event, &new).await }));
        }
        let (engine, event, actor): (Engine, _, _) = ((*t).clone(), w.event, w.principal.clone());
        let publishing =
            tokio::spawn(
                async move { engine.publish_plan(&actor, event, (back, 1), Some(first.head.id)).await },
            );
        let filled = t.fill_gaps(&w.principal, w.event, None).await;
        assert!(matches!(filled, Ok(_) | Err(Error::Conflict)), "{filled:?}");
        publishing.await.unwrap().unwrap();
        let mut granted = Vec::new();
        for one in asked {
            granted.push(one.await.unwrap().unwrap());
        }
        let plan = published(&t, w.event).await;
        assert_eq!((plan.head.number, plan.placements.len()), (Some(2), 7));
        for outcome in granted {
            assert_eq!(plan.placements.get(&outcome.meeting.unwrap()), outcome.placed.as_ref());
        }
        assert_eq!(t.show_agenda(&expert.actor, expert.id).await.unwrap().entries.len(), 6);
    });
}

#[test]
fn a_meeting_that_changed_its_time_waits_for_none_once_a_plan_has_it_elsewhere() {
    on_both(async |t| {
        let w = World::new(&t, 2, 4, &Rules::default()).await;
        let (oak, elm) = (w.company("Oak", 1).await, w.company("Elm", 1).await);
        let agreed = agree(&t, &w, &oak[0], &elm, None).await;
        let meeting = agreed.meeting.unwrap();
        let first = draft(&t, w.event).await;
        let key = (first.head.id, first.head.version);
        t.publish_plan(&w.principal, w.event, key, None).await.unwrap();
        let left = first.placements[&meeting].slot;
        let stale = draft(&t, w.event).await.head.id;
        let before = t.show_agenda(&oak[0].actor, oak[0].id).await.unwrap();

        t.reschedule_request(&elm[0].actor, agreed.request, Some("The train is late.")).await.unwrap();
        let agenda = t.show_agenda(&oak[0].actor, oak[0].id).await.unwrap();
        assert_eq!((agenda.entries.len(), agenda.unplaced.len()), (0, 1));
        assert_eq!(agenda.version, before.version + 1);
        // The slot that was left is never the new one, neither in a draft that was made before nor in a new plan.
        let difference = t.compare_plans(&w.principal, w.event, None, stale).await.unwrap();
        assert!(difference.is_empty(), "{difference:?}");
        let next = draft(&t, w.event).await;
        assert_ne!(next.placements[&meeting].slot, left);
        let key = (next.head.id, next.head.version);
        t.publish_plan(&w.principal, w.event, key, Some(first.head.id)).await.unwrap();
        let (request, ..) = t.show_request(&oak[0].actor, agreed.request).await.unwrap();
        assert_eq!((request.wants_reschedule, request.left_slot, request.reason), (false, None, None));
        let What::Meeting { meeting: entry, .. } =
            &t.show_agenda(&oak[0].actor, oak[0].id).await.unwrap().entries[0].what.clone()
        else {
            panic!("a meeting")
        };
        let What::Meeting { meeting: known, .. } = &before.entries[0].what else { panic!("a meeting") };
        assert!(entry.version > known.version, "calendars take the new time over");

        // What has begun is neither given up nor cancelled.
        t.clock.set(morning() + TimeDelta::minutes(21));
        let late = t.reschedule_request(&elm[0].actor, agreed.request, None).await;
        assert_eq!(refused(late), Refusal::MeetingBegun);
        assert_eq!(
            refused(t.cancel_request(&oak[0].actor, agreed.request, None).await),
            Refusal::MeetingBegun
        );
    });
}

#[test]
fn what_is_agreed_for_a_slot_of_a_published_plan_is_in_it_and_stands_in_nobodys_way() {
    on_both(async |t| {
        let w = World::new(&t, 3, 2, &Rules::default()).await;
        let (oak, elm, fir) =
            (w.company("Oak", 1).await, w.company("Elm", 1).await, w.company("Fir", 1).await);
        agree(&t, &w, &oak[0], &elm, Some(0)).await;
        let first = draft(&t, w.event).await;
        let key = (first.head.id, first.head.version);
        t.publish_plan(&w.principal, w.event, key, None).await.unwrap();
        let agreed = agree(&t, &w, &fir[0], &elm, Some(1)).await;
        assert_eq!(agreed.placed.map(|place| place.slot), Some(w.slots[1]));
        // On the spot the plan can be changed as before.
        let other = agree(&t, &w, &fir[0], &oak, None).await.meeting.unwrap();
        let filled = t.fill_gaps(&w.principal, w.event, Some(&[other])).await.unwrap();
        assert_eq!(filled.placed.len(), 1);
        assert_eq!(published(&t, w.event).await.placements.len(), 3);
    });
}
