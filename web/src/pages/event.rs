//! The public pages of an event: welcome, programme, and the texts that the organiser writes.

mod look;
mod meta;
mod text;

use super::{
    InEvent,
    participant::activities::{Own, Part},
};
use crate::{
    App,
    error::Error,
    format,
    page::{FormFaults, Layout, render},
    prose,
};
use askama::Template;
use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use carnet_engine::{
    ActivityView, PublicPages,
    domain::{
        activity::ActivityState, event::TextKey, look::ImagePlace, places::Site, text::Texts, zone::day_of,
    },
};
use std::collections::BTreeMap;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/", get(show))
        .route("/programme", get(programme))
        .route("/pages/{text}", get(text::show))
        .route("/look.css", get(look::style))
        .route("/look/{place}", get(look::image))
}

#[derive(Template)]
#[template(path = "event/show.html")]
struct EventPage {
    layout: Layout,
    name: String,
    days: String,
    summary: String,
    /// As HTML.
    welcome: String,
    sites: Vec<SiteLine>,
    hosts: Vec<HostLine>,
    /// Until when people register, where there is an end.
    register_until: Option<String>,
    /// Where they do, where they may now.
    register: Option<String>,
    catalogue: String,
    practical: String,
    banner: Option<String>,
}

/// A place.
struct SiteLine {
    name: String,
    address: Option<String>,
}

struct HostLine {
    name: String,
    role: String,
    /// As HTML.
    pitch: String,
}

#[derive(Template)]
#[template(path = "event/over.html")]
struct OverPage {
    layout: Layout,
}

pub(crate) async fn show(at: InEvent) -> Result<Response, Error> {
    let (words, language) = (at.visitor.words, at.visitor.language());
    let name = at.names.get(language).to_owned();
    let Some(pages) = &at.pages else {
        if !at.over {
            // Not open yet: only those who run it come here.
            return Ok(Redirect::to(&at.href("/desk")).into_response());
        }
        return Ok((StatusCode::GONE, render(&OverPage { layout: at.layout(name, "") })?).into_response());
    };
    let text = |key| pages.texts.get(&key).map_or("", |texts| texts.get(language));
    let (first, last) = (pages.days.first().copied(), pages.days.last().copied());
    let days = first.zip(last).map(|(first, last)| format::span(language, first, last, &words.t("word-to")));
    let until = pages.registration_closes_at.map(|at_most| format::moment(language, at.zone, at_most));
    let days = days.unwrap_or_default();
    let about = Some(text(TextKey::Summary)).filter(|text| !text.is_empty());
    let mut layout = at.public_layout(name.clone(), "", about.unwrap_or(&format!("{name}, {days}")));
    if let Some(public) = &mut layout.public {
        public.data = Some(meta::event(&at, pages, public));
    }
    let page = EventPage {
        layout,
        name,
        days,
        summary: text(TextKey::Summary).to_owned(),
        welcome: prose::html(text(TextKey::Welcome)),
        sites: sites(&at, pages),
        hosts: hosts(&at, pages),
        register_until: until.filter(|_| pages.takes_registrations),
        register: pages.takes_registrations.then(|| at.href("/register")),
        catalogue: at.href("/catalogue"),
        practical: at.href("/pages/practical"),
        banner: at.image(ImagePlace::Banner),
    };
    render(&page)
}

fn sites(at: &InEvent, pages: &PublicPages) -> Vec<SiteLine> {
    let name = |names: &Texts| names.get(at.visitor.language()).to_owned();
    let site = |site: &Site| SiteLine { name: name(&site.names), address: site.address.clone() };
    pages.places.sites.iter().map(site).collect()
}

fn hosts(at: &InEvent, pages: &PublicPages) -> Vec<HostLine> {
    let line = |host: &carnet_engine::PublicHost| HostLine {
        name: host.name.clone(),
        role: at.visitor.words.t(&format!("host-{}", host.role)),
        pitch: host
            .pitch
            .as_ref()
            .map_or_else(String::new, |pitch| prose::html(pitch.get(at.visitor.language()))),
    };
    pages.hosts.iter().map(line).collect()
}

#[derive(Template)]
#[template(path = "event/programme.html")]
struct ProgrammePage {
    layout: Layout,
    faults: FormFaults,
    days: Vec<(String, Vec<ActivityLine>)>,
}

struct ActivityLine {
    from: String,
    to: String,
    name: String,
    kind: String,
    /// As HTML.
    text: String,
    room: String,
    speakers: Vec<String>,
    /// Free places; nothing where there is no limit.
    places: Option<String>,
    state: Option<String>,
    /// The visitor's part, where one takes part in the event.
    part: Option<Part>,
}

pub(crate) async fn programme(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    programme_page(&app, &at, FormFaults::default()).await
}

/// The programme, with what was wrong with a sign-up that was made on it.
pub(crate) async fn programme_page(app: &App, at: &InEvent, faults: FormFaults) -> Result<Response, Error> {
    let own = Own::read(app, at).await?;
    let activities = app.engine().list_activities(&at.visitor.actor, at.id).await?;
    let mut days: BTreeMap<chrono::NaiveDate, Vec<ActivityLine>> = BTreeMap::new();
    for view in activities.iter().filter(|view| view.activity.state != ActivityState::Draft) {
        let day = day_of(at.zone, view.activity.details.times.starts_at);
        days.entry(day).or_default().push(line(at, view, own.as_ref()));
    }
    let language = at.visitor.language();
    let days = days.into_iter().map(|(day, lines)| (format::day(language, day), lines)).collect();
    let title = at.visitor.words.t("programme-title");
    let description = format!("{title} – {}", at.names.get(language));
    let layout = at.public_layout(title, "/programme", &description);
    render(&ProgrammePage { layout, faults, days })
}

fn line(at: &InEvent, view: &ActivityView, own: Option<&Own>) -> ActivityLine {
    let (words, language) = (at.visitor.words, at.visitor.language());
    let details = &view.activity.details;
    let room = details.room.and_then(|id| {
        let places = &at.pages.as_ref()?.places;
        places.rooms().find(|(_, room)| room.id == id).map(|(_, room)| room.name.clone())
    });
    let speaker = |speaker: &carnet_engine::domain::activity::Speaker| {
        let about = speaker.topic.as_ref().map(|topic| format!("– {topic}"));
        let parts = [speaker.company.as_ref().map(|company| format!(", {company}")), about];
        parts.into_iter().flatten().fold(speaker.name.clone(), |all, part| {
            if part.starts_with(',') { all + &part } else { format!("{all} {part}") }
        })
    };
    ActivityLine {
        from: format::time(at.zone, details.times.starts_at),
        to: format::time(at.zone, details.times.ends_at),
        name: details.names.get(language).to_owned(),
        kind: words.t(&format!("activity-{}", details.kind)),
        text: prose::html(details.texts.as_ref().map_or("", |texts| texts.get(language))),
        room: room.unwrap_or_default(),
        speakers: details.speakers.iter().map(speaker).collect(),
        places: details.capacity.map(|most| words.n("programme-places", (most - view.n_confirmed).max(0))),
        state: (view.activity.state != ActivityState::Open)
            .then(|| words.t(&format!("activity-state-{}", view.activity.state))),
        part: own.map(|own| own.part(at, view)),
    }
}
