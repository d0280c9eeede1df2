//! The planner's view of an event, and files.

use super::Forum;
use crate::harness::{on_both, rows};
use carnet_engine::{
    Actor, Error, FaultCode,
    domain::{
        plan::{Edit, Remedy, UnplacedReason},
        planning::Obstacle,
    },
};
use carnet_solver::format::{Assignment, read_instance, read_plan, write_json};

#[test]
fn instance_of_an_event_is_valid_nameless_and_keeps_expert_hours_apart() {
    on_both(async |t| {
        let forum = Forum::new(&t, 6, 1, (4, 3)).await;
        // Consultations beside the hall, at the same time and site, in a room of their own.
        let corner = rows::room(&t, forum.event, forum.site, 1).await;
        let sql = "INSERT INTO session_room (session_id, room_id) VALUES ($1, $2)";
        rows::run!(t, sql, forum.session, forum.room);
        rows::run!(t, "UPDATE session SET meeting_kind = 'company'");
        let (_, hours) = rows::session(&t, forum.event, (forum.site, "expert"), &[corner], 4).await;
        let experts = rows::category(&t, forum.event, "expert").await;
        let expert = rows::participant(&t, forum.event, experts, None).await;
        let consultation = rows::meeting(&t, forum.event, "expert", (forum.people[0], expert)).await;
        rows::unavailable(&t, forum.event, expert, (0, 40)).await;

        let text = t.download_instance(&Actor::system(), forum.event).await.unwrap();
        assert!(!text.contains("Person"));
        let file = read_instance(&text).unwrap();
        assert_eq!((file.participants.len(), file.meetings.len(), file.slots.len()), (7, 7, 8));
        assert_eq!(file.slots[0].start, 9 * 60, "local time of Paris");
        let draft = forum.draft(&t).await;
        let place = draft.placements[&consultation];
        assert_eq!(place.room, corner);
        assert!(hours[2..].contains(&place.slot));
        for meeting in &forum.meetings {
            assert_eq!(draft.placements[meeting].room, forum.room);
        }
    });
}

#[test]
fn event_is_planned_elsewhere_and_brought_back() {
    on_both(async |t| {
        let (system, forum) = (Actor::system(), Forum::new(&t, 6, 1, (6, 3)).await);
        let file = read_instance(&t.download_instance(&system, forum.event).await.unwrap()).unwrap();
        let instance = carnet_solver::Instance::new(file).unwrap();
        let budget = carnet_solver::Budget::Work(100);
        let config = carnet_solver::Config { budget, ..carnet_solver::Config::default() };
        let plan = carnet_solver::solve(&instance, &config).unwrap().plan;
        let draft = t.upload_plan(&system, forum.event, &write_json(&plan)).await.unwrap();
        forum.passes(&t, draft).await;
        let back = read_plan(&t.download_plan(&system, forum.event, draft).await.unwrap()).unwrap();
        let sorted = |mut rows: Vec<Assignment>| {
            rows.sort();
            rows
        };
        assert_eq!(sorted(back.assignments), sorted(plan.assignments.clone()));

        let mut spoilt = plan.clone();
        spoilt.assignments[1].slot = plan.assignments[0].slot.clone();
        spoilt.assignments[1].table = spoilt.assignments[0].table;
        let error = t.upload_plan(&system, forum.event, &write_json(&spoilt)).await.unwrap_err();
        let Error::Invalid(faults) = error else { panic!("{error}") };
        assert!(faults.as_slice().iter().all(|fault| fault.code == FaultCode::BreaksRule));
        let mut unknown = plan;
        unknown.assignments[2].room = "elsewhere".into();
        let error = t.upload_plan(&system, forum.event, &write_json(&unknown)).await.unwrap_err();
        let Error::Invalid(faults) = error else { panic!("{error}") };
        assert_eq!(faults.as_slice()[0].path, "assignments[2].room");
        let error = t.upload_plan(&system, forum.event, "{}").await.unwrap_err();
        assert!(matches!(error, Error::Invalid(_)));
        assert_eq!(t.list_plans(&system, forum.event).await.unwrap().len(), 1);
    });
}

#[test]
fn reasons_of_unplaced_meetings_are_data() {
    on_both(async |t| {
        let (system, forum) = (Actor::system(), Forum::new(&t, 4, 1, (1, 4)).await);
        rows::unavailable(&t, forum.event, forum.people[3], (0, 20)).await;
        let draft = forum.draft(&t).await;
        let detail = |meeting| {
            let unplaced = draft.unplaced.iter().find(|u| u.meeting == meeting).expect("it has no place");
            (unplaced.reason, unplaced.detail.clone())
        };
        let (reason, alone) = detail(forum.meetings[3]);
        assert_eq!(reason, UnplacedReason::NoCommonSlot);
        assert_eq!(alone.participants, [forum.people[0], forum.people[3]]);
        assert!(alone.slots.is_empty() && alone.meetings.is_empty());
        // Of two meetings of one person in one slot, one is in the way of the other.
        let placed: Vec<_> = draft.placements.keys().copied().collect();
        let [held] = placed.as_slice() else { panic!("one meeting, not {placed:?}") };
        let left_out = [forum.meetings[0], forum.meetings[1]].into_iter().find(|m| m != held).unwrap();
        let (reason, detail) = detail(left_out);
        assert_eq!((reason, &detail.meetings), (UnplacedReason::ParticipantFull, &placed));
        assert_eq!((&detail.slots, &detail.participants), (&forum.slots, &vec![forum.people[1]]));
        assert_eq!(detail.remedy, Some(Remedy::Drop { meeting: *held, slot: forum.slots[0] }));

        let explained = t.explain_meeting(&system, forum.event, draft.head.id, left_out).await.unwrap();
        assert_eq!(explained.reason, Some(UnplacedReason::ParticipantFull));
        let (participant, meeting) = (forum.people[1], *held);
        let obstacle = Obstacle::Meeting { participant, meeting, pinned: false };
        assert_eq!(explained.slots[0].obstacles, [obstacle]);
        assert_eq!(explained.people.len(), 2);
        // A change by hand keeps the reasons of the others.
        let key = (draft.head.id, draft.head.version);
        t.edit_plan(&system, forum.event, key, &[Edit::Drop { meeting: *held }], None).await.unwrap();
        let draft = t.show_plan(&system, forum.event, draft.head.id).await.unwrap();
        assert!(draft.unplaced.iter().any(|u| u.meeting == forum.meetings[3] && u.detail == alone));
    });
}
