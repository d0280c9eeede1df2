//! On the spot.

use super::Forum;
use crate::harness::{TestEngine, on_both, rows};
use carnet_engine::{
    Actor, Late, MeetingId, ParticipantId,
    domain::{
        plan::{Blocked, Edit, Place, Plan},
        run::{Orders, RunMode},
    },
};
use chrono::TimeDelta;
use std::collections::BTreeSet;

/// Experts of an event.
async fn experts(t: &TestEngine, forum: &Forum, n: usize) -> Vec<ParticipantId> {
    let category = rows::category(t, forum.event, "expert").await;
    let mut experts = Vec::new();
    for _ in 0..n {
        experts.push(rows::participant(t, forum.event, category, None).await);
    }
    experts
}

#[test]
fn walk_in_gets_a_place_and_nobody_else_moves() {
    on_both(async |t| {
        let (system, forum) = (Actor::system(), Forum::new(&t, 6, 1, (6, 3)).await);
        let plan = forum.published(&t).await;
        let walk_in = rows::participant(&t, forum.event, forum.category, None).await;
        let meeting = rows::meeting(&t, forum.event, "company", (walk_in, forum.people[2])).await;
        let offers = t.list_places(&system, forum.event, plan.head.id, meeting).await.unwrap();
        assert!(!offers.is_empty() && offers[0].moves.is_empty());
        let explained = t.explain_meeting(&system, forum.event, plan.head.id, meeting).await.unwrap();
        assert!(explained.placed.is_none());

        let done = t.fill_gaps(&system, forum.event, Some(&[meeting])).await.unwrap();
        assert!(done.left_out.is_empty());
        let published = done.published.unwrap();
        assert_eq!(published.number, 2);
        assert_eq!(published.difference.people, BTreeSet::from([walk_in, forum.people[2]]));
        assert!(published.difference.moved.is_empty() && published.difference.dropped.is_empty());
        forum.passes(&t, published.plan).await;
        // Nothing is left to do, so there is no third version.
        let again = t.fill_gaps(&system, forum.event, None).await.unwrap();
        assert!(again.published.is_none());
    });
}

#[test]
fn late_party_meets_later() {
    on_both(async |t| {
        let forum = Forum::new(&t, 6, 1, (8, 3)).await;
        let plan = forum.published(&t).await;
        let until = rows::first_slot() + TimeDelta::minutes(60);
        let late = Late { participant: forum.people[0], until, max_moves: 0 };
        let done = t.shift_late(&Actor::system(), forum.event, late).await.unwrap();
        let id = done.published.map_or(plan.head.id, |published| published.plan);
        let after = t.show_plan(&Actor::system(), forum.event, id).await.unwrap();
        assert_eq!(after.placements.len(), 6);
        for meeting in [forum.meetings[0], forum.meetings[5]] {
            assert!(!forum.slots[..3].contains(&after.placements[&meeting].slot));
        }
        for meeting in &forum.meetings[1..5] {
            assert_eq!(after.placements[meeting], plan.placements[meeting]);
        }
        forum.passes(&t, id).await;
    });
}

#[test]
fn meetings_of_an_expert_who_is_gone_go_to_others_of_the_subject() {
    on_both(async |t| {
        let (system, forum) = (Actor::system(), Forum::new(&t, 4, 0, (6, 4)).await);
        let staff = experts(&t, &forum, 3).await;
        let subject = rows::term(&t, forum.event).await;
        rows::has_term(&t, forum.event, staff[0], subject).await;
        rows::has_term(&t, forum.event, staff[2], subject).await;
        for person in &forum.people {
            rows::meeting(&t, forum.event, "expert", (*person, staff[0])).await;
        }
        let plan = forum.published(&t).await;
        assert_eq!(plan.placements.len(), 4);

        let done = t.replace_expert(&system, forum.event, staff[0]).await.unwrap();
        assert_eq!((done.placed.len(), done.left_out.len()), (4, 0));
        let published = done.published.unwrap();
        let concerned: BTreeSet<_> = forum.people.iter().copied().chain([staff[0], staff[2]]).collect();
        assert_eq!(published.difference.people, concerned, "the other expert is not of the subject");
        forum.passes(&t, published.plan).await;
    });
}

#[test]
fn organiser_chooses_whom_an_over_asked_expert_sees() {
    on_both(async |t| {
        let (system, forum) = (Actor::system(), Forum::new(&t, 4, 0, (2, 4)).await);
        let expert = experts(&t, &forum, 1).await[0];
        for person in &forum.people {
            rows::meeting(&t, forum.event, "expert", (*person, expert)).await;
        }
        let plan = forum.published(&t).await;
        assert_eq!(plan.unplaced.len(), 2);
        let chosen: Vec<_> = plan.unplaced.iter().map(|u| u.meeting).collect();
        let done = t.choose_for_expert(&system, forum.event, expert, &chosen).await.unwrap();
        let after = t.show_plan(&system, forum.event, done.published.unwrap().plan).await.unwrap();
        assert_eq!(after.placements.keys().copied().collect::<Vec<_>>(), chosen);
        // The next run obeys.
        let draft = forum.draft(&t).await;
        assert_eq!(draft.placements.keys().copied().collect::<Vec<_>>(), chosen);
    });
}

