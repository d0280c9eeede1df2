//! Runs of the planner: started, followed, stopped.

use super::{
    Asked, Error, Id, OfEvent, Page, Sent,
    events::Paged,
    plans::{Score, score},
    read::Paging,
    words::words,
};
use crate::App;
use axum::{Json, extract::State, http::StatusCode};
use carnet_engine::{Error as EngineError, Kind, RunId, domain::run};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_runs, start_run))
        .routes(routes!(show_run))
        .routes(routes!(stop_run))
        .routes(routes!(download_planned))
}

words! {
    /// What a run is for.
    RunPurpose = run::RunPurpose,
    /// How far a run is.
    RunState = run::RunState,
    /// What a run does at the moment.
    RunPhase = run::RunPhase,
    /// How a run is stopped: with the best plan so far, or without any.
    Stop = run::Stop,
}

/// What may change in the published plan.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum RunMode {
    /// Everything that is not pinned; how much, the criteria weigh.
    #[default]
    Free,
    /// Nothing: others are added.
    Keep,
    /// At most so many of its meetings as `changes` says.
    Replan,
}

/// A run of the planner.
#[derive(Debug, Serialize, ToSchema)]
struct Run {
    /// Its identity.
    id: Uuid,
    /// What it is for.
    purpose: RunPurpose,
    /// What may change in the published plan.
    mode: RunMode,
    /// Seconds that it may take.
    seconds: u64,
    /// How far it is.
    state: RunState,
    /// What it does at the moment.
    phase: Option<RunPhase>,
    /// Seconds since it began.
    elapsed: Option<f64>,
    /// The best plan so far.
    score: Score,
    /// What is proven so far.
    bounds: Score,
    /// The draft that it made.
    plan: Option<Uuid>,
    /// How many meetings have a place.
    placed: Option<usize>,
    /// How many have none.
    unplaced: Option<usize>,
    /// What ended it: `proven`, `budget`, `cancelled` or `exhausted`.
    stopped: Option<String>,
    /// Why there is no plan: a stable word.
    failure: Option<String>,
    /// When it was asked for.
    created_at: DateTime<Utc>,
    /// When it ended.
    ended_at: Option<DateTime<Utc>>,
}

impl From<run::Run> for Run {
    fn from(run: run::Run) -> Self {
        let (progress, report) = (run.progress, run.report);
        let done = report.as_ref().filter(|_| run.state == run::RunState::Done);
        let (reached, proven) = match (done, &progress) {
            (Some(report), _) => (score(&report.score), score(&report.bounds)),
            (None, Some(progress)) => (score(&progress.score), score(&progress.bounds)),
            (None, None) => (Score::default(), Score::default()),
        };
        Self {
            id: run.id.into(),
            purpose: run.purpose.into(),
            mode: match run.orders.mode {
                run::RunMode::Free => RunMode::Free,
                run::RunMode::Keep => RunMode::Keep,
                run::RunMode::Replan(_) => RunMode::Replan,
            },
            seconds: run.orders.seconds,
            state: run.state.into(),
            phase: progress.as_ref().map(|progress| progress.phase.into()),
            elapsed: progress.as_ref().map(|progress| progress.seconds),
            score: reached,
            bounds: proven,
            plan: report.as_ref().and_then(|report| report.plan).map(Uuid::from),
            placed: done.map(|report| report.n_placed),
            unplaced: done.map(|report| report.n_unplaced),
            stopped: report.as_ref().and_then(|report| report.stopped.clone()),
            failure: report.and_then(|report| report.failure),
            created_at: run.created_at,
            ended_at: run.ended_at,
        }
    }
}

/// Lists the last runs, the newest first.
#[utoipa::path(
    get,
    path = "/runs",
    tag = "runs",
    params(("event" = String, Path), Paged),
    responses((status = OK, body = Page<Run>))
)]
async fn list_runs(
    State(app): State<App>,
    at: OfEvent,
    Asked(paged, uri): Asked<Paged>,
) -> Result<Json<Page<Run>>, Error> {
    let paging = Paging::new(paged.page, paged.page_size)?;
    let all = app.engine().list_runs(&at.actor, at.id).await?;
    Ok(Json(Page::of(all, paging, &uri, Run::from)))
}

