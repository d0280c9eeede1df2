//! Why meetings stand where they stand, or nowhere: what the planner says, in the identities of the event and without prose.

use super::{Planning, wire::of_reason};
use crate::{
    domain::plan::{Circumstances, Place, Remedy, Unplaced, UnplacedReason},
    ids::{MeetingId, ParticipantId, RoomId, SlotId},
};
use carnet_solver::{CommonSlot, Explanation, Obstacle as Found, Outcome, Relaxation, format};
use serde::Serialize;
use std::collections::BTreeMap;

/// What there is to say about one meeting in a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explained {
    /// Where it stands.
    pub placed: Option<Place>,
    /// Why it stands nowhere.
    pub reason: Option<UnplacedReason>,
    /// Everybody of its line-ups.
    pub people: Vec<Fullness>,
    /// The slots in which everybody of a line-up is there, with what stands in the way.
    pub slots: Vec<SharedSlot>,
    /// Single changes that would let it in, each tried.
    pub remedies: Vec<Remedy>,
}

/// How full somebody is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fullness {
    /// Who.
    pub participant: ParticipantId,
    /// Meetings in the plan.
    pub n_meetings: usize,
    /// Meetings at most.
    pub most: Option<u32>,
    /// Slots that are left.
    pub free_slots: Vec<SlotId>,
}

/// A slot that a line-up shares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SharedSlot {
    /// The slot.
    pub slot: SlotId,
    /// The line-up.
    pub lineup: i64,
    /// What stands in the way; nothing where the meeting stands or could stand.
    pub obstacles: Vec<Obstacle>,
}

/// Something in the way of a meeting in a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "obstacle", rename_all = "kebab-case")]
pub enum Obstacle {
    /// Somebody is in another meeting, or on the way to or from it.
    Meeting {
        /// Who.
        participant: ParticipantId,
        /// The other meeting.
        meeting: MeetingId,
        /// Whether it is pinned.
        pinned: bool,
    },
    /// Somebody has all the meetings that they may have.
    Quota {
        /// Who.
        participant: ParticipantId,
    },
    /// No table is free.
    RoomsFull,
    /// No room is open.
    Closed,
    /// Another meeting must come before it, or after.
    Sequence {
        /// The other meeting.
        meeting: MeetingId,
    },
    /// The limit on breaks.
    BreakLimit,
}

impl Planning {
    /// The meetings without a place in what the planner made, with why.
    pub(crate) fn unplaced_of(&self, outcome: &Outcome) -> Vec<Unplaced> {
        let one = |row: &format::Unplaced| {
            let found = outcome.circumstances.get(&row.meeting);
            let circumstances = found.map(|found| self.circumstances(found, row.detail.clone()));
            let detail = circumstances.unwrap_or_default();
            Some(Unplaced { meeting: row.meeting.parse().ok()?, reason: of_reason(row.reason), detail })
        };
        outcome.plan.unplaced.iter().filter_map(one).collect()
    }

    /// The meetings without a place among some that have one; why, where that is known.
    pub fn left_out(&self, placements: &BTreeMap<MeetingId, Place>, known: &[Unplaced]) -> Vec<Unplaced> {
        let known: BTreeMap<MeetingId, &Unplaced> = known.iter().map(|u| (u.meeting, u)).collect();
        let out = self.facts.meetings.iter().map(|m| m.id);
        let out = out.filter(|m| self.knows(*m) && !placements.contains_key(m));
        let one = |meeting| match known.get(&meeting) {
            Some(&unplaced) => unplaced.clone(),
            None => {
                Unplaced { meeting, reason: UnplacedReason::NotReached, detail: Circumstances::default() }
            }
        };
        out.map(one).collect()
    }

    fn circumstances(&self, found: &carnet_solver::Circumstances, text: Option<String>) -> Circumstances {
        Circumstances {
            participants: found.participants.iter().filter_map(|id| id.parse().ok()).collect(),
            slots: found.slots.iter().filter_map(|id| id.parse().ok()).collect(),
            meetings: found.meetings.iter().filter_map(|id| id.parse().ok()).collect(),
            remedy: found.remedy.as_ref().and_then(|remedy| self.remedy(remedy)),
            text,
        }
    }

    /// What the planner says about a meeting.
    pub(crate) fn explained(&self, found: &Explanation) -> Explained {
        let person = |p: &carnet_solver::Person| {
            Some(Fullness {
                participant: p.id.parse().ok()?,
                n_meetings: p.meetings,
                most: p.max_meetings,
                free_slots: p.free_slots.iter().filter_map(|slot| slot.parse().ok()).collect(),
            })
        };
        let slot = |shared: &CommonSlot| {
            Some(SharedSlot {
                slot: shared.slot.parse().ok()?,
                lineup: shared.lineup as i64,
                obstacles: shared.obstacles.iter().filter_map(obstacle).collect(),
            })
        };
        Explained {
            placed: found.placed.as_ref().and_then(|place| self.place_of(place)),
            reason: found.reason.map(of_reason),
            people: found.people.iter().filter_map(person).collect(),
            slots: found.common_slots.iter().filter_map(slot).collect(),
            remedies: found.relaxations.iter().filter_map(|r| self.remedy(r)).collect(),
        }
    }

    /// A place as the planner names it.
    pub(crate) fn place_of(&self, place: &carnet_solver::Place) -> Option<Place> {
        self.place(&place.slot, &place.room, place.table as i64, place.lineup as i64)
    }

    fn remedy(&self, relaxation: &Relaxation) -> Option<Remedy> {
        let room = |id: &str| -> Option<RoomId> { Some(self.tables.of_wire(id, 1)?.0) };
        Some(match relaxation {
            Relaxation::Move { moved, place } => Remedy::Move {
                meeting: moved.meeting.parse().ok()?,
                from: self.place_of(&moved.from)?,
                to: self.place_of(&moved.to)?,
                place: self.place_of(place)?,
            },
            Relaxation::Table { room: id, slot } => {
                Remedy::Table { room: room(id)?, slot: slot.parse().ok()? }
            }
            Relaxation::Open { room: id, slot } => Remedy::Open { room: room(id)?, slot: slot.parse().ok()? },
            Relaxation::Quota { participant, max_meetings, slot } => Remedy::Quota {
                participant: participant.parse().ok()?,
                most: *max_meetings as i64,
                slot: slot.parse().ok()?,
            },
            Relaxation::Come { participant, slot } => {
                Remedy::Come { participant: participant.parse().ok()?, slot: slot.parse().ok()? }
            }
            Relaxation::Drop { meeting, slot } => {
                Remedy::Drop { meeting: meeting.parse().ok()?, slot: slot.parse().ok()? }
            }
        })
    }
}

fn obstacle(found: &Found) -> Option<Obstacle> {
    Some(match found {
        Found::Meeting { participant, meeting, pinned } => Obstacle::Meeting {
            participant: participant.parse().ok()?,
            meeting: meeting.parse().ok()?,
            pinned: *pinned,
        },
        Found::Quota { participant } => Obstacle::Quota { participant: participant.parse().ok()? },
        Found::RoomsFull => Obstacle::RoomsFull,
        Found::Closed => Obstacle::Closed,
        Found::Sequence { meeting } => Obstacle::Sequence { meeting: meeting.parse().ok()? },
        Found::BreakLimit => Obstacle::BreakLimit,
    })
}
