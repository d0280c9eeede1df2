//! When a solve stops, and what it came to.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::config::Cancel;

/// What is told of a new best solution: its objective and the value of each variable.
pub(crate) type OnIncumbent = Arc<dyn Fn(f64, &[f64]) + Send + Sync>;

/// When a solver stops before its proof is complete, and whom it tells of its progress.
#[derive(Clone, Default)]
pub(crate) struct Limits {
    /// Wall-clock seconds.
    pub(crate) seconds: Option<f64>,
    /// Nodes of the search tree, or conflicts of clauses (the same work on every machine).
    pub(crate) nodes: Option<u64>,
    /// Simplex iterations of a relaxation, or of all relaxations of an integer program (the same work on every machine).
    pub(crate) iterations: Option<u64>,
    /// Polled throughout.
    pub(crate) cancel: Cancel,
    /// An objective that is good enough.
    pub(crate) stop_at: Option<f64>,
    pub(crate) on_incumbent: Option<OnIncumbent>,
    /// Told every better lower bound.
    pub(crate) on_bound: Option<Arc<dyn Fn(f64) + Send + Sync>>,
}

impl Limits {
    /// The same limits for several solves that share the seconds: what is left of them whenever it is asked.
    pub(crate) fn shared(&self) -> impl Fn() -> Self {
        let until = self.seconds.map(|s| Instant::now() + Duration::from_secs_f64(s.clamp(0.0, 1e9)));
        move || {
            let left = until.map(|until| until.saturating_duration_since(Instant::now()).as_secs_f64());
            Self { seconds: left, ..self.clone() }
        }
    }
}

/// How a solve ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// The objective is proven.
    Optimal,
    /// A limit, a cancellation or `stop_at` came first.
    Stopped,
    /// There is no solution.
    Infeasible,
}

/// What an integer program came to.
#[derive(Clone, Debug)]
pub(crate) struct Solved {
    pub(crate) status: Status,
    /// The best solution found, by [`Var::at`](super::Var::at); integer variables hold exact whole numbers.
    pub(crate) values: Option<Vec<f64>>,
    /// Its objective.
    pub(crate) objective: Option<f64>,
    /// Proven lower bound of the objective, however the solve ended: `-∞` if nothing is known, `∞` if infeasible.
    pub(crate) bound: f64,
}

/// What the relaxation without integrality came to.
#[derive(Clone, Debug)]
pub(crate) struct Relaxed {
    /// What one more unit of each row's bound adds to the objective, by [`Row::at`](super::Row::at).
    pub(crate) duals: Vec<f64>,
    /// Proven lower bound, recomputed from the duals: no tolerance of the solver enters it.
    pub(crate) bound: f64,
}

/// The solver failed; never the fault of a program that merely has no solution.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct BackendError(pub(super) String);
