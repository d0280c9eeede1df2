//! One's agenda, by day: to look at, to print, to take along.

pub(crate) mod feed;
mod pdf;

use super::{
    requests::{self, Line as RequestLine},
    space::Space,
};
use crate::{
    App, calendar,
    error::Error,
    format,
    page::{Layout, render},
    pages::InEvent,
};
use askama::Template;
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use carnet_engine::{
    MeetingId,
    domain::{
        access::UseCase,
        agenda::{Agenda, AgendaEntry, Attending, MeetingEntry, What},
        zone::day_of,
    },
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

const HERE: &str = "/agenda";

#[derive(Template)]
#[template(path = "participant/agenda.html")]
struct AgendaPage {
    layout: Layout,
    name: String,
    company: String,
    version: String,
    days: Vec<(String, Vec<Held>)>,
    /// Agreed meetings without a place.
    unplaced: Vec<Waiting>,
    places: Vec<PlaceLine>,
    href: String,
    requests: String,
    availability: String,
}

/// Something in the agenda, with the request that it came from.
struct Held {
    entry: Line,
    line: Option<RequestLine>,
}

/// A meeting that has no time yet.
struct Waiting {
    with: String,
    line: Option<RequestLine>,
}

/// A site, its address, and the rooms in which one has something.
struct PlaceLine {
    name: String,
    address: String,
    rooms: String,
}

/// An entry in words.
pub(super) struct Line {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) what: String,
    pub(super) detail: String,
    pub(super) place: String,
    pub(super) meeting: bool,
}

pub(super) async fn show(State(app): State<App>, space: Space) -> Result<Response, Error> {
    let (at, words) = (&space.at, space.at.visitor.words);
    let agenda = app.engine().show_agenda(&at.visitor.actor, space.me.id).await?;
    let mut lines = request_lines(&app, &space).await?;
    let mut days: BTreeMap<NaiveDate, Vec<Held>> = BTreeMap::new();
    for entry in &agenda.entries {
        let request = match &entry.what {
            What::Meeting { meeting, .. } => lines.remove(&meeting.id),
            What::Activity { .. } => None,
        };
        let held = Held { entry: line(at, entry), line: request };
        days.entry(day_of(at.zone, entry.starts_at)).or_default().push(held);
    }
    let waiting =
        |meeting: &MeetingEntry| Waiting { with: with_whom(&meeting.with), line: lines.remove(&meeting.id) };
    render(&AgendaPage {
        layout: space.layout(words.t("agenda-title"), HERE),
        name: space.me.name.clone(),
        company: space.me.company.clone(),
        version: version(at, &agenda),
        unplaced: agenda.unplaced.iter().map(waiting).collect(),
        days: days.into_iter().map(|(day, held)| (format::day(words.0, day), held)).collect(),
        places: places(at, &agenda),
        href: at.href(HERE),
        requests: at.href("/requests"),
        availability: at.href("/me/availability"),
    })
}

/// The requests that became meetings, by meeting: from there one cancels, or asks for another time.
async fn request_lines(app: &App, space: &Space) -> Result<BTreeMap<MeetingId, RequestLine>, Error> {
    if !space.at.may(UseCase::ListRequests) {
        return Ok(BTreeMap::new());
    }
    let all = requests::read(app, space).await?;
    let line = |view| requests::line(&space.at, &space.me, view);
    Ok(all.iter().filter_map(|view| Some((view.meeting?, line(view)))).collect())
}

/// When the agenda last changed.
fn version(at: &InEvent, agenda: &Agenda) -> String {
    let words = at.visitor.words;
    match agenda.changed_at {
        Some(changed) => words.with("agenda-version", "at", &format::moment(words.0, at.zone, changed)),
        None => words.t("agenda-nothing-yet"),
    }
}

pub(super) fn line(at: &InEvent, entry: &AgendaEntry) -> Line {
    let words = at.visitor.words;
    let line = Line {
        from: format::time(at.zone, entry.starts_at),
        to: format::time(at.zone, entry.ends_at),
        what: String::new(),
        detail: String::new(),
        place: place(at, entry),
        meeting: false,
    };
    match &entry.what {
        What::Meeting { meeting, .. } => Line {
            what: companies(meeting),
            detail: meeting.with.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", "),
            meeting: true,
            ..line
        },
        What::Activity { names, confirmed, .. } => Line {
            what: names.get(words.0).to_owned(),
            detail: if *confirmed { String::new() } else { words.t("agenda-waiting") },
            ..line
        },
    }
}

/// Where something is, from the site to the table.
fn place(at: &InEvent, entry: &AgendaEntry) -> String {
    let table = match entry.what {
        What::Meeting { table, .. } => Some(table),
        What::Activity { .. } => None,
    };
    let words = at.visitor.words;
    calendar::place(words, entry.site.get(words.0), entry.room_name.as_deref(), table)
}

/// The sites and rooms in which one has something.
fn places(at: &InEvent, agenda: &Agenda) -> Vec<PlaceLine> {
    let Some(pages) = &at.pages else { return Vec::new() };
    let used: BTreeSet<_> = agenda.entries.iter().filter_map(|entry| entry.room).collect();
    let sites = pages.places.sites.iter().filter_map(|site| {
        let rooms = site.rooms.iter().filter(|room| used.contains(&room.id));
        let rooms: Vec<_> = rooms.map(|room| room.name.as_str()).collect();
        (!rooms.is_empty()).then(|| PlaceLine {
            name: site.names.get(at.visitor.language()).to_owned(),
            address: site.address.clone().unwrap_or_default(),
            rooms: rooms.join(", "),
        })
    });
    sites.collect()
}

fn companies(meeting: &MeetingEntry) -> String {
    let mut companies: Vec<&str> = meeting.with.iter().map(|one| one.company.as_str()).collect();
    companies.dedup();
    companies.join(", ")
}

fn with_whom(with: &[Attending]) -> String {
    let one = |one: &Attending| format!("{}, {}", one.name, one.company);
    with.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// The agenda as a file to print.
pub(super) async fn print(State(app): State<App>, space: Space) -> Result<Response, Error> {
    let (at, words) = (&space.at, space.at.visitor.words);
    let agenda = app.engine().show_agenda(&at.visitor.actor, space.me.id).await?;
    let mut days: BTreeMap<NaiveDate, Vec<pdf::Entry>> = BTreeMap::new();
    for entry in &agenda.entries {
        let Line { from, to, what, detail, place, .. } = line(at, entry);
        let entry_of_day = pdf::Entry { time: format!("{from} – {to}"), what, detail, place };
        days.entry(day_of(at.zone, entry.starts_at)).or_default().push(entry_of_day);
    }
    let sheet = pdf::Sheet {
        language: words.code(),
        title: at.names.get(words.0).to_owned(),
        who: format!("{}, {}", space.me.name, space.me.company),
        version: version(at, &agenda),
        days: days.into_iter().map(|(day, entries)| (format::day(words.0, day), entries)).collect(),
        nothing: words.t("agenda-empty"),
    };
    let file = pdf::write(&sheet)?;
    let name = format!("attachment; filename=\"{}-agenda.pdf\"", at.slug);
    Ok(([(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, name)], file)
        .into_response())
}
