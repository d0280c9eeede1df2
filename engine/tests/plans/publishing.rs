//! Publishing, comparing, going back.

use super::Forum;
use crate::harness::{on_both, rows};
use carnet_engine::{
    Actor, Error,
    domain::{
        notice::NoticeKind,
        plan::{Edit, Plan, PlanState},
    },
};
use std::collections::BTreeSet;

#[test]
fn first_version_tells_everybody_and_the_next_only_those_concerned() {
    on_both(async |t| {
        let forum = Forum::new(&t, 8, 2, (8, 4)).await;
        let plan = forum.published(&t).await;
        assert_eq!((plan.head.number, plan.head.state), (Some(1), PlanState::Published));
        assert_eq!(plan.placements.len(), 16);
        assert_eq!(t.owed(NoticeKind::AgendaPublished).await.len(), 8);

        let edit = Edit::Drop { meeting: forum.meetings[0] };
        let key = (plan.head.id, plan.head.version);
        let changed = t.edit_plan(&Actor::system(), forum.event, key, &[edit], None).await.unwrap();
        let published = changed.published.unwrap();
        assert_eq!(published.number, 2);
        assert_eq!(published.difference.people, BTreeSet::from([forum.people[0], forum.people[1]]));
        let told = t.owed(NoticeKind::AgendaChanged).await;
        let told: BTreeSet<_> = told.iter().map(|notice| notice.recipient).collect();
        assert_eq!(told, BTreeSet::from([forum.accounts[0], forum.accounts[1]]));
        forum.passes(&t, published.plan).await;

        // Back to the first version: as a draft, to be compared and published as the third.
        let back = t.return_to_plan(&Actor::system(), forum.event, plan.head.id).await.unwrap();
        let difference = t.compare_plans(&Actor::system(), forum.event, None, back).await.unwrap();
        assert_eq!(difference.added.len(), 1);
        assert!(difference.moved.is_empty() && difference.dropped.is_empty());
        let back = t.show_plan(&Actor::system(), forum.event, back).await.unwrap();
        let third = forum.publish(&t, &back, Some(published.plan)).await;
        assert_eq!((third.head.number, third.placements), (Some(3), plan.placements));
    });
}

#[test]
fn one_of_two_publishings_at_once_wins_and_nobody_is_told_of_the_other() {
    on_both(async |t| {
        let forum = Forum::new(&t, 6, 2, (8, 4)).await;
        let mut seen = None;
        for _ in 0..2 {
            let (one, other) = (forum.draft(&t).await, forum.draft(&t).await);
            let publish = |plan: &Plan| {
                let (engine, event, key) = ((*t).clone(), forum.event, (plan.head.id, plan.head.version));
                tokio::spawn(async move { engine.publish_plan(&Actor::system(), event, key, seen).await })
            };
            let (first, second) = (publish(&one), publish(&other));
            let results = [first.await.unwrap(), second.await.unwrap()];
            let won: Vec<_> = results.iter().filter_map(|result| result.as_ref().ok()).collect();
            assert_eq!(won.len(), 1, "{results:?}");
            seen = Some(won[0].plan);
            let lost = results.iter().find_map(|result| result.as_ref().err()).unwrap();
            assert!(matches!(lost, Error::Conflict), "{lost}");
        }
        let plans = t.list_plans(&Actor::system(), forum.event).await.unwrap();
        let numbers: BTreeSet<_> = plans.iter().filter_map(|plan| plan.number).collect();
        assert_eq!(numbers, BTreeSet::from([1, 2]));
        assert_eq!(plans.iter().filter(|plan| plan.state == PlanState::Published).count(), 1);
        assert_eq!(t.owed(NoticeKind::AgendaPublished).await.len(), 6);
    });
}

#[test]
fn draft_that_the_event_has_overtaken_is_refused_with_what_it_breaks() {
    on_both(async |t| {
        let forum = Forum::new(&t, 4, 1, (4, 2)).await;
        let draft = forum.draft(&t).await;
        rows::unavailable(&t, forum.event, forum.people[0], (0, 80)).await;
        let key = (draft.head.id, draft.head.version);
        let error = t.publish_plan(&Actor::system(), forum.event, key, None).await.unwrap_err();
        let Error::Invalid(faults) = error else { panic!("{error}") };
        assert_eq!(faults.as_slice().len(), 2, "both meetings of the person");
        assert!(faults.as_slice().iter().all(|fault| fault.data["rule"] == "H3"));
        // A meeting that was cancelled since is left out without a word.
        rows::run!(t, "DELETE FROM unavailability");
        rows::run!(t, "UPDATE meeting SET state = 'cancelled' WHERE id = $1", forum.meetings[0]);
        rows::changed(&t, forum.event).await;
        let published = forum.publish(&t, &draft, None).await;
        assert_eq!(published.placements.len(), 3);
        forum.passes(&t, published.head.id).await;
    });
}
