//! From an instance to a proven plan: which methods run, in which order, and when to stop.

use std::sync::OnceLock;
use std::time::Duration;

mod bound;
mod components;
mod keep;
mod place;
mod polish;
mod prove;
mod spread;
mod start;
mod write;

use self::components::components;
use crate::bounds::{Selection, Share, least_of_each, select};
use crate::budget::Clock;
use crate::config::{Config, Mode, Phase, Progress};
use crate::exact::{BackendError, Limits};
use crate::format::{Criterion, Plan, Score, Status};
use crate::instance::{Instance, MeetingIdx};
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
    let mut run = Run {
        instance,
        config,
        clock,
        bounds: Score::default(),
        proofs: Vec::new(),
        least: Default::default(),
        parts: OnceLock::new(),
    };

    let mut bottlenecks = Vec::new();
    let mut nothing_more_fits = None;
    if matches!(config.mode, Mode::Keep(_)) {
        run.tell(Phase::Place, &state);
        nothing_more_fits = Some(keep::add(&run, &mut state)?);
    } else {
        run.tell(Phase::Bound, &state);
        let selection = run.select(Share::Whole, &[])?;
        bottlenecks.clone_from(&selection.bottlenecks);
        run.tell(Phase::Place, &state);
        let pinned_only = state.clone();
        place::place(&mut run, &mut state, &selection)?;
        improve(&mut run, &mut state);
        spread::enforce(&mut state)?;
        take_if_better(&run, &mut state, pinned_only);
    }
    run.tell(Phase::Seat, &state);
    let seats = seat(instance, &pools, state.spots(), known.seats(), config.seed);
    for m in (0..seats.len()).filter(|&m| seats[m].is_none()) {
        state.remove(m as u32); // only where slots of different lengths share a room with seats that may not change
    }
    let (plan, circumstances) = write::plan(&run, &state, &seats, &known, nothing_more_fits)?;
    let stopped = stopped(&run, &plan);
    let changed_agendas = known.changed_agendas(&plan);
    let seconds = clock.seconds();
    Ok(Outcome { plan, circumstances, stopped, bottlenecks, changed_agendas, nothing_more_fits, seconds })
}

fn stopped(run: &Run<'_>, plan: &Plan) -> Stopped {
    if run.config.cancel.is_cancelled() {
        Stopped::Cancelled
    } else if plan.status == Status::Optimal {
        Stopped::Proven
    } else if run.clock.is_over() {
        Stopped::Budget
    } else {
        Stopped::Exhausted
    }
}

/// Takes another plan over where it is better and keeps the limit on breaks; its bounds are worked out anew.
fn take_if_better(run: &Run<'_>, state: &mut State<'_>, mut other: State<'_>) {
    let criteria = run.instance.criteria();
    let better = other.key(criteria) < state.key(criteria);
    if better && spread::enforce(&mut other).is_ok_and(|dropped| !dropped) {
        state.restore(other.spots());
    }
}

/// How long annealing goes alone before the exact methods join: on small events it is at the optimum by then.
const ALONE: Duration = Duration::from_millis(1500);

/// The most meetings, and spots of meetings, of an event that is planned as one integer program.
const WHOLE: (usize, usize) = (40, 1_500);

/// The most nodes of an integer program for each unit of work that is left.
const NODES_PER_UNIT: u64 = 20;

/// Improves agendas until the bounds are met or the budget is used.
fn improve(run: &mut Run<'_>, state: &mut State<'_>) {
    run.tell(Phase::Polish, state);
    let chains = polish::chains(run);
    let polish_all = |run: &Run<'_>, state: &mut State<'_>, clock: &Clock| {
        let bounds = bound::bounds(run, state, &bound::values(run, state));
        let target = polish::target(run, &bounds);
        polish::polish(run, state, chains, clock, Goal { target: &target, watch: None });
        bounds
    };
    let whole = whole_is_small(run, state);
    if whole || prove::is_provable(run, state) {
        let alone = run.clock.share_of_at_most(0.3, if whole { ALONE / 10 } else { ALONE });
        let bounds = polish_all(run, state, &alone);
        run.clock.spend(alone.spent());
        let proofs = if whole { prove::whole(run, state) } else { prove::prove(run, state, &bounds) };
        run.proofs.extend(proofs);
    }
    let proofs = prove::beside(run, state, |state| drop(polish_all(run, state, run.clock)));
    run.proofs.extend(proofs);
}

