//! Idle slots and breaks of everybody, from who is busy when.

use rustsat::types::Lit;

use super::clauses::Clauses;
use super::placement::Placement;
use crate::instance::{Instance, ParticipantData, SessionData, SlotIdx};

/// The literals that the criteria count, by participant.
pub(super) struct Agendas {
    /// One literal for each slot in which the participant can be idle.
    pub(super) idle: Vec<Vec<Lit>>,
    /// One literal for each slot in which a break of the participant can begin.
    pub(super) breaks: Vec<Vec<Lit>>,
}

impl Agendas {
    pub(super) fn new(instance: &Instance, placement: &Placement, clauses: &mut Clauses) -> Self {
        let mut agendas = Self { idle: Vec::new(), breaks: Vec::new() };
        for (person, busy) in instance.participants.iter().zip(&placement.busy) {
            let (mut idle, mut breaks) = (Vec::new(), Vec::new());
            let agenda = Agenda { instance, person, busy };
            for session in &instance.sessions {
                let mut last = clauses.no();
                for now in agenda.idle_slots(session, clauses) {
                    if now != clauses.no() {
                        idle.push(now);
                        breaks.push(clauses.all(&[now, !last]));
                    }
                    last = now;
                }
            }
            agendas.idle.push(idle);
            agendas.breaks.push(breaks);
        }
        agendas
    }
}

/// One participant.
struct Agenda<'a> {
    instance: &'a Instance,
    person: &'a ParticipantData,
    /// By slot.
    busy: &'a [Lit],
}

impl Agenda<'_> {
    /// Whether the participant is idle, for each slot of the session in its order but the first and the last.
    ///
    /// `idle[s] ⇔ ∃ r < s: busy[r] ∧ ∃ t > s: busy[t] ∧ ¬busy[s] ∧ ¬busy[u]` for all `u` of other sessions that
    /// overlap `s`, if the slot counts as idle at all.
    fn idle_slots(&self, session: &SessionData, clauses: &mut Clauses) -> Vec<Lit> {
        let busy: Vec<Lit> = session.slots.iter().map(|s| self.busy[s.at()]).collect();
        let before = running_any(busy.iter().copied(), clauses);
        let mut after = running_any(busy.iter().rev().copied(), clauses);
        after.reverse();
        let inner = 1..busy.len().saturating_sub(1);
        inner.map(|i| self.idle(session.slots[i], [before[i - 1], after[i + 1]], clauses)).collect()
    }

    fn idle(&self, slot: SlotIdx, around: [Lit; 2], clauses: &mut Clauses) -> Lit {
        if !self.person.idle_able.contains(slot.at()) {
            return clauses.no();
        }
        let overlaps = &self.instance.slots[slot.at()].overlaps;
        let taken = std::iter::once(&slot).chain(overlaps).map(|s| !self.busy[s.at()]);
        let all: Vec<Lit> = around.into_iter().chain(taken).collect();
        clauses.all(&all)
    }
}

/// The `i`-th literal of the answer holds if and only if one of the first `i + 1` does.
fn running_any(literals: impl Iterator<Item = Lit>, clauses: &mut Clauses) -> Vec<Lit> {
    let mut running = clauses.no();
    let mut answer = Vec::new();
    for l in literals {
        running = clauses.either(&[running, l]);
        answer.push(running);
    }
    answer
}
