//! Sessions and slots: what there is, and grids that make more, looked at before they are made.

pub(super) mod one;

use super::{AREA, back, read};
use crate::{
    App,
    error::Error,
    form::filled::Filled,
    format,
    page::{FormFaults, Layout, Way, refused, render},
    pages::{
        InEvent,
        desk::parts::{Section, Shown, done, must, number},
    },
    words::Words,
};
use askama::Template;
use axum::{extract::State, response::Response};
use carnet_engine::{
    GridPreview, RoomId, SessionId, SiteId,
    domain::{
        access::UseCase,
        event::EventSetup,
        grid::{Grid, PlannedSession},
        places::Places,
        session::{MeetingKind, Session},
        text::Texts,
    },
};
use chrono::{DateTime, NaiveTime, Utc};

#[derive(Template)]
#[template(path = "desk/set_up/sessions.html")]
struct SessionsPage {
    layout: Layout,
    faults: FormFaults,
    back: Way,
    href: String,
    version: i64,
    sessions: Vec<SessionLine>,
    form: Vec<Section>,
    preview: Option<Preview>,
    /// Why no slot can be made yet.
    no_tables: bool,
}

struct SessionLine {
    id: String,
    href: String,
    name: String,
    when: String,
    place: String,
    kind: String,
    slots: String,
}

/// What a grid would make.
struct Preview {
    total: String,
    sessions: Vec<(String, String, String)>,
}

pub(crate) async fn show(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    must(&at, UseCase::MakeGrid)?;
    let setup = read(&app, &at).await?;
    sessions_page(&at, &setup, (Shown::first(first_grid(&setup)), None))
}

/// A grid to begin with: a usual day on all days of the event, in all rooms with tables.
fn first_grid(setup: &EventSetup) -> Filled {
    let mut filled = Filled::default();
    for day in &setup.event.details.days {
        filled.put("days", day);
    }
    let first = setup.places.rooms().find(|(_, room)| room.tables > 0).map(|(site, _)| site);
    for (site, room) in setup.places.rooms().filter(|(_, room)| room.tables > 0) {
        if Some(site) == first {
            filled.put("rooms", room.id);
        }
    }
    let values = [
        ("names.fr", "Rendez-vous"),
        ("names.en", "Meetings"),
        ("meeting_kind", "any"),
        ("start", "09:00"),
        ("end", "17:30"),
        ("slot_minutes", "25"),
        ("pause_minutes", "5"),
        ("lunch_from", "12:00"),
        ("lunch_to", "14:00"),
    ];
    for (name, value) in values {
        filled.put(name, value);
    }
    filled
}

fn sessions_page(
    at: &InEvent,
    setup: &EventSetup,
    (shown, preview): (Shown, Option<Preview>),
) -> Result<Response, Error> {
    let words = at.visitor.words;
    let page = SessionsPage {
        layout: at.layout(words.t("set-up-sessions"), AREA),
        back: back(at),
        href: at.href(&format!("{AREA}/sessions")),
        version: setup.event.version,
        sessions: setup.sessions.iter().map(|session| session_line(at, setup, session)).collect(),
        form: grid_form(at, setup, &shown),
        preview,
        no_tables: !setup.places.rooms().any(|(_, room)| room.tables > 0),
        faults: shown.faults,
    };
    refused(shown.status, render(&page))
}

fn session_line(at: &InEvent, setup: &EventSetup, session: &Session) -> SessionLine {
    let words = at.visitor.words;
    SessionLine {
        id: session.id.to_string(),
        href: at.href(&format!("{AREA}/sessions/{}", session.id)),
        name: session.names.get(words.0).to_owned(),
        when: session.span().map_or_else(String::new, |span| span_of(at, span)),
        place: place_of(words, &setup.places, session.site, session.rooms.iter().copied()),
        kind: words.t(&format!("meeting-kind-{}", session.meeting_kind)),
        slots: words.n("set-up-n-slots", session.slots.len() as i64),
    }
}

