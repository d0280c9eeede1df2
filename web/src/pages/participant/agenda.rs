//! One's agenda, by day.

use crate::{
    App,
    error::Error,
    format,
    page::{Layout, render},
    pages::InEvent,
};
use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use carnet_engine::{
    ParticipantId,
    domain::{
        agenda::{AgendaEntry, MeetingEntry, What},
        zone::day_of,
    },
};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Whose agenda, where one account registered several people.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Of {
    of: Option<ParticipantId>,
}

#[derive(Template)]
#[template(path = "participant/agenda.html")]
struct AgendaPage {
    layout: Layout,
    name: String,
    company: String,
    version: String,
    days: Vec<(String, Vec<Line>)>,
    /// Agreed meetings without a place: with whom.
    unplaced: Vec<String>,
    requests: String,
}

struct Line {
    from: String,
    to: String,
    what: String,
    detail: String,
    place: String,
    meeting: bool,
}

pub(crate) async fn show(
    State(app): State<App>,
    at: InEvent,
    Query(of): Query<Of>,
) -> Result<Response, Error> {
    let me = at.me(of.of)?;
    let agenda = app.engine().show_agenda(&at.visitor.actor, me.id).await?;
    let words = at.visitor.words;
    let mut days: BTreeMap<chrono::NaiveDate, Vec<Line>> = BTreeMap::new();
    for entry in &agenda.entries {
        days.entry(day_of(at.zone, entry.starts_at)).or_default().push(line(&at, entry));
    }
    let language = at.visitor.language();
    let version = match agenda.changed_at {
        Some(changed) => words.with("agenda-version", "at", &format::moment(language, at.zone, changed)),
        None => words.t("agenda-nothing-yet"),
    };
    render(&AgendaPage {
        layout: at.layout(words.t("agenda-title"), "/agenda"),
        name: me.name.clone(),
        company: me.company.clone(),
        version,
        days: days.into_iter().map(|(day, lines)| (format::day(language, day), lines)).collect(),
        unplaced: agenda.unplaced.iter().map(with_whom).collect(),
        requests: at.href("/requests"),
    })
}

fn line(at: &InEvent, entry: &AgendaEntry) -> Line {
    let words = at.visitor.words;
    let room = entry.room_name.clone().unwrap_or_default();
    let line = Line {
        from: format::time(at.zone, entry.starts_at),
        to: format::time(at.zone, entry.ends_at),
        what: String::new(),
        detail: String::new(),
        place: room.clone(),
        meeting: false,
    };
    match &entry.what {
        What::Meeting { meeting, table, .. } => Line {
            what: companies(meeting),
            detail: meeting.with.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", "),
            place: format!("{room}, {}", words.n("word-table", *table)),
            meeting: true,
            ..line
        },
        What::Activity { names, confirmed, .. } => Line {
            what: names.get(at.visitor.language()).to_owned(),
            detail: if *confirmed { String::new() } else { words.t("agenda-waiting") },
            ..line
        },
    }
}

fn companies(meeting: &MeetingEntry) -> String {
    let mut companies: Vec<&str> = meeting.with.iter().map(|one| one.company.as_str()).collect();
    companies.dedup();
    companies.join(", ")
}

fn with_whom(meeting: &MeetingEntry) -> String {
    let one = |one: &carnet_engine::domain::agenda::Attending| format!("{}, {}", one.name, one.company);
    meeting.with.iter().map(one).collect::<Vec<_>>().join("; ")
}