#[test]
fn what_has_begun_stays_and_nothing_is_put_into_the_past() {
    on_both(async |t| {
        let forum = Forum::new(&t, 6, 1, (6, 3)).await;
        let plan = forum.published(&t).await;
        rows::run!(t, "UPDATE event SET phase = 'live'");
        t.clock.set(rows::first_slot() + TimeDelta::minutes(45));
        let gone = forum.people[0];
        let done = t.replace_expert(&Actor::system(), forum.event, gone).await.unwrap();
        let began = &forum.slots[..3];
        let id = done.published.map_or(plan.head.id, |published| published.plan);
        let after = t.show_plan(&Actor::system(), forum.event, id).await.unwrap();
        for (meeting, place) in &plan.placements {
            if began.contains(&place.slot) {
                assert_eq!(after.placements.get(meeting), Some(place));
            } else if [forum.meetings[0], forum.meetings[5]].contains(meeting) {
                assert_eq!(after.placements.get(meeting), None);
            }
        }
        // A run of whatever kind leaves it where it is, the table too, even where that was blocked since.
        let held = |plan: &Plan| -> Vec<(MeetingId, Place)> {
            let all = plan.placements.iter().map(|(m, place)| (*m, *place));
            all.filter(|(_, place)| began.contains(&place.slot)).collect()
        };
        let blocked = Blocked::Table(forum.room, held(&after)[0].1.table);
        t.block(&Actor::system(), forum.event, blocked, None, "wobbles").await.unwrap();
        for mode in [RunMode::Free, RunMode::Replan(4)] {
            let orders = Orders { mode, work: Some(100), ..Orders::default() };
            let draft = forum.draft_by(&t, &orders).await;
            assert_eq!(held(&draft), held(&after), "{mode:?}");
        }
    });
}

#[test]
fn runs_with_a_limit_on_changes_leave_tables_alone_and_tell_nobody_of_them() {
    on_both(async |t| {
        let (system, forum) = (Actor::system(), Forum::new(&t, 6, 1, (3, 4)).await);
        let draft = forum.draft(&t).await;
        // The tables are as no planner would have them.
        let reverse = |(meeting, place): (&MeetingId, &Place)| Edit::Place {
            meeting: *meeting,
            slot: place.slot,
            room: place.room,
            table: Some(5 - place.table),
            lineup: None,
        };
        let edits: Vec<Edit> = draft.placements.iter().map(reverse).collect();
        let key = (draft.head.id, draft.head.version);
        t.edit_plan(&system, forum.event, key, &edits, None).await.unwrap();
        let draft = t.show_plan(&system, forum.event, draft.head.id).await.unwrap();
        let plan = forum.publish(&t, &draft, None).await;
        let orders = Orders { mode: RunMode::Replan(0), work: Some(100), ..Orders::default() };
        let next = forum.draft_by(&t, &orders).await;
        let difference = t.compare_plans(&system, forum.event, None, next.head.id).await.unwrap();
        assert!(difference.is_empty(), "{difference:?}");
        assert_eq!(next.placements, plan.placements);
    });
}

#[test]
fn pins_of_who_is_gone_or_late_hold_no_longer() {
    on_both(async |t| {
        let (system, forum) = (Actor::system(), Forum::new(&t, 2, 0, (6, 4)).await);
        let staff = experts(&t, &forum, 2).await;
        let mut meetings = Vec::new();
        for person in &forum.people {
            meetings.push(rows::meeting(&t, forum.event, "expert", (*person, staff[0])).await);
        }
        forum.published(&t).await;
        t.choose_for_expert(&system, forum.event, staff[0], &meetings).await.unwrap();
        assert_eq!(t.list_decisions(&system, forum.event).await.unwrap().0.len(), 2);
        // Late for the first hour: both meetings go to later slots.
        let until = rows::first_slot() + TimeDelta::minutes(60);
        let late = Late { participant: staff[0], until, max_moves: 0 };
        let done = t.shift_late(&system, forum.event, late).await.unwrap();
        assert_eq!((done.placed.len(), done.left_out.len()), (2, 0));
        // Pinned again, and gone for good: the other expert takes both.
        t.choose_for_expert(&system, forum.event, staff[0], &meetings).await.unwrap();
        let done = t.replace_expert(&system, forum.event, staff[0]).await.unwrap();
        assert_eq!((done.placed.len(), done.left_out.len()), (2, 0));
        assert!(done.placed.iter().all(|(_, place)| place.lineup > 0));
        assert!(t.list_decisions(&system, forum.event).await.unwrap().0.is_empty());
    });
}

#[test]
fn choice_for_an_expert_leaves_what_has_begun() {
    on_both(async |t| {
        let (system, forum) = (Actor::system(), Forum::new(&t, 3, 0, (3, 4)).await);
        let expert = experts(&t, &forum, 1).await[0];
        for person in &forum.people {
            rows::meeting(&t, forum.event, "expert", (*person, expert)).await;
        }
        let plan = forum.published(&t).await;
        let in_slot = |n: usize| {
            let found = plan.placements.iter().find(|(_, place)| place.slot == forum.slots[n]);
            *found.expect("a meeting in each slot").0
        };
        rows::run!(t, "UPDATE event SET phase = 'live'");
        t.clock.set(rows::first_slot() + TimeDelta::minutes(5));
        let done = t.choose_for_expert(&system, forum.event, expert, &[in_slot(2)]).await.unwrap();
        let after = t.show_plan(&system, forum.event, done.published.unwrap().plan).await.unwrap();
        let left: BTreeSet<_> = after.placements.keys().copied().collect();
        assert_eq!(left, BTreeSet::from([in_slot(0), in_slot(2)]));
    });
}