/// What is asked of a run.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Orders {
    /// What may change in the published plan.
    #[serde(default)]
    mode: RunMode,
    /// The most meetings of the published plan that may change, with the mode `replan`.
    changes: Option<u64>,
    /// Seconds that it may take, from 1 to 3600; 30 where nothing is said.
    seconds: Option<u64>,
    /// The seed of every random choice.
    seed: Option<u64>,
    /// A file of the format `carnet-instance/1` of at most 4 MB, which is planned instead of the event. The event stays as it
    /// is; the plan comes as a file.
    #[schema(value_type = Option<Object>)]
    instance: Option<Value>,
}

impl From<Orders> for run::Orders {
    fn from(orders: Orders) -> Self {
        let usual = Self::default();
        Self {
            mode: match orders.mode {
                RunMode::Free => run::RunMode::Free,
                RunMode::Keep => run::RunMode::Keep,
                RunMode::Replan => run::RunMode::Replan(orders.changes.unwrap_or_default()),
            },
            seconds: orders.seconds.unwrap_or(usual.seconds),
            seed: orders.seed.unwrap_or(usual.seed),
            instance: orders.instance,
            ..usual
        }
    }
}

/// A run that was asked for.
#[derive(Debug, Serialize, ToSchema)]
struct Started {
    /// Its identity.
    run: Uuid,
}

/// Asks for a run: one of the workers makes a draft of a plan, or plans a file that is sent along. An event has one at a time.
#[utoipa::path(
    post,
    path = "/runs",
    tag = "runs",
    params(("event" = String, Path)),
    request_body = Orders,
    responses((status = ACCEPTED, body = Started))
)]
async fn start_run(
    State(app): State<App>,
    at: OfEvent,
    Sent(orders): Sent<Orders>,
) -> Result<(StatusCode, Json<Started>), Error> {
    let run = app.engine().start_run(&at.actor, at.id, &orders.into()).await?;
    Ok((StatusCode::ACCEPTED, Json(Started { run: run.into() })))
}

/// Shows how far a run is, and what came of it.
#[utoipa::path(
    get,
    path = "/runs/{run}",
    tag = "runs",
    params(("event" = String, Path), ("run" = Uuid, Path)),
    responses((status = OK, body = Run))
)]
async fn show_run(State(app): State<App>, at: OfEvent, Id(id): Id<RunId>) -> Result<Json<Run>, Error> {
    Ok(Json(app.engine().show_run(&at.actor, at.id, id).await?.into()))
}

/// Downloads what a run made of a file that was sent along: a file of the format `carnet-plan/1`. What a run makes of the
/// event is a draft, whose file is that of the plan.
#[utoipa::path(
    get,
    path = "/runs/{run}/file",
    tag = "runs",
    params(("event" = String, Path), ("run" = Uuid, Path)),
    responses((status = OK, body = Value))
)]
async fn download_planned(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<RunId>,
) -> Result<Json<Value>, Error> {
    let run = app.engine().show_run(&at.actor, at.id, id).await?;
    let file = run.report.and_then(|report| report.file);
    Ok(Json(file.ok_or(EngineError::not_found(Kind::Plan))?))
}

/// How to stop.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Stopping {
    /// With the best plan so far, or without any.
    how: Stop,
}

/// Stops a run, on whatever node it is.
#[utoipa::path(
    post,
    path = "/runs/{run}/stop",
    tag = "runs",
    params(("event" = String, Path), ("run" = Uuid, Path)),
    request_body = Stopping,
    responses((status = NO_CONTENT))
)]
async fn stop_run(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<RunId>,
    Sent(sent): Sent<Stopping>,
) -> Result<StatusCode, Error> {
    app.engine().stop_run(&at.actor, at.id, id, sent.how.0).await?;
    Ok(StatusCode::NO_CONTENT)
}
