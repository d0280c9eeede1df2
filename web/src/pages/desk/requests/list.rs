//! The list of requests: by state, of one person or of all, a page at a time.

use super::AREA;
use crate::{
    App,
    error::Error,
    form::filled::Filled,
    page::{Layout, Way, render},
    pages::{
        InEvent,
        catalogue::moment,
        desk::parts::{must, way},
    },
};
use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use carnet_engine::{
    RequestFilter, RequestView,
    domain::{
        access::UseCase,
        request::{Person, RequestState},
    },
};

/// How many requests a page shows.
const PAGE: i64 = 50;

#[derive(Template)]
#[template(path = "desk/requests/list.html")]
struct ListPage {
    layout: Layout,
    ways: Vec<Way>,
    tabs: Vec<Way>,
    lines: Vec<Line>,
    /// Whose requests are shown, where it is one person.
    of: String,
    next: Option<String>,
    href: String,
}

struct Line {
    href: String,
    asking: String,
    asked: String,
    class: &'static str,
    state: String,
    note: String,
    when: String,
}

pub(crate) async fn show(
    State(app): State<App>,
    at: InEvent,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Error> {
    must(&at, UseCase::ListRequests)?;
    let asked = Filled::from_iter(pairs);
    let filter = RequestFilter {
        of: asked.get("of").parse().ok(),
        state: RequestState::parse(asked.get("state")).ok(),
        before: asked.get("before").parse().ok(),
        most: PAGE,
    };
    let views = app.engine().list_requests(&at.visitor.actor, at.id, &filter).await?;
    let words = at.visitor.words;
    let last = views.last().map(|view| view.arrival).filter(|_| views.len() as i64 == PAGE);
    let person = views.iter().flat_map(|view| view.asked.iter().chain([&view.asking]));
    let of = filter.of.and_then(|of| person.clone().find(|person| person.id == of).map(name));
    render(&ListPage {
        layout: at.layout(words.t("desk-requests-title"), AREA),
        ways: ways(&at),
        tabs: tabs(&at, &asked),
        lines: views.iter().map(|view| line(&at, view)).collect(),
        of: of.unwrap_or_default(),
        next: last
            .map(|last| at.href(&format!("{AREA}?{}", address(&asked, asked.get("state"), Some(last))))),
        href: at.href(AREA),
    })
}

fn address(asked: &Filled, state: &str, before: Option<i64>) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in [("of", asked.get("of")), ("state", state)] {
        if !value.is_empty() {
            query.append_pair(name, value);
        }
    }
    if let Some(before) = before {
        query.append_pair("before", &before.to_string());
    }
    query.finish()
}

fn ways(at: &InEvent) -> Vec<Way> {
    let words = at.visitor.words;
    let mut ways = Vec::new();
    if must(at, UseCase::Ask).is_ok() {
        ways.push(way(at, &format!("{AREA}/new"), words.t("desk-requests-ask")));
    }
    if at.presence.may_for_everybody(UseCase::EditPlan).is_ok() {
        ways.push(way(at, &format!("{AREA}/experts"), words.t("desk-requests-experts")));
    }
    ways
}

fn tabs(at: &InEvent, asked: &Filled) -> Vec<Way> {
    let words = at.visitor.words;
    let tab = |state: &str, text: String| Way {
        href: at.href(&format!("{AREA}?{}", address(asked, state, None))),
        text,
        here: asked.get("state") == state,
    };
    let states =
        RequestState::ALL.iter().map(|state| tab(state.as_str(), words.t(&format!("request-state-{state}"))));
    [tab("", words.t("desk-requests-all"))].into_iter().chain(states).collect()
}

/// A person with the company.
pub(super) fn name(person: &Person) -> String {
    format!("{}, {}", person.name, person.company)
}

/// Who is asked: a person, or the company.
pub(super) fn asked_name(at: &InEvent, view: &RequestView) -> String {
    match view.asked.first() {
        Some(person) if view.is_personal => name(person),
        Some(person) => format!("{} ({})", person.company, at.visitor.words.t("ask-anybody")),
        None => at.visitor.words.t("desk-somebody"),
    }
}

fn line(at: &InEvent, view: &RequestView) -> Line {
    let words = at.visitor.words;
    let note = match (view.waiting, view.wants_reschedule) {
        (true, _) => words.t("desk-requests-waits"),
        (_, true) => words.t("desk-requests-rescheduled"),
        _ => String::new(),
    };
    Line {
        href: at.href(&format!("{AREA}/{}", view.id)),
        asking: name(&view.asking),
        asked: asked_name(at, view),
        class: view.state.as_str(),
        state: words.t(&format!("request-state-{}", view.state)),
        note,
        when: moment(at, view.asked_at),
    }
}
