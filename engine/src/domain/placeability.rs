//! Whether a meeting of two could still be placed: the answer that goes with each request.
//!
//! The planner answers for whole plans, and building its instance takes longer than a click may. This test asks less: whether
//! each of the two can hold its own agreed meetings and the new one in the slots in which everybody concerned is free. That is
//! a matching of meetings to slots, found by augmenting paths, and exact for one person whose slots do not overlap in part;
//! where they do, a search of bounded length decides. What others do meanwhile is seen through the published plan alone.

mod fit;
#[cfg(test)]
mod tests;

use crate::{domain::words, ids::SlotId};
use chrono::{DateTime, TimeDelta, Utc};
use fit::{Fit, fits};

words! {
    /// Whether a meeting could still be placed.
    pub enum Placeability {
        /// There is room.
        Placeable = "placeable",
        /// Only just, or only if other meetings of the two move.
        Tight = "tight",
        /// As things are, no.
        NotToday = "not-today",
    }
}

words! {
    /// What stands in the way.
    pub enum Hindrance {
        /// The asking side has all the meetings that it may have.
        AskingFull = "asking-full",
        /// The asked side has all the meetings that it may have.
        AskedFull = "asked-full",
        /// The two are never free at the same time.
        NoCommonSlot = "no-common-slot",
        /// In every common slot the agreed meetings of the two leave no room.
        AgendasFull = "agendas-full",
        /// There are no tables for more meetings.
        TablesFull = "tables-full",
    }
}

/// A slot, as the test sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotView {
    /// The slot.
    pub id: SlotId,
    /// From when.
    pub starts_at: DateTime<Utc>,
    /// Until when.
    pub ends_at: DateTime<Utc>,
    /// The site, as an index of the board's travel times.
    pub site: usize,
    /// Whether the meeting's kind is held in it.
    pub suits: bool,
    /// How many meetings it takes.
    pub tables: i64,
    /// How many the published plan holds in it.
    pub used: i64,
}

/// All slots of an event, and the ways between its sites.
#[derive(Clone, Debug, Default)]
pub struct Board {
    /// The slots.
    pub slots: Vec<SlotView>,
    /// Minutes from site to site.
    pub travel: Vec<Vec<i64>>,
    /// Whether a plan is published.
    pub planned: bool,
    /// How many agreed meetings of this kind there are in the event.
    pub n_agreed: i64,
}

impl Board {
    /// Whether nobody can be at both.
    fn clash(&self, one: usize, other: usize) -> bool {
        let (a, b) = (&self.slots[one], &self.slots[other]);
        let minutes = self.travel.get(a.site).and_then(|row| row.get(b.site)).copied().unwrap_or(0);
        let way = TimeDelta::minutes(minutes);
        a.starts_at < b.ends_at + way && b.starts_at < a.ends_at + way
    }

    fn capacity(&self) -> i64 {
        self.slots.iter().filter(|slot| slot.suits).map(|slot| slot.tables).sum()
    }
}

/// An agreed meeting of one of the two.
#[derive(Clone, Debug)]
pub struct AgreedView {
    /// The slots in which all of one of its line-ups are free.
    pub options: Vec<usize>,
    /// Where the published plan, or a pin, has it.
    pub placed: Option<usize>,
}

/// One of the two.
#[derive(Clone, Debug)]
pub struct PartyView {
    /// In which slots the person is free but for meetings.
    pub free: Vec<bool>,
    /// The person's agreed meetings.
    pub agreed: Vec<AgreedView>,
    /// The most meetings that the person may have.
    pub most: Option<i64>,
}

impl PartyView {
    fn is_full(&self) -> bool {
        self.most.is_some_and(|most| self.agreed.len() as i64 >= most)
    }

    /// The slots that its agreed meetings leave, whichever they take.
    fn n_left(&self, board: &Board) -> usize {
        let n_free = board.slots.iter().zip(&self.free).filter(|(slot, free)| slot.suits && **free).count();
        n_free.saturating_sub(self.agreed.len())
    }

