//! Asking for a meeting on behalf of somebody: both sides are searched for, then chosen.

use super::AREA;
use crate::{
    App,
    error::Error,
    form::Field,
    form::filled::Filled,
    page::{FormFaults, Layout, Way, refused, render},
    pages::{
        InEvent,
        desk::{
            parts::{Shown, done, must, way},
            people::People,
        },
    },
};
use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use carnet_engine::domain::{
    access::UseCase,
    request::{AskedParty, NewAsk},
};
use std::collections::BTreeSet;

/// How many people a search shows for a side.
const FOUND_MOST: usize = 30;

#[derive(Template)]
#[template(path = "desk/requests/ask.html")]
struct AskPage {
    layout: Layout,
    faults: FormFaults,
    back: Way,
    href: String,
    from: String,
    to: String,
    /// Whether both sides were searched for.
    searched: bool,
    fields: Vec<Field>,
}

pub(crate) async fn show(
    State(app): State<App>,
    at: InEvent,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Error> {
    ask_page(&app, &at, Shown::first(Filled::from_iter(pairs))).await
}

async fn ask_page(app: &App, at: &InEvent, shown: Shown) -> Result<Response, Error> {
    must(at, UseCase::Ask)?;
    let words = at.visitor.words;
    let people = People::read(app, at).await?;
    let filled = &shown.filled;
    let (from, to) = (filled.get("from-words").trim(), filled.get("to-words").trim());
    let searched = !from.is_empty() && !to.is_empty();
    let fields = shown.fields(words);
    let asking = people.find(from, FOUND_MOST);
    let asking = asking.into_iter().map(|(id, _)| (id.to_string(), people.name(at, id))).collect();
    let page = AskPage {
        layout: at.layout(words.t("desk-requests-ask"), AREA),
        back: way(at, AREA, words.t("desk-requests-title")),
        href: at.href(&format!("{AREA}/new")),
        from: from.to_owned(),
        to: to.to_owned(),
        searched,
        fields: vec![
            fields.choice("desk-requests-asking", "from", asking),
            fields.choice("desk-requests-asked", "to", asked(at, &people, to)),
            fields.lines(3, "desk-requests-message", "message"),
        ],
        faults: shown.faults.clone(),
    };
    refused(shown.status, render(&page))
}

/// Those who can be asked: each company as a whole, and its people.
fn asked(at: &InEvent, people: &People, words: &str) -> Vec<(String, String)> {
    let (mut seen, mut options) = (BTreeSet::new(), Vec::new());
    for (id, known) in people.find(words, FOUND_MOST) {
        if seen.insert(known.registration) {
            let anybody = at.visitor.words.t("ask-anybody");
            options
                .push((format!("company {}", known.registration), format!("{} ({anybody})", known.company)));
        }
        options.push((id.to_string(), people.name(at, id)));
    }
    options
}

pub(crate) async fn save(State(app): State<App>, at: InEvent, filled: Filled) -> Result<Response, Error> {
    let words = at.visitor.words;
    let from = filled.get("from").parse().ok();
    let to = filled.get("to");
    let company = to.strip_prefix("company ").and_then(|id| id.parse().ok()).map(AskedParty::Company);
    let to = company.or_else(|| to.parse().ok().map(AskedParty::Person));
    let (Some(from), Some(to)) = (from, to) else {
        let mut faults = FormFaults::default();
        faults.add("from", words.t("fault-required"));
        return ask_page(&app, &at, Shown::misread(filled, faults)).await;
    };
    let new = NewAsk { from, to, slot: None, message: filled.get("message").to_owned() };
    match app.engine().ask(&at.visitor.actor, at.id, &new).await {
        Ok(outcome) => Ok(done(&at, &format!("{AREA}/{}", outcome.request), "request-asked")),
        Err(error) => ask_page(&app, &at, Shown::refused(words, filled, error)?).await,
    }
}
