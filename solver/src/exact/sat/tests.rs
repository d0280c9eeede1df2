use super::*;
use crate::exact::testing::{all_scores, random_event, score};
use crate::place::Grain;
use crate::testing::EventBuilder;

#[test]
fn proven_optima_are_those_of_trying_everything() {
    for seed in 0..20 {
        let instance = Instance::new(random_event(seed)).unwrap();
        let pools = Pools::new(&instance, Grain::Alike);
        let held: Vec<MeetingIdx> = instance.meeting_indices().collect();
        let scores = all_scores(&instance, &pools, false);
        for criterion in [Criterion::Breaks, Criterion::Idle, Criterion::MaxIdle, Criterion::Changes] {
            let mut sat = Sat::new(&instance, &pools, &held, Aim::Prove);
            let raised = raise(&mut sat, criterion);
            let best = scores.iter().filter_map(|s| s.get(criterion)).min();
            let found = raised.found.and_then(|plan| score(&instance, &pools, &plan)?.get(criterion));
            assert_eq!(found, best, "seed {seed}, {criterion}");
            assert!(found.is_none_or(|value| value == raised.bound), "seed {seed}, {criterion}");
        }
    }
}

#[test]
fn later_criterion_is_proven_beside_an_earlier_one() {
    for seed in 0..20 {
        let instance = Instance::new(random_event(seed)).unwrap();
        let pools = Pools::new(&instance, Grain::Alike);
        let held: Vec<MeetingIdx> = instance.meeting_indices().collect();
        let order = [Criterion::Breaks, Criterion::Changes, Criterion::MaxIdle, Criterion::Idle];
        let scores = all_scores(&instance, &pools, false);
        let Some(best) = scores.iter().map(|s| s.in_order(&order)).min() else { continue };
        let mut sat = Sat::new(&instance, &pools, &held, Aim::Prove);
        for (criterion, best) in order.into_iter().zip(best) {
            let raised = raise(&mut sat, criterion);
            assert_eq!(raised.bound, best, "seed {seed}, {criterion}");
            sat.limit(criterion, raised.bound);
        }
    }
}

/// `n` people of whom everybody meets everybody in `slots` slots.
fn everybody(n: usize, slots: u32) -> Instance {
    let mut event = EventBuilder::one_hall(slots, n as u32 / 2, n);
    for (a, b) in (1..=n).flat_map(|a| (a + 1..=n).map(move |b| (a, b))) {
        event = event.meeting(&[&format!("p{a}"), &format!("p{b}")]);
    }
    Instance::new(event.build()).unwrap()
}

#[test]
fn conflict_limit_and_cancellation_stop_the_solver() {
    // Eleven people sit out a round in turn: hard to do without breaks, and not decided in ten conflicts.
    let instance = everybody(11, 12);
    let pools = Pools::new(&instance, Grain::Alike);
    let held: Vec<MeetingIdx> = instance.meeting_indices().collect();
    let mut sat = Sat::new(&instance, &pools, &held, Aim::Prove);
    let limits = Limits { nodes: Some(10), ..Limits::default() };
    assert_eq!(sat.try_at_most(Criterion::Breaks, 0, &limits).unwrap(), Answer::Stopped);
    let limits = Limits::default();
    limits.cancel.cancel();
    assert_eq!(sat.try_at_most(Criterion::Breaks, 0, &limits).unwrap(), Answer::Stopped);
}

/// The published events are not ours to ship: where they are missing, the test says so and shows nothing.
#[test]
#[expect(clippy::print_stderr, reason = "what is missing must be said")]
fn published_optima_of_small_events_are_proven() {
    let folder = std::env::var("CARNET_B2BSP")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/instances/b2bsp").to_owned());
    for (name, optimum) in [("forumt-14", 5), ("forumt-14crafd", 4), ("forumt-14crafe", 5), ("tic-12", 0)] {
        let Ok(text) = std::fs::read_to_string(format!("{folder}/{name}.json")) else {
            eprintln!("{name} is not in {folder}: set CARNET_B2BSP to the folder of the published events");
            continue;
        };
        let instance = Instance::read(&text).unwrap();
        let pools = Pools::new(&instance, Grain::Alike);
        let held: Vec<MeetingIdx> = instance.meeting_indices().collect();
        let mut sat = Sat::new(&instance, &pools, &held, Aim::Prove);
        let raised = raise(&mut sat, Criterion::Breaks);
        let plan = raised.found.unwrap();
        assert_eq!(raised.bound, optimum, "{name}");
        let checked = score(&instance, &pools, &plan).unwrap();
        assert_eq!(checked.get(Criterion::Breaks), Some(optimum), "{name}");
    }
}

/// What asking from below came to.
struct Raised {
    bound: i64,
    found: Option<Spots>,
}

/// Asks for one value after the other from 0, until one has a plan.
fn raise(sat: &mut Sat<'_>, criterion: Criterion) -> Raised {
    let mut bound = 0;
    loop {
        match sat.try_at_most(criterion, bound, &Limits::default()).unwrap() {
            Answer::Found(plan) => return Raised { bound, found: Some(plan) },
            Answer::Impossible if bound < 99 => bound += 1,
            _ => return Raised { bound, found: None },
        }
    }
}
