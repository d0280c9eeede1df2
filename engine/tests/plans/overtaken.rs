//! Plans that the event has overtaken: what was wrong before a change does not stand in its way.

use super::Forum;
use crate::harness::{TestEngine, on_both, rows};
use carnet_engine::{
    Actor, Error, Fault, Late,
    domain::{
        plan::{Edit, Plan},
        run::{Orders, RunMode},
    },
};
use chrono::TimeDelta;
use std::slice::from_ref;

/// A published plan of six who meet their neighbours, the first of whom is not there any more.
async fn overtaken(t: &TestEngine) -> (Forum, Plan) {
    let forum = Forum::new(t, 6, 1, (6, 3)).await;
    let plan = forum.published(t).await;
    assert_eq!(plan.placements.len(), 6);
    rows::unavailable(t, forum.event, forum.people[0], (0, 120)).await;
    (forum, plan)
}

fn faults<T: std::fmt::Debug>(result: Result<T, Error>) -> Vec<Fault> {
    match result {
        Err(Error::Invalid(faults)) => faults.as_slice().to_vec(),
        other => panic!("refused, not {other:?}"),
    }
}

#[test]
fn changes_by_hand_are_refused_for_what_they_break_and_not_for_what_was_broken_before() {
    on_both(async |t| {
        let (system, (forum, plan)) = (Actor::system(), overtaken(&t).await);
        let key = (plan.head.id, plan.head.version);
        // Another place at which the person is not there either is the change's own fault.
        let (meeting, slot) = (forum.meetings[0], plan.placements[&forum.meetings[0]].slot);
        let elsewhere = *forum.slots.iter().find(|other| **other != slot).expect("another slot");
        let elsewhere = Edit::Place { meeting, slot: elsewhere, room: forum.room, table: None, lineup: None };
        let told = faults(t.edit_plan(&system, forum.event, key, from_ref(&elsewhere), None).await);
        assert!(told.iter().all(|f| f.data["rule"] != "H3" || f.data["meeting"] == meeting.to_string()));
        assert!(told.iter().any(|f| f.data["rule"] == "H3"), "{told:?}");

        let drop = Edit::Drop { meeting: forum.meetings[2] };
        let changed = t.edit_plan(&system, forum.event, key, from_ref(&drop), None).await.unwrap();
        let after = t.show_plan(&system, forum.event, changed.plan.id).await.unwrap();
        assert_eq!(after.placements.len(), 5);
        // The version before can be had again, as far as it is no worse than what is published.
        let back = t.return_to_plan(&system, forum.event, plan.head.id).await.unwrap();
        let back = t.show_plan(&system, forum.event, back).await.unwrap();
        let third = forum.publish(&t, &back, Some(after.head.id)).await;
        assert_eq!(third.placements, plan.placements);
    });
}

#[test]
fn a_draft_may_be_as_wrong_as_the_published_plan_and_no_more() {
    on_both(async |t| {
        let forum = Forum::new(&t, 6, 1, (6, 3)).await;
        let plan = forum.published(&t).await;
        let draft = forum.draft(&t).await;
        let key = (draft.head.id, draft.head.version);
        let free = |placed: &[usize]| {
            let taken: Vec<_> = placed.iter().map(|m| plan.placements[&forum.meetings[*m]].slot).collect();
            *forum.slots.iter().find(|slot| !taken.contains(slot)).expect("a free slot")
        };
        let (meeting, slot) = (forum.meetings[0], free(&[5, 0, 1]));
        let edit = Edit::Place { meeting, slot, room: forum.room, table: None, lineup: None };
        let others = (1..6).map(|m| Edit::Drop { meeting: forum.meetings[m] });
        let edits: Vec<_> = others.chain([edit]).collect();
        t.edit_plan(&Actor::system(), forum.event, key, &edits, None).await.unwrap();
        rows::unavailable(&t, forum.event, forum.people[0], (0, 120)).await;
        let key = (key.0, key.1 + 1);
        let told = faults(t.publish_plan(&Actor::system(), forum.event, key, Some(plan.head.id)).await);
        assert_eq!(told.len(), 1);
        assert_eq!(
            (&told[0].data["rule"], &told[0].data["meeting"]),
            (&"H3".into(), &meeting.to_string().into())
        );
    });
}

#[test]
fn who_has_too_many_meetings_may_lose_one_and_gets_no_more() {
    on_both(async |t| {
        let (system, forum) = (Actor::system(), Forum::new(&t, 6, 2, (8, 4)).await);
        let plan = forum.published(&t).await;
        rows::run!(t, "UPDATE participant SET max_meetings = 2 WHERE id = $1", forum.people[0]);
        rows::changed(&t, forum.event).await;
        // The first person's own: with the next one.
        let (meeting, key) = (forum.meetings[0], (plan.head.id, plan.head.version));
        let drop = Edit::Drop { meeting };
        let changed = t.edit_plan(&system, forum.event, key, from_ref(&drop), None).await.unwrap();
        let place = plan.placements[&meeting];
        let again = Edit::Place {
            meeting,
            slot: place.slot,
            room: place.room,
            table: Some(place.table),
            lineup: None,
        };
        let now = t.show_plan(&system, forum.event, changed.plan.id).await.unwrap().head;
        let key = (now.id, now.version);
        let told = faults(t.edit_plan(&system, forum.event, key, &[again], None).await);
        assert_eq!((told.len(), &told[0].data["rule"]), (1, &"H6".into()));
        // Nor on the spot; whoever has nothing to do with it does.
        let walk_in = rows::participant(&t, forum.event, forum.category, None).await;
        let other = rows::meeting(&t, forum.event, "company", (walk_in, forum.people[3])).await;
        let done = t.fill_gaps(&system, forum.event, Some(&[meeting, other])).await.unwrap();
        assert_eq!(done.left_out, [meeting]);
        assert_eq!(done.placed.iter().map(|(m, _)| *m).collect::<Vec<_>>(), [other]);
    });
}

#[test]
fn on_the_spot_what_stands_wrong_stays_and_the_rest_is_done() {
    on_both(async |t| {
        let (system, (forum, plan)) = (Actor::system(), overtaken(&t).await);
        let walk_in = rows::participant(&t, forum.event, forum.category, None).await;
        let meeting = rows::meeting(&t, forum.event, "company", (walk_in, forum.people[1])).await;
        let done = t.fill_gaps(&system, forum.event, Some(&[meeting])).await.unwrap();
        assert_eq!(done.placed.len(), 1);
        let after = t.show_plan(&system, forum.event, done.published.unwrap().plan).await.unwrap();
        for (known, place) in &plan.placements {
            assert_eq!(after.placements.get(known), Some(place));
        }
        let until = rows::first_slot() + TimeDelta::minutes(40);
        for max_moves in [0, 1] {
            let late = Late { participant: forum.people[3], until, max_moves };
            t.shift_late(&system, forum.event, late).await.unwrap();
        }
    });
}

#[test]
fn a_run_that_would_keep_what_does_not_stand_any_more_is_refused_with_what_that_is() {
    on_both(async |t| {
        let (system, (forum, _)) = (Actor::system(), overtaken(&t).await);
        let orders = Orders { mode: RunMode::Keep, work: Some(100), ..Orders::default() };
        let told = faults(t.start_run(&system, forum.event, &orders).await);
        assert_eq!(told.len(), 2, "both meetings of the person");
        assert!(told.iter().all(|fault| fault.data["rule"] == "H3"));
        // With changes allowed the planner may put it right.
        let orders = Orders { mode: RunMode::Replan(2), ..orders };
        assert!(forum.draft_by(&t, &orders).await.placements.len() >= 4);
    });
}
