//! Placing meetings by ejection chains.
//!
//! A meeting that finds no free place takes one by force; those that it throws out go back to the queue. Meetings that
//! were thrown out often grow heavy, and the lightest set is ejected, so the search leaves no knot untried. The scheme
//! is the guided ejection search of Nagata and Bräysy (Operations Research Letters 37, 2009) carried over to meetings.

use fastrand::Rng;

use super::chain::Chain;
use super::flat::NONE;
use super::state::State;
use crate::budget::Clock;
use crate::format::Criterion;
use crate::instance::{MeetingIdx, SlotIdx};
use crate::place::{PoolIdx, Spot, Spots};

/// How many steps make a unit of work.
const STEPS_PER_UNIT: u64 = 1024;

/// Places all of `queue`, throwing others of `may_leave` out where it must, within `steps` steps. Returns those that
/// are left without a place.
pub(crate) fn eject(
    state: &mut State<'_>,
    queue: Vec<u32>,
    steps: u64,
    rng: &mut Rng,
    clock: &Clock,
) -> Vec<u32> {
    let mut wanted: Vec<bool> = state.spots().iter().map(Option::is_some).collect();
    for &m in &queue {
        wanted[m as usize] = true;
    }
    let mut search = Ejection {
        weight: vec![1; state.spots().len()],
        tabu_until: vec![0; state.spots().len()],
        queue,
        victims: Vec::new(),
        best_victims: Vec::new(),
    };
    search.sort(state);
    // The best plan is copied only when an ejection is about to spoil it.
    let mut best: Option<([i64; 3], Spots)> = None;
    for step in 1..=steps {
        let Some(meeting) = search.next(rng) else { return Vec::new() };
        if step % STEPS_PER_UNIT == 0 {
            clock.spend(1);
        }
        if step % 64 == 0 && clock.is_over() {
            search.queue.push(meeting);
            break;
        }
        if let Some(spot) = free_spot(state, meeting) {
            state.place(meeting, spot);
            search.tabu_until[meeting as usize] = step + 3;
            continue;
        }
        if best.as_ref().is_none_or(|(rank, _)| search.rank(state) < *rank) {
            best = Some((search.rank(state), state.spots().clone()));
        }
        search.force(state, meeting, step, rng);
    }
    if let Some((_, spots)) = best.filter(|(rank, _)| *rank < search.rank(state)) {
        state.restore(&spots);
    }
    (0..state.spots().len() as u32).filter(|&m| wanted[m as usize] && state.spot(m).is_none()).collect()
}

/// Places those of `meetings` that fit without moving others, or with one exchange of two slots; returns the rest.
///
/// Exchanges are looked for until the clock is over; what fits as things stand is always placed.
pub(crate) fn fill(state: &mut State<'_>, meetings: &[u32], clock: &Clock) -> Vec<u32> {
    let mut chain = Chain::default();
    let place = |&m: &u32| {
        if let Some(spot) = free_spot(state, m) {
            state.place(m, spot);
            return false;
        }
        clock.is_over() || !place_by_chain(state, &mut chain, m)
    };
    meetings.iter().copied().filter(place).collect()
}

/// A spot that is free as things stand: the previous one first, then the one that takes least of its people's time
/// elsewhere, then the one with the most tables left.
pub(crate) fn free_spot(state: &State<'_>, meeting: u32) -> Option<Spot> {
    let mut found: Option<((u32, i64), Spot)> = None;
    for lineup in 0..state.flat.n_lineups(meeting) {
        let option = state.flat.option(meeting, lineup);
        for &slot in state.flat.slots(option) {
            if !state.fits(meeting, lineup, slot) {
                continue;
            }
            let Some(pool) = state.free_pool(meeting, slot) else { continue };
            let spot = Spot { slot: SlotIdx(slot), lineup, pool };
            if state.flat.previous[meeting as usize] == (slot, pool.0) {
                return Some(spot);
            }
            let left = state.flat.pools.list[pool.at()].tables as i64 - i64::from(state.load(pool, slot));
            let cost = (time_lost(state, option, slot), -left);
            if found.is_none_or(|(least, _)| cost < least) {
                found = Some((cost, spot));
            }
        }
        if found.is_some() {
            break;
        }
    }
    found.map(|(_, spot)| spot)
}

