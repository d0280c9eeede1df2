//! Working on runs. A worker claims one, says every second that it is alive, and makes a draft; one that dies is followed by
//! another. The planner computes on a thread of its own, and never inside a transaction.

use crate::{
    Actor, Engine, Error, Fault, FaultCode, Kind, Refusal,
    domain::{
        access::UseCase,
        plan::{Plan, PlanHead, PlanOrigin, Score, still_proven},
        planning::{Keep, Planning, of_status, sent},
        run::{Orders, Run, RunMode, RunPhase, RunProgress, RunPurpose, RunReport, RunState, Stop},
    },
    ids::RunId,
    store::runs::{self, Heard},
};
use carnet_solver::{
    Budget, Cancel, Config, Instance, Mode, Observer, Outcome, Phase, Progress, Resource, SolveError,
    Stopped, format::InstanceFile, solve,
};
use serde::Deserialize;
use serde_json::{Value, json};
use std::{
    future::Future,
    pin::pin,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{
    task::spawn_blocking,
    time::{MissedTickBehavior, interval, sleep},
};

/// What a run works on.
struct Task {
    /// The event, where the run is about it and not about an uploaded file.
    planning: Option<Planning>,
    instance: Instance,
    config: Config,
    /// What the published plan scores.
    published: Option<Score>,
}

/// How a run ended, on this worker.
enum Ending {
    /// By the planner.
    Solved(Box<Result<Outcome, SolveError>>, Option<Stop>),
    /// Another worker has it, or it was ended.
    Lost,
}

/// Why there is no plan.
struct Failure {
    /// A stable word.
    word: &'static str,
    /// What it speaks of.
    about: Value,
    /// The same for whoever runs the installation.
    detail: String,
}

/// Stops the planner when the worker is dropped.
struct StopOnDrop(Cancel);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

impl Engine {
    /// Works on runs, one after the other, until `stop` is there.
    pub async fn work(
        &self,
        actor: &Actor,
        worker: &str,
        stop: impl Future<Output = ()>,
    ) -> Result<(), Error> {
        let mut stop = pin!(stop);
        loop {
            let next = async {
                match self.work_once(actor, worker).await {
                    Ok(Some(_)) => Ok(()),
                    Ok(None) => {
                        sleep(self.settings().planning.poll).await;
                        Ok(())
                    }
                    Err(error @ (Error::Store(_) | Error::Conflict)) => {
                        tracing::error!(error = %error, "the worker could not write; it tries again");
                        sleep(self.settings().planning.poll).await;
                        Ok(())
                    }
                    Err(error) => Err(error),
                }
            };
            tokio::select! {
                () = &mut stop => return Ok(()),
                done = next => done?,
            }
        }
    }

    /// Works on the next run to its end, where one waits or was left by a worker that died.
    pub async fn work_once(&self, actor: &Actor, worker: &str) -> Result<Option<RunId>, Error> {
        let silent_since = self.now() - self.settings().planning.silence;
        let mut tx = self.read().await?;
        self.permit(&mut tx, actor, UseCase::WorkOnRuns, None).await?;
        if runs::count_waiting(&mut tx, silent_since).await? == 0 {
            return Ok(None);
        }
        drop(tx);
        let mut tx = self.write().await?;
        let claimed = runs::claim(&mut tx, worker, self.now(), silent_since).await?;
        tx.commit().await?;
        let Some(run) = claimed else { return Ok(None) };
        tracing::info!(run.id = %run.id, run.claim = run.claim, worker, "a run begins");
        match Box::pin(self.work_on(actor, &run)).await {
            Err(error @ (Error::Store(_) | Error::Conflict)) => return Err(error),
            // Nothing of one run may keep the others waiting.
            Err(error) => {
                tracing::error!(run.id = %run.id, error = ?error, "a run failed");
                let failure = Failure::of_planner(error.to_string());
                self.end_run(actor, &run, (RunState::Failed, failure.report())).await?;
            }
            Ok(()) => {}
        }
        Ok(Some(run.id))
    }

    async fn work_on(&self, actor: &Actor, run: &Run) -> Result<(), Error> {
        let task = match self.prepare(run).await {
            Ok(task) => task,
            Err(error @ Error::Store(_)) => return Err(error),
            Err(error) => {
                let failure = Failure::not_plannable(&error);
                return self.end_run(actor, run, (RunState::Failed, failure.report())).await;
            }
        };
        let (planning, published) = (task.planning.clone(), task.published.clone());
        let (outcome, stop) = match self.compute(run, task).await? {
            Ending::Lost => {
                tracing::warn!(run.id = %run.id, "the run is another worker's");
                return Ok(());
            }
            Ending::Solved(outcome, stop) => (*outcome, stop),
        };
        if stop == Some(Stop::Discard) {
            return self.end_run(actor, run, (RunState::Cancelled, RunReport::default())).await;
        }
        match outcome {
            Err(error) => self.end_run(actor, run, (RunState::Failed, Failure::of(&error).report())).await,
            Ok(outcome) => {
                if let (RunPurpose::Draft, Some(planning)) = (run.purpose, planning) {
                    return self.adopt(actor, run, (&planning, published), &outcome).await;
                }
                let file = serde_json::to_value(&outcome.plan).ok();
                let report = RunReport { file, ..report(&outcome, published) };
                self.end_run(actor, run, (RunState::Done, report)).await
            }
        }
    }

    /// What a run works on, by what the event is now.
    async fn prepare(&self, run: &Run) -> Result<Task, Error> {
        let mut config = self.config(&run.orders);
        if let Some(file) = &run.orders.instance {
            let file = file.clone();
            let made = spawn_blocking(move || Self::instance_of(&file)).await;
            let instance = made.map_err(|_| Error::Internal("the planner panicked"))??;
            return Ok(Task { planning: None, instance, config, published: None });
        }
        let mut tx = self.read().await?;
        let mut planning = self.load_planning(&mut tx, run.event).await?;
        drop(tx);
        let known = planning.published();
        let published = (planning.facts.published_id.is_some())
            .then(|| planning.judge(&known, &[]).map(|verdict| verdict.score))
            .transpose()?;
        if let Some(scenario) = &run.orders.scenario {
            let mut facts = planning.facts.clone();
            scenario.apply(&mut facts, || self.id())?;
            planning = Planning::plannable(facts, true);
        }
        let plan = planning.to_wire(&known, &[], published.as_ref().unwrap_or(&Score::default()));
        config.mode = match run.orders.mode {
            RunMode::Free => Mode::Free,
            RunMode::Keep => Mode::Keep(plan),
            RunMode::Replan(n) => {
                Mode::Replan { plan, max_changes: usize::try_from(n).unwrap_or(usize::MAX) }
            }
        };
        let instance = planning.instance()?;
        Ok(Task { planning: Some(planning), instance, config, published })
    }

    /// An uploaded instance, of no more than the largest event has. It may take seconds.
    pub(super) fn instance_of(file: &Value) -> Result<Instance, Error> {
        let file = InstanceFile::deserialize(file).map_err(|error| {
            let fault = Fault::new("instance", FaultCode::NotInFormat);
            fault.with("format", "carnet-instance/1").with("problem", error.to_string())
        })?;
        sent::check(&file)?;
        Instance::new(file).map_err(|faults| crate::domain::planning::not_plannable(&faults, None))
    }

    fn config(&self, orders: &Orders) -> Config {
        let time = Budget::Time(Duration::from_secs(orders.seconds));
        Config {
            budget: orders.work.map_or(time, Budget::Work),
            threads: self.settings().planning.threads,
            seed: orders.seed,
            ..Config::default()
        }
    }

    /// Lets the planner compute, and says meanwhile that the worker is alive and how far it is: however often the planner
    /// tells, one small write in a beat.
    async fn compute(&self, run: &Run, task: Task) -> Result<Ending, Error> {
        let latest: Arc<Mutex<Option<RunProgress>>> = Arc::default();
        let cancel = Cancel::default();
        let _guard = StopOnDrop(cancel.clone());
        let told = Arc::clone(&latest);
        let progress = Observer::new(move |p| {
            *told.lock().unwrap_or_else(PoisonError::into_inner) = Some(progress_of(p));
        });
        let config = Config { cancel: cancel.clone(), progress, ..task.config };
        let instance = task.instance;
        let mut solving = spawn_blocking(move || solve(&instance, &config));
        let mut beat = interval(self.settings().planning.beat);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut stop = None;
        loop {
            tokio::select! {
                solved = &mut solving => {
                    let outcome = solved.map_err(|_| Error::Internal("the planner panicked"));
                    return match outcome {
                        Ok(outcome) => Ok(Ending::Solved(Box::new(outcome), stop)),
                        Err(error) => {
                            let failure = Failure::of_planner(error.to_string());
                            self.end_run(&Actor::system(), run, (RunState::Failed, failure.report())).await?;
                            Ok(Ending::Lost)
                        }
                    };
                }
                _ = beat.tick() => {
                    let progress = latest.lock().unwrap_or_else(PoisonError::into_inner).take();
                    match self.say_alive(run, progress.as_ref()).await {
                        Ok(Heard::GoOn) => {}
                        Ok(Heard::Stop(how)) => {
                            stop = Some(how);
                            cancel.cancel();
                        }
                        Ok(Heard::Lost) => return Ok(Ending::Lost),
                        // The next beat may get through; if none does, another worker takes the run up.
                        Err(error) => tracing::warn!(run.id = %run.id, error = %error, "a beat was not written"),
                    }
                }
            }
        }
    }

    async fn say_alive(&self, run: &Run, progress: Option<&RunProgress>) -> Result<Heard, Error> {
        let mut tx = self.write().await?;
        let heard = runs::say_alive(&mut tx, (run.id, run.claim), self.now(), progress).await?;
        tx.commit().await?;
        Ok(heard)
    }

    /// Makes a draft of what the planner found, once the checker has passed it, and ends the run: both or neither.
    async fn adopt(
        &self,
        actor: &Actor,
        run: &Run,
        (planning, published): (&Planning, Option<Score>),
        outcome: &Outcome,
    ) -> Result<(), Error> {
        let plan = match self.draft_of(run, planning, outcome)? {
            Ok(plan) => plan,
            Err(failure) => return self.end_run(actor, run, (RunState::Failed, failure.report())).await,
        };
        let head = &plan.head;
        let (score, bounds) = (head.score.clone(), head.bounds.clone());
        let report = RunReport { plan: Some(head.id), score, bounds, ..report(outcome, published) };
        let mut tx = self.write().await?;
        match runs::say_alive(&mut tx, (run.id, run.claim), self.now(), None).await? {
            // Asked for in the last moment, when nobody computed any more.
            Heard::Stop(Stop::Discard) => {
                drop(tx);
                return self.end_run(actor, run, (RunState::Cancelled, RunReport::default())).await;
            }
            Heard::Lost => return Ok(()), // Another worker took the run up: its draft counts.
            Heard::GoOn | Heard::Stop(_) => {}
        }
        runs::end(&mut tx, (run.id, run.claim), RunState::Done, &report, self.now()).await?;
        self.store_draft(&mut tx, &plan).await?;
        let entry = self.entry(actor, "plan.drafted", Kind::Plan, head.id).of(run.event);
        tx.record(entry.after(json!({ "run": run.id, "score": head.score, "status": head.status })));
        Ok(tx.commit().await?)
    }

    /// The draft of what the planner found, or why it cannot be one.
    ///
    /// With a limit on changes, whoever stays keeps the table that is known; and what has begun does so in any case.
    fn draft_of(
        &self,
        run: &Run,
        planning: &Planning,
        outcome: &Outcome,
    ) -> Result<Result<Plan, Failure>, Error> {
        let keep = match run.orders.mode {
            RunMode::Replan(_) | RunMode::Keep => Keep::WhatStays,
            RunMode::Free => Keep::WhatBegan,
        };
        let found = planning.placements(&outcome.plan)?;
        let placements = planning.with_known_tables(found.clone(), keep);
        let unplaced = planning.left_out(&placements, &planning.unplaced_of(outcome));
        let verdict = planning.judge(&placements, &unplaced)?;
        let same_score = verdict.score == outcome.plan.score;
        if !verdict.broken.is_empty() || (!same_score && placements == found) {
            return Ok(Err(Failure::of_planner(format!("{:?}", verdict.broken))));
        }
        let (bounds, status) = if same_score {
            (outcome.plan.bounds.clone(), of_status(outcome.plan.status))
        } else {
            let scores = (&outcome.plan.score, &verdict.score);
            still_proven(&planning.file.criteria, &outcome.plan.bounds, scores)
        };
        let head = PlanHead {
            run: Some(run.id),
            base: planning.facts.published_id,
            bounds,
            status,
            ..self.new_head(run.event, PlanOrigin::Run, verdict.score)
        };
        Ok(Ok(Plan { head, placements, unplaced, waivers: planning.facts.waivers.clone() }))
    }

    async fn end_run(
        &self,
        actor: &Actor,
        run: &Run,
        (state, report): (RunState, RunReport),
    ) -> Result<(), Error> {
        let mut tx = self.write().await?;
        if runs::end(&mut tx, (run.id, run.claim), state, &report, self.now()).await? {
            let entry = self.entry(actor, "run.ended", Kind::Run, run.id).of(run.event);
            tx.record(entry.after(json!({ "state": state, "failure": report.failure })));
            runs::forget_file(&mut tx, run).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}

impl Failure {
    fn of(error: &SolveError) -> Self {
        let (word, about) = match error {
            SolveError::TooFewChanges { needed, allowed } => {
                (Refusal::TooFewChanges.as_str(), json!({ "needed": needed, "allowed": allowed }))
            }
            SolveError::BreakSpread => (Refusal::BreakLimitTooTight.as_str(), Value::Null),
            SolveError::Plan(_) => ("plan-does-not-fit", Value::Null),
            SolveError::Backend { .. } | SolveError::UnknownMeeting { .. } | SolveError::Refused(_) => {
                (Refusal::PlannerFailed.as_str(), Value::Null)
            }
        };
        Self { word, about, detail: error.to_string() }
    }

    fn of_planner(detail: String) -> Self {
        Self { word: Refusal::PlannerFailed.as_str(), about: Value::Null, detail }
    }

    fn not_plannable(error: &Error) -> Self {
        let about = match error {
            Error::Invalid(faults) => {
                json!({ "faults": faults.as_slice().iter().map(told).collect::<Vec<_>>() })
            }
            _ => Value::Null,
        };
        Self { word: FaultCode::NotPlannable.as_str(), about, detail: error.to_string() }
    }

    fn report(self) -> RunReport {
        let Self { word, about, detail } = self;
        RunReport { failure: Some(word.to_owned()), about, detail: Some(detail), ..RunReport::default() }
    }
}

/// A fault as data.
fn told(fault: &Fault) -> Value {
    json!({ "path": fault.path, "code": fault.code, "data": fault.data })
}

fn progress_of(p: &Progress) -> RunProgress {
    let phase = match p.phase {
        Phase::Bound => RunPhase::Bound,
        Phase::Place => RunPhase::Place,
        Phase::Polish => RunPhase::Polish,
        Phase::Prove => RunPhase::Prove,
        Phase::Seat => RunPhase::Seat,
    };
    RunProgress { phase, score: p.best.clone(), bounds: p.bounds.clone(), seconds: p.seconds }
}

fn report(outcome: &Outcome, published: Option<Score>) -> RunReport {
    let stopped = match outcome.stopped {
        Stopped::Proven => "proven",
        Stopped::Budget => "budget",
        Stopped::Cancelled => "cancelled",
        Stopped::Exhausted => "exhausted",
    };
    let bottleneck = |b: &carnet_solver::Bottleneck| match &b.resource {
        Resource::Participant(id) => json!({ "resource": "participant", "id": id, "value": b.value }),
        Resource::Session(id) => json!({ "resource": "session", "id": id, "value": b.value }),
        Resource::Tables => json!({ "resource": "tables", "value": b.value }),
    };
    RunReport {
        score: outcome.plan.score.clone(),
        bounds: outcome.plan.bounds.clone(),
        n_placed: outcome.plan.assignments.len(),
        n_unplaced: outcome.plan.unplaced.len(),
        published,
        stopped: Some(stopped.to_owned()),
        bottlenecks: outcome.bottlenecks.iter().map(bottleneck).collect(),
        nothing_more_fits: outcome.nothing_more_fits,
        ..RunReport::default()
    }
}
