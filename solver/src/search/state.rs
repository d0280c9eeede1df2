//! A plan under construction: where every meeting stands, and what that costs, kept up to date.

use super::agenda::{Gaps, gaps, gaps_in_word};
use super::flat::{Flat, NONE};
use crate::format::Criterion;
use crate::instance::{MeetingIdx, SlotIdx};
use crate::place::{PoolIdx, Spot, Spots};

/// The value of each criterion but `moves`, which depends on tables, in the order of [`Criterion::ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Values {
    values: [i64; 9],
    /// Breaks beyond the limit on their spread, over all participants, as if somebody had none.
    excess: i64,
}

impl Values {
    pub(crate) fn get(&self, criterion: Criterion) -> i64 {
        self.values[criterion as usize]
    }

    fn add(&mut self, criterion: Criterion, delta: i64) {
        self.values[criterion as usize] += delta;
    }
}

/// What a change of a plan would do to its values.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Delta {
    pub(crate) gaps: Gaps,
    pub(crate) changes: i32,
    pub(crate) excess: i32,
    /// New value of `max_idle`.
    pub(crate) max_idle: i32,
}

/// Where every meeting stands.
#[derive(Clone)]
pub(crate) struct State<'a> {
    pub(crate) flat: &'a Flat<'a>,
    spots: Spots,
    /// Meetings that may not be moved or removed, beside the pinned ones, whose options have one slot.
    pub(crate) fixed: Vec<bool>,
    /// The value of `changes` may not go beyond this.
    pub(crate) change_limit: i64,
    /// Meeting of each participant in each slot.
    at: Vec<u32>,
    /// How many meetings of each participant stand in slots that clash with each slot, itself not counted.
    clashing: Vec<u16>,
    /// The same for slots of other sessions that share minutes.
    overlapping: Vec<u16>,
    /// Slots with meetings, a row per participant.
    held: Vec<u64>,
    /// Slots covered by meetings of other sessions, a row per participant; empty without overlapping sessions.
    covered: Vec<u64>,
    /// Meetings in each pool at each tick.
    load: Vec<u32>,
    pub(crate) count: Vec<u32>,
    gaps_of: Vec<Gaps>,
    /// How many participants have each number of idle slots.
    with_idle: Vec<u32>,
    values: Values,
}

impl<'a> State<'a> {
    /// Nothing placed.
    pub(crate) fn new(flat: &'a Flat<'a>) -> Self {
        let instance = flat.instance;
        let (n_people, n_slots) = (instance.participants.len(), flat.n_slots);
        let mut values = Values::default();
        for meeting in &instance.meetings {
            values.add(Criterion::Unplaced, meeting.priority);
            values.add(Criterion::Order, meeting.order_cost);
        }
        values.add(Criterion::Shortfall, instance.participants.iter().map(|p| p.promised as i64).sum());
        values.add(Criterion::Changes, flat.n_previous);
        let mut with_idle = vec![0; n_slots + 1];
        with_idle[0] = n_people as u32;
        Self {
            flat,
            spots: vec![None; instance.meetings.len()],
            fixed: vec![false; instance.meetings.len()],
            change_limit: i64::MAX,
            at: vec![NONE; n_people * n_slots],
            clashing: if flat.has_conflicts { vec![0; n_people * n_slots] } else { Vec::new() },
            overlapping: if flat.has_overlaps { vec![0; n_people * n_slots] } else { Vec::new() },
            held: vec![0; n_people * flat.width],
            covered: if flat.has_overlaps { vec![0; n_people * flat.width] } else { Vec::new() },
            load: vec![0; flat.pools.list.len() * instance.n_ticks],
            count: vec![0; n_people],
            gaps_of: vec![Gaps::default(); n_people],
            with_idle,
            values,
        }
    }

    pub(crate) fn values(&self) -> &Values {
        &self.values
    }

    /// What two plans are compared by: validity first, then the criteria in order.
    pub(crate) fn key(&self, criteria: &[Criterion]) -> Vec<i64> {
        std::iter::once(self.beyond_spread()).chain(criteria.iter().map(|&c| self.values.get(c))).collect()
    }

    /// Breaks beyond the limit on their spread, over all participants; a valid plan has none.
    fn beyond_spread(&self) -> i64 {
        let (Some(limit), true) = (self.flat.spread, self.values.excess > 0) else { return 0 };
        let fewest = self.gaps_of.iter().map(|gaps| gaps.breaks).min().unwrap_or(0);
        self.gaps_of.iter().map(|gaps| i64::from((gaps.breaks - fewest - limit).max(0))).sum()
    }

