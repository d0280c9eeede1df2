//! Rooms and tables for meetings whose slots and pools are settled, so that people move as little as possible.

use std::collections::BTreeMap;

use fastrand::Rng;

use crate::format::Criterion;
use crate::instance::{Instance, MeetingIdx, RoomIdx};
use crate::place::{Pools, Spots};

/// Room and table (from 1) of each placed meeting.
pub(crate) type Seats = Vec<Option<(RoomIdx, usize)>>;

/// Attempted moves per meeting: more bring next to nothing.
const TRIES_PER_MEETING: usize = 400;

/// "Nobody sits here" and "no seat".
const NONE: u32 = u32::MAX;

/// Gives every placed meeting a room and a table. `held` are seats that may not change.
///
/// A meeting for which the seats held leave no table for its whole slot comes back without one; that happens only
/// where slots of different lengths share a room.
pub(crate) fn seat(instance: &Instance, pools: &Pools, spots: &Spots, held: &Seats, seed: u64) -> Seats {
    let mut plan = Seating::new(instance, pools, spots);
    if !plan.fill(held, true) {
        plan.clear();
        plan.fill(held, false);
    }
    plan.improve(&mut Rng::with_seed(seed));
    plan.seats()
}

/// Seats are the tables of all rooms of all pools, numbered in a row.
struct Seating<'a> {
    instance: &'a Instance,
    spots: &'a Spots,
    seat_of: Vec<u32>,
    /// Meeting at each seat at each tick.
    at: Vec<u32>,
    /// First seat of each room.
    first_seat: Vec<u32>,
    /// Room and table of each seat.
    seats: Vec<(RoomIdx, usize)>,
    /// Rooms of each meeting's pool.
    rooms: Vec<&'a [RoomIdx]>,
    /// Meetings that somebody has directly before or after each meeting in its session, once for every such person.
    links: Vec<Vec<u32>>,
    /// Meetings whose seat may not change.
    held: Vec<bool>,
    /// Held seats with table numbers beyond those that are numbered here.
    apart: BTreeMap<u32, (RoomIdx, usize)>,
    /// What a meeting pays for leaving the room that people know, in moves.
    change_cost: i64,
}

impl<'a> Seating<'a> {
    fn new(instance: &'a Instance, pools: &'a Pools, spots: &'a Spots) -> Self {
        let mut first_seat = Vec::with_capacity(instance.rooms.len());
        let mut seats = Vec::new();
        // No more tables of a room are ever in use at once than there are meetings.
        let most = spots.iter().flatten().count().max(1);
        for (r, room) in instance.rooms.iter().enumerate() {
            first_seat.push(seats.len() as u32);
            seats.extend((1..=room.tables.min(most)).map(|table| (RoomIdx::new(r), table)));
        }
        let rank = |c: Criterion| instance.criteria().iter().position(|&x| x == c).unwrap_or(usize::MAX);
        let changes_first = rank(Criterion::Changes) < rank(Criterion::Moves);
        Self {
            instance,
            spots,
            seat_of: vec![NONE; spots.len()],
            at: vec![NONE; seats.len() * instance.n_ticks],
            first_seat,
            seats,
            rooms: spots
                .iter()
                .map(|spot| spot.map_or(&[] as &[RoomIdx], |s| pools.list[s.pool.at()].rooms.as_slice()))
                .collect(),
            links: links(instance, spots),
            held: vec![false; spots.len()],
            apart: BTreeMap::new(),
            change_cost: if changes_first { 1000 } else { 0 },
        }
    }

    fn clear(&mut self) {
        self.seat_of.fill(NONE);
        self.at.fill(NONE);
        self.held.fill(false);
    }

