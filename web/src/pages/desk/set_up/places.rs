//! Sites with their rooms and tables, and the ways between them.

use super::{AREA, read, step_page};
use crate::{
    App,
    error::Error,
    form::Field,
    form::filled::Filled,
    page::FormFaults,
    pages::{
        InEvent,
        desk::parts::{Section, Shown, done, must, number},
    },
    words::Words,
};
use axum::{extract::State, response::Response};
use carnet_engine::domain::{
    access::UseCase,
    event::EventSetup,
    places::{NewPlaces, NewRoom, NewSite, NewTravel, Places},
};

/// How many empty rows a form has for what is new.
const NEW_ROOMS: usize = 2;
/// The longest way, in minutes.
const MINUTES: (i64, i64) = (0, 24 * 60);

pub(crate) async fn show(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    must(&at, UseCase::SetPlaces)?;
    let setup = read(&app, &at).await?;
    places_page(&at, Shown::first(filled_with(&setup)))
}

fn filled_with(setup: &EventSetup) -> Filled {
    let mut filled = Filled::default();
    filled.put("version", setup.event.version);
    for (i, site) in setup.places.sites.iter().enumerate() {
        let path = format!("sites[{i}]");
        filled.put(format!("{path}.id"), site.id);
        filled.put_texts(&format!("{path}.names"), Some(&site.names));
        filled.put(format!("{path}.address"), site.address.as_deref().unwrap_or_default());
        for (j, room) in site.rooms.iter().enumerate() {
            let path = format!("{path}.rooms[{j}]");
            filled.put(format!("{path}.id"), room.id);
            filled.put(format!("{path}.name"), &room.name);
            filled.put(format!("{path}.tables"), room.tables);
        }
    }
    filled
}

fn places_page(at: &InEvent, shown: Shown) -> Result<Response, Error> {
    let words = at.visitor.words;
    let fields = shown.fields(words);
    let n_sites = shown.filled.rows("sites");
    let mut page = step_page(at, "places", &shown.filled).intro(words.t("set-up-rows-help"));
    for i in 0..=n_sites {
        let path = format!("sites[{i}]");
        let title =
            if i < n_sites { words.n("set-up-site", i as i64 + 1) } else { words.t("set-up-new-site") };
        let mut section = Section::new(title)
            .row(fields.texts("set-up-name", &format!("{path}.names")))
            .row(vec![fields.lines(2, "set-up-address", &format!("{path}.address"))]);
        let n_rooms = shown.filled.rows(&format!("{path}.rooms"));
        for j in 0..n_rooms + NEW_ROOMS {
            let room = format!("{path}.rooms[{j}]");
            let mut row = vec![
                fields.text("set-up-room", &format!("{room}.name")),
                fields.number("set-up-tables", &format!("{room}.tables"), (0, 10_000)),
            ];
            if j < n_rooms {
                row.push(fields.tick("desk-remove", &format!("{room}.gone")));
            }
            section = section.row(row);
            page = page.carry(&shown.filled, &format!("{room}.id"));
        }
        if i < n_sites {
            section = section.row(vec![fields.tick("set-up-remove-site", &format!("{path}.gone"))]);
        }
        page = page.carry(&shown.filled, &format!("{path}.id")).section(section);
    }
    shown.render(page)
}

fn places_input(filled: &mut Filled, present: &Places, words: Words, faults: &mut FormFaults) -> NewPlaces {
    for i in 0..filled.rows("sites") {
        let rooms = format!("sites[{i}].rooms");
        filled.leave_out(&rooms, |filled, row| filled.is_gone(row, &["name", "tables"]));
    }
    filled.leave_out("sites", |filled, row| {
        let no_rooms = filled.rows(&format!("{row}.rooms")) == 0;
        filled.is_gone(row, &["names.fr", "names.en", "address"])
            && (no_rooms || filled.has(&format!("{row}.gone")))
    });
    let mut sites = Vec::new();
    for i in 0..filled.rows("sites") {
        let path = format!("sites[{i}]");
        let mut rooms = Vec::new();
        for j in 0..filled.rows(&format!("{path}.rooms")) {
            let room = format!("{path}.rooms[{j}]");
            rooms.push(NewRoom {
                id: filled.get(&format!("{room}.id")).parse().ok(),
                name: filled.get(&format!("{room}.name")).to_owned(),
                tables: filled.read(&format!("{room}.tables"), words, faults).unwrap_or(0),
            });
        }
        sites.push(NewSite {
            id: filled.get(&format!("{path}.id")).parse().ok(),
            names: filled.texts(&format!("{path}.names")),
            address: filled.some(&format!("{path}.address")).map(str::to_owned),
            rooms,
        });
    }
    // The ways between sites that stay are as they were.
    let position = |id| sites.iter().position(|site: &NewSite| site.id == Some(id));
    let travel = present.travel.iter().filter_map(|way| {
        Some(NewTravel { from: position(way.from)?, to: position(way.to)?, minutes: way.minutes })
    });
    NewPlaces { travel: travel.collect(), sites }
}

