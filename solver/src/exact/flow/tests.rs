use super::*;
use crate::exact::testing::{all_scores, random_event};
use crate::place::Grain;
use crate::testing::{EventBuilder, strings};

#[test]
fn bound_is_never_above_the_optimum() {
    for seed in 0..20 {
        let instance = Instance::new(random_event(seed)).unwrap();
        let pools = Pools::new(&instance, Grain::Alike);
        let held: Vec<MeetingIdx> = instance.meeting_indices().collect();
        let scores = all_scores(&instance, &pools, false);
        for criterion in [Criterion::Breaks, Criterion::Idle] {
            let bound = flow_bound(&instance, &pools, &held, criterion, &Limits::default()).unwrap();
            let best = scores.iter().filter_map(|s| s.get(criterion)).min();
            assert!(bound.unwrap() <= best.unwrap_or(i64::MAX), "seed {seed}, {criterion}");
        }
    }
}

#[test]
fn gap_between_two_forced_slots_is_counted() {
    let event = EventBuilder::one_hall(4, 1, 3)
        .meeting(&["p1", "p2"])
        .with_meeting(|m| m.slots = Some(strings(&["am1"])))
        .meeting(&["p1", "p2"])
        .with_meeting(|m| m.slots = Some(strings(&["am4"])))
        .meeting(&["p1", "p3"])
        .with_meeting(|m| m.slots = Some(strings(&["am2", "am3"])));
    let instance = Instance::new(event.build()).unwrap();
    let pools = Pools::new(&instance, Grain::Alike);
    let held: Vec<MeetingIdx> = instance.meeting_indices().collect();
    let bound = |criterion| flow_bound(&instance, &pools, &held, criterion, &Limits::default()).unwrap();
    assert_eq!([Criterion::Breaks, Criterion::Idle].map(bound), [Some(2), Some(3)]);
}

#[test]
fn event_without_any_plan_has_no_finite_bound() {
    let event = EventBuilder::one_hall(1, 2, 3).meeting(&["p1", "p2"]).meeting(&["p1", "p3"]).build();
    let instance = Instance::new(event).unwrap();
    let pools = Pools::new(&instance, Grain::Alike);
    let held: Vec<MeetingIdx> = instance.meeting_indices().collect();
    let bound = flow_bound(&instance, &pools, &held, Criterion::Breaks, &Limits::default()).unwrap();
    assert_eq!(bound, Some(i64::MAX));
}
