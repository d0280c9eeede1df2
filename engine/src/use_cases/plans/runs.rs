//! Asking for runs of the planner, looking at them, stopping them.

use crate::{
    Actor, Engine, Error, EventId, Kind, Refusal,
    domain::{
        access::UseCase,
        phase::Action,
        planning::Planning,
        run::{Orders, Run, RunMode, RunPurpose, RunState, Stop},
    },
    ids::RunId,
    store::{events, runs},
};
use serde_json::{Value, json};
use tokio::task::spawn_blocking;

impl Engine {
    /// Asks for a run: one of the workers makes a draft of it, or, with a scenario, an answer to "what if"; or it plans a file
    /// that was sent along, which touches the event as little.
    ///
    /// The event has one run of either kind at a time.
    pub async fn start_run(&self, actor: &Actor, event: EventId, orders: &Orders) -> Result<RunId, Error> {
        if let Some(file) = &orders.instance {
            self.check_sent(actor, event, (orders, file)).await?;
        }
        let mut tx = self.write().await?;
        self.permit_plans(&mut tx, actor, UseCase::StartRun, event).await?;
        orders.check()?;
        let planning = self.load_planning(&mut tx, event).await?;
        Self::in_phase(&planning, Action::Plan)?;
        if orders.mode != RunMode::Free && planning.facts.published_id.is_none() {
            return Err(Refusal::NothingPublished.into());
        }
        let what_if = orders.scenario.is_some() || orders.instance.is_some();
        // What cannot be planned is said at once, and not by a run that fails.
        if orders.instance.is_none() {
            let asked = match &orders.scenario {
                Some(scenario) => {
                    let mut facts = planning.facts.clone();
                    scenario.apply(&mut facts, || self.id())?;
                    Planning::plannable(facts, true)
                }
                None => planning,
            };
            asked.check()?;
            if orders.mode == RunMode::Keep {
                asked.must_stand(&asked.published())?;
            }
        }
        let run = Run {
            id: self.id(),
            event,
            purpose: if what_if { RunPurpose::WhatIf } else { RunPurpose::Draft },
            orders: orders.clone(),
            state: RunState::Queued,
            stop: None,
            worker: None,
            claim: 0,
            alive_at: None,
            progress: None,
            report: None,
            by: actor.to_string(),
            created_at: self.now(),
            ended_at: None,
        };
        if !runs::insert(&mut tx, &run).await? {
            return Err(Refusal::RunUnderWay.into());
        }
        let entry = self.entry(actor, "run.started", Kind::Run, run.id).of(event);
        tx.record(
            entry.after(json!({ "purpose": run.purpose, "mode": orders.mode, "seconds": orders.seconds })),
        );
        tx.commit().await?;
        Ok(run.id)
    }

    /// Whether a file that was sent along can be planned. It may be large: nobody waits with their writing meanwhile, and who may
    /// not have it planned is told so first.
    async fn check_sent(
        &self,
        actor: &Actor,
        event: EventId,
        (orders, file): (&Orders, &Value),
    ) -> Result<(), Error> {
        let mut tx = self.read().await?;
        self.permit_plans(&mut tx, actor, UseCase::StartRun, event).await?;
        let found = events::find(&mut tx, event).await?.ok_or(const { Error::not_found(Kind::Event) })?;
        drop(tx);
        orders.check()?;
        if !found.phase.allows(Action::Plan) {
            return Err(Refusal::PhaseForbids.into());
        }
        let turn = self.checking().await?;
        let file = file.clone();
        let checked = spawn_blocking(move || {
            let checked = Self::instance_of(&file).map(drop);
            drop(turn);
            checked
        });
        let checked = checked.await;
        checked.map_err(|_| Error::Internal("the planner panicked"))?
    }

    /// A run: how far it is, and what came of it.
    pub async fn show_run(&self, actor: &Actor, event: EventId, id: RunId) -> Result<Run, Error> {
        let mut tx = self.read().await?;
        self.permit_plans(&mut tx, actor, UseCase::ReadPlans, event).await?;
        let run = runs::find(&mut tx, id).await?.filter(|run| run.event == event);
        run.ok_or(Error::not_found(Kind::Run))
    }

    /// The last runs of an event, the newest first, without the files of what-if plans.
    pub async fn list_runs(&self, actor: &Actor, event: EventId) -> Result<Vec<Run>, Error> {
        let mut tx = self.read().await?;
        self.permit_plans(&mut tx, actor, UseCase::ReadPlans, event).await?;
        Ok(runs::list(&mut tx, event).await?)
    }

    /// Stops a run on whatever node it is: with the best plan so far, or without any.
    pub async fn stop_run(&self, actor: &Actor, event: EventId, id: RunId, how: Stop) -> Result<(), Error> {
        let mut tx = self.write().await?;
        self.permit_plans(&mut tx, actor, UseCase::StartRun, event).await?;
        let run = runs::find(&mut tx, id).await?.filter(|run| run.event == event);
        let run = run.ok_or(Error::not_found(Kind::Run))?;
        if !runs::stop_run(&mut tx, id, how, self.now()).await? {
            return Err(Refusal::RunEnded.into());
        }
        runs::forget_file(&mut tx, &run).await?;
        let entry = self.entry(actor, "run.stopped", Kind::Run, id).of(event);
        tx.record(entry.after(json!({ "how": how })));
        Ok(tx.commit().await?)
    }
}
