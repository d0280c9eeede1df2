//! H4 and H6: what the agenda of one participant must satisfy.

use super::event::{Event, Span};
use super::placements::Placements;
use super::{Breach, Engaged, Rule, Violations};

/// How many clashes of one participant are listed at most; in a nonsensical plan each meeting clashes with each.
const MOST_CLASHES: usize = 1_000;

/// A meeting or a busy interval of one participant.
struct Engagement<'a> {
    id: &'a str,
    span: Span,
    site: usize,
    is_meeting: bool,
}

impl Engagement<'_> {
    fn named(&self) -> Engaged {
        let id = self.id.to_owned();
        if self.is_meeting { Engaged::Meeting(id) } else { Engaged::Busy(id) }
    }
}

pub(super) fn check(event: &Event<'_>, placements: &Placements, violations: &mut Violations) {
    for (p, person) in event.file.participants.iter().enumerate() {
        let n_meetings = placements.of_person(p).len();
        if n_meetings == 0 {
            continue;
        }
        let agenda = agenda(event, placements, p);
        for (a, b) in clashes(event, &agenda).take(MOST_CLASHES) {
            let (participant, one, other) = (person.id.clone(), a.named(), b.named());
            violations.add(Rule::H4, &person.id, Breach::Clash { participant, one, other });
        }
        if let Some(most) = person.max_meetings.filter(|&most| n_meetings > most as usize) {
            let participant = person.id.clone();
            let breach = Breach::OverQuota { participant, meetings: n_meetings, most };
            violations.add(Rule::H6, &person.id, breach);
        }
    }
}

/// The engagements of a participant by start.
fn agenda<'a>(event: &Event<'a>, placements: &Placements, person: usize) -> Vec<Engagement<'a>> {
    let meetings = placements.of_person(person).map(|placed| {
        let time = &event.times[placed.slot];
        let id = event.meeting_id(placed.meeting);
        Engagement { id, span: time.span, site: time.site, is_meeting: true }
    });
    let busy = event.busy[person].iter();
    let busy = busy.map(|b| Engagement { id: b.id, span: b.span, site: b.site, is_meeting: false });
    let mut agenda: Vec<Engagement<'a>> = meetings.chain(busy).collect();
    agenda.sort_by_key(|e| e.span);
    agenda
}

/// Pairs of engagements, at least one of them a meeting, with too little time between them.
fn clashes<'a>(
    event: &Event<'a>,
    agenda: &'a [Engagement<'a>],
) -> impl Iterator<Item = (&'a Engagement<'a>, &'a Engagement<'a>)> {
    let between = |minute: u32, way: u32| u64::from(minute) + u64::from(way);
    agenda.iter().enumerate().flat_map(move |(i, a)| {
        let reach = between(a.span.end, event.travel.longest);
        agenda[i + 1..]
            .iter()
            .take_while(move |b| u64::from(b.span.start) < reach)
            .filter(move |b| a.is_meeting || b.is_meeting)
            .filter(move |b| {
                between(a.span.end, event.travel.between(a.site, b.site)) > u64::from(b.span.start)
            })
            .map(move |b| (a, b))
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{EventBuilder, breaches, plan, strings};

    #[test]
    fn h4_two_meetings_of_one_person_do_not_overlap() {
        let event = EventBuilder::one_hall(2, 2, 3).session("x", "a").slots("x", 5, 10, 1);
        let event = event.meeting(&["p1", "p2"]).meeting(&["p1", "p3"]).build();
        for slot in ["am1", "x1"] {
            let plan = plan(&event, &[("m1", "am1", "hall", 1), ("m2", slot, "hall", 2)]);
            assert_eq!(breaches(&event, &plan), ["H4 p1: m1 and m2 clash"]);
        }
        let plan = plan(&event, &[("m1", "am1", "hall", 1), ("m2", "am2", "hall", 2)]);
        assert!(breaches(&event, &plan).is_empty());
    }

    #[test]
    fn h4_the_way_between_two_sites_takes_its_time_in_both_directions() {
        let event = EventBuilder::one_hall(3, 1, 3).site("b").travel("a", "b", 5).room("loft", "b", 1);
        let event = event.session("late", "b").slots("late", 14, 1, 2).busy("a", 20, 30, &["p2"]);
        let event = event.meeting(&["p1", "p3"]).meeting(&["p1", "p2"]).build();
        let late1 = plan(&event, &[("m1", "am1", "hall", 1), ("m2", "late1", "loft", 1)]);
        assert_eq!(breaches(&event, &late1), ["H4 p1: m1 and m2 clash"]);
        let late2 = plan(&event, &[("m1", "am1", "hall", 1), ("m2", "late2", "loft", 1)]);
        assert_eq!(breaches(&event, &late2), ["H4 p2: m2 and b1 clash"]);
    }

    #[test]
    fn h4_busy_intervals_are_facts_and_clash_with_meetings_only() {
        let event = EventBuilder::one_hall(3, 1, 2).busy("a", 5, 15, &["p1"]).busy("a", 8, 20, &["p1"]);
        let event = event.meeting(&["p1", "p2"]).build();
        let clash = plan(&event, &[("m1", "am1", "hall", 1)]);
        assert_eq!(breaches(&event, &clash), ["H4 p1: m1 and b1 clash", "H4 p1: m1 and b2 clash"]);
        assert!(breaches(&event, &plan(&event, &[("m1", "am3", "hall", 1)])).is_empty());
    }

    #[test]
    fn h4_of_a_pair_of_sites_listed_twice_the_last_entry_counts() {
        let event = EventBuilder::one_hall(1, 1, 2).site("b").travel("a", "b", 50).travel("b", "a", 5);
        let event = event.busy("b", 15, 20, &["p1"]).meeting(&["p1", "p2"]).build();
        assert!(breaches(&event, &plan(&event, &[("m1", "am1", "hall", 1)])).is_empty());
    }

    #[test]
    fn h6_the_quota_counts_the_meetings_of_the_lineup_taken() {
        let event = EventBuilder::one_hall(2, 1, 3).with_person("p1", |p| p.max_meetings = Some(1));
        let event = event.meeting(&["p1", "p2"]).meeting(&["p1", "p2"]);
        let event = event.with_meeting(|m| m.alternatives = vec![strings(&["p3", "p2"])]).build();
        let mut both = plan(&event, &[("m1", "am1", "hall", 1), ("m2", "am2", "hall", 1)]);
        assert_eq!(breaches(&event, &both), ["H6 p1: meetings: 2, at most 1"]);
        both.assignments[1].lineup = 1;
        assert!(breaches(&event, &crate::testing::honest(&event, both)).is_empty());
    }
}
