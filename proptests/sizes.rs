//! How large random events are.

use std::ops::RangeInclusive;

/// Ranges of the numbers of everything in an event.
#[derive(Clone, Debug)]
pub(crate) struct Sizes {
    pub(crate) sessions: RangeInclusive<usize>,
    pub(crate) slots_of_session: RangeInclusive<usize>,
    pub(crate) rooms: RangeInclusive<usize>,
    pub(crate) tables: RangeInclusive<u32>,
    pub(crate) people: RangeInclusive<usize>,
    pub(crate) meetings: RangeInclusive<usize>,
}

impl Sizes {
    /// Large enough for every rule to matter.
    pub(crate) const SMALL: Self = Self {
        sessions: 1..=3,
        slots_of_session: 1..=5,
        rooms: 1..=3,
        tables: 1..=3,
        people: 2..=6,
        meetings: 0..=8,
    };

    /// Small enough to try every plan.
    pub(crate) const TINY: Self = Self {
        sessions: 1..=2,
        slots_of_session: 1..=2,
        rooms: 1..=2,
        tables: 1..=2,
        people: 2..=5,
        meetings: 1..=4,
    };
}
