//! What a run says beside its plan; that plans are valid and good is shown by `proptests`.

use super::*;
use crate::config::Budget;
use crate::format::{InstanceFile, Pin};
use crate::testing::{EventBuilder, strings};

fn run(event: &InstanceFile, mode: Mode) -> Outcome {
    let instance = Instance::new(event.clone()).unwrap();
    solve(&instance, &Config { budget: Budget::Work(50), mode, ..Config::default() }).unwrap()
}

/// Two consultants of the same subject, either of whom can see the three companies.
fn clinic() -> EventBuilder {
    let ask = |event: EventBuilder, company: &str| {
        event
            .meeting(&[company, "p4"])
            .with_meeting(|m| m.alternatives = vec![vec![company.to_owned(), "p5".to_owned()]])
    };
    let event = EventBuilder::one_hall(4, 4, 6);
    ["p1", "p2", "p3"].into_iter().fold(event, ask)
}

#[test]
fn an_expert_who_drops_out_is_replaced_and_those_concerned_are_named() {
    let known = run(&clinic().build(), Mode::Free).plan;
    assert!(known.assignments.iter().all(|a| a.lineup == 0));
    let gone = clinic().with_person("p4", |p| p.unavailable = vec![(0, 10_000)]).build();
    let replanned = run(&gone, Mode::Replan { plan: known.clone(), max_changes: 3 });
    assert!(replanned.plan.unplaced.is_empty());
    assert!(replanned.plan.assignments.iter().all(|a| a.lineup == 1));
    // The companies keep their time; who comes has changed for them and for both experts.
    for (before, after) in known.assignments.iter().zip(&replanned.plan.assignments) {
        assert_eq!((&before.meeting, &before.slot), (&after.meeting, &after.slot));
    }
    assert_eq!(replanned.changed_agendas, ["p1", "p2", "p3", "p4", "p5"]);
}

#[test]
fn nobody_is_named_when_nothing_has_changed() {
    let event = clinic().build();
    let known = run(&event, Mode::Free).plan;
    let again = run(&event, Mode::Replan { plan: known, max_changes: 0 });
    assert!(again.changed_agendas.is_empty());
    assert!(run(&event, Mode::Free).changed_agendas.is_empty());
}

#[test]
fn a_walk_in_gets_what_is_free_and_hears_that_no_more_fits() {
    let hall = || EventBuilder::one_hall(2, 1, 6).meeting(&["p1", "p2"]);
    let known = run(&hall().build(), Mode::Free).plan;
    let walk_in = hall().meeting(&["p3", "p4"]).meeting(&["p5", "p6"]).build();
    let outcome = run(&walk_in, Mode::Keep(known.clone()));
    assert_eq!(outcome.plan.assignments.len(), 2, "two table-slots in all");
    assert!(outcome.plan.assignments.contains(&known.assignments[0]));
    assert_eq!(outcome.nothing_more_fits, Some(true));
    assert_eq!(run(&walk_in, Mode::Free).nothing_more_fits, None);
}

#[test]
fn a_meeting_that_is_pinned_elsewhere_than_it_is_kept_goes_where_the_pin_says() {
    let hall = || EventBuilder::one_hall(2, 1, 6).meeting(&["p1", "p2"]);
    let known = run(&hall().build(), Mode::Free).plan;
    assert_eq!(known.assignments[0].slot, "am1");
    let pin = Pin { slot: "am2".to_owned(), room: None, lineup: None };
    let pinned = hall().with_meeting(|m| m.pinned = Some(pin)).meeting(&["p3", "p4"]).build();
    let plan = run(&pinned, Mode::Keep(known)).plan;
    let slots: Vec<_> = plan.assignments.iter().map(|a| (a.meeting.as_str(), a.slot.as_str())).collect();
    assert_eq!(slots, [("m1", "am2"), ("m2", "am1")]);
}

/// Pairs of people, each with a meeting before and after a break. The first pair has a third meeting, which stands in a
/// second break or behind the last meeting: two idle slots each or three.
fn pairs(n: usize) -> EventBuilder {
    let at = |slots: &[&str]| Some(strings(slots));
    let event = EventBuilder::one_hall(6, n as u32, 2 * n);
    let event = event.meeting(&["p1", "p2"]).with_meeting(|m| m.slots = at(&["am1"]));
    let event = event.meeting(&["p1", "p2"]).with_meeting(|m| m.slots = at(&["am5"]));
    let event = event.meeting(&["p1", "p2"]).with_meeting(|m| m.slots = at(&["am3", "am6"]));
    let event = (1..n).fold(event, |event, i| {
        let (a, b) = (format!("p{}", 2 * i + 1), format!("p{}", 2 * i + 2));
        let event = event.meeting(&[&a, &b]).with_meeting(|m| m.slots = at(&["am1"]));
        event.meeting(&[&a, &b]).with_meeting(|m| m.slots = at(&["am3"]))
    });
    event.with(|file| file.criteria = vec![Criterion::Unplaced, Criterion::Idle])
}

