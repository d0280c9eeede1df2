//! Meetings without a place, and why.

use super::{Place, words};
use crate::ids::{MeetingId, ParticipantId, RoomId, SlotId};
use serde::{Deserialize, Serialize};

words! {
    /// Why a meeting has no placement. `docs/formats.md` defines each.
    pub enum UnplacedReason {
        /// Its line-ups never share a free allowed slot.
        NoCommonSlot = "no-common-slot",
        /// Every common slot is taken by meetings that come first, or a quota is reached.
        ParticipantFull = "participant-full",
        /// No allowed room has a free table in any common slot.
        RoomsFull = "rooms-full",
        /// A pinned meeting stands where it would have to go.
        BlockedByPin = "blocked-by-pin",
        /// The meetings before or after it leave no slot.
        Precedence = "precedence",
        /// It would break the limit on the spread of breaks.
        BreakLimit = "break-limit",
        /// Nobody decided: the search ended before, or the meeting came later or was taken out by hand.
        NotReached = "not-reached",
    }
}

/// A meeting without a placement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unplaced {
    /// The meeting.
    pub meeting: MeetingId,
    /// Why.
    pub reason: UnplacedReason,
    /// Who and what is concerned: for organisers only.
    pub detail: Circumstances,
}

/// Who and what keeps a meeting without a place; the first dozen of each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Circumstances {
    /// Those who are never there together, or whose other meetings or quotas stand in the way.
    pub participants: Vec<ParticipantId>,
    /// The slots in which everybody of a line-up is there.
    pub slots: Vec<SlotId>,
    /// Meetings that stand in the way there.
    pub meetings: Vec<MeetingId>,
    /// A single change that would let it in, where one is known.
    pub remedy: Option<Remedy>,
    /// The sentence that a plan file says it with, in English: for files alone.
    pub text: Option<String>,
}

/// A single change after which a meeting would have a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "remedy", rename_all = "kebab-case")]
pub enum Remedy {
    /// Another meeting goes elsewhere.
    Move {
        /// The meeting that goes.
        meeting: MeetingId,
        /// From where.
        from: Place,
        /// To where.
        to: Place,
        /// The place that is won.
        place: Place,
    },
    /// A room has one more table.
    Table {
        /// The room.
        room: RoomId,
        /// When.
        slot: SlotId,
    },
    /// A room is open when it is closed.
    Open {
        /// The room.
        room: RoomId,
        /// When.
        slot: SlotId,
    },
    /// Somebody may have more meetings.
    Quota {
        /// Who.
        participant: ParticipantId,
        /// The quota that would do.
        most: i64,
        /// When the meeting would be.
        slot: SlotId,
    },
    /// Somebody is there when they are not.
    Come {
        /// Who.
        participant: ParticipantId,
        /// When.
        slot: SlotId,
    },
    /// Another meeting is dropped.
    Drop {
        /// The meeting that goes.
        meeting: MeetingId,
        /// The slot that is won.
        slot: SlotId,
    },
}
