//! Clauses on CaDiCaL, with the usual definitions; constants are folded before they reach the solver.

use rustsat::solvers::Solve;
use rustsat::types::{Clause, Lit};
use rustsat_cadical::CaDiCaL;

use crate::exact::BackendError;

/// A growing formula.
pub(super) struct Clauses {
    pub(super) solver: CaDiCaL<'static, 'static>,
    next: u32,
    yes: Lit,
    /// The first failure of the solver, told when it is asked to solve.
    failed: Option<String>,
}

impl Clauses {
    pub(super) fn new() -> Self {
        let yes = Lit::positive(0);
        let mut clauses = Self { solver: CaDiCaL::default(), next: 1, yes, failed: None };
        clauses.push([yes].as_slice().into());
        clauses
    }

    /// The literal that holds.
    pub(super) fn yes(&self) -> Lit {
        self.yes
    }

    /// The literal that does not hold.
    pub(super) fn no(&self) -> Lit {
        !self.yes
    }

    pub(super) fn fresh(&mut self) -> Lit {
        let literal = Lit::positive(self.next);
        self.next += 1;
        literal
    }

    /// One of the literals holds.
    pub(super) fn any(&mut self, literals: &[Lit]) {
        if !literals.contains(&self.yes) {
            let no = self.no();
            self.push(literals.iter().copied().filter(|&l| l != no).collect());
        }
    }

    /// If `first` holds, so does `then`.
    pub(super) fn implies(&mut self, first: Lit, then: Lit) {
        self.any(&[!first, then]);
    }

    /// At most one of the literals holds: pairwise for a few, in groups of three and a rest literal for more.
    ///
    /// The ladder of groups has `3n` binary clauses where pairs have `n²/2` (Klieber and Kwon, 2007, call it the
    /// commander encoding).
    pub(super) fn at_most_one(&mut self, literals: &[Lit]) {
        let no = self.no();
        let mut rest: Vec<Lit> = literals.iter().copied().filter(|&l| l != no).collect();
        while rest.len() > 12 {
            let group: Vec<Lit> = rest.drain(..3).collect();
            self.no_two(&group);
            let commander = self.fresh();
            for l in group {
                self.implies(l, commander);
            }
            rest.push(commander);
        }
        self.no_two(&rest);
    }

    fn no_two(&mut self, literals: &[Lit]) {
        for (i, &a) in literals.iter().enumerate() {
            literals[i + 1..].iter().for_each(|&b| self.any(&[!a, !b]));
        }
    }

    /// A literal that holds if and only if one of the given does.
    pub(super) fn either(&mut self, literals: &[Lit]) -> Lit {
        if literals.contains(&self.yes) {
            return self.yes;
        }
        let no = self.no();
        let mut some: Vec<Lit> = literals.iter().copied().filter(|&l| l != no).collect();
        match some.as_slice() {
            [] => no,
            [only] => *only,
            _ => {
                let whole = self.fresh();
                for &l in &some {
                    self.implies(l, whole);
                }
                some.push(!whole);
                self.any(&some);
                whole
            }
        }
    }

    /// A literal that holds if and only if all of the given do.
    pub(super) fn all(&mut self, literals: &[Lit]) -> Lit {
        let negated: Vec<Lit> = literals.iter().map(|&l| !l).collect();
        !self.either(&negated)
    }

    /// Counts: the `k`-th literal of the answer holds if and only if more than `k` of the given do, up to `cap` of
    /// them (totalizer of Bailleux and Boufkhad, CP 2003, with the cap of Martins and others, CP 2014).
    pub(super) fn count(&mut self, literals: &[Lit], cap: usize) -> Vec<Lit> {
        let no = self.no();
        let mut level: Vec<Vec<Lit>> = literals.iter().filter(|&&l| l != no).map(|&l| vec![l]).collect();
        while level.len() > 1 {
            let mut halves = level.into_iter();
            let mut next = Vec::new();
            while let Some(first) = halves.next() {
                next.push(match halves.next() {
                    Some(second) => self.merge(&first, &second, cap),
                    None => first,
                });
            }
            level = next;
        }
        let mut counted = level.pop().unwrap_or_default();
        counted.truncate(cap);
        counted
    }

    /// Adds two counts, each up to `cap`.
    pub(super) fn merge(&mut self, a: &[Lit], b: &[Lit], cap: usize) -> Vec<Lit> {
        let total = (a.len() + b.len()).min(cap);
        let sum: Vec<Lit> = (0..total).map(|_| self.fresh()).collect();
        for i in 0..=a.len() {
            for k in 0..=b.len() {
                let at_least = (i + k).min(total);
                if at_least > 0 {
                    let mut clause = vec![sum[at_least - 1]];
                    clause.extend(i.checked_sub(1).map(|i| !a[i]));
                    clause.extend(k.checked_sub(1).map(|k| !b[k]));
                    self.any(&clause);
                }
                if i + k < total {
                    let mut clause = vec![!sum[i + k]];
                    clause.extend(a.get(i));
                    clause.extend(b.get(k));
                    self.any(&clause);
                }
            }
        }
        sum
    }

    /// Whether the solver took every clause.
    pub(super) fn check(&self) -> Result<(), BackendError> {
        self.failed.as_ref().map_or(Ok(()), |text| Err(BackendError(text.clone())))
    }

    fn push(&mut self, clause: Clause) {
        if let Err(error) = self.solver.add_clause(clause) {
            self.failed.get_or_insert_with(|| error.to_string());
        }
    }
}
