//! The hidden plan of an event in which everything can be placed.

use fastrand::Rng;

use super::people::Crowd;
use super::places::Places;
use crate::bits::Bits;

/// Who is free when, and how many tables are taken, while meetings are made.
pub(super) struct Hidden<'a> {
    places: &'a Places,
    free: Vec<Bits>,
    /// Meetings in each slot.
    taken: Vec<u32>,
}

impl<'a> Hidden<'a> {
    pub(super) fn new(places: &'a Places, crowd: &Crowd) -> Self {
        Self {
            places,
            free: crowd.people.iter().map(|p| p.free.clone()).collect(),
            taken: vec![0; places.slots.len()],
        }
    }

    /// Gives a meeting of the two the slot with most tables left, where they share one.
    pub(super) fn place(&mut self, pair: [usize; 2], allowed: &Bits, rng: &mut Rng) -> Option<usize> {
        let mut common = self.free[pair[0]].clone();
        common.intersect(&self.free[pair[1]]);
        common.intersect(allowed);
        let has_table = |slot: &usize| {
            let kind = &self.places.kinds[*slot];
            // Every expert has a table.
            kind.expert || self.taken[*slot] < self.places.tables[kind.site]
        };
        let slot = common.iter().filter(has_table).min_by_key(|&slot| (self.taken[slot], rng.u32(..)))?;
        self.taken[slot] += 1;
        for person in pair {
            for &other in &self.places.kinds[slot].conflicts {
                self.free[person].remove(other);
            }
        }
        Some(slot)
    }

    /// Whether the person has no free slot left.
    pub(super) fn is_full(&self, person: usize) -> bool {
        self.free[person].is_empty()
    }
}
