//! Time and work left: the only place that reads a clock.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::config::{Budget, Cancel};

/// What is left of a run's budget.
///
/// Under a time budget it looks at the clock. Under a work limit every part of the run gets its own share in advance
/// (see [`Clock::share`]), so that what one thread does never depends on how far another has come.
#[derive(Debug)]
pub(crate) struct Clock {
    start: Instant,
    /// When this clock was made; its share is counted from here.
    begin: Instant,
    deadline: Option<Instant>,
    /// Units of work that this clock may spend; `None` under a time budget.
    work: Option<u64>,
    spent: AtomicU64,
    cancel: Cancel,
}

impl Clock {
    /// Starts the run's clock.
    pub(crate) fn start(budget: Budget, cancel: &Cancel) -> Self {
        let start = Instant::now();
        let (deadline, work) = match budget {
            Budget::Time(time) => (start.checked_add(time), None),
            Budget::Work(units) => (None, Some(units)),
        };
        Self { start, begin: start, deadline, work, spent: AtomicU64::new(0), cancel: cancel.clone() }
    }

    /// A clock for one part of the run: a fraction of the work or of the time that is left. What a part spends is booked
    /// by [`Self::spend`] when it is over.
    pub(crate) fn share(&self, fraction: f64) -> Self {
        let now = Instant::now();
        let deadline = self
            .deadline
            .map(|end| now + end.saturating_duration_since(now).mul_f64(fraction.clamp(0.0, 1.0)));
        let work = self.work_left().map(|units| (units as f64 * fraction) as u64);
        Self {
            start: self.start,
            begin: now,
            deadline,
            work,
            spent: AtomicU64::new(0),
            cancel: self.cancel.clone(),
        }
    }

    /// A clock over all that is left that also stops when `done` says so.
    pub(crate) fn until(&self, done: &Cancel) -> Self {
        Self { cancel: self.cancel.or(done), ..self.share(1.0) }
    }

    /// A share that is no longer than `most`; under a work limit the share alone counts.
    pub(crate) fn share_of_at_most(&self, fraction: f64, most: Duration) -> Self {
        let share = self.share(fraction);
        let deadline = share.deadline.map(|end| end.min(share.begin + most));
        Self { deadline, ..share }
    }

    /// Units of work booked so far.
    pub(crate) fn spent(&self) -> u64 {
        self.spent.load(Ordering::Relaxed)
    }

    /// Books work done.
    pub(crate) fn spend(&self, units: u64) {
        self.spent.fetch_add(units, Ordering::Relaxed);
    }

    /// Whether to stop.
    pub(crate) fn is_over(&self) -> bool {
        self.cancel.is_cancelled()
            || self.deadline.is_some_and(|end| Instant::now() >= end)
            || self.work.is_some_and(|units| self.spent.load(Ordering::Relaxed) >= units)
    }

    /// Units of work left, under a work limit.
    pub(crate) fn work_left(&self) -> Option<u64> {
        self.work.map(|units| units.saturating_sub(self.spent.load(Ordering::Relaxed)))
    }

    /// Seconds left, under a time budget.
    pub(crate) fn seconds_left(&self) -> Option<f64> {
        self.deadline.map(|end| end.saturating_duration_since(Instant::now()).as_secs_f64())
    }

    /// Seconds since the run began; for people, never for decisions.
    pub(crate) fn seconds(&self) -> f64 {
        self.start.elapsed().as_secs_f64()
    }

    /// How much of this clock's share is used, from 0 to 1.
    pub(crate) fn used_here(&self) -> f64 {
        if let Some(units) = self.work {
            return self.spent.load(Ordering::Relaxed) as f64 / units.max(1) as f64;
        }
        let Some(end) = self.deadline else { return 0.0 };
        let total = end.saturating_duration_since(self.begin).as_secs_f64();
        if total == 0.0 { 1.0 } else { self.begin.elapsed().as_secs_f64() / total }
    }

    /// The switch that ends the run early.
    pub(crate) fn cancel(&self) -> &Cancel {
        &self.cancel
    }
}
