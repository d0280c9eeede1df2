//! Agendas, sign-ups, pins, and a draft that is changed by hand.

use crate::{measure::Table, world::World};
use carnet_engine::{
    Error, MeetingId, Refusal,
    demo::Member,
    domain::{
        activity::{ActivityKind, Audience},
        plan::{Blocked, Edit, Pin, Place, Plan},
    },
};
use std::collections::BTreeSet;

pub(super) async fn read(world: &World, table: &mut Table) {
    let (engine, event) = (world.engine(), world.event());
    for member in world.some() {
        let actor = member.actor();
        table.time("show an agenda", engine.show_agenda(&actor, member.id)).await.expect("an agenda");
        table.time("list activities", engine.list_activities(&actor, event)).await.expect("activities");
        table.time("show the event", engine.show_event(&world.principal(), event)).await.expect("the event");
    }
}

pub(super) async fn sign_up(world: &World, table: &mut Table) {
    let (engine, event) = (world.engine(), world.event());
    let activities = engine.list_activities(&world.principal(), event).await.expect("activities");
    let conferences: Vec<_> = activities
        .iter()
        .filter(|view| {
            let details = &view.activity.details;
            details.kind == ActivityKind::Conference && details.audience == Audience::Open
        })
        .collect();
    let mut signed_up: Vec<(&Member, _)> = Vec::new();
    for member in &world.demo.people {
        let actor = member.actor();
        let signing = engine.sign_up(&actor, event, conferences[0].activity.id, member.id);
        let (outcome, took) = crate::measure::took(signing).await;
        match outcome {
            Ok(sign_up) => {
                table.note("sign up for a conference", took);
                signed_up.push((member, sign_up.id));
            }
            Err(Error::Refused(
                Refusal::AlreadySignedUp | Refusal::ClashesWithMeeting | Refusal::ClashesWithActivity,
            )) => {}
            Err(error) => panic!("{error}"),
        }
        if signed_up.len() == world.n_times {
            break;
        }
    }
    for (member, id) in signed_up {
        let actor = member.actor();
        let cancelled = engine.cancel_sign_up(&actor, event, id);
        table.time("cancel a sign-up", cancelled).await.expect("cancelled");
    }
}

pub(super) async fn decide(world: &World, table: &mut Table) {
    let (engine, event, actor) = (world.engine(), world.event(), world.principal());
    let plan = engine.show_plan(&actor, event, world.demo.plan).await.expect("the plan");
    let n_times = world.n_times.div_ceil(4);
    for (&meeting, place) in plan.placements.iter().take(n_times) {
        let pin = Pin { meeting, slot: place.slot, room: Some(place.room), table: None, lineup: None };
        table.time("pin a meeting", engine.pin_meeting(&actor, event, &pin)).await.expect("pinned");
        table.time("unpin a meeting", engine.unpin_meeting(&actor, event, meeting)).await.expect("unpinned");
    }
    for member in world.some().into_iter().take(n_times) {
        let what = Blocked::Participant(member.id);
        let blocked = engine.block(&actor, event, what, Some(world.slot), "press");
        let (block, _) = table.time("block a person", blocked).await.expect("blocked");
        engine.unblock(&actor, event, block).await.expect("unblocked");
    }
    let draft = engine.return_to_plan(&actor, event, world.demo.plan).await.expect("a draft");
    let mut draft = engine.show_plan(&actor, event, draft).await.expect("the draft");
    let meetings: Vec<_> = draft.placements.keys().copied().take(n_times).collect();
    for meeting in meetings {
        let Some(edit) = to_another_table(world, &draft, meeting) else { continue };
        let edits = [edit];
        let key = (draft.head.id, draft.head.version);
        let edited = engine.edit_plan(&actor, event, key, &edits, None);
        table.time("move a meeting in a draft", edited).await.expect("moved");
        draft = engine.show_plan(&actor, event, draft.head.id).await.expect("the draft");
    }
    engine.discard_plan(&actor, event, draft.head.id, draft.head.version).await.expect("discarded");
}

/// Puts a meeting at a table that is free in its slot, where there is one.
fn to_another_table(world: &World, plan: &Plan, meeting: MeetingId) -> Option<Edit> {
    let Place { slot, room, lineup, .. } = *plan.placements.get(&meeting)?;
    let there = plan.placements.values().filter(|place| (place.slot, place.room) == (slot, room));
    let taken: BTreeSet<i64> = there.map(|place| place.table).collect();
    let table = (1..=world.n_tables(room)).find(|table| !taken.contains(table))?;
    Some(Edit::Place { meeting, slot, room, table: Some(table), lineup: Some(lineup) })
}
