//! Reminders: rules that say when people are reminded, relative to the event, a day, a meeting or an activity.

use crate::{
    Error, Fault, FaultCode,
    domain::words,
    ids::{EventId, ReminderRuleId},
};
use chrono::TimeDelta;

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
