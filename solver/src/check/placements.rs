//! H1: which meetings the plan places at all, by position.

use super::event::Event;
use super::{Breach, Rule, Violations};
use crate::format::{Assignment, Plan};

/// A meeting with the place that the plan gives it; only the table may not exist.
pub(super) struct Placed {
    pub(super) meeting: usize,
    pub(super) slot: usize,
    pub(super) room: usize,
    pub(super) table: i64,
    pub(super) lineup: usize,
    pub(super) people: Vec<usize>,
}

/// The assignments that keep H1.
pub(super) struct Placements {
    pub(super) list: Vec<Placed>,
    by_meeting: Vec<Option<usize>>,
    /// By participant: entries of `list` by start, then by table.
    by_person: Vec<Vec<usize>>,
}

impl Placements {
    pub(super) fn read(event: &Event<'_>, plan: &Plan, violations: &mut Violations) -> Self {
        let mut placements = Self {
            list: Vec::with_capacity(plan.assignments.len()),
            by_meeting: vec![None; event.file.meetings.len()],
            by_person: vec![Vec::new(); event.file.participants.len()],
        };
        for assignment in &plan.assignments {
            match placements.place(event, assignment) {
                Ok(placed) => placements.add(placed),
                Err(breach) => violations.add(Rule::H1, &assignment.meeting, breach),
            }
        }
        placements.fill_agendas(event);
        placements
    }

    fn place(&self, event: &Event<'_>, assignment: &Assignment) -> Result<Placed, Breach> {
        let Assignment { meeting: id, slot, room, table, lineup } = assignment;
        let named = || id.clone();
        let meeting = event.meetings.get(id.as_str()).copied();
        let meeting = meeting.ok_or_else(|| Breach::NoSuchMeeting { meeting: named() })?;
        let no_slot = || Breach::NoSuchSlot { meeting: named(), slot: slot.clone() };
        let &slot = event.slots.get(slot.as_str()).ok_or_else(no_slot)?;
        let no_room = || Breach::NoSuchRoom { meeting: named(), room: room.clone() };
        let &room = event.rooms.get(room.as_str()).ok_or_else(no_room)?;
        let no_lineup = || Breach::NoSuchLineup { meeting: named(), lineup: *lineup };
        let people = event.lineup(meeting, *lineup).ok_or_else(no_lineup)?;
        if self.by_meeting[meeting].is_some() {
            return Err(Breach::AssignedTwice { meeting: named() });
        }
        Ok(Placed { meeting, slot, room, table: *table, lineup: *lineup as usize, people })
    }

    fn add(&mut self, placed: Placed) {
        self.by_meeting[placed.meeting] = Some(self.list.len());
        self.list.push(placed);
    }

    fn fill_agendas(&mut self, event: &Event<'_>) {
        let mut in_order: Vec<usize> = (0..self.list.len()).collect();
        in_order.sort_by_cached_key(|&i| {
            let placed = &self.list[i];
            (event.times[placed.slot].span.start, event.room_id(placed.room), placed.table)
        });
        for i in in_order {
            for &p in &self.list[i].people {
                self.by_person[p].push(i);
            }
        }
    }

    /// The place of a meeting, where it has one.
    pub(super) fn of_meeting(&self, meeting: usize) -> Option<&Placed> {
        self.by_meeting[meeting].map(|i| &self.list[i])
    }

    /// The meetings of a participant by start; of meetings that start together, by room's identifier and table.
    pub(super) fn of_person(&self, person: usize) -> impl ExactSizeIterator<Item = &Placed> {
        self.by_person[person].iter().map(|&i| &self.list[i])
    }

    /// Every meeting without a place.
    pub(super) fn left_out(&self) -> impl Iterator<Item = usize> {
        self.by_meeting.iter().enumerate().filter(|(_, placed)| placed.is_none()).map(|(m, _)| m)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{EventBuilder, breaches, honest, plan};

    #[test]
    fn h1_an_identifier_that_does_not_exist_is_named() {
        let event = EventBuilder::one_hall(1, 1, 2).meeting(&["p1", "p2"]).build();
        let cases = [
            (("m9", "am1", "hall", 1), "H1 m9: no such meeting"),
            (("m1", "am9", "hall", 1), "H1 m1: no slot am9"),
            (("m1", "am1", "attic", 1), "H1 m1: no room attic"),
        ];
        for (assignment, problem) in cases {
            let mut plan = plan(&event, &[]);
            plan.assignments = crate::testing::plan(&event, &[assignment]).assignments;
            assert_eq!(breaches(&event, &plan), [problem]);
        }
    }

    #[test]
    fn h1_a_lineup_that_does_not_exist_is_named() {
        let event = EventBuilder::one_hall(1, 1, 2).meeting(&["p1", "p2"]).build();
        for lineup in [-1, 1, i64::MIN, i64::MAX] {
            let mut broken = plan(&event, &[]);
            broken.assignments = plan(&event, &[("m1", "am1", "hall", 1)]).assignments;
            broken.assignments[0].lineup = lineup;
            assert_eq!(breaches(&event, &broken), [format!("H1 m1: no line-up {lineup}")]);
        }
    }

    #[test]
    fn h1_of_two_assignments_the_first_counts() {
        let event = EventBuilder::one_hall(2, 1, 2).meeting(&["p1", "p2"]).build();
        let twice = plan(&event, &[("m1", "am1", "hall", 1), ("m1", "am2", "hall", 1)]);
        assert_eq!(breaches(&event, &twice), ["H1 m1: assigned twice"]);
        let broken_first = plan(&event, &[("m1", "am9", "hall", 1), ("m1", "am2", "hall", 1)]);
        assert_eq!(breaches(&event, &broken_first), ["H1 m1: no slot am9"]);
    }

    #[test]
    fn an_honest_plan_breaks_nothing() {
        let event = EventBuilder::one_hall(2, 1, 2).meeting(&["p1", "p2"]).meeting(&["p1", "p2"]).build();
        assert!(breaches(&event, &plan(&event, &[])).is_empty());
        assert!(breaches(&event, &plan(&event, &[("m2", "am1", "hall", 1)])).is_empty());
        let full = plan(&event, &[("m1", "am1", "hall", 1), ("m2", "am2", "hall", 1)]);
        assert!(breaches(&event, &honest(&event, full)).is_empty());
    }
}
