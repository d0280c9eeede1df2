//! What holds for every plan that the planner makes.

use carnet_solver::format::{Criterion, InstanceFile, Plan};
use carnet_solver::{Budget, Config, Instance, Mode, Outcome, check, solve};
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

use crate::plans::events_with_honest_plans;
use crate::sizes::Sizes;
use crate::strategies::events;

fn config(work: u64, seed: u64) -> Config {
    Config { budget: Budget::Work(work), seed, ..Config::default() }
}

fn plan(file: &InstanceFile, config: &Config) -> Result<Outcome, TestCaseError> {
    let instance = Instance::new(file.clone()).map_err(|faults| TestCaseError::fail(faults.to_string()))?;
    solve(&instance, config).map_err(|error| TestCaseError::fail(error.to_string()))
}

/// Events with a plan, without limit on breaks: with it, a plan to keep may not be possible to complete.
fn events_with_valid_plans() -> impl Strategy<Value = (InstanceFile, Plan)> {
    events_with_honest_plans(Sizes::SMALL)
        .prop_map(|(mut file, plan)| {
            file.limits.max_break_spread = None;
            (file, plan)
        })
        .prop_filter("the plan is valid", |(file, plan)| check(file, plan).is_valid())
}

fn valid(file: &InstanceFile, plan: &Plan) -> Result<(), TestCaseError> {
    let violations = check(file, plan).violations;
    prop_assert!(violations.is_empty(), "{violations:?}");
    Ok(())
}

/// A quarter of the usual cases, since each plans an event; what once failed is tried first.
fn settings() -> ProptestConfig {
    let failures = FileFailurePersistence::Direct("regressions.txt");
    let usual = ProptestConfig::default();
    ProptestConfig { cases: usual.cases / 4, failure_persistence: Some(Box::new(failures)), ..usual }
}

proptest! {
    #![proptest_config(settings())]

    /// The checker covers the rules, the pins, the stated score and that no bound is above its value.
    #[test]
    fn plans_pass_the_checker(file in events(Sizes::SMALL), seed in any::<u64>()) {
        // Already the pins can break the limit on breaks, and then there is no plan.
        let n_pins = file.meetings.iter().filter(|m| m.pinned.is_some()).count();
        prop_assume!(file.limits.max_break_spread.is_none() || n_pins == 0);
        valid(&file, &plan(&file, &config(20, seed))?.plan)?;
    }

    #[test]
    fn plans_made_beside_a_plan_to_keep_leave_it_in_place((file, known) in events_with_valid_plans()) {
        let config = Config { mode: Mode::Keep(known.clone()), ..config(20, 1) };
        let made = plan(&file, &config)?.plan;
        valid(&file, &made)?;
        for assignment in &known.assignments {
            prop_assert!(made.assignments.contains(assignment), "{} was moved", assignment.meeting);
        }
    }

    #[test]
    fn plans_made_from_a_known_one_change_no_more_than_allowed(
        (file, known) in events_with_valid_plans(),
        max_changes in 0..4_usize,
    ) {
        let config = Config { mode: Mode::Replan { plan: known.clone(), max_changes }, ..config(20, 1) };
        let made = plan(&file, &config)?.plan;
        valid(&file, &made)?;
        let is_kept = |meeting: &str, slot: &str, room: &str| {
            made.assignments.iter().any(|a| a.meeting == meeting && a.slot == slot && a.room == room)
        };
        let n_changes = known.assignments.iter().filter(|a| !is_kept(&a.meeting, &a.slot, &a.room)).count();
        prop_assert!(n_changes <= max_changes, "{} changes", n_changes);
    }

    #[test]
    fn the_plan_does_not_depend_on_the_number_of_threads(file in events(Sizes::SMALL), seed in any::<u64>()) {
        let n_pins = file.meetings.iter().filter(|m| m.pinned.is_some()).count();
        prop_assume!(file.limits.max_break_spread.is_none() || n_pins == 0);
        let one = plan(&file, &config(20, seed))?.plan;
        let two = plan(&file, &Config { threads: 2, ..config(20, seed) })?.plan;
        prop_assert_eq!(one, two);
    }

    /// `moves` comes last and is left out of the comparison: tables are numbered when all else is settled, so the planner
    /// does not claim the least.
    #[test]
    fn tiny_events_are_planned_as_well_as_can_be(file in events(Sizes::TINY)) {
        let mut file = file;
        let had = file.criteria.len();
        file.criteria.retain(|&c| c != Criterion::Moves);
        file.criteria.extend((file.criteria.len() < had).then_some(Criterion::Moves));
        let Some(best) = crate::brute_force::best(&file) else { return Ok(()) };
        let made = plan(&file, &config(200, 1))?.plan;
        valid(&file, &made)?;
        let compared: Vec<Criterion> = file.criteria.iter().copied().filter(|&c| c != Criterion::Moves).collect();
        prop_assert_eq!(made.score.in_order(&compared), best.in_order(&compared), "of {:?}", compared);
        // Each bound is given the values before it, which are the best: none may be above the best.
        for &criterion in &compared {
            prop_assert!(made.bounds.get(criterion) <= best.get(criterion), "bound of {}", criterion);
        }
    }
}