/// How many other free slots its people would lose, to overlaps and to the way between sites.
///
/// Whoever is asked much should stay at one site for half a day: changing costs a slot each time. The others go wherever
/// there is room: their lost slots are nobody's loss.
fn time_lost(state: &State<'_>, option: usize, slot: u32) -> u32 {
    if !state.flat.has_conflicts {
        return 0;
    }
    let conflicts = &state.flat.instance.slots[slot as usize].conflicts;
    let lost = |&p: &u32| {
        let free = &state.flat.instance.participants[p as usize].free;
        let open =
            |s: &&SlotIdx| free.contains(s.at()) && state.at(p, s.0) == NONE && state.clashing(p, s.0) == 0;
        conflicts.iter().filter(open).count() as u32
    };
    state.flat.people(option).iter().filter(|&&p| state.flat.is_busy[p as usize]).map(lost).sum()
}

/// Makes a slot free for everybody by exchanging it, for one of them, against another slot.
///
/// In a slot where exactly one meeting stands in the way, its move elsewhere is tried with all that hangs on it.
fn place_by_chain(state: &mut State<'_>, chain: &mut Chain, meeting: u32) -> bool {
    for lineup in 0..state.flat.n_lineups(meeting) {
        let option = state.flat.option(meeting, lineup);
        for &slot in state.flat.slots(option) {
            let Some(blocker) = only_blocker(state, option, slot) else { continue };
            let Some(standing) = state.spot(blocker) else { continue };
            let other_slots = state.flat.slots(state.flat.option(blocker, standing.lineup));
            for &other in other_slots {
                if other == slot
                    || chain.examine(state, blocker, other).is_none()
                    || !chain.spares(state, state.flat.people(option), slot)
                {
                    continue;
                }
                chain.apply(state);
                if state.fits(meeting, lineup, slot)
                    && let Some(pool) = state.free_pool(meeting, slot)
                {
                    state.place(meeting, Spot { slot: SlotIdx(slot), lineup, pool });
                    return true;
                }
                chain.undo(state);
            }
        }
    }
    false
}

/// The one meeting that stands in the way of an option in a slot, if it is one.
fn only_blocker(state: &State<'_>, option: usize, slot: u32) -> Option<u32> {
    let mut blocker = None;
    for &p in state.flat.people(option) {
        if state.clashing(p, slot) > 0 || state.at_quota(p) {
            return None;
        }
        let other = state.at(p, slot);
        if other != NONE && blocker.is_some_and(|b| b != other) {
            return None;
        }
        if other != NONE {
            blocker = Some(other);
        }
    }
    blocker
}

struct Ejection {
    queue: Vec<u32>,
    weight: Vec<u64>,
    /// Step until which a meeting that has just come may not be thrown out.
    tabu_until: Vec<u64>,
    victims: Vec<u32>,
    best_victims: Vec<u32>,
}

impl Ejection {
    /// Hardest last, since the queue is a stack: fewest allowed slots, then the busiest people.
    fn sort(&mut self, state: &State<'_>) {
        let ease = |m: u32| {
            let option = state.flat.option(m, 0);
            let demand: usize = state
                .flat
                .people(option)
                .iter()
                .map(|&p| state.flat.instance.participants[p as usize].meetings.len())
                .sum();
            (state.flat.slots(option).len() as i64 * 4 - demand as i64, std::cmp::Reverse(m))
        };
        self.queue.sort_by_key(|&m| std::cmp::Reverse(ease(m)));
    }

