//! `carnet-plan/1` on the wire.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Score;

/// The value of the field `format` of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum PlanFormat {
    /// The only version so far.
    #[serde(rename = "carnet-plan/1")]
    V1,
}

/// All placements of an event, with their score and what is proven about it. Unknown fields are ignored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "carnet-plan/1")]
pub struct Plan {
    /// Always `carnet-plan/1`.
    pub format: PlanFormat,
    /// The instance's name.
    pub instance: String,
    /// Where each placed meeting is held.
    pub assignments: Vec<Assignment>,
    /// The value of every criterion of the instance.
    pub score: Score,
    /// Proven lower bounds, each given that all earlier criteria are at their values in `score`.
    #[serde(default)]
    pub bounds: Score,
    /// How much is proven.
    pub status: Status,
    /// Every meeting without assignment, with its reason.
    #[serde(default)]
    pub unplaced: Vec<Unplaced>,
}

/// The place of one meeting.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Assignment {
    /// The meeting.
    pub meeting: String,
    /// Its slot.
    pub slot: String,
    /// Its room.
    pub room: String,
    /// Its table, from 1 to the room's number of tables.
    pub table: i64,
    /// Its line-up: 0 is `attendees`, *k* is the *k*-th alternative.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub lineup: i64,
}

/// How much is proven about a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Every criterion's bound equals its value.
    Optimal,
    /// The first criterion's bound equals its value, another's does not.
    FirstOptimal,
    /// The rest.
    Feasible,
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Optimal => "optimal",
            Self::FirstOptimal => "first_optimal",
            Self::Feasible => "feasible",
        })
    }
}

/// A meeting without a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Unplaced {
    /// The meeting.
    pub meeting: String,
    /// Why it has none.
    pub reason: Reason,
    /// Who and what is concerned, and the smallest change that would let it in, where one is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// Why a meeting has no place. `docs/formats.md` defines each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Its line-ups never share a free allowed slot.
    NoCommonSlot,
    /// Every common slot is taken by meetings that come first, or a quota is reached.
    ParticipantFull,
    /// No allowed room has a free table in any common slot.
    RoomsFull,
    /// A pinned meeting stands where it would have to go.
    BlockedByPin,
    /// The meetings before or after it leave no slot.
    Precedence,
    /// It would break the limit on the spread of breaks.
    BreakLimit,
    /// The search ended before it could decide.
    NotReached,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::NoCommonSlot => "no_common_slot",
            Self::ParticipantFull => "participant_full",
            Self::RoomsFull => "rooms_full",
            Self::BlockedByPin => "blocked_by_pin",
            Self::Precedence => "precedence",
            Self::BreakLimit => "break_limit",
            Self::NotReached => "not_reached",
        })
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
fn is_zero(value: &i64) -> bool {
    *value == 0
}
