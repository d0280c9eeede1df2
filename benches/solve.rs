//! How fast the parts of the planner are, compared with the last run of this program.
//!
//! Budgets are work, not time, so that every sample does the same. How good the plans are is the other program's business.

use std::time::Duration;

use carnet_benches as events;
use carnet_solver::format::{InstanceFile, Plan};
use carnet_solver::{Budget, Config, Instance, Mode, check, insert, solve};
use criterion::{BatchSize, Criterion};

/// Enough for bounds and a first plan, nothing for improving it.
const FIRST_PLAN: Budget = Budget::Work(1);
/// Enough to see how fast plans are improved.
const SEARCH: Budget = Budget::Work(500);
/// Nobody waits longer for a proof.
const PROOF: Budget = Budget::Time(Duration::from_secs(30));

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(10))
        .configure_from_args();
    first_plan(&mut criterion);
    search(&mut criterion);
    exact(&mut criterion);
    keep(&mut criterion);
    one_more(&mut criterion);
    checker(&mut criterion);
    criterion.final_summary();
}

/// Bounding, choosing, placing, numbering tables.
fn first_plan(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("first_plan");
    for name in ["middle", "oversubscribed-1500", "three-days-1500"] {
        let instance = recipe(name);
        group.bench_function(name, |bencher| bencher.iter(|| planned(&instance, FIRST_PLAN, Mode::Free)));
    }
    group.finish();
}

/// The same with some work to improve the plan.
fn search(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("search");
    for name in ["middle", "placeable-1500"] {
        let instance = recipe(name);
        group.bench_function(name, |bencher| bencher.iter(|| planned(&instance, SEARCH, Mode::Free)));
    }
    group.finish();
}

/// Proofs of published optima.
#[expect(clippy::print_stderr, reason = "a program that talks to a person")]
fn exact(criterion: &mut Criterion) {
    let Some(folder) = events::b2bsp() else {
        eprintln!("exact: left out, {}", events::NO_B2BSP);
        return;
    };
    let mut group = criterion.benchmark_group("exact");
    for name in ["tic-12", "forumt-14", "forumt-14crafd"] {
        let instance =
            events::load(&folder.join(format!("{name}.json"))).expect("published events are valid");
        group.bench_function(name, |bencher| bencher.iter(|| planned(&instance, PROOF, Mode::Free)));
    }
    group.finish();
}

/// Twenty more meetings in a plan that stays as it is.
fn keep(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("keep");
    for name in ["middle", "three-days-1500"] {
        let instance = recipe(name);
        let plan = planned(&prepared(events::without_last(instance.file(), 20)), FIRST_PLAN, Mode::Free);
        group.bench_function(name, |bencher| {
            let keep = || Mode::Keep(plan.clone());
            bencher.iter_batched(keep, |keep| planned(&instance, FIRST_PLAN, keep), BatchSize::LargeInput);
        });
    }
    group.finish();
}

/// One more meeting in a plan that people know.
fn one_more(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("insert");
    for name in ["middle", "three-days-1500"] {
        let instance = recipe(name);
        let full = planned(&instance, FIRST_PLAN, Mode::Free);
        let meeting = events::movable(instance.file(), &full, 1).pop().expect("something is not pinned");
        let plan = events::without_one(instance.file(), &full, &meeting);
        group.bench_function(name, |bencher| {
            bencher.iter(|| insert(&instance, &plan, &meeting).expect("the plan fits"));
        });
    }
    group.finish();
}

/// The independent checker.
fn checker(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("check");
    for name in ["middle", "three-days-1500"] {
        let instance = recipe(name);
        let plan = planned(&instance, FIRST_PLAN, Mode::Free);
        group.bench_function(name, |bencher| bencher.iter(|| check(instance.file(), &plan)));
    }
    group.finish();
}

fn recipe(name: &str) -> Instance {
    prepared(events::recipe(name).expect("the recipes of the repository can be read"))
}

fn prepared(file: InstanceFile) -> Instance {
    Instance::new(file).expect("recipes make valid events")
}

fn planned(instance: &Instance, budget: Budget, mode: Mode) -> Plan {
    let config = Config { budget, mode, ..Config::default() };
    solve(instance, &config).expect("these events can be planned").plan
}
