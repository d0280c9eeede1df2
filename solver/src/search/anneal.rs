//! Improving a plan by simulated annealing over Kempe chains.

use std::sync::atomic::{AtomicI64, Ordering};

use fastrand::Rng;

use super::chain::Chain;
use super::state::{Delta, State};
use crate::budget::Clock;
use crate::format::Criterion;
use crate::place::Spots;

/// How one annealing run goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Schedule {
    /// Temperature at the start, in units of the first criterion that annealing changes.
    pub(crate) hot: f64,
    /// Temperature at the end.
    pub(crate) cold: f64,
}

/// How many moves make a unit of work.
const MOVES_PER_UNIT: u64 = 1000;

/// Share of the moves that go beside another meeting of one of the people; measured on `instances/`.
const GUIDED: f64 = 0.5;

/// Weight of a break beyond the limit on spread: low enough to be crossed on the way to a better plan.
const EXCESS: f64 = 2.0;

/// Weight of an idle slot where no criterion counts them: a shorter gap is nearer to none.
const GUIDING_IDLE: f64 = 0.1;

/// What annealing minimises: a weighted sum in which earlier criteria weigh more.
///
/// Annealing cannot compare strictly in order (nothing would ever trade), so the first weighs 1 and each next one
/// `RATIO` times less; what is kept as the best is compared strictly.
#[derive(Clone, Copy, Debug)]
struct Weights {
    changes: f64,
    idle: f64,
    breaks: f64,
    max_idle: f64,
    excess: f64,
}

impl Weights {
    const RATIO: f64 = 5.0;

    fn new(criteria: &[Criterion], has_previous: bool) -> Self {
        let polished = [Criterion::Changes, Criterion::Idle, Criterion::Breaks, Criterion::MaxIdle];
        let mut weights = Self { changes: 0.0, idle: 0.0, breaks: 0.0, max_idle: 0.0, excess: 0.0 };
        let counts = |c: &Criterion| polished.contains(c) && (has_previous || *c != Criterion::Changes);
        let mut weight = 1.0;
        for &criterion in criteria.iter().filter(|&c| counts(c)) {
            match criterion {
                Criterion::Changes => weights.changes = weight,
                Criterion::Idle => weights.idle = weight,
                Criterion::Breaks => weights.breaks = weight,
                _ => weights.max_idle = weight,
            }
            weight /= Self::RATIO;
        }
        weights.excess = EXCESS;
        if weights.idle == 0.0 && weights.breaks > 0.0 {
            weights.idle = GUIDING_IDLE * weights.breaks;
        }
        weights
    }

    fn of(&self, delta: &Delta, max_idle: i64) -> f64 {
        self.changes * f64::from(delta.changes)
            + self.idle * f64::from(delta.gaps.idle)
            + self.breaks * f64::from(delta.gaps.breaks)
            + self.max_idle * (i64::from(delta.max_idle) - max_idle) as f64
            + self.excess * f64::from(delta.excess)
    }
}

/// A criterion that another method works on at the same time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Watch<'a> {
    pub(crate) criterion: Criterion,
    /// Its proven bound, which the other method raises.
    pub(crate) floor: &'a AtomicI64,
    /// Its value in the best plan, which annealing lowers.
    pub(crate) best: &'a AtomicI64,
}

/// When annealing stops before its clock.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Goal<'a> {
    /// Key of a plan that cannot be better.
    pub(crate) target: &'a [i64],
    pub(crate) watch: Option<Watch<'a>>,
}

impl Goal<'_> {
    fn is_met(&self, best: &[i64], criteria: &[Criterion]) -> bool {
        let closed = |watch: Watch<'_>| {
            let at = criteria.iter().position(|&c| c == watch.criterion);
            at.is_some_and(|at| best[at + 1] <= watch.floor.load(Ordering::Relaxed))
        };
        best <= self.target || self.watch.is_some_and(closed)
    }
}

/// Anneals until the clock is over or the goal is met; leaves the best plan found in `state`.
pub(crate) fn anneal(state: &mut State<'_>, schedule: Schedule, goal: Goal<'_>, seed: u64, clock: &Clock) {
    let criteria = state.flat.instance.criteria();
    let movable = movable(state);
    if movable.is_empty() {
        return;
    }
    let mut rng = Rng::with_seed(seed);
    let weights = Weights::new(criteria, state.flat.n_previous > 0);
    let Schedule { hot, cold } = schedule;
    let mut chain = Chain::default();
    let mut best = (state.key(criteria), state.spots().clone());
    while !clock.is_over() && !goal.is_met(&best.0, criteria) {
        let temperature = hot * (cold / hot).powf(clock.used_here());
        let mut improved = false;
        for _ in 0..MOVES_PER_UNIT {
            let Some((meeting, slot)) = propose(state, &movable, &mut rng) else { continue };
            let Some(delta) = chain.examine(state, meeting, slot) else { continue };
            let rise = weights.of(&delta, state.values().get(Criterion::MaxIdle));
            if rise <= 0.0 || rng.f64() < (-rise / temperature).exp() {
                chain.apply(state);
                improved |= rise < 0.0;
            }
        }
        clock.spend(1);
        if improved {
            keep_best(state, criteria, &mut best, goal.watch);
        }
    }
    state.restore(&best.1);
}

fn keep_best(
    state: &State<'_>,
    criteria: &[Criterion],
    best: &mut (Vec<i64>, Spots),
    watch: Option<Watch<'_>>,
) {
    let key = state.key(criteria);
    if key < best.0 {
        best.0 = key;
        best.1.clone_from(state.spots());
        if let Some(watch) = watch {
            watch.best.fetch_min(state.values().get(watch.criterion), Ordering::Relaxed);
        }
    }
}

/// Placed meetings with somewhere else to go.
fn movable(state: &State<'_>) -> Vec<u32> {
    let can_move = |&m: &u32| {
        !state.fixed[m as usize]
            && state.spot(m).is_some_and(|spot| state.flat.slots(state.flat.option(m, spot.lineup)).len() > 1)
    };
    (0..state.spots().len() as u32).filter(can_move).collect()
}

/// A random meeting and another slot that it allows.
///
/// Most slots would tear somebody's agenda apart, so half of the time the slot is one beside another meeting of one of
/// the people, in a session that the meeting allows; else it is any.
fn propose(state: &State<'_>, movable: &[u32], rng: &mut Rng) -> Option<(u32, u32)> {
    let meeting = movable[rng.usize(0..movable.len())];
    let spot = state.spot(meeting)?;
    let option = state.flat.option(meeting, spot.lineup);
    let allowed = state.flat.slots(option);
    let mut target = allowed[rng.usize(0..allowed.len())];
    if rng.f64() < GUIDED {
        let people = state.flat.people(option);
        let person = people[rng.usize(0..people.len())];
        if let Some(near) = state.slot_beside(person, spot.slot.0, target, rng) {
            target = near;
        }
    }
    (target != spot.slot.0).then_some((meeting, target))
}
