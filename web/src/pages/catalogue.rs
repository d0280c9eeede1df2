//! Who takes part: what everybody may see, searched and filtered.

mod entry;

use super::{
    InEvent,
    participant::{
        asking,
        suggestions::{SuggestionLine, suggest},
    },
};
use crate::{
    App, countries,
    error::Error,
    form::Field,
    format,
    page::{Layout, render},
};
use askama::Template;
use axum::{Router, extract::State, response::Response, routing::get};
use axum_extra::extract::Query;
use carnet_engine::{
    RegistrationForm, TermId,
    domain::{
        catalogue::{self, Entry, Found, Sorting},
        placeability::Answer,
        registration::OfferingKind,
        text::Texts,
    },
};
pub(crate) use entry::entry_page;
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    str::FromStr,
};

const PAGE: usize = 24;
/// How many suggestions stand above the list.
const STRIP: usize = 3;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/catalogue", get(list))
        .route("/catalogue/files/{file}", get(entry::read_file))
        .route("/catalogue/{registration}", get(entry::show).post(asking::ask))
}

/// What is looked for, as the address says it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Search {
    words: String,
    country: Vec<String>,
    sector: Vec<String>,
    keyword: Vec<String>,
    category: Vec<String>,
    /// `true`, `false`, or nothing for all.
    expert: String,
    sort: String,
    page: String,
}

/// What can be read of what an address names; the rest filters nothing.
fn known<T: FromStr + Ord>(named: &[String]) -> BTreeSet<T> {
    named.iter().filter_map(|one| one.parse().ok()).collect()
}

impl Search {
    fn is_filtered(&self) -> bool {
        let chosen = [&self.country, &self.sector, &self.keyword, &self.category];
        chosen.iter().any(|values| !values.is_empty()) || !self.expert.is_empty()
    }

    fn page(&self) -> usize {
        self.page.parse().unwrap_or_default()
    }

    /// The same search on another page, as an address says it.
    fn on_page(&self, page: usize) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("words", &self.words);
        query.extend_pairs(self.country.iter().map(|code| ("country", code)));
        query.extend_pairs(self.sector.iter().map(|term| ("sector", term)));
        query.extend_pairs(self.keyword.iter().map(|term| ("keyword", term)));
        query.extend_pairs(self.category.iter().map(|id| ("category", id)));
        query.extend_pairs([("expert", &self.expert), ("sort", &self.sort)]);
        query.append_pair("page", &page.to_string()).finish()
    }

    fn query(&self) -> catalogue::Query {
        catalogue::Query {
            words: self.words.clone(),
            countries: self.country.iter().filter(|code| !code.is_empty()).cloned().collect(),
            sectors: known(&self.sector),
            keywords: known(&self.keyword),
            categories: known(&self.category),
            expert: self.expert.parse().ok(),
            sorting: Sorting::parse(&self.sort).ok(),
            skip: self.page().saturating_mul(PAGE),
            most: PAGE,
        }
    }
}

#[derive(Template)]
#[template(path = "event/catalogue.html")]
struct CataloguePage {
    layout: Layout,
    href: String,
    words: String,
    found: String,
    facets: Vec<Facet>,
    /// Whether experts are looked for, and the order.
    choices: Vec<Field>,
    entries: Vec<EntryLine>,
    filtered: bool,
    /// Some whom the visitor should meet, before anything is looked for.
    suggestions: Vec<SuggestionLine>,
    all_suggestions: String,
    before: Option<String>,
    after: Option<String>,
}

/// A filter with its values.
struct Facet {
    label: String,
    name: &'static str,
    values: Vec<FacetValue>,
}

struct FacetValue {
    value: String,
    label: String,
    count: usize,
    chosen: bool,
}

struct EntryLine {
    href: String,
    company: String,
    country: String,
    expert: bool,
    sectors: Vec<String>,
    offers: usize,
    wants: usize,
}

/// What an event's form calls its fields and terms, in the visitor's language.
pub(crate) struct Labels {
    terms: BTreeMap<TermId, Texts>,
    form: RegistrationForm,
}

impl Labels {
    pub(crate) async fn read(app: &App, at: &InEvent) -> Result<Self, Error> {
        let form = app.engine().show_registration_form(&at.visitor.actor, at.id).await?;
        let terms = form.terms.iter().map(|term| (term.id, term.labels.clone())).collect();
        Ok(Self { terms, form })
    }

    pub(crate) fn of(&self, at: &InEvent, term: TermId) -> String {
        self.terms.get(&term).map_or("", |labels| labels.get(at.visitor.language())).to_owned()
    }
}

