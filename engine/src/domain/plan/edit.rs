//! Changes of a plan by hand. What they may not break is the checker's business: see [`crate::domain::planning`].

use super::Place;
use crate::{
    Fault, FaultCode,
    ids::{MeetingId, RoomId, SlotId},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A change of a plan by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "edit", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Edit {
    /// Holds a meeting there, whether it had a place before or not.
    Place {
        /// The meeting.
        meeting: MeetingId,
        /// When.
        slot: SlotId,
        /// In which room.
        room: RoomId,
        /// At which table; the first free one where it is left open.
        table: Option<i64>,
        /// Who takes part; as before where it is left open.
        lineup: Option<i64>,
    },
    /// Takes a meeting out.
    Drop {
        /// The meeting.
        meeting: MeetingId,
    },
    /// Lets two meetings change places.
    Swap {
        /// One.
        one: MeetingId,
        /// The other.
        other: MeetingId,
    },
}

impl Edit {
    /// The meetings that it changes.
    pub fn meetings(&self) -> Vec<MeetingId> {
        match *self {
            Self::Place { meeting, .. } | Self::Drop { meeting } => vec![meeting],
            Self::Swap { one, other } => vec![one, other],
        }
    }

    /// Does it. `overlapping` says which slots share a minute with one, itself included.
    pub fn apply(
        &self,
        path: &str,
        placements: &mut BTreeMap<MeetingId, Place>,
        overlapping: impl Fn(SlotId) -> BTreeSet<SlotId>,
    ) -> Result<(), Fault> {
        let missing = |field: &str| Fault::new(format!("{path}.{field}"), FaultCode::NotPlaced);
        match *self {
            Self::Place { meeting, slot, room, table, lineup } => {
                let before = placements.remove(&meeting);
                let table = table.unwrap_or_else(|| free_table(placements, room, &overlapping(slot)));
                let lineup = lineup.or(before.map(|place| place.lineup)).unwrap_or(0);
                placements.insert(meeting, Place { slot, room, table, lineup });
            }
            Self::Drop { meeting } => {
                placements.remove(&meeting).ok_or_else(|| missing("meeting"))?;
            }
            Self::Swap { one, other } => {
                let a = *placements.get(&one).ok_or_else(|| missing("one"))?;
                let b = *placements.get(&other).ok_or_else(|| missing("other"))?;
                placements.insert(one, Place { lineup: a.lineup, ..b });
                placements.insert(other, Place { lineup: b.lineup, ..a });
            }
        }
        Ok(())
    }
}

/// The first table of a room that no meeting uses in any of these slots.
pub fn free_table(placements: &BTreeMap<MeetingId, Place>, room: RoomId, slots: &BTreeSet<SlotId>) -> i64 {
    let there = placements.values().filter(|place| place.room == room && slots.contains(&place.slot));
    let taken: BTreeSet<i64> = there.map(|place| place.table).collect();
    let most = taken.len() as i64 + 1;
    (1..=most).find(|table| !taken.contains(table)).unwrap_or(most)
}
