//! What the planner's checker says about a plan, and which of its rules an organiser may waive.

use super::Planning;
use crate::{
    Error, Fault, FaultCode, Faults,
    domain::plan::{OwnRule, Place, Score, Unplaced, Waiver},
    ids::{MeetingId, ParticipantId},
};
use carnet_solver::{Rule, check};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What the checker says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The value of every criterion.
    pub score: Score,
    /// What is wrong; nothing where the plan keeps every rule.
    pub broken: Vec<BrokenRule>,
}

/// A breach of a rule of `docs/formats.md`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BrokenRule {
    /// The rule, such as `H4`.
    pub rule: Rule,
    /// The meeting, participant or room.
    pub subject: String,
    /// What is wrong, for organisers.
    pub problem: String,
}

impl Planning {
    /// Asks the checker. What it takes for granted, that the instance is valid, is checked first.
    pub fn judge(
        &self,
        placements: &BTreeMap<MeetingId, Place>,
        unplaced: &[Unplaced],
    ) -> Result<Verdict, Error> {
        self.instance()?;
        let report = check(&self.file, &self.to_wire(placements, unplaced, &Score::default()));
        // Score, bounds and status are worked out, not claimed.
        let claims = |rule: Rule| matches!(rule, Rule::Score | Rule::Bounds | Rule::Status);
        let broken = report.violations.into_iter().filter(|v| !claims(v.rule));
        let broken =
            broken.map(|v| BrokenRule { rule: v.rule, subject: v.subject, problem: v.problem }).collect();
        Ok(Verdict { score: report.score, broken })
    }

    /// The waivers that would let the changed meetings stand where they are put, as far as rules are the organiser's own.
    pub fn waivers_for(
        &self,
        broken: &[BrokenRule],
        changed: &BTreeSet<MeetingId>,
        placements: &BTreeMap<MeetingId, Place>,
        by: &Because<'_>,
    ) -> Vec<Waiver> {
        let mut counts: BTreeMap<ParticipantId, i64> = BTreeMap::new();
        for (meeting, place) in placements {
            for person in self.people(*meeting, place.lineup) {
                *counts.entry(*person).or_default() += 1;
            }
        }
        let mut waivers = BTreeMap::new();
        for breach in broken {
            for &meeting in changed {
                let Some(place) = placements.get(&meeting) else { continue };
                let people = self.people(meeting, place.lineup);
                let about_meeting = breach.subject == meeting.to_string();
                let person = people.iter().find(|p| breach.subject == p.to_string());
                let found: Option<(OwnRule, Value)> = match (breach.rule, person) {
                    (Rule::H2, _) if about_meeting => Some((OwnRule::Place, json!(place))),
                    (Rule::H3, _) if about_meeting => Some((OwnRule::Block, json!(place))),
                    (Rule::H6, Some(_)) => {
                        let most: BTreeMap<_, _> = people.iter().map(|p| (*p, counts[p])).collect();
                        Some((OwnRule::Quota, json!(most)))
                    }
                    (Rule::H10, _) => Some((OwnRule::BreakSpread, Value::Null)),
                    _ => None,
                };
                if let Some((rule, data)) = found {
                    waivers.insert((meeting, rule), data);
                }
            }
            // A pin is broken by taking its meeting out, too.
            let pinned = changed.iter().find(|m| breach.rule == Rule::H7 && breach.subject == m.to_string());
            if let Some(&meeting) = pinned {
                waivers.insert((meeting, OwnRule::Pin), Value::Null);
            }
        }
        let waiver = |((meeting, rule), data)| {
            let Because { reason, who, at } = *by;
            Waiver { meeting, rule, data, reason: reason.to_owned(), by: who.to_owned(), at }
        };
        waivers.into_iter().map(waiver).collect()
    }
}

/// Why a rule is waived, by whom and when.
#[derive(Clone, Copy, Debug)]
pub struct Because<'a> {
    /// The organiser's words.
    pub reason: &'a str,
    /// Who.
    pub who: &'a str,
    /// When.
    pub at: DateTime<Utc>,
}

/// The refusal of a plan: every breach, with whether the organiser may waive it.
pub fn refusal(broken: &[BrokenRule], waivable: impl Fn(&BrokenRule) -> bool) -> Error {
    let mut faults = Faults::new();
    for breach in broken {
        let fault = Fault::new("plan", FaultCode::BreaksRule)
            .with("rule", breach.rule.to_string())
            .with("subject", breach.subject.clone())
            .with("problem", breach.problem.clone())
            .with("waivable", waivable(breach));
        faults.push(fault);
    }
    Error::Invalid(faults)
}
