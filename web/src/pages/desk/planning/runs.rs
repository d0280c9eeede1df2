//! A run of the planner, while it goes on and when it has ended.

use super::{ScoreLine, board::Names, mode_key, result_of, score_lines};
use crate::{
    App,
    error::Error,
    page::{Layout, render},
    pages::InEvent,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::{
        Redirect, Response, Sse,
        sse::{Event, KeepAlive},
    },
};
use axum_extra::extract::Form;
use carnet_engine::{
    RunId,
    domain::{
        plan::{Criterion, Score},
        run::{Run, RunPurpose, RunReport, RunState, Stop},
    },
};
use futures_util::stream::{self, Stream};
use serde::Deserialize;
use serde_json::json;
use std::{convert::Infallible, time::Duration};

/// How often progress is told.
const BEAT: Duration = Duration::from_secs(1);
/// A stream ends after so many beats; the browser then asks for another one.
const BEATS_MOST: usize = 50;
/// How many things that are short are named.
const BOTTLENECKS_MOST: usize = 8;

#[derive(Template)]
#[template(path = "desk/run.html")]
struct RunPage {
    layout: Layout,
    state: String,
    class: &'static str,
    /// Whether it goes on.
    going: bool,
    mode: String,
    seconds: u64,
    phase: String,
    elapsed: u64,
    scores: Vec<ScoreLine>,
    /// The draft that it made.
    plan: Option<String>,
    placed: String,
    failure: Option<String>,
    /// Of a what-if: each criterion as it is published and as it would be.
    compared: Vec<(String, i64, i64)>,
    /// What more of would let more meetings take place.
    bottlenecks: Vec<String>,
    nothing_more: bool,
    href: String,
    back: String,
}

pub(crate) async fn show(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Path<(String, RunId)>,
) -> Result<Response, Error> {
    let run = app.engine().show_run(&at.visitor.actor, at.id, id).await?;
    let words = at.visitor.words;
    let (score, bounds) = so_far(&run);
    let report = run.report.clone().unwrap_or_default();
    let phase = run.progress.as_ref().map(|progress| words.t(&format!("run-phase-{}", progress.phase)));
    let done = run.state == RunState::Done;
    render(&RunPage {
        layout: at.layout(words.t("run-title"), "/desk/plans"),
        state: words.t(&format!("run-state-{}", run.state)),
        class: run.state.as_str(),
        going: is_going(&run),
        mode: words.t(mode_key(run.orders.mode)),
        seconds: run.orders.seconds,
        phase: phase.unwrap_or_default(),
        elapsed: run.progress.as_ref().map_or(0, |progress| progress.seconds as u64),
        scores: score_lines(&at, &score, &bounds),
        plan: report.plan.map(|plan| at.href(&format!("/desk/plans/{plan}"))),
        placed: if done { result_of(&at, &report) } else { String::new() },
        compared: if done { compared(&at, &run, &report) } else { Vec::new() },
        bottlenecks: bottlenecks(&app, &at, &report).await?,
        nothing_more: report.nothing_more_fits == Some(true),
        failure: report.failure.map(|word| words.t(&format!("failure-{word}"))),
        href: at.href(&format!("/desk/runs/{id}")),
        back: at.href("/desk/plans"),
    })
}

/// What a what-if would change, by criterion.
fn compared(at: &InEvent, run: &Run, report: &RunReport) -> Vec<(String, i64, i64)> {
    let Some(published) = report.published.as_ref().filter(|_| run.purpose == RunPurpose::WhatIf) else {
        return Vec::new();
    };
    let line = |criterion: &Criterion| {
        let name = at.visitor.words.t(&format!("criterion-{}", criterion.name().replace('_', "-")));
        Some((name, published.get(*criterion)?, report.score.get(*criterion)?))
    };
    Criterion::ALL.iter().filter_map(line).collect()
}

/// What is short, the tightest first.
async fn bottlenecks(app: &App, at: &InEvent, report: &RunReport) -> Result<Vec<String>, Error> {
    if report.bottlenecks.is_empty() {
        return Ok(Vec::new());
    }
    let planning = app.engine().show_planning(&at.visitor.actor, at.id).await?;
    let (words, names) = (at.visitor.words, Names::of(at, &planning));
    let line = |found: &serde_json::Value| {
        let id = found["id"].as_str().unwrap_or_default();
        match found["resource"].as_str()? {
            "participant" => {
                Some(words.with("bottleneck-participant", "who", &names.person(id.parse().ok()?)))
            }
            "session" => {
                let session = id.parse().ok()?;
                let first = planning.facts.slots.iter().find(|slot| slot.session == session)?;
                Some(words.with("bottleneck-session", "at", &names.slot(first.id)))
            }
            _ => Some(words.t("bottleneck-tables")),
        }
    };
    Ok(report.bottlenecks.iter().take(BOTTLENECKS_MOST).filter_map(line).collect())
}

fn is_going(run: &Run) -> bool {
    matches!(run.state, RunState::Queued | RunState::Running)
}

/// The best plan so far, and what is proven.
fn so_far(run: &Run) -> (Score, Score) {
    match (&run.progress, &run.report) {
        (_, Some(report)) if run.state == RunState::Done => (report.score.clone(), report.bounds.clone()),
        (Some(progress), _) => (progress.score.clone(), progress.bounds.clone()),
        _ => (Score::default(), Score::default()),
    }
}

/// Tells how far a run is, every second, until it ends.
pub(crate) async fn progress(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Path<(String, RunId)>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Error> {
    // Whoever may not see the run is told so at once.
    app.engine().show_run(&at.visitor.actor, at.id, id).await?;
    let beats = stream::unfold(Some(0), move |beat| {
        let (app, actor, event) = (app.clone(), at.visitor.actor.clone(), at.id);
        let words = at.visitor.words;
        async move {
            let beat = beat.filter(|beat| *beat < BEATS_MOST)?;
            if beat > 0 {
                tokio::time::sleep(BEAT).await;
            }
            let run = app.engine().show_run(&actor, event, id).await.ok()?;
            let told = Event::default().data(told(words, &run).to_string());
            Some((Ok(told), is_going(&run).then_some(beat + 1)))
        }
    });
    Ok(Sse::new(beats).keep_alive(KeepAlive::default()))
}

fn told(words: crate::words::Words, run: &Run) -> serde_json::Value {
    let (score, bounds) = so_far(run);
    let values: Vec<_> = Criterion::ALL
        .iter()
        .filter_map(|criterion| {
            let value = score.get(*criterion)?;
            Some(json!({ "name": criterion.name(), "value": value, "bound": bounds.get(*criterion) }))
        })
        .collect();
    json!({
        "going": is_going(run),
        "phase": run.progress.as_ref().map(|progress| words.t(&format!("run-phase-{}", progress.phase))),
        "seconds": run.progress.as_ref().map(|progress| progress.seconds as u64),
        "scores": values,
        "yes": words.t("scores-yes"),
    })
}

/// How to stop.
#[derive(Debug, Deserialize)]
pub(crate) struct StopForm {
    how: Stop,
}

pub(crate) async fn stop(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Path<(String, RunId)>,
    Form(form): Form<StopForm>,
) -> Result<Redirect, Error> {
    app.engine().stop_run(&at.visitor.actor, at.id, id, form.how).await?;
    Ok(Redirect::to(&at.href(&format!("/desk/runs/{id}?done=stopping"))))
}
