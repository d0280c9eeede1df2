//! Meeting requests: one side asks, the other accepts or declines, the first confirms.
//!
//! A request is a state machine. Each step takes the request and returns the next one or a refusal, so that no request is
//! answered twice by accident. Nothing here blocks a slot: an agreed request becomes a meeting, and the planner places it.

mod asking;
mod leaving;
mod parties;
#[cfg(test)]
mod tests;

pub use asking::{Ask, AskedParty, Known, NewAsk, recognise};
pub(crate) use asking::{reason, text};
pub(crate) use leaving::{Loss, Seats, loss};
pub(crate) use parties::subject;
pub use parties::{Person, may_ask};

use crate::{
    Refusal,
    domain::{
        event_rules::{Rules, WhenOver},
        words,
    },
    ids::{EventId, MeetingRequestId, ParticipantId, RegistrationId, SlotId},
};
use chrono::{DateTime, TimeDelta, Utc};

words! {
    /// Where a request stands.
    pub enum RequestState {
        /// It waits for an answer.
        Pending = "pending",
        /// The asked side accepted; the asking side has to confirm.
        Accepted = "accepted",
        /// Both sides agreed: there is a meeting.
        Confirmed = "confirmed",
        /// The asked side declined.
        Declined = "declined",
        /// The asking side took it back before it was agreed.
        Withdrawn = "withdrawn",
        /// Nobody answered in time.
        Expired = "expired",
        /// One side cancelled what was accepted or agreed. Final.
        Cancelled = "cancelled",
    }
}

impl RequestState {
    /// Whether something may still become of it.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Pending | Self::Accepted | Self::Confirmed)
    }
}

words! {
    /// A side of a request.
    pub enum Side {
        /// The side that asked.
        Asking = "asking",
        /// The side that was asked.
        Asked = "asked",
    }
}

impl Side {
    /// The other side.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Asking => Self::Asked,
            Self::Asked => Self::Asking,
        }
    }
}

/// A meeting request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingRequest {
    /// Its identity.
    pub id: MeetingRequestId,
    /// The event.
    pub event: EventId,
    /// Who asks.
    pub from: ParticipantId,
    /// The company that is asked, or that the asked person belongs to.
    pub to_registration: RegistrationId,
    /// The person who is asked; without one, any of the company's people.
    pub to_participant: Option<ParticipantId>,
    /// The slot that was asked for; without one, whenever both are there.
    pub slot: Option<SlotId>,
    /// What the asking side wrote.
    pub message: String,
    /// Where it stands.
    pub state: RequestState,
    /// Whether one side asked for another time, and still wants to meet.
    pub wants_reschedule: bool,
    /// The slot that one side could not keep: no plan holds the meeting in it until it has another one.
    pub left_slot: Option<SlotId>,
    /// Why it was declined or cancelled, or why another time is needed.
    pub reason: Option<String>,
    /// Who comes from the asked company, where the answer says so.
    pub attending: Option<ParticipantId>,
    /// The rank of its arrival in the event.
    pub arrival: i64,
    /// When it was asked.
    pub asked_at: DateTime<Utc>,
    /// When the asked side answered.
    pub answered_at: Option<DateTime<Utc>>,
    /// When it ends by itself: unanswered it expires, accepted, it is confirmed or expires.
    pub expires_at: Option<DateTime<Utc>>,
    /// Rises with every change.
    pub version: i64,
}

impl MeetingRequest {
    /// The asked side accepts. Where no third confirmation is needed, both have agreed.
    pub fn accept(
        mut self,
        rules: &Rules,
        attending: Option<ParticipantId>,
        now: DateTime<Utc>,
    ) -> Result<Self, Refusal> {
        self.must_be_pending(now)?;
        self.attending = attending.or(self.to_participant);
        self.answered_at = Some(now);
        (self.state, self.expires_at) = match rules.third_confirmation {
            None => (RequestState::Confirmed, None),
            Some(third) => (RequestState::Accepted, Some(now + TimeDelta::hours(third.hours))),
        };
        Ok(self.changed())
    }

    /// The asked side declines.
    pub fn decline(mut self, reason: Option<String>, now: DateTime<Utc>) -> Result<Self, Refusal> {
        self.must_be_pending(now)?;
        self.answered_at = Some(now);
        Ok(self.end(RequestState::Declined, reason))
    }

