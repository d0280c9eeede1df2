//! Reminders: rules that say when people are reminded, relative to the event, a day, a meeting or an activity.

use crate::{
    Error, Fault, FaultCode,
    domain::{words, zone::day_of},
    ids::{EventId, ParticipantId, ReminderRuleId},
};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use std::collections::BTreeMap;

/// The longest time before: half a year.
const MINUTES_MOST: i64 = 60 * 24 * 183;

words! {
    /// What a reminder is relative to.
    pub enum Anchor {
        /// The beginning of the event: of its first day.
        Event = "event",
        /// The beginning of each day on which somebody has a meeting or an activity.
        Day = "day",
        /// Each meeting in the published plan.
        Meeting = "meeting",
        /// Each activity for which somebody has a place.
        Activity = "activity",
    }
}

words! {
    /// Who is reminded.
    pub enum Audience {
        /// Everybody.
        Everybody = "everybody",
        /// All but experts.
        Participants = "participants",
        /// Experts.
        Experts = "experts",
    }
}

words! {
    /// How a reminder is to be sent.
    pub enum Channel {
        /// By mail.
        Mail = "mail",
        /// By short message.
        Sms = "sms",
        /// By both.
        Both = "both",
    }
}

/// What is needed for a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewReminder {
    /// What it is relative to.
    pub anchor: Anchor,
    /// How many minutes before.
    pub minutes_before: i64,
    /// Who is reminded.
    pub audience: Audience,
    /// How.
    pub channel: Channel,
}

/// A rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReminderRule {
    /// Its identity.
    pub id: ReminderRuleId,
    /// The event.
    pub event: EventId,
    /// What it says.
    pub rule: NewReminder,
}

impl NewReminder {
    /// The rule, or its fault.
    pub fn check(self, id: ReminderRuleId, event: EventId) -> Result<ReminderRule, Error> {
        if self.minutes_before < 0 || self.minutes_before > MINUTES_MOST {
            let fault = Fault::new("minutes_before", FaultCode::OutOfRange);
            return Err(fault.with("least", 0).with("most", MINUTES_MOST).into());
        }
        Ok(ReminderRule { id, event, rule: self })
    }

    /// How long before.
    pub fn before(self) -> TimeDelta {
        TimeDelta::minutes(self.minutes_before)
    }
}

/// The first thing that somebody has on each day, by the clocks of a zone. Of a day of which not everything is given it is the
/// first that is.
pub fn first_of_days(
    zone: Tz,
    things: &[(ParticipantId, DateTime<Utc>)],
) -> Vec<(ParticipantId, DateTime<Utc>)> {
    let mut first: BTreeMap<(ParticipantId, NaiveDate), DateTime<Utc>> = BTreeMap::new();
    for &(person, at) in things {
        let known = first.entry((person, day_of(zone, at))).or_insert(at);
        *known = at.min(*known);
    }
    first.into_iter().map(|((person, _), at)| (person, at)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_day_is_one_where_the_event_is() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let person: ParticipantId = Uuid::from_u128(1).into();
        let things: Vec<_> =
            ["2027-03-01T23:00:00Z", "2027-03-02T05:00:00Z", "2027-03-02T09:30:00Z", "2027-03-02T10:10:00Z"]
                .into_iter()
                .map(|text| (person, at(text)))
                .collect();
        let first = |zone: Tz| -> Vec<_> {
            first_of_days(zone, &things).into_iter().map(|(_, at)| at.to_rfc3339()).collect()
        };
        assert_eq!(first(chrono_tz::UTC), ["2027-03-01T23:00:00+00:00", "2027-03-02T05:00:00+00:00"]);
        // Midnight in Noumea is at 13 o'clock of UTC, in Honolulu at 10.
        assert_eq!(first(chrono_tz::Pacific::Noumea), ["2027-03-01T23:00:00+00:00"]);
        let honolulu = ["2027-03-01T23:00:00+00:00", "2027-03-02T10:10:00+00:00"];
        assert_eq!(first(chrono_tz::Pacific::Honolulu), honolulu);
    }
}
