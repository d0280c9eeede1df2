//! Where each meeting is held: one spot each, nobody in two places.

use std::collections::BTreeMap;

use rustsat::types::Lit;

use super::clauses::Clauses;
use crate::exact::all_spots;
use crate::instance::{Instance, MeetingIdx, ParticipantIdx, SlotIdx};
use crate::place::{Pools, Spot};

/// The literals of the spots of every held meeting.
pub(super) struct Placement {
    /// By meeting, in the order of `held`.
    pub(super) spots: Vec<(MeetingIdx, Vec<(Spot, Lit)>)>,
    /// Whether the participant is in a meeting in the slot, by participant and slot.
    pub(super) busy: Vec<Vec<Lit>>,
}

impl Placement {
    pub(super) fn new(
        instance: &Instance,
        pools: &Pools,
        held: &[MeetingIdx],
        clauses: &mut Clauses,
    ) -> Self {
        let spots: Vec<(MeetingIdx, Vec<(Spot, Lit)>)> =
            held.iter().map(|&m| (m, spots_of(instance, pools, m, clauses))).collect();
        let mut placement = Self { spots, busy: Vec::new() };
        placement.seat_everybody_once(instance, clauses);
        placement.keep_order(instance, clauses);
        placement
    }

    /// Who is busy when; at most one meeting for each participant and slot, and none in slots that clash with it.
    fn seat_everybody_once(&mut self, instance: &Instance, clauses: &mut Clauses) {
        let mut on = vec![vec![Vec::new(); instance.slots.len()]; instance.participants.len()];
        for (m, spots) in &self.spots {
            for (p, s, literal) in attendance(instance, *m, spots, clauses) {
                on[p.at()][s.at()].push(literal);
            }
        }
        for by_slot in &on {
            for literals in by_slot {
                clauses.at_most_one(literals);
            }
            let busy: Vec<Lit> = by_slot.iter().map(|literals| clauses.either(literals)).collect();
            for (s, slot) in instance.slots.iter().enumerate() {
                for other in slot.conflicts.iter().filter(|other| other.at() > s) {
                    clauses.any(&[!busy[s], !busy[other.at()]]);
                }
            }
            self.busy.push(busy);
        }
    }

    /// A meeting starts no earlier than the end of those that it waits for.
    ///
    /// A spot of the first forbids every spot of the second that does not start behind its end.
    fn keep_order(&self, instance: &Instance, clauses: &mut Clauses) {
        let by_meeting: BTreeMap<MeetingIdx, &Vec<(Spot, Lit)>> =
            self.spots.iter().map(|(m, spots)| (*m, spots)).collect();
        for (second, spots) in &self.spots {
            for first in &instance.meetings[second.at()].after {
                let Some(earlier) = by_meeting.get(first) else { continue };
                for &(spot, literal) in *earlier {
                    let mut behind: Vec<Lit> = spots
                        .iter()
                        .filter(|(s, _)| instance.ends_before(spot.slot, s.slot))
                        .map(|&(_, l)| l)
                        .collect();
                    behind.push(!literal);
                    clauses.any(&behind);
                }
            }
        }
    }
}

/// One literal for each spot of the meeting, of which exactly one holds.
fn spots_of(
    instance: &Instance,
    pools: &Pools,
    meeting: MeetingIdx,
    clauses: &mut Clauses,
) -> Vec<(Spot, Lit)> {
    let spots: Vec<(Spot, Lit)> =
        all_spots(instance, pools, meeting).map(|spot| (spot, clauses.fresh())).collect();
    let literals: Vec<Lit> = spots.iter().map(|&(_, l)| l).collect();
    clauses.any(&literals);
    clauses.at_most_one(&literals);
    spots
}

/// For each participant of the meeting and each slot, a literal that holds if they sit in the meeting then.
fn attendance(
    instance: &Instance,
    meeting: MeetingIdx,
    spots: &[(Spot, Lit)],
    clauses: &mut Clauses,
) -> Vec<(ParticipantIdx, SlotIdx, Lit)> {
    let mut with: BTreeMap<(SlotIdx, ParticipantIdx), Vec<Lit>> = BTreeMap::new();
    for &(spot, literal) in spots {
        for &p in &instance.meetings[meeting.at()].lineups[spot.lineup as usize].people {
            with.entry((spot.slot, p)).or_default().push(literal);
        }
    }
    let mut shared: BTreeMap<Vec<Lit>, Lit> = BTreeMap::new();
    with.into_iter()
        .map(|((s, p), literals)| {
            let literal = if let Some(&known) = shared.get(&literals) {
                known
            } else {
                let either = clauses.either(&literals);
                shared.insert(literals, either);
                either
            };
            (p, s, literal)
        })
        .collect()
}
