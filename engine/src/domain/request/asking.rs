//! Asking: what a request needs, and whether the two asked each other before.

use super::{MeetingRequest, RequestState, Side};
use crate::{
    Fault, Faults, Refusal,
    domain::{
        event_rules::{Acceptance, Rules},
        text::{TextKind, written},
    },
    ids::{EventId, MeetingRequestId, ParticipantId, RegistrationId, SlotId},
};
use chrono::{DateTime, TimeDelta, Utc};

/// The most characters of a message or reason.
const TEXT_MOST: usize = 2_000;

/// Whom a request is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskedParty {
    /// A company: any of its people.
    Company(RegistrationId),
    /// A person, or an expert.
    Person(ParticipantId),
}

impl AskedParty {
    /// The person, where one is asked.
    pub const fn person(self) -> Option<ParticipantId> {
        match self {
            Self::Person(id) => Some(id),
            Self::Company(_) => None,
        }
    }
}

/// What is needed for a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAsk {
    /// Who asks.
    pub from: ParticipantId,
    /// Who is asked.
    pub to: AskedParty,
    /// For a given slot, or whenever both are there.
    pub slot: Option<SlotId>,
    /// What the asking side writes.
    pub message: String,
}

/// A request about to be made, with both sides known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Who asks.
    pub from: ParticipantId,
    /// The company of who asks.
    pub from_registration: RegistrationId,
    /// The company that is asked.
    pub to_registration: RegistrationId,
    /// The person who is asked, if it is one.
    pub to_participant: Option<ParticipantId>,
    /// The slot, if it is for one.
    pub slot: Option<SlotId>,
    /// The message.
    pub message: String,
}

impl Ask {
    /// The request of a new arrival. Where the event says so, or an expert is asked, it counts as accepted at once.
    pub fn request(
        self,
        id: MeetingRequestId,
        event: EventId,
        automatic: bool,
        rules: &Rules,
        (arrival, now): (i64, DateTime<Utc>),
    ) -> MeetingRequest {
        let automatic = automatic || rules.acceptance == Acceptance::Automatic;
        let (state, answered_at, expires_at) = if automatic {
            (RequestState::Confirmed, Some(now), None)
        } else {
            (
                RequestState::Pending,
                None,
                rules.request_expiry_hours.map(|hours| now + TimeDelta::hours(hours)),
            )
        };
        MeetingRequest {
            id,
            event,
            from: self.from,
            to_registration: self.to_registration,
            to_participant: self.to_participant,
            slot: self.slot,
            message: self.message,
            state,
            wants_reschedule: false,
            left_slot: None,
            reason: None,
            attending: if automatic { self.to_participant } else { None },
            arrival,
            asked_at: now,
            answered_at,
            expires_at,
            version: 1,
        }
    }
}

/// What the two sides have between them already, as far as it matters for a new request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// Nothing that is open.
    Nothing,
    /// The other side asked and waits for an answer: asking back is the answer.
    Mirrored(MeetingRequestId),
}

/// Looks for the same wish among the open requests between two companies.
///
/// It is the same wish where the same people could meet: a request for a company is for each of its people.
pub fn recognise(
    ask: &Ask,
    open: &[(MeetingRequest, RegistrationId)],
    now: DateTime<Utc>,
) -> Result<Known, Refusal> {
    let mut mirrored = Known::Nothing;
    for (request, from_registration) in open.iter().filter(|(request, _)| request.state.is_open()) {
        let lapsed = request.state == RequestState::Pending && request.is_due(now);
        if lapsed {
            continue;
        }
        match same_wish(ask, request, *from_registration) {
            Some(Side::Asking) => return Err(Refusal::RequestExists),
            Some(Side::Asked) if request.state != RequestState::Pending => {
                return Err(Refusal::RequestExists);
            }
            // Theirs is for a time that was not asked for now: the answer needs a decision.
            Some(Side::Asked) if ask.slot.is_some() && request.slot != ask.slot => {
                return Err(Refusal::RequestMirrored);
            }
            Some(Side::Asked) => mirrored = Known::Mirrored(request.id),
            None => {}
        }
    }
    Ok(mirrored)
}

/// Whether a request is the same wish, and on which side of it the new one would stand.
fn same_wish(ask: &Ask, request: &MeetingRequest, from_registration: RegistrationId) -> Option<Side> {
    let meets = |asked: Option<ParticipantId>, person: Option<ParticipantId>| match (asked, person) {
        (Some(asked), Some(person)) => asked == person,
        _ => true,
    };
    let same_way = request.from == ask.from
        && request.to_registration == ask.to_registration
        && meets(request.to_participant, ask.to_participant);
    if same_way {
        return Some(Side::Asking);
    }
    let other_way = from_registration == ask.to_registration
        && request.to_registration == ask.from_registration
        && meets(ask.to_participant, Some(request.from))
        && meets(request.to_participant, Some(ask.from));
    other_way.then_some(Side::Asked)
}

impl NewAsk {
    /// The message, or its fault.
    pub fn check(&self) -> Result<String, crate::Error> {
        let mut faults = Faults::new();
        let message = faults.take(text("message", &self.message));
        faults.check()?;
        Ok(message.unwrap_or_default())
    }
}

/// Some lines of text that may be empty, without spaces around them.
pub(crate) fn text(path: &str, text: &str) -> Result<String, Fault> {
    written(path, text, TextKind::Paragraphs, TEXT_MOST)
}

/// A reason: a text, or nothing where it is empty.
pub(crate) fn reason(reason: Option<&str>) -> Result<Option<String>, Fault> {
    let reason = text("reason", reason.unwrap_or_default())?;
    Ok(Some(reason).filter(|reason| !reason.is_empty()))
}
