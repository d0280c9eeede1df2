//! Changes by hand, pins and blocks.

use super::Forum;
use crate::harness::{TestEngine, on_both, rows};
use carnet_engine::{
    Actor, Error, Fault,
    domain::plan::{Blocked, Edit, OwnRule, Pin, Plan},
};
use std::slice::from_ref;

/// A change of a plan that is refused, and the faults.
async fn refused(t: &TestEngine, forum: &Forum, plan: &Plan, edit: &Edit, waive: Option<&str>) -> Vec<Fault> {
    let key = (plan.head.id, plan.head.version);
    let error =
        t.edit_plan(&Actor::system(), forum.event, key, from_ref(edit), waive).await.expect_err("refused");
    let Error::Invalid(faults) = error else { panic!("{error}") };
    faults.as_slice().to_vec()
}

/// Holds a meeting of neighbours in a slot in which neither of the two meets.
fn to_free_slot(forum: &Forum, plan: &Plan, meeting: usize) -> Edit {
    let n = forum.people.len();
    let around = [(meeting + n - 1) % n, meeting, (meeting + 1) % n].map(|m| forum.meetings[m]);
    let taken: Vec<_> =
        around.iter().filter_map(|m| plan.placements.get(m)).map(|place| place.slot).collect();
    let slot = *forum.slots.iter().find(|slot| !taken.contains(slot)).expect("a free slot");
    Edit::Place { meeting: forum.meetings[meeting], slot, room: forum.room, table: None, lineup: None }
}

#[test]
fn moves_of_a_draft_are_checked_and_stale_ones_refused() {
    on_both(async |t| {
        let forum = Forum::new(&t, 6, 1, (6, 3)).await;
        let draft = forum.draft(&t).await;
        let key = (draft.head.id, draft.head.version);
        let edit = to_free_slot(&forum, &draft, 0);
        let changed = t.edit_plan(&Actor::system(), forum.event, key, from_ref(&edit), None).await.unwrap();
        assert!(changed.published.is_none());
        assert_eq!(changed.plan.version, 2);
        forum.passes(&t, draft.head.id).await;
        // Somebody who still sees the first version is told so.
        let late = t.edit_plan(&Actor::system(), forum.event, key, &[edit], None).await.unwrap_err();
        assert!(matches!(late, Error::Conflict));

        // Into the slot of the neighbour, who is in both meetings: nobody may waive that.
        let draft = t.show_plan(&Actor::system(), forum.event, draft.head.id).await.unwrap();
        let (meeting, slot) = (forum.meetings[0], draft.placements[&forum.meetings[1]].slot);
        let clash = Edit::Place { meeting, slot, room: forum.room, table: None, lineup: None };
        let faults = refused(&t, &forum, &draft, &clash, Some("never mind")).await;
        assert_eq!((&faults[0].data["rule"], &faults[0].data["waivable"]), (&"H4".into(), &false.into()));
        // Who and what, as data: no prose.
        let of_neighbour = faults.iter().find(|f| f.data["participant"] == forum.people[1].to_string());
        let data = &of_neighbour.expect("the neighbour is wanted twice").data;
        assert_eq!(data["breach"], "clash");
        let clashing = [&data["one"]["meeting"], &data["other"]["meeting"]];
        assert!(clashing.contains(&&meeting.to_string().into()), "{clashing:?}");
        let kept = t.show_plan(&Actor::system(), forum.event, draft.head.id).await.unwrap();
        assert_eq!(kept, draft);
    });
}

