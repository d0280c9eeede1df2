//! Which meetings to hold when not all can take place: a b-matching program.
//!
//! `z[m,k,g] = 1` when meeting `m` is held with line-up `k` in group of slots `g`; a participant has no more meetings
//! in a group, and in the whole event, than there is time for; rooms hold no more than their tables allow. Slots are
//! not chosen, so the value is a lower bound of what a plan leaves out (an upper bound of what it holds); by El-Hayek,
//! Hanauer and Henzinger (SAND 2025) it is nearly always reached. See `docs/model.md`, *Selection*.

mod rows;

use self::rows::{Choice, Row};
use super::blocks::{all_slots, blocks};
use crate::bits::Bits;
use crate::exact::{self, BackendError, Limits, Program, Status, Var, round_up};
use crate::format::Criterion;
use crate::instance::{Instance, ParticipantIdx};
use crate::outcome::{Bottleneck, Resource};

/// How finely the program divides the event's slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Share {
    /// All slots are one group: milliseconds.
    Whole,
    /// Each block is a group: which half-day a meeting goes to is chosen as well.
    Block,
}

/// The meetings that a best plan can hold, and what follows for every plan.
#[derive(Clone, Debug)]
pub(crate) struct Selection {
    /// Whether to hold each meeting.
    pub(crate) held: Vec<bool>,
    /// Lower bounds of the criteria that the program knows, each given that the earlier ones are at theirs.
    pub(crate) bounds: Vec<(Criterion, i64)>,
    /// What stands in the way of more.
    pub(crate) bottlenecks: Vec<Bottleneck>,
}

/// Criteria that are linear in what is held.
const KNOWN: [Criterion; 5] =
    [Criterion::Unplaced, Criterion::Shortfall, Criterion::Order, Criterion::Changes, Criterion::Alternates];

/// Minimises the known criteria in the instance's order; `given` are values of some that a plan has reached, which the
/// later bounds then hold for. `limits` are for all criteria together in seconds, for each in nodes.
pub(crate) fn select(
    instance: &Instance,
    share: Share,
    given: &[(Criterion, i64)],
    limits: &Limits,
) -> Result<Selection, (Criterion, BackendError)> {
    let left = limits.shared();
    let mut model = Model::new(instance, share, given.is_empty());
    let mut bounds = Vec::new();
    let mut bottlenecks = Vec::new();
    let mut values: Option<Vec<f64>> = None;
    for &criterion in instance.criteria().iter().filter(|c| KNOWN.contains(c)) {
        let fail = |e| (criterion, e);
        let (terms, constant) = model.cost(criterion);
        if terms.is_empty() {
            bounds.push((criterion, constant));
            continue;
        }
        model.program.clear_costs();
        for &(var, cost) in &terms {
            model.program.set_cost(var, cost);
        }
        if criterion == Criterion::Unplaced && given.is_empty() {
            bottlenecks = model.bottlenecks(limits).map_err(fail)?;
        }
        let start: Option<Vec<(Var, f64)>> =
            values.as_ref().map(|v| model.columns().map(|x| (x, v[x.at()])).collect());
        let solved = model.program.solve(&left(), start.as_deref()).map_err(fail)?;
        if solved.status == Status::Infeasible {
            break; // only when `given` is out of reach of the program, by its tolerances: no more is proven
        }
        bounds.push((criterion, round_up(solved.bound) + constant));
        if solved.values.is_some() {
            values = solved.values;
        }
        let reached =
            given.iter().find(|(c, _)| *c == criterion).map(|&(_, value)| (value - constant) as f64);
        let best = values.as_ref().map(|v| terms.iter().map(|&(x, c)| c * v[x.at()]).sum::<f64>());
        match (reached, best) {
            // A plan may change more than the program sees (rooms), never less.
            (Some(value), _) if criterion != Criterion::Changes => model.program.equal(terms, value),
            (Some(value), _) | (None, Some(value)) => model.program.at_most(terms, value),
            (None, None) => break,
        };
    }
    Ok(Selection { held: model.held(values.as_deref()), bounds, bottlenecks })
}

