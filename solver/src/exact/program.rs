//! Linear programs over whole and continuous variables, always to be minimised.

use good_lp::solvers::highs::highs;
use good_lp::{Expression, ProblemVariables, SolverModel, Variable, variable};
use highs::Model;

use super::highs::{Run, run};
use super::limits::{BackendError, Limits, Relaxed, Solved, Status};

/// How far a value of the solver may lie beside the whole number that it stands for.
const TOLERANCE: f64 = 1e-6;

/// The smallest whole number that an objective with whole values can take above a proven bound.
///
/// `⌈bound − 10⁻⁶⌉`: the solver's tolerance never proves one too many. Bounds beyond ±2⁵³ are cut there.
pub(crate) fn round_up(bound: f64) -> i64 {
    (bound - TOLERANCE).ceil() as i64
}

/// A column of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Var(pub(super) u32);

impl Var {
    /// Its position in the values of a solution.
    pub(crate) fn at(self) -> usize {
        self.0 as usize
    }
}

/// A row of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Row(u32);

impl Row {
    /// Its position in the duals of a relaxation.
    pub(crate) fn at(self) -> usize {
        self.0 as usize
    }
}

#[derive(Clone, Debug)]
struct Column {
    low: f64,
    high: f64,
    cost: f64,
    integer: bool,
}

/// How the sum of a row stands to its side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sense {
    AtMost,
    AtLeast,
    Equal,
}

/// `∑ factor·var`, at most, at least or equal to `side`.
#[derive(Clone, Debug)]
struct RowData {
    terms: Vec<(Var, f64)>,
    sense: Sense,
    side: f64,
}

/// A linear program to be minimised.
#[derive(Clone, Debug, Default)]
pub(crate) struct Program {
    columns: Vec<Column>,
    rows: Vec<RowData>,
}

impl Program {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn binary(&mut self, cost: f64) -> Var {
        self.column(Column { low: 0.0, high: 1.0, cost, integer: true })
    }

    pub(crate) fn integer(&mut self, low: f64, high: f64, cost: f64) -> Var {
        self.column(Column { low, high, cost, integer: true })
    }

    pub(crate) fn continuous(&mut self, low: f64, high: f64, cost: f64) -> Var {
        self.column(Column { low, high, cost, integer: false })
    }

    /// `∑ terms ≤ most`.
    pub(crate) fn at_most(&mut self, terms: impl IntoIterator<Item = (Var, f64)>, most: f64) -> Row {
        self.row(terms, Sense::AtMost, most)
    }

    /// `∑ terms ≥ least`.
    pub(crate) fn at_least(&mut self, terms: impl IntoIterator<Item = (Var, f64)>, least: f64) -> Row {
        self.row(terms, Sense::AtLeast, least)
    }

    /// `∑ terms = value`.
    pub(crate) fn equal(&mut self, terms: impl IntoIterator<Item = (Var, f64)>, value: f64) -> Row {
        self.row(terms, Sense::Equal, value)
    }

    /// Gives a variable another cost: the rows stay, so one criterion can be minimised after the other.
    pub(crate) fn set_cost(&mut self, var: Var, cost: f64) {
        self.columns[var.at()].cost = cost;
    }

    /// Makes every variable free of cost.
    pub(crate) fn clear_costs(&mut self) {
        self.columns.iter_mut().for_each(|c| c.cost = 0.0);
    }

    /// Number of entries of the matrix: what the time for a relaxation grows with.
    pub(crate) fn nonzeros(&self) -> usize {
        self.rows.iter().map(|r| r.terms.len()).sum()
    }

    /// Solves the program. `start` names values of some variables, best of all the integer ones, that a first solution
    /// is completed from; nothing is lost if it cannot be.
    pub(crate) fn solve(
        &self,
        limits: &Limits,
        start: Option<&[(Var, f64)]>,
    ) -> Result<Solved, BackendError> {
        if self.columns.is_empty() {
            return Ok(self.solved_without_columns());
        }
        let gap = if self.has_whole_objective() { 1.0 - 1e-3 } else { 1e-6 };
        let ended = run(self.model(true)?, limits, gap, start)?;
        let mut values = ended.values;
        if let Some(values) = &mut values {
            for (value, column) in values.iter_mut().zip(&self.columns) {
                if column.integer {
                    *value = value.round();
                }
            }
        }
        let objective = values.as_ref().map(|v| self.columns.iter().zip(v).map(|(c, v)| c.cost * v).sum());
        let bound = match (ended.status, objective) {
            (Status::Optimal, Some(objective)) if self.has_whole_objective() => objective,
            (_, Some(objective)) => ended.bound.min(objective),
            _ => ended.bound,
        };
        Ok(Solved { status: ended.status, values, objective, bound })
    }

