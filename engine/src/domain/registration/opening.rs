//! How a registration begins, is assigned, and stands in each state.

use super::{CheckedCompany, Flags, Registration, RegistrationSettings, RegistrationState};
use crate::{
    domain::{
        assignment::{self, AssignmentRule},
        role::Subject,
    },
    ids::{AccountId, CategoryId, EventId, RegistrationId},
};
use chrono::{DateTime, Utc};

/// What a registration begins with.
pub(crate) struct Opening {
    pub(crate) id: RegistrationId,
    pub(crate) event: EventId,
    pub(crate) category: CategoryId,
    /// Who hands it in, where that is whom it is about.
    pub(crate) owner: Option<AccountId>,
    pub(crate) company: CheckedCompany,
    /// Whether nobody needs to look at it any more.
    pub(crate) validated: bool,
    pub(crate) external_id: Option<String>,
    pub(crate) arrival: i64,
    pub(crate) now: DateTime<Utc>,
}

impl Opening {
    /// The registration, which nobody was assigned to yet.
    pub(crate) fn open(self, settings: &RegistrationSettings) -> Registration {
        let state = if self.validated { RegistrationState::Validated } else { RegistrationState::Submitted };
        Registration {
            id: self.id,
            event: self.event,
            organisation: None,
            co_organiser: None,
            co_organiser_by_hand: false,
            category: self.category,
            owner: self.owner,
            company_name: self.company.name,
            country: self.company.country,
            region: self.company.region,
            state,
            state_reason: None,
            flags: Flags::default().in_state(state, settings),
            answers: self.company.given.answers,
            terms: self.company.given.terms,
            external_id: self.external_id,
            arrival: self.arrival,
            version: 1,
            created_at: self.now,
        }
    }
}

impl Flags {
    /// The flags in a state: what a validated registration may do from that moment, if the settings say so.
    pub(crate) fn in_state(self, state: RegistrationState, settings: &RegistrationSettings) -> Self {
        match state {
            RegistrationState::Validated => Self {
                listed: self.listed || settings.list_when_validated,
                may_book: self.may_book || settings.book_when_validated,
                ..self
            },
            RegistrationState::Refused | RegistrationState::Cancelled => {
                Self { listed: false, may_book: false, ..self }
            }
            RegistrationState::Submitted => self,
        }
    }
}

impl Registration {
    /// Gives it to the co-organiser whom the rules name, unless one was chosen by hand.
    pub(crate) fn assign(&mut self, rules: &[AssignmentRule]) {
        if !self.co_organiser_by_hand {
            self.co_organiser = assignment::co_organiser(rules, &self.company_subject());
        }
    }

    /// Whom rules of assignment look at: the company, and not whom an earlier rule chose.
    pub(crate) fn company_subject(&self) -> Subject {
        Subject { organisations: self.organisation.into_iter().collect(), ..self.subject() }
    }
}
