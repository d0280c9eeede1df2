//! What the answers are made of, in the identifiers of the instance.

use std::fmt;

use serde::Serialize;

use super::change::Step;
use super::seated::Seated;
use crate::format::Criterion;
use crate::instance::Instance;
use crate::standing::Kept;

/// Where a meeting can stand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The slot.
    pub slot: String,
    /// The room.
    pub room: String,
    /// The table, from 1.
    pub table: usize,
    /// The line-up.
    pub lineup: usize,
}

impl Place {
    pub(super) fn new(instance: &Instance, kept: Kept) -> Self {
        let file = instance.file();
        Self {
            slot: file.slots[kept.slot.at()].id.clone(),
            room: file.rooms[kept.room.at()].id.clone(),
            table: kept.table,
            lineup: usize::from(kept.lineup),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {} table {}", self.slot, self.room, self.table)?;
        if self.lineup > 0 { write!(f, ", line-up {}", self.lineup) } else { Ok(()) }
    }
}

/// A meeting that goes elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// The meeting.
    pub meeting: String,
    /// Where it stands.
    pub from: Place,
    /// Where it goes.
    pub to: Place,
}

impl Moved {
    /// The moves of a change; the meeting that the change is for is not among them.
    pub(super) fn list(seated: &Seated<'_>, steps: &[Step]) -> Vec<Self> {
        let instance = seated.state.flat.instance;
        let moved = |step: &Step| {
            Some(Self {
                meeting: instance.file().meetings[step.meeting as usize].id.clone(),
                from: Place::new(instance, step.from?),
                to: Place::new(instance, step.to),
            })
        };
        steps.iter().filter_map(moved).collect()
    }
}

impl fmt::Display for Moved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} moves from {} to {}", self.meeting, self.from, self.to)
    }
}

/// By how much a change raises each criterion, in the order of the instance's criteria; less is better.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Rise(pub Vec<(Criterion, i64)>);

impl Rise {
    pub(super) fn new(instance: &Instance, by: &[i64]) -> Self {
        Self(instance.criteria().iter().copied().zip(by.iter().copied()).collect())
    }

    /// The change of one criterion.
    pub fn get(&self, criterion: Criterion) -> Option<i64> {
        self.0.iter().find(|(c, _)| *c == criterion).map(|&(_, by)| by)
    }
}

impl fmt::Display for Rise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<String> =
            self.0.iter().filter(|(_, by)| *by != 0).map(|(c, by)| format!("{c} {by:+}")).collect();
        f.pad(&if parts.is_empty() { "nothing changes".to_owned() } else { parts.join(", ") })
    }
}