    /// Mostly the meeting thrown out last, now and then any: where not all fit, the same few must not block the rest.
    fn next(&mut self, rng: &mut Rng) -> Option<u32> {
        if self.queue.len() > 1 && rng.u32(0..8) == 0 {
            let any = rng.usize(0..self.queue.len());
            return Some(self.queue.swap_remove(any));
        }
        self.queue.pop()
    }

    /// What is lost by the meetings without a place, in the order in which it counts.
    fn rank(&self, state: &State<'_>) -> [i64; 3] {
        let loss = [Criterion::Unplaced, Criterion::Shortfall, Criterion::Order];
        let mut rank = [0; 3];
        let judged = state.flat.instance.criteria().iter().filter(|c| loss.contains(c));
        rank.iter_mut().zip(judged).for_each(|(value, &c)| *value = state.values().get(c));
        if state.flat.instance.criteria().iter().all(|c| !loss.contains(c)) {
            rank[0] = self.queue.len() as i64;
        }
        rank
    }

    /// Places a meeting in the spot whose occupants weigh least; they go back to the queue.
    fn force(&mut self, state: &mut State<'_>, meeting: u32, step: u64, rng: &mut Rng) {
        let Some(spot) = self.cheapest_spot(state, meeting, step, rng) else {
            // Everything in the way is fixed or has just come: wait behind the others.
            let behind = if self.queue.is_empty() { 0 } else { rng.usize(0..self.queue.len()) };
            self.queue.insert(behind, meeting);
            return;
        };
        for i in 0..self.best_victims.len() {
            let victim = self.best_victims[i];
            state.remove(victim);
            self.weight[victim as usize] += 1;
            self.queue.push(victim);
        }
        let pool = if state.has_room(spot.pool, spot.slot.0) {
            Some(spot.pool)
        } else {
            state.free_pool(meeting, spot.slot.0)
        };
        match pool {
            Some(pool) => state.place(meeting, Spot { pool, ..spot }),
            None => self.queue.push(meeting),
        }
        self.tabu_until[meeting as usize] = step + 3 + rng.u64(0..8);
    }

    /// The spot whose occupants weigh least; they are left in `best_victims`.
    fn cheapest_spot(&mut self, state: &State<'_>, meeting: u32, step: u64, rng: &mut Rng) -> Option<Spot> {
        let mut best: Option<(u64, Spot)> = None;
        let mut ties = 0;
        for lineup in 0..state.flat.n_lineups(meeting) {
            for &slot in state.flat.slots(state.flat.option(meeting, lineup)) {
                let Some(pool) = self.collect_victims(state, meeting, lineup, slot, rng) else { continue };
                let changes = self.victims.iter().filter(|&&v| state.is_unchanged(v)).count() as i64;
                if changes > 0 && state.values().get(Criterion::Changes) + changes > state.change_limit {
                    continue;
                }
                if self.victims.iter().any(|&v| state.fixed[v as usize] || self.tabu_until[v as usize] > step)
                {
                    continue;
                }
                let weight = self.victims.iter().map(|&v| self.weight[v as usize]).sum::<u64>() * 64;
                if best.is_some_and(|(least, _)| weight > least) {
                    continue; // whatever time it takes
                }
                let lost = time_lost(state, state.flat.option(meeting, lineup), slot) + u32::from(lineup);
                let weight = weight + u64::from(lost.min(63));
                if best.is_some_and(|(least, _)| weight > least) {
                    continue;
                }
                ties = if best.is_some_and(|(least, _)| weight == least) { ties + 1 } else { 1 };
                if ties == 1 || rng.u32(0..ties) == 0 {
                    best = Some((weight, Spot { slot: SlotIdx(slot), lineup, pool }));
                    std::mem::swap(&mut self.victims, &mut self.best_victims);
                }
            }
        }
        best.map(|(_, spot)| spot)
    }

