//! H5: every meeting has a table of its own.
//!
//! As tables are numbered from 1 to the room's number of them, a room that keeps this rule is never too full.

use super::event::Event;
use super::placements::{Placed, Placements};
use super::{Breach, Rule, Violations};

pub(super) fn check(event: &Event<'_>, placements: &Placements, violations: &mut Violations) {
    for placed in &placements.list {
        let room = &event.file.rooms[placed.room];
        if !(1..=i64::from(room.tables)).contains(&placed.table) {
            let (meeting, room) = (event.meeting_id(placed.meeting).to_owned(), room.id.clone());
            let breach = Breach::NoSuchTable { meeting, room, table: placed.table };
            violations.add(Rule::H5, event.meeting_id(placed.meeting), breach);
        }
    }
    let mut by_table: Vec<&Placed> = placements.list.iter().collect();
    by_table.sort_by_cached_key(|placed| {
        (placed.room, placed.table, event.times[placed.slot].span, placed.meeting)
    });
    // By start: where any two at one table overlap, two neighbours do.
    for pair in by_table.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let same_table = (a.room, a.table) == (b.room, b.table);
        if same_table && event.times[a.slot].span.overlaps(event.times[b.slot].span) {
            let room = event.room_id(a.room).to_owned();
            let (one, other) =
                (event.meeting_id(a.meeting).to_owned(), event.meeting_id(b.meeting).to_owned());
            let breach = Breach::TableShared { room, table: a.table, one, other };
            violations.add(Rule::H5, event.room_id(a.room), breach);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{EventBuilder, breaches, plan};

    #[test]
    fn h5_tables_are_numbered_from_1_to_the_number_of_tables() {
        let event = EventBuilder::one_hall(1, 2, 2).meeting(&["p1", "p2"]).build();
        for table in [i64::MIN, -1, 0, 3, i64::MAX] {
            let plan = plan(&event, &[("m1", "am1", "hall", table)]);
            assert_eq!(breaches(&event, &plan), [format!("H5 m1: room hall has no table {table}")]);
        }
        assert!(breaches(&event, &plan(&event, &[("m1", "am1", "hall", 2)])).is_empty());
    }

    #[test]
    fn h5_two_meetings_at_one_table_do_not_overlap() {
        let event = EventBuilder::one_hall(2, 2, 4).session("x", "a").slots("x", 5, 10, 1);
        let event = event.meeting(&["p1", "p2"]).meeting(&["p3", "p4"]).build();
        let m2_at = |slot, table| {
            breaches(&event, &plan(&event, &[("m1", "am1", "hall", 1), ("m2", slot, "hall", table)]))
        };
        assert_eq!(m2_at("am1", 1), ["H5 hall: m1 and m2 share table 1"]);
        assert_eq!(m2_at("x1", 1), ["H5 hall: m1 and m2 share table 1"]);
        assert!(m2_at("x1", 2).is_empty());
        assert!(m2_at("am2", 1).is_empty());
    }
}
