//! What a run says beside its plan; that plans are valid and good is shown by `proptests`.

use super::*;
use crate::config::Budget;
use crate::format::InstanceFile;
use crate::testing::EventBuilder;

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