    pub(crate) fn spots(&self) -> &Spots {
        &self.spots
    }

    pub(crate) fn spot(&self, meeting: u32) -> Option<Spot> {
        self.spots[meeting as usize]
    }

    /// The meeting of a participant in a slot, or [`NONE`].
    pub(crate) fn at(&self, person: u32, slot: u32) -> u32 {
        self.at[person as usize * self.flat.n_slots + slot as usize]
    }

    /// How many of a participant's meetings stand in other slots that clash with this one.
    pub(crate) fn clashing(&self, person: u32, slot: u32) -> u16 {
        if self.flat.has_conflicts {
            self.clashing[person as usize * self.flat.n_slots + slot as usize]
        } else {
            0
        }
    }

    pub(crate) fn gaps_of(&self, person: u32) -> Gaps {
        self.gaps_of[person as usize]
    }

    /// Whether the pool has a table left in every minute of the slot.
    pub(crate) fn has_room(&self, pool: PoolIdx, slot: u32) -> bool {
        let tables = self.flat.pools.list[pool.at()].tables as u32;
        let base = pool.at() * self.flat.instance.n_ticks;
        self.flat.instance.slots[slot as usize].ticks.iter().all(|&t| self.load[base + t] < tables)
    }

    /// Meetings in the pool at the first tick of the slot: its load where no slots of the site overlap.
    pub(crate) fn load(&self, pool: PoolIdx, slot: u32) -> u32 {
        self.load[pool.at() * self.flat.instance.n_ticks + self.flat.instance.slots[slot as usize].ticks[0]]
    }

    /// Meetings in a cell of pool and tick, numbered pool by pool.
    pub(crate) fn load_at(&self, cell: usize) -> u32 {
        self.load[cell]
    }

    /// A pool with a table left for the meeting in the slot: the previous one where it can be.
    pub(crate) fn free_pool(&self, meeting: u32, slot: u32) -> Option<PoolIdx> {
        let (previous_slot, previous_pool) = self.flat.previous[meeting as usize];
        let idx = MeetingIdx(meeting);
        if previous_slot == slot {
            let pool = PoolIdx(previous_pool);
            if self.flat.pools.allow(idx, SlotIdx(slot), pool) && self.has_room(pool, slot) {
                return Some(pool);
            }
        }
        self.flat.pools.of(idx, SlotIdx(slot)).find(|&pool| self.has_room(pool, slot))
    }

    /// Whether the meeting's precedences hold in the slot, given where `slot_of` says that the others stand.
    pub(crate) fn in_sequence(&self, meeting: u32, slot: u32, slot_of: impl Fn(u32) -> Option<u32>) -> bool {
        let instance = self.flat.instance;
        let data = &instance.meetings[meeting as usize];
        let here = SlotIdx(slot);
        data.after.iter().all(|m| slot_of(m.0).is_none_or(|s| instance.ends_before(SlotIdx(s), here)))
            && data.before.iter().all(|m| slot_of(m.0).is_none_or(|s| instance.ends_before(here, SlotIdx(s))))
    }

    /// The slot in which a meeting stands.
    pub(crate) fn slot_of(&self, meeting: u32) -> Option<u32> {
        self.spots[meeting as usize].map(|spot| spot.slot.0)
    }

    /// Whether a spot can be taken without touching another meeting.
    pub(crate) fn fits(&self, meeting: u32, lineup: u8, slot: u32) -> bool {
        let option = self.flat.option(meeting, lineup);
        self.flat.allows(option, slot)
            && self
                .flat
                .people(option)
                .iter()
                .all(|&p| self.at(p, slot) == NONE && self.clashing(p, slot) == 0 && !self.at_quota(p))
            && (!self.flat.has_precedence || self.in_sequence(meeting, slot, |m| self.slot_of(m)))
    }

    pub(crate) fn at_quota(&self, person: u32) -> bool {
        self.count[person as usize] as usize >= self.flat.instance.participants[person as usize].max_meetings
    }

    /// Places a meeting that is unplaced; the caller has made sure that the spot is free.
    pub(crate) fn place(&mut self, meeting: u32, spot: Spot) {
        debug_assert!(self.spots[meeting as usize].is_none(), "meeting {meeting} is placed already");
        self.count_meeting(meeting, spot, -1);
        self.spots[meeting as usize] = Some(spot);
        self.set_people(meeting, spot, meeting);
    }

    /// Takes a placed meeting away and says where it stood.
    pub(crate) fn remove(&mut self, meeting: u32) -> Option<Spot> {
        let spot = self.spots[meeting as usize].take()?;
        self.count_meeting(meeting, spot, 1);
        self.set_people(meeting, spot, NONE);
        Some(spot)
    }

