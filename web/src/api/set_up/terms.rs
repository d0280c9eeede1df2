//! The organiser's lists of terms: sectors, keywords, key figures.

use crate::{
    App,
    api::{
        Asked, Error, Id, OfEvent, Sent,
        changes::Seen,
        words::{Texts, words},
    },
};
use axum::{Json, extract::State, http::StatusCode};
use carnet_engine::{TermId, domain::terms};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(set_term_lists))
        .routes(routes!(save_terms))
        .routes(routes!(delete_term))
        .routes(routes!(merge_term))
}

words! {
    /// What a list is for, as far as catalogue and suggestions ask.
    ListRole = terms::ListRole,
}

/// A list of terms.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TermList {
    /// Its stable name, such as `sectors`.
    name: String,
    /// What it is for.
    role: ListRole,
    /// What people read above it.
    labels: Texts,
}

/// A term of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ListedTerm {
    /// Its identity, which answers name.
    id: Uuid,
    /// The list.
    list: String,
    /// The term above it.
    parent: Option<Uuid>,
    /// Its stable code within the list.
    code: String,
    /// What people read.
    labels: Texts,
}

impl From<terms::TermList> for TermList {
    fn from(list: terms::TermList) -> Self {
        Self { name: list.name, role: list.role.into(), labels: list.labels.into() }
    }
}

impl From<TermList> for terms::TermList {
    fn from(list: TermList) -> Self {
        Self { name: list.name, role: list.role.0, labels: list.labels.into() }
    }
}

impl From<terms::Term> for ListedTerm {
    fn from(term: terms::Term) -> Self {
        Self {
            id: term.id.into(),
            list: term.list,
            parent: term.parent.map(Uuid::from),
            code: term.code,
            labels: term.labels.into(),
        }
    }
}

/// All lists of an event.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewTermLists {
    /// The lists, in order.
    lists: Vec<TermList>,
}

/// Sets the lists of terms; the version is that of the form, which shows them. What is left out is deleted, which a list
/// cannot be while it has terms.
#[utoipa::path(
    put,
    path = "/term-lists",
    tag = "set-up",
    params(("event" = String, Path), Seen),
    request_body = NewTermLists,
    responses((status = NO_CONTENT))
)]
async fn set_term_lists(
    State(app): State<App>,
    at: OfEvent,
    Asked(seen, _): Asked<Seen>,
    Sent(new): Sent<NewTermLists>,
) -> Result<StatusCode, Error> {
    let lists: Vec<_> = new.lists.into_iter().map(terms::TermList::from).collect();
    app.engine().set_term_lists(&at.actor, at.id, seen.version, &lists).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Terms to be added or changed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewTerms {
    /// The terms, in any order.
    terms: Vec<NewTerm>,
}

/// A term as an organiser writes it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewTerm {
    /// Its stable code within the list, by which it is found again.
    code: String,
    /// The code of the term above it.
    parent: Option<String>,
    /// What people read.
    labels: Texts,
}

/// What became of terms.
#[derive(Debug, Serialize, ToSchema)]
struct SavedTerms {
    /// How many are new.
    added: usize,
    /// How many have other labels or another place.
    changed: usize,
    /// How many are as they were.
    unchanged: usize,
}

/// Adds terms to a list, or changes those whose code is there already. Terms that are not named stay.
#[utoipa::path(
    post,
    path = "/term-lists/{list}/terms",
    tag = "set-up",
    params(("event" = String, Path), ("list" = String, Path)),
    request_body = NewTerms,
    responses((status = OK, body = SavedTerms))
)]
async fn save_terms(
    State(app): State<App>,
    at: OfEvent,
    Id(list): Id<String>,
    Sent(new): Sent<NewTerms>,
) -> Result<Json<SavedTerms>, Error> {
    let term =
        |term: NewTerm| terms::NewTerm { code: term.code, parent: term.parent, labels: term.labels.into() };
    let new: Vec<_> = new.terms.into_iter().map(term).collect();
    let changes = app.engine().save_terms(&at.actor, at.id, &list, &new).await?;
    Ok(Json(SavedTerms {
        added: changes.added.len(),
        changed: changes.changed.len(),
        unchanged: changes.n_unchanged,
    }))
}

/// Deletes a term that nobody chose, that has none below it, and after which the form does not ask.
#[utoipa::path(
    delete,
    path = "/terms/{term}",
    tag = "set-up",
    params(("event" = String, Path), ("term" = Uuid, Path)),
    responses((status = NO_CONTENT))
)]
async fn delete_term(State(app): State<App>, at: OfEvent, Id(id): Id<TermId>) -> Result<StatusCode, Error> {
    app.engine().delete_term(&at.actor, at.id, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Into which term another one is merged.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Merge {
    /// The term that stays.
    into: Uuid,
}

/// What a merge changed.
#[derive(Debug, Serialize, ToSchema)]
struct Merged {
    /// How many choices name the other term from now on.
    choices: u64,
}

/// Merges a term into another of its list: whoever chose it has the other from now on.
#[utoipa::path(
    post,
    path = "/terms/{term}/merge",
    tag = "set-up",
    params(("event" = String, Path), ("term" = Uuid, Path)),
    request_body = Merge,
    responses((status = OK, body = Merged))
)]
async fn merge_term(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<TermId>,
    Sent(merge): Sent<Merge>,
) -> Result<Json<Merged>, Error> {
    let choices = app.engine().merge_terms(&at.actor, at.id, id, merge.into.into()).await?;
    Ok(Json(Merged { choices }))
}
