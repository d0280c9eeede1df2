//! Where the free meetings can be held beside the fixed ones.

use std::collections::BTreeMap;

use crate::bits::Bits;
use crate::exact::all_spots;
use crate::exact::program::{Program, Var};
use crate::instance::{Instance, MeetingIdx, ParticipantIdx, SlotIdx};
use crate::place::{PoolIdx, Pools, Spot, Spots};

/// `∑ factor·var + constant`.
#[derive(Clone, Debug, Default)]
pub(super) struct Sum {
    pub(super) terms: Vec<(Var, f64)>,
    pub(super) constant: f64,
}

/// The integer program of a window.
pub(super) struct Model<'a> {
    pub(super) instance: &'a Instance,
    pub(super) program: Program,
    /// The free meetings with a variable for each spot that the fixed ones leave them.
    pub(super) free: Vec<(MeetingIdx, Vec<(Spot, Var)>)>,
    pub(super) fixed: Fixed,
    /// Variables that make a participant busy in a slot.
    pub(super) on: BTreeMap<ParticipantIdx, BTreeMap<SlotIdx, Vec<Var>>>,
    /// Idle slots of each participant, once they are modelled.
    pub(super) idle: Vec<Sum>,
    /// Breaks of each participant, likewise.
    pub(super) breaks: Vec<Sum>,
}

/// What the meetings outside the window take.
pub(super) struct Fixed {
    pub(super) spots: Spots,
    /// Slots of each participant.
    pub(super) busy: Vec<Bits>,
    /// Meetings of each participant.
    pub(super) count: Vec<usize>,
    /// Tables by tick and pool.
    tables: BTreeMap<(usize, PoolIdx), usize>,
}

impl<'a> Model<'a> {
    /// The program without costs and without the gaps in agendas.
    pub(super) fn new(instance: &'a Instance, pools: &Pools, spots: &Spots, free: &[MeetingIdx]) -> Self {
        let fixed = Fixed::new(instance, spots, free);
        let mut program = Program::new();
        let mut on: BTreeMap<ParticipantIdx, BTreeMap<SlotIdx, Vec<Var>>> = BTreeMap::new();
        let mut window = Vec::new();
        for &m in free {
            let meeting = &instance.meetings[m.at()];
            let left = all_spots(instance, pools, m).filter(|&spot| fixed.allows(instance, m, spot));
            let own: Vec<(Spot, Var)> = left.map(|spot| (spot, program.binary(0.0))).collect();
            for &(spot, var) in &own {
                for &p in &meeting.lineups[usize::from(spot.lineup)].people {
                    on.entry(p).or_default().entry(spot.slot).or_default().push(var);
                }
            }
            let once = own.iter().map(|&(_, var)| (var, 1.0));
            if meeting.pin.is_some() {
                program.equal(once, 1.0)
            } else {
                program.at_most(once, 1.0)
            };
            window.push((m, own));
        }
        let (idle, breaks) = (Vec::new(), Vec::new());
        let mut model = Self { instance, program, free: window, fixed, on, idle, breaks };
        model.seat_everybody_once();
        model.keep_tables(pools);
        model.keep_order();
        model
    }

    /// `∑ x ≤ 1` for each participant and slot, and for each two slots that clash; `∑ x ≤` what is left of the quota.
    fn seat_everybody_once(&mut self) {
        for (p, by_slot) in &self.on {
            for (s, own) in by_slot {
                self.program.at_most(own.iter().map(|&v| (v, 1.0)), 1.0);
                for other in self.instance.slots[s.at()].conflicts.iter().filter(|other| *other > s) {
                    if let Some(others) = by_slot.get(other) {
                        self.program.at_most(own.iter().chain(others).map(|&v| (v, 1.0)), 1.0);
                    }
                }
            }
            let quota = self.instance.participants[p.at()].max_meetings;
            if quota < usize::MAX {
                let left = quota as f64 - self.fixed.count[p.at()] as f64;
                self.program.at_most(by_slot.values().flatten().map(|&v| (v, 1.0)), left);
            }
        }
    }

