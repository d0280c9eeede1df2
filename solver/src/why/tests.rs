//! A small event for each reason.

use crate::format::{Criterion, InstanceFile, Meeting, Pin, Reason, Unplaced};
use crate::testing::EventBuilder;
use crate::{Budget, Config, Instance, Mode, solve};

fn pin(slot: &str) -> Pin {
    Pin { slot: slot.to_owned(), room: None, lineup: None }
}

fn unplaced_with(event: &InstanceFile, work: u64, mode: Mode) -> Vec<Unplaced> {
    let instance = Instance::new(event.clone()).unwrap();
    let config = Config { budget: Budget::Work(work), mode, ..Config::default() };
    solve(&instance, &config).unwrap().plan.unplaced
}

/// The only meeting left out of the plan, with its reason and the sentence that goes with it.
fn only(event: &InstanceFile) -> (String, Reason, String) {
    let mut unplaced = unplaced_with(event, 200, Mode::Free);
    assert_eq!(unplaced.len(), 1, "{unplaced:?}");
    let row = unplaced.remove(0);
    (row.meeting, row.reason, row.detail.unwrap())
}

#[test]
fn no_common_slot_when_people_are_never_there_together() {
    let event = EventBuilder::one_hall(2, 1, 2).meeting(&["p1", "p2"]);
    let event = event.with_person("p1", |p| p.unavailable = vec![(0, 10)]);
    let event = event.with_person("p2", |p| p.unavailable = vec![(10, 20)]).build();
    let (_, reason, detail) = only(&event);
    assert_eq!(reason, Reason::NoCommonSlot);
    assert_eq!(
        detail,
        "p1 and p2 are never free together in a slot in which the meeting may be held; \
         it would fit if p1 could come in am1"
    );
}

#[test]
fn rooms_full_when_no_room_is_open() {
    let event = EventBuilder::one_hall(1, 1, 2).meeting(&["p1", "p2"]);
    let event = event.with(|file| file.rooms[0].closed = vec!["am1".to_owned()]).build();
    let (_, reason, detail) = only(&event);
    assert_eq!(reason, Reason::RoomsFull);
    assert_eq!(
        detail,
        "no room that the meeting may use is open in am1, where everybody is free; \
         it would fit if hall were open in am1"
    );
}

#[test]
fn participant_full_when_other_meetings_take_every_common_slot() {
    let event = EventBuilder::one_hall(1, 2, 3).meeting(&["p1", "p2"]).with_meeting(|m| m.priority = 2);
    let event = event.meeting(&["p1", "p3"]).build();
    let (meeting, reason, detail) = only(&event);
    assert_eq!((meeting.as_str(), reason), ("m2", Reason::ParticipantFull));
    assert_eq!(
        detail,
        "p1 is in other meetings in every slot that would do (am1); it would fit if m1 were dropped, in am1"
    );
}

#[test]
fn participant_full_when_a_quota_is_reached() {
    let event = EventBuilder::one_hall(3, 2, 3).meeting(&["p1", "p2"]).meeting(&["p1", "p3"]);
    let event = event.with_person("p1", |p| p.max_meetings = Some(1)).build();
    let (_, reason, detail) = only(&event);
    assert_eq!(reason, Reason::ParticipantFull);
    assert!(detail.starts_with("p1 has as many meetings as the quota of 1 allows; "), "{detail}");
    assert!(detail.ends_with("if p1 could have 2 meetings, in am2"), "{detail}");
}

#[test]
fn participant_full_when_the_quota_is_zero() {
    let event = EventBuilder::one_hall(1, 1, 2).meeting(&["p1", "p2"]);
    let (_, reason, detail) = only(&event.with_person("p1", |p| p.max_meetings = Some(0)).build());
    assert_eq!(reason, Reason::ParticipantFull);
    assert!(detail.starts_with("p1 has as many meetings as the quota of 0 allows; "), "{detail}");
}

#[test]
fn rooms_full_when_all_tables_are_taken() {
    let event = EventBuilder::one_hall(2, 1, 6).meeting(&["p1", "p2"]).meeting(&["p3", "p4"]);
    let (_, reason, detail) = only(&event.meeting(&["p5", "p6"]).build());
    assert_eq!(reason, Reason::RoomsFull);
    assert_eq!(
        detail,
        "no table is free in am1 and am2, where everybody is; it would fit if hall had one more table in am1"
    );
}

