//! Closing the gap: clauses prove what annealing cannot, while annealing goes on beside them.

use std::sync::atomic::{AtomicI64, Ordering};

use super::Run;
use super::bound::raise;
use super::polish::{polish, target};
use crate::config::{Budget, Cancel, Phase};
use crate::exact::{Answer, Limits, Sat};
use crate::format::{Criterion, Score};
use crate::instance::MeetingIdx;
use crate::place::Spots;
use crate::search::{Goal, State, Watch};

/// Formulas of more spots than this are not tried: they would take longer to build than a run lasts.
const MOST_SPOTS: usize = 40_000;

/// Conflicts per unit of work.
const CONFLICTS_PER_UNIT: u64 = 10;

/// Whether the clauses would be few enough to be worth a try.
pub(crate) fn is_provable(run: &Run<'_>, state: &State<'_>) -> bool {
    let held = certain_meetings(run, state);
    held.is_some_and(|held| Sat::size(run.instance, state.flat.pools, &held) <= MOST_SPOTS)
}

/// Proves or improves idle slots, breaks and the like where every plan of the same rank holds the same meetings.
///
/// Returns the bounds with what was proven added.
pub(crate) fn prove(run: &Run<'_>, state: &mut State<'_>, mut bounds: Score) -> Score {
    let Some(held) = certain_meetings(run, state) else { return bounds };
    if run.clock.is_over() {
        return bounds;
    }
    let counted = run.instance.criteria().iter().copied().filter(|c| Sat::COUNTED.contains(c));
    let open = |c: &Criterion| bounds.get(*c).is_none_or(|b| b < state.values().get(*c));
    let Some(first) = counted.clone().find(|c| open(c)) else { return bounds };
    run.tell(Phase::Prove, state);
    let mut sat = Sat::new(run.instance, state.flat.pools, &held);
    for criterion in counted {
        let value = state.values().get(criterion);
        let bound = bounds.get(criterion).unwrap_or(0);
        if bound < value && !run.clock.is_over() {
            let proven = if criterion == first {
                close_beside_annealing(run, state, &mut sat, criterion, &bounds)
            } else {
                close(run, state, &mut sat, criterion, bound)
            };
            raise(&mut bounds, criterion, proven);
            run.tell(Phase::Prove, state);
        }
        sat.limit(criterion, state.values().get(criterion));
    }
    bounds
}

/// The meetings that every plan with this plan's values of the earlier criteria holds, if that is certain: all that
/// have a spot at all.
fn certain_meetings(run: &Run<'_>, state: &State<'_>) -> Option<Vec<MeetingIdx>> {
    let possible = |m: &MeetingIdx| run.instance.meetings[m.at()].lineups.iter().any(|l| !l.slots.is_empty());
    let held: Vec<MeetingIdx> = run.instance.meeting_indices().filter(possible).collect();
    let first = run.instance.criteria().first() == Some(&Criterion::Unplaced);
    (first && held.iter().all(|m| state.spot(m.0).is_some())).then_some(held)
}

/// Raises the bound of one criterion by clauses alone.
fn close(run: &Run<'_>, state: &mut State<'_>, sat: &mut Sat<'_>, criterion: Criterion, bound: i64) -> i64 {
    let best = AtomicI64::new(state.values().get(criterion));
    let (proven, plan) = climb(run, sat, criterion, &AtomicI64::new(bound), &best, &Cancel::default());
    adopt(run, state, plan);
    proven
}

/// Raises the bound by clauses on one thread while the others anneal; each stops when the other has done the work.
fn close_beside_annealing(
    run: &Run<'_>,
    state: &mut State<'_>,
    sat: &mut Sat<'_>,
    criterion: Criterion,
    bounds: &Score,
) -> i64 {
    let bound = bounds.get(criterion).unwrap_or(0);
    let threads = rayon::current_num_threads();
    if threads < 2 || matches!(run.config.budget, Budget::Work(_)) {
        return close(run, state, sat, criterion, bound);
    }
    let best = AtomicI64::new(state.values().get(criterion));
    let done = Cancel::default();
    let floor = AtomicI64::new(bound);
    let target = target(run, bounds);
    let mut annealed = state.clone();
    let ((proven, plan), ()) = rayon::join(
        || {
            let climbed = climb(run, sat, criterion, &floor, &best, &done);
            done.cancel();
            climbed
        },
        || {
            let clock = run.clock.until(&done);
            let watch = Some(Watch { criterion, floor: &floor, best: &best });
            polish(run, &mut annealed, threads - 1, &clock, Goal { target: &target, watch });
            if annealed.values().get(criterion) <= floor.load(Ordering::Relaxed) {
                done.cancel();
            }
        },
    );
    let criteria = run.instance.criteria();
    if annealed.values().key(criteria) < state.values().key(criteria) {
        *state = annealed;
    }
    adopt(run, state, plan);
    proven
}

/// Asks for one value after the other from below, until one has a plan or the best known plan is reached.
fn climb(
    run: &Run<'_>,
    sat: &mut Sat<'_>,
    criterion: Criterion,
    floor: &AtomicI64,
    best: &AtomicI64,
    done: &Cancel,
) -> (i64, Option<Spots>) {
    loop {
        let k = floor.load(Ordering::Relaxed);
        if k >= best.load(Ordering::Relaxed) || run.clock.is_over() {
            return (k, None);
        }
        let limits = Limits {
            seconds: run.clock.seconds_left(),
            nodes: run.clock.work_left().map(|units| units.saturating_mul(CONFLICTS_PER_UNIT) / 2),
            cancel: done.or(run.clock.cancel()),
            ..Limits::default()
        };
        // Without a proof nothing is claimed, so a failure of the solver costs no more than this step.
        match sat.try_at_most(criterion, k, &limits) {
            Ok(Answer::Found(plan)) => return (k, Some(plan)),
            Ok(Answer::Impossible) => floor.store(k + 1, Ordering::Relaxed),
            Ok(Answer::Stopped) | Err(_) => return (k, None),
        }
    }
}

/// Takes a plan of the exact method over where it is better.
fn adopt(run: &Run<'_>, state: &mut State<'_>, plan: Option<Spots>) {
    let Some(plan) = plan else { return };
    let criteria = run.instance.criteria();
    let mut other = state.clone();
    other.restore(&plan);
    if other.values().key(criteria) < state.values().key(criteria) {
        *state = other;
    }
}
