//! What an event says about requests.

use chrono::TimeDelta;

/// Whether the asked side has to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acceptance {
    /// It has to: nothing is ever accepted by default.
    Needed,
    /// The organiser lets requests count as accepted when they are made.
    Automatic,
}

/// Whether the asking side confirms what was accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmation {
    /// The request itself counts as the confirmation.
    Off,
    /// It confirms; after the time-out, where there is one, its silence is taken for it.
    On {
        /// How long it has.
        time_out: Option<TimeDelta>,
    },
}

/// What an event says about requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestRules {
    /// Whether the asked side has to answer.
    pub acceptance: Acceptance,
    /// Whether the asking side confirms.
    pub confirmation: Confirmation,
    /// How long a request waits for its answer.
    pub expiry: Option<TimeDelta>,
    /// Whether experts are given meetings as requests come, rather than by the planner.
    pub experts_first_come: bool,
}
