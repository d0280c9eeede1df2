//! Who asks and who is asked: what of a participant matters for requests.

use crate::{
    Refusal,
    domain::{account::Language, role::Subject},
    ids::{AccountId, CategoryId, EventId, OrganisationId, ParticipantId, RegistrationId},
};

/// A participant, as requests and agendas see one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "they are flags of their own, not a state")]
pub struct Person {
    /// The participant.
    pub id: ParticipantId,
    /// The event.
    pub event: EventId,
    /// The company.
    pub registration: RegistrationId,
    /// The account, where the person has one.
    pub account: Option<AccountId>,
    /// The language to write to them in.
    pub language: Option<Language>,
    /// The person's name.
    pub name: String,
    /// The company's name.
    pub company: String,
    /// The participant category.
    pub category: CategoryId,
    /// Whether the person gives consultations.
    pub expert: bool,
    /// Whether the person was validated and is there.
    pub present: bool,
    /// Whether the company was validated.
    pub validated: bool,
    /// Whether the company is in the catalogue.
    pub listed: bool,
    /// Whether the company may ask for meetings.
    pub may_book: bool,
    /// The most meetings, of the person or of the category.
    pub most_meetings: Option<i64>,
    /// The country of the company.
    pub country: String,
    /// Its region.
    pub region: Option<String>,
    /// The organisation that the company is.
    pub organisation: Option<OrganisationId>,
    /// The co-organiser to whom the company is assigned.
    pub co_organiser: Option<OrganisationId>,
}

impl Person {
    /// Whom permissions see.
    pub fn subject(&self) -> Subject {
        Subject {
            accounts: self.account.into_iter().collect(),
            organisations: self.organisation.into_iter().chain(self.co_organiser).collect(),
            country: Some(self.country.clone()),
            region: self.region.clone(),
        }
    }

    /// Whether the person can be asked for a meeting.
    pub fn can_be_asked(&self) -> bool {
        self.present && self.validated && self.listed
    }
}

/// Whom permissions see in several people of one company: each of them may act.
pub(crate) fn subject(people: &[Person]) -> Subject {
    let mut all = people.first().map(Person::subject).unwrap_or_default();
    all.accounts = people.iter().filter_map(|person| person.account).collect();
    all
}

/// Whether one may ask the other, by what they are. `matrix` holds the pairs of categories that the organiser opened.
pub fn may_ask(from: &Person, to: &[Person], matrix: &[(CategoryId, CategoryId)]) -> Result<(), Refusal> {
    if !(from.may_book && from.validated && from.present) {
        return Err(Refusal::MayNotBook);
    }
    if to.iter().any(|person| person.registration == from.registration && !person.expert) {
        return Err(Refusal::OwnCompany);
    }
    // Experts never meet each other, whatever the matrix says.
    let open = |to: &Person| !(from.expert && to.expert) && matrix.contains(&(from.category, to.category));
    if to.iter().any(open) { Ok(()) } else { Err(Refusal::CategoryMayNotAsk) }
}