    /// Books what depends on the meeting alone; `sign` is 1 when it leaves its spot, -1 when it comes.
    fn count_meeting(&mut self, meeting: u32, spot: Spot, sign: i64) {
        let instance = self.flat.instance;
        let data = &instance.meetings[meeting as usize];
        self.values.add(Criterion::Unplaced, sign * data.priority);
        self.values.add(Criterion::Order, sign * data.order_cost);
        self.values.add(Criterion::Alternates, -sign * i64::from(spot.lineup));
        if self.stands_as_before(meeting, spot) {
            self.values.add(Criterion::Changes, sign);
        }
        let base = spot.pool.at() * instance.n_ticks;
        for &tick in &instance.slots[spot.slot.at()].ticks {
            let load = &mut self.load[base + tick];
            *load = load.wrapping_add_signed(-sign as i32);
        }
    }

    /// Whether the meeting stands where people know it.
    pub(crate) fn is_unchanged(&self, meeting: u32) -> bool {
        self.spots[meeting as usize].is_some_and(|spot| self.stands_as_before(meeting, spot))
    }

    fn stands_as_before(&self, meeting: u32, spot: Spot) -> bool {
        self.flat.previous[meeting as usize] == (spot.slot.0, spot.pool.0)
    }

    /// Enters or clears the meeting in its people's agendas.
    fn set_people(&mut self, meeting: u32, spot: Spot, entry: u32) {
        let flat = self.flat;
        let comes = entry != NONE;
        for &p in flat.people(flat.option(meeting, spot.lineup)) {
            self.at[p as usize * flat.n_slots + spot.slot.at()] = entry;
            let promised = flat.instance.participants[p as usize].promised as u32;
            let count = &mut self.count[p as usize];
            if comes {
                self.values.add(Criterion::Shortfall, -i64::from(*count < promised));
                *count += 1;
            } else {
                *count -= 1;
                self.values.add(Criterion::Shortfall, i64::from(*count < promised));
            }
            let before = self.gaps_of[p as usize];
            let after = before + self.toggle(p, spot.slot.0, comes);
            self.book_gaps(p, after);
        }
    }

    fn book_gaps(&mut self, person: u32, after: Gaps) {
        let before = std::mem::replace(&mut self.gaps_of[person as usize], after);
        self.values.add(Criterion::Idle, i64::from(after.idle - before.idle));
        self.values.add(Criterion::Breaks, i64::from(after.breaks - before.breaks));
        self.values.excess += i64::from(self.excess(after) - self.excess(before));
        self.with_idle[before.idle as usize] -= 1;
        self.with_idle[after.idle as usize] += 1;
        let mut most = self.values.get(Criterion::MaxIdle).max(i64::from(after.idle)) as usize;
        while most > 0 && self.with_idle[most] == 0 {
            most -= 1;
        }
        self.values.values[Criterion::MaxIdle as usize] = most as i64;
    }

    /// Breaks beyond the limit, as far as the search looks: it takes somebody without a break for granted, as there
    /// nearly always is.
    pub(crate) fn excess(&self, gaps: Gaps) -> i32 {
        self.flat.spread.map_or(0, |d| (gaps.breaks - d).max(0))
    }

    /// Flips a slot in somebody's agenda and returns by how much the gaps change.
    fn toggle(&mut self, person: u32, slot: u32, comes: bool) -> Gaps {
        let flat = self.flat;
        let (word, bit) = flat.bit_of[slot as usize];
        let at = person as usize * flat.width + word as usize;
        let session = flat.session_of[slot as usize];
        let mut before = self.gaps_in(person, session);
        self.held[at] ^= 1 << bit;
        let mut after = self.gaps_in(person, session);
        let row = person as usize * flat.n_slots;
        let step = |count: &mut u16| *count = if comes { *count + 1 } else { *count - 1 };
        if flat.has_conflicts {
            for other in &flat.instance.slots[slot as usize].conflicts {
                step(&mut self.clashing[row + other.at()]);
            }
        }
        if flat.has_overlaps {
            for other in &flat.instance.slots[slot as usize].overlaps {
                step(&mut self.overlapping[row + other.at()]);
                if self.overlapping[row + other.at()] == u16::from(comes) {
                    let session = flat.session_of[other.at()];
                    before = before + self.gaps_in(person, session);
                    let (word, bit) = flat.bit_of[other.at()];
                    self.covered[person as usize * flat.width + word as usize] ^= 1 << bit;
                    after = after + self.gaps_in(person, session);
                }
            }
        }
        after - before
    }

