//! Runs: durable, made once, taken up again, stopped from elsewhere.

use super::Forum;
use crate::harness::{TestEngine, key, on_both, rows};
use carnet_engine::{
    Actor, Database, Engine, Error, FaultCode, Refusal, Settings,
    domain::{
        plan::{Edit, Move, Pin},
        planning::{ExtraParticipant, ExtraTables, LongerSession, Scenario},
        run::{Orders, RunMode, RunPurpose, RunState, Stop},
    },
};
use chrono::TimeDelta;
use serde_json::{Value, json};
use sqlx::types::Json;
use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

fn short() -> Orders {
    Orders { work: Some(100), ..Orders::default() }
}

#[test]
fn event_has_one_run_at_a_time_and_workers_at_once_make_it_once() {
    on_both(async |t| {
        let (system, forum) = (Actor::system(), Forum::new(&t, 8, 2, (8, 4)).await);
        let run = t.start_run(&system, forum.event, &short()).await.unwrap();
        let again = t.start_run(&system, forum.event, &short()).await.unwrap_err();
        assert!(matches!(again, Error::Refused(Refusal::RunUnderWay)), "{again}");
        let workers: Vec<_> = (0..8)
            .map(|n| {
                let engine: Engine = (*t).clone();
                tokio::spawn(async move { engine.work_once(&Actor::system(), &format!("worker {n}")).await })
            })
            .collect();
        let mut worked = 0;
        for worker in workers {
            worked += usize::from(worker.await.unwrap().unwrap() == Some(run));
        }
        assert_eq!(worked, 1);
        let done = t.show_run(&system, forum.event, run).await.unwrap();
        assert_eq!((done.state, done.claim), (RunState::Done, 1));
        assert_eq!(t.list_plans(&system, forum.event).await.unwrap().len(), 1);
        assert_eq!(t.verify_audit(&system, Some(forum.event)).await.unwrap(), None);
    });
}

#[test]
fn run_is_stopped_from_another_node_with_its_plan_or_without() {
    on_both(async |t| {
        let (system, forum) = (Actor::system(), Forum::new(&t, 60, 8, (10, 8)).await);
        for (how, state, plans) in [(Stop::Discard, RunState::Cancelled, 0), (Stop::Keep, RunState::Done, 1)]
        {
            let orders = Orders { seconds: 600, ..Orders::default() };
            let run = t.start_run(&system, forum.event, &orders).await.unwrap();
            let engine: Engine = (*t).clone();
            let worker = tokio::spawn(async move { engine.work_once(&Actor::system(), "worker").await });
            until_running(&t, &forum).await;
            t.stop_run(&system, forum.event, run, how).await.unwrap();
            worker.await.unwrap().unwrap();
            let ended = t.show_run(&system, forum.event, run).await.unwrap();
            assert_eq!(ended.state, state, "{:?}", ended.report);
            assert_eq!(t.list_plans(&system, forum.event).await.unwrap().len(), plans);
            let late = t.stop_run(&system, forum.event, run, how).await.unwrap_err();
            assert!(matches!(late, Error::Refused(Refusal::RunEnded)));
        }
        // One that nobody has begun ends at once.
        let run = t.start_run(&system, forum.event, &short()).await.unwrap();
        t.stop_run(&system, forum.event, run, Stop::Discard).await.unwrap();
        assert_eq!(t.work_once(&system, "worker").await.unwrap(), None);
    });
}

/// Waits until a worker has written how far it is.
async fn until_running(t: &TestEngine, forum: &Forum) {
    loop {
        let runs = t.list_runs(&Actor::system(), forum.event).await.expect("runs");
        if runs.iter().any(|run| run.state == RunState::Running && run.progress.is_some()) {
            return;
        }
        tokio::task::yield_now().await;
    }
}

/// Not a test of its own: the worker process that the next test kills.
#[test]
fn worker_process() {
    let Ok(address) = std::env::var("CARNET_TEST_WORKER") else { return };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let database = Database::open(&address).await.unwrap();
        let engine = Engine::new(database, Settings::default(), key());
        engine.work_once(&Actor::system(), "process").await.unwrap();
    });
}