    fn has_placed(&self, board: &Board, slot: usize) -> bool {
        self.agreed.iter().filter_map(|meeting| meeting.placed).any(|placed| board.clash(placed, slot))
    }

    /// Whether the agreed meetings fit beside one in `slot`.
    fn fits_beside(&self, board: &Board, slot: usize) -> Fit {
        let left = |meeting: &AgreedView| -> Vec<usize> {
            meeting.options.iter().copied().filter(|&option| !board.clash(option, slot)).collect()
        };
        // Meetings that could never be held are not this one's fault.
        let meetings: Vec<Vec<usize>> =
            self.agreed.iter().filter(|m| !m.options.is_empty()).map(left).collect();
        fits(&meetings, |one, other| board.clash(one, other))
    }
}

/// The answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Answer {
    /// Whether it could be placed.
    pub placeability: Placeability,
    /// What stands in the way, where it could not.
    pub hindrance: Option<Hindrance>,
}

impl Answer {
    const fn no(hindrance: Hindrance) -> Self {
        Self { placeability: Placeability::NotToday, hindrance: Some(hindrance) }
    }

    const fn yes(placeability: Placeability) -> Self {
        Self { placeability, hindrance: None }
    }
}

/// With fewer ways than this to place a meeting it is tight.
const WAYS_OF_PLENTY: usize = 3;
/// Above this share of all places that are agreed, it is tight for everybody.
const FULL_PERCENT: i64 = 95;

/// The best answer among those who could come for the asked side.
pub fn answer(board: &Board, asking: &PartyView, asked: &[PartyView], slot: Option<SlotId>) -> Answer {
    let one = |asked| of_two(board, asking, asked, slot);
    asked.iter().map(one).min().unwrap_or(Answer::no(Hindrance::NoCommonSlot))
}

fn of_two(board: &Board, asking: &PartyView, asked: &PartyView, slot: Option<SlotId>) -> Answer {
    if asking.is_full() {
        return Answer::no(Hindrance::AskingFull);
    }
    if asked.is_full() {
        return Answer::no(Hindrance::AskedFull);
    }
    let wanted = |i: &usize| slot.is_none_or(|id| board.slots[*i].id == id);
    let common = |i: &usize| board.slots[*i].suits && asking.free[*i] && asked.free[*i];
    let common: Vec<usize> = (0..board.slots.len()).filter(wanted).filter(common).collect();
    if common.is_empty() {
        return Answer::no(Hindrance::NoCommonSlot);
    }
    let capacity = board.capacity();
    if board.n_agreed >= capacity {
        return Answer::no(Hindrance::TablesFull);
    }
    let (mut n_ways, mut perhaps, mut untouched) = (0, false, false);
    for &slot in &common {
        match asking.fits_beside(board, slot).and(asked.fits_beside(board, slot)) {
            Fit::No => continue,
            Fit::Perhaps => perhaps = true,
            Fit::Yes => n_ways += 1,
        }
        let view = &board.slots[slot];
        let taken = asking.has_placed(board, slot) || asked.has_placed(board, slot);
        untouched |= !taken && view.used < view.tables;
        if untouched && n_ways >= WAYS_OF_PLENTY {
            break;
        }
    }
    if n_ways == 0 && !perhaps {
        return Answer::no(Hindrance::AgendasFull);
    }
    let crowded = board.n_agreed * 100 >= capacity * FULL_PERCENT;
    // With a plan, room is a place that is free without moving anything; before it, some ways to choose from, and some slots
    // left for what else may be agreed.
    let left = asking.n_left(board).min(asked.n_left(board));
    let plenty = untouched && (board.planned || slot.is_some() || n_ways.min(left) >= WAYS_OF_PLENTY);
    Answer::yes(if plenty && !crowded && n_ways > 0 { Placeability::Placeable } else { Placeability::Tight })
}