/// Whether the whole event can be planned as one integer program. Where the plan that people know limits what may
/// change it is not, since the program does not know that limit.
fn whole_is_small(run: &Run<'_>, state: &State<'_>) -> bool {
    let n_spots: usize = run.instance.meetings.iter().flat_map(|m| &m.lineups).map(|l| l.slots.len()).sum();
    let few = run.instance.meetings.len() <= WHOLE.0 && n_spots * state.flat.pools.list.len() <= WHOLE.1;
    few && matches!(run.config.mode, Mode::Free) && !run.clock.is_over()
}

/// What all steps of a run share.
pub(crate) struct Run<'a> {
    pub(crate) instance: &'a Instance,
    pub(crate) config: &'a Config,
    pub(crate) clock: &'a Clock,
    /// What is proven so far, whatever the plan: each bound holds given that the earlier criteria are at *theirs*.
    pub(crate) bounds: Score,
    /// What exact methods have proven, each for the values of the plan that they had.
    pub(crate) proofs: Vec<bound::Proof>,
    /// Least idle slots and least breaks of each participant, once worked out.
    least: [OnceLock<Vec<i64>>; 2],
    /// The parts of the event that have nothing to do with each other, once worked out.
    parts: OnceLock<Vec<Vec<MeetingIdx>>>,
}

impl Run<'_> {
    /// Says how far the run is.
    pub(crate) fn tell(&self, phase: Phase, state: &State<'_>) {
        let best = bound::values(self, state);
        let bounds = self.bounds.clone();
        self.config.progress.tell(&Progress { phase, best, bounds, seconds: self.clock.seconds() });
    }

    /// The least idle slots (or breaks) of each participant when all of `held` take place, which is the same throughout
    /// the run.
    pub(crate) fn least(&self, criterion: Criterion, held: &[bool]) -> &[i64] {
        let which = usize::from(criterion == Criterion::Breaks);
        self.least[which].get_or_init(|| least_of_each(self.instance, held, criterion))
    }

    /// The meetings that can be held at all, by parts that have nothing to do with each other.
    pub(crate) fn parts(&self, pools: &Pools) -> &[Vec<MeetingIdx>] {
        self.parts.get_or_init(|| components(self.instance, pools, &self.possible().collect::<Vec<_>>()))
    }

    /// The meetings that have a spot at all, whatever the others do.
    pub(crate) fn possible(&self) -> impl Iterator<Item = MeetingIdx> {
        let has_spot =
            |m: &MeetingIdx| self.instance.meetings[m.at()].lineups.iter().any(|l| !l.slots.is_empty());
        self.instance.meeting_indices().filter(has_spot)
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
        if given.is_empty() {
            self.take_bounds(&selection.bounds);
        }
        Ok(selection)
    }

    /// Takes over what a finer program proves. A bound holds given that the earlier criteria are at theirs, so from the
    /// first that is raised on, all are the finer program's.
    fn take_bounds(&mut self, finer: &[(Criterion, i64)]) {
        for (i, &(criterion, bound)) in finer.iter().enumerate() {
            let known = self.bounds.get(criterion).unwrap_or(i64::MIN);
            if bound > known {
                self.bounds.0.extend(finer[i..].iter().copied());
                return;
            }
            if bound < known {
                return;
            }
        }
    }

    /// Limits of one call of an exact method: a fraction of the time left, or at most so many nodes under a work limit.
    pub(crate) fn limits(&self, fraction: f64, nodes: u64) -> Limits {
        Limits {
            seconds: self.clock.seconds_left().map(|s| s * fraction),
            nodes: self
                .clock
                .work_left()
                .map(|units| nodes.min(units.saturating_add(1).saturating_mul(NODES_PER_UNIT))),
            cancel: self.config.cancel.clone(),
            ..Limits::default()
        }
    }
}

#[cfg(test)]
mod tests;
