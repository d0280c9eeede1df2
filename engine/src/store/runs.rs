//! `planner_run`: a queue of its own. A worker claims a row, says again and again that it is alive, and ends it; each of
//! its writes names its claim, so one that was given up cannot write any more. `docs/decisions` says why.

use super::{StoreError, Tx, column, execute, fetch_all, fetch_optional};
use crate::{
    domain::{
        plan::Score,
        run::{Orders, Run, RunPhase, RunProgress, RunPurpose, RunReport, RunState, Stop},
    },
    ids::{EventId, RunId},
};
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::types::Json;

const INSERT: &str = "
    INSERT INTO planner_run (id, event_id, purpose, orders, state, claim, created_by, created_at)
    VALUES ($1, $2, $3, $4, 'queued', 0, $5, $6)
        ON CONFLICT DO NOTHING";
const FIND: &str = "
    SELECT id, event_id, purpose, orders, state, stop_asked, worker, claim, alive_at, phase, score, bounds, seconds,
           report, planned, created_by, created_at, ended_at
      FROM planner_run
     WHERE id = $1";
/// Without what was planned of files: each is as large as a plan, and only who downloads it has a use for it.
const LIST: &str = "
    SELECT id, event_id, purpose, orders, state, stop_asked, worker, claim, alive_at, phase, score, bounds, seconds,
           report, created_by, created_at, ended_at
      FROM planner_run
     WHERE event_id = $1
     ORDER BY created_at DESC, id DESC
     LIMIT 50";
/// The oldest that nobody has, or whose worker is silent. Whoever reads a row that another one claims meanwhile waits for
/// it on PostgreSQL, asks again whether it still is to be had, and gets nothing where it is not.
const CLAIM: &str = "
    UPDATE planner_run
       SET state = 'running', worker = $1, claim = claim + 1, alive_at = $2
     WHERE id = (SELECT id
                   FROM planner_run
                  WHERE state = 'queued' OR (state = 'running' AND alive_at < $3)
                  ORDER BY created_at, id
                  LIMIT 1)
       AND (state = 'queued' OR (state = 'running' AND alive_at < $3))
    RETURNING id, event_id, purpose, orders, state, stop_asked, worker, claim, alive_at, phase, score, bounds, seconds,
              report, created_by, created_at, ended_at";
const WAITING: &str = "
    SELECT COUNT(*) FROM planner_run WHERE state = 'queued' OR (state = 'running' AND alive_at < $1)";
const ALIVE: &str = "
    UPDATE planner_run
       SET alive_at = $3
     WHERE id = $1 AND claim = $2 AND state = 'running'
    RETURNING stop_asked";
const PROGRESS: &str = "
    UPDATE planner_run
       SET alive_at = $3, phase = $4, score = $5, bounds = $6, seconds = $7
     WHERE id = $1 AND claim = $2 AND state = 'running'
    RETURNING stop_asked";
const END: &str = "
    UPDATE planner_run
       SET state = $3, report = $4, ended_at = $5, planned = $6
     WHERE id = $1 AND claim = $2 AND state = 'running'";
/// While a run goes on, its worker may die and another need the file.
const FORGET_FILE: &str = "UPDATE planner_run SET orders = $2 WHERE id = $1 AND ended_at IS NOT NULL";
const CANCEL_QUEUED: &str = "
    UPDATE planner_run SET state = 'cancelled', stop_asked = $2, ended_at = $3 WHERE id = $1 AND state = 'queued'";
const ASK_STOP: &str = "UPDATE planner_run SET stop_asked = $2 WHERE id = $1 AND state = 'running'";

#[derive(sqlx::FromRow)]
struct Row {
    id: RunId,
    event_id: EventId,
    purpose: String,
    orders: Json<Orders>,
    state: String,
    stop_asked: Option<String>,
    worker: Option<String>,
    claim: i64,
    alive_at: Option<DateTime<Utc>>,
    phase: Option<String>,
    score: Option<Json<Score>>,
    bounds: Option<Json<Score>>,
    seconds: Option<f64>,
    report: Option<Json<RunReport>>,
    #[sqlx(default)]
    planned: Option<Json<Value>>,
    created_by: String,
    created_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
}

