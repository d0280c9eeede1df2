//! What the planner's checker says about a plan, and which of its rules an organiser may waive.

use super::Planning;
use crate::{
    Error, Fault, FaultCode, Faults,
    domain::plan::{OwnRule, Place, Score, Unplaced, Waiver},
    ids::{MeetingId, ParticipantId},
};
use carnet_solver::{Rule, Violation, check};
use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenRule {
    /// The rule, such as `H4`.
    pub rule: Rule,
    /// The meeting, participant or room.
    pub subject: String,
    /// What is wrong: `breach` is a stable word, and the other fields name what it is about by the identities of the event.
    pub data: Map<String, Value>,
}

impl BrokenRule {
    /// The meetings that it names.
    pub fn meetings(&self) -> Vec<MeetingId> {
        let text = |value: &Value| value.as_str().and_then(|id| id.parse().ok());
        let named = |field: &str| {
            let value = self.data.get(field)?;
            text(value.get("meeting").unwrap_or(value))
        };
        ["meeting", "one", "other", "after"].into_iter().filter_map(named).collect()
    }

    /// The participant that it names.
    pub fn participant(&self) -> Option<ParticipantId> {
        self.data.get("participant")?.as_str()?.parse().ok()
    }

    /// Whether another breach is the same, or a worse one of the same kind: counts may shrink by a change, and who has the
    /// most breaks may be somebody else by then.
    fn is_no_worse_than(&self, other: &Self) -> bool {
        let counted = match self.rule {
            Rule::H6 => "meetings",
            Rule::H10 => "spread",
            _ => return self == other,
        };
        let n = |breach: &Self| breach.data.get(counted).and_then(Value::as_i64);
        let same = self.rule == other.rule && (self.rule == Rule::H10 || self.subject == other.subject);
        same && n(self) <= n(other)
    }
}

/// What a change of a plan breaks: the breaches of `after` that were not in the plan `before` it, or are worse now. A meeting
/// that the change itself put where it stands has to stand well there, whatever it broke elsewhere.
pub fn newly_broken(
    (before, broken_before): (&BTreeMap<MeetingId, Place>, &[BrokenRule]),
    (after, broken): (&BTreeMap<MeetingId, Place>, &[BrokenRule]),
) -> Vec<BrokenRule> {
    let moved = |m: &MeetingId| after.get(m).is_some_and(|place| before.get(m) != Some(place));
    let is_old = |breach: &BrokenRule| {
        !breach.meetings().iter().any(moved) && broken_before.iter().any(|old| breach.is_no_worse_than(old))
    };
    broken.iter().filter(|breach| !is_old(breach)).cloned().collect()
}

impl Planning {
    /// Asks the checker. What it takes for granted, that the instance is valid, is checked first.
    pub fn judge(
        &self,
        placements: &BTreeMap<MeetingId, Place>,
        unplaced: &[Unplaced],
    ) -> Result<Verdict, Error> {
        self.check()?;
        let report = check(&self.file, &self.to_wire(placements, unplaced, &Score::default()));
        // Score, bounds and status are worked out, not claimed.
        let claims = |rule: Rule| matches!(rule, Rule::Score | Rule::Bounds | Rule::Status);
        let broken = report.violations.iter().filter(|v| !claims(v.rule));
        let broken = broken.map(|v| self.broken(v)).collect();
        Ok(Verdict { score: report.score, broken })
    }

    /// Refuses a plan in which a meeting stands where it may not any more, which nothing can be done beside: with which, and
    /// why. Meetings that are pinned and have no place yet are no such fault.
    pub fn must_stand(&self, placements: &BTreeMap<MeetingId, Place>) -> Result<(), Error> {
        let broken = self.in_the_way(placements)?;
        if broken.is_empty() { Ok(()) } else { Err(refusal(&broken, |_| false)) }
    }

    /// What [`must_stand`](Self::must_stand) refuses.
    pub fn in_the_way(&self, placements: &BTreeMap<MeetingId, Place>) -> Result<Vec<BrokenRule>, Error> {
        let broken = self.judge(placements, &[])?.broken.into_iter();
        Ok(broken.filter(|b| !matches!(b.rule, Rule::H7 | Rule::H9 | Rule::H10)).collect())
    }

    /// A violation in the terms of the event.
    pub(crate) fn broken(&self, violation: &Violation) -> BrokenRule {
        let mut data = match serde_json::to_value(&violation.breach) {
            Ok(Value::Object(data)) => data,
            _ => Map::new(),
        };
        if let Some(room) = data.get("room").and_then(Value::as_str) {
            let table = data.get("table").and_then(Value::as_i64);
            if let Some((room, real)) = self.tables.of_wire(room, table.unwrap_or(1)) {
                data.insert("room".to_owned(), json!(room));
                if table.is_some() {
                    data.insert("table".to_owned(), json!(real));
                }
            }
        }
        BrokenRule { rule: violation.rule, subject: violation.subject.clone(), data }
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
        let mut fault = Fault::new("plan", FaultCode::BreaksRule);
        fault.data.clone_from(&breach.data);
        faults.push(fault.with("rule", breach.rule.to_string()).with("waivable", waivable(breach)));
    }
    Error::Invalid(faults)
}