#[test]
fn blocked_by_pin_when_a_pinned_meeting_takes_the_people() {
    let event =
        EventBuilder::one_hall(2, 2, 3).meeting(&["p1", "p2"]).with_meeting(|m| m.pinned = Some(pin("am1")));
    let event = event.meeting(&["p1", "p3"]).with_meeting(|m| m.slots = Some(vec!["am1".to_owned()])).build();
    let (meeting, reason, detail) = only(&event);
    assert_eq!((meeting.as_str(), reason), ("m2", Reason::BlockedByPin));
    assert!(detail.starts_with("in am1 p1 is in m1"), "{detail}");
}

#[test]
fn blocked_by_pin_when_a_pinned_meeting_takes_the_table() {
    let event =
        EventBuilder::one_hall(1, 1, 4).meeting(&["p1", "p2"]).with_meeting(|m| m.pinned = Some(pin("am1")));
    let (_, reason, detail) = only(&event.meeting(&["p3", "p4"]).build());
    assert_eq!(reason, Reason::BlockedByPin);
    assert_eq!(detail, "in am1 no table is free; it would fit if hall had one more table in am1");
}

#[test]
fn slots_beyond_those_that_are_listed_are_counted_in_the_words_for_one_and_for_many() {
    for (n_slots, told) in [(4, "1 more slot is taken alike"), (5, "2 more slots are taken alike")] {
        let mut event = EventBuilder::one_hall(n_slots, 1, 4);
        for i in 1..=n_slots {
            event = event.meeting(&["p1", "p2"]).with_meeting(|m| m.pinned = Some(pin(&format!("am{i}"))));
        }
        let (_, reason, detail) = only(&event.meeting(&["p3", "p4"]).build());
        assert_eq!(reason, Reason::BlockedByPin);
        let listed = "in am1 no table is free, in am2 no table is free, in am3 no table is free";
        assert!(detail.starts_with(&format!("{listed}, {told}")), "{detail}");
    }
}

#[test]
fn precedence_when_meetings_before_and_after_leave_no_slot() {
    let event =
        EventBuilder::one_hall(2, 2, 4).meeting(&["p1", "p2"]).with_meeting(|m| m.pinned = Some(pin("am2")));
    let event = event.meeting(&["p3", "p4"]).with_meeting(|m| m.after = vec!["m1".to_owned()]).build();
    let (meeting, reason, detail) = only(&event);
    assert_eq!((meeting.as_str(), reason), ("m2", Reason::Precedence));
    assert_eq!(detail, "in am1 m1 stands out of sequence with it, in am2 m1 stands out of sequence with it");
}

#[test]
fn a_kept_meeting_in_the_way_makes_the_reason_certain() {
    // m2 fits only in am1; m1 stands there and could go to am2, but the plan is kept.
    let event = EventBuilder::one_hall(2, 1, 4).meeting(&["p1", "p2"]).meeting(&["p3", "p4"]);
    let event = event.with_person("p3", |p| p.unavailable = vec![(10, 20)]).build();
    let plan = crate::testing::plan(&event, &[("m1", "am1", "hall", 1)]);
    let unplaced = unplaced_with(&event, 200, Mode::Keep(plan));
    assert_eq!((unplaced[0].meeting.as_str(), unplaced[0].reason), ("m2", Reason::RoomsFull));
}

mod by_hand {
    use super::*;
    use crate::explain;
    use crate::testing::plan;

    fn reason(event: &InstanceFile, places: &[(&str, &str, &str, i64)], meeting: &str) -> (Reason, String) {
        let instance = Instance::new(event.clone()).unwrap();
        let explanation = explain(&instance, &plan(event, places), meeting).unwrap();
        (explanation.reason.unwrap(), explanation.detail.unwrap())
    }

    #[test]
    fn not_reached_when_a_place_is_free() {
        let event = EventBuilder::one_hall(1, 1, 2).meeting(&["p1", "p2"]).build();
        let (reason, detail) = reason(&event, &[], "m1");
        assert_eq!(reason, Reason::NotReached);
        assert_eq!(detail, "the search ended before it used the free place in am1");
    }

