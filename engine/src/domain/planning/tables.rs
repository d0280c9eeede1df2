//! Tables of the database and tables of the instance.
//!
//! A room of the instance has tables numbered without gaps, all of them open or closed at once. A table that is blocked for
//! good is left out and the others close the gap; one that is blocked in single slots becomes a room of its own, `room#3`.

use crate::{
    domain::plan::{Block, Blocked},
    ids::{RoomId, SlotId},
};
use std::collections::{BTreeMap, BTreeSet};

/// How tables of the database and of the instance map to each other.
#[derive(Clone, Debug, Default)]
pub struct Tables(BTreeMap<RoomId, OfRoom>);

/// What stays as it is, since it has begun.
#[derive(Clone, Debug, Default)]
pub(super) struct Held {
    /// Tables at which a meeting has begun.
    pub(super) tables: BTreeSet<(RoomId, i64)>,
    /// Slots that share no minute with one that has begun.
    pub(super) ahead: BTreeSet<SlotId>,
    /// Whether any slot has begun.
    pub(super) any: bool,
}

impl Held {
    /// A slot in which something may be closed.
    fn can_close(&self, slot: SlotId) -> Option<SlotId> {
        (!self.any || self.ahead.contains(&slot)).then_some(slot)
    }
}

/// The tables of a room.
#[derive(Clone, Debug, Default)]
struct OfRoom {
    /// Those that are open whenever the room is.
    plain: Vec<i64>,
    /// Those that are blocked in slots, with the slots.
    alone: BTreeMap<i64, Vec<SlotId>>,
    /// Whether plain tables keep their numbers.
    same: bool,
}

/// A room of the instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WireRoom {
    pub(super) id: String,
    pub(super) n_tables: i64,
    /// Slots in which a table that is a room of its own is blocked.
    pub(super) closed: Vec<SlotId>,
}

impl Tables {
    pub(super) fn new<'a>(
        rooms: impl Iterator<Item = (RoomId, i64)>,
        blocks: &'a [Block],
        held: &Held,
    ) -> Self {
        let of_room = |(room, n): (RoomId, i64)| {
            let blocked = |b: &'a Block| match b.what {
                Blocked::Table(r, table) if r == room => Some((table, b.slot)),
                _ => None,
            };
            let mut tables = OfRoom { plain: (1..=n).collect(), alone: BTreeMap::new(), same: true };
            for (table, slot) in blocks.iter().filter_map(blocked) {
                tables.plain.retain(|t| *t != table);
                if let Some(slot) = slot {
                    tables.alone.entry(table).or_default().extend(held.can_close(slot));
                }
            }
            for (table, _) in blocks.iter().filter_map(blocked).filter(|(_, slot)| slot.is_none()) {
                tables.alone.remove(&table);
                // A meeting that has begun stays where it is, whatever was blocked since.
                if held.tables.contains(&(room, table)) {
                    tables.alone.insert(table, held.ahead.iter().copied().collect());
                }
            }
            tables.same = tables.plain.len() as i64 == n;
            (room, tables)
        };
        Self(rooms.map(of_room).collect())
    }

    /// The numbers of a room's tables, each with the slots in which it is blocked.
    pub(super) fn numbers(&self, room: RoomId) -> Vec<(i64, &[SlotId])> {
        let Some(tables) = self.0.get(&room) else { return Vec::new() };
        let plain = tables.plain.iter().map(|&table| (table, &[][..]));
        let alone = tables.alone.iter().map(|(&table, slots)| (table, slots.as_slice()));
        let mut all: Vec<_> = plain.chain(alone).collect();
        all.sort_unstable();
        all
    }

    /// The rooms of the instance that stand for a room.
    pub(super) fn rooms(&self, room: RoomId) -> Vec<WireRoom> {
        let Some(tables) = self.0.get(&room) else { return Vec::new() };
        let n_tables = tables.plain.len() as i64;
        let plain = WireRoom { id: room.to_string(), n_tables, closed: Vec::new() };
        let alone = tables.alone.iter().map(|(table, slots)| WireRoom {
            id: format!("{room}#{table}"),
            n_tables: 1,
            closed: slots.clone(),
        });
        (n_tables > 0).then_some(plain).into_iter().chain(alone).collect()
    }

    /// Room and table of the instance; a table that does not exist, or is blocked, is none of the instance's either.
    pub(super) fn to_wire(&self, room: RoomId, table: i64) -> (String, i64) {
        let tables = self.0.get(&room);
        if tables.is_some_and(|t| t.alone.contains_key(&table)) {
            return (format!("{room}#{table}"), 1);
        }
        match tables {
            Some(t) if !t.same => match t.plain.iter().position(|&real| real == table) {
                Some(position) => (room.to_string(), position as i64 + 1),
                None => (format!("{room}#{table}"), 1),
            },
            _ => (room.to_string(), table),
        }
    }

    /// Room and table of the database; none where the instance has no such room.
    pub(super) fn of_wire(&self, room: &str, table: i64) -> Option<(RoomId, i64)> {
        if let Some((room, alone)) = room.split_once('#') {
            return Some((room.parse().ok()?, alone.parse().ok()?));
        }
        let room: RoomId = room.parse().ok()?;
        let tables = self.0.get(&room)?;
        let real = if tables.same {
            table
        } else {
            *tables.plain.get(usize::try_from(table).ok()?.checked_sub(1)?)?
        };
        Some((room, real))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn blocked_tables_close_the_gap_or_stand_alone_and_map_back() {
        let room: RoomId = Uuid::from_u128(1).into();
        let slot: SlotId = Uuid::from_u128(2).into();
        let block = |table, slot| Block {
            id: Uuid::from_u128(9).into(),
            what: Blocked::Table(room, table),
            slot,
            reason: String::new(),
        };
        let blocks = [block(2, None), block(4, Some(slot))];
        let tables = Tables::new([(room, 5)].into_iter(), &blocks, &Held::default());
        let rooms = tables.rooms(room);
        assert_eq!(rooms[0], WireRoom { id: room.to_string(), n_tables: 3, closed: vec![] });
        assert_eq!(rooms[1], WireRoom { id: format!("{room}#4"), n_tables: 1, closed: vec![slot] });
        for table in [1, 3, 4, 5] {
            let (wire, number) = tables.to_wire(room, table);
            assert_eq!(tables.of_wire(&wire, number), Some((room, table)), "table {table}");
        }
        // The blocked table is no room of the instance.
        assert!(!rooms.iter().any(|r| r.id == tables.to_wire(room, 2).0));

        // One at which a meeting has begun is, in what has begun alone.
        let later: SlotId = Uuid::from_u128(3).into();
        let held = Held { tables: [(room, 2)].into(), ahead: [later].into(), any: true };
        let tables = Tables::new([(room, 5)].into_iter(), &blocks, &held);
        assert!(tables.rooms(room).contains(&WireRoom {
            id: format!("{room}#2"),
            n_tables: 1,
            closed: vec![later]
        }));
        assert_eq!(tables.numbers(room)[3], (4, &[][..]), "blocked in a slot that has begun");
    }
}
