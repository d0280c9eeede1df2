//! Kempe chains: exchanging two slots along everything that hangs together through shared participants.
//!
//! Moving a meeting from slot *a* to slot *b* pushes the meetings that its people have in *b* back to *a*, those push
//! others, and so on; the set so found is a component of the graph that two classes of an edge colouring span (a path or
//! a cycle where meetings have two people). Exchanging it keeps everybody's agenda free of double bookings, keeps every
//! meeting placed, and changes the agendas of the people at its ends alone.

use super::agenda::Gaps;
use super::flat::NONE;
use super::state::{Delta, State};
use crate::format::Criterion;
use crate::instance::{MeetingIdx, SlotIdx};
use crate::place::{PoolIdx, Spot};

/// A chain under examination; kept between calls for its memory.
#[derive(Default)]
pub(crate) struct Chain {
    /// Meetings that move, each with the slot that it goes to.
    moves: Vec<(u32, u32)>,
    /// The new pool of each move.
    pools: Vec<PoolIdx>,
    /// Participants whose agenda changes, with the slot left and the slot taken.
    ends: Vec<(u32, u32, u32)>,
    /// The gaps that each of them gains.
    gains: Vec<(u32, Gaps)>,
    /// Round in which a meeting was last found, by meeting.
    seen: Vec<u32>,
    round: u32,
    /// Where the meetings of the chain carried out last stood.
    before: Vec<(u32, Spot)>,
    /// Net change of load by pool and tick, where pools are not alike.
    extra: Vec<(usize, i32)>,
}

impl Chain {
    /// Follows the chain that moves `meeting` to `slot`; `None` where some rule forbids it.
    pub(crate) fn examine(&mut self, state: &mut State<'_>, meeting: u32, slot: u32) -> Option<Delta> {
        self.follow(state, meeting, slot)?;
        if state.flat.has_precedence && !self.keeps_sequence(state) {
            return None;
        }
        if !self.finds_tables(state) {
            return None;
        }
        let delta = self.weigh(state);
        let changes = state.values().get(Criterion::Changes) + i64::from(delta.changes);
        (delta.changes <= 0 || changes <= state.change_limit).then_some(delta)
    }

    /// Carries the examined chain out.
    pub(crate) fn apply(&mut self, state: &mut State<'_>) {
        self.before.clear();
        for &(m, _) in &self.moves {
            if let Some(spot) = state.remove(m) {
                self.before.push((m, spot));
            }
        }
        for ((&(m, slot), &pool), &(_, before)) in self.moves.iter().zip(&self.pools).zip(&self.before) {
            state.place(m, Spot { slot: SlotIdx(slot), lineup: before.lineup, pool });
        }
    }

    /// Takes the chain that was carried out last back; nothing may have changed since.
    pub(crate) fn undo(&self, state: &mut State<'_>) {
        for &(m, _) in &self.before {
            state.remove(m);
        }
        for &(m, spot) in &self.before {
            state.place(m, spot);
        }
    }

    /// Whether the examined chain brings nobody of `people` into `slot`.
    pub(crate) fn spares(&self, state: &State<'_>, people: &[u32], slot: u32) -> bool {
        let mut coming = self.moves.iter().filter(|&&(_, to)| to == slot);
        coming.all(|&(m, _)| {
            let seated = state.spot(m).map(|spot| state.flat.people(state.flat.option(m, spot.lineup)));
            seated.is_none_or(|seated| !seated.iter().any(|p| people.contains(p)))
        })
    }

    fn follow(&mut self, state: &State<'_>, meeting: u32, slot: u32) -> Option<()> {
        self.seen.resize(state.spots().len(), 0);
        self.round += 1;
        self.moves.clear();
        self.ends.clear();
        let start = state.slot_of(meeting)?;
        self.seen[meeting as usize] = self.round;
        self.moves.push((meeting, slot));
        let slots_clash =
            state.flat.has_conflicts && state.flat.instance.clash(SlotIdx(start), SlotIdx(slot));
        let mut next = 0;
        while next < self.moves.len() {
            let (m, to) = self.moves[next];
            next += 1;
            let from = if to == slot { start } else { slot };
            let option = state.flat.option(m, state.spot(m)?.lineup);
            if state.fixed[m as usize] || !state.flat.allows(option, to) {
                return None;
            }
            for &p in state.flat.people(option) {
                let other = state.at(p, to);
                if state.flat.has_conflicts {
                    let own = u16::from(slots_clash);
                    if state.clashing(p, to) > own || (other != NONE && slots_clash) {
                        return None;
                    }
                }
                if other == NONE {
                    self.ends.push((p, from, to));
                } else if self.seen[other as usize] != self.round {
                    self.seen[other as usize] = self.round;
                    self.moves.push((other, from));
                }
            }
        }
        Some(())
    }

