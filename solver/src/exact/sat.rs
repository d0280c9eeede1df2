//! Idle slots and breaks by clauses: is there an agenda with at most `k` of them?
//!
//! The set of meetings to hold is given, and all of them must be placed. What helps is counting (see [`implied`]): on
//! the twenty published events every optimum is proven within seconds. Which plan is found is the same on every
//! machine unless a limit of time or a cancellation comes first.

mod agenda;
mod clauses;
mod implied;
mod placement;
mod spread;
mod tables;
mod totals;

use std::time::{Duration, Instant};

use rustsat::solvers::{ControlSignal, Solve, SolveIncremental, SolverResult, Terminate};
use rustsat::types::{Lit, TernaryVal};
use rustsat_cadical::Limit;

use self::agenda::Agendas;
use self::clauses::Clauses;
use self::placement::Placement;
use self::totals::{TooShort, Total};
use super::all_spots;
use super::limits::{BackendError, Limits};
use crate::format::Criterion;
use crate::instance::{Instance, MeetingIdx};
use crate::place::{Pools, Spots};

/// All agendas in which certain meetings are held.
pub(crate) struct Sat<'a> {
    instance: &'a Instance,
    pools: &'a Pools,
    clauses: Clauses,
    placement: Placement,
    agendas: Agendas,
    totals: Vec<Total>,
}

/// What a formula is for; both answer any question, one kind sooner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aim {
    /// Showing that there is no plan.
    Prove,
    /// Finding plans.
    Find,
}

/// What the solver says to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    /// A plan that does it.
    Found(Spots),
    /// There is none: proven.
    Impossible,
    /// A limit came first.
    Stopped,
}

impl<'a> Sat<'a> {
    /// Criteria that can be counted.
    pub(crate) const COUNTED: [Criterion; 4] =
        [Criterion::Changes, Criterion::Idle, Criterion::Breaks, Criterion::MaxIdle];

    /// Builds the clauses for holding all of `held` and nothing else.
    pub(crate) fn new(instance: &'a Instance, pools: &'a Pools, held: &[MeetingIdx], aim: Aim) -> Self {
        let mut sat = Self::of_part(instance, pools, held, aim);
        spread::limit(instance, &sat.agendas, &mut sat.clauses);
        sat
    }

    /// Builds the clauses for holding all of `held`, a part of what the event holds. The limit on the spread of breaks
    /// is left out: it asks for the breaks of everybody, and of the other parts nothing is known here.
    pub(crate) fn of_part(instance: &'a Instance, pools: &'a Pools, held: &[MeetingIdx], aim: Aim) -> Self {
        let mut clauses = Clauses::new();
        if aim == Aim::Find {
            clauses.prefer_plans();
        }
        let placement = Placement::new(instance, pools, held, &mut clauses);
        let counted = implied::add(instance, pools, &placement, &mut clauses);
        // Said twice, some plans are found half as soon and others ten times sooner: each aim has it its own way.
        let counted = if aim == Aim::Find { counted } else { vec![false; instance.slots.len()] };
        tables::limit_tables(instance, pools, &placement, &counted, &mut clauses);
        let agendas = Agendas::new(instance, &placement, &mut clauses);
        Self { instance, pools, clauses, placement, agendas, totals: Vec::new() }
    }

    /// How many spots `held` has: what the size of the formula grows with.
    pub(crate) fn size(instance: &Instance, pools: &Pools, held: &[MeetingIdx]) -> usize {
        held.iter().map(|&m| all_spots(instance, pools, m).count()).sum()
    }

    /// Demands from now on that the criterion is at most `value`: for an earlier criterion at its proven value.
    pub(crate) fn limit(&mut self, criterion: Criterion, value: i64) {
        let above = self.above(criterion, value, value);
        self.clauses.any(&[!above]);
    }

    /// Asks for a plan in which the criterion is at most `k`.
    pub(crate) fn try_at_most(
        &mut self,
        criterion: Criterion,
        k: i64,
        limits: &Limits,
    ) -> Result<Answer, BackendError> {
        if limits.cancel.is_cancelled() {
            return Ok(Answer::Stopped);
        }
        let above = self.above(criterion, k, k + 8);
        self.clauses.check()?;
        self.set_limits(limits)?;
        let result = self.clauses.solver.solve_assumps(&[!above]).map_err(failed)?;
        Ok(match result {
            SolverResult::Sat => Answer::Found(self.plan()?),
            SolverResult::Unsat => Answer::Impossible,
            SolverResult::Interrupted => Answer::Stopped,
        })
    }

    /// The literal that holds if and only if the criterion is more than `k`; a new count goes up to `reach`.
    fn above(&mut self, criterion: Criterion, k: i64, reach: i64) -> Lit {
        let Ok(k) = usize::try_from(k) else { return self.clauses.yes() };
        let known = self.totals.iter().find(|t| t.criterion == criterion).map(|total| total.above(k));
        if let Some(Ok(above)) = known {
            return above.unwrap_or(self.clauses.no());
        }
        let cap = usize::try_from(reach).map_or(k, |reach| reach.max(k)) + 1;
        let clauses = &mut self.clauses;
        let total = match criterion {
            Criterion::Changes => {
                let changes = totals::changes(self.instance, self.pools, &self.placement, clauses);
                Total::sum(criterion, &[changes], cap, clauses)
            }
            Criterion::MaxIdle => Total::largest(criterion, &self.agendas.idle, cap, clauses),
            _ => Total::sum(criterion, totals::shares(&self.agendas, criterion), cap, clauses),
        };
        let above = total.above(k);
        self.totals.retain(|t| t.criterion != criterion);
        self.totals.push(total);
        match above {
            Ok(Some(above)) => above,
            Ok(None) | Err(TooShort) => self.clauses.no(),
        }
    }

    fn set_limits(&mut self, limits: &Limits) -> Result<(), BackendError> {
        let solver = &mut self.clauses.solver;
        if let Some(conflicts) = limits.nodes {
            let conflicts = i32::try_from(conflicts).unwrap_or(i32::MAX);
            solver.set_limit(Limit::Conflicts(conflicts)).map_err(failed)?;
        }
        let until = limits.seconds.map(|s| Instant::now() + Duration::from_secs_f64(s.clamp(0.0, 1e9)));
        let cancel = limits.cancel.clone();
        solver.attach_terminator(move || {
            if cancel.is_cancelled() || until.is_some_and(|until| Instant::now() >= until) {
                ControlSignal::Terminate
            } else {
                ControlSignal::Continue
            }
        });
        Ok(())
    }

    fn plan(&self) -> Result<Spots, BackendError> {
        let mut plan: Spots = vec![None; self.instance.meetings.len()];
        for (m, spots) in &self.placement.spots {
            for &(spot, literal) in spots {
                if self.clauses.solver.lit_val(literal).map_err(failed)? == TernaryVal::True {
                    plan[m.at()] = Some(spot);
                }
            }
        }
        Ok(plan)
    }
}

fn failed(error: impl std::fmt::Display) -> BackendError {
    BackendError(format!("CaDiCaL: {error}"))
}

#[cfg(test)]
mod tests;
