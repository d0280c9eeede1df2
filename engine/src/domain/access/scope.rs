//! What a program that calls by a token may do at most. Scopes only narrow: what the owner may not, no token may.

use super::UseCase;
use crate::{
    Error, Kind, Refusal,
    domain::words,
    ids::{ApiTokenId, EventId},
};
use std::collections::BTreeSet;

words! {
    /// An area that is opened to a token, to read or to write.
    pub enum Scope {
        /// Events, and what is set for them.
        EventsRead = "events:read",
        /// Webhooks of events.
        EventsWrite = "events:write",
        /// What is set for events, to write it, and to make events; reading it is of the area of events.
        SetUpWrite = "set-up:write",
        /// Registrations with their people, offers and wants.
        RegistrationsRead = "registrations:read",
        /// The same, to register, validate, edit and import.
        RegistrationsWrite = "registrations:write",
        /// Suggestions; the catalogue itself is public.
        CatalogueRead = "catalogue:read",
        /// Activities, and who signed up.
        ActivitiesRead = "activities:read",
        /// The same, to sign up and to change.
        ActivitiesWrite = "activities:write",
        /// Requests for meetings.
        RequestsRead = "requests:read",
        /// The same, to ask and to answer.
        RequestsWrite = "requests:write",
        /// Agendas.
        AgendasRead = "agendas:read",
        /// Messages.
        MessagesRead = "messages:read",
        /// The same, to write.
        MessagesWrite = "messages:write",
        /// What is sent to people: the outbox, and when they are reminded.
        MailsRead = "mails:read",
        /// The same, to have sent again and to set; and the texts of mails.
        MailsWrite = "mails:write",
        /// Plans, runs, pins and blocks.
        PlansRead = "plans:read",
        /// The same, to run the planner, to decide, to publish and to exchange files.
        PlansWrite = "plans:write",
    }
}

impl Scope {
    /// Whether this opens what another does: whoever may write may read.
    pub fn opens(self, other: Self) -> bool {
        let area = |scope: Self| scope.as_str().split_once(':').unwrap_or_default();
        let ((own, access), (wanted, _)) = (area(self), area(other));
        self == other
            || (own == wanted && access == "write")
            || (self, other) == (Self::SetUpWrite, Self::EventsRead)
    }
}

/// What a token must open for a use case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Need {
    /// Nothing: everybody may know it, or it is about the caller alone.
    Nothing,
    Scope(Scope),
    /// No token opens it. What concerns accounts, rights and the installation is for people, and whatever is not named too.
    SignIn,
}

impl UseCase {
    #[expect(clippy::too_many_lines, reason = "one row per use case")]
    fn need(self) -> Need {
        use Scope as S;
        Need::Scope(match self {
            Self::ShowAccount
            | Self::ShowPresence
            | Self::ShowPublicEvent
            | Self::ListPublicEvents
            | Self::ListEvents
            | Self::SearchCatalogue
            | Self::ShowRegistrationForm
            | Self::KeepAnswers => return Need::Nothing,
            Self::ShowEvent
            | Self::ShowLook
            | Self::CheckReadiness
            | Self::ListOrganisations
            | Self::ReadWebhooks => S::EventsRead,
            Self::ManageWebhooks => S::EventsWrite,
            Self::CreateEvent
            | Self::CopyEvent
            | Self::ChangeEvent
            | Self::ChangePhase
            | Self::SetHosts
            | Self::SetPlaces
            | Self::SetCategories
            | Self::SetRules
            | Self::SetLook
            | Self::MakeGrid
            | Self::ChangeSession
            | Self::DeleteSessions
            | Self::SetUpRegistration => S::SetUpWrite,
            Self::ShowRegistration | Self::ListRegistrations | Self::ListForDesk | Self::ShowAvailability => {
                S::RegistrationsRead
            }
            Self::Register
            | Self::EditRegistration
            | Self::CancelRegistration
            | Self::ValidateRegistrations
            | Self::FlagRegistrations
            | Self::ImportParticipants
            | Self::ImportOfferings
            | Self::SetAvailability
            | Self::SaveExpert
            | Self::SetAttendance
            | Self::SetQuota
            | Self::SetBooth => S::RegistrationsWrite,
            Self::SuggestMeetings => S::CatalogueRead,
            Self::ListActivities | Self::ListSignUps | Self::ListSignUpsOf => S::ActivitiesRead,
            Self::CreateActivity
            | Self::ChangeActivity
            | Self::ChangeActivityState
            | Self::SignUp
            | Self::CancelSignUp
            | Self::TransferSignUp => S::ActivitiesWrite,
            Self::ListRequests | Self::ShowPlaceability => S::RequestsRead,
            Self::Ask
            | Self::AnswerRequest
            | Self::ConfirmRequest
            | Self::WithdrawRequest
            | Self::CancelRequest
            | Self::RescheduleRequest => S::RequestsWrite,
            Self::ShowAgenda | Self::ListChangedAgendas => S::AgendasRead,
            Self::ReadMessages => S::MessagesRead,
            Self::WriteMessage | Self::AnswerMessage => S::MessagesWrite,
            Self::ReadOutbox | Self::ListReminders => S::MailsRead,
            Self::RetryNotice | Self::SetReminders | Self::EditMailTemplates => S::MailsWrite,
            Self::ReadPlans => S::PlansRead,
            Self::StartRun | Self::EditPlan | Self::Decide | Self::PublishPlan | Self::ExchangePlans => {
                S::PlansWrite
            }
            _ => return Need::SignIn,
        })
    }
}

