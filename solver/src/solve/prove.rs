//! Closing the gap: clauses prove what annealing cannot, while annealing goes on beside them.

mod parts;

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use super::Run;
use super::bound::Proof;
use super::polish::{polish, target};
use crate::config::{Budget, Cancel, Phase};
use crate::exact::{Aim, Answer, Limits, Sat, flow_bound, improve};
use crate::format::{Criterion, Score};
use crate::instance::MeetingIdx;
use crate::place::Spots;
use crate::search::{Goal, State, Watch};

/// Formulas of more spots than this are not tried: they would take longer to build than a run lasts.
const MOST_SPOTS: usize = 20_000;

/// How long annealing looks for a better plan in its turn; clauses as long at first, then twice as long each time.
const TURN: Duration = Duration::from_secs(2);

/// Simplex iterations per node that an integer program may take: the root, its cuts and heuristics count as well.
const ITERATIONS_PER_NODE: u64 = 50;

/// Conflicts per unit of work.
const CONFLICTS_PER_UNIT: u64 = 10;

/// Plans the whole event as one integer program, one criterion after the other; `moves` is left to the seating.
pub(crate) fn whole(run: &Run<'_>, state: &mut State<'_>) -> Vec<Proof> {
    run.tell(Phase::Prove, state);
    // Pinned meetings too: a pin may leave the line-up or the room open.
    let free: Vec<MeetingIdx> = run.instance.meeting_indices().collect();
    let criteria = run.instance.criteria();
    let limits = run.limits(0.8, 20_000);
    let limits = Limits { iterations: limits.nodes.map(|nodes| nodes * ITERATIONS_PER_NODE), ..limits };
    // Without a proof nothing is claimed, so a failure of the solver costs no more than this step.
    let Ok(Some(exact)) = improve(run.instance, state.flat.pools, state.spots(), &free, criteria, &limits)
    else {
        return Vec::new();
    };
    adopt(run, state, Some(exact.spots));
    let mut given = Vec::new();
    let mut proofs = Vec::new();
    for (criterion, value, bound) in exact.bounds {
        proofs.push(Proof { criterion, bound, given: given.clone() });
        given.push((criterion, value));
    }
    proofs
}

/// Goes on with `work` while a linear program bounds the first open criterion of agendas, where clauses would be too
/// many and there is a thread to spare.
pub(crate) fn beside<'a>(
    run: &Run<'_>,
    state: &mut State<'a>,
    work: impl FnOnce(&mut State<'a>) + Send,
) -> Vec<Proof> {
    let spare = rayon::current_num_threads() > 1 && matches!(run.config.budget, Budget::Time(_));
    let held = certain_meetings(run, state).filter(|_| spare && !is_provable(run, state));
    let counted = [Criterion::Idle, Criterion::Breaks];
    let first = run.instance.criteria().iter().copied().find(|c| counted.contains(c));
    let (Some(held), Some(criterion)) = (held, first) else {
        work(state);
        return Vec::new();
    };
    let (pools, limits) = (state.flat.pools, run.limits(0.5, 0));
    let given = vec![(Criterion::Unplaced, state.values().get(Criterion::Unplaced))];
    let (bound, ()) =
        rayon::join(|| flow_bound(run.instance, pools, &held, criterion, &limits), || work(state));
    match bound {
        Ok(Some(bound)) if bound < i64::MAX => vec![Proof { criterion, bound, given }],
        _ => Vec::new(),
    }
}

/// Whether the clauses would be few enough to be worth a try.
pub(crate) fn is_provable(run: &Run<'_>, state: &State<'_>) -> bool {
    if state.change_limit != i64::MAX {
        return false; // the clauses know nothing of the limit
    }
    let (instance, pools) = (run.instance, state.flat.pools);
    certain_meetings(run, state).is_some()
        && run.parts(pools).iter().all(|part| Sat::size(instance, pools, part) <= MOST_SPOTS)
}

