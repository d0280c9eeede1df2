//! What is handed in: the three blocks, checked together so that all faults come at once.

use super::{OfferingKind, RegistrationSettings};
use crate::{
    Fault, FaultCode, Faults,
    domain::{
        account::{EmailAddress, Language, line},
        form::{Answers, Block, Checked, Form, TermIndex, check_answers},
        organisation::country,
        text::{TextKind, written},
    },
    ids::CategoryId,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

const NAME_MOST: usize = 200;
const KEY_MOST: usize = 100;
const TEXT_MOST: usize = 20_000;

/// A registration as it is handed in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NewRegistration {
    /// The category of the company.
    pub category: CategoryId,
    /// The company, once.
    pub company: CompanyInput,
    /// Its people, each with an own agenda.
    pub people: Vec<PersonInput>,
    /// Its offers and wants.
    pub offerings: Vec<OfferingInput>,
    /// What is consented to: purpose and version of the text.
    pub consents: Vec<(String, i64)>,
}

/// A company.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CompanyInput {
    /// Its name.
    pub name: String,
    /// Its country, by code of two letters.
    pub country: String,
    /// Its region.
    pub region: Option<String>,
    /// The answers to the fields of its block.
    pub answers: Answers,
}

/// A person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PersonInput {
    /// The name.
    pub name: String,
    /// The address.
    pub email: String,
    /// The language to write in.
    pub language: Language,
    /// The category, where it differs from the company's.
    pub category: Option<CategoryId>,
    /// Whether the person may edit what is the company's. Where nobody may, the first one may.
    pub company_admin: bool,
    /// The answers to the fields of the block of people.
    pub answers: Answers,
}

/// An offer or a want.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OfferingInput {
    /// Which of the two.
    pub kind: OfferingKind,
    /// In a line.
    pub title: String,
    /// In full; may be empty.
    pub text: String,
    /// The answers to the fields of the block of offerings.
    pub answers: Answers,
}

/// A category as far as registration asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryLine {
    /// Its identity.
    pub id: CategoryId,
    /// Whether its people are experts, whom only organisers enter.
    pub expert: bool,
    /// The most meetings of each of its people.
    pub max_meetings: Option<i64>,
}

/// What the organiser set up, and what input is checked against.
#[derive(Clone, Debug, Default)]
pub struct Setup {
    /// The categories.
    pub categories: Vec<CategoryLine>,
    /// The form.
    pub form: Form,
    /// The terms of all lists.
    pub terms: TermIndex,
    /// The settings.
    pub settings: RegistrationSettings,
}

/// A company without fault.
#[derive(Clone, Debug)]
pub(crate) struct CheckedCompany {
    pub(crate) name: String,
    pub(crate) country: String,
    pub(crate) region: Option<String>,
    pub(crate) given: Checked,
}

/// A person without fault.
#[derive(Clone, Debug)]
pub(crate) struct CheckedPerson {
    pub(crate) name: String,
    pub(crate) email: EmailAddress,
    pub(crate) language: Language,
    pub(crate) category: CategoryId,
    pub(crate) expert: bool,
    pub(crate) company_admin: bool,
    pub(crate) given: Checked,
}

/// An offer or a want without fault.
#[derive(Clone, Debug)]
pub(crate) struct CheckedOffering {
    pub(crate) kind: OfferingKind,
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) given: Checked,
}

/// A registration without fault.
#[derive(Clone, Debug)]
pub(crate) struct CheckedRegistration {
    pub(crate) category: CategoryId,
    pub(crate) company: CheckedCompany,
    pub(crate) people: Vec<CheckedPerson>,
    pub(crate) offerings: Vec<CheckedOffering>,
}

/// Who fills a form in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FilledBy {
    /// Whom it is about: not as an expert, since those are chosen.
    Registrant,
    /// An organiser.
    Organiser,
}

impl Setup {
    /// Whether a category is one of experts.
    pub(crate) fn is_for_experts(&self, id: CategoryId) -> bool {
        self.categories.iter().any(|line| line.id == id && line.expert)
    }

    fn category(
        &self,
        path: &str,
        id: CategoryId,
        by: FilledBy,
        faults: &mut Faults,
    ) -> Option<&CategoryLine> {
        let found = self.categories.iter().find(|c| c.id == id && (by == FilledBy::Organiser || !c.expert));
        if found.is_none() {
            faults.push(Fault::new(path, FaultCode::UnknownChoice));
        }
        found
    }

