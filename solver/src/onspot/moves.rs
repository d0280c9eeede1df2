//! Making a place by moving others: the meetings in the way go elsewhere, and those in their way too.
//!
//! Depth first over the meetings that still want a place, with a limit on how many may be moved in all. Exchanges of two
//! slots along a chain are among what it finds.

use std::collections::BTreeMap;

use super::change::{Change, Step};
use super::movable::Movable;
use super::seated::{Seated, Spread};
use crate::format::Criterion;
use crate::instance::MeetingIdx;
use crate::search::NONE;
use crate::standing::Kept;

/// What taking a meeting out, or listing those at the tables of a slot, counts in options looked at.
const WORK: u64 = 10;

/// A search for places, over the options that it looks at.
pub(crate) struct Search<'s, 'a> {
    seated: &'s mut Seated<'a>,
    /// Meetings that want a place, with where they stood.
    waiting: Vec<(u32, Option<Kept>)>,
    settled: Vec<Step>,
    /// The best change for each set of moved meetings.
    found: BTreeMap<Vec<u32>, Change>,
    /// Options that may still be looked at.
    left: u64,
    /// Whether everything within the limit on moves was looked at.
    complete: bool,
    movable: Movable,
}

impl<'s, 'a> Search<'s, 'a> {
    /// A search that looks at no more than `options`.
    pub(crate) fn new(seated: &'s mut Seated<'a>, options: u64) -> Self {
        let movable = Movable::new(&seated.state);
        Self {
            seated,
            waiting: Vec::new(),
            settled: Vec::new(),
            found: BTreeMap::new(),
            left: options,
            complete: true,
            movable,
        }
    }

    /// Whether the search may go on.
    pub(crate) fn is_open(&self) -> bool {
        self.left > 0
    }

    /// The changes that place an unplaced meeting by moving at most `moves` others, the best first, one for each set
    /// of moved meetings; and whether these are all sets that there are.
    pub(crate) fn run(&mut self, meeting: u32, moves: usize) -> (Vec<Change>, bool) {
        self.complete = true;
        self.found.clear();
        if moves > 1 {
            // Deeper down the plan is no longer the given one, so what is needed there is found out now.
            self.movable.find_out(self.seated);
        }
        self.waiting.push((meeting, None));
        self.settle(moves);
        self.waiting.clear();
        let mut changes: Vec<Change> = std::mem::take(&mut self.found).into_values().collect();
        changes.sort_by(|a, b| (a.steps.len(), &a.rise).cmp(&(b.steps.len(), &b.rise)));
        (changes, self.complete)
    }

    /// Places the last of those who wait, in every way.
    fn settle(&mut self, moves: usize) {
        let Some((meeting, from)) = self.waiting.pop() else {
            self.record();
            return;
        };
        let flat = self.seated.state.flat;
        for lineup in 0..flat.n_lineups(meeting) {
            for &slot in flat.slots(flat.option(meeting, lineup)) {
                if self.left == 0 {
                    self.complete = false;
                    break;
                }
                self.left -= 1;
                self.clear_people(Step { meeting, from, to: Kept::somewhere(slot, lineup) }, moves);
            }
        }
        self.waiting.push((meeting, from));
    }

    /// Sends away who stands in the way of an option: meetings of its people, and those before or after it.
    fn clear_people(&mut self, step: Step, moves: usize) {
        let mut blockers: Vec<u32> = Vec::new();
        let (state, slot) = (&self.seated.state, step.to.slot.0);
        for &p in self.seated.people(step.meeting, step.to.lineup) {
            let at = state.at(p, slot);
            if at != NONE && !blockers.contains(&at) {
                if moves == 0 {
                    return;
                }
                blockers.push(at);
            }
            if state.clashing(p, slot) > 0 {
                if moves == 0 {
                    return;
                }
                let conflicts = &state.flat.instance.slots[slot as usize].conflicts;
                blockers.extend(conflicts.iter().map(|c| state.at(p, c.0)).filter(|&m| m != NONE));
            }
        }
        if state.flat.has_precedence {
            blockers.extend(self.seated.out_of_sequence(step.meeting, slot));
        }
        blockers.sort_unstable();
        blockers.dedup();
        if blockers.len() > moves || blockers.iter().any(|&b| !self.may_move(b)) {
            return;
        }
        let n_blockers = blockers.len();
        self.without(&blockers, |search| search.clear_quota(step, moves - n_blockers));
    }

