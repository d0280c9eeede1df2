//! Searching: everything is folded and worked out once, so that a search only compares.

use super::{Entry, Facets, Found, Query, Sorting, TermPaths};
use crate::{
    domain::{
        fold::{fold, words_of},
        form::Answers,
        role::Subject,
    },
    ids::TermId,
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

/// The most entries of a page.
const PAGE_MOST: usize = 200;

/// The entries of an event, ready to be searched.
#[derive(Debug, PartialEq)]
pub(crate) struct Catalogue(Vec<Line>);

/// An entry with what a search looks at.
#[derive(Debug, PartialEq)]
struct Line {
    entry: Entry,
    /// Whom it is about: before the catalogue is open, administrators see those whom they reach.
    subject: Subject,
    /// The company's name, folded.
    name: String,
    /// All public texts, and the labels of all terms and of those above them in both languages, folded.
    text: String,
    /// Its sectors, with those above them.
    sectors: BTreeSet<TermId>,
    /// Its keywords, likewise.
    keywords: BTreeSet<TermId>,
}

impl Catalogue {
    pub(crate) fn new(entries: impl IntoIterator<Item = (Entry, Subject)>, paths: &TermPaths) -> Self {
        Self(entries.into_iter().map(|(entry, subject)| Line::new(entry, subject, paths)).collect())
    }

    /// All entries.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.0.iter().map(|line| &line.entry)
    }

    /// One entry, if `sees` lets it be seen.
    pub(crate) fn find(
        &self,
        found: impl Fn(&Entry) -> bool,
        sees: impl Fn(&Subject) -> bool,
    ) -> Option<&Entry> {
        let line = self.0.iter().find(|line| found(&line.entry) && sees(&line.subject))?;
        Some(&line.entry)
    }

    /// A page of the entries that a query finds among those that `sees` lets be seen, with the counts of all filters.
    pub(crate) fn search(&self, query: &Query, sees: impl Fn(&Subject) -> bool) -> Found {
        let words = words_of(&query.words);
        let mut facets = Facets::default();
        let mut found: Vec<&Line> = Vec::new();
        for line in self.0.iter().filter(|line| sees(&line.subject) && line.has(&words)) {
            let fits = query.fits(line);
            facets.count(line, fits);
            if fits.into_iter().all(|fits| fits) {
                found.push(line);
            }
        }
        sort(&mut found, query.sorting.unwrap_or(Sorting::Name));
        let n_found = found.len();
        let page = found.into_iter().skip(query.skip).take(query.most.clamp(1, PAGE_MOST));
        Found { entries: page.map(|line| line.entry.clone()).collect(), n_found, facets }
    }
}

fn sort(found: &mut [&Line], sorting: Sorting) {
    let by_name = |line: &Line| (line.name.clone(), line.entry.arrival);
    match sorting {
        Sorting::Name => found.sort_by_cached_key(|line| by_name(line)),
        Sorting::Country => found.sort_by_cached_key(|line| (line.entry.country.clone(), by_name(line))),
        Sorting::Newest => found.sort_by_key(|line| Reverse(line.entry.arrival)),
    }
}

impl Query {
    /// Whether each filter lets an entry through.
    fn fits(&self, line: &Line) -> [bool; 5] {
        let meets =
            |wanted: &BTreeSet<TermId>, has: &BTreeSet<TermId>| wanted.is_empty() || !wanted.is_disjoint(has);
        let entry = &line.entry;
        [
            self.countries.is_empty() || self.countries.contains(&entry.country),
            meets(&self.sectors, &line.sectors),
            meets(&self.keywords, &line.keywords),
            self.categories.is_empty() || entry.category.is_some_and(|id| self.categories.contains(&id)),
            self.expert.is_none_or(|expert| entry.expert == expert),
        ]
    }
}

impl Facets {
    /// Counts an entry. A filter's own values are counted as if it was not set.
    fn count(&mut self, line: &Line, fits: [bool; 5]) {
        let but = |i: usize| fits.iter().enumerate().all(|(j, fits)| i == j || *fits);
        if but(0) {
            match self.countries.get_mut(&line.entry.country) {
                Some(n) => *n += 1,
                None => drop(self.countries.insert(line.entry.country.clone(), 1)),
            }
        }
        if but(1) {
            line.sectors.iter().for_each(|term| *self.sectors.entry(*term).or_default() += 1);
        }
        if but(2) {
            line.keywords.iter().for_each(|term| *self.keywords.entry(*term).or_default() += 1);
        }
        if but(3)
            && let Some(category) = line.entry.category
        {
            *self.categories.entry(category).or_default() += 1;
        }
        if but(4) {
            *self.experts.entry(line.entry.expert).or_default() += 1;
        }
    }
}

impl Line {
    fn new(entry: Entry, subject: Subject, paths: &TermPaths) -> Self {
        let own: BTreeSet<TermId> = entry.all_terms().collect();
        let all_of = |paths: &BTreeMap<TermId, Vec<TermId>>| -> BTreeSet<TermId> {
            own.iter().filter_map(|term| paths.get(term)).flatten().copied().collect()
        };
        let (sectors, keywords) = (all_of(&paths.sectors), all_of(&paths.keywords));
        let mut text = String::new();
        let mut add = |folded: &str| {
            text.push_str(folded);
            text.push('\n');
        };
        entry.texts().for_each(|one| add(&fold(one)));
        // Who offers cheese is found by dairy, too.
        let terms: BTreeSet<&TermId> = own.iter().chain(&sectors).chain(&keywords).collect();
        terms.into_iter().filter_map(|term| paths.labels.get(term)).for_each(|label| add(label));
        Self { name: fold(&entry.company).into_owned(), entry, subject, text, sectors, keywords }
    }

    /// Whether all words occur, be it in different places. A word matches the beginning of a word.
    fn has(&self, words: &[String]) -> bool {
        words.iter().all(|word| starts_a_word(&self.text, word))
    }
}

impl Entry {
    fn all_terms(&self) -> impl Iterator<Item = TermId> {
        let of_people = self.people.iter().flat_map(|person| &person.terms);
        let of_offerings = self.offerings.iter().flat_map(|offering| &offering.terms);
        self.terms.iter().chain(of_people).chain(of_offerings).map(|(_, term)| *term)
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

    fn search(entries: Vec<Entry>, paths: &TermPaths, query: &Query) -> Found {
        let subject = Subject::default();
        Catalogue::new(entries.into_iter().map(|entry| (entry, subject.clone())), paths)
            .search(query, |_| true)
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