#[test]
fn a_preview_says_what_a_change_would_do_and_does_nothing() {
    on_both(async |t| {
        let forum = Forum::new(&t, 6, 1, (6, 3)).await;
        let draft = forum.draft(&t).await;
        let (actor, id) = (Actor::system(), draft.head.id);
        let edit = to_free_slot(&forum, &draft, 0);
        let seen = t.preview_edit(&actor, forum.event, id, from_ref(&edit)).await.unwrap();
        assert!(seen.broken.is_empty());
        assert_eq!(seen.difference.moved[0].meeting, forum.meetings[0]);
        assert_eq!(seen.difference.people, [forum.people[0], forum.people[1]].into());
        assert_eq!(seen.before, draft.head.score);
        assert_eq!(t.show_plan(&actor, forum.event, id).await.unwrap(), draft);
        let key = (id, draft.head.version);
        let changed = t.edit_plan(&actor, forum.event, key, from_ref(&edit), None).await.unwrap();
        assert_eq!(changed.plan.score, seen.after);

        // What nobody may waive is told apart from what the organiser may.
        let plan = t.show_plan(&actor, forum.event, id).await.unwrap();
        let (meeting, slot) = (forum.meetings[0], plan.placements[&forum.meetings[1]].slot);
        let clash = Edit::Place { meeting, slot, room: forum.room, table: None, lineup: None };
        let seen = t.preview_edit(&actor, forum.event, id, &[clash]).await.unwrap();
        assert!(seen.broken.iter().any(|(_, waivable)| !waivable), "{:?}", seen.broken);
        let place = plan.placements[&meeting];
        let pin = Pin { meeting, slot: place.slot, room: None, table: None, lineup: None };
        t.pin_meeting(&actor, forum.event, &pin).await.unwrap();
        let seen = t.preview_edit(&actor, forum.event, id, &[Edit::Drop { meeting }]).await.unwrap();
        assert_eq!(seen.broken.iter().map(|(_, waivable)| *waivable).collect::<Vec<_>>(), [true]);
    });
}

#[test]
fn two_meetings_change_places() {
    on_both(async |t| {
        let forum = Forum::new(&t, 6, 1, (6, 3)).await;
        let draft = forum.draft(&t).await;
        let key = (draft.head.id, draft.head.version);
        let (one, other) = (forum.meetings[0], forum.meetings[3]);
        // Away from all others first, so that the exchange is possible.
        let place = |meeting, slot: usize| Edit::Place {
            meeting,
            slot: forum.slots[slot],
            room: forum.room,
            table: None,
            lineup: None,
        };
        let edits: Vec<Edit> = [0, 2, 3, 1, 2, 3]
            .into_iter()
            .enumerate()
            .map(|(m, slot)| place(forum.meetings[m], slot))
            .collect();
        t.edit_plan(&Actor::system(), forum.event, key, &edits, None).await.unwrap();
        let before = t.show_plan(&Actor::system(), forum.event, draft.head.id).await.unwrap();
        let key = (before.head.id, before.head.version);
        t.edit_plan(&Actor::system(), forum.event, key, &[Edit::Swap { one, other }], None).await.unwrap();
        let after = t.show_plan(&Actor::system(), forum.event, draft.head.id).await.unwrap();
        assert_eq!(after.placements[&one], before.placements[&other]);
        assert_eq!(after.placements[&other], before.placements[&one]);
        forum.passes(&t, draft.head.id).await;
    });
}

#[test]
fn rule_of_the_organiser_is_waived_with_a_reason_that_is_kept() {
    on_both(async |t| {
        let forum = Forum::new(&t, 6, 1, (6, 3)).await;
        rows::run!(t, "UPDATE participant SET max_meetings = 1 WHERE id = $1", forum.people[0]);
        let draft = forum.draft(&t).await;
        let left_out = draft.unplaced[0].meeting;
        let which = forum.meetings.iter().position(|m| *m == left_out).unwrap();
        let edit = to_free_slot(&forum, &draft, which);
        let faults = refused(&t, &forum, &draft, &edit, None).await;
        assert_eq!(faults.len(), 1);
        assert_eq!((&faults[0].data["rule"], &faults[0].data["waivable"]), (&"H6".into(), &true.into()));

        let key = (draft.head.id, draft.head.version);
        let why = Some("asked for by the minister");
        let changed = t.edit_plan(&Actor::system(), forum.event, key, &[edit], why).await.unwrap();
        assert_eq!(changed.waived, [(left_out, OwnRule::Quota)]);
        let draft = t.show_plan(&Actor::system(), forum.event, draft.head.id).await.unwrap();
        assert_eq!(draft.placements.len(), 6);
        let waiver = &draft.waivers[0];
        assert_eq!((waiver.reason.as_str(), waiver.by.as_str()), ("asked for by the minister", "system"));
        // It is published with what is waived in it, and a change beside does not ask again.
        let plan = forum.publish(&t, &draft, None).await;
        let key = (plan.head.id, plan.head.version);
        let other = Edit::Drop { meeting: forum.meetings[(which + 3) % 6] };
        t.edit_plan(&Actor::system(), forum.event, key, &[other], None).await.unwrap();
    });
}