    /// Solves the program as if no variable had to be whole.
    pub(crate) fn relaxed(&self, limits: &Limits) -> Result<Relaxed, BackendError> {
        if self.columns.is_empty() {
            let Solved { bound, .. } = self.solved_without_columns();
            return Ok(Relaxed { duals: vec![0.0; self.rows.len()], bound });
        }
        let Run { status, duals, .. } = run(self.model(false)?, limits, 0.0, None)?;
        let bound = if status == Status::Infeasible { f64::INFINITY } else { self.dual_bound(&duals) };
        Ok(Relaxed { duals, bound })
    }

    /// The bound that any duals prove, optimal or not.
    ///
    /// `∑ᵢ yᵢ·bᵢ + ∑ⱼ min over [lⱼ, uⱼ] of (cⱼ − ∑ᵢ aᵢⱼ·yᵢ)·xⱼ`, without the `yᵢ` whose sign contradicts their row
    /// (Neumaier and Shcherbina, Math. Programming 99, 2004): no tolerance of the solver enters it. It is `-∞`
    /// if a variable without a bound has a reduced cost that draws it there.
    fn dual_bound(&self, duals: &[f64]) -> f64 {
        let mut reduced: Vec<f64> = self.columns.iter().map(|c| c.cost).collect();
        let mut bound = 0.0;
        for (row, &dual) in self.rows.iter().zip(duals) {
            let counts = match row.sense {
                Sense::AtMost => dual < 0.0,
                Sense::AtLeast => dual > 0.0,
                Sense::Equal => true,
            };
            if !counts || !dual.is_finite() {
                continue;
            }
            bound += dual * row.side;
            row.terms.iter().for_each(|&(var, factor)| reduced[var.at()] -= dual * factor);
        }
        for (column, &reduced) in self.columns.iter().zip(&reduced) {
            if reduced != 0.0 {
                bound += reduced * if reduced > 0.0 { column.low } else { column.high };
            }
        }
        bound
    }

    fn column(&mut self, column: Column) -> Var {
        self.columns.push(column);
        Var(self.columns.len() as u32 - 1)
    }

    fn row(&mut self, terms: impl IntoIterator<Item = (Var, f64)>, sense: Sense, side: f64) -> Row {
        self.rows.push(RowData { terms: terms.into_iter().collect(), sense, side });
        Row(self.rows.len() as u32 - 1)
    }

    /// Whether every solution has a whole objective.
    fn has_whole_objective(&self) -> bool {
        self.columns.iter().all(|c| c.cost == 0.0 || (c.integer && c.cost.fract() == 0.0))
    }

    fn solved_without_columns(&self) -> Solved {
        let holds = |row: &RowData| match row.sense {
            Sense::AtMost => row.side >= 0.0,
            Sense::AtLeast => row.side <= 0.0,
            Sense::Equal => row.side == 0.0,
        };
        if self.rows.iter().all(holds) {
            let values = Some(Vec::new());
            Solved { status: Status::Optimal, values, objective: Some(0.0), bound: 0.0 }
        } else {
            Solved { status: Status::Infeasible, values: None, objective: None, bound: f64::INFINITY }
        }
    }

    /// Builds the program in `good_lp`, in time linear in its size, and takes the HiGHS model out of it.
    fn model(&self, integral: bool) -> Result<Model, BackendError> {
        let mut variables = ProblemVariables::new();
        let mut objective = Expression::with_capacity(self.columns.len());
        let mut handles: Vec<Variable> = Vec::with_capacity(self.columns.len());
        for column in &self.columns {
            let definition = variable().min(column.low).max(column.high);
            let whole = integral && column.integer;
            let handle = variables.add(if whole { definition.integer() } else { definition });
            if column.cost != 0.0 {
                objective.add_mul(column.cost, handle);
            }
            handles.push(handle);
        }
        let mut problem = variables.minimise(objective).using(highs);
        for row in &self.rows {
            let mut sum = Expression::with_capacity(row.terms.len());
            row.terms.iter().for_each(|&(var, factor)| sum.add_mul(factor, handles[var.at()]));
            problem.add_constraint(match row.sense {
                Sense::AtMost => sum.leq(row.side),
                Sense::AtLeast => sum.geq(row.side),
                Sense::Equal => sum.eq(row.side),
            });
        }
        problem.try_into_inner().map_err(|e| BackendError(e.to_string()))
    }
}

#[cfg(test)]
mod tests;