pub(crate) async fn save(State(app): State<App>, at: InEvent, mut filled: Filled) -> Result<Response, Error> {
    must(&at, UseCase::SetPlaces)?;
    let words = at.visitor.words;
    let setup = read(&app, &at).await?;
    let mut faults = FormFaults::default();
    let new = places_input(&mut filled, &setup.places, words, &mut faults);
    if !faults.is_empty() {
        return places_page(&at, Shown::misread(filled, faults));
    }
    let seen = (at.id, number(&filled, "version")?);
    match app.engine().set_places(&at.visitor.actor, seen, &new).await {
        Ok(_) => Ok(done(&at, &format!("{AREA}/places"), "saved")),
        Err(error) => {
            filled.renew("version", setup.event.version, &error);
            places_page(&at, Shown::refused(words, filled, error)?)
        }
    }
}

// The ways

/// Every pair of sites, by position.
fn pairs(places: &Places) -> Vec<(usize, usize)> {
    let n = places.sites.len();
    (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j))).collect()
}

pub(crate) async fn show_travel(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    must(&at, UseCase::SetPlaces)?;
    let setup = read(&app, &at).await?;
    let places = &setup.places;
    let mut filled = Filled::default();
    filled.put("version", setup.event.version);
    for (k, (i, j)) in pairs(places).into_iter().enumerate() {
        let (one, other) = (places.sites[i].id, places.sites[j].id);
        let known =
            places.travel.iter().find(|w| (w.from, w.to) == (one, other) || (w.from, w.to) == (other, one));
        filled.put(
            format!("travel[{k}].minutes"),
            known.map_or_else(String::new, |way| way.minutes.to_string()),
        );
    }
    travel_page(&at, &setup, Shown::first(filled))
}

fn travel_page(at: &InEvent, setup: &EventSetup, shown: Shown) -> Result<Response, Error> {
    let words = at.visitor.words;
    let name = |i: usize| setup.places.sites[i].names.get(words.0);
    let pairs = pairs(&setup.places);
    let field = |(k, (i, j)): (usize, &(usize, usize))| {
        let path = format!("travel[{k}].minutes");
        Field::line("number", &path, format!("{} – {}", name(*i), name(*j)), shown.filled.get(&path))
            .limit("min", MINUTES.0)
            .limit("max", MINUTES.1)
            .required()
            .fault(&shown.faults, &path)
    };
    let fields = pairs.iter().enumerate().map(field).collect();
    let mut page = step_page(at, "travel", &shown.filled).section(Section::plain(fields));
    if pairs.is_empty() {
        page = page.intro(words.t("set-up-one-site"));
    }
    shown.render(page)
}

pub(crate) async fn save_travel(
    State(app): State<App>,
    at: InEvent,
    mut filled: Filled,
) -> Result<Response, Error> {
    must(&at, UseCase::SetPlaces)?;
    let words = at.visitor.words;
    let setup = read(&app, &at).await?;
    let mut faults = FormFaults::default();
    let mut travel = Vec::new();
    for (k, (from, to)) in pairs(&setup.places).into_iter().enumerate() {
        let path = format!("travel[{k}].minutes");
        if filled.some(&path).is_none() {
            faults.add(&path, words.t("fault-required"));
        }
        let minutes = filled.read(&path, words, &mut faults).unwrap_or_default();
        travel.push(NewTravel { from, to, minutes });
    }
    if !faults.is_empty() {
        return travel_page(&at, &setup, Shown::misread(filled, faults));
    }
    let new = NewPlaces { sites: setup.places.sites.iter().map(unchanged).collect(), travel };
    let seen = (at.id, number(&filled, "version")?);
    match app.engine().set_places(&at.visitor.actor, seen, &new).await {
        Ok(_) => Ok(done(&at, AREA, "saved")),
        Err(error) => {
            filled.renew("version", setup.event.version, &error);
            travel_page(&at, &setup, Shown::refused(words, filled, error)?)
        }
    }
}

fn unchanged(site: &carnet_engine::domain::places::Site) -> NewSite {
    let room = |room: &carnet_engine::domain::places::Room| NewRoom {
        id: Some(room.id),
        name: room.name.clone(),
        tables: room.tables,
    };
    NewSite {
        id: Some(site.id),
        names: site.names.clone(),
        address: site.address.clone(),
        rooms: site.rooms.iter().map(room).collect(),
    }
}