/// What an actor may do at most who came by a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The token.
    pub token: ApiTokenId,
    /// What it opens.
    pub scopes: BTreeSet<Scope>,
    /// The only event that it is for; all of its owner's, where none is named.
    pub event: Option<EventId>,
}

impl Limits {
    /// Whether the token opens a use case of an event.
    pub(crate) fn allow(&self, use_case: UseCase, event: Option<EventId>) -> Result<(), Error> {
        let opened = match use_case.need() {
            Need::Nothing => true,
            Need::Scope(needed) => self.scopes.iter().any(|scope| scope.opens(needed)),
            Need::SignIn => false,
        };
        if !opened {
            return Err(Refusal::BeyondToken.into());
        }
        // Whoever is let into one event makes no others.
        if self.event.is_some() && matches!(use_case, UseCase::CreateEvent | UseCase::CopyEvent) {
            return Err(Refusal::BeyondToken.into());
        }
        match event {
            // Of another event the token's holder learns nothing.
            Some(event) if !self.reaches(event) => Err(Error::not_found(Kind::Event)),
            _ => Ok(()),
        }
    }

    /// Whether the token is for an event.
    pub fn reaches(&self, event: EventId) -> bool {
        self.event.is_none_or(|only| only == event)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn limits(scopes: &[Scope], event: Option<u128>) -> Limits {
        let event = event.map(|n| Uuid::from_u128(n).into());
        Limits { token: Uuid::from_u128(1).into(), scopes: scopes.iter().copied().collect(), event }
    }

    #[test]
    fn whoever_may_write_may_read_and_not_the_other_way_round() {
        assert!(Scope::PlansWrite.opens(Scope::PlansRead));
        assert!(!Scope::PlansRead.opens(Scope::PlansWrite));
        assert!(!Scope::PlansWrite.opens(Scope::RequestsRead));
        assert!(Scope::SetUpWrite.opens(Scope::EventsRead), "whoever sets an event up sees it");
        assert!(!Scope::SetUpWrite.opens(Scope::EventsWrite) && !Scope::EventsWrite.opens(Scope::SetUpWrite));
    }

    #[test]
    fn a_token_of_one_event_makes_no_others() {
        let event = Some(Uuid::from_u128(7).into());
        for (only, opened) in [(None, true), (Some(7), false)] {
            let limits = limits(&[Scope::SetUpWrite], only);
            assert_eq!(limits.allow(UseCase::CreateEvent, None).is_ok(), opened);
            assert_eq!(limits.allow(UseCase::CopyEvent, event).is_ok(), opened);
            assert!(limits.allow(UseCase::SetRules, event).is_ok());
        }
    }

    #[test]
    fn a_token_opens_what_its_scopes_say_and_never_rights_or_accounts() {
        let all = limits(Scope::ALL, None);
        for (use_case, opened) in [
            (UseCase::Ask, true),
            (UseCase::ShowAccount, true),
            (UseCase::ManageApiTokens, false),
            (UseCase::ChangePassword, false),
            (UseCase::InviteAdministrator, false),
            (UseCase::SendNotices, false),
        ] {
            assert_eq!(all.allow(use_case, None).is_ok(), opened, "{use_case}");
        }
        assert!(limits(&[Scope::RequestsRead], None).allow(UseCase::Ask, None).is_err());
        assert!(limits(&[], None).allow(UseCase::SearchCatalogue, None).is_ok());
    }

    #[test]
    fn a_token_of_one_event_finds_no_other() {
        let one = limits(&[Scope::RequestsRead], Some(7));
        let event = |n| Some(Uuid::from_u128(n).into());
        assert!(one.allow(UseCase::ListRequests, event(7)).is_ok());
        assert!(matches!(one.allow(UseCase::ListRequests, event(8)), Err(Error::NotFound { .. })));
    }
}
