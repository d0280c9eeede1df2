//! Which tables are taken when.

use crate::instance::{Instance, RoomIdx};

/// The tables in use in every room at every tick.
#[derive(Clone, Default)]
pub(crate) struct Tables {
    n_ticks: usize,
    /// Table and meeting, by room and tick.
    used: Vec<Vec<(usize, u32)>>,
}

impl Tables {
    pub(crate) fn new(instance: &Instance) -> Self {
        let cells = instance.rooms.len() * instance.n_ticks;
        Self { n_ticks: instance.n_ticks, used: vec![Vec::new(); cells] }
    }

    fn cell(&self, room: RoomIdx, tick: usize) -> &[(usize, u32)] {
        &self.used[room.at() * self.n_ticks + tick]
    }

    pub(crate) fn take(&mut self, room: RoomIdx, ticks: &[usize], table: usize, meeting: u32) {
        for &tick in ticks {
            self.used[room.at() * self.n_ticks + tick].push((table, meeting));
        }
    }

    pub(crate) fn leave(&mut self, room: RoomIdx, ticks: &[usize], meeting: u32) {
        for &tick in ticks {
            self.used[room.at() * self.n_ticks + tick].retain(|&(_, m)| m != meeting);
        }
    }

    pub(crate) fn is_free(&self, room: RoomIdx, ticks: &[usize], table: usize) -> bool {
        ticks.iter().all(|&tick| self.cell(room, tick).iter().all(|&(t, _)| t != table))
    }

    /// The lowest table that nobody uses in any of the ticks.
    pub(crate) fn lowest_free(&self, room: RoomIdx, ticks: &[usize], tables: usize) -> Option<usize> {
        let cells = || ticks.iter().flat_map(|&tick| self.cell(room, tick));
        if ticks.iter().any(|&tick| self.cell(room, tick).len() >= tables) {
            return None;
        }
        let mut used: Vec<usize> = cells().map(|&(table, _)| table).collect();
        used.sort_unstable();
        used.dedup();
        let free = used.iter().zip(1..).find(|&(&table, lowest)| table != lowest);
        let lowest = free.map_or(used.len() + 1, |(_, lowest)| lowest);
        (lowest <= tables).then_some(lowest)
    }

    /// The meetings in the room in any of the ticks, each once.
    pub(crate) fn meetings(&self, room: RoomIdx, ticks: &[usize]) -> Vec<u32> {
        let mut found: Vec<u32> =
            ticks.iter().flat_map(|&tick| self.cell(room, tick)).map(|&(_, m)| m).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::EventBuilder;

    #[test]
    fn lowest_free_table_is_free_in_every_tick() {
        let instance = Instance::new(EventBuilder::one_hall(2, 3, 2).build()).unwrap();
        let mut tables = Tables::new(&instance);
        let hall = RoomIdx::new(0);
        tables.take(hall, &[0], 1, 7);
        tables.take(hall, &[1], 2, 8);
        assert_eq!(tables.lowest_free(hall, &[0], 3), Some(2));
        assert_eq!(tables.lowest_free(hall, &[0, 1], 3), Some(3));
        assert_eq!(tables.lowest_free(hall, &[0, 1], 2), None);
        tables.leave(hall, &[0], 7);
        assert_eq!(tables.lowest_free(hall, &[0, 1], 2), Some(1));
        assert_eq!(tables.meetings(hall, &[0, 1]), [8]);
    }
}
