//! Explanations and insertions on small events, held against the checker.

mod random;

use super::*;
use crate::check::check;
use crate::format::{Assignment, Criterion, InstanceFile};
use crate::testing::{EventBuilder, honest, plan};

fn assignment(meeting: &str, place: &Place) -> Assignment {
    Assignment {
        meeting: meeting.to_owned(),
        slot: place.slot.clone(),
        room: place.room.clone(),
        table: place.table as i64,
        lineup: place.lineup as i64,
    }
}

/// Carries an offer out on the plan.
fn carried_out(event: &InstanceFile, plan: &Plan, meeting: &str, row: &Row) -> Plan {
    let mut changed = plan.clone();
    changed.assignments.retain(|a| a.meeting != meeting);
    for moved in &row.moves {
        let old = changed.assignments.iter().position(|a| a.meeting == moved.meeting).unwrap();
        assert_eq!(changed.assignments[old], assignment(&moved.meeting, &moved.from));
        changed.assignments[old] = assignment(&moved.meeting, &moved.to);
    }
    changed.assignments.push(assignment(meeting, &row.place));
    honest(event, changed)
}

/// Offers must be valid, cost what they say, and stand in order.
fn verify(event: &InstanceFile, plan: &Plan, insertion: &Insertion) {
    let mut without = plan.clone();
    without.assignments.retain(|a| a.meeting != insertion.meeting);
    let before = check(event, &honest(event, without)).score;
    for row in &insertion.places {
        let report = check(event, &carried_out(event, plan, &insertion.meeting, row));
        assert!(report.is_valid(), "{row}: {:?}", report.violations);
        for &(c, rise) in &row.rise.0 {
            assert_eq!(report.score.get(c).unwrap() - before.get(c).unwrap(), rise, "{c} of {row}");
        }
    }
    let key = |row: &Row| (row.moves.len(), row.rise.0.iter().map(|r| r.1).collect::<Vec<i64>>());
    assert!(insertion.places.is_sorted_by_key(key));
}

fn inserted(event: &InstanceFile, places: &[(&str, &str, &str, i64)], meeting: &str) -> Insertion {
    let plan = plan(event, places);
    let insertion = insert(&Instance::new(event.clone()).unwrap(), &plan, meeting).unwrap();
    verify(event, &plan, &insertion);
    insertion
}

#[test]
fn free_places_are_ranked_by_the_criteria() {
    let event = EventBuilder::one_hall(4, 2, 3).meeting(&["p1", "p2"]).meeting(&["p1", "p3"]).build();
    let found = inserted(&event, &[("m1", "am1", "hall", 2)], "m2");
    let slots: Vec<&str> = found.places.iter().map(|row| row.place.slot.as_str()).collect();
    assert_eq!(slots, ["am2", "am3", "am4"]);
    // The table that p1 comes from.
    assert_eq!(found.places[0].place.table, 2);
    assert_eq!(found.places[1].rise.get(Criterion::Idle), Some(1));
    assert_eq!(
        found.to_string().lines().nth(2),
        Some("  am2, hall table 2: unplaced -1, shortfall -1, order -1")
    );
}

#[test]
fn one_move_makes_a_place() {
    let event = EventBuilder::one_hall(2, 1, 4).meeting(&["p1", "p2"]).meeting(&["p3", "p4"]);
    let event = event.with_person("p3", |p| p.unavailable = vec![(10, 20)]).build();
    let found = inserted(&event, &[("m1", "am1", "hall", 1)], "m2");
    assert_eq!(found.places.len(), 1);
    assert_eq!(found.places[0].moves.len(), 1);
    assert_eq!(found.places[0].moves[0].to.slot, "am2");
}

#[test]
fn a_chain_of_two_moves_makes_a_place() {
    // m3 needs am1, m1 can go to am2 only, m2 from there to am3.
    let event = EventBuilder::one_hall(3, 1, 6).meeting(&["p1", "p2"]).meeting(&["p3", "p4"]);
    let event = event.meeting(&["p5", "p6"]).with_meeting(|m| m.slots = Some(vec!["am1".to_owned()]));
    let event = event.with_person("p1", |p| p.unavailable = vec![(20, 30)]).build();
    let found = inserted(&event, &[("m1", "am1", "hall", 1), ("m2", "am2", "hall", 1)], "m3");
    let moved: Vec<&str> = found.places[0].moves.iter().map(|m| m.meeting.as_str()).collect();
    assert_eq!(moved, ["m1", "m2"]);
    assert!(found.tried_moves >= 1);
}

