//! Promises that cannot be kept any more hold nobody else up.

use super::{agree, ask, refused};
use crate::harness::{
    TestEngine,
    event::open_activity,
    on_both,
    world::{Member, World},
};
use carnet_engine::{
    Error, FaultCode, Refusal,
    domain::{
        activity::{Audience, NewActivity},
        event_rules::{ExpertMode, Rules},
        plan::Plan,
        request::{AskedParty, NewAsk},
        run::Orders,
    },
};
use std::collections::BTreeSet;

/// A draft by the planner.
async fn draft(t: &TestEngine, w: &World<'_>) -> Plan {
    crate::harness::plan::draft(t, w.event, &Orders { work: Some(100), ..Orders::default() }).await
}

/// An activity in the first slot.
async fn in_the_first_slot(t: &TestEngine, w: &World<'_>, audience: Audience) -> carnet_engine::ActivityId {
    open_activity(t, w.event, &NewActivity { audience, ..w.workshop().await }).await
}

fn consult(from: &Member, expert: &Member) -> NewAsk {
    NewAsk { to: AskedParty::Person(expert.id), ..ask(from, std::slice::from_ref(expert)) }
}

#[test]
fn a_slot_in_which_one_cannot_come_leaves_the_meeting_out_and_the_others_in() {
    on_both(async |t| {
        let w = World::new(&t, 4, 2, &Rules::default()).await;
        let (oak, elm, fir) =
            (w.company("Oak", 1).await, w.company("Elm", 1).await, w.company("Fir", 1).await);
        t.set_availability(&elm[0].actor, w.event, elm[0].id, &[w.slots[0]]).await.unwrap();
        let lost = agree(&t, &w, &oak[0], &elm, Some(0)).await.meeting.unwrap();
        let kept = agree(&t, &w, &oak[0], &fir, Some(1)).await.meeting.unwrap();
        let plan = draft(&t, &w).await;
        assert_eq!(plan.placements.keys().copied().collect::<Vec<_>>(), [kept]);
        assert_eq!(plan.unplaced.iter().map(|u| u.meeting).collect::<Vec<_>>(), [lost]);
    });
}

#[test]
fn of_more_who_agreed_for_a_slot_than_it_has_tables_the_first_have_them() {
    on_both(async |t| {
        let w = World::new(&t, 4, 2, &Rules::default()).await;
        let mut meetings = Vec::new();
        for n in 0..4 {
            let (one, other) =
                (w.company(&format!("Oak {n}"), 1).await, w.company(&format!("Elm {n}"), 1).await);
            meetings.push(agree(&t, &w, &one[0], &other, Some(0)).await.meeting.unwrap());
        }
        let plan = draft(&t, &w).await;
        let placed: BTreeSet<_> = plan.placements.keys().copied().collect();
        assert_eq!(placed, meetings[..2].iter().copied().collect());
    });
}

#[test]
fn experts_are_granted_to_others_whatever_became_of_a_meeting_granted_before() {
    on_both(async |t| {
        let rules = Rules { expert_mode: ExpertMode::FirstCome, ..Rules::default() };
        let w = World::new(&t, 4, 2, &rules).await;
        let (oak, elm) = (w.company("Oak", 1).await, w.company("Elm", 1).await);
        let expert = w.expert("Dr Yew", None).await;
        t.ask(&oak[0].actor, w.event, &consult(&oak[0], &expert)).await.unwrap();
        // The organiser takes the time of everybody, of those who have a meeting then too.
        in_the_first_slot(&t, &w, Audience::Everybody).await;
        let granted = t.ask(&elm[0].actor, w.event, &consult(&elm[0], &expert)).await.unwrap();
        assert_eq!(granted.placed.map(|place| place.slot), Some(w.slots[1]));
        assert_eq!(draft(&t, &w).await.placements.len(), 2);
    });
}

#[test]
fn whoever_has_a_meeting_is_there_until_it_is_given_up() {
    on_both(async |t| {
        let w = World::new(&t, 4, 2, &Rules::default()).await;
        let (oak, elm) = (w.company("Oak", 1).await, w.company("Elm", 1).await);
        let agreed = agree(&t, &w, &oak[0], &elm, Some(0)).await;
        let away = [w.slots[1], w.slots[0]];
        let Err(Error::Invalid(faults)) = t.set_availability(&elm[0].actor, w.event, elm[0].id, &away).await
        else {
            panic!("refused")
        };
        let found: Vec<_> = faults.as_slice().iter().map(|f| (f.path.as_str(), f.code)).collect();
        assert_eq!(found, [("unavailable[1]", FaultCode::InUse)]);
        let workshop = in_the_first_slot(&t, &w, Audience::Open).await;
        let signed = t.sign_up(&elm[0].actor, w.event, workshop, elm[0].id).await;
        assert_eq!(refused(signed), Refusal::ClashesWithMeeting);

        t.cancel_request(&oak[0].actor, agreed.request, None).await.unwrap();
        t.set_availability(&elm[0].actor, w.event, elm[0].id, &away).await.unwrap();
        // What was said once may be said again.
        t.set_availability(&elm[0].actor, w.event, elm[0].id, &away).await.unwrap();
    });
}
