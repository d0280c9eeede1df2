//! Where meetings stand, in the form that the search and the exact methods share.
//!
//! Time and room are decided in two steps: first a [`Spot`] (slot, line-up and a pool of rooms that are alike), then
//! a room and a table within the pool (see [`crate::seating`]). A pool with a free place at every minute always has a
//! seating, so the first step loses nothing.

mod pools;

pub(crate) use pools::{Grain, PoolIdx, Pools};

use crate::instance::SlotIdx;

/// The slot of a meeting, with its line-up and the pool that it takes a table from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Spot {
    pub(crate) slot: SlotIdx,
    pub(crate) lineup: u8,
    pub(crate) pool: PoolIdx,
}

/// The spot of each meeting, by meeting; `None` where it is unplaced.
pub(crate) type Spots = Vec<Option<Spot>>;
