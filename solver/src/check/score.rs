//! What a plan scores: the value of every criterion that the instance names.

use super::event::Event;
use super::gaps::Gaps;
use super::placements::Placements;
use crate::format::{Criterion, Score};

pub(super) fn score(event: &Event<'_>, placements: &Placements, gaps: &Gaps) -> Score {
    let value = |criterion| match criterion {
        Criterion::Unplaced => unplaced(event, placements),
        Criterion::Shortfall => shortfall(event, placements),
        Criterion::Order => order(event, placements),
        Criterion::Changes => changes(event, placements),
        Criterion::Idle => gaps.idle.iter().sum(),
        Criterion::Breaks => gaps.breaks.iter().sum(),
        Criterion::MaxIdle => gaps.idle.iter().copied().max().unwrap_or(0),
        Criterion::Moves => gaps.moves,
        Criterion::Alternates => placements.list.iter().map(|placed| placed.lineup as i64).sum(),
    };
    event.file.criteria.iter().map(|&criterion| (criterion, value(criterion))).collect()
}

fn unplaced(event: &Event<'_>, placements: &Placements) -> i64 {
    placements.left_out().map(|m| i64::from(event.file.meetings[m].priority)).sum()
}

fn shortfall(event: &Event<'_>, placements: &Placements) -> i64 {
    let mut demand = vec![0_i64; event.file.participants.len()];
    for &person in event.attendees.iter().flatten() {
        demand[person] += 1;
    }
    let people = event.file.participants.iter().zip(demand).enumerate();
    people
        .map(|(p, (person, demand))| {
            let promised = demand.min(i64::from(person.min_meetings));
            (promised - placements.of_person(p).len() as i64).max(0)
        })
        .sum()
}

fn order(event: &Event<'_>, placements: &Placements) -> i64 {
    let ranks: Vec<usize> =
        event.file.meetings.iter().enumerate().map(|(i, m)| m.order.map_or(i, |o| o as usize)).collect();
    let mut sorted = ranks.clone();
    sorted.sort_unstable();
    let not_earlier = |m: usize| sorted.len() - sorted.partition_point(|&rank| rank < ranks[m]);
    placements.left_out().map(|m| not_earlier(m) as i64).sum()
}

fn changes(event: &Event<'_>, placements: &Placements) -> i64 {
    let is_kept = |entry: &&crate::format::Previous| {
        let placed = placements.of_meeting(event.meetings[entry.meeting.as_str()]);
        placed.is_some_and(|p| event.slot_id(p.slot) == entry.slot && event.room_id(p.room) == entry.room)
    };
    let n_kept = event.file.previous.iter().filter(is_kept).count();
    (event.file.previous.len() - n_kept) as i64
}

#[cfg(test)]
mod tests {
    use crate::check::check;
    use crate::format::{Criterion, InstanceFile, Previous};
    use crate::testing::{EventBuilder, honest, plan, strings};

    fn value(event: &InstanceFile, places: &[(&str, &str, &str, i64)], criterion: Criterion) -> Option<i64> {
        check(event, &plan(event, places)).score.get(criterion)
    }

    const M1: (&str, &str, &str, i64) = ("m1", "am1", "hall", 1);
    const M2: (&str, &str, &str, i64) = ("m2", "am2", "hall", 1);

    #[test]
    fn unplaced_sums_the_priorities_of_the_meetings_left_out() {
        let event = EventBuilder::one_hall(2, 1, 2).meeting(&["p1", "p2"]).meeting(&["p1", "p2"]);
        let event = event.with_meeting(|m| m.priority = 5).build();
        let unplaced = |places: &[_]| value(&event, places, Criterion::Unplaced);
        assert_eq!(unplaced(&[]), Some(6));
        assert_eq!(unplaced(&[M1]), Some(5));
        assert_eq!(unplaced(&[M1, M2]), Some(0));
    }

