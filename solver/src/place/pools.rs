//! Rooms that are alike, taken together.

use std::collections::BTreeMap;

use crate::bits::Bits;
use crate::instance::{Instance, MeetingIdx, RoomIdx, SiteIdx, SlotIdx};

/// Index of a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct PoolIdx(pub(crate) u32);

impl PoolIdx {
    pub(crate) fn at(self) -> usize {
        self.0 as usize
    }
}

/// How finely rooms are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Grain {
    /// Rooms of one site that are open in the same slots and that the same meetings allow are one pool.
    Alike,
    /// Every room is its own pool: for changing a plan whose meetings keep their rooms.
    Room,
}

/// What rooms of one pool have in common: site, open slots, the meetings that name them, and themselves where every room
/// is to be its own.
type Likeness = (SiteIdx, Vec<usize>, Vec<MeetingIdx>, usize);

/// Rooms that no rule tells apart.
#[derive(Clone, Debug)]
pub(crate) struct Pool {
    pub(crate) rooms: Vec<RoomIdx>,
    /// Tables of all its rooms.
    pub(crate) tables: usize,
    /// Slots in which its rooms can be used.
    pub(crate) open: Bits,
}

/// All pools, and which of them each meeting can use.
#[derive(Clone, Debug)]
pub(crate) struct Pools {
    pub(crate) list: Vec<Pool>,
    pub(crate) of_room: Vec<PoolIdx>,
    /// Open pools of each slot.
    of_slot: Vec<Vec<PoolIdx>>,
    /// Pools that a meeting allows, for the meetings that do not allow all.
    allowed: BTreeMap<MeetingIdx, Bits>,
}

impl Pools {
    /// Groups the rooms of an instance.
    pub(crate) fn new(instance: &Instance, grain: Grain) -> Self {
        let n_rooms = instance.rooms.len();
        let choosy: Vec<MeetingIdx> =
            instance.meeting_indices().filter(|m| instance.meetings[m.at()].rooms.len() < n_rooms).collect();
        let mut named_by: Vec<Vec<MeetingIdx>> = vec![Vec::new(); n_rooms];
        for &m in &choosy {
            instance.meetings[m.at()].rooms.iter().for_each(|r| named_by[r].push(m));
        }
        let mut groups: BTreeMap<Likeness, Vec<RoomIdx>> = BTreeMap::new();
        for (r, room) in instance.rooms.iter().enumerate() {
            let own = if grain == Grain::Room { r } else { 0 };
            let likeness = (room.site, room.open.iter().collect(), std::mem::take(&mut named_by[r]), own);
            groups.entry(likeness).or_default().push(RoomIdx::new(r));
        }
        let pools: Vec<Pool> = groups
            .into_values()
            .map(|rooms| {
                let first = &instance.rooms[rooms[0].at()];
                let tables = rooms.iter().map(|r| instance.rooms[r.at()].tables).sum();
                Pool { tables, open: first.open.clone(), rooms }
            })
            .collect();
        Self::index(instance, pools, &choosy)
    }

    fn index(instance: &Instance, pools: Vec<Pool>, choosy: &[MeetingIdx]) -> Self {
        let mut of_room = vec![PoolIdx(0); instance.rooms.len()];
        let mut of_slot = vec![Vec::new(); instance.slots.len()];
        for (i, pool) in pools.iter().enumerate() {
            let pool_idx = PoolIdx(i as u32);
            pool.rooms.iter().for_each(|r| of_room[r.at()] = pool_idx);
            pool.open.iter().for_each(|s| of_slot[s].push(pool_idx));
        }
        let allowed = choosy
            .iter()
            .map(|&m| {
                let mut bits = Bits::new(pools.len());
                instance.meetings[m.at()].rooms.iter().for_each(|r| bits.insert(of_room[r].at()));
                (m, bits)
            })
            .collect();
        Self { list: pools, of_room, of_slot, allowed }
    }

    /// The open pools of a slot that the meeting allows.
    pub(crate) fn of(&self, meeting: MeetingIdx, slot: SlotIdx) -> impl Iterator<Item = PoolIdx> {
        let allowed = self.allowed.get(&meeting);
        self.of_slot[slot.at()]
            .iter()
            .copied()
            .filter(move |p| allowed.is_none_or(|bits| bits.contains(p.at())))
    }

    /// Whether the meeting may use the pool in the slot.
    pub(crate) fn allow(&self, meeting: MeetingIdx, slot: SlotIdx, pool: PoolIdx) -> bool {
        self.list[pool.at()].open.contains(slot.at())
            && self.allowed.get(&meeting).is_none_or(|bits| bits.contains(pool.at()))
    }
}
