//! Plans, and runs of the planner.

mod board;
mod decisions;
mod picking;
mod runs;
mod what_if;

use crate::{
    App,
    error::Error,
    page::{FormFaults, Layout, render},
    pages::{InEvent, catalogue::moment},
};
use askama::Template;
use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use axum_extra::extract::Form;
use carnet_engine::domain::{
    access::UseCase,
    plan::{Criterion, PlanHead, PlanState, Score},
    run::{Orders, Run, RunMode, RunReport, RunState},
};
use serde::Deserialize;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/plans", get(list))
        .route("/runs", post(start))
        .route("/runs/{run}", get(runs::show))
        .route("/runs/{run}/progress", get(runs::progress))
        .route("/runs/{run}/stop", post(runs::stop))
        .route("/plans/{plan}", get(board::show))
        .route("/plans/{plan}/meetings/{meeting}", get(board::meeting::show))
        .route("/plans/{plan}/meetings/{meeting}/pin", post(board::meeting::pin))
        .route("/plans/{plan}/change", get(board::change::preview).post(board::change::carry_out))
        .route("/plans/{plan}/publish", get(board::publish::show).post(board::publish::carry_out))
        .route("/plans/{plan}/return", post(board::return_to))
        .route("/plans/{plan}/discard", post(board::discard))
        .route("/decisions", get(decisions::list).post(decisions::block))
        .route("/decisions/pins/{meeting}/remove", post(decisions::unpin))
        .route("/decisions/blocks/{block}/remove", post(decisions::unblock))
        .route("/what-if", get(what_if::show).post(what_if::start))
}

#[derive(Template)]
#[template(path = "desk/plans.html")]
struct PlansPage {
    layout: Layout,
    faults: FormFaults,
    /// Whether the visitor may start runs.
    may_run: bool,
    published: bool,
    running: Option<String>,
    plans: Vec<PlanLine>,
    runs: Vec<RunLine>,
    href: String,
    /// Where the pages of the desk begin.
    desk: String,
}

struct PlanLine {
    href: String,
    name: String,
    class: &'static str,
    state: String,
    origin: String,
    when: String,
    unplaced: i64,
    status: String,
}

struct RunLine {
    href: String,
    when: String,
    state: String,
    mode: String,
    result: String,
}

pub(crate) async fn list(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    plans_page(&app, &at, FormFaults::default()).await
}

async fn plans_page(app: &App, at: &InEvent, faults: FormFaults) -> Result<Response, Error> {
    let (engine, actor) = (app.engine(), &at.visitor.actor);
    let plans = engine.list_plans(actor, at.id).await?;
    let runs = engine.list_runs(actor, at.id).await?;
    let under_way = runs.iter().find(|run| matches!(run.state, RunState::Queued | RunState::Running));
    let shown = plans.iter().filter(|plan| plan.state != PlanState::Discarded);
    render(&PlansPage {
        layout: at.layout(at.visitor.words.t("plans-title"), "/desk/plans"),
        faults,
        may_run: at.presence.may(UseCase::StartRun).is_ok(),
        published: plans.iter().any(|plan| plan.state == PlanState::Published),
        running: under_way.map(|run| at.href(&format!("/desk/runs/{}", run.id))),
        plans: shown.map(|plan| plan_line(at, plan)).collect(),
        runs: runs.iter().take(10).map(|run| run_line(at, run)).collect(),
        href: at.href("/desk/runs"),
        desk: at.href("/desk"),
    })
}

fn plan_line(at: &InEvent, plan: &PlanHead) -> PlanLine {
    let words = at.visitor.words;
    PlanLine {
        href: at.href(&format!("/desk/plans/{}", plan.id)),
        name: name_of(at, plan),
        class: plan.state.as_str(),
        state: words.t(&format!("plan-state-{}", plan.state)),
        origin: words.t(&format!("plan-origin-{}", plan.origin)),
        when: moment(at, plan.published_at.unwrap_or(plan.created_at)),
        unplaced: plan.score.get(Criterion::Unplaced).unwrap_or_default(),
        status: words.t(&format!("plan-status-{}", plan.status)),
    }
}

/// What people call a plan: a version by its number, a draft by when it was made.
fn name_of(at: &InEvent, plan: &PlanHead) -> String {
    let words = at.visitor.words;
    match plan.number {
        Some(number) => words.n("plan-version", number),
        None => words.with("plan-draft-of", "at", &moment(at, plan.created_at)),
    }
}

fn run_line(at: &InEvent, run: &Run) -> RunLine {
    let words = at.visitor.words;
    let report = run.report.as_ref().filter(|_| run.state == RunState::Done);
    RunLine {
        href: at.href(&format!("/desk/runs/{}", run.id)),
        when: moment(at, run.created_at),
        state: words.t(&format!("run-state-{}", run.state)),
        mode: words.t(mode_key(run.orders.mode)),
        result: report.map_or_else(String::new, |report| result_of(at, report)),
    }
}

/// How many meetings a run gave a place, and how many not.
fn result_of(at: &InEvent, report: &RunReport) -> String {
    let words = at.visitor.words;
    let placed = words.n("plan-n-placed", report.n_placed as i64);
    format!("{placed}, {}", words.n("plan-n-unplaced", report.n_unplaced as i64))
}

const fn mode_key(mode: RunMode) -> &'static str {
    match mode {
        RunMode::Free => "run-mode-free",
        RunMode::Keep => "run-mode-keep",
        RunMode::Replan(_) => "run-mode-replan",
    }
}

/// A value of a criterion, with what is proven: nothing better exists below it.
struct ScoreLine {
    name: String,
    value: i64,
    bound: Option<i64>,
    proven: bool,
}

fn score_lines(at: &InEvent, score: &Score, bounds: &Score) -> Vec<ScoreLine> {
    let line = |criterion: &Criterion| {
        let value = score.get(*criterion)?;
        let bound = bounds.get(*criterion);
        Some(ScoreLine {
            name: at.visitor.words.t(&format!("criterion-{}", criterion.name().replace('_', "-"))),
            value,
            bound,
            proven: bound == Some(value),
        })
    };
    Criterion::ALL.iter().filter_map(line).collect()
}

/// What is asked of a run.
#[derive(Debug, Deserialize)]
pub(crate) struct RunForm {
    seconds: u64,
    mode: String,
    #[serde(default)]
    changes: String,
}

pub(crate) async fn start(
    State(app): State<App>,
    at: InEvent,
    Form(form): Form<RunForm>,
) -> Result<Response, Error> {
    let mode = match form.mode.as_str() {
        "keep" => RunMode::Keep,
        "replan" => RunMode::Replan(form.changes.trim().parse().unwrap_or(0)),
        _ => RunMode::Free,
    };
    let orders = Orders { mode, seconds: form.seconds, ..Orders::default() };
    match app.engine().start_run(&at.visitor.actor, at.id, &orders).await {
        Ok(run) => Ok(Redirect::to(&at.href(&format!("/desk/runs/{run}"))).into_response()),
        Err(error) => {
            let faults = FormFaults::of(at.visitor.words, error)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, plans_page(&app, &at, faults).await?).into_response())
        }
    }
}
