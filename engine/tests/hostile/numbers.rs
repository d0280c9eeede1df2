//! Numbers beyond what is counted, and lists of nothing.

use super::assert_fault;
use crate::{
    harness::{
        event::{event_with_slots, grid, places},
        on_both,
    },
    plans::Forum,
};
use carnet_engine::{
    Actor, Error, FaultCode, RequestFilter,
    domain::{
        category::{CategoryKind, NewCategory},
        event_rules::Rules,
        grid::Grid,
        phase::Phase,
        plan::{Blocked, Edit, Pin},
        planning::{ExtraTables, LongerSession, Scenario},
        reminder::{Anchor, Audience, Channel, NewReminder},
        run::{Orders, RunMode},
        text::Texts,
    },
};

const EXTREMES: [i64; 2] = [i64::MIN, i64::MAX];
const RANGE: FaultCode = FaultCode::OutOfRange;

#[test]
fn numbers_of_events_are_checked() {
    on_both(async |t| {
        let (setup, system) = (event_with_slots(&t).await, Actor::system());
        let (id, version) = (setup.event.id, setup.event.version);
        for n in EXTREMES {
            let mut wrong = places();
            wrong.sites[0].rooms[0].tables = n;
            let set = t.set_places(&system, (id, version), &wrong).await;
            assert_fault(set, "sites[0].rooms[0].tables", RANGE);
            let mut wrong = places();
            wrong.travel[0].minutes = n;
            assert_fault(t.set_places(&system, (id, version), &wrong).await, "travel[0].minutes", RANGE);
            let category = NewCategory {
                id: None,
                names: Texts::new("x", "x"),
                kind: CategoryKind::Company,
                max_meetings: Some(n),
                promised: None,
                may_ask: vec![usize::MAX],
            };
            let set = t.set_categories(&system, (id, version), &[category]).await;
            assert_fault(set, "categories[0].max_meetings", RANGE);
            let rules = Rules { request_expiry_hours: Some(n), ..Rules::default() };
            assert_fault(t.set_rules(&system, (id, version), &rules).await, "request_expiry_hours", RANGE);
            for (wrong, path) in [
                (Grid { slot_minutes: n, ..grid(&setup) }, "slot_minutes"),
                (Grid { pause_minutes: n, ..grid(&setup) }, "pause_minutes"),
            ] {
                assert_fault(t.make_grid(&system, (id, version), &wrong).await, path, RANGE);
            }
            let reminder = NewReminder {
                anchor: Anchor::Day,
                minutes_before: n,
                audience: Audience::Everybody,
                channel: Channel::Mail,
            };
            assert_fault(t.add_reminder(&system, id, reminder).await, "minutes_before", RANGE);
            // A version that nobody saw.
            let overtaken = t.change_phase(&system, (id, n), Phase::Preparation).await;
            assert!(matches!(overtaken, Err(Error::Conflict)), "{overtaken:?}");
            let filter = RequestFilter { before: Some(n), most: n, ..RequestFilter::default() };
            assert!(t.list_requests(&system, id, &filter).await.unwrap().is_empty());
            assert!(t.list_owed_notices(&system, n).await.unwrap().is_empty());
            assert!(t.claim_notices(&system, "node", n).await.unwrap().is_empty());
            assert!(t.list_notices(&system, id, (None, None), n).await.unwrap().lines.len() <= 200);
        }
    });
}

#[test]
fn numbers_of_plans_are_checked() {
    on_both(async |t| {
        let (forum, system) = (Forum::new(&t, 4, 1, (4, 2)).await, Actor::system());
        let plan = forum.published(&t).await;
        let (meeting, room, slot) = (forum.meetings[0], forum.room, forum.slots[0]);
        let is_fault = |result: Result<(), Error>| {
            assert!(matches!(result, Err(Error::Invalid(_))), "{result:?}");
        };
        for n in EXTREMES {
            let table = t.block(&system, forum.event, Blocked::Table(room, n), None, "x").await;
            assert_fault(table, "table", RANGE);
            for (table, lineup) in [(Some(n), None), (None, Some(n))] {
                let pin = Pin { meeting, slot, room: Some(room), table, lineup };
                is_fault(t.pin_meeting(&system, forum.event, &pin).await);
                let edit = Edit::Place { meeting, slot, room, table, lineup };
                let key = (plan.head.id, plan.head.version);
                is_fault(t.edit_plan(&system, forum.event, key, &[edit], None).await.map(drop));
            }
            let key = (plan.head.id, n);
            let edit = Edit::Drop { meeting };
            let overtaken = t.edit_plan(&system, forum.event, key, &[edit], None).await.map(drop);
            assert!(matches!(overtaken, Err(Error::Conflict)), "{overtaken:?}");
            let scenario = Scenario {
                tables: vec![ExtraTables { room, tables: n }],
                sessions: vec![LongerSession { session: forum.session, slots: n }],
                quotas: vec![(forum.people[0], n)],
                ..Scenario::default()
            };
            let orders = Orders { scenario: Some(scenario), ..Orders::default() };
            assert_fault(t.start_run(&system, forum.event, &orders).await, "tables[0].tables", RANGE);
        }
        let orders = Orders { seconds: u64::MAX, ..Orders::default() };
        assert_fault(t.start_run(&system, forum.event, &orders).await, "seconds", RANGE);
        // The largest numbers that may be are kept as they are.
        let orders = Orders {
            seed: u64::MAX,
            work: Some(u64::MAX),
            mode: RunMode::Replan(u64::MAX),
            ..Orders::default()
        };
        let run = t.start_run(&system, forum.event, &orders).await.unwrap();
        assert_eq!(t.show_run(&system, forum.event, run).await.unwrap().orders, orders);
    });
}

#[test]
fn lists_of_nothing_are_faults_or_nothing() {
    on_both(async |t| {
        let (setup, system) = (event_with_slots(&t).await, Actor::system());
        let (id, version) = (setup.event.id, setup.event.version);
        let required = FaultCode::Required;
        assert_fault(t.set_hosts(&system, (id, version), &[]).await, "hosts", required);
        assert_fault(t.set_categories(&system, (id, version), &[]).await, "categories", required);
        let empty = Grid { days: Vec::new(), ..grid(&setup) };
        assert_fault(t.make_grid(&system, (id, version), &empty).await, "days", required);
        let empty = Grid { rooms: Vec::new(), ..grid(&setup) };
        assert_fault(t.make_grid(&system, (id, version), &empty).await, "rooms", required);
        let rules = Rules { criteria: Vec::new(), ..Rules::default() };
        assert_fault(t.set_rules(&system, (id, version), &rules).await, "criteria", required);
        t.set_assignment_rules(&system, id, &[]).await.unwrap();
        t.set_form(&system, id, 1, &[]).await.unwrap();
        t.set_term_lists(&system, id, 2, &[]).await.unwrap();
        assert_eq!(t.delete_sessions(&system, (id, version), &[]).await.unwrap(), version + 1);

        let forum = Forum::new(&t, 4, 1, (4, 2)).await;
        let plan = forum.published(&t).await;
        let key = (plan.head.id, plan.head.version);
        assert_fault(t.edit_plan(&system, forum.event, key, &[], None).await, "edits", required);
        let filled = t.fill_gaps(&system, forum.event, Some(&[])).await.unwrap();
        assert!(filled.published.is_none() && filled.placed.is_empty());
    });
}
