use super::*;
use crate::testing::EventBuilder;

fn unplaced_at_least(event: EventBuilder, share: Share) -> i64 {
    let instance = Instance::new(event.build()).unwrap();
    let selection = select(&instance, share, &[], &Limits::default()).unwrap();
    selection.bounds.iter().find(|(c, _)| *c == Criterion::Unplaced).unwrap().1
}

/// Two sites with two slots each, at the same times.
fn two_sites() -> EventBuilder {
    EventBuilder::new()
        .site("a")
        .site("b")
        .session("am", "a")
        .slots("am", 0, 20, 2)
        .session("am-b", "b")
        .slots("am-b", 0, 20, 2)
        .room("hall", "a", 9)
        .room("loft", "b", 9)
        .people(4)
}

#[test]
fn nobody_is_at_two_sites_at_once() {
    let event = || two_sites().meeting(&["p1", "p2"]).meeting(&["p1", "p3"]).meeting(&["p1", "p4"]);
    for share in [Share::Whole, Share::Block] {
        assert_eq!(unplaced_at_least(event(), share), 1, "{share:?}");
    }
}

#[test]
fn a_long_meeting_takes_the_time_of_two_short_ones() {
    let event = || {
        let event = two_sites().session("x", "a").slots("x", 0, 30, 1);
        event
            .meeting(&["p1", "p2"])
            .meeting(&["p1", "p3"])
            .with_meeting(|m| m.sessions = Some(vec!["x".to_owned()]))
    };
    for share in [Share::Whole, Share::Block] {
        assert_eq!(unplaced_at_least(event(), share), 1, "{share:?}");
    }
}