    /// The meetings that would have to go for this spot; `None` where no pool is open.
    fn collect_victims(
        &mut self,
        state: &State<'_>,
        meeting: u32,
        lineup: u8,
        slot: u32,
        rng: &mut Rng,
    ) -> Option<PoolIdx> {
        let flat = state.flat;
        self.victims.clear();
        let mut quota_room: i64 = 0;
        for &p in flat.people(flat.option(meeting, lineup)) {
            let before = self.victims.len();
            let other = state.at(p, slot);
            if other != NONE {
                self.victims.push(other);
            }
            if state.clashing(p, slot) > 0 {
                let conflicts = &flat.instance.slots[slot as usize].conflicts;
                self.victims.extend(conflicts.iter().map(|c| state.at(p, c.0)).filter(|&m| m != NONE));
            }
            if state.at_quota(p) && self.victims.len() == before {
                self.victims.push(self.lightest_of(state, p, rng)?);
            }
        }
        if flat.has_precedence {
            let data = &flat.instance.meetings[meeting as usize];
            let here = SlotIdx(slot);
            let late = data
                .after
                .iter()
                .filter(|m| state.slot_of(m.0).is_some_and(|s| !flat.instance.ends_before(SlotIdx(s), here)));
            let early = data
                .before
                .iter()
                .filter(|m| state.slot_of(m.0).is_some_and(|s| !flat.instance.ends_before(here, SlotIdx(s))));
            self.victims.extend(late.chain(early).map(|m| m.0));
        }
        self.victims.sort_unstable();
        self.victims.dedup();
        for &v in &self.victims {
            quota_room += i64::from(state.slot_of(v) == Some(slot));
        }
        if let Some(pool) = state.free_pool(meeting, slot) {
            return Some(pool);
        }
        let pool = flat.pools.of(MeetingIdx(meeting), SlotIdx(slot)).next()?;
        let leaves_here = |v: &u32| {
            state.spot(*v).is_some_and(|spot| {
                spot.slot.0 == slot && flat.pools.allow(MeetingIdx(meeting), SlotIdx(slot), spot.pool)
            })
        };
        if quota_room > 0 && self.victims.iter().any(leaves_here) {
            let freed = self.victims.iter().find(|v| leaves_here(v)).and_then(|&v| state.spot(v));
            return freed.map(|spot| spot.pool);
        }
        self.victims.push(self.lightest_in(state, pool, slot, rng)?);
        Some(pool)
    }

    /// The lightest meeting of somebody who has as many as the quota allows.
    fn lightest_of(&self, state: &State<'_>, person: u32, rng: &mut Rng) -> Option<u32> {
        let meetings = &state.flat.instance.participants[person as usize].meetings;
        let sits = |m: u32| {
            state
                .spot(m)
                .is_some_and(|spot| state.flat.people(state.flat.option(m, spot.lineup)).contains(&person))
        };
        let placed = meetings.iter().map(|m| m.0).filter(|&m| sits(m) && !state.fixed[m as usize]);
        placed.min_by_key(|&m| (self.weight[m as usize], rng.u32(..)))
    }

    /// The lightest meeting that takes a table of the pool in a minute of the slot.
    fn lightest_in(&self, state: &State<'_>, pool: PoolIdx, slot: u32, rng: &mut Rng) -> Option<u32> {
        let ticks = &state.flat.instance.slots[slot as usize].ticks;
        let here = |spot: &Spot| {
            spot.pool == pool
                && state.flat.instance.slots[spot.slot.at()].ticks.iter().any(|t| ticks.contains(t))
        };
        // With overlapping slots one meeting may not be enough; the newcomer then goes back into the queue.
        let spots = state.spots().iter().enumerate();
        let placed = spots.filter(|(m, spot)| {
            let going = self.victims.contains(&(*m as u32));
            spot.as_ref().is_some_and(here) && !state.fixed[*m] && !going
        });
        placed.map(|(m, _)| m as u32).min_by_key(|&m| (self.weight[m as usize], rng.u32(..)))
    }
}
