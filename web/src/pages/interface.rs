//! The documentation of the interface for programs, made of its document.

use crate::{
    App, api,
    error::Error,
    page::{Layout, render},
    visitor::Visitor,
};
use askama::Template;
use axum::{Router, response::Response, routing::get};

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/api/v1/docs", get(show))
}

#[derive(Template)]
#[template(path = "api.html")]
struct InterfacePage {
    layout: Layout,
    reading: api::Reading,
    document: String,
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
        problems: PROBLEMS.iter().map(in_words).collect(),
    })
}
