//! The least idle slots or breaks that one participant can have, whatever the others do.
//!
//! The participant's meetings must stand in distinct slots that each of them allows; among all ways to do so, a
//! shortest path finds the cheapest. The sum over all participants is a lower bound of the criterion (bound LB1 of
//! `docs/model.md`): it neglects only that the meetings have other sides.

use rayon::prelude::*;

use crate::format::Criterion;
use crate::instance::{Instance, MeetingIdx, ParticipantIdx, SlotIdx};

/// Table entries times transitions that all exact paths may take together; a participant who would need more than an
/// equal part gets the path that keeps only the number of meetings held, not which.
const MOST_STEPS: usize = 2_000_000_000;

/// "No way to get here."
const NEVER: i64 = i64::MAX / 4;

/// The least value of `idle` or `breaks` of each participant when all of `held` take place.
///
/// A participant whose meetings depend on which line-up is taken counts 0.
pub(crate) fn least_of_each(instance: &Instance, held: &[bool], criterion: Criterion) -> Vec<i64> {
    (0..instance.participants.len())
        .into_par_iter()
        .map(|p| least(instance, ParticipantIdx::new(p), held, criterion))
        .collect()
}

fn least(instance: &Instance, p: ParticipantIdx, held: &[bool], criterion: Criterion) -> i64 {
    let mine: Vec<MeetingIdx> =
        instance.participants[p.at()].meetings.iter().copied().filter(|m| held[m.at()]).collect();
    let everywhere = |m: &MeetingIdx| instance.meetings[m.at()].lineups.iter().all(|l| l.people.contains(&p));
    if mine.len() < 2 || !mine.iter().all(everywhere) {
        return 0;
    }
    let paths = Paths::new(instance, p, &mine, criterion);
    let (n_slots, n_meetings) = (paths.slots.len(), mine.len());
    let steps = |states: usize| states.saturating_mul(n_slots * n_slots * n_meetings);
    let most_steps = MOST_STEPS / instance.participants.len().max(500);
    let least = if n_meetings < 16 && steps(1 << n_meetings) <= most_steps {
        paths.through_each(n_meetings)
    } else {
        paths.through_as_many(n_meetings)
    };
    if least >= NEVER { 0 } else { least }
}

/// The participant's slots by time, with what lies between each two.
struct Paths {
    slots: Vec<SlotIdx>,
    /// Bit `i` of entry `s`: meeting `i` of the participant allows slot `s`.
    allowed: Vec<u64>,
    /// Cost of having no meeting between slot `a` and a later slot `b`; [`NEVER`] where one cannot follow the other.
    between: Vec<i64>,
}

impl Paths {
    fn new(instance: &Instance, p: ParticipantIdx, mine: &[MeetingIdx], criterion: Criterion) -> Self {
        let allows =
            |m: &MeetingIdx, s: usize| instance.meetings[m.at()].lineups.iter().any(|l| l.slots.contains(s));
        let mask = |s: usize| {
            let bits = mine.iter().take(64).enumerate().filter(|(_, m)| allows(m, s));
            bits.fold(0_u64, |mask, (i, _)| mask | 1 << i)
        };
        let mut slots: Vec<(SlotIdx, u64)> = instance.participants[p.at()]
            .free
            .iter()
            .map(|s| (SlotIdx::new(s), mask(s)))
            .filter(|&(_, mask)| mask != 0 || mine.len() > 64)
            .collect();
        slots.sort_by_key(|&(s, _)| (instance.slots[s.at()].start, s));
        let (slots, allowed): (Vec<SlotIdx>, Vec<u64>) = slots.into_iter().unzip();
        let mut between = vec![NEVER; slots.len() * slots.len()];
        for (i, &a) in slots.iter().enumerate() {
            for (k, &b) in slots.iter().enumerate().skip(i + 1) {
                if !instance.clash(a, b) {
                    between[i * slots.len() + k] = gap(instance, p, a, b, criterion);
                }
            }
        }
        Self { slots, allowed, between }
    }

    /// Cheapest path on which each meeting stands once: `f[M, s]` is the least cost of holding exactly the meetings `M`,
    /// the last in slot `s` (Held and Karp's recursion).
    fn through_each(&self, n_meetings: usize) -> i64 {
        let n = self.slots.len();
        let mut cost = vec![NEVER; n << n_meetings];
        for s in 0..n {
            for m in (0..n_meetings).filter(|m| self.allowed[s] >> m & 1 == 1) {
                cost[(1 << m) * n + s] = 0;
            }
        }
        for held in 1..1_usize << n_meetings {
            for last in 0..n {
                let so_far = cost[held * n + last];
                if so_far >= NEVER {
                    continue;
                }
                for next in last + 1..n {
                    let total = so_far + self.between[last * n + next];
                    let mut fresh = self.allowed[next] & !(held as u64);
                    while fresh != 0 && total < NEVER {
                        let with = held | 1 << fresh.trailing_zeros();
                        fresh &= fresh - 1;
                        let entry = &mut cost[with * n + next];
                        *entry = total.min(*entry);
                    }
                }
            }
        }
        let all = (1 << n_meetings) - 1;
        cost[all * n..(all + 1) * n].iter().copied().min().unwrap_or(NEVER)
    }

    /// Cheapest path through as many slots as there are meetings, whichever stands where: less or the same.
    fn through_as_many(&self, n_meetings: usize) -> i64 {
        let n = self.slots.len();
        let mut cost = vec![0; n];
        for _ in 1..n_meetings {
            cost = (0..n)
                .map(|next| {
                    let ways = (0..next).map(|last| cost[last] + self.between[last * n + next]);
                    ways.min().unwrap_or(NEVER).min(NEVER)
                })
                .collect();
        }
        cost.into_iter().min().unwrap_or(NEVER)
    }
}

/// Idle slots or breaks between two meetings of one session with none between; 0 across sessions.
fn gap(instance: &Instance, p: ParticipantIdx, a: SlotIdx, b: SlotIdx, criterion: Criterion) -> i64 {
    let (first, last) = (&instance.slots[a.at()], &instance.slots[b.at()]);
    if first.session != last.session {
        return 0;
    }
    let slots = &instance.sessions[first.session.at()].slots[first.rank + 1..last.rank];
    let idle = slots.iter().map(|s| instance.participants[p.at()].idle_able.contains(s.at()));
    match criterion {
        Criterion::Breaks => {
            let mut before = false;
            idle.map(|idle| i64::from(!std::mem::replace(&mut before, idle) && idle)).sum()
        }
        _ => idle.map(i64::from).sum(),
    }
}

#[cfg(test)]
mod tests;
