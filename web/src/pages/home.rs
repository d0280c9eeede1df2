//! The first page: which events there are.

use crate::{
    App,
    error::Error,
    format,
    page::{Layout, Public, render},
    visitor::Visitor,
};
use askama::Template;
use axum::{extract::State, response::Response};
use carnet_engine::EventSummary;

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    layout: Layout,
    own: Vec<EventLine>,
    public: Vec<EventLine>,
    /// Whether the visitor administers the installation.
    administers: bool,
}

struct EventLine {
    href: String,
    name: String,
    days: String,
    /// The key of its phase, for those who take part in running it.
    phase: String,
}

pub(crate) async fn show(State(app): State<App>, visitor: Visitor) -> Result<Response, Error> {
    let words = visitor.words;
    let line = |event: EventSummary| EventLine {
        href: format!("/events/{}", event.slug),
        name: event.names.get(visitor.language()).to_owned(),
        days: format::span(visitor.language(), event.first_day, event.last_day, &words.t("word-to")),
        phase: format!("phase-{}", event.phase),
    };
    let own = match &visitor.account {
        Some(_) => app.engine().list_events(&visitor.actor).await?,
        None => Vec::new(),
    };
    let public = app.engine().list_public_events(&visitor.actor).await?;
    let public = public.into_iter().filter(|event| !own.iter().any(|mine| mine.id == event.id));
    let public = public.map(line).collect();
    let own = own.into_iter().map(line).collect();
    let administers = visitor.account.as_ref().is_some_and(|account| account.administrator);
    let mut layout = Layout::new(&visitor, words.t("home-title"));
    layout.public = Some(Public::new(app.public_url(), "/", &words.t("home-description")));
    render(&HomePage { layout, own, public, administers })
}
