//! Whom one should meet, and why.

use super::space::Space;
use crate::{
    App,
    error::Error,
    page::{Layout, render},
    pages::{
        InEvent,
        catalogue::{Labels, country},
    },
};
use askama::Template;
use axum::{extract::State, response::Response};
use carnet_engine::domain::{
    access::UseCase,
    catalogue::Entry,
    request::Person,
    suggestion::{Explanation, Match, Suggestion},
};

/// How many a page of its own shows.
const MOST: usize = 24;

#[derive(Template)]
#[template(path = "participant/suggestions.html")]
struct SuggestionsPage {
    layout: Layout,
    suggestions: Vec<SuggestionLine>,
    company: String,
    catalogue: String,
}

/// Somebody to meet.
pub(crate) struct SuggestionLine {
    pub(crate) href: String,
    pub(crate) company: String,
    pub(crate) country: String,
    /// The person, where the catalogue names people.
    pub(crate) name: String,
    /// What speaks for it, in words.
    pub(crate) why: Vec<String>,
}

pub(super) async fn show(State(app): State<App>, space: Space) -> Result<Response, Error> {
    let suggestions = suggest(&app, &space.at, &space.me, MOST).await?;
    render(&SuggestionsPage {
        layout: space.layout(space.at.visitor.words.t("suggestions-title"), "/suggestions"),
        suggestions,
        company: space.at.href("/me/company"),
        catalogue: space.at.href("/catalogue"),
    })
}

/// Whom somebody should meet; nobody where that cannot be said now.
pub(crate) async fn suggest(
    app: &App,
    at: &InEvent,
    me: &Person,
    most: usize,
) -> Result<Vec<SuggestionLine>, Error> {
    if !at.may(UseCase::SuggestMeetings) {
        return Ok(Vec::new());
    }
    let (engine, actor) = (app.engine(), &at.visitor.actor);
    let labels = Labels::read(app, at).await?;
    let suggestions = engine.suggest_meetings(actor, at.id, me.id, most).await?;
    let companies: Vec<_> = suggestions.iter().map(|suggestion| suggestion.registration).collect();
    let entries = engine.show_catalogue_entries(actor, at.id, &companies).await?;
    // Whoever is not in the catalogue any more is not to be asked.
    let with_entry = |suggestion: &Suggestion| {
        let entry = entries.iter().find(|entry| entry.id == Some(suggestion.registration))?;
        Some(line(at, &labels, suggestion, entry))
    };
    Ok(suggestions.iter().filter_map(with_entry).collect())
}

fn line(at: &InEvent, labels: &Labels, suggestion: &Suggestion, entry: &Entry) -> SuggestionLine {
    let person = entry.people.iter().find(|person| person.id == suggestion.participant);
    SuggestionLine {
        href: at.href(&format!("/catalogue/{}", suggestion.registration)),
        company: entry.company.clone(),
        country: country(at, &entry.country),
        name: person.map_or("", |person| person.name.as_str()).to_owned(),
        why: why(at, labels, &suggestion.why),
    }
}

fn why(at: &InEvent, labels: &Labels, why: &Explanation) -> Vec<String> {
    let words = at.visitor.words;
    let matches = |matches: &[Match]| {
        let mut terms: Vec<_> = matches.iter().map(|found| labels.of(at, found.term)).collect();
        terms.dedup();
        terms.join(", ")
    };
    let common: Vec<_> = why.in_common.iter().map(|term| labels.of(at, *term)).collect();
    let terms = [
        ("suggestion-they-offer", matches(&why.they_offer)),
        ("suggestion-they-want", matches(&why.they_want)),
        ("suggestion-in-common", common.join(", ")),
    ];
    let terms = terms.into_iter().filter(|(_, terms)| !terms.is_empty());
    let slots = words.n("suggestion-slots", why.n_common_slots as i64);
    let left = why.left.filter(|left| *left <= 3).map(|left| words.n("suggestion-left", left));
    terms.map(|(key, terms)| words.with(key, "terms", &terms)).chain([slots]).chain(left).collect()
}