    /// Seats everybody: what is held, then where people know it (if wished), then the rest by time. Says whether all
    /// found a seat.
    fn fill(&mut self, held: &Seats, keep_rooms: bool) -> bool {
        for (m, seat) in held.iter().enumerate() {
            if let (Some((room, table)), Some(_)) = (seat, self.spots[m]) {
                self.held[m] = true;
                match self.seats_of_room(*room).nth(table.wrapping_sub(1)) {
                    Some(seat) => self.take(m as u32, seat),
                    // Beyond all tables that the others can need: in nobody's way.
                    None => drop(self.apart.insert(m as u32, (*room, *table))),
                }
            }
        }
        let mut waiting: Vec<u32> = (0..self.spots.len() as u32)
            .filter(|&m| self.spots[m as usize].is_some() && !self.held[m as usize])
            .collect();
        waiting.sort_by_key(|&m| (self.start(m), m));
        if keep_rooms {
            waiting.retain(|&m| !self.take_known_seat(m));
        }
        let mut all = true;
        for m in waiting {
            match self.free_seat(m) {
                Some(seat) => self.take(m, seat),
                None => all = false,
            }
        }
        all
    }

    fn start(&self, meeting: u32) -> u32 {
        self.spots[meeting as usize].map_or(0, |spot| self.instance.slots[spot.slot.at()].start)
    }