/// Day and times, as `17 June, 09:00–12:00`.
fn span_of(at: &InEvent, (from, to): (DateTime<Utc>, DateTime<Utc>)) -> String {
    format!("{}–{}", format::moment(at.visitor.language(), at.zone, from), format::time(at.zone, to))
}

/// A site with rooms of it.
fn place_of(words: Words, places: &Places, site: SiteId, rooms: impl Iterator<Item = RoomId>) -> String {
    let site = places.sites.iter().find(|one| one.id == site);
    let site = site.map_or("", |site| site.names.get(words.0));
    let name = |id: RoomId| places.rooms().find(|(_, room)| room.id == id).map(|(_, room)| room.name.clone());
    format!("{site} – {}", rooms.filter_map(name).collect::<Vec<_>>().join(", "))
}

/// Rooms with tables, each with its site.
fn room_options(words: Words, places: &Places) -> Vec<(String, String)> {
    let of_site = |site: &carnet_engine::domain::places::Site| {
        let name = site.names.get(words.0).to_owned();
        let rooms = site.rooms.iter().filter(|room| room.tables > 0);
        let option = move |room: &carnet_engine::domain::places::Room| {
            let tables = words.n("set-up-n-tables", room.tables);
            (room.id.to_string(), format!("{name} – {} ({tables})", room.name))
        };
        rooms.map(option).collect::<Vec<_>>()
    };
    places.sites.iter().flat_map(of_site).collect()
}

fn grid_form(at: &InEvent, setup: &EventSetup, shown: &Shown) -> Vec<Section> {
    let words = at.visitor.words;
    let fields = shown.fields(words);
    let days = setup.event.details.days.iter().map(|day| (day.to_string(), format::day(words.0, *day)));
    let replaced = setup.sessions.iter().map(|session| {
        let line = session_line(at, setup, session);
        (line.id, format!("{} – {}", line.name, line.when))
    });
    let mut last = Section::plain(Vec::new());
    if !setup.sessions.is_empty() {
        last = last.row(vec![fields.choices("slot-grid-replaces", "replaces", replaced.collect())]);
    }
    vec![
        Section::default().row(fields.texts("slot-grid-names", "names")).row(vec![
            fields.choices("slot-grid-days", "days", days.collect()),
            fields.choices("slot-grid-rooms", "rooms", room_options(words, &setup.places)),
            fields.word("slot-grid-kind", "meeting_kind", ("meeting-kind", MeetingKind::ALL)),
        ]),
        Section::default()
            .row(vec![
                fields.line("time", "slot-grid-start", "start").required(),
                fields.line("time", "slot-grid-end", "end").required(),
                fields.number("slot-grid-slot", "slot_minutes", (3, 480)).required(),
                fields.number("slot-grid-pause", "pause_minutes", (0, 240)).required(),
            ])
            .row(vec![
                fields.line("time", "slot-grid-lunch-from", "lunch_from").fault(&shown.faults, "lunch"),
                fields.line("time", "slot-grid-lunch-to", "lunch_to"),
            ]),
        last,
    ]
}

fn read_grid(setup: &EventSetup, filled: &Filled, words: Words, faults: &mut FormFaults) -> Option<Grid> {
    let mut time = |name: &str| {
        let value = filled.some(name)?;
        let read = NaiveTime::parse_from_str(value, "%H:%M")
            .or_else(|_| NaiveTime::parse_from_str(value, "%H:%M:%S"));
        if read.is_err() {
            faults.add(name, words.with("fault-wrong-format", "example", "09:30"));
        }
        read.ok()
    };
    let (start, end) = (time("start"), time("end"));
    let lunch = time("lunch_from").zip(time("lunch_to"));
    let slot_minutes = filled.read("slot_minutes", words, faults);
    let pause_minutes = filled.read("pause_minutes", words, faults);
    for (name, is_missing) in
        [("start", start.is_none()), ("end", end.is_none()), ("slot_minutes", slot_minutes.is_none())]
    {
        if is_missing && faults.at(name).is_none() {
            faults.add(name, words.t("fault-required"));
        }
    }
    let rooms: Vec<RoomId> = filled.all("rooms").filter_map(|id| id.parse().ok()).collect();
    let of_first = setup.places.rooms().find(|(_, room)| rooms.first() == Some(&room.id));
    let Some((site, _)) = of_first else {
        faults.add("rooms", words.t("fault-required"));
        return None;
    };
    Some(Grid {
        names: filled.texts("names"),
        days: filled.all("days").filter_map(|day| day.parse().ok()).collect(),
        site,
        rooms,
        meeting_kind: MeetingKind::parse(filled.get("meeting_kind")).unwrap_or(MeetingKind::Any),
        start: start?,
        end: end?,
        slot_minutes: slot_minutes?,
        pause_minutes: pause_minutes.unwrap_or(0),
        lunch,
        replaces: filled.all("replaces").filter_map(|id| id.parse().ok()).collect(),
    })
}