    /// Sends away a meeting of somebody who has as many as the quota allows; it must come back without that person.
    fn clear_quota(&mut self, step: Step, moves: usize) {
        let people = self.seated.people(step.meeting, step.to.lineup);
        let Some(&full) = people.iter().find(|&&p| self.seated.state.at_quota(p)) else {
            self.clear_table(step, moves);
            return;
        };
        if moves == 0 {
            return;
        }
        let flat = self.seated.state.flat;
        for m in &flat.instance.participants[full as usize].meetings {
            let sits =
                self.seated.stands(m.0).is_some_and(|k| self.seated.people(m.0, k.lineup).contains(&full));
            if sits && flat.n_lineups(m.0) > 1 && self.may_move(m.0) {
                self.without(&[m.0], |search| search.clear_quota(step, moves - 1));
            }
        }
    }

    /// Takes the best free table; where there is none, sends away a meeting that has one.
    fn clear_table(&mut self, step: Step, moves: usize) {
        let slot = step.to.slot;
        if let Some(to) = self.seated.best_seat(step.meeting, step.to.lineup, slot.0) {
            if step.from == Some(to) {
                return;
            }
            self.seated.place(step.meeting, to);
            self.settled.push(Step { to, ..step });
            self.settle(moves);
            self.settled.pop();
            self.seated.remove(step.meeting);
            return;
        }
        if moves == 0 {
            return;
        }
        self.left = self.left.saturating_sub(WORK);
        let instance = self.seated.state.flat.instance;
        let ticks = &instance.slots[slot.at()].ticks;
        for room in instance.rooms_in(MeetingIdx(step.meeting), slot) {
            for other in self.seated.tables.meetings(room, ticks) {
                if !self.may_move(other) {
                    continue;
                }
                if moves == 1 && !self.movable.is_movable(self.seated, other) {
                    // What has moved already may have opened a place for it.
                    self.complete &= self.settled.is_empty();
                    continue;
                }
                self.without(&[other], |search| search.clear_table(step, moves - 1));
            }
        }
    }

    fn may_move(&self, meeting: u32) -> bool {
        !self.seated.is_firm(meeting) && self.settled.iter().all(|step| step.meeting != meeting)
    }

    /// Does something with some meetings taken out and waiting.
    fn without(&mut self, meetings: &[u32], work: impl FnOnce(&mut Self)) {
        if meetings.is_empty() {
            work(self);
            return;
        }
        self.left = self.left.saturating_sub(WORK);
        let n_waiting = self.waiting.len();
        for &m in meetings {
            let from = self.seated.remove(m);
            self.waiting.push((m, from));
        }
        let before: Vec<(u32, Option<Kept>)> = self.waiting[n_waiting..].to_vec();
        work(self);
        self.waiting.truncate(n_waiting);
        for (m, from) in before {
            if let Some(place) = from {
                self.seated.place(m, place);
            }
        }
    }

    /// Everybody has a place: keeps the change if it is valid and the best of its kind.
    fn record(&mut self) {
        let state = &self.seated.state;
        if self.seated.spread() == Spread::Broken {
            return;
        }
        let mut touched = Vec::new();
        for step in &self.settled {
            self.seated.touch(step.meeting, step.to, &mut touched);
            if let Some(from) = step.from {
                self.seated.touch(step.meeting, from, &mut touched);
            }
        }
        if state.values().get(Criterion::Changes) > state.change_limit {
            return;
        }
        let rise = self.seated.rise(&mut touched);
        let mut moved: Vec<u32> = self.settled.iter().skip(1).map(|step| step.meeting).collect();
        moved.sort_unstable();
        if self.found.get(&moved).is_none_or(|best| rise < best.rise) {
            self.found.insert(moved, Change { steps: self.settled.clone(), rise });
        }
    }
}
