//! A published plan.

use super::TestEngine;
use carnet_engine::{
    Actor, EventId, MeetingId, PlanId, RoomId, SlotId,
    domain::{
        plan::{Edit, Plan, PlanState},
        run::{Orders, RunState},
    },
};

/// Runs the planner, and yields its draft.
pub(crate) async fn draft(t: &TestEngine, event: EventId, orders: &Orders) -> Plan {
    let system = Actor::system();
    let run = t.start_run(&system, event, orders).await.expect("a run");
    assert_eq!(t.work_once(&system, "worker").await.expect("the worker works"), Some(run));
    let run = t.show_run(&system, event, run).await.expect("the run");
    assert_eq!(run.state, RunState::Done, "{:?}", run.report);
    let plan = run.report.and_then(|report| report.plan).expect("a draft");
    t.show_plan(&system, event, plan).await.expect("the draft")
}

/// The published plan.
pub(crate) async fn published(t: &TestEngine, event: EventId) -> Option<PlanId> {
    let plans = t.list_plans(&Actor::system(), event).await.expect("plans");
    plans.iter().find(|plan| plan.state == PlanState::Published).map(|plan| plan.id)
}

/// Publishes a plan with these meetings, each in a slot at a table of its own in one room, and no others.
///
/// Tables are numbered slot by slot, since a room has only so many.
pub(crate) async fn publish(t: &TestEngine, event: EventId, room: RoomId, placed: &[(MeetingId, SlotId)]) {
    let system = Actor::system();
    let draft = draft(t, event, &Orders { work: Some(1), ..Orders::default() }).await;
    let mut edits: Vec<_> = draft.placements.keys().map(|&meeting| Edit::Drop { meeting }).collect();
    edits.extend(placed.iter().enumerate().map(|(i, &(meeting, slot))| {
        let before = placed[..i].iter().filter(|(_, other)| *other == slot).count() as i64;
        Edit::Place { meeting, slot, room, table: Some(before + 1), lineup: Some(0) }
    }));
    let (id, mut version) = (draft.head.id, draft.head.version);
    if !edits.is_empty() {
        let changed = t.edit_plan(&system, event, (id, version), &edits, None).await;
        version = changed.expect("what the test wants is right").plan.version;
    }
    let seen = published(t, event).await;
    t.publish_plan(&system, event, (id, version), seen).await.expect("published");
}
