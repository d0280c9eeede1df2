//! The catalogue: what everybody may see of who takes part, searched, filtered and counted.
//!
//! An [`Entry`] is built of public fields alone, and only entries are searched: nobody finds out by searching what is not
//! shown.

mod search;

use crate::{
    domain::{form::Answers, registration::OfferingKind, words},
    ids::{CategoryId, OfferingId, ParticipantId, RegistrationId, TermId},
};
pub(crate) use search::Catalogue;
use std::collections::{BTreeMap, BTreeSet};

words! {
    /// In which order.
    pub enum Sorting {
        /// By the company's name.
        Name = "name",
        /// By country, then name.
        Country = "country",
        /// The last one to arrive first.
        Newest = "newest",
    }
}

/// What the catalogue shows of a registration.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// The registration.
    pub id: Option<RegistrationId>,
    /// The company's name.
    pub company: String,
    /// Its country.
    pub country: String,
    /// Its region, where it is public.
    pub region: Option<String>,
    /// Its category.
    pub category: Option<CategoryId>,
    /// Whether an expert is among its people.
    pub expert: bool,
    /// Its place in the order of arrival.
    pub arrival: i64,
    /// The public answers.
    pub answers: Answers,
    /// The public terms of the company, by field.
    pub terms: Vec<(String, TermId)>,
    /// Its people: experts always, the others where people are public.
    pub people: Vec<PersonEntry>,
    /// Its validated offers and wants, where they are public.
    pub offerings: Vec<OfferingEntry>,
}

/// What the catalogue shows of a person.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonEntry {
    /// The participant.
    pub id: ParticipantId,
    /// The name.
    pub name: String,
    /// Whether the person gives consultations.
    pub expert: bool,
    /// The public answers.
    pub answers: Answers,
    /// The public terms, an expert's topics among them.
    pub terms: Vec<(String, TermId)>,
}

/// What the catalogue shows of an offer or a want.
#[derive(Clone, Debug, PartialEq)]
pub struct OfferingEntry {
    /// Its identity.
    pub id: OfferingId,
    /// Which of the two.
    pub kind: OfferingKind,
    /// In a line.
    pub title: String,
    /// In full.
    pub text: String,
    /// The public answers.
    pub answers: Answers,
    /// The public terms.
    pub terms: Vec<(String, TermId)>,
}

/// A search; what is empty filters nothing. Within a filter one is enough, all filters must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Words, all of which must occur.
    pub words: String,
    /// Countries.
    pub countries: BTreeSet<String>,
    /// Sectors, those below them included.
    pub sectors: BTreeSet<TermId>,
    /// Keywords, those below them included.
    pub keywords: BTreeSet<TermId>,
    /// Categories.
    pub categories: BTreeSet<CategoryId>,
    /// With an expert, or without.
    pub expert: Option<bool>,
    /// In which order.
    pub sorting: Option<Sorting>,
    /// How many to leave out at the beginning.
    pub skip: usize,
    /// How many at most.
    pub most: usize,
}

/// How many would be found with each value of a filter, all other filters as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// By country.
    pub countries: BTreeMap<String, usize>,
    /// By sector; each counts for those above it too.
    pub sectors: BTreeMap<TermId, usize>,
    /// By keyword, likewise.
    pub keywords: BTreeMap<TermId, usize>,
    /// By category.
    pub categories: BTreeMap<CategoryId, usize>,
    /// With an expert, and without.
    pub experts: BTreeMap<bool, usize>,
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The entries of the page.
    pub entries: Vec<Entry>,
    /// How many there are in all.
    pub n_found: usize,
    /// The filters with their counts.
    pub facets: Facets,
}

/// The terms of the lists that are filters, each with those above it, itself first.
#[derive(Clone, Debug, Default)]
pub struct TermPaths {
    /// Sectors.
    pub sectors: BTreeMap<TermId, Vec<TermId>>,
    /// Keywords.
    pub keywords: BTreeMap<TermId, Vec<TermId>>,
    /// The labels of all terms in both languages, folded, for the words of a search.
    pub labels: BTreeMap<TermId, String>,
}
