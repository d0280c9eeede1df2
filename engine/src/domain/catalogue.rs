//! The catalogue: what everybody may see of who takes part, searched, filtered and counted.
//!
//! An [`Entry`] is built of public fields alone, and only entries are searched: nobody finds out by searching what is not
//! shown.

use crate::{
    domain::{
        fold::{fold, words_of},
        form::Answers,
        registration::OfferingKind,
        words,
    },
    ids::{CategoryId, OfferingId, ParticipantId, RegistrationId, TermId},
};
use std::collections::{BTreeMap, BTreeSet};

/// The most entries of a page.
const PAGE_MOST: usize = 200;

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

/// What the filters look at.
struct Traits {
    sectors: BTreeSet<TermId>,
    keywords: BTreeSet<TermId>,
}

/// Searches entries.
pub fn search(entries: Vec<Entry>, paths: &TermPaths, query: &Query) -> Found {
    let words = words_of(&query.words);
    let mut facets = Facets::default();
    let mut found = Vec::new();
    for entry in entries {
        if !words.is_empty() && !entry.has(&words, paths) {
            continue;
        }
        let traits = entry.traits(paths);
        let fits = query.fits(&entry, &traits);
        // A filter's own values are counted as if it was not set.
        let but = |i: usize| fits.iter().enumerate().all(|(j, fits)| i == j || *fits);
        if but(0) {
            *facets.countries.entry(entry.country.clone()).or_default() += 1;
        }
        if but(1) {
            traits.sectors.iter().for_each(|term| *facets.sectors.entry(*term).or_default() += 1);
        }
        if but(2) {
            traits.keywords.iter().for_each(|term| *facets.keywords.entry(*term).or_default() += 1);
        }
        if but(3)
            && let Some(category) = entry.category
        {
            *facets.categories.entry(category).or_default() += 1;
        }
        if but(4) {
            *facets.experts.entry(entry.expert).or_default() += 1;
        }
        if fits.into_iter().all(|fits| fits) {
            found.push(entry);
        }
    }
    sort(&mut found, query.sorting.unwrap_or(Sorting::Name));
    let n_found = found.len();
    let entries = found.into_iter().skip(query.skip).take(query.most.clamp(1, PAGE_MOST)).collect();
    Found { entries, n_found, facets }
}

fn sort(found: &mut [Entry], sorting: Sorting) {
    found.sort_by_cached_key(|entry| {
        let name = fold(&entry.company).into_owned();
        match sorting {
            Sorting::Name => (0, String::new(), name, entry.arrival),
            Sorting::Country => (0, entry.country.clone(), name, entry.arrival),
            Sorting::Newest => (-entry.arrival, String::new(), name, entry.arrival),
        }
    });
}

impl Query {
    /// Whether each filter lets an entry through.
    fn fits(&self, entry: &Entry, traits: &Traits) -> [bool; 5] {
        let meets =
            |wanted: &BTreeSet<TermId>, has: &BTreeSet<TermId>| wanted.is_empty() || !wanted.is_disjoint(has);
        [
            self.countries.is_empty() || self.countries.contains(&entry.country),
            meets(&self.sectors, &traits.sectors),
            meets(&self.keywords, &traits.keywords),
            self.categories.is_empty() || entry.category.is_some_and(|id| self.categories.contains(&id)),
            self.expert.is_none_or(|expert| entry.expert == expert),
        ]
    }
}

impl Entry {
    fn all_terms(&self) -> impl Iterator<Item = TermId> {
        let of_people = self.people.iter().flat_map(|person| &person.terms);
        let of_offerings = self.offerings.iter().flat_map(|offering| &offering.terms);
        self.terms.iter().chain(of_people).chain(of_offerings).map(|(_, term)| *term)
    }

    fn traits(&self, paths: &TermPaths) -> Traits {
        let mut traits = Traits { sectors: BTreeSet::new(), keywords: BTreeSet::new() };
        for term in self.all_terms() {
            traits.sectors.extend(paths.sectors.get(&term).into_iter().flatten());
            traits.keywords.extend(paths.keywords.get(&term).into_iter().flatten());
        }
        traits
    }

    /// Whether all words occur, be it in different places. A word matches the beginning of a word.
    fn has(&self, words: &[String], paths: &TermPaths) -> bool {
        let mut missing: Vec<_> = words.iter().map(String::as_str).collect();
        let mut look = |text: &str| {
            missing.retain(|word| !starts_a_word(text, word));
            missing.is_empty()
        };
        let mut texts = self.texts();
        if texts.any(|text| look(&fold(text))) {
            return true;
        }
        // Who offers cheese is found by dairy, too.
        let above = |term: &TermId| paths.keywords.get(term).or_else(|| paths.sectors.get(term));
        self.all_terms().any(|term| {
            let own = [term];
            let chain = above(&term).map_or(own.as_slice(), Vec::as_slice);
            chain.iter().filter_map(|term| paths.labels.get(term)).any(|label| look(label))
        })
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        let own = [Some(self.company.as_str()), self.region.as_deref()].into_iter().flatten();
        let people = self.people.iter();
        let of_people =
            people.flat_map(|person| std::iter::once(person.name.as_str()).chain(texts_of(&person.answers)));
        let of_offerings = self.offerings.iter().flat_map(|offering| {
            [offering.title.as_str(), &offering.text].into_iter().chain(texts_of(&offering.answers))
        });
        own.chain(texts_of(&self.answers)).chain(of_people).chain(of_offerings)
    }
}

