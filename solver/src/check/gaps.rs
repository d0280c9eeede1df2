//! Idle slots, breaks and moves of every participant, and H10.

use super::event::{Event, Span};
use super::placements::{Placed, Placements};
use super::{Breach, Rule, Violations};

/// What the gaps between meetings come to.
pub(super) struct Gaps {
    /// By participant: idle slots over all sessions.
    pub(super) idle: Vec<i64>,
    /// By participant: runs of idle slots over all sessions.
    pub(super) breaks: Vec<i64>,
    /// Changes of table, over all participants and sessions.
    pub(super) moves: i64,
}

impl Gaps {
    pub(super) fn find(event: &Event<'_>, placements: &Placements) -> Self {
        let n = event.file.participants.len();
        let mut gaps = Self { idle: vec![0; n], breaks: vec![0; n], moves: 0 };
        for person in 0..n {
            gaps.add_person(event, placements, person);
        }
        gaps
    }

    fn add_person(&mut self, event: &Event<'_>, placements: &Placements, person: usize) {
        if placements.of_person(person).len() < 2 {
            return;
        }
        let taken = taken(event, placements, person);
        let mut mine: Vec<&Placed> = placements.of_person(person).collect();
        mine.sort_by_key(|placed| event.times[placed.slot].session); // keeps those of one session by start
        for in_session in mine.chunk_by(|a, b| event.times[a.slot].session == event.times[b.slot].session) {
            let (Some(first), Some(last)) = (in_session.first(), in_session.last()) else { continue };
            let (first, last) = (event.times[first.slot], event.times[last.slot]);
            if first.rank == last.rank {
                continue;
            }
            let between = &event.sessions[first.session][first.rank + 1..last.rank];
            let (idle, breaks) = idle_and_breaks(event, between, &taken);
            self.idle[person] += idle;
            self.breaks[person] += breaks;
            let moved = |pair: &&[&Placed]| (pair[0].room, pair[0].table) != (pair[1].room, pair[1].table);
            self.moves += in_session.windows(2).filter(moved).count() as i64;
        }
    }

    /// H10: those without meetings count with no breaks.
    pub(super) fn check_spread(&self, event: &Event<'_>, violations: &mut Violations) {
        let Some(limit) = event.file.limits.max_break_spread else { return };
        let most = self.breaks.iter().max().copied().unwrap_or(0);
        let least = self.breaks.iter().min().copied().unwrap_or(0);
        if most - least > i64::from(limit) {
            let person = self.breaks.iter().position(|&b| b == most).unwrap_or(0);
            let participant = &event.file.participants[person].id;
            let spread = most - least;
            let breach = Breach::BreakSpread { participant: participant.clone(), spread, most: limit };
            violations.add(Rule::H10, participant, breach);
        }
    }
}

/// The minutes in which a slot is not idle: disjoint, by start.
fn taken(event: &Event<'_>, placements: &Placements, person: usize) -> Vec<Span> {
    let mut spans: Vec<Span> = placements.of_person(person).map(|p| event.times[p.slot].span).collect();
    if !event.file.blocked_slots_are_idle {
        spans.extend(event.busy[person].iter().map(|busy| busy.span));
        let away = &event.file.participants[person].unavailable;
        spans.extend(away.iter().map(|&(start, end)| Span { start, end }));
    }
    spans.sort_unstable();
    spans.dedup_by(|next, last| {
        let joined = next.start <= last.end;
        if joined {
            last.end = last.end.max(next.end);
        }
        joined
    });
    spans
}

/// Counts the slots that nothing takes, and the runs that they form. Slots and spans are both in order of time.
fn idle_and_breaks(event: &Event<'_>, slots: &[usize], taken: &[Span]) -> (i64, i64) {
    let (mut idle, mut breaks) = (0, 0);
    let mut in_break = false;
    let mut next = 0;
    for &slot in slots {
        let span = event.times[slot].span;
        while taken.get(next).is_some_and(|t| t.end <= span.start) {
            next += 1;
        }
        let is_idle = taken.get(next).is_none_or(|t| !t.overlaps(span));
        idle += i64::from(is_idle);
        breaks += i64::from(is_idle && !in_break);
        in_break = is_idle;
    }
    (idle, breaks)
}

#[cfg(test)]
mod tests {
    use crate::check::check;
    use crate::format::{Criterion, InstanceFile};
    use crate::testing::{EventBuilder, breaches, plan};

    /// `idle`, `breaks`, `max_idle`, `moves` of a plan.
    fn gaps(event: &InstanceFile, places: &[(&str, &str, &str, i64)]) -> Vec<i64> {
        let score = check(event, &plan(event, places)).score;
        score.in_order(&[Criterion::Idle, Criterion::Breaks, Criterion::MaxIdle, Criterion::Moves])
    }

