//! Single changes that would let a meeting in.

use std::fmt;

use serde::Serialize;

use super::wire::{Moved, Place};
use crate::labels::count;

/// A single change after which a meeting has a place, tried on the plan before it is said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Relaxation {
    /// One other meeting goes elsewhere.
    Move {
        /// The meeting that goes.
        moved: Moved,
        /// The place that is won.
        place: Place,
    },
    /// A room has one more table.
    Table {
        /// The room.
        room: String,
        /// The slot that the meeting would have.
        slot: String,
    },
    /// A room is open in a slot in which it is closed.
    Open {
        /// The room.
        room: String,
        /// The slot.
        slot: String,
    },
    /// Somebody may have one meeting more.
    Quota {
        /// The participant.
        participant: String,
        /// The quota that would do.
        max_meetings: usize,
        /// The slot that the meeting would have.
        slot: String,
    },
    /// Somebody is there in a slot in which they are not.
    Come {
        /// The participant.
        participant: String,
        /// The slot.
        slot: String,
    },
    /// One other meeting is dropped.
    Drop {
        /// The meeting that goes.
        meeting: String,
        /// The slot that is won.
        slot: String,
    },
}

/// What must be true, to be read after "if".
impl fmt::Display for Relaxation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Move { moved, place } => {
                let Moved { meeting, from, to } = moved;
                write!(f, "{meeting} moved from {from} to {to}, for a place in {place}")
            }
            Self::Table { room, slot } => write!(f, "{room} had one more table in {slot}"),
            Self::Open { room, slot } => write!(f, "{room} were open in {slot}"),
            Self::Quota { participant, max_meetings, slot } => {
                let meetings = count(*max_meetings, "meeting", "meetings");
                write!(f, "{participant} could have {meetings}, in {slot}")
            }
            Self::Come { participant, slot } => write!(f, "{participant} could come in {slot}"),
            Self::Drop { meeting, slot } => write!(f, "{meeting} were dropped, in {slot}"),
        }
    }
}
