//! Which meetings to hold when not all can take place: a b-matching program.
//!
//! `z[m,k,g] = 1` when meeting `m` is held with line-up `k` in group of slots `g`; a participant has no more meetings
//! in a group, and in the whole event, than there is time for; rooms hold no more than their tables allow. Slots are
//! not chosen, so the value is a lower bound of what a plan leaves out (an upper bound of what it holds); by El-Hayek,
//! Hanauer and Henzinger (SAND 2025) it is nearly always reached. See `docs/model.md`, *Selection*.

use super::capacity;
use crate::bits::Bits;
use crate::exact::{BackendError, Limits, Program, Row, Status, Var, round_up};
use crate::format::Criterion;
use crate::instance::{Instance, MeetingIdx, ParticipantIdx};
use crate::outcome::{Bottleneck, Resource};

/// How finely the program divides the event's slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Share {
    /// All slots are one group: milliseconds.
    Whole,
    /// Each session is a group: which session a meeting goes to is chosen as well.
    Session,
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
/// later bounds then hold for.
pub(crate) fn select(
    instance: &Instance,
    share: Share,
    given: &[(Criterion, i64)],
    limits: &Limits,
) -> Result<Selection, (Criterion, BackendError)> {
    let mut model = Model::new(instance, share, given.is_empty());
    let mut bounds = Vec::new();
    let mut bottlenecks = Vec::new();
    let mut values: Option<Vec<f64>> = None;
    for &criterion in instance.criteria().iter().filter(|c| KNOWN.contains(c)) {
        let fail = |e| (criterion, e);
        let (terms, constant) = model.cost(criterion);
        model.program.clear_costs();
        for &(var, cost) in &terms {
            model.program.set_cost(var, cost);
        }
        if criterion == Criterion::Unplaced && given.is_empty() && !terms.is_empty() {
            bottlenecks = model.bottlenecks(limits).map_err(fail)?;
        }
        let start: Option<Vec<(Var, f64)>> =
            values.as_ref().map(|v| model.columns().map(|x| (x, v[x.at()])).collect());
        let solved = model.program.solve(limits, start.as_deref()).map_err(fail)?;
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

/// The program with what its variables stand for.
struct Model<'a> {
    instance: &'a Instance,
    program: Program,
    groups: Vec<Bits>,
    /// Variables of each meeting with their line-ups and groups; a meeting without any is held whatever the others do, or cannot
    /// be held at all.
    vars: Vec<Vec<(Var, usize, usize)>>,
    /// Meetings that stand in nobody's way.
    free: Vec<bool>,
    /// What each participant lacks to the promise, where it is not certain.
    lacks: Vec<Option<Var>>,
    resources: Vec<(Row, Resource)>,
}

impl<'a> Model<'a> {
    fn new(instance: &'a Instance, share: Share, at_best: bool) -> Self {
        let mut model = Self {
            instance,
            program: Program::new(),
            groups: groups(instance, share),
            vars: vec![Vec::new(); instance.meetings.len()],
            free: vec![false; instance.meetings.len()],
            lacks: vec![None; instance.participants.len()],
            resources: Vec::new(),
        };
        let mut rows: Vec<(Terms, usize, Option<Resource>)> = Vec::new();
        model.participant_rows(&mut rows);
        model.room_rows(&mut rows);
        model.add_columns(&rows, at_best);
        model.add_rows(rows);
        model.add_shortfall();
        model
    }

    /// `∑_{m∋p} z[m,k,g] ≤ cap(p, g)`, and the same over all groups.
    fn participant_rows(&self, rows: &mut Vec<(Terms, usize, Option<Resource>)>) {
        let mut all = Bits::new(self.instance.slots.len());
        (0..self.instance.slots.len()).for_each(|s| all.insert(s));
        for (p, person) in self.instance.participants.iter().enumerate() {
            let p = ParticipantIdx::new(p);
            let own = |g: Option<usize>| -> Terms {
                let meetings = person.meetings.iter();
                meetings.flat_map(|&m| self.terms(m, g, |people| people.contains(&p))).collect()
            };
            let cap = capacity::of_participant(self.instance, p, &all);
            let resource = Some(Resource::Participant(self.instance.file.participants[p.at()].id.clone()));
            if person.meetings.len() > cap {
                rows.push((own(None), cap, resource.clone()));
            }
            for (g, group) in self.groups.iter().enumerate().filter(|_| self.groups.len() > 1) {
                let terms = own(Some(g));
                let mut meetings: Vec<MeetingIdx> = terms.iter().map(|t| t.0).collect();
                meetings.dedup();
                let mut free = person.free.clone();
                free.intersect(group);
                // Counting slots is enough to see that most rows bind nothing.
                if meetings.len() > free.len() {
                    let cap = capacity::of_participant(self.instance, p, group);
                    rows.push((terms, cap, resource.clone()));
                }
            }
        }
    }

    /// Tables of all rooms in a group, and of the rooms that some meetings are restricted to.
    fn room_rows(&self, rows: &mut Vec<(Terms, usize, Option<Resource>)>) {
        let mut all_rooms = Bits::new(self.instance.rooms.len());
        (0..self.instance.rooms.len()).for_each(|r| all_rooms.insert(r));
        let meetings: Vec<MeetingIdx> = self.instance.meeting_indices().collect();
        let mut sets = capacity::restricted_rooms(self.instance);
        sets.push((all_rooms, meetings));
        for (rooms, meetings) in &sets {
            for (g, group) in self.groups.iter().enumerate() {
                let terms: Terms = meetings.iter().flat_map(|&m| self.terms(m, Some(g), |_| true)).collect();
                let mut cap = capacity::of_rooms(self.instance, rooms, group);
                if group
                    .iter()
                    .all(|s| self.instance.slots[s].overlaps.iter().all(|o| !group.contains(o.at())))
                {
                    cap = cap.min(capacity::of_presence(self.instance, group));
                }
                let resource = match self.session_of(g) {
                    Some(session) => Resource::Session(session),
                    None => Resource::Tables,
                };
                let mut counted: Vec<MeetingIdx> = terms.iter().map(|t| t.0).collect();
                counted.dedup();
                if counted.len() > cap {
                    rows.push((terms, cap, Some(resource)));
                }
            }
        }
    }

    fn session_of(&self, g: usize) -> Option<String> {
        (self.groups.len() > 1).then(|| self.instance.file.sessions[g].id.clone())
    }

    /// The (meeting, line-up, group) triples of a meeting that a row counts.
    fn terms(
        &self,
        m: MeetingIdx,
        group: Option<usize>,
        counts: impl Fn(&[ParticipantIdx]) -> bool,
    ) -> Vec<(MeetingIdx, usize, usize)> {
        let mut terms = Vec::new();
        for (k, lineup) in self.instance.meetings[m.at()].lineups.iter().enumerate() {
            if !counts(&lineup.people) {
                continue;
            }
            for g in group.map_or(0..self.groups.len(), |g| g..g + 1) {
                if lineup.slots.meets(&self.groups[g]) {
                    terms.push((m, k, g));
                }
            }
        }
        terms
    }

    /// Where all criteria are to be at their best, only meetings that some row counts, or that have a choice of line-ups,
    /// need variables: holding the others costs nothing. At given values it may have to be one of those that is left out.
    fn add_columns(&mut self, rows: &[(Terms, usize, Option<Resource>)], at_best: bool) {
        let mut counted = vec![false; self.vars.len()];
        rows.iter().flat_map(|(terms, ..)| terms).for_each(|(m, ..)| counted[m.at()] = true);
        for m in self.instance.meeting_indices() {
            let data = &self.instance.meetings[m.at()];
            let terms = self.terms(m, None, |_| true);
            if terms.is_empty() {
                continue;
            }
            if at_best && !counted[m.at()] && data.lineups.len() == 1 {
                self.free[m.at()] = true;
                continue;
            }
            let vars: Vec<(Var, usize, usize)> =
                terms.iter().map(|&(_, k, g)| (self.program.binary(0.0), k, g)).collect();
            let sum: Vec<(Var, f64)> = vars.iter().map(|&(x, ..)| (x, 1.0)).collect();
            if data.pin.is_some() {
                self.program.equal(sum, 1.0);
            } else if vars.len() > 1 {
                self.program.at_most(sum, 1.0);
            }
            self.vars[m.at()] = vars;
        }
    }

    fn add_rows(&mut self, rows: Vec<(Terms, usize, Option<Resource>)>) {
        for (terms, cap, resource) in rows {
            let lookup = |&(m, k, g): &(MeetingIdx, usize, usize)| {
                self.vars[m.at()].iter().find(|v| (v.1, v.2) == (k, g)).map(|v| (v.0, 1.0))
            };
            let sum: Vec<(Var, f64)> = terms.iter().filter_map(lookup).collect();
            let row = self.program.at_most(sum, cap as f64);
            if let Some(resource) = resource {
                self.resources.push((row, resource));
            }
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
            let with = self.vars[m.at()].iter().filter(|v| lineups[v.1].people.contains(&p));
            terms.extend(with.map(|&(x, ..)| (x, 1.0)));
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
            terms.extend(self.vars[m].iter().map(|&(x, k, _)| (x, gain(k))).filter(|(_, c)| *c != 0.0));
        }
        (terms, constant)
    }

    fn columns(&self) -> impl Iterator<Item = Var> {
        self.vars.iter().flatten().map(|&(x, ..)| x)
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

/// (meeting, line-up, group) of each variable that a row counts.
type Terms = Vec<(MeetingIdx, usize, usize)>;

fn groups(instance: &Instance, share: Share) -> Vec<Bits> {
    let group = |slots: &mut dyn Iterator<Item = usize>| {
        let mut bits = Bits::new(instance.slots.len());
        slots.for_each(|s| bits.insert(s));
        bits
    };
    match share {
        Share::Whole => vec![group(&mut (0..instance.slots.len()))],
        Share::Session => {
            instance.sessions.iter().map(|s| group(&mut s.slots.iter().map(|s| s.at()))).collect()
        }
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