/// Looks at a grid, or makes it: as the button says.
pub(crate) async fn make(State(app): State<App>, at: InEvent, filled: Filled) -> Result<Response, Error> {
    must(&at, UseCase::MakeGrid)?;
    let words = at.visitor.words;
    let setup = read(&app, &at).await?;
    let mut faults = FormFaults::default();
    let grid = read_grid(&setup, &filled, words, &mut faults);
    let Some(grid) = grid.filter(|_| faults.is_empty()) else {
        return sessions_page(&at, &setup, (Shown::misread(filled, faults), None));
    };
    if filled.get("do") != "make" {
        let preview = app.engine().preview_grid(&at.visitor.actor, at.id, &grid).await?;
        let shown = match preview.faults.clone().check() {
            Ok(()) => Shown::first(filled),
            Err(error) => Shown::refused(words, filled, error)?,
        };
        let preview = Some(preview_of(&at, &setup, &preview));
        return sessions_page(&at, &setup, (shown, preview));
    }
    let seen = (at.id, number(&filled, "version")?);
    match app.engine().make_grid(&at.visitor.actor, seen, &grid).await {
        Ok(_) => Ok(done(&at, &format!("{AREA}/sessions"), "sessions-made")),
        Err(error) => {
            let shown = Shown::refused(words, filled, error)?;
            sessions_page(&at, &setup, (shown, None))
        }
    }
}

fn preview_of(at: &InEvent, setup: &EventSetup, preview: &GridPreview) -> Preview {
    let words = at.visitor.words;
    let line = |planned: &PlannedSession| {
        let span = planned.slots.first().zip(planned.slots.last());
        let span = span.map_or_else(String::new, |(first, last)| span_of(at, (first.0, last.1)));
        let place = place_of(words, &setup.places, planned.site, planned.rooms.iter().copied());
        let n_slots = words.n("set-up-n-slots", planned.slots.len() as i64);
        (Texts::get(&planned.names, words.0).to_owned(), format!("{span}, {n_slots}"), place)
    };
    let n_slots = words.n("set-up-n-slots", preview.n_slots as i64);
    Preview {
        total: format!("{n_slots}, {}", words.n("set-up-n-meetings", preview.n_meetings)),
        sessions: preview.sessions.iter().map(line).collect(),
    }
}

/// Deletes the ticked sessions.
pub(crate) async fn delete(State(app): State<App>, at: InEvent, filled: Filled) -> Result<Response, Error> {
    must(&at, UseCase::DeleteSessions)?;
    let ids: Vec<SessionId> = filled.all("session").filter_map(|id| id.parse().ok()).collect();
    let seen = (at.id, number(&filled, "version")?);
    let result = match ids.as_slice() {
        [] => Ok(0),
        ids => app.engine().delete_sessions(&at.visitor.actor, seen, ids).await,
    };
    match result {
        Ok(_) => Ok(done(&at, &format!("{AREA}/sessions"), "removed")),
        Err(error) => {
            let setup = read(&app, &at).await?;
            let shown = Shown::refused(at.visitor.words, first_grid(&setup), error)?;
            sessions_page(&at, &setup, (shown, None))
        }
    }
}
