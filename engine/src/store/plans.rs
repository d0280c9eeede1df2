//! `plan`: drafts and versions. What stands in them is in `placements`.

use super::{StoreError, Tx, column, execute, fetch_all, fetch_optional};
use crate::{
    domain::plan::{PlanHead, PlanOrigin, PlanState, PlanStatus, Score},
    ids::{EventId, PlanId, RunId},
};
use chrono::{DateTime, Utc};
use sqlx::types::Json;

const INSERT: &str = "
    INSERT INTO plan (id, event_id, state, origin, number, base_id, run_id, score, bounds, status, created_at,
                      published_at, version)
    VALUES ($1, $2, 'draft', $3, NULL, $4, $5, $6, $7, $8, $9, NULL, 1)";
const FIND: &str = "
    SELECT id, event_id, state, origin, number, base_id, run_id, score, bounds, status, created_at, published_at,
           version
      FROM plan
     WHERE id = $1";
const LIST: &str = "
    SELECT id, event_id, state, origin, number, base_id, run_id, score, bounds, status, created_at, published_at,
           version
      FROM plan
     WHERE event_id = $1 AND state <> 'discarded'
     ORDER BY created_at DESC, id DESC
     LIMIT 200";
const PUBLISHED: &str = "SELECT id, version FROM plan WHERE event_id = $1 AND state = 'published'";
const REVISE: &str = "
    UPDATE plan
       SET score = $3, bounds = $4, status = $5, version = version + 1
     WHERE id = $1 AND version = $2 AND state = 'draft'";
const SUPERSEDE: &str =
    "UPDATE plan SET state = 'superseded', version = version + 1 WHERE id = $1 AND state = 'published'";
const PUBLISH: &str = "
    UPDATE plan
       SET state = 'published', published_at = $3, version = version + 1,
           number = (SELECT COALESCE(MAX(number), 0) + 1 FROM plan AS other WHERE other.event_id = plan.event_id)
     WHERE id = $1 AND version = $2 AND state = 'draft'
    RETURNING number";
// Writing the row takes it: whoever comes second reads what the first one made of the plans.
const TAKE: &str = "
    INSERT INTO plan_turn (event_id, n_changes)
    VALUES ($1, 1)
        ON CONFLICT (event_id) DO UPDATE SET n_changes = plan_turn.n_changes + 1";
const AMEND: &str = "
    UPDATE plan
       SET score = $2, bounds = $3, status = 'feasible', version = version + 1
     WHERE id = $1 AND state = 'published'";
const CHANGED: &str = "UPDATE plan SET version = version + 1 WHERE id = $1 AND state = 'published'";
const DISCARD: &str = "
    UPDATE plan SET state = 'discarded', version = version + 1 WHERE id = $1 AND version = $2 AND state = 'draft'";

#[derive(sqlx::FromRow)]
struct Row {
    id: PlanId,
    event_id: EventId,
    state: String,
    origin: String,
    number: Option<i64>,
    base_id: Option<PlanId>,
    run_id: Option<RunId>,
    score: Json<Score>,
    bounds: Json<Score>,
    status: String,
    created_at: DateTime<Utc>,
    published_at: Option<DateTime<Utc>>,
    version: i64,
}

impl TryFrom<Row> for PlanHead {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            event: row.event_id,
            state: column("plan", "state", PlanState::parse(&row.state))?,
            origin: column("plan", "origin", PlanOrigin::parse(&row.origin))?,
            number: row.number,
            base: row.base_id,
            run: row.run_id,
            score: row.score.0,
            bounds: row.bounds.0,
            status: column("plan", "status", PlanStatus::parse(&row.status))?,
            created_at: row.created_at,
            published_at: row.published_at,
            version: row.version,
        })
    }
}

/// Takes the plans of an event: nobody else changes the published plan, pins or blocks before this transaction ends. Taken
/// before requests and agendas, so that no two wait for each other.
pub(crate) async fn take(tx: &mut Tx, event: EventId) -> Result<(), StoreError> {
    execute!(tx, TAKE, event)?;
    Ok(())
}

/// Says what the published plan is worth once a meeting came into it; nothing of it is proven any more.
pub(crate) async fn amend(tx: &mut Tx, id: PlanId, score: &Score) -> Result<(), StoreError> {
    execute!(tx, AMEND, id, Json(score), Json(Score::default()))?;
    Ok(())
}

/// Counts a change of the published plan.
pub(crate) async fn changed(tx: &mut Tx, id: PlanId) -> Result<(), StoreError> {
    execute!(tx, CHANGED, id)?;
    Ok(())
}

/// Adds a draft.
pub(crate) async fn insert(tx: &mut Tx, plan: &PlanHead) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT,
        plan.id,
        plan.event,
        plan.origin.as_str(),
        plan.base,
        plan.run,
        Json(&plan.score),
        Json(&plan.bounds),
        plan.status.as_str(),
        plan.created_at
    )?;
    Ok(())
}

pub(crate) async fn find(tx: &mut Tx, id: PlanId) -> Result<Option<PlanHead>, StoreError> {
    fetch_optional!(tx, Row, FIND, id)?.map(PlanHead::try_from).transpose()
}

/// Drafts and versions, the newest first.
pub(crate) async fn list(tx: &mut Tx, event: EventId) -> Result<Vec<PlanHead>, StoreError> {
    fetch_all!(tx, Row, LIST, event)?.into_iter().map(PlanHead::try_from).collect()
}

/// The published plan.
pub(crate) async fn published(tx: &mut Tx, event: EventId) -> Result<Option<PlanId>, StoreError> {
    Ok(published_version(tx, event).await?.map(|(id, _)| id))
}

/// The published plan and how often it was changed.
pub(crate) async fn published_version(
    tx: &mut Tx,
    event: EventId,
) -> Result<Option<(PlanId, i64)>, StoreError> {
    fetch_optional!(tx, (PlanId, i64), PUBLISHED, event)
}

/// Says what a draft is worth by now; false where somebody changed or published it since `version`.
pub(crate) async fn revise(tx: &mut Tx, plan: &PlanHead, version: i64) -> Result<bool, StoreError> {
    let (score, bounds) = (Json(&plan.score), Json(&plan.bounds));
    Ok(execute!(tx, REVISE, plan.id, version, score, bounds, plan.status.as_str())? == 1)
}

/// Replaces a published plan; false where it is not published any more.
pub(crate) async fn supersede(tx: &mut Tx, id: PlanId) -> Result<bool, StoreError> {
    Ok(execute!(tx, SUPERSEDE, id)? == 1)
}

/// Publishes a draft as the next version and yields its number; nothing where somebody was faster: changed the draft, or
/// published another one.
pub(crate) async fn publish(
    tx: &mut Tx,
    id: PlanId,
    version: i64,
    now: DateTime<Utc>,
) -> Result<Option<i64>, StoreError> {
    match fetch_optional!(tx, (i64,), PUBLISH, id, version, now) {
        Ok(row) => Ok(row.map(|(number,)| number)),
        // One published plan for an event: the other one came first.
        Err(error) if error.is_duplicate() => Ok(None),
        Err(error) => Err(error),
    }
}

/// Throws a draft away; false where it is none any more, or was changed.
pub(crate) async fn discard(tx: &mut Tx, id: PlanId, version: i64) -> Result<bool, StoreError> {
    Ok(execute!(tx, DISCARD, id, version)? == 1)
}
