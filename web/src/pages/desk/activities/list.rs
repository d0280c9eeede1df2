//! The activities of an event, by time.

use super::{AREA, all};
use crate::{
    App,
    error::Error,
    format,
    page::{Layout, render},
    pages::{InEvent, desk::parts::must},
};
use askama::Template;
use axum::{extract::State, response::Response};
use carnet_engine::{
    ActivityView,
    domain::{access::UseCase, event::EventSetup},
};

#[derive(Template)]
#[template(path = "desk/activities/list.html")]
struct ListPage {
    layout: Layout,
    new: Option<String>,
    lines: Vec<Line>,
}

struct Line {
    href: String,
    name: String,
    kind: String,
    when: String,
    place: String,
    class: &'static str,
    state: String,
    coming: String,
    waiting: i64,
}

pub(crate) async fn show(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    let views = all(&app, &at).await?;
    let setup = app.engine().show_event(&at.visitor.actor, at.id).await?;
    render(&ListPage {
        layout: at.layout(at.visitor.words.t("activities-title"), AREA),
        new: must(&at, UseCase::CreateActivity).is_ok().then(|| at.href(&format!("{AREA}/new"))),
        lines: views.iter().map(|view| line(&at, &setup, view)).collect(),
    })
}

fn line(at: &InEvent, setup: &EventSetup, view: &ActivityView) -> Line {
    let words = at.visitor.words;
    let details = &view.activity.details;
    let coming = match details.capacity {
        Some(most) => format!("{} / {most}", view.n_confirmed),
        None => view.n_confirmed.to_string(),
    };
    Line {
        href: at.href(&format!("{AREA}/{}", view.activity.id)),
        name: details.names.get(words.0).to_owned(),
        kind: words.t(&format!("activity-{}", details.kind)),
        when: when(at, view),
        place: place(at, setup, view),
        class: view.activity.state.as_str(),
        state: words.t(&format!("activity-state-{}", view.activity.state)),
        coming,
        waiting: view.n_waiting,
    }
}

/// Day and times of an activity.
pub(super) fn when(at: &InEvent, view: &ActivityView) -> String {
    let times = view.activity.details.times;
    let from = format::moment(at.visitor.language(), at.zone, times.starts_at);
    format!("{from}–{}", format::time(at.zone, times.ends_at))
}

/// Where it is.
pub(super) fn place(at: &InEvent, setup: &EventSetup, view: &ActivityView) -> String {
    let details = &view.activity.details;
    let site = setup.places.sites.iter().find(|site| site.id == details.site);
    let mut parts: Vec<_> =
        site.map(|site| site.names.get(at.visitor.language()).to_owned()).into_iter().collect();
    let room = setup.places.rooms().find(|(_, room)| Some(room.id) == details.room);
    parts.extend(room.map(|(_, room)| room.name.clone()));
    parts.join(", ")
}
