//! The documentation of the interface for programs, made of its document: what holds for all, and each area on a page of its
//! own.

use crate::{
    App, api,
    error::Error,
    page::{Layout, render},
    visitor::Visitor,
};
use askama::Template;
use axum::{Router, extract::Path, response::Response, routing::get};

const DOCS: &str = "/api/v1/docs";

pub(crate) fn routes() -> Router<App> {
    Router::new().route(DOCS, get(show)).route("/api/v1/docs/{area}", get(show_area))
}

#[derive(Template)]
#[template(path = "api.html")]
struct InterfacePage {
    layout: Layout,
    reading: api::Reading,
    document: String,
    /// Before the name of an area.
    docs: &'static str,
    /// The kinds of problems, in words.
    problems: Vec<(&'static str, String)>,
}

/// The kinds of problems, each with its anchor on the page.
const PROBLEMS: &[&str] = &[
    "malformed",
    "invalid",
    "token-needed",
    "forbidden",
    "not-found",
    "method",
    "refused",
    "conflict",
    "going-on",
    "key-of-another",
    "too-large",
    "throttled",
    "too-slow",
    "busy",
    "internal",
];

async fn show(visitor: Visitor) -> Result<Response, Error> {
    let layout = Layout::new(&visitor, visitor.words.t("interface-title"));
    let in_words = |kind: &&'static str| (*kind, visitor.words.t(&format!("problem-{kind}-detail")));
    render(&InterfacePage {
        layout,
        reading: api::readable(),
        document: api::address(),
        docs: DOCS,
        problems: PROBLEMS.iter().map(in_words).collect(),
    })
}

#[derive(Template)]
#[template(path = "api_area.html")]
struct AreaPage {
    layout: Layout,
    back: &'static str,
    area: api::Area,
    schemas: Vec<api::Schema>,
}

async fn show_area(visitor: Visitor, Path(name): Path<String>) -> Result<Response, Error> {
    let (area, schemas) = api::readable().into_area(&name).ok_or(Error::NoPage)?;
    let layout = Layout::new(&visitor, area.title.clone());
    render(&AreaPage { layout, back: DOCS, area, schemas })
}
