use super::*;
use crate::testing::EventBuilder;

fn bound(event: EventBuilder, criterion: Criterion) -> Vec<i64> {
    let instance = Instance::new(event.build()).unwrap();
    least_of_each(&instance, &vec![true; instance.meetings.len()], criterion)
}

#[test]
fn somebody_with_free_slots_in_a_row_needs_no_break() {
    let event =
        EventBuilder::one_hall(6, 3, 4).meeting(&["p1", "p2"]).meeting(&["p1", "p3"]).meeting(&["p1", "p4"]);
    assert_eq!(bound(event, Criterion::Breaks), [0, 0, 0, 0]);
}

#[test]
fn meetings_whose_slots_lie_apart_force_a_break() {
    let mut file = EventBuilder::one_hall(6, 3, 3).meeting(&["p1", "p2"]).meeting(&["p1", "p3"]).build();
    file.meetings[0].slots = Some(vec!["am1".to_owned(), "am2".to_owned()]);
    file.meetings[1].slots = Some(vec!["am5".to_owned(), "am6".to_owned()]);
    let instance = Instance::new(file).unwrap();
    assert_eq!(least_of_each(&instance, &[true, true], Criterion::Breaks), [1, 0, 0]);
    assert_eq!(least_of_each(&instance, &[true, true], Criterion::Idle), [2, 0, 0]);
    assert_eq!(least_of_each(&instance, &[true, false], Criterion::Idle), [0, 0, 0]);
}

#[test]
fn two_meetings_that_want_the_same_slot_cannot_both_have_it() {
    let mut file = EventBuilder::one_hall(4, 3, 3).meeting(&["p1", "p2"]).meeting(&["p1", "p3"]).build();
    for meeting in &mut file.meetings {
        meeting.slots = Some(vec!["am1".to_owned(), "am4".to_owned()]);
    }
    let instance = Instance::new(file).unwrap();
    assert_eq!(least_of_each(&instance, &[true, true], Criterion::Idle), [2, 0, 0]);
}
