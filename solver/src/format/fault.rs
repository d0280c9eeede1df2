//! What is wrong with an input file.

use serde::Serialize;
use std::fmt;

/// One fault of an input: where, what is wrong, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// Path of the field, as in `meetings[12].attendees[1]`; empty for the whole file.
    pub path: String,
    /// What is wrong.
    pub problem: String,
    /// What would be right; empty where the problem says it already.
    pub remedy: String,
    /// What a pin breaks, where it is that: the same as the problem, for callers who have words of their own.
    pub pin: Option<Box<PinFault>>,
}

/// Why no plan can keep a pin, with the identifiers of the instance.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "problem", rename_all = "kebab-case")]
pub enum PinFault {
    /// The meeting may not be held in the slot.
    SlotNotAllowed {
        /// The slot.
        slot: String,
    },
    /// No room that the meeting may use is open then, or not the one that was named.
    NoOpenRoom {
        /// The slot.
        slot: String,
        /// The room that was named.
        room: Option<String>,
    },
    /// Somebody who must come cannot.
    PeopleAway {
        /// The slot.
        slot: String,
        /// Who.
        participants: Vec<String>,
    },
    /// Somebody would be in another pinned meeting at that time, or on the way.
    Clash {
        /// Who.
        participant: String,
        /// The other meeting.
        meeting: String,
    },
    /// Somebody has more pinned meetings than meetings are allowed.
    OverQuota {
        /// Who.
        participant: String,
        /// How many are pinned.
        n_pinned: usize,
        /// How many are allowed.
        most: usize,
    },
    /// It would start before another pinned meeting ends, which it must follow.
    OutOfSequence {
        /// The other meeting.
        meeting: String,
    },
    /// No table is left beside other pins.
    NoTable {
        /// The slot.
        slot: String,
        /// The meetings that take the tables.
        meetings: Vec<String>,
    },
    /// No choice of line-ups lets these pins go together.
    NoLineups {
        /// The meetings that leave their line-up open.
        meetings: Vec<String>,
    },
}

impl Fault {
    /// A fault at `path`.
    pub fn new(path: impl Into<String>, problem: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { path: path.into(), problem: problem.into(), remedy: remedy.into(), pin: None }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path.is_empty() { "the file" } else { &self.path };
        write!(f, "{path}: {}", self.problem)?;
        if self.remedy.is_empty() { Ok(()) } else { write!(f, "; {}", self.remedy) }
    }
}

/// All faults of an input, at least one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct Faults(pub Vec<Fault>);
