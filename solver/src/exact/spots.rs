//! The spots that exact methods choose from.

use crate::instance::{Instance, MeetingIdx, SlotIdx};
use crate::place::{Pools, Spot};

/// Every spot that the meeting allows.
pub(crate) fn all_spots(
    instance: &Instance,
    pools: &Pools,
    meeting: MeetingIdx,
) -> impl Iterator<Item = Spot> {
    instance.meetings[meeting.at()].lineups.iter().enumerate().flat_map(move |(k, lineup)| {
        lineup.slots.iter().map(SlotIdx::new).flat_map(move |slot| {
            pools.of(meeting, slot).map(move |pool| Spot { slot, lineup: k as u8, pool })
        })
    })
}
