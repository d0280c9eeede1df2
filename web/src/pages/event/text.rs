//! The texts of an event that have a page of their own.

use super::{HostLine, SiteLine, hosts, sites};
use crate::{
    error::Error,
    format,
    page::{Layout, render},
    pages::{InEvent, in_event::FOOT},
    prose,
};
use askama::Template;
use axum::{extract::Path, response::Response};
use carnet_engine::domain::event::TextKey;

#[derive(Template)]
#[template(path = "event/text.html")]
struct TextPage {
    layout: Layout,
    /// What was written, as HTML; empty where nothing was.
    html: String,
    /// What is said then.
    fallback: String,
    days: Option<String>,
    sites: Vec<SiteLine>,
    hosts: Vec<HostLine>,
}

pub(super) async fn show(at: InEvent, Path((_, text)): Path<(String, String)>) -> Result<Response, Error> {
    let key = TextKey::parse(&text).ok().filter(|key| FOOT.contains(key)).ok_or(Error::NoPage)?;
    let pages = at.pages.as_ref().ok_or(Error::NoPage)?;
    let (words, language) = (at.visitor.words, at.visitor.language());
    let ends = pages.days.first().zip(pages.days.last());
    let days = ends.map(|(first, last)| format::span(language, *first, *last, &words.t("word-to")));
    let written = pages.texts.get(&key).map_or("", |texts| texts.get(language));
    let title = words.t(&format!("text-{key}"));
    let description = format!("{title} – {}", at.names.get(language));
    render(&TextPage {
        layout: at.public_layout(title, &format!("/pages/{key}"), &description),
        html: prose::html(written),
        fallback: words.t(&format!("text-{key}-missing")),
        days: days.filter(|_| key == TextKey::Practical),
        sites: if key == TextKey::Practical { sites(&at, pages) } else { Vec::new() },
        // Whoever asks, or is answerable for, is one of those who hold it.
        hosts: if key == TextKey::Practical { Vec::new() } else { hosts(&at, pages) },
    })
}