    fn keeps_sequence(&self, state: &State<'_>) -> bool {
        let slot_of = |m: u32| {
            if self.seen[m as usize] == self.round {
                self.moves.iter().find(|&&(moved, _)| moved == m).map(|&(_, to)| to)
            } else {
                state.slot_of(m)
            }
        };
        self.moves.iter().all(|&(m, to)| state.in_sequence(m, to, slot_of))
    }

    /// Gives each move a pool with a table; the load of both slots may change.
    fn finds_tables(&mut self, state: &State<'_>) -> bool {
        self.pools.clear();
        let (_, slot) = self.moves[0];
        if let Some(one_pool) = &state.flat.one_pool {
            let start = state.slot_of(self.moves[0].0).unwrap_or(slot);
            let (there, back) = (one_pool[slot as usize], one_pool[start as usize]);
            let n_there = self.moves.iter().filter(|&&(_, to)| to == slot).count() as i32;
            let net = 2 * n_there - self.moves.len() as i32;
            self.pools.extend(self.moves.iter().map(|&(_, to)| if to == slot { there.0 } else { back.0 }));
            return match net.signum() {
                1 => state.load(there.0, slot) as i32 + net <= there.1 as i32,
                -1 => state.load(back.0, start) as i32 - net <= back.1 as i32,
                _ => true,
            };
        }
        self.finds_tables_in_pools(state)
    }

    fn finds_tables_in_pools(&mut self, state: &State<'_>) -> bool {
        let instance = state.flat.instance;
        let n_ticks = instance.n_ticks;
        self.extra.clear();
        let book = |extra: &mut Vec<(usize, i32)>, pool: PoolIdx, slot: u32, by: i32| {
            for &tick in &instance.slots[slot as usize].ticks {
                let cell = pool.at() * n_ticks + tick;
                match extra.iter_mut().find(|(c, _)| *c == cell) {
                    Some((_, sum)) => *sum += by,
                    None => extra.push((cell, by)),
                }
            }
        };
        for &(m, _) in &self.moves {
            if let Some(spot) = state.spot(m) {
                book(&mut self.extra, spot.pool, spot.slot.0, -1);
            }
        }
        for &(m, to) in &self.moves {
            let fits = |extra: &Vec<(usize, i32)>, pool: PoolIdx| {
                let tables = state.flat.pools.list[pool.at()].tables as i32;
                instance.slots[to as usize].ticks.iter().all(|&tick| {
                    let cell = pool.at() * n_ticks + tick;
                    let more = extra.iter().find(|(c, _)| *c == cell).map_or(0, |&(_, sum)| sum);
                    state.load_at(cell) as i32 + more < tables
                })
            };
            let same = state.spot(m).map(|spot| spot.pool);
            let (previous_slot, previous_pool) = state.flat.previous[m as usize];
            let wanted = (previous_slot == to).then_some(PoolIdx(previous_pool)).or(same);
            let idx = MeetingIdx(m);
            let first =
                wanted.filter(|&p| state.flat.pools.allow(idx, SlotIdx(to), p) && fits(&self.extra, p));
            let found =
                first.or_else(|| state.flat.pools.of(idx, SlotIdx(to)).find(|&p| fits(&self.extra, p)));
            let Some(pool) = found else { return false };
            book(&mut self.extra, pool, to, 1);
            self.pools.push(pool);
        }
        true
    }

    fn weigh(&mut self, state: &mut State<'_>) -> Delta {
        let mut delta = Delta::default();
        self.gains.clear();
        for &(p, from, to) in &self.ends {
            let gain = state.gaps_after(p, from, to);
            delta.gaps = delta.gaps + gain;
            delta.excess += state.excess(state.gaps_of(p) + gain) - state.excess(state.gaps_of(p));
            self.gains.push((p, gain));
        }
        delta.max_idle = state.max_idle_after(&self.gains);
        if state.flat.n_previous > 0 {
            for (&(m, to), &pool) in self.moves.iter().zip(&self.pools) {
                if let Some(from) = state.spot(m) {
                    delta.changes += state.changes_after(m, from, Spot { slot: SlotIdx(to), pool, ..from });
                }
            }
        }
        delta
    }
}
