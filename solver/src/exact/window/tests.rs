use std::sync::Arc;

use super::*;
use crate::config::Cancel;
use crate::exact::limits::OnIncumbent;
use crate::exact::testing::{all_scores, random_event, score};
use crate::place::Grain;

#[test]
fn whole_event_is_solved_as_well_as_by_trying_everything() {
    for seed in 0..12 {
        let instance = Instance::new(random_event(seed)).unwrap();
        let pools = Pools::new(&instance, Grain::Room);
        let free: Vec<MeetingIdx> = instance.meeting_indices().collect();
        let order = Criterion::ALL.map(|c| if c == Criterion::Moves { Criterion::Alternates } else { c });
        let order = &order[..8];
        let nothing = vec![None; free.len()];
        let exact = improve(&instance, &pools, &nothing, &free, order, &Limits::default()).unwrap().unwrap();
        let found = score(&instance, &pools, &exact.spots).unwrap();
        let best = all_scores(&instance, &pools, true).iter().map(|s| s.in_order(order)).min();
        assert_eq!(Some(found.in_order(order)), best, "seed {seed}");
        let claimed = exact.bounds.iter().map(|&(_, value, _)| value).collect();
        assert_eq!(Some(claimed), best, "seed {seed}");
        assert!(exact.bounds.iter().all(|(_, value, bound)| value == bound), "seed {seed}");
    }
}

#[test]
fn window_leaves_the_rest_alone_and_never_makes_it_worse() {
    let mut rng = fastrand::Rng::with_seed(5);
    for seed in 0..12 {
        let instance = Instance::new(random_event(seed)).unwrap();
        let pools = Pools::new(&instance, Grain::Room);
        let mut order: Vec<MeetingIdx> = instance.meeting_indices().collect();
        let criteria = [Criterion::Unplaced, Criterion::Changes, Criterion::Idle, Criterion::Breaks];
        let mut plan = vec![None; order.len()];
        let mut value = score(&instance, &pools, &plan).unwrap().in_order(&criteria);
        for _ in 0..6 {
            rng.shuffle(&mut order);
            let exact = improve(&instance, &pools, &plan, &order[..2], &criteria, &Limits::default())
                .unwrap()
                .unwrap();
            assert!(order[2..].iter().all(|m| exact.spots[m.at()] == plan[m.at()]), "seed {seed}");
            let next = score(&instance, &pools, &exact.spots).unwrap().in_order(&criteria);
            assert_eq!(next, exact.bounds.iter().map(|&(_, value, _)| value).collect::<Vec<_>>());
            assert!(next <= value, "seed {seed}");
            (plan, value) = (exact.spots, next);
        }
    }
}

#[test]
fn interrupted_between_criteria_keeps_the_plan_so_far() {
    let order = [Criterion::Unplaced, Criterion::Shortfall, Criterion::MaxIdle, Criterion::Breaks];
    for seed in 0..12 {
        let instance = Instance::new(random_event(seed)).unwrap();
        let pools = Pools::new(&instance, Grain::Room);
        let free: Vec<MeetingIdx> = instance.meeting_indices().collect();
        let cancel = Cancel::default();
        let interrupt = cancel.clone();
        let on_incumbent: OnIncumbent = Arc::new(move |_, _| interrupt.cancel());
        let limits = Limits { cancel, on_incumbent: Some(on_incumbent), ..Limits::default() };
        let nothing = vec![None; free.len()];
        let Some(exact) = improve(&instance, &pools, &nothing, &free, &order, &limits).unwrap() else {
            continue;
        };
        let found = score(&instance, &pools, &exact.spots).unwrap();
        for &(criterion, value, bound) in &exact.bounds {
            assert!(bound <= value, "seed {seed}");
            assert!(found.in_order(&[criterion])[0] <= value, "seed {seed}: {criterion:?}");
        }
    }
}