fn texts_of(answers: &Answers) -> impl Iterator<Item = &str> {
    answers.values().filter_map(|answer| answer.as_str())
}

/// Whether a word of the text begins with these letters.
fn starts_a_word(text: &str, word: &str) -> bool {
    text.match_indices(word)
        .any(|(i, _)| text[..i].chars().next_back().is_none_or(|before| !before.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn term(n: u128) -> TermId {
        Uuid::from_u128(n).into()
    }

    fn entry(arrival: i64, company: &str, country: &str, sector: u128) -> Entry {
        Entry {
            company: company.into(),
            country: country.into(),
            arrival,
            terms: vec![("sectors".into(), term(sector))],
            ..Entry::default()
        }
    }

    /// Food (1) with dairy (2) below it, and wood (3).
    fn paths() -> TermPaths {
        let sectors = BTreeMap::from([
            (term(1), vec![term(1)]),
            (term(2), vec![term(2), term(1)]),
            (term(3), vec![term(3)]),
        ]);
        let labels = BTreeMap::from([(term(2), "produits laitiers dairy".to_owned())]);
        TermPaths { sectors, keywords: BTreeMap::new(), labels }
    }

    fn all() -> Vec<Entry> {
        vec![
            entry(1, "Scierie Évrard", "FR", 3),
            entry(2, "Élan Laitier", "FR", 2),
            entry(3, "Queserías Lozano", "ES", 2),
            entry(4, "Aceites Ruiz", "ES", 1),
        ]
    }

    fn names(found: &Found) -> Vec<&str> {
        found.entries.iter().map(|entry| entry.company.as_str()).collect()
    }

    #[test]
    fn counts_of_a_filter_ignore_the_filter_itself_and_obey_all_others() {
        let query = Query {
            countries: BTreeSet::from(["ES".to_owned()]),
            sectors: BTreeSet::from([term(2)]),
            most: 10,
            ..Query::default()
        };
        let found = search(all(), &paths(), &query);
        assert_eq!(names(&found), ["Queserías Lozano"]);
        let countries = BTreeMap::from([("ES".to_owned(), 1), ("FR".to_owned(), 1)]);
        assert_eq!(found.facets.countries, countries);
        assert_eq!(found.facets.sectors, BTreeMap::from([(term(1), 2), (term(2), 1)]));
        assert_eq!(found.facets.experts, BTreeMap::from([(false, 1)]));
    }

    #[test]
    fn each_count_is_what_choosing_the_value_finds() {
        let base = Query { words: "e".into(), most: 10, ..Query::default() };
        let facets = search(all(), &paths(), &base).facets;
        for (country, n_entries) in &facets.countries {
            let query = Query { countries: BTreeSet::from([country.clone()]), ..base.clone() };
            assert_eq!(search(all(), &paths(), &query).n_found, *n_entries);
        }
        for (sector, n_entries) in &facets.sectors {
            let query = Query { sectors: BTreeSet::from([*sector]), ..base.clone() };
            assert_eq!(search(all(), &paths(), &query).n_found, *n_entries);
        }
    }

    #[test]
    fn words_are_found_without_accents_at_the_beginning_of_words_and_in_labels_of_both_languages() {
        for (words, wanted) in [
            ("elan", vec!["Élan Laitier"]),
            ("QUESERIAS loz", vec!["Queserías Lozano"]),
            ("laitiers elan", vec!["Élan Laitier"]),
            ("dairy", vec!["Élan Laitier", "Queserías Lozano"]),
            ("aitier", vec![]),
        ] {
            let query = Query { words: words.into(), most: 10, ..Query::default() };
            assert_eq!(names(&search(all(), &paths(), &query)), wanted, "{words}");
        }
    }

    #[test]
    fn pages_follow_each_other_in_the_order_asked_for() {
        let page = |sorting, skip| {
            let query = Query { sorting: Some(sorting), skip, most: 2, ..Query::default() };
            search(all(), &paths(), &query)
        };
        assert_eq!(names(&page(Sorting::Name, 0)), ["Aceites Ruiz", "Élan Laitier"]);
        assert_eq!(names(&page(Sorting::Name, 2)), ["Queserías Lozano", "Scierie Évrard"]);
        assert_eq!(names(&page(Sorting::Country, 0)), ["Aceites Ruiz", "Queserías Lozano"]);
        assert_eq!(names(&page(Sorting::Newest, 0)), ["Aceites Ruiz", "Queserías Lozano"]);
        assert_eq!(page(Sorting::Newest, 3).n_found, 4);
    }
}
