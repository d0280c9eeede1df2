//! The catalogue: what everybody may see of who takes part; and suggestions whom to meet.

use super::{
    Asked, Error, Id, OfEvent, Page,
    read::Paging,
    registrations::{ChosenTerm, OfferingKind, chosen},
};
use crate::App;
use axum::{Json, extract::State};
use carnet_engine::{
    CategoryId, ParticipantId, RegistrationId,
    domain::{catalogue, form::Answers, suggestion},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(search_catalogue))
        .routes(routes!(show_catalogue_entry))
        .routes(routes!(suggest_meetings))
}

/// What the catalogue shows of a registration.
#[derive(Debug, Serialize, ToSchema)]
struct Entry {
    /// The registration's identity.
    id: Option<Uuid>,
    /// The company's name.
    company: String,
    /// Its country, by code of two letters.
    country: String,
    /// Its region.
    region: Option<String>,
    /// Its category.
    category: Option<Uuid>,
    /// The public answers, by the name of their field.
    #[schema(value_type = Object)]
    answers: Answers,
    /// The public terms.
    terms: Vec<ChosenTerm>,
    /// Its people: experts always, the others where people are public.
    people: Vec<EntryPerson>,
    /// Its offers and wants, where they are public.
    offerings: Vec<EntryOffering>,
}

/// What the catalogue shows of a person.
#[derive(Debug, Serialize, ToSchema)]
struct EntryPerson {
    /// The participant's identity.
    id: Uuid,
    /// The name.
    name: String,
    /// Whether the person gives consultations.
    expert: bool,
    /// The public answers.
    #[schema(value_type = Object)]
    answers: Answers,
    /// The public terms, an expert's topics among them.
    terms: Vec<ChosenTerm>,
}

/// What the catalogue shows of an offer or a want.
#[derive(Debug, Serialize, ToSchema)]
struct EntryOffering {
    /// Its identity.
    id: Uuid,
    /// Which of the two.
    kind: OfferingKind,
    /// In a line.
    title: String,
    /// In full.
    text: String,
    /// The public answers.
    #[schema(value_type = Object)]
    answers: Answers,
    /// The public terms.
    terms: Vec<ChosenTerm>,
}

impl From<catalogue::Entry> for Entry {
    fn from(entry: catalogue::Entry) -> Self {
        let person = |person: catalogue::PersonEntry| EntryPerson {
            id: person.id.into(),
            name: person.name,
            expert: person.expert,
            answers: person.answers,
            terms: chosen(person.terms),
        };
        let offering = |offering: catalogue::OfferingEntry| EntryOffering {
            id: offering.id.into(),
            kind: offering.kind.into(),
            title: offering.title,
            text: offering.text,
            answers: offering.answers,
            terms: chosen(offering.terms),
        };
        Self {
            id: entry.id.map(Uuid::from),
            company: entry.company,
            country: entry.country,
            region: entry.region,
            category: entry.category.map(Uuid::from),
            answers: entry.answers,
            terms: chosen(entry.terms),
            people: entry.people.into_iter().map(person).collect(),
            offerings: entry.offerings.into_iter().map(offering).collect(),
        }
    }
}

/// What to look for; what is left out filters nothing.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Search {
    /// Words, all of which must occur.
    #[serde(default)]
    #[param(required = false)]
    q: String,
    /// Countries, by code of two letters; several by naming the parameter several times.
    #[serde(default)]
    #[param(required = false)]
    country: Vec<String>,
    /// Categories, likewise.
    #[serde(default)]
    #[param(required = false)]
    category: Vec<Uuid>,
    /// Only those with an expert, or without.
    expert: Option<bool>,
    /// The page, from 1.
    page: Option<usize>,
    /// Results of a page: 50, or up to 200.
    page_size: Option<usize>,
}

/// Searches the catalogue, by the name of companies.
#[utoipa::path(
    get,
    path = "/catalogue",
    tag = "catalogue",
    params(("event" = String, Path), Search),
    responses((status = OK, body = Page<Entry>))
)]
async fn search_catalogue(
    State(app): State<App>,
    at: OfEvent,
    Asked(asked, uri): Asked<Search>,
) -> Result<Json<Page<Entry>>, Error> {
    let paging = Paging::new(asked.page, asked.page_size)?;
    let query = catalogue::Query {
        words: asked.q,
        countries: asked.country.into_iter().collect(),
        categories: asked.category.into_iter().map(CategoryId::from).collect(),
        expert: asked.expert,
        skip: paging.skip(),
        most: paging.size(),
        ..catalogue::Query::default()
    };
    let found = app.engine().search_catalogue(&at.actor, at.id, &query).await?;
    let results = found.entries.into_iter().map(Entry::from).collect();
    Ok(Json(Page::cut(results, found.n_found, paging, &uri)))
}

/// Shows an entry of the catalogue.
#[utoipa::path(
    get,
    path = "/catalogue/{registration}",
    tag = "catalogue",
    params(("event" = String, Path), ("registration" = Uuid, Path)),
    responses((status = OK, body = Entry))
)]
async fn show_catalogue_entry(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<RegistrationId>,
) -> Result<Json<Entry>, Error> {
    let (entry, _) = app.engine().show_catalogue_entry(&at.actor, at.id, id).await?;
    Ok(Json(entry.into()))
}

/// Somebody whom a participant should meet, and why.
#[derive(Debug, Serialize, ToSchema)]
struct Suggestion {
    /// Whom to meet.
    participant: Uuid,
    /// Of which registration.
    registration: Uuid,
    /// How much speaks for it; only to be compared with others.
    score: i64,
    /// The terms that they offer and one looks for.
    they_offer: Vec<Uuid>,
    /// The terms that they look for and one offers.
    they_want: Vec<Uuid>,
    /// Terms in common.
    in_common: Vec<Uuid>,
    /// In how many slots both are free.
    common_slots: usize,
    /// How many more meetings they may have; nothing where only time limits them.
    meetings_left: Option<i64>,
}

impl From<suggestion::Suggestion> for Suggestion {
    fn from(found: suggestion::Suggestion) -> Self {
        let terms =
            |matches: Vec<suggestion::Match>| matches.into_iter().map(|one| one.term.into()).collect();
        Self {
            participant: found.participant.into(),
            registration: found.registration.into(),
            score: found.score,
            they_offer: terms(found.why.they_offer),
            they_want: terms(found.why.they_want),
            in_common: found.why.in_common.into_iter().map(Uuid::from).collect(),
            common_slots: found.why.n_common_slots,
            meetings_left: found.why.left,
        }
    }
}

/// Lists whom a participant should meet, the best first: at most 50.
#[utoipa::path(
    get,
    path = "/participants/{participant}/suggestions",
    tag = "catalogue",
    params(("event" = String, Path), ("participant" = Uuid, Path)),
    responses((status = OK, body = Vec<Suggestion>))
)]
async fn suggest_meetings(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<ParticipantId>,
) -> Result<Json<Vec<Suggestion>>, Error> {
    let found = app.engine().suggest_meetings(&at.actor, at.id, id, 50).await?;
    Ok(Json(found.into_iter().map(Suggestion::from).collect()))
}
