//! A lower bound on idle slots or breaks by linear programming: everybody's agenda as a flow through layers.
//!
//! Weak where half-days leave much room, tight where nearly everybody is busy nearly always.

use std::collections::BTreeMap;

use super::all_spots;
use super::limits::{BackendError, Limits};
use super::program::{Program, Var, round_up};
use crate::format::Criterion;
use crate::instance::{Instance, MeetingIdx, ParticipantIdx, SlotIdx};
use crate::place::{PoolIdx, Pools};

/// Programs with more entries than this are not solved.
const LARGEST: usize = 200_000;

/// The least value of `criterion` (breaks or idle slots) of any plan that holds all of `held`, as far as the
/// relaxation knows: `i64::MAX` if it knows that there is no such plan. `None` if the program would be too large.
///
/// With `x[m, spot]` the share of a meeting in a spot: `∑ x[m, ·] = 1`, tables are kept at every tick, and for each
/// participant a unit flow through (slot, meetings held so far, state) is tied to the meetings slot by slot,
/// `∑ flow into busy[p, s, ·] = ∑ x[m, s] over m ∋ p`. Entering a gap costs a break, each slot in it an idle slot; the
/// time before the first and after the last meeting of a session is free.
pub(crate) fn flow_bound(
    instance: &Instance,
    pools: &Pools,
    held: &[MeetingIdx],
    criterion: Criterion,
    limits: &Limits,
) -> Result<Option<i64>, BackendError> {
    let mut flow = Flow { instance, criterion, program: Program::new(), on: BTreeMap::new() };
    let counts = flow.place(pools, held);
    for (p, counts) in counts {
        flow.agenda(p, counts);
        if flow.program.nonzeros() > LARGEST {
            return Ok(None);
        }
    }
    Ok(Some(round_up(flow.program.relaxed(limits)?.bound).max(0)))
}

/// Fewest and most meetings of a participant.
type Counts = (usize, usize);

struct Flow<'a> {
    instance: &'a Instance,
    criterion: Criterion,
    program: Program,
    /// Shares of the meetings of a participant in a slot.
    on: BTreeMap<(ParticipantIdx, SlotIdx), Vec<Var>>,
}

/// What a participant does in a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    /// No meeting in this session so far.
    Before,
    Busy,
    /// Between two meetings, in a slot that counts as idle.
    Idle,
    /// Between two meetings, in a slot that does not count.
    Excused,
    /// No meeting in this session any more.
    After,
}

/// Unit flows that arrive at each number of meetings and state, before a slot.
type Layer = BTreeMap<(usize, State), Vec<Var>>;