#[test]
fn a_full_quota_is_freed_by_another_line_up() {
    let event = EventBuilder::one_hall(2, 2, 4).meeting(&["p1", "p2"]).meeting(&["p1", "p3"]);
    let event = event.with_person("p1", |p| p.max_meetings = Some(1));
    let event = event.with(|file| file.meetings[0].alternatives = vec![vec!["p4".into(), "p2".into()]]);
    let found = inserted(&event.build(), &[("m1", "am1", "hall", 1)], "m2");
    assert_eq!(found.places[0].moves[0].to.lineup, 1);
}

#[test]
fn pinned_meetings_are_never_moved() {
    let event = EventBuilder::one_hall(2, 1, 4).meeting(&["p1", "p2"]).with_meeting(|m| {
        m.pinned = Some(crate::format::Pin { slot: "am1".to_owned(), room: None, lineup: None });
    });
    let event = event.meeting(&["p3", "p4"]).with_person("p3", |p| p.unavailable = vec![(10, 20)]).build();
    let found = inserted(&event, &[("m1", "am1", "hall", 1)], "m2");
    assert!(found.places.is_empty());
    assert_eq!(found.tried_moves, 3);
    assert!(
        found.to_string().contains("No set of up to 3 moves of other meetings would make a place."),
        "{found}"
    );
}

#[test]
fn no_moves_are_looked_for_when_every_table_is_taken() {
    let event = EventBuilder::one_hall(1, 1, 4).meeting(&["p1", "p2"]).meeting(&["p3", "p4"]).build();
    let found = inserted(&event, &[("m1", "am1", "hall", 1)], "m2");
    assert!(found.full && found.places.is_empty());
    assert!(found.to_string().ends_with("no moves of other meetings would help.\n"), "{found}");
}

#[test]
fn a_placed_meeting_is_ranked_with_itself_taken_out() {
    let event = EventBuilder::one_hall(2, 1, 2).meeting(&["p1", "p2"]).build();
    let found = inserted(&event, &[("m1", "am2", "hall", 1)], "m1");
    assert_eq!(found.placed.as_ref().unwrap().slot, "am2");
    assert_eq!(found.places.len(), 2);
}

#[test]
fn unknown_meetings_and_broken_plans_are_refused() {
    let event = EventBuilder::one_hall(2, 1, 2).meeting(&["p1", "p2"]).meeting(&["p1", "p2"]).build();
    let instance = Instance::new(event.clone()).unwrap();
    let error = insert(&instance, &plan(&event, &[]), "m3").unwrap_err().to_string();
    assert_eq!(error, "meeting \"m3\" does not exist in the instance; did you mean \"m1\" or \"m2\"?");
    let broken = plan(&event, &[("m1", "am1", "hall", 1), ("m2", "am1", "hall", 1)]);
    assert!(matches!(explain(&instance, &broken, "m1"), Err(SolveError::Plan(_))));
}

#[test]
fn explanations_say_who_is_where() {
    let event = EventBuilder::one_hall(2, 2, 3).meeting(&["p1", "p2"]).meeting(&["p1", "p3"]);
    let event = event.meeting(&["p1", "p2"]).with_person("p1", |p| p.name = Some("Ada".to_owned())).build();
    let plan = plan(&event, &[("m1", "am1", "hall", 1), ("m2", "am2", "hall", 1)]);
    let explanation = explain(&Instance::new(event).unwrap(), &plan, "m3").unwrap();
    let text = explanation.to_string();
    assert_eq!(
        text,
        "m3 has no place.
Reason: participant_full: p1 (Ada) is in other meetings in every slot that would do (am1 and am2); it would fit if m1 were dropped, in am1.

Who comes:
  p1 (Ada): 2 meetings, no slot free
  p2: 1 meeting, 1 slot free: am2

Slots that everybody shares:
  am1: p1 (Ada) is in m1 and p2 is in m1
  am2: p1 (Ada) is in m2

It would have a place if
  m1 were dropped, in am1
  m2 were dropped, in am2
"
    );
}