#[test]
fn run_of_a_killed_worker_process_is_taken_up_and_made_once() {
    on_both(async |t| {
        let (system, forum) = (Actor::system(), Forum::new(&t, 60, 8, (10, 8)).await);
        let orders = Orders { seconds: 600, ..Orders::default() };
        let run = t.start_run(&system, forum.event, &orders).await.unwrap();
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "plans::runs::worker_process", "--nocapture"])
            .env("CARNET_TEST_WORKER", &t.address)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        until_running(&t, &forum).await;
        process.kill().unwrap(); // SIGKILL
        process.wait().unwrap();

        let left = t.show_run(&system, forum.event, run).await.unwrap();
        assert_eq!((left.state, left.claim, left.worker.as_deref()), (RunState::Running, 1, Some("process")));
        // The process had the time of the machine. Nobody takes the run before it has been silent for long enough.
        let last_sign = left.alive_at.unwrap();
        t.clock.set(last_sign + TimeDelta::seconds(10));
        assert_eq!(t.work_once(&system, "other").await.unwrap(), None);
        t.clock.set(last_sign + TimeDelta::seconds(30));
        let engine: Engine = (*t).clone();
        let worker = tokio::spawn(async move { engine.work_once(&Actor::system(), "other").await });
        until_claimed(&t, &forum).await;
        t.stop_run(&system, forum.event, run, Stop::Keep).await.unwrap();
        assert_eq!(worker.await.unwrap().unwrap(), Some(run));
        let done = t.show_run(&system, forum.event, run).await.unwrap();
        assert_eq!((done.state, done.claim, done.worker.as_deref()), (RunState::Done, 2, Some("other")));
        let plans = t.list_plans(&system, forum.event).await.unwrap();
        assert_eq!(plans.len(), 1);
        forum.passes(&t, plans[0].id).await;
    });
}

/// Waits until a second worker has the run.
async fn until_claimed(t: &TestEngine, forum: &Forum) {
    while t.list_runs(&Actor::system(), forum.event).await.expect("runs")[0].claim < 2 {
        tokio::task::yield_now().await;
    }
}

#[test]
fn worker_that_was_given_up_writes_nothing_any_more() {
    on_both(async |t| {
        let (system, forum) = (Actor::system(), Forum::new(&t, 60, 8, (10, 8)).await);
        let orders = Orders { seconds: 600, ..Orders::default() };
        let run = t.start_run(&system, forum.event, &orders).await.unwrap();
        let engine: Engine = (*t).clone();
        let slow = tokio::spawn(async move { engine.work_once(&Actor::system(), "slow").await });
        until_running(&t, &forum).await;
        // As if another worker had taken it up.
        rows::run!(t, "UPDATE planner_run SET claim = 2, worker = 'other'");
        slow.await.unwrap().unwrap();
        let taken = t.show_run(&system, forum.event, run).await.unwrap();
        assert_eq!((taken.state, taken.worker.as_deref()), (RunState::Running, Some("other")));
        assert!(t.list_plans(&system, forum.event).await.unwrap().is_empty());
    });
}

#[test]
fn what_if_answers_and_touches_nothing() {
    on_both(async |t| {
        let (system, forum) = (Actor::system(), Forum::new(&t, 6, 2, (3, 2)).await);
        let plan = forum.published(&t).await;
        let before = t.download_instance(&system, forum.event).await.unwrap();
        let scenario = Scenario {
            tables: vec![ExtraTables { room: forum.room, tables: 1 }],
            sessions: vec![LongerSession { session: forum.session, slots: 3 }],
            participants: vec![ExtraParticipant { like: forum.people[0] }],
            ..Scenario::default()
        };
        let orders = Orders { scenario: Some(scenario), ..short() };
        let run = t.start_run(&system, forum.event, &orders).await.unwrap();
        t.work_once(&system, "worker").await.unwrap();
        let report = t.show_run(&system, forum.event, run).await.unwrap().report.unwrap();
        assert_eq!((plan.placements.len(), report.n_placed), (6, 12));
        assert!(report.plan.is_none() && report.file.is_some() && report.published.is_some());
        assert_eq!(t.download_instance(&system, forum.event).await.unwrap(), before);
        assert_eq!(t.list_plans(&system, forum.event).await.unwrap().len(), 1);

        let wrong = Scenario {
            tables: vec![ExtraTables { room: forum.room, tables: -9 }],
            sessions: vec![LongerSession { session: rows::id(), slots: 1 }],
            ..Scenario::default()
        };
        let orders = Orders { scenario: Some(wrong), ..short() };
        let error = t.start_run(&system, forum.event, &orders).await.unwrap_err();
        let Error::Invalid(faults) = error else { panic!("{error}") };
        let paths: Vec<_> = faults.as_slice().iter().map(|fault| fault.path.as_str()).collect();
        assert_eq!(paths, ["tables[0].tables", "sessions[0].session"]);
    });
}