/// Proves or improves idle slots, breaks and the like where every plan of the same rank holds the same meetings.
pub(crate) fn prove(run: &Run<'_>, state: &mut State<'_>, bounds: &Score) -> Vec<Proof> {
    let Some(held) = certain_meetings(run, state) else { return Vec::new() };
    let counted = run.instance.criteria().iter().copied().filter(|c| Sat::COUNTED.contains(c));
    let open = |c: &Criterion| bounds.get(*c).is_none_or(|b| b < state.values().get(*c));
    let Some(first) = counted.clone().find(|c| open(c)) else { return Vec::new() };
    if run.clock.is_over() {
        return Vec::new();
    }
    run.tell(Phase::Prove, state);
    let parts = run.parts(state.flat.pools);
    if parts.len() > 1 && matches!(first, Criterion::Idle | Criterion::Breaks) {
        return parts::prove(run, state, parts, first);
    }
    let mut proofs = Vec::new();
    let mut given = vec![(Criterion::Unplaced, state.values().get(Criterion::Unplaced))];
    let mut sat = Sat::new(run.instance, state.flat.pools, &held, Aim::Prove);
    for criterion in counted {
        let value = state.values().get(criterion);
        let bound = bounds.get(criterion).unwrap_or(0);
        if bound < value && !run.clock.is_over() {
            let bound = if criterion == first {
                close_beside_annealing(run, state, &mut sat, &held, criterion, bounds)
            } else {
                close(run, state, &mut sat, criterion, bound)
            };
            proofs.push(Proof { criterion, bound, given: given.clone() });
            run.tell(Phase::Prove, state);
        }
        let value = state.values().get(criterion);
        sat.limit(criterion, value);
        given.push((criterion, value));
    }
    proofs
}

/// The meetings that every plan with this plan's values of the earlier criteria holds, if that is certain: all that
/// have a spot at all.
fn certain_meetings(run: &Run<'_>, state: &State<'_>) -> Option<Vec<MeetingIdx>> {
    let held: Vec<MeetingIdx> = run.possible().collect();
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
    held: &[MeetingIdx],
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
            let watch = Watch { criterion, floor: &floor, best: &best };
            let goal = Goal { target: &target, watch: Some(watch) };
            descend(run, &mut annealed, held, watch, goal, &done);
            done.cancel();
        },
    );
    let criteria = run.instance.criteria();
    if annealed.key(criteria) < state.key(criteria) {
        *state = annealed;
    }
    adopt(run, state, plan);
    proven.max(floor.load(Ordering::Relaxed))
}

/// Looks for better plans until the bound is met or the run ends: annealing and clauses in turn. Annealing goes on from
/// the best plan of either; clauses ask for less than its value, a little longer each time.
fn descend(
    run: &Run<'_>,
    state: &mut State<'_>,
    held: &[MeetingIdx],
    pair: Watch<'_>,
    goal: Goal<'_>,
    done: &Cancel,
) {
    let clock = run.clock.until(done);
    let threads = rayon::current_num_threads() - 1;
    let mut finder = Sat::new(run.instance, state.flat.pools, held, Aim::Find);
    let mut turn = TURN;
    while !clock.is_over() {
        polish(run, state, threads, &clock.share_of_at_most(1.0, TURN), goal);
        let value = state.values().get(pair.criterion);
        if value <= pair.floor.load(Ordering::Relaxed) {
            return;
        }
        let seconds = clock.seconds_left().map(|left| left.min(turn.as_secs_f64()));
        let limits = Limits { seconds, cancel: clock.cancel().clone(), ..Limits::default() };
        // Halfway down: a plan there saves many small steps, and a "no" there is a proof.
        let floor = pair.floor.load(Ordering::Relaxed);
        let asked = floor + (value - 1 - floor) / 2;
        match finder.try_at_most(pair.criterion, asked, &limits) {
            Ok(Answer::Found(plan)) => {
                adopt(run, state, Some(plan));
                pair.best.fetch_min(state.values().get(pair.criterion), Ordering::Relaxed);
            }
            Ok(Answer::Impossible) => {
                pair.floor.fetch_max(asked + 1, Ordering::Relaxed);
            }
            Ok(Answer::Stopped) | Err(_) => turn = turn.mul_f64(2.0),
        }
    }
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
            Ok(Answer::Impossible) => drop(floor.fetch_max(k + 1, Ordering::Relaxed)),
            Ok(Answer::Stopped) | Err(_) => return (k, None),
        }
    }
}

/// Takes a plan of the exact method over where it is better.
pub(super) fn adopt(run: &Run<'_>, state: &mut State<'_>, plan: Option<Spots>) {
    let Some(plan) = plan else { return };
    let criteria = run.instance.criteria();
    let mut other = state.clone();
    other.restore(&plan);
    if other.key(criteria) < state.key(criteria) {
        *state = other;
    }
}