    /// Six slots and two meetings of `p1`, with `p2` and with `p3`.
    fn two_meetings() -> EventBuilder {
        EventBuilder::one_hall(6, 2, 3).meeting(&["p1", "p2"]).meeting(&["p1", "p3"])
    }

    const ENDS: [(&str, &str, &str, i64); 2] = [("m1", "am1", "hall", 1), ("m2", "am6", "hall", 1)];

    #[test]
    fn slots_between_the_first_and_the_last_meeting_are_idle_and_form_one_break() {
        let event = two_meetings().build();
        assert_eq!(gaps(&event, &ENDS), [4, 1, 4, 0]);
        assert_eq!(gaps(&event, &[("m1", "am2", "hall", 1), ("m2", "am4", "hall", 1)]), [1, 1, 1, 0]);
        assert_eq!(gaps(&event, &[("m1", "am6", "hall", 1), ("m2", "am5", "hall", 1)]), [0, 0, 0, 0]);
        assert_eq!(gaps(&event, &ENDS[..1]), [0, 0, 0, 0]);
    }

    #[test]
    fn a_busy_slot_parts_a_gap_into_two_breaks() {
        let event = two_meetings().busy("a", 25, 35, &["p1"]).build(); // in am3 and am4
        assert_eq!(gaps(&event, &ENDS), [2, 2, 2, 0]);
    }

    #[test]
    fn an_unavailable_slot_is_not_idle() {
        let event = two_meetings().with_person("p1", |p| p.unavailable = vec![(10, 20), (30, 31), (30, 40)]);
        assert_eq!(gaps(&event.build(), &ENDS), [2, 2, 2, 0]);
    }

    #[test]
    fn blocked_slots_are_idle_where_the_instance_says_so() {
        let event = two_meetings().busy("a", 20, 30, &["p1"]);
        let event = event.with_person("p1", |p| p.unavailable = vec![(10, 20)]);
        let event = event.with(|file| file.blocked_slots_are_idle = true).build();
        assert_eq!(gaps(&event, &ENDS), [4, 1, 4, 0]);
    }

    #[test]
    fn a_meeting_of_another_session_keeps_a_slot_from_being_idle() {
        for blocked_slots_are_idle in [false, true] {
            let event = two_meetings().session("x", "a").slots("x", 25, 10, 1).meeting(&["p1", "p2"]);
            let event = event.with(|file| file.blocked_slots_are_idle = blocked_slots_are_idle).build();
            let places = [ENDS[0], ENDS[1], ("m3", "x1", "hall", 2)]; // in am3 and am4
            assert_eq!(gaps(&event, &places), [2, 2, 2, 0]);
        }
    }

    #[test]
    fn a_free_minute_counts_in_each_of_two_overlapping_sessions() {
        let event = EventBuilder::one_hall(7, 2, 3).session("x", "a").slots("x", 10, 10, 5);
        let event = event.meeting(&["p1", "p2"]).meeting(&["p1", "p2"]).meeting(&["p1", "p3"]);
        let event = event.meeting(&["p1", "p3"]).build();
        let places = [
            ("m1", "am1", "hall", 1),
            ("m2", "am7", "hall", 1),
            ("m3", "x1", "hall", 2), // in am2
            ("m4", "x5", "hall", 2), // in am6
        ];
        // p1: am3 to am5 and x2 to x4; p2: am2 to am6; p3: x2 to x4
        assert_eq!(gaps(&event, &places), [6 + 5 + 3, 4, 6, 0]);
    }

    #[test]
    fn a_move_is_a_change_of_table_between_consecutive_meetings_of_a_session() {
        let event =
            EventBuilder::one_hall(3, 2, 2).room("loft", "a", 1).session("pm", "a").slots("pm", 30, 10, 1);
        let event = (0..4).fold(event, |event, _| event.meeting(&["p1", "p2"])).build();
        let at = |a, b, c, d| {
            let places = [("m1", "am1", a, 1), ("m2", "am2", b, 1), ("m3", "am3", c, 1), ("m4", "pm1", d, 2)];
            gaps(&event, &places)
        };
        assert_eq!(at("hall", "hall", "hall", "hall"), [0, 0, 0, 0]); // another session starts anew
        assert_eq!(at("hall", "loft", "loft", "hall"), [0, 0, 0, 2]); // p1 and p2 each
        assert_eq!(at("hall", "loft", "hall", "hall"), [0, 0, 0, 4]);
    }

    #[test]
    fn h10_breaks_differ_by_no_more_than_the_limit() {
        let event = two_meetings().with(|file| file.limits.max_break_spread = Some(0)).build();
        assert_eq!(breaches(&event, &plan(&event, &ENDS)), ["H10 p1: breaks differ by 1, at most 0"]);
        let event = two_meetings().with(|file| file.limits.max_break_spread = Some(1)).build();
        assert!(breaches(&event, &plan(&event, &ENDS)).is_empty());
    }
}
