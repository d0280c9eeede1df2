//! What differs between two plans, and whom it concerns.

use super::Place;
use crate::ids::{MeetingId, ParticipantId};
use std::collections::{BTreeMap, BTreeSet};

/// A meeting whose place, time or people differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// The meeting.
    pub meeting: MeetingId,
    /// Where it was.
    pub from: Place,
    /// Where it is.
    pub to: Place,
}

/// What differs between a plan that people know and another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Meetings that have a place now.
    pub added: Vec<(MeetingId, Place)>,
    /// Meetings whose place, time or people differ.
    pub moved: Vec<Move>,
    /// Meetings that have none any more.
    pub dropped: Vec<(MeetingId, Place)>,
    /// Everybody whose agenda differs.
    pub people: BTreeSet<ParticipantId>,
}

impl Difference {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.moved.is_empty() && self.dropped.is_empty()
    }

    /// Every meeting that differs.
    pub fn meetings(&self) -> Vec<MeetingId> {
        let placed = self.added.iter().chain(&self.dropped).map(|(meeting, _)| *meeting);
        placed.chain(self.moved.iter().map(|moved| moved.meeting)).collect()
    }
}

/// What differs. `people` says who takes part in a meeting in a line-up.
pub fn compare<'p>(
    known: &BTreeMap<MeetingId, Place>,
    other: &BTreeMap<MeetingId, Place>,
    people: impl Fn(MeetingId, i64) -> &'p [ParticipantId],
) -> Difference {
    let mut difference = Difference::default();
    for (&meeting, &to) in other {
        match known.get(&meeting) {
            None => difference.added.push((meeting, to)),
            Some(&from) if from != to => difference.moved.push(Move { meeting, from, to }),
            Some(_) => continue,
        }
        difference.people.extend(people(meeting, to.lineup));
    }
    for (&meeting, &from) in known {
        let to = other.get(&meeting);
        if to.is_none() {
            difference.dropped.push((meeting, from));
        }
        if to.is_none_or(|to| *to != from) {
            difference.people.extend(people(meeting, from.lineup));
        }
    }
    difference
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id<I: From<Uuid>>(n: u128) -> I {
        Uuid::from_u128(n).into()
    }

    #[test]
    fn those_of_both_line_ups_are_concerned_by_a_move_and_nobody_by_what_stays() {
        let place = |slot, lineup| Place { slot: id(slot), room: id(9), table: 1, lineup };
        let known = BTreeMap::from([(id(1), place(1, 0)), (id(2), place(2, 0)), (id(3), place(3, 0))]);
        let other = BTreeMap::from([(id(1), place(1, 0)), (id(2), place(2, 1)), (id(4), place(3, 0))]);
        let lineups: BTreeMap<(u128, i64), Vec<ParticipantId>> = BTreeMap::from([
            ((1, 0), vec![id(10), id(11)]),
            ((2, 0), vec![id(12), id(13)]),
            ((2, 1), vec![id(12), id(14)]),
            ((3, 0), vec![id(15), id(16)]),
            ((4, 0), vec![id(16), id(17)]),
        ]);
        let people =
            |meeting: MeetingId, lineup| lineups[&(Uuid::from(meeting).as_u128(), lineup)].as_slice();
        let found = compare(&known, &other, people);
        assert_eq!(found.added, [(id(4), place(3, 0))]);
        assert_eq!(found.moved, [Move { meeting: id(2), from: place(2, 0), to: place(2, 1) }]);
        assert_eq!(found.dropped, [(id(3), place(3, 0))]);
        assert_eq!(found.people, (12..=17).map(id).collect());
    }
}
