//! Identities of what is stored: a type for each, over a UUID of version 7, which sorts by time.

use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

/// Declares identity types: `ids! { /// Of a meeting. MeetingId }`.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type)]
        #[serde(transparent)]
        #[sqlx(transparent)]
        pub struct $name(Uuid);

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Uuid {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

ids! {
    /// Of an account: one person, for all events.
    AccountId,
    /// Of an organisation: a chamber, a partner of one, or a company.
    OrganisationId,
    /// Of an event.
    EventId,
    /// Of a role that somebody has in an event.
    RoleId,
    /// Of a rule that assigns registrations to a co-organiser.
    AssignmentRuleId,
    /// Of a single-use token that was sent to somebody.
    TokenId,
    /// Of a sign-in: the time from signing in to signing out.
    SignInId,
    /// Of the record of an attempt to sign in.
    SignInRecordId,
    /// Of a token by which a program calls.
    ApiTokenId,
    /// Of a notice that is owed to somebody.
    NoticeId,
    // Events
    /// Of a site: a place of an event.
    SiteId,
    /// Of a room.
    RoomId,
    /// Of a category of participants.
    CategoryId,
    /// Of a session: a run of slots.
    SessionId,
    /// Of a slot: the time of one meeting.
    SlotId,
    // Activities
    /// Of an activity.
    ActivityId,
    /// Of somebody's place in an activity.
    SignUpId,
    // Registrations
    /// Of a registration: a company's part in an event.
    RegistrationId,
    /// Of a registration that is not handed in.
    RegistrationDraftId,
    /// Of a participant: a person with an own agenda.
    ParticipantId,
    /// Of an offer or a want.
    OfferingId,
    /// Of a term of one of the organiser's lists.
    TermId,
    /// Of a file that belongs to a registration.
    AttachmentId,
    /// Of a consent.
    ConsentId,
    // Plans
    /// Of a meeting that was agreed.
    MeetingId,
    /// Of a plan.
    PlanId,
    /// Of a run of the planner.
    RunId,
    /// Of a block.
    BlockId,
    // Requests
    /// Of a meeting request.
    MeetingRequestId,
    /// Of a conversation.
    ConversationId,
    /// Of a message.
    MessageId,
    /// Of a rule by which people are reminded.
    ReminderRuleId,
    // Webhooks
    /// Of a webhook.
    WebhookId,
    /// Of a delivery to a webhook.
    DeliveryId,
}
