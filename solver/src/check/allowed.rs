//! H2 and H3: what a place must satisfy whatever the other meetings do.

use super::event::{Event, Span};
use super::placements::{Placed, Placements};
use super::{Breach, Rule, Violations};

pub(super) fn check(event: &Event<'_>, placements: &Placements, violations: &mut Violations) {
    for placed in &placements.list {
        slot(event, placed, violations);
        room(event, placed, violations);
        availability(event, placed, violations);
    }
}

fn slot(event: &Event<'_>, placed: &Placed, violations: &mut Violations) {
    let meeting = &event.file.meetings[placed.meeting];
    let slot = &event.file.slots[placed.slot];
    if !listed(meeting.slots.as_ref(), &slot.id) || !listed(meeting.sessions.as_ref(), &slot.session) {
        let breach = Breach::SlotNotAllowed { meeting: meeting.id.clone(), slot: slot.id.clone() };
        violations.add(Rule::H2, &meeting.id, breach);
    }
}

fn room(event: &Event<'_>, placed: &Placed, violations: &mut Violations) {
    let meeting = &event.file.meetings[placed.meeting];
    let room = &event.file.rooms[placed.room];
    let time = &event.times[placed.slot];
    let names = || (meeting.id.clone(), room.id.clone(), event.slot_id(placed.slot).to_owned());
    if event.room_sites[placed.room] != time.site {
        let (meeting, room, slot) = names();
        violations.add(Rule::H2, &meeting.clone(), Breach::RoomElsewhere { meeting, room, slot });
    }
    if !listed(meeting.rooms.as_ref(), &room.id) {
        let (meeting, room, slot) = names();
        violations.add(Rule::H2, &meeting.clone(), Breach::RoomNotAllowed { meeting, room, slot });
    }
    if event.closed[placed.room].iter().any(|closed| closed.overlaps(time.span)) {
        let (meeting, room, slot) = names();
        violations.add(Rule::H2, &meeting.clone(), Breach::RoomClosed { meeting, room, slot });
    }
}

fn availability(event: &Event<'_>, placed: &Placed, violations: &mut Violations) {
    let span = event.times[placed.slot].span;
    for &p in &placed.people {
        let person = &event.file.participants[p];
        if person.unavailable.iter().any(|&(start, end)| span.overlaps(Span { start, end })) {
            let meeting = event.meeting_id(placed.meeting);
            let slot = event.slot_id(placed.slot).to_owned();
            let participant = person.id.clone();
            let breach = Breach::Unavailable { meeting: meeting.to_owned(), participant, slot };
            violations.add(Rule::H3, meeting, breach);
        }
    }
}

fn listed(ids: Option<&Vec<String>>, id: &String) -> bool {
    ids.is_none_or(|ids| ids.contains(id))
}

#[cfg(test)]
mod tests {
    use crate::testing::{EventBuilder, breaches, plan, strings};

    #[test]
    fn h2_slot_and_session_must_both_be_allowed() {
        let event = EventBuilder::one_hall(2, 1, 2).session("pm", "a").slots("pm", 100, 10, 1);
        let event = event.meeting(&["p1", "p2"]).with_meeting(|m| {
            m.slots = Some(strings(&["am1", "pm1"]));
            m.sessions = Some(strings(&["am"]));
        });
        let event = event.build();
        assert!(breaches(&event, &plan(&event, &[("m1", "am1", "hall", 1)])).is_empty());
        for slot in ["am2", "pm1"] {
            let problem = format!("H2 m1: slot {slot} is not allowed");
            assert_eq!(breaches(&event, &plan(&event, &[("m1", slot, "hall", 1)])), [problem]);
        }
    }

    #[test]
    fn h2_an_empty_list_of_rooms_allows_none() {
        let event = EventBuilder::one_hall(1, 1, 2).meeting(&["p1", "p2"]);
        let event = event.with_meeting(|m| m.rooms = Some(Vec::new())).build();
        let plan = plan(&event, &[("m1", "am1", "hall", 1)]);
        assert_eq!(breaches(&event, &plan), ["H2 m1: room hall is not allowed, here in slot am1"]);
    }

    #[test]
    fn h2_the_room_must_be_at_the_site_of_the_slot() {
        let event =
            EventBuilder::one_hall(1, 1, 2).site("b").room("loft", "b", 1).meeting(&["p1", "p2"]).build();
        let plan = plan(&event, &[("m1", "am1", "loft", 1)]);
        assert_eq!(breaches(&event, &plan), ["H2 m1: room loft is not at the site of slot am1"]);
    }

    #[test]
    fn h2_a_room_is_closed_in_every_slot_that_shares_a_minute_with_a_closed_one() {
        let event = EventBuilder::one_hall(3, 1, 2).session("long", "a").slots("long", 5, 10, 1);
        let event =
            event.meeting(&["p1", "p2"]).with(|file| file.rooms[0].closed = strings(&["long1"])).build();
        for slot in ["am1", "am2", "long1"] {
            let problem = format!("H2 m1: room hall is closed in slot {slot}");
            assert_eq!(breaches(&event, &plan(&event, &[("m1", slot, "hall", 1)])), [problem]);
        }
        assert!(breaches(&event, &plan(&event, &[("m1", "am3", "hall", 1)])).is_empty());
    }

    #[test]
    fn h3_one_unavailable_minute_is_enough() {
        let event = EventBuilder::one_hall(3, 1, 2).meeting(&["p1", "p2"]);
        let event = event.with_person("p2", |p| p.unavailable = vec![(10, 11)]).build();
        let at = |slot| breaches(&event, &plan(&event, &[("m1", slot, "hall", 1)]));
        assert!(at("am1").is_empty());
        assert_eq!(at("am2"), ["H3 m1: p2 is unavailable in slot am2"]);
        assert!(at("am3").is_empty());
    }
}
