//! Idle slots and breaks of everybody whom a window touches.

use super::model::{Model, Sum};
use crate::exact::program::Var;
use crate::instance::{ParticipantIdx, SessionData, SlotIdx};

impl Model<'_> {
    /// Counts everybody's idle slots and breaks, and keeps the limit on their spread.
    pub(super) fn model_agendas(&mut self) {
        let instance = self.instance;
        for p in (0..instance.participants.len()).map(ParticipantIdx::new) {
            let (mut idle, mut breaks) = (Sum::default(), Sum::default());
            for session in &instance.sessions {
                if self.is_touched(p, session) {
                    self.session(p, session, &mut idle, &mut breaks);
                } else {
                    let (slots, runs) = self.fixed_gaps(p, session);
                    idle.constant += slots;
                    breaks.constant += runs;
                }
            }
            self.idle.push(idle);
            self.breaks.push(breaks);
        }
        self.limit_spread();
    }

    /// Whether a free meeting can change the participant's gaps in the session.
    fn is_touched(&self, p: ParticipantIdx, session: &SessionData) -> bool {
        let Some(on) = self.on.get(&p) else { return false };
        let slots = &self.instance.slots;
        session
            .slots
            .iter()
            .any(|s| on.contains_key(s) || slots[s.at()].overlaps.iter().any(|o| on.contains_key(o)))
    }

    /// Idle slots and breaks in a session that no free meeting touches.
    fn fixed_gaps(&self, p: ParticipantIdx, session: &SessionData) -> (f64, f64) {
        let busy = &self.fixed.busy[p.at()];
        let is_on = |s: &SlotIdx| busy.contains(s.at());
        let first = session.slots.iter().position(is_on);
        let (Some(first), Some(last)) = (first, session.slots.iter().rposition(is_on)) else {
            return (0.0, 0.0);
        };
        let (mut idle, mut runs, mut before) = (0.0, 0.0, false);
        for s in &session.slots[first..last] {
            let covered = is_on(s) || self.instance.slots[s.at()].overlaps.iter().any(is_on);
            let now = !covered && self.instance.participants[p.at()].idle_able.contains(s.at());
            idle += f64::from(u8::from(now));
            runs += f64::from(u8::from(now && !before));
            before = now;
        }
        (idle, runs)
    }

    /// Models one session, exactly in both directions:
    ///
    /// `before[i] = max(before[i-1], busy[i])`, `after[i] = max(after[i+1], busy[i])`,
    /// `idle[i] = before[i-1] ∧ after[i+1] ∧ ¬busy[u]` for all `u` that share a minute with `i`, and
    /// `break[i] = idle[i] ∧ ¬idle[i-1]`.
    fn session(&mut self, p: ParticipantIdx, session: &SessionData, idle: &mut Sum, breaks: &mut Sum) {
        let slots = &session.slots;
        if slots.len() < 3 {
            return;
        }
        let before = self.running(p, slots.iter());
        let mut after = self.running(p, slots.iter().rev());
        after.reverse();
        let mut last: Option<Var> = None;
        for (i, &slot) in slots.iter().enumerate().take(slots.len() - 1).skip(1) {
            if !self.instance.participants[p.at()].idle_able.contains(slot.at()) {
                last = None;
                continue;
            }
            let now = self.idle_in(p, slot, [before[i - 1], after[i + 1]]);
            let start = match last {
                None => now,
                Some(last) => {
                    let start = self.program.binary(0.0);
                    self.program.at_least([(start, 1.0), (now, -1.0), (last, 1.0)], 0.0);
                    self.program.at_most([(start, 1.0), (now, -1.0)], 0.0);
                    self.program.at_most([(start, 1.0), (last, 1.0)], 1.0);
                    start
                }
            };
            idle.terms.push((now, 1.0));
            breaks.terms.push((start, 1.0));
            last = Some(now);
        }
    }

    /// Whether the participant was busy in one of the slots so far, for each.
    fn running<'s>(&mut self, p: ParticipantIdx, slots: impl Iterator<Item = &'s SlotIdx>) -> Vec<Var> {
        let mut running: Vec<Var> = Vec::new();
        for &slot in slots {
            let now = self.program.continuous(0.0, 1.0, 0.0);
            let busy = self.busy(p, slot);
            let last = running.last().map(|&var| (var, -1.0));
            let minus = busy.terms.iter().map(|&(var, factor)| (var, -factor));
            if let Some(last) = last {
                self.program.at_least([(now, 1.0), last], 0.0);
            }
            self.program.at_least(minus.clone().chain([(now, 1.0)]), busy.constant);
            self.program.at_most(minus.chain([(now, 1.0)]).chain(last), busy.constant);
            running.push(now);
        }
        running
    }

    fn idle_in(&mut self, p: ParticipantIdx, slot: SlotIdx, around: [Var; 2]) -> Var {
        let idle = self.program.binary(0.0);
        let mut lower = vec![(idle, 1.0), (around[0], -1.0), (around[1], -1.0)];
        let mut constant = 0.0;
        for side in around {
            self.program.at_most([(idle, 1.0), (side, -1.0)], 0.0);
        }
        for s in std::iter::once(&slot).chain(&self.instance.slots[slot.at()].overlaps) {
            let busy = self.busy(p, *s);
            constant += busy.constant;
            lower.extend(&busy.terms);
            self.program.at_most(busy.terms.into_iter().chain([(idle, 1.0)]), 1.0 - busy.constant);
        }
        self.program.at_least(lower, -1.0 - constant);
        idle
    }

    /// Whether the participant is busy in the slot: 0 or 1.
    fn busy(&self, p: ParticipantIdx, slot: SlotIdx) -> Sum {
        let on = self.on.get(&p).and_then(|on| on.get(&slot)).into_iter().flatten();
        let fixed = self.fixed.busy[p.at()].contains(slot.at());
        Sum { terms: on.map(|&var| (var, 1.0)).collect(), constant: f64::from(u8::from(fixed)) }
    }

    /// `least ≤ breaks[p] ≤ least + d` for all participants, with one variable `least`.
    fn limit_spread(&mut self) {
        let Some(most) = self.instance.max_break_spread() else { return };
        let least = self.program.integer(0.0, self.instance.slots.len() as f64, 0.0);
        for breaks in &self.breaks {
            let with_least = || breaks.terms.iter().copied().chain([(least, -1.0)]);
            self.program.at_least(with_least(), -breaks.constant);
            self.program.at_most(with_least(), most as f64 - breaks.constant);
        }
    }
}
