//! Messages between parties, and with the organisers.

use crate::{
    Fault, FaultCode, Refusal,
    domain::{agenda::Attending, event_rules::Messages},
    ids::{ConversationId, MessageId, ParticipantId},
};
use chrono::{DateTime, Utc};

/// With whom a conversation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Correspondent {
    /// Another participant.
    Participant(ParticipantId),
    /// The organisers.
    Organisers,
}

/// A conversation, as its list shows it to one side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversation {
    /// Its identity.
    pub id: ConversationId,
    /// The one side.
    pub one: ParticipantId,
    /// The other side; the organisers, where nobody is named.
    pub other: Option<ParticipantId>,
    /// The participants, with their names.
    pub people: Vec<Attending>,
    /// When the last message was written.
    pub last_at: DateTime<Utc>,
    /// How many messages of the other side this one has not read.
    pub n_unread: i64,
}

impl Conversation {
    /// Who of the two is not `me`; nobody where they are the organisers.
    pub fn with(&self, me: ParticipantId) -> Option<&Attending> {
        self.people.iter().find(|person| person.participant != me)
    }
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its identity.
    pub id: MessageId,
    /// Who wrote it; the organisers, where nobody is named.
    pub from: Option<ParticipantId>,
    /// What was written.
    pub text: String,
    /// When.
    pub sent_at: DateTime<Utc>,
}

/// What the two have between them, as far as messages ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Between {
    /// Whether both sides agreed on a meeting.
    pub agreed: bool,
    /// Whether the categories of the two let one ask the other.
    pub may_ask: bool,
    /// Whether the writer is an expert, and the other asked for a meeting with them.
    pub consulted: bool,
}

/// Whether one may write to the other.
///
/// An expert may always write to whoever asked for a consultation: it prepares the meeting.
pub fn may_write(rule: Messages, between: Between) -> Result<(), Refusal> {
    let allowed = match rule {
        Messages::Never => false,
        Messages::OnceAgreed => between.agreed,
        Messages::Always => between.agreed || between.may_ask,
    };
    if allowed || between.consulted { Ok(()) } else { Err(Refusal::MessagesNotAllowed) }
}

/// The text of a message, or its fault.
pub(crate) fn check(text: &str) -> Result<String, Fault> {
    let text = super::request::text("text", text)?;
    if text.is_empty() { Err(Fault::new("text", FaultCode::Required)) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_write_is_as_the_organiser_allows() {
        let between = |agreed, may_ask, consulted| Between { agreed, may_ask, consulted };
        let cases = [
            (Messages::Never, between(true, true, false), false),
            (Messages::Never, between(false, false, true), true),
            (Messages::OnceAgreed, between(false, true, false), false),
            (Messages::OnceAgreed, between(true, false, false), true),
            (Messages::Always, between(false, true, false), true),
            (Messages::Always, between(false, false, false), false),
        ];
        for (rule, between, allowed) in cases {
            assert_eq!(may_write(rule, between).is_ok(), allowed, "{rule} {between:?}");
        }
    }
}
