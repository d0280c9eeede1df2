//! Under a work limit, threads change how long a run takes and nothing that it writes.

use carnet_solver::format::{InstanceFile, Pin, Plan, write_json};
use carnet_solver::generate::{Recipe, generate};
use carnet_solver::{Budget, Config, Instance, Mode, solve};
use proptest::prelude::*;

use crate::plans::events_with_honest_plans;
use crate::sizes::Sizes;

/// Everything that a run says but its seconds, on so many threads; the message where there is no plan.
fn told(instance: &Instance, mode: &Mode, seed: u64, threads: usize) -> Result<String, String> {
    let config = Config { budget: Budget::Work(30), seed, threads, mode: mode.clone(), ..Config::default() };
    let outcome = solve(instance, &config).map_err(|error| error.to_string())?;
    let rest = (&outcome.stopped, &outcome.bottlenecks, &outcome.changed_agendas, outcome.nothing_more_fits);
    Ok(format!("{}{rest:?}", write_json(&outcome.plan)))
}

/// Free, beside a plan, and from a plan with few changes.
fn modes(known: &Plan) -> [Mode; 3] {
    [Mode::Free, Mode::Keep(known.clone()), Mode::Replan { plan: known.clone(), max_changes: 3 }]
}

/// An event with all that a recipe can ask for.
fn recipe(seed: u64) -> Recipe {
    Recipe {
        seed,
        people: 30,
        meetings: 70,
        days: 2,
        sites: 2,
        travel_minutes: 15,
        sessions_per_day: 2,
        slots_per_session: 4,
        rooms: 2,
        load: 0.9,
        part_time: 0.2,
        unavailable: 0.1,
        quota: Some(8),
        promised: 3,
        experts: 0.1,
        expert_slot_minutes: Some(30),
        expert_quota: Some(4),
        conferences: 2,
        priorities: 0.3,
        alternatives: 0.3,
        precedence: 0.1,
        max_break_spread: if seed.is_multiple_of(2) { Some(2) } else { None },
        blocked_slots_are_idle: seed.is_multiple_of(3),
        ..Recipe::default()
    }
}

/// Pins two meetings where the plan has them, the second with its room and line-up.
fn pin(file: &mut InstanceFile, plan: &Plan) {
    for (i, row) in plan.assignments.iter().take(2).enumerate() {
        let meeting =
            file.meetings.iter_mut().find(|m| m.id == row.meeting).expect("the plan is of this event");
        let lineup = u32::try_from(row.lineup).expect("line-ups are small numbers");
        let exact = i == 1;
        meeting.pinned = Some(Pin {
            slot: row.slot.clone(),
            room: exact.then(|| row.room.clone()),
            lineup: exact.then_some(lineup),
        });
    }
}

/// Closes the room of the plan's last meeting for its time, so that something has to change.
fn with_last_place_closed(file: &InstanceFile, plan: &Plan) -> InstanceFile {
    let mut file = file.clone();
    let last = plan.assignments.last().expect("the plan has meetings");
    let room = file.rooms.iter_mut().find(|room| room.id == last.room).expect("the plan is of this event");
    room.closed.push(last.slot.clone());
    file
}

fn instance(file: &InstanceFile) -> Instance {
    Instance::new(file.clone()).unwrap_or_else(|faults| panic!("the event is valid:\n{faults}"))
}

#[test]
fn events_with_every_feature_get_the_same_bytes_on_one_and_two_threads() {
    let mut n_plans = 0;
    for seed in 1..=4 {
        let mut file = generate(&recipe(seed));
        let config = Config { budget: Budget::Work(30), ..Config::default() };
        let mut known = solve(&instance(&file), &config).expect("without pins there is a plan").plan;
        pin(&mut file, &known);
        let as_known = instance(&file);
        // What is taken out of the known plan is what has come since.
        let n = known.assignments.len();
        known.assignments.truncate(n - n / 5);
        let [free, keep, replan] = modes(&known);
        let closed = instance(&with_last_place_closed(&file, &known));
        for (instance, mode) in [(&as_known, free), (&as_known, keep), (&closed, replan)] {
            let one = told(instance, &mode, seed, 1);
            assert_eq!(one, told(instance, &mode, seed, 2), "seed {seed}");
            n_plans += usize::from(one.is_ok());
        }
    }
    assert!(n_plans >= 8, "only {n_plans} of 12 runs had a plan to compare");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 8, ..ProptestConfig::default() })]

    /// With a limit on breaks or plans that break rules there may be no plan: then both say so in the same words.
    #[test]
    fn no_way_of_planning_depends_on_the_number_of_threads(
        (file, known) in events_with_honest_plans(Sizes::SMALL),
        seed in any::<u64>(),
    ) {
        let instance = instance(&file);
        for mode in modes(&known) {
            prop_assert_eq!(told(&instance, &mode, seed, 1), told(&instance, &mode, seed, 2));
        }
    }
}