    /// `∑ x ≤` the tables left, for each tick and pool.
    fn keep_tables(&mut self, pools: &Pools) {
        let mut taken: BTreeMap<(usize, PoolIdx), Vec<Var>> = BTreeMap::new();
        for &(spot, var) in self.free.iter().flat_map(|(_, own)| own) {
            for &tick in &self.instance.slots[spot.slot.at()].ticks {
                taken.entry((tick, spot.pool)).or_default().push(var);
            }
        }
        for (place, vars) in taken {
            let used = self.fixed.tables.get(&place).copied().unwrap_or(0);
            let left = pools.list[place.1.at()].tables as f64 - used as f64;
            self.program.at_most(vars.into_iter().map(|v| (v, 1.0)), left);
        }
    }

    /// `∑ x[first, ends after θ] + ∑ x[second, starts by θ] ≤ 1` for each start `θ` of a slot of the second.
    fn keep_order(&mut self) {
        let slots = &self.instance.slots;
        let own: BTreeMap<MeetingIdx, &Vec<(Spot, Var)>> =
            self.free.iter().map(|(m, own)| (*m, own)).collect();
        for (second, later) in &self.free {
            for first in &self.instance.meetings[second.at()].after {
                let Some(earlier) = own.get(first) else { continue };
                let mut starts: Vec<u32> = later.iter().map(|(s, _)| slots[s.slot.at()].start).collect();
                starts.sort_unstable();
                starts.dedup();
                for start in starts {
                    let late = earlier.iter().filter(|(s, _)| slots[s.slot.at()].end > start);
                    let early = later.iter().filter(|(s, _)| slots[s.slot.at()].start <= start);
                    self.program.at_most(late.chain(early).map(|&(_, v)| (v, 1.0)), 1.0);
                }
            }
        }
    }

    /// The values that put the free meetings where the plan has them.
    pub(super) fn start(&self, plan: &Spots) -> Vec<(Var, f64)> {
        let value = |m: MeetingIdx, spot: Spot| f64::from(u8::from(plan[m.at()] == Some(spot)));
        self.free.iter().flat_map(|(m, own)| own.iter().map(|&(spot, v)| (v, value(*m, spot)))).collect()
    }

    /// The values of the free meetings in a solution.
    pub(super) fn start_again(&self, values: &[f64]) -> Vec<(Var, f64)> {
        self.free.iter().flat_map(|(_, own)| own).map(|&(_, v)| (v, values[v.at()])).collect()
    }

    /// The plan with the free meetings where a solution has them.
    pub(super) fn plan(&self, plan: &Spots, values: &[f64]) -> Spots {
        let mut plan = plan.clone();
        for (m, own) in &self.free {
            plan[m.at()] = own.iter().find(|(_, v)| values[v.at()] > 0.5).map(|&(spot, _)| spot);
        }
        plan
    }
}

impl Fixed {
    fn new(instance: &Instance, spots: &Spots, free: &[MeetingIdx]) -> Self {
        let mut fixed = Self {
            spots: spots.clone(),
            busy: vec![Bits::new(instance.slots.len()); instance.participants.len()],
            count: vec![0; instance.participants.len()],
            tables: BTreeMap::new(),
        };
        for m in free {
            fixed.spots[m.at()] = None;
        }
        for m in instance.meeting_indices() {
            let Some(spot) = fixed.spots[m.at()] else { continue };
            for p in &instance.meetings[m.at()].lineups[usize::from(spot.lineup)].people {
                fixed.busy[p.at()].insert(spot.slot.at());
                fixed.count[p.at()] += 1;
            }
            for &tick in &instance.slots[spot.slot.at()].ticks {
                *fixed.tables.entry((tick, spot.pool)).or_default() += 1;
            }
        }
        fixed
    }

    /// Whether everybody of a free meeting can be there, and the fixed meetings before and after it are.
    fn allows(&self, instance: &Instance, m: MeetingIdx, spot: Spot) -> bool {
        let meeting = &instance.meetings[m.at()];
        let taken = &instance.slots[spot.slot.at()];
        let is_away = |p: &ParticipantIdx| {
            let busy = &self.busy[p.at()];
            busy.contains(spot.slot.at()) || taken.conflicts.iter().any(|s| busy.contains(s.at()))
        };
        let held = |others: &[MeetingIdx]| -> Vec<SlotIdx> {
            others.iter().filter_map(|other| self.spots[other.at()].map(|s| s.slot)).collect()
        };
        !meeting.lineups[usize::from(spot.lineup)].people.iter().any(is_away)
            && held(&meeting.after).into_iter().all(|first| instance.ends_before(first, spot.slot))
            && held(&meeting.before).into_iter().all(|second| instance.ends_before(spot.slot, second))
    }
}
