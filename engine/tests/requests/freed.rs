//! Slots that cannot be had, and what becomes of those who wait for them.

use super::{agree, ask};
use crate::harness::{
    TestEngine,
    event::open_activity,
    on_both,
    world::{Member, World},
};
use carnet_engine::{
    ActivityId, Actor, Error, FaultCode, MeetingId, Outcome, PlanId, SlotId,
    domain::{
        activity::{NewActivity, WhenFull},
        event_rules::Rules,
        grid::Grid,
        notice::NoticeKind,
        placeability::Placeability,
        places::{NewPlaces, NewRoom, NewSite},
        plan::{Blocked, Edit, PlanState},
        request::NewAsk,
        session::{MeetingKind, SessionChange},
        sign_up::SignUpState,
        text::Texts,
    },
};
use chrono::{NaiveTime, TimeDelta};
use std::slice::from_ref;

/// Two agree on a slot.
async fn agree_on(t: &TestEngine, w: &World<'_>, from: &Member, to: &[Member], slot: SlotId) -> Outcome {
    let new = NewAsk { slot: Some(slot), ..ask(from, to) };
    let asked = t.ask(&from.actor, w.event, &new).await.expect("a request");
    t.accept_request(&to[0].actor, asked.request, None).await.expect("it is accepted")
}

/// The published plan and its version.
async fn published(t: &TestEngine, w: &World<'_>) -> (PlanId, i64) {
    let plans = t.list_plans(&Actor::system(), w.event).await.expect("plans");
    let head = plans.iter().find(|plan| plan.state == PlanState::Published).expect("a published plan");
    (head.id, head.version)
}

/// When a meeting is held by the published plan.
async fn held(t: &TestEngine, w: &World<'_>, meeting: MeetingId) -> Option<SlotId> {
    let plan = t.show_plan(&Actor::system(), w.event, published(t, w).await.0).await.expect("the plan");
    plan.placements.get(&meeting).map(|place| place.slot)
}

/// A workshop in the first slot, for one.
async fn workshop_for_one(t: &TestEngine, w: &World<'_>) -> ActivityId {
    let new = NewActivity { capacity: Some(1), when_full: WhenFull::Wait, ..w.workshop().await };
    open_activity(t, w.event, &new).await
}

#[test]
fn a_slot_that_a_change_of_the_plan_frees_goes_to_who_waits_for_it() {
    on_both(async |t| {
        let w = World::new(&t, 3, 2, &Rules::default()).await;
        let (oak, elm, fir) =
            (w.company("Oak", 1).await, w.company("Elm", 1).await, w.company("Fir", 1).await);
        let first = agree(&t, &w, &oak[0], &elm, None).await.meeting.unwrap();
        w.publish(&[(first, w.slots[0])]).await;
        let second = agree_on(&t, &w, &fir[0], &elm, w.slots[0]).await;
        assert!(second.waiting && second.placed.is_none());
        let edit =
            Edit::Place { meeting: first, slot: w.slots[1], room: w.room, table: Some(1), lineup: None };
        t.edit_plan(&w.principal, w.event, published(&t, &w).await, &[edit], None).await.unwrap();
        assert_eq!(held(&t, &w, first).await, Some(w.slots[1]));
        assert_eq!(held(&t, &w, second.meeting.unwrap()).await, Some(w.slots[0]));
        assert_eq!(t.owed(NoticeKind::SlotGiven).await.len(), 2);
    });
}

