//! Runs of the planner: what is asked of one, how far it is, what came of it.

use super::{plan::Score, planning::Scenario, text::has_nul, words};
use crate::{
    Error, Fault, FaultCode, Faults,
    ids::{EventId, PlanId, RunId},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

words! {
    /// What a run is for.
    pub enum RunPurpose {
        /// A draft of a plan.
        Draft = "draft",
        /// An answer to "what if", which never touches the event.
        WhatIf = "what-if",
    }
}

words! {
    /// How far a run is.
    pub enum RunState {
        /// Waiting for a worker.
        Queued = "queued",
        /// A worker has it.
        Running = "running",
        /// It made its plan.
        Done = "done",
        /// It could not.
        Failed = "failed",
        /// Somebody stopped it, and it made nothing.
        Cancelled = "cancelled",
    }
}

words! {
    /// How a run is to be stopped.
    pub enum Stop {
        /// With the best plan so far.
        Keep = "keep",
        /// Without a plan.
        Discard = "discard",
    }
}

words! {
    /// What a run does at the moment.
    pub enum RunPhase {
        /// Proving how good a plan can be, and choosing which meetings to hold.
        Bound = "bound",
        /// Giving them their slots.
        Place = "place",
        /// Improving agendas.
        Polish = "polish",
        /// Closing the gap by exact methods.
        Prove = "prove",
        /// Numbering tables.
        Seat = "seat",
    }
}

/// What is asked of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Orders {
    /// What may change in the published plan.
    pub mode: RunMode,
    /// Seconds that it may take.
    pub seconds: u64,
    /// Units of work instead of seconds: the same plan on any machine.
    pub work: Option<u64>,
    /// Seed of every random choice.
    pub seed: u64,
    /// What if.
    pub scenario: Option<Scenario>,
    /// What if the event were this file of the format `carnet-instance/1`. It is not kept once the run has ended.
    pub instance: Option<Value>,
}

impl Default for Orders {
    fn default() -> Self {
        Self { mode: RunMode::Free, seconds: 30, work: None, seed: 1, scenario: None, instance: None }
    }
}

impl Orders {
    /// The longest that a run may take, in seconds.
    pub const MOST_SECONDS: u64 = 3600;

    /// The largest file that is planned, in bytes: what an event of many thousands has, and what is kept in a queue.
    pub const MOST_BYTES: usize = 4 * 1024 * 1024;

    /// What is wrong with them.
    pub fn check(&self) -> Result<(), Error> {
        let mut faults = Faults::new();
        if !(1..=Self::MOST_SECONDS).contains(&self.seconds) {
            let fault = Fault::new("seconds", FaultCode::OutOfRange);
            faults.push(fault.with("least", 1).with("most", Self::MOST_SECONDS));
        }
        if self.work == Some(0) {
            faults.push(Fault::new("work", FaultCode::OutOfRange).with("least", 1));
        }
        if self.scenario.is_some() && self.instance.is_some() {
            faults.push(Fault::new("instance", FaultCode::Duplicate));
        }
        if self.instance.as_ref().is_some_and(|file| file.to_string().len() > Self::MOST_BYTES) {
            faults.push(Fault::new("instance", FaultCode::TooLarge).with("most", Self::MOST_BYTES));
        }
        if self.instance.as_ref().is_some_and(has_nul) {
            faults.push(Fault::new("instance", FaultCode::ControlCharacters));
        }
        faults.check()
    }
}

/// What may change in the published plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum RunMode {
    /// Everything that is not pinned; how much, the criteria weigh.
    #[default]
    Free,
    /// Nothing: others are added.
    Keep,
    /// At most so many of its meetings.
    Replan(u64),
}

/// How far a run is.
#[derive(Clone, Debug, PartialEq)]
pub struct RunProgress {
    /// What it does.
    pub phase: RunPhase,
    /// The best plan so far.
    pub score: Score,
    /// What is proven so far.
    pub bounds: Score,
    /// Seconds since it began.
    pub seconds: f64,
}

/// A run.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Its identity.
    pub id: RunId,
    /// Of which event.
    pub event: EventId,
    /// What for.
    pub purpose: RunPurpose,
    /// What was asked.
    pub orders: Orders,
    /// How far it is.
    pub state: RunState,
    /// Whether somebody asked to stop it, and how.
    pub stop: Option<Stop>,
    /// Who works on it.
    pub worker: Option<String>,
    /// How often it was begun.
    pub claim: i64,
    /// The worker's last sign.
    pub alive_at: Option<DateTime<Utc>>,
    /// The progress that was last written.
    pub progress: Option<RunProgress>,
    /// What came of it.
    pub report: Option<RunReport>,
    /// Who asked.
    pub by: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
}

/// What came of a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RunReport {
    /// The draft.
    pub plan: Option<PlanId>,
    /// What the plan scores.
    pub score: Score,
    /// What is proven.
    pub bounds: Score,
    /// How many meetings have a place.
    pub n_placed: usize,
    /// How many have none.
    pub n_unplaced: usize,
    /// What the published plan scores, for comparison.
    pub published: Option<Score>,
    /// What ended the run: `proven`, `budget`, `cancelled` or `exhausted`.
    pub stopped: Option<String>,
    /// What more of would let more meetings take place: `{resource, id, value}`, the tightest first.
    pub bottlenecks: Vec<Value>,
    /// Whether it is proven that nothing more fits beside what is kept.
    pub nothing_more_fits: Option<bool>,
    /// Of a what-if: the plan, as a file. Lists of runs leave it out; it is kept beside the report.
    #[serde(skip)]
    pub file: Option<Value>,
    /// Why there is no plan: a stable word.
    pub failure: Option<String>,
    /// What the word speaks of: of `too-few-changes` how many meetings are `needed` to change and how many are `allowed` to, of
    /// `not-plannable` the `faults`.
    pub about: Value,
    /// The same for whoever runs the installation.
    pub detail: Option<String>,
}
