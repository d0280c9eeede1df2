//! What is about the whole event: the planner's view of it, and plans.

use crate::{measure::Table, world::World};
use carnet_engine::domain::plan::Edit;

pub(crate) async fn measure(world: &World, table: &mut Table) {
    let (engine, event, actor) = (world.engine(), world.event(), world.principal());
    let n_times = world.n_times.div_ceil(20);
    for _ in 0..n_times {
        let file = engine.download_instance(&actor, event);
        table.time("build the planner's instance, as a file", file).await.expect("the instance");
    }
    let mut seen = world.demo.plan;
    for _ in 0..n_times {
        let adopted = engine.return_to_plan(&actor, event, seen);
        let draft = table.time("adopt a plan as a draft", adopted).await.expect("a draft");
        let plan = engine.show_plan(&actor, event, draft).await.expect("the draft");
        // Everybody sits at the next table, so that every agenda differs.
        let next = |room, table| table % world.n_tables(room) + 1;
        let edits: Vec<_> = plan
            .placements
            .iter()
            .map(|(&meeting, place)| Edit::Place {
                meeting,
                slot: place.slot,
                room: place.room,
                table: Some(next(place.room, place.table)),
                lineup: Some(place.lineup),
            })
            .collect();
        let key = (draft, plan.head.version);
        let changed = engine.edit_plan(&actor, event, key, &edits, None);
        let changed = table.time("move every meeting of a draft", changed).await.expect("moved");
        let key = (draft, changed.plan.version);
        let published = engine.publish_plan(&actor, event, key, Some(seen));
        let published = table.time("publish it, every agenda differs", published).await.expect("published");
        assert_eq!(published.difference.moved.len(), plan.placements.len());
        seen = published.plan;
    }
}
