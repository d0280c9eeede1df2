//! How far an event has changed since something was read of it.
//!
//! Every change is recorded in the audit, in the transaction that makes it. Counting there which entries may have changed what
//! the catalogue shows, or what the planner sees, tells in one small query whether what was read before still is as it was:
//! two reads at one revision read the same.

use crate::Kind;

/// What is done with requests of which there is no meeting: most of what is done in an event.
const WITHOUT_MEETING: [&str; 4] =
    ["request.asked", "request.declined", "request.expired", "request.withdrawn"];

/// How many changes there were, by what they may have changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Revision {
    /// Of what the catalogue shows.
    pub(crate) catalogue: i64,
    /// Of what the planner sees, but for pins, blocks and plans, which are few and read each time.
    pub(crate) planning: i64,
    /// Of what is set for it: its own settings, look, form and lists.
    pub(crate) set_up: i64,
}

impl Revision {
    /// What an action on such an object counts for. Kinds are named where they change nothing, so that a new one counts.
    pub(crate) fn of(kind: Kind, action: &str) -> Self {
        Self {
            catalogue: i64::from(changes_catalogue(kind)),
            planning: i64::from(changes_planning(kind, action)),
            set_up: i64::from(changes_set_up(kind)),
        }
    }
}

/// Changes that nobody has to read an event anew for.
fn changes_nothing(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::ApiToken
            | Kind::Attachment
            | Kind::Block
            | Kind::Conversation
            | Kind::MailTemplate
            | Kind::Notice
            | Kind::Pin
            | Kind::Plan
            | Kind::RegistrationDraft
            | Kind::ReminderRule
            | Kind::Role
            | Kind::Run
            | Kind::Webhook
    )
}

fn changes_catalogue(kind: Kind) -> bool {
    !changes_nothing(kind)
        && !matches!(kind, Kind::Activity | Kind::Meeting | Kind::MeetingRequest | Kind::SignUp)
}

fn changes_planning(kind: Kind, action: &str) -> bool {
    // The planner sees what was agreed. Agreeing is recorded of the meeting, too.
    let of_nothing_agreed = kind == Kind::MeetingRequest && WITHOUT_MEETING.contains(&action);
    !changes_nothing(kind)
        && !of_nothing_agreed
        && !matches!(kind, Kind::Form | Kind::Offering | Kind::Term | Kind::TermList)
}

fn changes_set_up(kind: Kind) -> bool {
    !changes_nothing(kind)
        && !matches!(
            kind,
            Kind::Account
                | Kind::Activity
                | Kind::AssignmentRules
                | Kind::Meeting
                | Kind::MeetingRequest
                | Kind::Offering
                | Kind::Participant
                | Kind::Registration
                | Kind::SignIn
                | Kind::SignUp
                | Kind::Token
        )
}