#[test]
fn a_file_that_is_sent_along_is_planned_and_the_event_stays() {
    on_both(async |t| {
        let (system, forum) = (Actor::system(), Forum::new(&t, 6, 2, (3, 2)).await);
        let other = Forum::new(&t, 8, 2, (8, 4)).await;
        let file = t.download_instance(&system, other.event).await.unwrap();
        let before = t.download_instance(&system, forum.event).await.unwrap();
        let sent = |file: Value| Orders { instance: Some(file), ..short() };
        let orders = sent(serde_json::from_str(&file).unwrap());
        let run = t.start_run(&system, forum.event, &orders).await.unwrap();
        t.work_once(&system, "worker").await.unwrap();
        let done = t.show_run(&system, forum.event, run).await.unwrap();
        assert_eq!((done.state, done.purpose), (RunState::Done, RunPurpose::WhatIf));
        assert!(done.orders.instance.is_none(), "the file is not kept");
        let plan = done.report.and_then(|report| report.file).expect("the plan");
        let listed = t.list_runs(&system, forum.event).await.unwrap().remove(0);
        assert!(listed.report.is_some_and(|report| report.file.is_none()), "lists do without it");
        let plan = carnet_solver::format::read_plan(&plan.to_string()).unwrap();
        let instance = carnet_solver::format::read_instance(&file).unwrap();
        assert!(carnet_solver::check(&instance, &plan).is_valid());
        assert_eq!(t.download_instance(&system, forum.event).await.unwrap(), before);
        assert!(t.list_plans(&system, forum.event).await.unwrap().is_empty());

        // Where it is never begun, it is not kept either.
        let run = t.start_run(&system, forum.event, &orders).await.unwrap();
        t.stop_run(&system, forum.event, run, Stop::Discard).await.unwrap();
        assert!(t.show_run(&system, forum.event, run).await.unwrap().orders.instance.is_none());

        let mut crowded: Value = serde_json::from_str(&file).unwrap();
        crowded["slots"] = (0..2_001)
            .map(|i| json!({ "id": i.to_string(), "session": "s", "start": 0, "end": 1 }))
            .collect();
        let large = json!({ "format": "x".repeat(Orders::MOST_BYTES) });
        for (wrong, path, code) in [
            (json!({ "format": "carnet-plan/1" }), "instance", FaultCode::NotInFormat),
            (large, "instance", FaultCode::TooLarge),
            (crowded.clone(), "instance.slots", FaultCode::TooMany),
        ] {
            let error = t.start_run(&system, forum.event, &sent(wrong)).await.unwrap_err();
            let Error::Invalid(faults) = error else { panic!("{error}") };
            assert_eq!((faults.as_slice()[0].path.as_str(), faults.as_slice()[0].code), (path, code));
        }
        // Nobody reads a file that will not be planned whatever is in it.
        rows::run!(t, "UPDATE event SET phase = 'archived' WHERE id = $1", forum.event);
        let error = t.start_run(&system, forum.event, &sent(crowded)).await.unwrap_err();
        assert!(matches!(error, Error::Refused(Refusal::PhaseForbids)), "{error}");
    });
}

