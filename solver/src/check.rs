//! The independent checker: whether a plan is valid, and what it scores.
//!
//! It reads the two wire formats and derives everything from them again, so that a defect of the planner cannot hide
//! in what both share. Nothing of the planner belongs here: neither [`crate::Instance`] nor anything of the search.
//! `check_plan.py` is the same reading of `docs/formats.md` in another language, and property tests hold the two
//! against each other.

mod allowed;
mod breach;
mod claims;
mod decisions;
mod event;
mod gaps;
mod people;
mod placements;
mod score;
mod tables;

use std::fmt;

use crate::format::{InstanceFile, Plan, Score};
pub use breach::{Breach, Engaged};
use event::Event;
use gaps::Gaps;
use placements::Placements;

/// Checks a plan against every rule of `docs/formats.md`, and scores it.
///
/// All violations are collected, whatever the plan file says. Assignments that break H1 are left out of the rest: of a
/// meeting that is assigned twice, the first assignment counts. The instance must be valid, that is, accepted by
/// [`crate::Instance::new`]; with references that lead nowhere this function panics.
pub fn check(instance: &InstanceFile, plan: &Plan) -> Report {
    let event = Event::new(instance);
    let mut violations = Violations::default();
    let placements = Placements::read(&event, plan, &mut violations);
    allowed::check(&event, &placements, &mut violations);
    people::check(&event, &placements, &mut violations);
    tables::check(&event, &placements, &mut violations);
    decisions::check(&event, plan, &placements, &mut violations);
    let gaps = Gaps::find(&event, &placements);
    gaps.check_spread(&event, &mut violations);
    let score = score::score(&event, &placements, &gaps);
    claims::check(&event, plan, &score, &mut violations);
    Report { violations: violations.0, score }
}

/// What the checker says of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Everything that is wrong, by rule; empty for a valid plan.
    pub violations: Vec<Violation>,
    /// What the plan scores by the checker's own reading, whatever the plan says.
    pub score: Score,
}

impl Report {
    /// Whether the plan keeps every rule and says the truth about itself.
    pub fn is_valid(&self) -> bool {
        self.violations.is_empty()
    }
}

/// One breach of a rule: which, by whom, and how.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// The rule.
    pub rule: Rule,
    /// Identifier of the meeting, participant or room, or name of the criterion; empty for the whole plan.
    pub subject: String,
    /// What is wrong.
    pub breach: Breach,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let space = if self.subject.is_empty() { "" } else { " " };
        write!(f, "{}{space}{}: {}", self.rule, self.subject, self.breach)
    }
}

/// A rule of `docs/formats.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// Each meeting is assigned at most once; every identifier and line-up exists.
    H1,
    /// Slot and room are allowed, at one site, and open.
    H2,
    /// Nobody of the line-up is unavailable.
    H3,
    /// Nobody is at two places at one time, or on the way.
    H4,
    /// Every meeting has a table of its own.
    H5,
    /// Nobody has more meetings than the quota.
    H6,
    /// Pinned meetings are placed as pinned.
    H7,
    /// Meetings start after those that they must follow.
    H8,
    /// Every meeting is either placed or listed with a reason.
    H9,
    /// Numbers of breaks differ by no more than the limit.
    H10,
    /// The stated score is the true one.
    Score,
    /// The stated bounds are of the instance's criteria and not above the score.
    Bounds,
    /// The status is the one that score and bounds give.
    Status,
    /// The plan names the instance that it is for.
    Instance,
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::H1 => "H1",
            Self::H2 => "H2",
            Self::H3 => "H3",
            Self::H4 => "H4",
            Self::H5 => "H5",
            Self::H6 => "H6",
            Self::H7 => "H7",
            Self::H8 => "H8",
            Self::H9 => "H9",
            Self::H10 => "H10",
            Self::Score => "score",
            Self::Bounds => "bounds",
            Self::Status => "status",
            Self::Instance => "instance",
        })
    }
}

/// The violations found so far.
#[derive(Default)]
struct Violations(Vec<Violation>);

impl Violations {
    fn add(&mut self, rule: Rule, subject: &str, breach: Breach) {
        self.0.push(Violation { rule, subject: subject.to_owned(), breach });
    }

    /// Something that the plan says about itself.
    fn add_claim(&mut self, rule: Rule, subject: &str, text: impl Into<String>) {
        self.add(rule, subject, Breach::Claim { text: text.into() });
    }
}
