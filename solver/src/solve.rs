//! From an instance to a proven plan: which methods run, in which order, and when to stop.

use std::time::Duration;

mod bound;
mod place;
mod polish;
mod prove;
mod start;
mod write;

use crate::bounds::{Selection, Share, select};
use crate::budget::Clock;
use crate::config::{Config, Mode, Phase, Progress};
use crate::exact::{BackendError, Limits};
use crate::format::{Criterion, Score};
use crate::instance::Instance;
use crate::outcome::{Outcome, SolveError, Stopped};
use crate::place::{Grain, Pools};
use crate::search::{Flat, Goal, State};
use crate::seating::seat;

/// Plans an event.
///
/// The plan has passed [`crate::check`]; meetings without a place and bounds that are not met are part of the outcome,
/// not errors. Under [`crate::Budget::Work`] the outcome depends on instance, seed and limit alone.
pub fn solve(instance: &Instance, config: &Config) -> Result<Outcome, SolveError> {
    let threads = rayon::ThreadPoolBuilder::new().num_threads(config.threads.max(1)).build();
    let clock = Clock::start(config.budget, &config.cancel);
    match threads {
        Ok(threads) => threads.install(|| solve_here(instance, config, &clock)),
        // Without threads of its own (a very small machine) the run shares those of the process.
        Err(_) => solve_here(instance, config, &clock),
    }
}

fn solve_here(instance: &Instance, config: &Config, clock: &Clock) -> Result<Outcome, SolveError> {
    let known = start::Known::new(instance, &config.mode)?;
    let instance = known.instance();
    let grain = if matches!(config.mode, Mode::Free) { Grain::Alike } else { Grain::Room };
    let pools = Pools::new(instance, grain);
    let flat = Flat::new(instance, &pools);
    let mut state = State::new(&flat);
    known.place(&mut state)?;
    let mut run = Run { instance, config, clock, bounds: Score::default() };

    run.tell(Phase::Bound, &state);
    let selection = run.select(Share::Whole, &[])?;
    run.tell(Phase::Place, &state);
    place::place(&mut run, &mut state, selection.clone())?;
    run.bounds = improve(&run, &mut state);
    run.tell(Phase::Seat, &state);
    let seats = seat(instance, &pools, state.spots(), known.seats(), config.seed);
    let plan = write::plan(&run, &state, &seats, &known)?;
    let stopped = if config.cancel.is_cancelled() {
        Stopped::Cancelled
    } else if plan.status == crate::format::Status::Optimal {
        Stopped::Proven
    } else if clock.is_over() {
        Stopped::Budget
    } else {
        Stopped::Exhausted
    };
    let changed_agendas = known.changed_agendas(&plan);
    Ok(Outcome {
        plan,
        stopped,
        bottlenecks: selection.bottlenecks,
        changed_agendas,
        seconds: clock.seconds(),
    })
}

/// How long annealing goes alone before the exact methods join: on small events it is at the optimum by then.
const ALONE: Duration = Duration::from_millis(1500);

/// Improves agendas until the bounds are met or the budget is used; returns the bounds of the plan.
fn improve(run: &Run<'_>, state: &mut State<'_>) -> Score {
    run.tell(Phase::Polish, state);
    let mut bounds = bound::bounds(run, state);
    let goal = polish::target(run, &bounds);
    let chains = polish::chains(run);
    if !prove::is_provable(run, state) {
        polish::polish(run, state, chains, run.clock, Goal { target: &goal, watch: None });
        return bounds;
    }
    let alone = run.clock.share_of_at_most(0.3, ALONE);
    polish::polish(run, state, chains, &alone, Goal { target: &goal, watch: None });
    run.clock.spend(alone.spent());
    bounds = prove::prove(run, state, bounds);
    let goal = polish::target(run, &bounds);
    polish::polish(run, state, chains, run.clock, Goal { target: &goal, watch: None });
    bounds
}

/// What all steps of a run share.
pub(crate) struct Run<'a> {
    pub(crate) instance: &'a Instance,
    pub(crate) config: &'a Config,
    pub(crate) clock: &'a Clock,
    /// What is proven so far, whatever the plan: each bound holds given that the earlier criteria are at *theirs*.
    pub(crate) bounds: Score,
}

impl Run<'_> {
    /// Says how far the run is.
    pub(crate) fn tell(&self, phase: Phase, state: &State<'_>) {
        let values = state.values();
        let judged = self.instance.criteria().iter().filter(|&&c| c != Criterion::Moves);
        let best = judged.map(|&c| (c, values.get(c))).collect();
        let bounds = self.bounds.clone();
        self.config.progress.tell(&Progress { phase, best, bounds, seconds: self.clock.seconds() });
    }

    /// The meetings to hold and the bounds that come with them.
    pub(crate) fn select(
        &mut self,
        share: Share,
        given: &[(Criterion, i64)],
    ) -> Result<Selection, SolveError> {
        let limits = self.limits(0.25, 1000);
        let fail = |(criterion, e): (Criterion, BackendError)| SolveError::Backend {
            criterion,
            message: e.to_string(),
        };
        let selection = select(self.instance, share, given, &limits).map_err(fail)?;
        for &(criterion, bound) in selection.bounds.iter().filter(|_| given.is_empty()) {
            let known = self.bounds.0.entry(criterion).or_insert(i64::MIN);
            *known = bound.max(*known);
        }
        Ok(selection)
    }

    /// Limits of one call of an exact method: a fraction of the time left, or nodes under a work limit.
    pub(crate) fn limits(&self, fraction: f64, nodes: u64) -> Limits {
        Limits {
            seconds: self.clock.seconds_left().map(|s| s * fraction),
            nodes: self.clock.work_left().map(|_| nodes),
            cancel: self.config.cancel.clone(),
            ..Limits::default()
        }
    }
}