    #[test]
    fn a_free_place_is_left_where_another_criterion_comes_first() {
        let order = vec![Criterion::Idle, Criterion::Unplaced];
        let event = EventBuilder::one_hall(1, 1, 2).meeting(&["p1", "p2"]).with(|file| file.criteria = order);
        let (_, detail) = reason(&event.build(), &[], "m1");
        assert!(detail.contains("idle comes before unplaced"), "{detail}");
    }

    #[test]
    fn not_blocked_by_a_pin_that_leaves_another_line_up_or_room() {
        let pin = |m: &mut Meeting| {
            m.pinned = Some(Pin { slot: "am1".to_owned(), room: None, lineup: None });
        };
        let open = EventBuilder::one_hall(1, 2, 4).meeting(&["p1", "p2"]).with_meeting(pin);
        let open = open.with_meeting(|m| m.alternatives = vec![vec!["p1".to_owned(), "p4".to_owned()]]);
        let open = open.meeting(&["p2", "p3"]).build();
        assert_ne!(reason(&open, &[("m1", "am1", "hall", 1)], "m2").0, Reason::BlockedByPin);

        let two =
            EventBuilder::one_hall(1, 1, 4).room("salon", "a", 1).meeting(&["p1", "p2"]).with_meeting(pin);
        let two =
            two.meeting(&["p3", "p4"]).with_meeting(|m| m.rooms = Some(vec!["hall".to_owned()])).build();
        assert_ne!(reason(&two, &[("m1", "am1", "hall", 1)], "m2").0, Reason::BlockedByPin);
    }

    #[test]
    fn not_reached_when_one_move_would_make_a_place() {
        let event = EventBuilder::one_hall(2, 1, 4).meeting(&["p1", "p2"]).meeting(&["p3", "p4"]);
        let event = event.with_person("p3", |p| p.unavailable = vec![(10, 20)]).build();
        let (reason, detail) = reason(&event, &[("m1", "am1", "hall", 1)], "m2");
        assert_eq!(reason, Reason::NotReached);
        assert!(
            detail.ends_with(
                "it would fit if m1 moved from am1, hall table 1 to am2, hall table 1, for a place in am1, hall table 1"
            ),
            "{detail}"
        );
    }

    #[test]
    fn not_reached_when_nothing_proves_that_others_come_first() {
        let event = EventBuilder::one_hall(2, 2, 4).meeting(&["p1", "p3"]).meeting(&["p2", "p4"]);
        let event = event.with_meeting(|m| m.slots = Some(vec!["am2".to_owned()])).meeting(&["p1", "p2"]);
        let event = event.with(|file| file.meetings[0].slots = Some(vec!["am1".to_owned()])).build();
        let places = [("m1", "am1", "hall", 1), ("m2", "am2", "hall", 1)];
        assert_eq!(reason(&event, &places, "m3").0, Reason::NotReached);
        // The same plan, proven.
        let mut proven = plan(&event, &places);
        proven.bounds.0.insert(Criterion::Unplaced, 1);
        let explanation = explain(&Instance::new(event).unwrap(), &proven, "m3").unwrap();
        assert_eq!(explanation.reason, Some(Reason::ParticipantFull));
    }

    #[test]
    fn break_limit_when_only_the_spread_forbids_the_place() {
        // m2 at the end would give p1 a break, and nobody may have one more than p4.
        let event = EventBuilder::one_hall(3, 1, 4).meeting(&["p1", "p2"]).meeting(&["p1", "p3"]);
        let event = event.with_meeting(|m| m.slots = Some(vec!["am3".to_owned()]));
        let event = event.with(|file| file.meetings[0].slots = Some(vec!["am1".to_owned()]));
        let event = event.with(|file| file.limits.max_break_spread = Some(0)).build();
        let (reason, detail) = reason(&event, &[("m1", "am1", "hall", 1)], "m2");
        assert_eq!(reason, Reason::BreakLimit);
        assert_eq!(detail, "in am3 somebody would have too many breaks more than others");
    }
}
