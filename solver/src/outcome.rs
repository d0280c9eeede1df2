//! What a run returns.

use std::collections::BTreeMap;

use crate::format::{Criterion, Faults, Plan};
pub use crate::why::Circumstances;

/// A valid plan with what is known about it.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The plan, passed by the checker.
    pub plan: Plan,
    /// What the reasons of the unplaced meetings are about, by the meeting's identifier.
    pub circumstances: BTreeMap<String, Circumstances>,
    /// What ended the run.
    pub stopped: Stopped,
    /// What stands in the way of more meetings, the tightest first.
    pub bottlenecks: Vec<Bottleneck>,
    /// Participants whose agenda differs from the plan that they knew, by identifier; empty where there was none.
    pub changed_agendas: Vec<String>,
    /// Under [`crate::Mode::Keep`]: whether it is proven that no more of the unplaced meetings fit beside what stays.
    pub nothing_more_fits: Option<bool>,
    /// Seconds that the run took.
    pub seconds: f64,
}

/// What ended a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stopped {
    /// Every criterion is proven optimal.
    Proven,
    /// Time or work was used up.
    Budget,
    /// Somebody cancelled.
    Cancelled,
    /// No method had anything left to try.
    Exhausted,
}

/// Something that more of would let more meetings take place.
#[derive(Clone, Debug, PartialEq)]
pub struct Bottleneck {
    /// What it is.
    pub resource: Resource,
    /// Priority gained for one more unit of it, by the dual values of the bound of `unplaced`.
    pub value: f64,
}

/// What can be short.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Resource {
    /// Free slots (or quota) of a participant, by identifier.
    Participant(String),
    /// Tables of the rooms of a site in a session, by the session's identifier.
    Session(String),
    /// Tables of the whole event.
    Tables,
}

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
pub enum SolveError {
    /// The plan to keep or to change does not fit the instance.
    #[error("the plan to start from does not fit the instance:\n{0}")]
    Plan(Faults),
    /// More meetings of the plan must change than are allowed to.
    #[error(
        "meetings that cannot stay where they are: {needed}, that may change: {allowed}; allow at least {needed}"
    )]
    TooFewChanges {
        /// How many cannot stay.
        needed: usize,
        /// How many may change.
        allowed: usize,
    },
    /// No plan was found that keeps the limit on breaks: what is pinned or kept breaks it.
    #[error(
        "no plan was found that keeps limits.max_break_spread beside what is pinned or kept: raise the limit or drop a pin"
    )]
    BreakSpread,
    /// The exact solver failed.
    #[error("the integer-program solver failed while bounding {criterion}: {message}")]
    Backend {
        /// What was being bounded.
        criterion: Criterion,
        /// What it said.
        message: String,
    },
    /// There is no such meeting.
    #[error("meeting {id:?} does not exist in the instance{}", crate::near::question(.like))]
    UnknownMeeting {
        /// The identifier asked for.
        id: String,
        /// Meetings that may have been meant, the nearest first.
        like: Vec<String>,
    },
    /// The planner made a plan that its checker refuses: a defect of the planner, never of the input.
    #[error("the planner made an invalid plan, please report it: {0}")]
    Refused(String),
}