    fn ticks(&self, meeting: u32) -> &'a [usize] {
        self.spots[meeting as usize].map_or(&[], |spot| self.instance.slots[spot.slot.at()].ticks.as_slice())
    }

    fn seats_of_room(&self, room: RoomIdx) -> std::ops::Range<u32> {
        let end = self.first_seat.get(room.at() + 1).copied().unwrap_or(self.seats.len() as u32);
        self.first_seat[room.at()]..end
    }

    fn is_free(&self, meeting: u32, seat: u32) -> bool {
        self.ticks(meeting).iter().all(|&t| self.at[seat as usize * self.instance.n_ticks + t] == NONE)
    }

    fn take(&mut self, meeting: u32, seat: u32) {
        for &t in self.ticks(meeting) {
            self.at[seat as usize * self.instance.n_ticks + t] = meeting;
        }
        self.seat_of[meeting as usize] = seat;
    }

    fn leave(&mut self, meeting: u32) -> u32 {
        let seat = std::mem::replace(&mut self.seat_of[meeting as usize], NONE);
        for &t in self.ticks(meeting) {
            self.at[seat as usize * self.instance.n_ticks + t] = NONE;
        }
        seat
    }

    /// The room that people know, at the known table where it is free.
    fn take_known_seat(&mut self, m: u32) -> bool {
        let Some(known) = self.known_room(m) else { return false };
        let table = self.instance.meetings[m as usize].previous.and_then(|p| p.table);
        let mut seats = self.seats_of_room(known);
        let wished = table.and_then(|t| seats.clone().nth(t.wrapping_sub(1))).filter(|&s| self.is_free(m, s));
        match wished.or_else(|| seats.find(|&s| self.is_free(m, s))) {
            Some(seat) => self.take(m, seat),
            None => return false,
        }
        true
    }

    /// The room in which people know the meeting, where its slot is the same too.
    fn known_room(&self, m: u32) -> Option<RoomIdx> {
        let spot = self.spots[m as usize]?;
        let known = self.instance.meetings[m as usize].previous.filter(|p| p.slot == spot.slot)?;
        self.rooms[m as usize].contains(&known.room).then_some(known.room)
    }

    /// A free seat: where one of its people comes from or goes to, else the first.
    fn free_seat(&self, m: u32) -> Option<u32> {
        let rooms = self.rooms[m as usize];
        let near = self.links[m as usize].iter().map(|&other| self.seat_of[other as usize]);
        near.filter(|&s| s != NONE && rooms.contains(&self.seats[s as usize].0))
            .chain(rooms.iter().flat_map(|&r| self.seats_of_room(r)))
            .find(|&s| self.is_free(m, s))
    }

    /// What a meeting would pay at a seat: moves of its people, and leaving a known room.
    fn cost(&self, m: u32, seat: u32) -> i64 {
        let moves =
            self.links[m as usize].iter().filter(|&&other| self.seat_of[other as usize] != seat).count()
                as i64;
        let leaves =
            self.change_cost > 0 && self.known_room(m).is_some_and(|r| r != self.seats[seat as usize].0);
        moves + if leaves { self.change_cost } else { 0 }
    }

    /// Anneals over exchanges of two meetings of one slot, or of a meeting and an empty seat.
    fn improve(&mut self, rng: &mut Rng) {
        let linked: Vec<u32> = (0..self.spots.len() as u32)
            .filter(|&m| {
                self.seat_of[m as usize] != NONE
                    && !self.held[m as usize]
                    && !self.links[m as usize].is_empty()
            })
            .collect();
        if linked.is_empty() || !self.instance.judges(Criterion::Moves) {
            return;
        }
        let tries = linked.len() * TRIES_PER_MEETING;
        let (hot, cold) = (0.6_f64, 0.1_f64);
        for i in 0..tries {
            let temperature = hot * (cold / hot).powf(i as f64 / tries as f64);
            // The last tenth only goes downhill, so nothing is lost at the end.
            let temperature = if i * 10 > tries * 9 { 1e-9 } else { temperature };
            self.try_exchange(linked[rng.usize(0..linked.len())], temperature, rng);
        }
    }

    fn try_exchange(&mut self, m: u32, temperature: f64, rng: &mut Rng) {
        let links = &self.links[m as usize];
        let target = self.seat_of[links[rng.usize(0..links.len())] as usize];
        let own = self.seat_of[m as usize];
        if target == NONE || target == own || !self.rooms[m as usize].contains(&self.seats[target as usize].0)
        {
            return;
        }
        let occupant = match self.occupant(m, target) {
            Occupant::Nobody => None,
            Occupant::Other(other) => Some(other),
            Occupant::InTheWay => return,
        };
        let before = self.cost(m, own) + occupant.map_or(0, |o| self.cost(o, target));
        let after = self.cost(m, target) + occupant.map_or(0, |o| self.cost(o, own));
        let rise = (after - before) as f64;
        if rise > 0.0 && rng.f64() >= (-rise / temperature).exp() {
            return;
        }
        self.leave(m);
        if let Some(other) = occupant {
            self.leave(other);
            self.take(other, own);
        }
        self.take(m, target);
    }

    /// Who is at a seat in the minutes of `m`.
    fn occupant(&self, m: u32, seat: u32) -> Occupant {
        let at = |&t: &usize| self.at[seat as usize * self.instance.n_ticks + t];
        let mut there = self.ticks(m).iter().map(at);
        let first = there.next().unwrap_or(NONE);
        if there.any(|other| other != first) {
            return Occupant::InTheWay;
        }
        if first == NONE {
            return Occupant::Nobody;
        }
        let same_slot = self.spots[first as usize].map(|s| s.slot) == self.spots[m as usize].map(|s| s.slot);
        let own_room = self.seats[self.seat_of[m as usize] as usize].0;
        if same_slot && !self.held[first as usize] && self.rooms[first as usize].contains(&own_room) {
            Occupant::Other(first)
        } else {
            Occupant::InTheWay
        }
    }

    fn seats(&self) -> Seats {
        let mut seats: Seats =
            self.seat_of.iter().map(|&seat| (seat != NONE).then(|| self.seats[seat as usize])).collect();
        self.apart.iter().for_each(|(&m, &seat)| seats[m as usize] = Some(seat));
        seats
    }
}

/// Who would have to leave a seat.
enum Occupant {
    Nobody,
    /// A meeting of the same slot that could take the other seat in exchange.
    Other(u32),
    /// Somebody who cannot.
    InTheWay,
}

/// Pairs of consecutive meetings of a participant in a session, listed at both.
fn links(instance: &Instance, spots: &Spots) -> Vec<Vec<u32>> {
    let mut agendas: Vec<Vec<(u32, usize, MeetingIdx)>> = vec![Vec::new(); instance.participants.len()];
    for m in instance.meeting_indices() {
        let Some(spot) = spots[m.at()] else { continue };
        let time = &instance.slots[spot.slot.at()];
        for p in &instance.meetings[m.at()].lineups[usize::from(spot.lineup)].people {
            agendas[p.at()].push((time.session.0, time.rank, m));
        }
    }
    let mut links = vec![Vec::new(); spots.len()];
    for agenda in &mut agendas {
        agenda.sort_unstable();
        for pair in agenda.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
            links[pair[0].2.at()].push(pair[1].2.0);
            links[pair[1].2.at()].push(pair[0].2.0);
        }
    }
    links
}
