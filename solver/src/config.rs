//! What a caller asks of the planner, and what it says while it works.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::format::{Plan, Score};

/// How to plan.
#[derive(Clone)]
pub struct Config {
    /// When to stop at the latest.
    pub budget: Budget,
    /// Threads to use, at least 1.
    pub threads: usize,
    /// Seed of every random choice.
    pub seed: u64,
    /// What may change in a plan that exists.
    pub mode: Mode,
    /// Set from another thread to stop early with the best plan so far.
    pub cancel: Cancel,
    /// Told how the work goes on.
    pub progress: Observer,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            budget: Budget::Time(Duration::from_secs(10)),
            threads: 1,
            seed: 1,
            mode: Mode::Free,
            cancel: Cancel::default(),
            progress: Observer::default(),
        }
    }
}

/// When a run stops at the latest; it stops earlier when its plan is proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Budget {
    /// After this time.
    Time(Duration),
    /// After this many units of work (about a thousand evaluated moves each): the same plan on any machine and any
    /// number of threads.
    Work(u64),
}

/// What may change in a plan that exists.
#[derive(Clone, Debug, Default)]
pub enum Mode {
    /// Everything that is not pinned.
    #[default]
    Free,
    /// Nothing: meetings of the plan stay exactly where they are, and others are added.
    Keep(Plan),
    /// At most `max_changes` meetings of the plan are moved or dropped, as far as the plan is still possible.
    Replan {
        /// The plan that people know.
        plan: Plan,
        /// How many of its meetings may end up elsewhere or nowhere.
        max_changes: usize,
    },
}

/// A switch that stops a run from another thread.
#[derive(Clone, Debug)]
pub struct Cancel {
    own: Arc<AtomicBool>,
    /// Switches that stop it too.
    others: Vec<Arc<AtomicBool>>,
}

impl Default for Cancel {
    fn default() -> Self {
        Self { own: Arc::new(AtomicBool::new(false)), others: Vec::new() }
    }
}

impl Cancel {
    /// Asks the run to stop.
    pub fn cancel(&self) {
        self.own.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked.
    pub fn is_cancelled(&self) -> bool {
        self.own.load(Ordering::Relaxed) || self.others.iter().any(|o| o.load(Ordering::Relaxed))
    }

    /// The same switch, which `other` turns as well.
    pub(crate) fn or(&self, other: &Self) -> Self {
        let mut both = self.clone();
        both.others.push(Arc::clone(&other.own));
        both.others.extend(other.others.iter().cloned());
        both
    }
}

/// Where a run says how it goes on; the default says nothing.
#[derive(Clone, Default)]
pub struct Observer(Option<Arc<Tell>>);

/// What an observer calls.
type Tell = dyn Fn(&Progress) + Send + Sync;

impl Observer {
    /// Calls `tell` at every step, from any thread of the run.
    pub fn new(tell: impl Fn(&Progress) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(tell)))
    }

    pub(crate) fn tell(&self, progress: &Progress) {
        if let Some(tell) = &self.0 {
            tell(progress);
        }
    }
}

/// One step of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// What the run does now.
    pub phase: Phase,
    /// Score of the best plan so far, without `moves` until tables are numbered.
    pub best: Score,
    /// What is proven so far.
    pub bounds: Score,
    /// Seconds since the start of the run.
    pub seconds: f64,
}

/// What a run does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Proving how good a plan can be at best, and choosing which meetings to hold.
    Bound,
    /// Giving the chosen meetings their slots.
    Place,
    /// Improving agendas.
    Polish,
    /// Closing the gap by exact methods.
    Prove,
    /// Numbering tables.
    Seat,
}