#[test]
fn a_run_that_would_have_to_change_more_says_how_many() {
    on_both(async |t| {
        let (system, forum) = (Actor::system(), Forum::new(&t, 6, 1, (6, 3)).await);
        forum.published(&t).await;
        rows::unavailable(&t, forum.event, forum.people[0], (0, 120)).await;
        let run =
            t.start_run(&system, forum.event, &Orders { mode: RunMode::Replan(1), ..short() }).await.unwrap();
        t.work_once(&system, "worker").await.unwrap();
        let ended = t.show_run(&system, forum.event, run).await.unwrap();
        assert_eq!(ended.state, RunState::Failed);
        let report = ended.report.unwrap();
        assert_eq!(report.failure.as_deref(), Some("too-few-changes"));
        assert_eq!(report.about, json!({ "needed": 2, "allowed": 1 }));
    });
}

#[test]
fn a_run_of_an_event_that_cannot_be_planned_any_more_says_why_as_data() {
    on_both(async |t| {
        let (system, forum) = (Actor::system(), Forum::new(&t, 6, 1, (6, 3)).await);
        let pin = |meeting: usize| Pin {
            meeting: forum.meetings[meeting],
            slot: forum.slots[0],
            room: None,
            table: None,
            lineup: None,
        };
        t.pin_meeting(&system, forum.event, &pin(0)).await.unwrap();
        // The two share a person.
        let Err(Error::Invalid(faults)) = t.pin_meeting(&system, forum.event, &pin(1)).await else {
            panic!("no plan could keep both")
        };
        let [fault] = faults.as_slice() else { panic!("{faults}") };
        assert_eq!(fault.code, FaultCode::NotPlannable);
        let expected = json!({
            "object": "meetings", "id": forum.meetings[1], "field": "pinned",
            "problem": "clash", "participant": forum.people[1], "meeting": forum.meetings[0],
        });
        assert_eq!(json!(fault.data), expected);

        // A run that waits while rules are written that no use case would write.
        let run = t.start_run(&system, forum.event, &short()).await.unwrap();
        let rules = Json(json!({ "criteria": ["unplaced", "unplaced"] }));
        rows::run!(t, "UPDATE event SET rules = $2 WHERE id = $1", forum.event, rules);
        t.work_once(&system, "worker").await.unwrap();
        let report = t.show_run(&system, forum.event, run).await.unwrap().report.unwrap();
        assert_eq!(report.failure.as_deref(), Some("not-plannable"));
        let told = &report.about["faults"][0];
        assert_eq!((&told["code"], &told["path"]), (&json!("not-plannable"), &json!("criteria")));
    });
}

#[test]
fn replanning_changes_no_more_than_asked() {
    on_both(async |t| {
        let (system, forum) = (Actor::system(), Forum::new(&t, 8, 2, (8, 4)).await);
        let error =
            t.start_run(&system, forum.event, &Orders { mode: RunMode::Keep, ..short() }).await.unwrap_err();
        assert!(matches!(error, Error::Refused(Refusal::NothingPublished)), "{error}");
        let mut plan = forum.published(&t).await;
        // Holes in the agendas, that a planner with a free hand would close.
        let drops: Vec<_> = forum.meetings[..4].iter().map(|&meeting| Edit::Drop { meeting }).collect();
        let key = (plan.head.id, plan.head.version);
        let changed = t.edit_plan(&system, forum.event, key, &drops, None).await.unwrap();
        plan = t.show_plan(&system, forum.event, changed.plan.id).await.unwrap();
        for (mode, most) in [(RunMode::Keep, 0), (RunMode::Replan(2), 2)] {
            let draft = forum.draft_by(&t, &Orders { mode, ..short() }).await;
            let difference = t.compare_plans(&system, forum.event, None, draft.head.id).await.unwrap();
            // The number of a table is a wish where meetings may move, and not counted.
            let counts = |m: &&Move| most == 0 || (m.from.slot, m.from.room) != (m.to.slot, m.to.room);
            let moved = difference.moved.iter().filter(counts).count();
            assert!(moved + difference.dropped.len() <= most, "{difference:?}");
            assert!(draft.placements.len() >= plan.placements.len());
        }
    });
}