#[test]
fn a_slot_goes_to_who_waits_for_it_once_a_pin_or_a_block_is_gone() {
    on_both(async |t| {
        let w = World::new(&t, 3, 2, &Rules::default()).await;
        let (oak, elm, fir) =
            (w.company("Oak", 1).await, w.company("Elm", 1).await, w.company("Fir", 1).await);
        let (system, slot) = (Actor::system(), w.slots[0]);
        let first = agree_on(&t, &w, &oak[0], &elm, slot).await;
        let second = agree_on(&t, &w, &fir[0], &elm, slot).await;
        assert!(!first.waiting && second.waiting);
        t.unpin_meeting(&system, w.event, first.meeting.unwrap()).await.unwrap();
        let pinned = async || {
            let pins = t.list_decisions(&system, w.event).await.unwrap().0;
            pins.iter().map(|pin| (pin.meeting, pin.slot)).collect::<Vec<_>>()
        };
        assert_eq!(pinned().await, [(second.meeting.unwrap(), slot)]);

        let slot = w.slots[1];
        let blocked = Blocked::Participant(oak[0].id);
        let (block, _) = t.block(&system, w.event, blocked, Some(slot), "a speech").await.unwrap();
        // Nobody holds what cannot be held, and the answer says so.
        let third = agree_on(&t, &w, &oak[0], &fir, slot).await;
        assert_eq!((third.answer.placeability, third.waiting), (Placeability::NotToday, true));
        assert_eq!(pinned().await.len(), 1);
        t.unblock(&system, w.event, block).await.unwrap();
        assert!(pinned().await.contains(&(third.meeting.unwrap(), slot)));
    });
}

#[test]
fn whoever_asks_for_a_slot_in_which_the_other_is_not_there_waits_for_it() {
    on_both(async |t| {
        let w = World::new(&t, 3, 2, &Rules::default()).await;
        let (oak, elm) = (w.company("Oak", 1).await, w.company("Elm", 1).await);
        t.set_availability(&elm[0].actor, w.event, elm[0].id, &[w.slots[0]]).await.unwrap();
        let new = NewAsk { slot: Some(w.slots[0]), ..ask(&oak[0], &elm) };
        let asked = t.ask(&oak[0].actor, w.event, &new).await.unwrap();
        assert_eq!((asked.answer.placeability, asked.waiting), (Placeability::NotToday, true));
        // A meeting of hers that is freed gives nobody a slot in which she is not there.
        let agreed = t.accept_request(&elm[0].actor, asked.request, None).await.unwrap();
        assert!(agreed.waiting);
        assert!(t.list_decisions(&Actor::system(), w.event).await.unwrap().0.is_empty());
    });
}

#[test]
fn a_slot_for_meetings_of_another_kind_cannot_be_asked_for() {
    on_both(async |t| {
        let w = World::new(&t, 3, 2, &Rules::default()).await;
        let (oak, elm) = (w.company("Oak", 1).await, w.company("Elm", 1).await);
        let setup = t.show_event(&w.principal, w.event).await.unwrap();
        let session = &setup.sessions[0];
        let change = SessionChange {
            names: session.names.clone(),
            meeting_kind: MeetingKind::Expert,
            rooms: session.rooms.iter().copied().collect(),
        };
        t.change_session(&w.principal, (w.event, setup.event.version), session.id, &change).await.unwrap();
        let new = NewAsk { slot: Some(w.slots[0]), ..ask(&oak[0], &elm) };
        let Err(Error::Invalid(faults)) = t.ask(&oak[0].actor, w.event, &new).await else {
            panic!("refused")
        };
        let told: Vec<_> = faults.as_slice().iter().map(|f| (f.path.as_str(), f.code)).collect();
        assert_eq!(told, [("slot", FaultCode::UnknownChoice)]);
    });
}