/// How many columns a selection by block has.
pub(crate) fn n_choices(instance: &Instance) -> usize {
    let groups = blocks(instance);
    instance.meeting_indices().map(|m| rows::choices(instance, &groups, m).len()).sum()
}

/// The program with what its variables stand for.
struct Model<'a> {
    instance: &'a Instance,
    program: Program,
    groups: Vec<Bits>,
    /// Variables of each meeting with the choice that each stands for; a meeting without any is held whatever the others
    /// do, or cannot be held at all.
    vars: Vec<Vec<(Var, Choice)>>,
    /// Meetings that stand in nobody's way.
    free: Vec<bool>,
    /// What each participant lacks to the promise, where it is not certain.
    lacks: Vec<Option<Var>>,
    resources: Vec<(exact::Row, Resource)>,
}

impl<'a> Model<'a> {
    fn new(instance: &'a Instance, share: Share, at_best: bool) -> Self {
        let mut model = Self {
            instance,
            program: Program::new(),
            groups: match share {
                Share::Whole => vec![all_slots(instance)],
                Share::Block => blocks(instance),
            },
            vars: vec![Vec::new(); instance.meetings.len()],
            free: vec![false; instance.meetings.len()],
            lacks: vec![None; instance.participants.len()],
            resources: Vec::new(),
        };
        let rows = rows::rows(instance, &model.groups);
        model.add_columns(&rows, at_best);
        model.add_rows(rows);
        model.add_shortfall();
        model
    }

    /// Where all criteria are to be at their best, only meetings that some row counts, or that have a choice of line-ups,
    /// need variables: holding the others costs nothing. At given values it may have to be one of those that is left out.
    fn add_columns(&mut self, rows: &[Row], at_best: bool) {
        let mut counted = vec![false; self.vars.len()];
        rows.iter().flat_map(|row| &row.terms).for_each(|(choice, _)| counted[choice.meeting.at()] = true);
        for m in self.instance.meeting_indices() {
            let data = &self.instance.meetings[m.at()];
            let choices = rows::choices(self.instance, &self.groups, m);
            if choices.is_empty() {
                continue;
            }
            if at_best && !counted[m.at()] && data.lineups.len() == 1 {
                self.free[m.at()] = true;
                continue;
            }
            let vars: Vec<(Var, Choice)> =
                choices.into_iter().map(|c| (self.program.binary(0.0), c)).collect();
            let sum: Vec<(Var, f64)> = vars.iter().map(|&(x, _)| (x, 1.0)).collect();
            if data.pin.is_some() {
                self.program.equal(sum, 1.0);
            } else if vars.len() > 1 {
                self.program.at_most(sum, 1.0);
            }
            self.vars[m.at()] = vars;
        }
    }

    fn add_rows(&mut self, rows: Vec<Row>) {
        for Row { terms, cap, resource } in rows {
            let lookup = |&(choice, factor): &(Choice, f64)| {
                let own = &self.vars[choice.meeting.at()];
                own.iter().find(|(_, c)| *c == choice).map(|&(x, _)| (x, factor))
            };
            let sum: Vec<(Var, f64)> = terms.iter().filter_map(lookup).collect();
            let row = self.program.at_most(sum, cap);
            self.resources.push((row, resource));
        }
    }

    /// `lack[p] ≥ promised[p] − ∑_{m∋p} z[m,k,g]`.
    fn add_shortfall(&mut self) {
        for p in 0..self.instance.participants.len() {
            let (terms, certain) = self.held_of(ParticipantIdx::new(p));
            let promised = self.instance.participants[p].promised;
            if promised <= certain {
                continue;
            }
            let most = (promised - certain) as f64;
            let lack = self.program.integer(0.0, most, 0.0);
            self.program.at_least(terms.into_iter().chain([(lack, 1.0)]), most);
            self.lacks[p] = Some(lack);
        }
    }

