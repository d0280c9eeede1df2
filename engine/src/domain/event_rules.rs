//! The rules by which meetings come about in an event.

use crate::{Error, Fault, FaultCode, Faults, domain::words};
use carnet_solver::format::Criterion;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The longest time limit: a year.
const HOURS_MOST: i64 = 24 * 365;
/// The most of anything that is counted.
const COUNT_MOST: i64 = 10_000;

words! {
    /// Whether the asked side has to accept.
    pub enum Acceptance {
        /// It accepts or declines.
        Needed = "needed",
        /// What is asked is accepted.
        Automatic = "automatic",
    }
}

words! {
    /// What happens to a request that nobody confirmed in time.
    pub enum WhenOver {
        /// It counts as confirmed.
        Confirm = "confirm",
        /// It expires.
        Expire = "expire",
    }
}

words! {
    /// How meetings with experts come about.
    pub enum ExpertMode {
        /// Granted as they are asked for, while the expert has room.
        FirstCome = "first-come",
        /// Assigned by the planner, and validated by the organiser.
        PreAssigned = "pre-assigned",
    }
}

words! {
    /// Between whom messages may go; with the organisers always.
    pub enum Messages {
        /// Nobody.
        Never = "never",
        /// Those who agreed on a meeting.
        OnceAgreed = "once-agreed",
        /// Those who may ask each other.
        Always = "always",
    }
}

words! {
    /// Where meetings are held.
    pub enum MeetingPlaces {
        /// At any free table.
        Tables = "tables",
        /// At the booth of the exhibitor.
        Booths = "booths",
    }
}

/// The asking side confirms once more after the other accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThirdConfirmation {
    /// Within how many hours.
    pub hours: i64,
    /// What happens then.
    pub when_over: WhenOver,
}

/// The rules of an event. What a stored or sent set of rules leaves out is as in [`Rules::default`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rules {
    /// Whether the asked side has to accept.
    pub acceptance: Acceptance,
    /// Whether the asking side confirms once more; if not, the request counts as its confirmation.
    pub third_confirmation: Option<ThirdConfirmation>,
    /// A request without answer expires after so many hours.
    pub request_expiry_hours: Option<i64>,
    /// The most requests without answer that somebody may have.
    pub max_pending_requests: Option<i64>,
    /// What a good plan is: the first criterion decides, the next counts among equals.
    pub criteria: Vec<Criterion>,
    /// No two people's numbers of breaks differ by more.
    pub max_break_spread: Option<i64>,
    /// Whether an hour that is blocked counts as waiting.
    pub blocked_slots_are_idle: bool,
    /// How meetings with experts come about.
    pub expert_mode: ExpertMode,
    /// Between whom messages may go.
    pub messages: Messages,
    /// Where meetings are held.
    pub meeting_places: MeetingPlaces,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            acceptance: Acceptance::Needed,
            third_confirmation: None,
            request_expiry_hours: None,
            max_pending_requests: None,
            criteria: Criterion::ALL.to_vec(),
            max_break_spread: None,
            blocked_slots_are_idle: false,
            expert_mode: ExpertMode::PreAssigned,
            messages: Messages::OnceAgreed,
            meeting_places: MeetingPlaces::Tables,
        }
    }
}

impl Rules {
    /// Every fault of the rules.
    pub fn check(&self) -> Result<(), Error> {
        let mut faults = Faults::new();
        let confirmation = self.third_confirmation.map(|third| third.hours);
        within("third_confirmation.hours", confirmation, (1, HOURS_MOST), &mut faults);
        within("request_expiry_hours", self.request_expiry_hours, (1, HOURS_MOST), &mut faults);
        within("max_pending_requests", self.max_pending_requests, (1, COUNT_MOST), &mut faults);
        within("max_break_spread", self.max_break_spread, (0, COUNT_MOST), &mut faults);
        if self.criteria.is_empty() {
            faults.push(Fault::new("criteria", FaultCode::Required));
        }
        let mut seen = BTreeSet::new();
        for (i, criterion) in self.criteria.iter().enumerate() {
            if !seen.insert(criterion) {
                faults.push(Fault::new(format!("criteria[{i}]"), FaultCode::Duplicate));
            }
        }
        faults.check()
    }
}

/// A fault where a number is given that is out of its range.
pub(crate) fn within(path: &str, value: Option<i64>, (least, most): (i64, i64), faults: &mut Faults) {
    if value.is_some_and(|value| value < least || value > most) {
        faults.push(Fault::new(path, FaultCode::OutOfRange).with("least", least).with("most", most));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_faults_of_rules_are_named_at_once() {
        let rules = Rules {
            third_confirmation: Some(ThirdConfirmation { hours: 0, when_over: WhenOver::Expire }),
            request_expiry_hours: Some(-1),
            criteria: vec![Criterion::Unplaced, Criterion::Idle, Criterion::Unplaced],
            max_break_spread: Some(-1),
            ..Rules::default()
        };
        let Err(Error::Invalid(faults)) = rules.check() else { panic!("faults") };
        let paths: Vec<_> = faults.as_slice().iter().map(|fault| fault.path.as_str()).collect();
        let expected =
            ["third_confirmation.hours", "request_expiry_hours", "max_break_spread", "criteria[2]"];
        assert_eq!(paths, expected);
        assert!(Rules::default().check().is_ok());
    }

    #[test]
    fn rules_that_were_stored_with_fewer_fields_can_be_read() {
        let rules: Rules = serde_json::from_str(r#"{"acceptance": "automatic"}"#).unwrap();
        assert_eq!(rules, Rules { acceptance: Acceptance::Automatic, ..Rules::default() });
        assert!(serde_json::from_str::<Rules>(r#"{"acceptence": "needed"}"#).is_err());
    }
}
