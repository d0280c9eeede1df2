//! A registration as it comes over the wire.

use super::OfferingKind;
use crate::api::account::Language;
use carnet_engine::{CategoryId, domain::registration};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

/// A registration as it is handed in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewRegistration {
    /// The category of the company.
    category: Uuid,
    /// The company's name.
    company: String,
    /// Its country, by code of two letters.
    country: String,
    /// Its region.
    region: Option<String>,
    /// The answers to the company's part of the form, by the name of their field.
    #[serde(default)]
    #[schema(value_type = Object)]
    answers: Map<String, Value>,
    /// Its people, each with an own agenda.
    people: Vec<NewPerson>,
    /// Its offers and wants.
    #[serde(default)]
    offerings: Vec<NewOffering>,
    /// What is consented to.
    #[serde(default)]
    consents: Vec<Consent>,
}

/// A person as one is handed in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPerson {
    /// The name.
    name: String,
    /// The e-mail address.
    email: String,
    /// The language to write in.
    language: Language,
    /// The category, where it differs from the company's.
    category: Option<Uuid>,
    /// Whether the person may edit what is the company's.
    #[serde(default)]
    company_admin: bool,
    /// The answers to the person's part of the form.
    #[serde(default)]
    #[schema(value_type = Object)]
    answers: Map<String, Value>,
}

/// An offer or a want as one is handed in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewOffering {
    /// Which of the two.
    kind: OfferingKind,
    /// In a line.
    title: String,
    /// In full.
    #[serde(default)]
    text: String,
    /// The answers to its part of the form.
    #[serde(default)]
    #[schema(value_type = Object)]
    answers: Map<String, Value>,
}

/// A consent to a text.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Consent {
    /// The purpose.
    purpose: String,
    /// The version of the text.
    version: i64,
}

impl From<NewPerson> for registration::PersonInput {
    fn from(person: NewPerson) -> Self {
        Self {
            name: person.name,
            email: person.email,
            language: person.language.0,
            category: person.category.map(CategoryId::from),
            company_admin: person.company_admin,
            answers: person.answers.into_iter().collect(),
        }
    }
}

impl From<NewOffering> for registration::OfferingInput {
    fn from(offering: NewOffering) -> Self {
        Self {
            kind: offering.kind.0,
            title: offering.title,
            text: offering.text,
            answers: offering.answers.into_iter().collect(),
        }
    }
}

impl From<NewRegistration> for registration::NewRegistration {
    fn from(new: NewRegistration) -> Self {
        Self {
            category: new.category.into(),
            company: registration::CompanyInput {
                name: new.company,
                country: new.country,
                region: new.region,
                answers: new.answers.into_iter().collect(),
            },
            people: new.people.into_iter().map(registration::PersonInput::from).collect(),
            offerings: new.offerings.into_iter().map(registration::OfferingInput::from).collect(),
            consents: new.consents.into_iter().map(|one| (one.purpose, one.version)).collect(),
        }
    }
}