    /// The participant's meetings as a sum of variables, and how many are held for certain.
    fn held_of(&self, p: ParticipantIdx) -> (Vec<(Var, f64)>, usize) {
        let mut terms = Vec::new();
        let mut certain = 0;
        for &m in &self.instance.participants[p.at()].meetings {
            certain += usize::from(self.free[m.at()]);
            let lineups = &self.instance.meetings[m.at()].lineups;
            let with = self.vars[m.at()].iter().filter(|(_, c)| lineups[c.lineup].people.contains(&p));
            terms.extend(with.map(|&(x, _)| (x, 1.0)));
        }
        (terms, certain)
    }

    /// A criterion as a sum over the variables plus a constant.
    fn cost(&self, criterion: Criterion) -> (Vec<(Var, f64)>, i64) {
        if criterion == Criterion::Shortfall {
            return (self.lacks.iter().flatten().map(|&x| (x, 1.0)).collect(), 0);
        }
        let kept = if criterion == Criterion::Changes { entries_to_keep(self.instance) } else { Vec::new() };
        let mut terms = Vec::new();
        let mut constant =
            if criterion == Criterion::Changes { self.instance.previous.len() as i64 } else { 0 };
        for (m, data) in self.instance.meetings.iter().enumerate() {
            let loss = match criterion {
                Criterion::Unplaced => data.priority,
                Criterion::Order => data.order_cost,
                Criterion::Changes => kept[m],
                _ => 0,
            };
            match criterion {
                Criterion::Changes if self.free[m] => constant -= loss,
                Criterion::Unplaced | Criterion::Order if !self.free[m] => constant += loss,
                _ => {}
            }
            let gain = |k: usize| if criterion == Criterion::Alternates { k as f64 } else { -loss as f64 };
            terms.extend(self.vars[m].iter().map(|&(x, c)| (x, gain(c.lineup))).filter(|(_, c)| *c != 0.0));
        }
        (terms, constant)
    }

    fn columns(&self) -> impl Iterator<Item = Var> {
        self.vars.iter().flatten().map(|&(x, _)| x)
    }

    /// What a further unit of each scarce resource would bring, by the dual values of the relaxation.
    fn bottlenecks(&self, limits: &Limits) -> Result<Vec<Bottleneck>, BackendError> {
        let relaxed = self.program.relaxed(limits)?;
        let mut found: Vec<Bottleneck> = self
            .resources
            .iter()
            .filter_map(|(row, resource)| {
                let value = relaxed.duals.get(row.at()).copied().unwrap_or(0.0).abs();
                (value > 1e-6).then(|| Bottleneck { resource: resource.clone(), value })
            })
            .collect();
        found.sort_by(|a, b| b.value.total_cmp(&a.value).then_with(|| a.resource.cmp(&b.resource)));
        Ok(found)
    }

    fn held(&self, values: Option<&[f64]>) -> Vec<bool> {
        let chosen = |m: usize| {
            let vars = &self.vars[m];
            self.free[m] || values.map_or(!vars.is_empty(), |v| vars.iter().any(|(x, ..)| v[x.at()] > 0.5))
        };
        (0..self.vars.len()).map(chosen).collect()
    }
}

/// Whether (1 or 0) a plan can keep each meeting where `previous` has it.
fn entries_to_keep(instance: &Instance) -> Vec<i64> {
    let mut kept = vec![0; instance.meetings.len()];
    for entry in &instance.previous {
        let data = &instance.meetings[entry.meeting.at()];
        let possible = data.lineups.iter().any(|l| l.slots.contains(entry.slot.at()))
            && data.rooms.contains(entry.room.at())
            && instance.rooms[entry.room.at()].open.contains(entry.slot.at());
        kept[entry.meeting.at()] = i64::from(possible);
    }
    kept
}

#[cfg(test)]
mod tests;