#[test]
fn whoever_waits_for_a_slot_that_overlaps_with_the_one_that_is_left_gets_it() {
    on_both(async |t| {
        let w = World::new(&t, 3, 2, &Rules::default()).await;
        let (oak, elm, fir) =
            (w.company("Oak", 1).await, w.company("Elm", 1).await, w.company("Fir", 1).await);
        let setup = t.show_event(&w.principal, w.event).await.unwrap();
        let site = &setup.places.sites[0];
        let room = |id, name: &str| NewRoom { id, name: name.into(), tables: 2 };
        let rooms = vec![room(Some(w.room), "Hall"), room(None, "Foyer")];
        let new = NewSite { id: Some(site.id), names: site.names.clone(), rooms, ..NewSite::default() };
        let new = NewPlaces { sites: vec![new], travel: Vec::new() };
        t.set_places(&w.principal, (w.event, setup.event.version), &new).await.unwrap();
        let setup = t.show_event(&w.principal, w.event).await.unwrap();
        let start = NaiveTime::from_hms_opt(9, 10, 0).expect("a time");
        let later = Grid {
            names: Texts::new("Plus tard", "Later"),
            days: setup.event.details.days.clone(),
            site: site.id,
            rooms: vec![setup.places.sites[0].rooms[1].id],
            meeting_kind: MeetingKind::Any,
            start,
            end: start + TimeDelta::minutes(20),
            slot_minutes: 20,
            pause_minutes: 0,
            lunch: None,
            replaces: Vec::new(),
        };
        t.make_grid(&w.principal, (w.event, setup.event.version), &later).await.unwrap();
        let setup = t.show_event(&w.principal, w.event).await.unwrap();
        let slots = setup.sessions.iter().flat_map(|session| &session.slots);
        let slot = slots.map(|slot| slot.id).find(|slot| !w.slots.contains(slot)).expect("the new slot");

        let first = agree_on(&t, &w, &oak[0], &elm, w.slots[0]).await;
        let second = agree_on(&t, &w, &fir[0], &elm, slot).await;
        assert!(!first.waiting && second.waiting);
        t.cancel_request(&oak[0].actor, first.request, None).await.unwrap();
        let pins = t.list_decisions(&w.principal, w.event).await.unwrap().0;
        assert_eq!(
            pins.iter().map(|pin| (pin.meeting, pin.slot)).collect::<Vec<_>>(),
            [(second.meeting.unwrap(), slot)]
        );
    });
}

#[test]
fn whoever_was_passed_over_for_a_meeting_moves_up_when_it_is_no_more() {
    on_both(async |t| {
        let w = World::new(&t, 3, 2, &Rules::default()).await;
        let (oak, elm, fir) =
            (w.company("Oak", 1).await, w.company("Elm", 1).await, w.company("Fir", 1).await);
        let activity = workshop_for_one(&t, &w).await;
        let taken = t.sign_up(&fir[0].actor, w.event, activity, fir[0].id).await.unwrap();
        let waits = t.sign_up(&oak[0].actor, w.event, activity, oak[0].id).await.unwrap();
        assert_eq!(waits.state, SignUpState::Waiting);
        let agreed = agree(&t, &w, &oak[0], &elm, None).await;
        let meeting = agreed.meeting.unwrap();
        w.publish(&[(meeting, w.slots[0])]).await;
        t.cancel_sign_up(&fir[0].actor, w.event, taken.id).await.unwrap();
        let state = async || {
            let all = t.list_sign_ups_of(&oak[0].actor, w.event, oak[0].id).await.unwrap();
            all.iter().find(|sign_up| sign_up.id == waits.id).expect("the sign-up").state
        };
        assert_eq!(state().await, SignUpState::Waiting, "she has a meeting then");
        t.cancel_request(&oak[0].actor, agreed.request, None).await.unwrap();
        assert_eq!(state().await, SignUpState::Confirmed);
        assert_eq!(t.owed(NoticeKind::SignUpMovedUp).await.len(), 1);
    });
}

#[test]
fn whoever_was_passed_over_moves_up_when_an_organiser_takes_the_meeting_out() {
    on_both(async |t| {
        let w = World::new(&t, 3, 2, &Rules::default()).await;
        let (oak, elm) = (w.company("Oak", 1).await, w.company("Elm", 1).await);
        let activity = workshop_for_one(&t, &w).await;
        let taken = t.sign_up(&elm[0].actor, w.event, activity, elm[0].id).await.unwrap();
        let waits = t.sign_up(&oak[0].actor, w.event, activity, oak[0].id).await.unwrap();
        let fir = w.company("Fir", 1).await;
        let meeting = agree(&t, &w, &oak[0], &fir, None).await.meeting.unwrap();
        w.publish(&[(meeting, w.slots[0])]).await;
        t.cancel_sign_up(&elm[0].actor, w.event, taken.id).await.unwrap();
        let drop = Edit::Drop { meeting };
        t.edit_plan(&w.principal, w.event, published(&t, &w).await, from_ref(&drop), None).await.unwrap();
        let all = t.list_sign_ups_of(&oak[0].actor, w.event, oak[0].id).await.unwrap();
        assert_eq!((all[0].id, all[0].state), (waits.id, SignUpState::Confirmed));
    });
}