#[test]
fn the_limit_on_breaks_of_the_whole_event_proves_nothing_of_a_part() {
    let event = pairs(21).with(|file| file.limits.max_break_spread = Some(1)).build();
    let plan = run(&event, Mode::Free).plan;
    // With the third meeting in am3 the first pair has two breaks and everybody else one.
    let best = 2 * 2 + 20 * 2;
    assert!(plan.bounds.get(Criterion::Idle) <= Some(best), "{:?}", plan.bounds);
}

#[test]
fn a_slot_may_overlap_more_meetings_than_a_byte_counts() {
    let event = EventBuilder::new().site("a").room("hall", "a", 300).people(302);
    let event = event.session("am", "a").slots("am", 0, 1, 300).session("day", "a").slots("day", 0, 300, 1);
    let event = (2..=257).fold(event, |event, i| event.meeting(&["p1", &format!("p{i}")]));
    let event = event.meeting(&["p1", "p258"]).with_meeting(|m| m.slots = Some(strings(&["day1"]))).build();
    let plan = run(&event, Mode::Free).plan;
    assert_eq!(plan.unplaced.len(), 1);
    assert_eq!(plan.unplaced[0].meeting, "m257");
}

#[test]
fn the_limit_on_breaks_holds_where_everybody_has_a_break() {
    let at = |slot: &str| Some(strings(&[slot]));
    let event = EventBuilder::one_hall(3, 2, 4).meeting(&["p1", "p2"]).with_meeting(|m| m.slots = at("am1"));
    let event = event.meeting(&["p1", "p2"]).with_meeting(|m| m.slots = at("am3"));
    let event = event.meeting(&["p3", "p4"]).meeting(&["p3", "p4"]);
    let event = event.with(|file| file.limits.max_break_spread = Some(0)).build();
    let plan = run(&event, Mode::Free).plan;
    assert!(plan.unplaced.is_empty(), "m3 and m4 fit around a break too: {plan:?}");
}

#[test]
fn what_is_added_to_a_plan_keeps_the_limit_on_breaks() {
    // m2 would give p1 and p2 a break that nobody else has; with many newcomers no program looks at them all.
    let at = |slot: &str| Some(strings(&[slot]));
    let hall = || EventBuilder::one_hall(3, 40, 80).with(|file| file.limits.max_break_spread = Some(0));
    let first = hall().meeting(&["p1", "p2"]).with_meeting(|m| m.slots = at("am1"));
    let known = run(&first.build(), Mode::Free).plan;
    for n_others in [0, 70] {
        let event = hall().meeting(&["p1", "p2"]).with_meeting(|m| m.slots = at("am1"));
        let event = event.meeting(&["p1", "p2"]).with_meeting(|m| m.slots = at("am3"));
        let pairs = (0..n_others).map(|i| (3 + 2 * (i % 38), 4 + 2 * (i % 38)));
        let add =
            |event: EventBuilder, (a, b): (u32, u32)| event.meeting(&[&format!("p{a}"), &format!("p{b}")]);
        let outcome = run(&pairs.fold(event, add).build(), Mode::Keep(known.clone()));
        assert!(outcome.plan.assignments.contains(&known.assignments[0]));
        assert!(outcome.plan.unplaced.iter().any(|row| row.meeting == "m2"), "{n_others} others");
    }
}

#[test]
fn more_that_fits_is_proven_of_unplaced_and_of_no_other_criterion() {
    // Idle slots first: m2 is left out although it fits.
    let at = |slot: &str| Some(strings(&[slot]));
    let hall = || {
        let order = vec![Criterion::Idle, Criterion::Unplaced];
        let hall = EventBuilder::one_hall(3, 1, 2).with(|file| file.criteria = order);
        hall.meeting(&["p1", "p2"]).with_meeting(|m| m.slots = at("am1"))
    };
    let known = run(&hall().build(), Mode::Free).plan;
    let walk_in = hall().meeting(&["p1", "p2"]).with_meeting(|m| m.slots = at("am3")).build();
    let outcome = run(&walk_in, Mode::Keep(known));
    assert_eq!(outcome.plan.unplaced.is_empty(), outcome.nothing_more_fits == Some(true), "{outcome:?}");
}