    /// The asking side confirms what was accepted: both have agreed.
    pub fn confirm(mut self) -> Result<Self, Refusal> {
        match self.state {
            RequestState::Accepted => {
                (self.state, self.expires_at) = (RequestState::Confirmed, None);
                Ok(self.changed())
            }
            RequestState::Pending => Err(Refusal::RequestNotAccepted),
            RequestState::Confirmed => Err(Refusal::RequestConfirmed),
            _ => Err(Refusal::RequestClosed),
        }
    }

    /// The asking side takes it back, as long as it is not agreed.
    pub fn withdraw(self, now: DateTime<Utc>) -> Result<Self, Refusal> {
        match self.state {
            RequestState::Pending if self.is_due(now) => Err(Refusal::RequestExpired),
            RequestState::Pending | RequestState::Accepted => Ok(self.end(RequestState::Withdrawn, None)),
            // What was agreed concerns two: it is cancelled, not taken back.
            RequestState::Confirmed => Err(Refusal::RequestConfirmed),
            _ => Err(Refusal::RequestClosed),
        }
    }

    /// A side cancels what it agreed to. Final: who still wants to meet asks for another time.
    pub fn cancel(self, side: Side, reason: Option<String>) -> Result<Self, Refusal> {
        match (self.state, side) {
            (RequestState::Confirmed, _) | (RequestState::Accepted, Side::Asked) => {
                Ok(self.end(RequestState::Cancelled, reason))
            }
            (RequestState::Accepted | RequestState::Pending, _) => Err(Refusal::RequestNotConfirmed),
            _ => Err(Refusal::RequestClosed),
        }
    }

    /// A side needs another time and still wants to meet. The slot that was asked for, if any, is given up, and so is the one
    /// that the meeting holds.
    pub fn reschedule(mut self, held: Option<SlotId>, reason: Option<String>) -> Result<Self, Refusal> {
        match self.state {
            RequestState::Confirmed => {
                (self.wants_reschedule, self.slot, self.reason) = (true, None, reason);
                self.left_slot = held.or(self.left_slot);
                Ok(self.changed())
            }
            RequestState::Pending | RequestState::Accepted => Err(Refusal::RequestNotConfirmed),
            _ => Err(Refusal::RequestClosed),
        }
    }

    /// Its time is over: unanswered it expires; accepted, silence is what the organiser takes it for.
    pub fn lapse(mut self, rules: &Rules, now: DateTime<Utc>) -> Result<Self, Refusal> {
        if !self.is_due(now) {
            return Err(Refusal::RequestNotDue);
        }
        match self.state {
            RequestState::Pending => Ok(self.end(RequestState::Expired, None)),
            RequestState::Accepted => {
                let expires =
                    rules.third_confirmation.is_some_and(|third| third.when_over == WhenOver::Expire);
                if expires {
                    return Ok(self.end(RequestState::Expired, None));
                }
                (self.state, self.expires_at) = (RequestState::Confirmed, None);
                Ok(self.changed())
            }
            _ => Err(Refusal::RequestClosed),
        }
    }

    /// What both had agreed to cannot be: the quota of one of them was reached meanwhile.
    #[must_use]
    pub fn expire(self) -> Self {
        self.end(RequestState::Expired, None)
    }

    /// Whether its time is over.
    pub fn is_due(&self, now: DateTime<Utc>) -> bool {
        self.expires_at.is_some_and(|at| at <= now)
    }

    fn must_be_pending(&self, now: DateTime<Utc>) -> Result<(), Refusal> {
        match self.state {
            // The sweep may come late; the rule does not.
            RequestState::Pending if self.is_due(now) => Err(Refusal::RequestExpired),
            RequestState::Pending => Ok(()),
            RequestState::Accepted | RequestState::Confirmed => Err(Refusal::RequestAnswered),
            _ => Err(Refusal::RequestClosed),
        }
    }

    fn end(mut self, state: RequestState, reason: Option<String>) -> Self {
        (self.state, self.expires_at, self.reason) = (state, None, reason);
        self.changed()
    }

    fn changed(mut self) -> Self {
        self.version += 1;
        self
    }
}
