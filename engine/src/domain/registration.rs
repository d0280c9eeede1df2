//! Registrations: a company once, its people, its offers and wants.

mod consent;
mod new;
mod opening;
mod quota;
mod settings;

use crate::{
    Fault, Refusal,
    domain::{account::line, form::Answers, form::ChosenTerms, role::Subject, words},
    ids::{AccountId, CategoryId, EventId, OfferingId, OrganisationId, ParticipantId, RegistrationId},
};
use chrono::{DateTime, Utc};
pub use consent::{ConsentText, NewConsentText, check_consents};
pub use new::{CategoryLine, CompanyInput, NewRegistration, OfferingInput, PersonInput, Setup};
pub(crate) use new::{
    CheckedCompany, CheckedOffering, CheckedPerson, CheckedRegistration, FilledBy, check_company,
    check_offering, check_person, external_id,
};
pub(crate) use opening::Opening;
pub(crate) use quota::MEETINGS_MOST;
pub use quota::MeetingQuota;
pub(crate) use settings::PEOPLE_MOST;
pub use settings::{AttachmentLimits, Automatic, PublicPart, RegistrationSettings};

words! {
    /// Where a registration stands.
    pub enum RegistrationState {
        /// Handed in; an organiser looks at it.
        Submitted = "submitted",
        /// Good.
        Validated = "validated",
        /// Not taken, with a reason.
        Refused = "refused",
        /// Given up, with a reason.
        Cancelled = "cancelled",
    }
}

words! {
    /// Whether something is offered or looked for.
    pub enum OfferingKind {
        /// Offered.
        Offer = "offer",
        /// Looked for.
        Want = "want",
    }
}

/// A registration: the company's part.
#[derive(Clone, Debug, PartialEq)]
pub struct Registration {
    /// Its identity.
    pub id: RegistrationId,
    /// The event.
    pub event: EventId,
    /// The organisation that is represented, where it is known as such.
    pub organisation: Option<OrganisationId>,
    /// The co-organiser to whom it is assigned.
    pub co_organiser: Option<OrganisationId>,
    /// Whether somebody chose the co-organiser by hand; then no rule changes it.
    pub co_organiser_by_hand: bool,
    /// The category of the company.
    pub category: CategoryId,
    /// Who handed it in.
    pub owner: Option<AccountId>,
    /// The company's name.
    pub company_name: String,
    /// Its country, by code of two letters.
    pub country: String,
    /// Its region.
    pub region: Option<String>,
    /// Where it stands.
    pub state: RegistrationState,
    /// Why, where it was refused or cancelled.
    pub state_reason: Option<String>,
    /// The three flags beside the state.
    pub flags: Flags,
    /// The answers that are not terms.
    pub answers: Answers,
    /// The terms.
    pub terms: ChosenTerms,
    /// Its key in another system.
    pub external_id: Option<String>,
    /// Its place in the order of arrival.
    pub arrival: i64,
    /// The number of its changes.
    pub version: i64,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

/// What an organiser says of a registration apart from its state: none follows from another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// The catalogue shows it.
    pub listed: bool,
    /// It is paid for.
    pub paid: bool,
    /// Its people may ask for meetings.
    pub may_book: bool,
}

/// A person of a registration.
#[derive(Clone, Debug, PartialEq)]
pub struct Participant {
    /// Its identity.
    pub id: ParticipantId,
    /// The event.
    pub event: EventId,
    /// The registration.
    pub registration: RegistrationId,
    /// The person's account.
    pub account: Option<AccountId>,
    /// The category, which may differ from the company's.
    pub category: CategoryId,
    /// The person's name.
    pub name: String,
    /// The person's address.
    pub email: Option<String>,
    /// Whether the person gives consultations.
    pub expert: bool,
    /// Whether the person may edit what is the company's.
    pub company_admin: bool,
    /// Whether an organiser found the person good.
    pub validated: bool,
    /// The answers that are not terms.
    pub answers: Answers,
    /// The terms, an expert's topics among them.
    pub terms: ChosenTerms,
    /// The most meetings, where it differs from the category's.
    pub max_meetings: Option<i64>,
    /// The meetings that were promised, likewise.
    pub promised: Option<i64>,
    /// Since when the person does not come.
    pub absent_since: Option<DateTime<Utc>>,
    /// Its key in another system.
    pub external_id: Option<String>,
    /// The number of its changes.
    pub version: i64,
}

/// An offer or a want.
#[derive(Clone, Debug, PartialEq)]
pub struct Offering {
    /// Its identity.
    pub id: OfferingId,
    /// The event.
    pub event: EventId,
    /// The registration.
    pub registration: RegistrationId,
    /// Whether it is offered or looked for.
    pub kind: OfferingKind,
    /// In a line.
    pub title: String,
    /// In full.
    pub text: String,
    /// Whether an organiser found it good.
    pub validated: bool,
    /// The answers that are not terms.
    pub answers: Answers,
    /// The terms.
    pub terms: ChosenTerms,
    /// Its key in another system.
    pub external_id: Option<String>,
    /// The number of its changes.
    pub version: i64,
}

/// What somebody has filled in so far and not handed in. Nobody else sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct RegistrationDraft {
    /// As far as it is filled in; nothing of it was checked.
    pub content: NewRegistration,
    /// The number of its changes, from 1.
    pub version: i64,
    /// When it was changed last.
    pub changed_at: DateTime<Utc>,
}

/// A registration with everything that belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Dossier {
    /// The company's part.
    pub registration: Registration,
    /// Its people.
    pub people: Vec<Participant>,
    /// Its offers and wants.
    pub offerings: Vec<Offering>,
}

impl Registration {
    /// Whom it is about, as far as scopes ask; its accounts are for the [`Dossier`] to say.
    pub fn subject(&self) -> Subject {
        Subject {
            accounts: self.owner.into_iter().collect(),
            organisations: self.organisation.into_iter().chain(self.co_organiser).collect(),
            country: Some(self.country.clone()),
            region: self.region.clone(),
        }
    }

    /// Whether an organiser's decision is still open or may be changed.
    pub fn decide(&self, to: RegistrationState) -> Result<(), Refusal> {
        use RegistrationState::{Cancelled, Refused, Submitted, Validated};
        match (self.state, to) {
            (Submitted | Refused, Validated) | (Submitted | Validated, Refused) | (Refused, Submitted) => {
                Ok(())
            }
            (Submitted | Validated | Refused, Cancelled) => Ok(()),
            _ => Err(Refusal::RegistrationState),
        }
    }
}

impl Dossier {
    /// Whom the company's part belongs to: its owner and the people who may edit it.
    pub fn subject(&self) -> Subject {
        let mut subject = self.registration.subject();
        subject.accounts.extend(self.people.iter().filter(|p| p.company_admin).filter_map(|p| p.account));
        subject
    }

    /// Whom a person's part belongs to: whoever may edit the company's, and the person.
    pub fn subject_of(&self, person: &Participant) -> Subject {
        let mut subject = self.subject();
        subject.accounts.extend(person.account);
        subject
    }

    /// Whom it belongs to for reading: all its people.
    pub fn readers(&self) -> Subject {
        let mut subject = self.registration.subject();
        subject.accounts.extend(self.people.iter().filter_map(|p| p.account));
        subject
    }
}

/// Why something was refused or cancelled: it must be said.
pub(crate) fn reason(path: &str, text: &str) -> Result<String, Fault> {
    line(path, text, 1_000)
}