pub(crate) async fn list(
    State(app): State<App>,
    at: InEvent,
    Query(search): Query<Search>,
) -> Result<Response, Error> {
    let found = app.engine().search_catalogue(&at.visitor.actor, at.id, &search.query()).await?;
    let labels = Labels::read(&app, &at).await?;
    let words = at.visitor.words;
    let nothing_sought = search.words.is_empty() && !search.is_filtered() && search.page() == 0;
    let suggestions = match at.person().filter(|_| nothing_sought) {
        Some(me) => suggest(&app, &at, me, STRIP).await?,
        None => Vec::new(),
    };
    let layout = at.layout(words.t("catalogue-title"), "/catalogue");
    let page = |page: usize| format!("{}?{}", at.href("/catalogue"), search.on_page(page));
    let after = (found.n_found > search.page().saturating_add(1).saturating_mul(PAGE))
        .then(|| page(search.page() + 1));
    let before = search.page().checked_sub(1).map(page);
    render(&CataloguePage {
        layout,
        href: at.href("/catalogue"),
        found: words.n("catalogue-found", found.n_found as i64),
        facets: facets(&at, &labels, &search, &found),
        choices: choices(&at, &search),
        entries: found.entries.iter().map(|entry| line(&at, &labels, entry)).collect(),
        filtered: search.is_filtered(),
        suggestions,
        all_suggestions: at.href("/suggestions"),
        before,
        after,
        words: search.words,
    })
}

fn facets(at: &InEvent, labels: &Labels, search: &Search, found: &Found) -> Vec<Facet> {
    let words = at.visitor.words;
    let facet = |key: &str, name, mut values: Vec<FacetValue>| {
        values.sort_by(|a, b| a.label.cmp(&b.label));
        Facet { label: words.t(key), name, values }
    };
    let value = |value: String, label: String, count: &usize, chosen: &[String]| FacetValue {
        chosen: chosen.contains(&value),
        value,
        label,
        count: *count,
    };
    let of_terms = |counts: &BTreeMap<TermId, usize>, chosen: &[String]| {
        counts.iter().map(|(term, n)| value(term.to_string(), labels.of(at, *term), n, chosen)).collect()
    };
    let countries = found.facets.countries.iter();
    let countries = countries.map(|(code, n)| value(code.clone(), country(at, code), n, &search.country));
    let categories = at.pages.iter().flat_map(|pages| &pages.categories).filter_map(|(id, names)| {
        let n = found.facets.categories.get(id)?;
        Some(value(id.to_string(), names.get(at.visitor.language()).to_owned(), n, &search.category))
    });
    vec![
        facet("catalogue-category", "category", categories.collect()),
        facet("catalogue-country", "country", countries.collect()),
        facet("catalogue-sector", "sector", of_terms(&found.facets.sectors, &search.sector)),
        facet("catalogue-keyword", "keyword", of_terms(&found.facets.keywords, &search.keyword)),
    ]
}

fn choices(at: &InEvent, search: &Search) -> Vec<Field> {
    let words = at.visitor.words;
    let option =
        |prefix: &str, value: &str, word: &str| (value.to_owned(), words.t(&format!("{prefix}-{word}")));
    let experts = [("", "all"), ("true", "only"), ("false", "none")];
    let experts = experts.map(|(value, word)| option("catalogue-experts", value, word)).to_vec();
    let mut sortings = vec![option("catalogue-sort", "", "best")];
    sortings.extend(
        Sorting::ALL.iter().map(|sorting| option("catalogue-sort", sorting.as_str(), sorting.as_str())),
    );
    vec![
        Field::choice("expert", words.t("catalogue-experts"), experts, &search.expert),
        Field::choice("sort", words.t("catalogue-sort"), sortings, &search.sort),
    ]
}

/// A country by its name.
pub(crate) fn country(at: &InEvent, code: &str) -> String {
    countries::name(at.visitor.words, code)
}

fn line(at: &InEvent, labels: &Labels, entry: &Entry) -> EntryLine {
    let count = |kind| entry.offerings.iter().filter(|offering| offering.kind == kind).count();
    EntryLine {
        href: entry.id.map_or_else(String::new, |id| at.href(&format!("/catalogue/{id}"))),
        company: entry.company.clone(),
        country: country(at, &entry.country),
        expert: entry.expert,
        sectors: entry.terms.iter().map(|(_, term)| labels.of(at, *term)).take(3).collect(),
        offers: count(OfferingKind::Offer),
        wants: count(OfferingKind::Want),
    }
}

/// Whether a meeting could be placed, as a class and in words.
pub(crate) fn in_words(at: &InEvent, answer: Answer) -> (&'static str, String) {
    let words = at.visitor.words;
    let class = answer.placeability.as_str();
    let key = match answer.hindrance {
        Some(hindrance) => format!("hindrance-{hindrance}"),
        None => format!("placeability-{class}"),
    };
    (class, words.t(&key))
}

/// A moment of the event, in the visitor's language.
pub(crate) fn moment(at: &InEvent, time: chrono::DateTime<chrono::Utc>) -> String {
    format::moment(at.visitor.language(), at.zone, time)
}