    /// The whole registration; where a block has a fault, nothing, and all faults of all blocks.
    pub(crate) fn check(
        &self,
        new: &NewRegistration,
        by: FilledBy,
        faults: &mut Faults,
    ) -> Option<CheckedRegistration> {
        let category = self.category("category", new.category, by, faults).map(|line| line.id);
        // Without a category there are no fields; what else is wrong is said all the same.
        let of = new.category;
        let company = check_company(self, "company", of, &new.company, &Answers::new(), faults);
        if new.people.is_empty() {
            faults.push(Fault::new("people", FaultCode::Required));
        }
        for (path, n_items, most) in [
            ("people", new.people.len(), self.settings.most_people),
            ("offerings", new.offerings.len(), self.settings.most_offerings),
        ] {
            if n_items > most {
                faults.push(Fault::new(path, FaultCode::TooMany).with("most", most));
            }
        }
        let mut people = Vec::with_capacity(new.people.len());
        let mut seen = BTreeSet::new();
        for (i, person) in new.people.iter().enumerate() {
            let path = format!("people[{i}]");
            let checked = check_person(self, &path, (of, by), person, &Answers::new(), faults);
            if checked.as_ref().is_some_and(|p| !seen.insert(p.email.clone())) {
                faults.push(Fault::new(format!("{path}.email"), FaultCode::Duplicate));
            }
            people.extend(checked);
        }
        let mut offerings = Vec::with_capacity(new.offerings.len());
        for (i, offering) in new.offerings.iter().enumerate() {
            let path = format!("offerings[{i}]");
            offerings.extend(check_offering(self, &path, of, offering, &Answers::new(), faults));
        }
        if let Some(first) = people.first_mut() {
            first.company_admin |= !new.people.iter().any(|person| person.company_admin);
        }
        Some(CheckedRegistration { category: category?, company: company?, people, offerings })
    }
}

/// A company's block. `before` holds the answers so far, of which those to hidden fields are kept.
pub(crate) fn check_company(
    setup: &Setup,
    path: &str,
    category: CategoryId,
    new: &CompanyInput,
    before: &Answers,
    faults: &mut Faults,
) -> Option<CheckedCompany> {
    let name = faults.take(line(&format!("{path}.name"), &new.name, NAME_MOST));
    let country = faults.take(country(&format!("{path}.country"), &new.country));
    let region = new.region.as_deref().map(str::trim).filter(|text| !text.is_empty());
    let region = region.map(|text| faults.take(line(&format!("{path}.region"), text, NAME_MOST)));
    let fields = setup.form.of(Block::Company, category);
    let given =
        check_answers(&format!("{path}.answers"), &fields, (&new.answers, before), &setup.terms, faults);
    if region == Some(None) {
        return None;
    }
    Some(CheckedCompany { name: name?, country: country?, region: region.flatten(), given })
}

/// A person's block.
pub(crate) fn check_person(
    setup: &Setup,
    path: &str,
    (of_company, by): (CategoryId, FilledBy),
    new: &PersonInput,
    before: &Answers,
    faults: &mut Faults,
) -> Option<CheckedPerson> {
    let name = faults.take(line(&format!("{path}.name"), &new.name, NAME_MOST));
    let email = faults.take(EmailAddress::parse(&format!("{path}.email"), &new.email));
    // The company's category was checked with the company.
    let category = match new.category.filter(|own| *own != of_company) {
        Some(own) => setup.category(&format!("{path}.category"), own, by, faults).map(|line| line.id),
        None => Some(of_company),
    };
    let fields = setup.form.of(Block::Person, category.unwrap_or(of_company));
    let given =
        check_answers(&format!("{path}.answers"), &fields, (&new.answers, before), &setup.terms, faults);
    let category = category?;
    let expert = setup.categories.iter().any(|line| line.id == category && line.expert);
    Some(CheckedPerson {
        name: name?,
        email: email?,
        language: new.language,
        category,
        expert,
        company_admin: new.company_admin,
        given,
    })
}

/// The block of an offer or a want.
pub(crate) fn check_offering(
    setup: &Setup,
    path: &str,
    category: CategoryId,
    new: &OfferingInput,
    before: &Answers,
    faults: &mut Faults,
) -> Option<CheckedOffering> {
    let title = faults.take(line(&format!("{path}.title"), &new.title, NAME_MOST));
    let text = faults.take(paragraphs(&format!("{path}.text"), &new.text, TEXT_MOST));
    let fields = setup.form.of(Block::Offering, category);
    let given =
        check_answers(&format!("{path}.answers"), &fields, (&new.answers, before), &setup.terms, faults);
    Some(CheckedOffering { kind: new.kind, title: title?, text: text?, given })
}

/// Text of several lines, perhaps empty.
pub(crate) fn paragraphs(path: &str, text: &str, most: usize) -> Result<String, Fault> {
    written(path, text, TextKind::Paragraphs, most)
}

/// A key of another system.
pub(crate) fn external_id(path: &str, text: &str) -> Result<String, Fault> {
    line(path, text, KEY_MOST)
}