impl Flow<'_> {
    /// Adds where meetings are, and says how many meetings everybody has.
    fn place(&mut self, pools: &Pools, held: &[MeetingIdx]) -> BTreeMap<ParticipantIdx, Counts> {
        let mut counts: BTreeMap<ParticipantIdx, Counts> = BTreeMap::new();
        let mut taken: BTreeMap<(usize, PoolIdx), Vec<Var>> = BTreeMap::new();
        for &m in held {
            let lineups = &self.instance.meetings[m.at()].lineups;
            let mut shares: Vec<Var> = Vec::new();
            let mut people: BTreeMap<ParticipantIdx, usize> = BTreeMap::new();
            for spot in all_spots(self.instance, pools, m) {
                let share = self.program.continuous(0.0, 1.0, 0.0);
                shares.push(share);
                for &p in &lineups[usize::from(spot.lineup)].people {
                    self.on.entry((p, spot.slot)).or_default().push(share);
                    *people.entry(p).or_default() += 1;
                }
                for &tick in &self.instance.slots[spot.slot.at()].ticks {
                    taken.entry((tick, spot.pool)).or_default().push(share);
                }
            }
            self.program.equal(shares.iter().map(|&v| (v, 1.0)), 1.0);
            for (p, n) in people {
                let (low, high) = counts.entry(p).or_default();
                *high += 1;
                *low += usize::from(n == shares.len());
            }
        }
        for ((_, pool), shares) in taken {
            let tables = pools.list[pool.at()].tables;
            self.program.at_most(shares.iter().map(|&v| (v, 1.0)), tables as f64);
        }
        counts
    }

    /// Adds the flow of one participant, if the sessions in which they can meet follow one another.
    fn agenda(&mut self, p: ParticipantIdx, (low, high): Counts) {
        let most = high.min(self.instance.participants[p.at()].max_meetings);
        let Some(sessions) = self.sessions_in_turn(p) else { return };
        let start = self.program.continuous(1.0, 1.0, 0.0);
        let mut layer = Layer::from([((0, State::Before), vec![start])]);
        let able: usize = sessions.iter().flatten().filter(|&&s| self.on.contains_key(&(p, s))).count();
        let mut left = able;
        for session in sessions {
            for s in session {
                left -= usize::from(self.on.contains_key(&(p, s)));
                layer = self.step(p, s, &layer, (low.saturating_sub(left), most));
            }
            layer = self.end_session(layer);
        }
        let arrived = layer.into_iter().filter(|((n, _), _)| (low..=most).contains(n));
        self.program.equal(arrived.flat_map(|(_, flows)| flows).map(|v| (v, 1.0)), 1.0);
    }

    /// Slots of each session in which the participant can meet, by time; `None` if such sessions overlap.
    fn sessions_in_turn(&self, p: ParticipantIdx) -> Option<Vec<Vec<SlotIdx>>> {
        let can_meet = |s: &SlotIdx| self.on.contains_key(&(p, *s));
        let mut sessions: Vec<Vec<SlotIdx>> = self
            .instance
            .sessions
            .iter()
            .filter(|session| session.slots.iter().any(can_meet))
            .map(|session| session.slots.clone())
            .collect();
        sessions.sort_by_key(|slots| slots.first().map(|s| self.instance.slots[s.at()].start));
        let in_turn = sessions.windows(2).all(|pair| match (pair[0].last(), pair[1].first()) {
            (Some(&last), Some(&first)) => self.instance.ends_before(last, first),
            _ => true,
        });
        in_turn.then_some(sessions)
    }

    /// One slot: from the flows that arrive to those that leave, within the numbers of meetings that can still work
    /// out.
    fn step(&mut self, p: ParticipantIdx, s: SlotIdx, layer: &Layer, (least, most): Counts) -> Layer {
        let meets = self.on.get(&(p, s)).cloned().unwrap_or_default();
        let counts = self.instance.participants[p.at()].idle_able.contains(s.at());
        let gap = if counts { State::Idle } else { State::Excused };
        let mut next = Layer::new();
        let mut busy = Vec::new();
        for (&(n, state), arriving) in layer {
            let mut leaving = Vec::new();
            for to in ways(state, gap) {
                let after = n + usize::from(to == State::Busy);
                if after < least || after > most || (to == State::Busy && meets.is_empty()) {
                    continue;
                }
                let cost = self.cost(state, to);
                let flow = self.program.continuous(0.0, 1.0, cost);
                leaving.push((flow, -1.0));
                next.entry((after, to)).or_default().push(flow);
                if to == State::Busy {
                    busy.push((flow, 1.0));
                }
            }
            self.program.equal(arriving.iter().map(|&v| (v, 1.0)).chain(leaving), 0.0);
        }
        if !meets.is_empty() {
            self.program.equal(busy.into_iter().chain(meets.into_iter().map(|v| (v, -1.0))), 0.0);
        }
        next
    }

    fn cost(&self, from: State, to: State) -> f64 {
        let counts = to == State::Idle && (self.criterion == Criterion::Idle || from != State::Idle);
        f64::from(u8::from(counts))
    }

    /// A session cannot end within a gap.
    fn end_session(&mut self, layer: Layer) -> Layer {
        let mut next = Layer::new();
        for ((n, state), flows) in layer {
            if matches!(state, State::Idle | State::Excused) {
                self.program.equal(flows.into_iter().map(|v| (v, 1.0)), 0.0);
            } else {
                next.entry((n, State::Before)).or_default().extend(flows);
            }
        }
        next
    }
}

/// What can follow a state in the next slot of a session, where `gap` is the kind of gap that this slot allows.
fn ways(state: State, gap: State) -> Vec<State> {
    match state {
        State::Before => vec![State::Before, State::Busy],
        State::Busy => vec![State::Busy, gap, State::After],
        State::Idle | State::Excused => vec![State::Busy, gap],
        State::After => vec![State::After],
    }
}

#[cfg(test)]
mod tests;
