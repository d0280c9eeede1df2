//! The public pages of an event: welcome and programme.

use super::InEvent;
use crate::{
    App,
    error::Error,
    format,
    page::{Layout, render},
};
use askama::Template;
use axum::{Router, extract::State, response::Response, routing::get};
use carnet_engine::{
    ActivityView,
    domain::{activity::ActivityState, event::TextKey, zone::day_of},
};
use std::collections::BTreeMap;

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/", get(show)).route("/programme", get(programme))
}

#[derive(Template)]
#[template(path = "event/show.html")]
struct EventPage {
    layout: Layout,
    name: String,
    days: String,
    summary: String,
    welcome: Vec<String>,
    practical: Vec<String>,
    contact: Vec<String>,
    sites: Vec<(String, Option<String>)>,
    hosts: Vec<HostLine>,
    over: bool,
    /// Until when people register, where they may now.
    register_until: Option<String>,
}

struct HostLine {
    name: String,
    role: String,
    pitch: String,
}

pub(crate) async fn show(at: InEvent) -> Result<Response, Error> {
    let (words, language) = (at.visitor.words, at.visitor.language());
    let name = at.names.get(language).to_owned();
    let layout = at.layout(name.clone(), "");
    let Some(pages) = &at.pages else {
        let over = EventPage {
            layout,
            name,
            days: String::new(),
            summary: String::new(),
            welcome: Vec::new(),
            practical: Vec::new(),
            contact: Vec::new(),
            sites: Vec::new(),
            hosts: Vec::new(),
            over: true,
            register_until: None,
        };
        return render(&over);
    };
    let text = |key| pages.texts.get(&key).map_or("", |texts| texts.get(language));
    let (first, last) = (pages.days.first().copied(), pages.days.last().copied());
    let days = first.zip(last).map(|(first, last)| format::span(language, first, last, &words.t("word-to")));
    let until = pages.registration_closes_at.map(|at_most| format::moment(language, at.zone, at_most));
    let page = EventPage {
        layout,
        name,
        days: days.unwrap_or_default(),
        summary: text(TextKey::Summary).to_owned(),
        welcome: paragraphs(text(TextKey::Welcome)),
        practical: paragraphs(text(TextKey::Practical)),
        contact: paragraphs(text(TextKey::Contact)),
        sites: pages
            .places
            .sites
            .iter()
            .map(|site| (site.names.get(language).to_owned(), site.address.clone()))
            .collect(),
        hosts: pages
            .hosts
            .iter()
            .map(|host| HostLine {
                name: host.name.clone(),
                role: words.t(&format!("host-{}", host.role)),
                pitch: host.pitch.as_ref().map_or("", |pitch| pitch.get(language)).to_owned(),
            })
            .collect(),
        over: false,
        register_until: until.filter(|_| pages.takes_registrations),
    };
    render(&page)
}

/// A text by its empty lines.
fn paragraphs(text: &str) -> Vec<String> {
    text.split("\n\n").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

#[derive(Template)]
#[template(path = "event/programme.html")]
struct ProgrammePage {
    layout: Layout,
    days: Vec<(String, Vec<ActivityLine>)>,
}

struct ActivityLine {
    from: String,
    to: String,
    name: String,
    kind: String,
    text: String,
    room: String,
    speakers: Vec<String>,
    /// Free places; nothing where there is no limit.
    places: Option<String>,
    state: Option<String>,
}

pub(crate) async fn programme(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    let activities = app.engine().list_activities(&at.visitor.actor, at.id).await?;
    let mut days: BTreeMap<chrono::NaiveDate, Vec<ActivityLine>> = BTreeMap::new();
    for view in activities.iter().filter(|view| view.activity.state != ActivityState::Draft) {
        let day = day_of(at.zone, view.activity.details.times.starts_at);
        days.entry(day).or_default().push(line(&at, view));
    }
    let language = at.visitor.language();
    let days = days.into_iter().map(|(day, lines)| (format::day(language, day), lines)).collect();
    let layout = at.layout(at.visitor.words.t("programme-title"), "/programme");
    render(&ProgrammePage { layout, days })
}

fn line(at: &InEvent, view: &ActivityView) -> ActivityLine {
    let (words, language) = (at.visitor.words, at.visitor.language());
    let details = &view.activity.details;
    let room = details.room.and_then(|id| {
        let places = &at.pages.as_ref()?.places;
        places.rooms().find(|(_, room)| room.id == id).map(|(_, room)| room.name.clone())
    });
    let speaker = |speaker: &carnet_engine::domain::activity::Speaker| match &speaker.company {
        Some(company) => format!("{}, {company}", speaker.name),
        None => speaker.name.clone(),
    };
    ActivityLine {
        from: format::time(at.zone, details.times.starts_at),
        to: format::time(at.zone, details.times.ends_at),
        name: details.names.get(language).to_owned(),
        kind: words.t(&format!("activity-{}", details.kind)),
        text: details.texts.as_ref().map_or("", |texts| texts.get(language)).to_owned(),
        room: room.unwrap_or_default(),
        speakers: details.speakers.iter().map(speaker).collect(),
        places: details.capacity.map(|most| words.n("programme-places", (most - view.n_confirmed).max(0))),
        state: (view.activity.state != ActivityState::Open)
            .then(|| words.t(&format!("activity-state-{}", view.activity.state))),
    }
}
