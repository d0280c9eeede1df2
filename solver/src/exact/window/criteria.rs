//! The criteria as sums over the variables of a window, each with the part that is fixed.

use super::model::{Model, Sum};
use crate::exact::program::Var;
use crate::format::Criterion;
use crate::instance::{MeetingData, MeetingIdx, ParticipantIdx};
use crate::place::{Pools, Spot};

impl Model<'_> {
    /// The criterion over the whole plan.
    pub(super) fn criterion(&mut self, pools: &Pools, criterion: Criterion) -> Sum {
        match criterion {
            Criterion::Unplaced => self.left_out(|m| m.priority),
            Criterion::Order => self.left_out(|m| m.order_cost),
            Criterion::Shortfall => self.shortfall(),
            Criterion::Changes => self.changes(pools),
            Criterion::Idle => total(&self.idle),
            Criterion::Breaks => total(&self.breaks),
            Criterion::MaxIdle => self.max_idle(),
            Criterion::Alternates => self.alternates(),
            // Depends on tables, which are numbered later.
            Criterion::Moves => Sum::default(),
        }
    }

    /// `∑ cost(m)·(1 − ∑ x[m, ·])`.
    fn left_out(&self, cost: impl Fn(&MeetingData) -> i64) -> Sum {
        let mut sum = Sum::default();
        for m in self.instance.meeting_indices() {
            if self.fixed.spots[m.at()].is_none() {
                sum.constant += cost(&self.instance.meetings[m.at()]) as f64;
            }
        }
        for (m, own) in &self.free {
            let cost = cost(&self.instance.meetings[m.at()]) as f64;
            sum.terms.extend(own.iter().map(|&(_, var)| (var, -cost)));
        }
        sum
    }

    /// `∑ short[p]` with `short[p] ≥ promised(p) − meetings of p`.
    fn shortfall(&mut self) -> Sum {
        let mut sum = Sum::default();
        for (p, person) in self.instance.participants.iter().enumerate() {
            let missing = person.promised.saturating_sub(self.fixed.count[p]) as f64;
            let Some(on) = self.on.get(&ParticipantIdx::new(p)) else {
                sum.constant += missing;
                continue;
            };
            if missing > 0.0 {
                let short = self.program.integer(0.0, missing, 0.0);
                let met = on.values().flatten().map(|&var| (var, 1.0));
                self.program.at_least(met.chain([(short, 1.0)]), missing);
                sum.terms.push((short, 1.0));
            }
        }
        sum
    }

    /// One for each entry of the previous plan, less one if its meeting is in its slot and in the pool of its room.
    fn changes(&self, pools: &Pools) -> Sum {
        let mut sum = Sum::default();
        for entry in &self.instance.previous {
            let pool = pools.of_room[entry.room.at()];
            let is_same = |spot: Spot| spot.slot == entry.slot && spot.pool == pool;
            let stays = self.fixed.spots[entry.meeting.at()].is_some_and(is_same);
            sum.constant += f64::from(u8::from(!stays));
            let same = self.variables(entry.meeting).filter(|&(spot, _)| is_same(spot));
            sum.terms.extend(same.map(|(_, var)| (var, -1.0)));
        }
        sum
    }

    fn variables(&self, meeting: MeetingIdx) -> impl Iterator<Item = (Spot, Var)> {
        self.free.iter().filter(move |(m, _)| *m == meeting).flat_map(|(_, own)| own.iter().copied())
    }

    /// A variable that is at least everybody's number of idle slots.
    fn max_idle(&mut self) -> Sum {
        let fixed = self.idle.iter().filter(|own| own.terms.is_empty()).map(|own| own.constant);
        let largest = self.program.integer(fixed.fold(0.0, f64::max), self.instance.slots.len() as f64, 0.0);
        for own in self.idle.iter().filter(|own| !own.terms.is_empty()) {
            let less = own.terms.iter().map(|&(var, factor)| (var, -factor));
            self.program.at_least(less.chain([(largest, 1.0)]), own.constant);
        }
        Sum { terms: vec![(largest, 1.0)], constant: 0.0 }
    }

    fn alternates(&self) -> Sum {
        let fixed = self.fixed.spots.iter().flatten().map(|spot| f64::from(spot.lineup)).sum();
        let free = self.free.iter().flat_map(|(_, own)| own);
        let used = free.filter(|(spot, _)| spot.lineup > 0).map(|&(s, var)| (var, f64::from(s.lineup)));
        Sum { terms: used.collect(), constant: fixed }
    }
}

fn total(shares: &[Sum]) -> Sum {
    let terms = shares.iter().flat_map(|share| share.terms.iter().copied()).collect();
    Sum { terms, constant: shares.iter().map(|share| share.constant).sum() }
}