#[test]
fn runs_obey_pins_and_blocks_and_impossible_pins_are_refused() {
    on_both(async |t| {
        let (system, forum) = (Actor::system(), Forum::new(&t, 6, 1, (6, 3)).await);
        let (meeting, slot) = (forum.meetings[0], forum.slots[5]);
        let pin = Pin { meeting, slot, room: Some(forum.room), table: None, lineup: None };
        t.pin_meeting(&system, forum.event, &pin).await.unwrap();
        let impossible = Pin { meeting: forum.meetings[1], ..pin };
        let error = t.pin_meeting(&system, forum.event, &impossible).await.unwrap_err();
        let Error::Invalid(faults) = error else { panic!("{error}") };
        let named: Vec<_> = faults.as_slice().iter().map(|fault| &fault.data["id"]).collect();
        assert!(named.contains(&&impossible.meeting.to_string().into()), "{named:?}");

        let (person, table) = (Blocked::Participant(forum.people[3]), |n| Blocked::Table(forum.room, n));
        t.block(&system, forum.event, person, Some(forum.slots[0]), "opening speech").await.unwrap();
        t.block(&system, forum.event, table(1), None, "wobbles").await.unwrap();
        t.block(&system, forum.event, table(3), Some(forum.slots[1]), "lunch").await.unwrap();
        let error = t.block(&system, forum.event, table(4), None, " ").await.unwrap_err();
        let Error::Invalid(faults) = error else { panic!("{error}") };
        assert_eq!(faults.as_slice().len(), 2);

        let draft = forum.draft(&t).await;
        assert_eq!(draft.placements[&meeting].slot, slot);
        assert!(draft.placements.values().all(|place| place.table == 2 || place.table == 3));
        assert!(draft.placements.values().all(|place| place.slot != forum.slots[1] || place.table == 2));
        for meeting in [forum.meetings[2], forum.meetings[3]] {
            assert_ne!(draft.placements.get(&meeting).map(|place| place.slot), Some(forum.slots[0]));
        }
        let (pins, blocks) = t.list_decisions(&system, forum.event).await.unwrap();
        assert_eq!((pins, blocks.len()), (vec![pin], 3));
        t.unpin_meeting(&system, forum.event, pin.meeting).await.unwrap();
        for block in blocks {
            t.unblock(&system, forum.event, block.id).await.unwrap();
        }
        assert!(t.unpin_meeting(&system, forum.event, pin.meeting).await.is_err());
    });
}

#[test]
fn a_room_that_is_not_the_events_is_no_place_for_a_pin_or_a_meeting() {
    on_both(async |t| {
        let forum = Forum::new(&t, 4, 1, (3, 2)).await;
        let (meeting, slot, elsewhere) = (forum.meetings[0], forum.slots[0], rows::id());
        let pin = Pin { meeting, slot, room: Some(elsewhere), table: None, lineup: Some(7) };
        let error = t.pin_meeting(&Actor::system(), forum.event, &pin).await.unwrap_err();
        let Error::Invalid(faults) = error else { panic!("{error}") };
        let paths: Vec<_> = faults.as_slice().iter().map(|fault| fault.path.as_str()).collect();
        assert_eq!(paths, ["room", "lineup"]);
        let plan = forum.draft(&t).await;
        let edit = Edit::Place { meeting, slot, room: elsewhere, table: Some(1), lineup: None };
        let faults = refused(&t, &forum, &plan, &edit, Some("because")).await;
        assert_eq!(faults[0].path, "edits[0].room");
    });
}