impl TryFrom<Row> for Run {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let phase =
            row.phase.map(|word| column("planner_run", "phase", RunPhase::parse(&word))).transpose()?;
        let progress = phase.map(|phase| RunProgress {
            phase,
            score: row.score.map(|score| score.0).unwrap_or_default(),
            bounds: row.bounds.map(|bounds| bounds.0).unwrap_or_default(),
            seconds: row.seconds.unwrap_or_default(),
        });
        Ok(Self {
            id: row.id,
            event: row.event_id,
            purpose: column("planner_run", "purpose", RunPurpose::parse(&row.purpose))?,
            orders: row.orders.0,
            state: column("planner_run", "state", RunState::parse(&row.state))?,
            stop: stop(row.stop_asked)?,
            worker: row.worker,
            claim: row.claim,
            alive_at: row.alive_at,
            progress,
            report: row.report.map(|report| RunReport { file: row.planned.map(|file| file.0), ..report.0 }),
            by: row.created_by,
            created_at: row.created_at,
            ended_at: row.ended_at,
        })
    }
}

fn stop(word: Option<String>) -> Result<Option<Stop>, StoreError> {
    word.map(|word| column("planner_run", "stop_asked", Stop::parse(&word))).transpose()
}

/// Asks for a run; false where one of its purpose is waiting or going on for the event.
pub(crate) async fn insert(tx: &mut Tx, run: &Run) -> Result<bool, StoreError> {
    let (purpose, orders) = (run.purpose.as_str(), Json(&run.orders));
    Ok(execute!(tx, INSERT, run.id, run.event, purpose, orders, &run.by, run.created_at)? == 1)
}

pub(crate) async fn find(tx: &mut Tx, id: RunId) -> Result<Option<Run>, StoreError> {
    fetch_optional!(tx, Row, FIND, id)?.map(Run::try_from).transpose()
}

/// The runs of an event, the newest first, without the files of plans.
pub(crate) async fn list(tx: &mut Tx, event: EventId) -> Result<Vec<Run>, StoreError> {
    fetch_all!(tx, Row, LIST, event)?.into_iter().map(Run::try_from).collect()
}

/// How many runs are to be had.
pub(crate) async fn count_waiting(tx: &mut Tx, silent_since: DateTime<Utc>) -> Result<i64, StoreError> {
    Ok(fetch_optional!(tx, (i64,), WAITING, silent_since)?.map_or(0, |(n,)| n))
}

/// Claims the next run for a worker. A run whose worker was silent since `silent_since` is taken up again.
pub(crate) async fn claim(
    tx: &mut Tx,
    worker: &str,
    now: DateTime<Utc>,
    silent_since: DateTime<Utc>,
) -> Result<Option<Run>, StoreError> {
    fetch_optional!(tx, Row, CLAIM, worker, now, silent_since)?.map(Run::try_from).transpose()
}

/// What a worker learns when it says that it is alive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Heard {
    /// It may go on.
    GoOn,
    /// Somebody asked to stop.
    Stop(Stop),
    /// The run is another worker's, or has ended.
    Lost,
}

/// Says that the worker is alive, and how far it is.
pub(crate) async fn say_alive(
    tx: &mut Tx,
    (id, claim): (RunId, i64),
    now: DateTime<Utc>,
    progress: Option<&RunProgress>,
) -> Result<Heard, StoreError> {
    type Asked = (Option<String>,);
    let row = match progress {
        None => fetch_optional!(tx, Asked, ALIVE, id, claim, now)?,
        Some(RunProgress { phase, score, bounds, seconds }) => {
            let (score, bounds) = (Json(score), Json(bounds));
            fetch_optional!(tx, Asked, PROGRESS, id, claim, now, phase.as_str(), score, bounds, *seconds)?
        }
    };
    let Some((asked,)) = row else { return Ok(Heard::Lost) };
    Ok(stop(asked)?.map_or(Heard::GoOn, Heard::Stop))
}

/// Ends a run; false where it is not this claim's any more.
pub(crate) async fn end(
    tx: &mut Tx,
    (id, claim): (RunId, i64),
    state: RunState,
    report: &RunReport,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let planned = report.file.as_ref().map(Json);
    Ok(execute!(tx, END, id, claim, state.as_str(), Json(report), now, planned)? == 1)
}

/// Forgets the file that a run planned, where it has ended: lists of runs would grow by each.
pub(crate) async fn forget_file(tx: &mut Tx, run: &Run) -> Result<(), StoreError> {
    if run.orders.instance.is_some() {
        let orders = Orders { instance: None, ..run.orders.clone() };
        execute!(tx, FORGET_FILE, run.id, Json(orders))?;
    }
    Ok(())
}

/// Asks to stop a run, and yields whether it was still there to be stopped.
pub(crate) async fn stop_run(
    tx: &mut Tx,
    id: RunId,
    how: Stop,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let queued = execute!(tx, CANCEL_QUEUED, id, how.as_str(), now)?;
    Ok(queued == 1 || execute!(tx, ASK_STOP, id, how.as_str())? == 1)
}