    #[test]
    fn shortfall_counts_what_is_missing_to_the_promise_up_to_the_demand() {
        // p1 is promised 5 and asked for twice, p2 promised 1 by default, p3 promised nothing
        let event = EventBuilder::one_hall(2, 1, 3).meeting(&["p1", "p2"]).meeting(&["p1", "p3"]);
        let event = event.with_person("p1", |p| p.min_meetings = 5).with_person("p3", |p| p.min_meetings = 0);
        let event = event.build();
        let shortfall = |places: &[_]| value(&event, places, Criterion::Shortfall);
        assert_eq!(shortfall(&[]), Some(2 + 1));
        assert_eq!(shortfall(&[M1]), Some(1));
        assert_eq!(shortfall(&[M2]), Some(1 + 1));
        assert_eq!(shortfall(&[M1, M2]), Some(0));
    }

    #[test]
    fn shortfall_counts_demand_by_lineup_0_and_meetings_by_the_lineup_taken() {
        let event = EventBuilder::one_hall(1, 1, 3).meeting(&["p1", "p2"]);
        let event = event.with_meeting(|m| m.alternatives = vec![strings(&["p1", "p3"])]).build();
        let mut taken = plan(&event, &[M1]);
        taken.assignments[0].lineup = 1;
        assert_eq!(check(&event, &taken).score.get(Criterion::Shortfall), Some(1)); // p2 misses the only one
    }

    #[test]
    fn order_counts_the_meetings_that_came_no_earlier() {
        let ranks = [Some(7), Some(3), Some(7), None]; // the last: its position, 3
        let event = EventBuilder::one_hall(1, 4, 8);
        let event = ranks.iter().enumerate().fold(event, |event, (i, &rank)| {
            let people = [format!("p{}", 2 * i + 1), format!("p{}", 2 * i + 2)];
            event.meeting(&[&people[0], &people[1]]).with_meeting(|m| m.order = rank)
        });
        let event = event.build();
        let order_without = |left_out: &str| {
            let all = [("m1", "am1", "hall", 1), ("m2", "am1", "hall", 2), ("m3", "am1", "hall", 3)];
            let all = all.into_iter().chain([("m4", "am1", "hall", 4)]);
            let places: Vec<_> = all.filter(|(m, ..)| *m != left_out).collect();
            value(&event, &places, Criterion::Order)
        };
        assert_eq!(order_without("m1"), Some(2));
        assert_eq!(order_without("m2"), Some(4));
        assert_eq!(order_without("m3"), Some(2));
        assert_eq!(order_without("m4"), Some(4));
        assert_eq!(value(&event, &[], Criterion::Order), Some(12));
    }

    #[test]
    fn changes_counts_entries_of_the_previous_plan_that_lost_their_slot_or_room() {
        let entry = |meeting: &str, slot: &str| Previous {
            meeting: meeting.to_owned(),
            slot: slot.to_owned(),
            room: "hall".to_owned(),
            ..Previous::default()
        };
        let event = EventBuilder::one_hall(2, 1, 2).room("loft", "a", 1);
        let event = event.meeting(&["p1", "p2"]).meeting(&["p1", "p2"]);
        let event = event.with(|file| file.previous = vec![entry("m1", "am1"), entry("m2", "am2")]).build();
        let changes = |places: &[_]| value(&event, places, Criterion::Changes);
        assert_eq!(changes(&[M1, M2]), Some(0));
        assert_eq!(changes(&[M1]), Some(1));
        assert_eq!(changes(&[M1, ("m2", "am2", "loft", 1)]), Some(1));
        assert_eq!(changes(&[("m1", "am2", "hall", 1), ("m2", "am1", "hall", 1)]), Some(2));
    }

    #[test]
    fn alternates_sums_the_numbers_of_the_lineups_taken() {
        let event = EventBuilder::one_hall(2, 1, 4).meeting(&["p1", "p2"]).meeting(&["p1", "p2"]);
        let lineups = vec![strings(&["p1", "p3"]), strings(&["p1", "p4"])];
        let event = event.with_meeting(|m| m.alternatives = lineups).build();
        let mut taken = plan(&event, &[M1, M2]);
        taken.assignments[1].lineup = 2;
        assert_eq!(honest(&event, taken).score.get(Criterion::Alternates), Some(2));
    }

    #[test]
    fn only_the_criteria_of_the_instance_are_scored() {
        let event = EventBuilder::one_hall(1, 1, 2).meeting(&["p1", "p2"]);
        let event = event.with(|file| file.criteria = vec![Criterion::Moves]).build();
        assert_eq!(plan(&event, &[]).score, [(Criterion::Moves, 0)].into_iter().collect());
    }
}