    fn gaps_in(&self, person: u32, session: u32) -> Gaps {
        let (from, to) = self.flat.words_of[session as usize];
        let row = person as usize * self.flat.width;
        let held = &self.held[row + from as usize..row + to as usize];
        let able = &self.flat.idle_able[row + from as usize..row + to as usize];
        if self.covered.is_empty() {
            return gaps(held, |i| able[i]);
        }
        let covered = &self.covered[row + from as usize..row + to as usize];
        gaps(held, |i| able[i] & !covered[i])
    }

    /// By how much somebody's gaps would change if a meeting went from one slot to another.
    pub(crate) fn gaps_after(&mut self, person: u32, from: u32, to: u32) -> Gaps {
        let flat = self.flat;
        let (session, other) = (flat.session_of[from as usize], flat.session_of[to as usize]);
        let (first, last) = flat.words_of[session as usize];
        if session == other && last - first == 1 && !flat.has_overlaps {
            let at = person as usize * flat.width + first as usize;
            let (held, able) = (self.held[at], flat.idle_able[at]);
            let flip = 1 << flat.bit_of[from as usize].1 | 1 << flat.bit_of[to as usize].1;
            return gaps_in_word(held ^ flip, able) - gaps_in_word(held, able);
        }
        let mut change = self.toggle(person, from, false);
        change = change + self.toggle(person, to, true);
        self.toggle(person, to, false);
        self.toggle(person, from, true);
        change
    }

    /// A random slot that the participant does not use, directly before or after one of the meetings in the session of
    /// `near`; the meeting in `leaving` does not count. Only the word of `near` is looked at: in a session of more than 64 slots, its part of the session. `None` where
    /// there is no such slot.
    pub(crate) fn slot_beside(
        &self,
        person: u32,
        leaving: u32,
        near: u32,
        rng: &mut fastrand::Rng,
    ) -> Option<u32> {
        let flat = self.flat;
        let session = flat.session_of[near as usize];
        let (word, _) = flat.bit_of[near as usize];
        let mut held = self.held[person as usize * flat.width + word as usize];
        if flat.bit_of[leaving as usize].0 == word {
            held &= !(1 << flat.bit_of[leaving as usize].1);
        }
        let beside = (held << 1 | held >> 1) & !held;
        let n = beside.count_ones();
        if n == 0 {
            return None;
        }
        let mut rest = beside;
        for _ in 0..rng.u32(0..n) {
            rest &= rest - 1;
        }
        let rank = (word - flat.words_of[session as usize].0) as usize * 64 + rest.trailing_zeros() as usize;
        flat.instance.sessions[session as usize].slots.get(rank).map(|s| s.0)
    }

    /// What `max_idle` would be with these participants' idle slots changed; `changed` names each at most once.
    pub(crate) fn max_idle_after(&mut self, changed: &[(u32, Gaps)]) -> i32 {
        let mut most = self.values.get(Criterion::MaxIdle) as i32;
        let mut touched = false;
        for &(p, change) in changed {
            let idle = self.gaps_of[p as usize].idle;
            touched |= change.idle != 0 && (idle == most || idle + change.idle > most);
        }
        if !touched {
            return most;
        }
        for &(p, change) in changed {
            let idle = self.gaps_of[p as usize].idle;
            self.with_idle[idle as usize] -= 1;
            self.with_idle[(idle + change.idle) as usize] += 1;
            most = most.max(idle + change.idle);
        }
        while most > 0 && self.with_idle[most as usize] == 0 {
            most -= 1;
        }
        for &(p, change) in changed {
            let idle = self.gaps_of[p as usize].idle;
            self.with_idle[idle as usize] += 1;
            self.with_idle[(idle + change.idle) as usize] -= 1;
        }
        most
    }

    /// The change of `changes` if a meeting went from one spot to another.
    pub(crate) fn changes_after(&self, meeting: u32, from: Spot, to: Spot) -> i32 {
        i32::from(self.stands_as_before(meeting, from)) - i32::from(self.stands_as_before(meeting, to))
    }

    /// Everything as in `spots`.
    pub(crate) fn restore(&mut self, spots: &Spots) {
        for m in 0..self.spots.len() as u32 {
            if self.spots[m as usize] != spots[m as usize] {
                self.remove(m);
            }
        }
        for m in 0..self.spots.len() as u32 {
            if let (None, Some(spot)) = (self.spots[m as usize], spots[m as usize]) {
                self.place(m, spot);
            }
        }
    }
}
