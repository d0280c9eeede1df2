//! H7 to H9: pins, precedence, and an account of every meeting that is left out.

use super::event::Event;
use super::placements::Placements;
use super::{Breach, Rule, Violations};
use crate::format::{Pin, Plan};

pub(super) fn check(event: &Event<'_>, plan: &Plan, placements: &Placements, violations: &mut Violations) {
    for (m, meeting) in event.file.meetings.iter().enumerate() {
        if meeting.pinned.as_ref().is_some_and(|pin| !is_kept(event, placements, m, pin)) {
            let breach = Breach::NotAsPinned { meeting: meeting.id.clone() };
            violations.add(Rule::H7, &meeting.id, breach);
        }
        precedence(event, placements, m, violations);
    }
    account(event, plan, placements, violations);
}

fn is_kept(event: &Event<'_>, placements: &Placements, meeting: usize, pin: &Pin) -> bool {
    placements.of_meeting(meeting).is_some_and(|placed| {
        event.slot_id(placed.slot) == pin.slot
            && pin.room.as_ref().is_none_or(|room| event.room_id(placed.room) == room)
            && pin.lineup.is_none_or(|k| placed.lineup == k as usize)
    })
}

fn precedence(event: &Event<'_>, placements: &Placements, meeting: usize, violations: &mut Violations) {
    let Some(placed) = placements.of_meeting(meeting) else { return };
    for first in &event.file.meetings[meeting].after {
        let Some(other) = placements.of_meeting(event.meetings[first.as_str()]) else { continue };
        if event.times[other.slot].span.end > event.times[placed.slot].span.start {
            let id = event.meeting_id(meeting);
            let breach = Breach::OutOfSequence { meeting: id.to_owned(), after: first.clone() };
            violations.add(Rule::H8, id, breach);
        }
    }
}

fn account(event: &Event<'_>, plan: &Plan, placements: &Placements, violations: &mut Violations) {
    let mut listed = vec![false; event.file.meetings.len()];
    for entry in &plan.unplaced {
        let meeting = entry.meeting.clone();
        let Some(&m) = event.meetings.get(entry.meeting.as_str()) else {
            violations.add(Rule::H9, &entry.meeting, Breach::UnknownUnplaced { meeting });
            continue;
        };
        if std::mem::replace(&mut listed[m], true) {
            violations.add(Rule::H9, &entry.meeting, Breach::UnplacedTwice { meeting });
        } else if placements.of_meeting(m).is_some() {
            violations.add(Rule::H9, &entry.meeting, Breach::PlacedAndUnplaced { meeting });
        }
    }
    for m in placements.left_out().filter(|&m| !listed[m]) {
        let meeting = event.meeting_id(m);
        violations.add(Rule::H9, meeting, Breach::Unaccounted { meeting: meeting.to_owned() });
    }
}

#[cfg(test)]
mod tests {
    use crate::format::{Pin, Reason, Unplaced};
    use crate::testing::{EventBuilder, breaches, honest, plan, strings};

    #[test]
    fn h7_a_pin_holds_slot_room_and_lineup() {
        let event = EventBuilder::one_hall(2, 1, 3).room("loft", "a", 1).meeting(&["p1", "p2"]);
        let event = event.with_meeting(|m| {
            m.alternatives = vec![strings(&["p1", "p3"])];
            m.pinned = Some(Pin { slot: "am1".into(), room: Some("hall".into()), lineup: Some(1) });
        });
        let event = event.build();
        let held = |places: &[(&str, &str, &str, i64)], lineup| {
            let mut plan = plan(&event, places);
            plan.assignments.iter_mut().for_each(|a| a.lineup = lineup);
            breaches(&event, &honest(&event, plan))
        };
        let problem = ["H7 m1: is not placed as pinned"];
        assert!(held(&[("m1", "am1", "hall", 1)], 1).is_empty());
        assert_eq!(held(&[("m1", "am2", "hall", 1)], 1), problem);
        assert_eq!(held(&[("m1", "am1", "loft", 1)], 1), problem);
        assert_eq!(held(&[("m1", "am1", "hall", 1)], 0), problem);
        assert_eq!(held(&[], 0), problem);
    }

    #[test]
    fn h7_a_pin_of_a_slot_leaves_room_and_lineup_open() {
        let event = EventBuilder::one_hall(2, 1, 3).room("loft", "a", 1).meeting(&["p1", "p2"]);
        let pin = Pin { slot: "am1".into(), room: None, lineup: None };
        let event = event.with_meeting(|m| m.pinned = Some(pin)).build();
        assert!(breaches(&event, &plan(&event, &[("m1", "am1", "loft", 1)])).is_empty());
    }

    #[test]
    fn h8_a_meeting_starts_after_the_end_of_those_placed_before_it() {
        let event = EventBuilder::one_hall(2, 2, 4).meeting(&["p1", "p2"]).meeting(&["p3", "p4"]);
        let event = event.with_meeting(|m| m.after = strings(&["m1"])).build();
        let m1_m2 = |first, second| {
            breaches(&event, &plan(&event, &[("m1", first, "hall", 1), ("m2", second, "hall", 2)]))
        };
        assert!(m1_m2("am1", "am2").is_empty());
        assert_eq!(m1_m2("am1", "am1"), ["H8 m2: starts before the end of m1"]);
        assert_eq!(m1_m2("am2", "am1"), ["H8 m2: starts before the end of m1"]);
        assert!(breaches(&event, &plan(&event, &[("m2", "am1", "hall", 1)])).is_empty());
    }

    #[test]
    fn h9_every_meeting_is_either_placed_or_listed_once() {
        let event = EventBuilder::one_hall(1, 1, 2).meeting(&["p1", "p2"]).build();
        let entry =
            |meeting: &str| Unplaced { meeting: meeting.to_owned(), reason: Reason::RoomsFull, detail: None };
        let listing = |places: &[(&str, &str, &str, i64)], entries: &[&str]| {
            let mut plan = plan(&event, places);
            plan.unplaced = entries.iter().map(|m| entry(m)).collect();
            breaches(&event, &plan)
        };
        let placed = [("m1", "am1", "hall", 1)];
        assert_eq!(listing(&[], &[]), ["H9 m1: is unplaced without a reason"]);
        assert!(listing(&[], &["m1"]).is_empty());
        assert_eq!(listing(&[], &["m1", "m1"]), ["H9 m1: is listed twice as unplaced"]);
        assert_eq!(listing(&placed, &["m1"]), ["H9 m1: is placed and listed as unplaced"]);
        assert_eq!(listing(&placed, &["m9"]), ["H9 m9: is listed as unplaced and does not exist"]);
    }
}
