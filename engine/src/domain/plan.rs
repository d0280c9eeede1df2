//! Plans: where the meetings of an event are held, in drafts and in published versions.

mod compare;
mod edit;
mod proof;
mod unplaced;

use super::words;
use crate::ids::{BlockId, EventId, MeetingId, ParticipantId, PlanId, RoomId, RunId, SlotId};
pub use carnet_solver::format::{Criterion, Score};
use chrono::{DateTime, Utc};
pub use compare::{Difference, Move, compare};
pub use edit::{Edit, free_table};
pub use proof::still_proven;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
pub use unplaced::{Circumstances, Remedy, Unplaced, UnplacedReason};

words! {
    /// What a plan is.
    pub enum PlanState {
        /// Being worked on; nobody but organisers sees it.
        Draft = "draft",
        /// The one that agendas are read from.
        Published = "published",
        /// Published once, replaced since.
        Superseded = "superseded",
        /// A draft that was thrown away.
        Discarded = "discarded",
    }
}

words! {
    /// How a plan came to be.
    pub enum PlanOrigin {
        /// A run of the planner made it.
        Run = "run",
        /// It is a published plan, changed by hand or on the spot.
        Edit = "edit",
        /// It is an earlier version, brought back.
        Return = "return",
        /// It was planned elsewhere.
        Upload = "upload",
        /// It began with a meeting that was given its place as it was agreed, before any plan was published.
        Grant = "grant",
    }
}

words! {
    /// How much is proven about a plan.
    pub enum PlanStatus {
        /// No plan is better.
        Optimal = "optimal",
        /// No plan is better in the first criterion.
        FirstOptimal = "first-optimal",
        /// It keeps every rule.
        Feasible = "feasible",
    }
}

words! {
    /// A rule of the organiser's own, which a change by hand may break when the organiser says so.
    ///
    /// Not among them, and never waived: nobody is at two places at once or where they said that they cannot be, no table
    /// holds two meetings, nothing changes in the past.
    pub enum OwnRule {
        /// Which sessions, slots and rooms are for which meetings; and rooms that are blocked.
        Place = "place",
        /// People whom the organiser blocked.
        Block = "block",
        /// How many meetings somebody has at most.
        Quota = "quota",
        /// Pins.
        Pin = "pin",
        /// How far numbers of breaks may differ.
        BreakSpread = "break-spread",
    }
}

/// A plan without its placements.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanHead {
    /// Its identity.
    pub id: PlanId,
    /// Of which event.
    pub event: EventId,
    /// What it is.
    pub state: PlanState,
    /// How it came to be.
    pub origin: PlanOrigin,
    /// The number of the version, once published.
    pub number: Option<i64>,
    /// The plan that it was made from.
    pub base: Option<PlanId>,
    /// The run that made it.
    pub run: Option<RunId>,
    /// The value of every criterion.
    pub score: Score,
    /// What is proven.
    pub bounds: Score,
    /// How much that is.
    pub status: PlanStatus,
    /// Since when it is there.
    pub created_at: DateTime<Utc>,
    /// Since when it is, or was, published.
    pub published_at: Option<DateTime<Utc>>,
    /// Rises with every change.
    pub version: i64,
}

/// Where a meeting is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// When.
    pub slot: SlotId,
    /// In which room.
    pub room: RoomId,
    /// At which table, from 1.
    pub table: i64,
    /// Who takes part: 0 is those who agreed, others are alternatives.
    pub lineup: i64,
}

/// A rule that does not count for a meeting in a plan, since the organiser said so.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiver {
    /// For the sake of which meeting.
    pub meeting: MeetingId,
    /// Which rule.
    pub rule: OwnRule,
    /// How far: see [`crate::domain::planning`].
    pub data: Value,
    /// Why, in the organiser's words.
    pub reason: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// What it is.
    pub head: PlanHead,
    /// Where meetings are held.
    pub placements: BTreeMap<MeetingId, Place>,
    /// Those that have no place.
    pub unplaced: Vec<Unplaced>,
    /// Rules that were waived.
    pub waivers: Vec<Waiver>,
}

/// A meeting that every run leaves where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pin {
    /// The meeting.
    pub meeting: MeetingId,
    /// When.
    pub slot: SlotId,
    /// In which room; any where it is left open.
    pub room: Option<RoomId>,
    /// At which table: a wish.
    pub table: Option<i64>,
    /// Who takes part; any line-up where it is left open.
    pub lineup: Option<i64>,
}

/// What no run may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Blocked {
    /// A person.
    Participant(ParticipantId),
    /// A room.
    Room(RoomId),
    /// A table of a room.
    Table(RoomId, i64),
}

/// A person, room or table that no run may use, in one slot or in all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Its identity.
    pub id: BlockId,
    /// What.
    pub what: Blocked,
    /// When; always where it is left open.
    pub slot: Option<SlotId>,
    /// Why, in the organiser's words.
    pub reason: String,
}
