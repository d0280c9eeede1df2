//! Name, address, dates and texts of an event.

use super::{AREA, read, step_page};
use crate::{
    App,
    error::Error,
    form::filled::Filled,
    page::FormFaults,
    pages::{
        InEvent,
        desk::parts::{Section, Shown, done, looks, must, number},
    },
};
use axum::{extract::State, response::Response};
use carnet_engine::domain::{
    access::UseCase,
    event::{EventSetup, NewDetails, TextKey},
};
use chrono::{DateTime, NaiveDateTime, Utc};

/// The details as they are, to change a part of them.
fn as_they_are(setup: &EventSetup) -> NewDetails {
    let details = &setup.event.details;
    let local = |at: Option<DateTime<Utc>>| at.map(|at| at.with_timezone(&details.time_zone).naive_local());
    NewDetails {
        slug: details.slug.clone(),
        names: details.names.clone(),
        texts: details.texts.clone(),
        time_zone: details.time_zone.name().to_owned(),
        days: details.days.clone(),
        registration_closes: local(details.registration_closes_at),
        closes: local(details.closes_at),
    }
}

pub(crate) async fn show(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    must(&at, UseCase::ChangeEvent)?;
    let setup = read(&app, &at).await?;
    let present = as_they_are(&setup);
    let mut filled = Filled::default();
    filled.put("version", setup.event.version);
    filled.put_texts("names", Some(&present.names));
    filled.put("slug", &present.slug);
    filled.put("time_zone", &present.time_zone);
    for (i, day) in present.days.iter().enumerate() {
        filled.put(format!("days[{i}].day"), day);
    }
    let local =
        |at: Option<NaiveDateTime>| at.map_or_else(String::new, |at| at.format("%Y-%m-%dT%H:%M").to_string());
    filled.put("registration_closes", local(present.registration_closes));
    filled.put("closes", local(present.closes));
    details_page(&at, Shown::first(filled))
}

fn details_page(at: &InEvent, shown: Shown) -> Result<Response, Error> {
    let words = at.visitor.words;
    let fields = shown.fields(words);
    let days = (0..shown.filled.rows("days") + 2)
        .map(|i| fields.line("date", "set-up-day", &format!("days[{i}].day")));
    let days = Section::new(words.t("set-up-days")).help(words.t("set-up-days-help")).row(days.collect());
    let days = match shown.faults.at("days") {
        Some(fault) => days.help(fault.to_owned()),
        None => days,
    };
    let page = step_page(at, "details", &shown.filled)
        .section(
            Section::default()
                .row(fields.texts("set-up-name", "names"))
                .row(vec![fields.text("set-up-slug", "slug").help(words.t("set-up-slug-help")).required()]),
        )
        .section(days)
        .section(
            Section::new(words.t("set-up-deadlines"))
                .row(vec![
                    fields.text("set-up-time-zone", "time_zone").help(words.t("set-up-time-zone-help")),
                ])
                .row(vec![
                    fields.line("datetime-local", "set-up-registration-closes", "registration_closes"),
                    fields
                        .line("datetime-local", "set-up-closes", "closes")
                        .help(words.t("set-up-closes-help")),
                ]),
        );
    shown.render(page)
}

/// What is in the form of details, without texts.
pub(super) fn details_input(
    filled: &mut Filled,
    words: crate::words::Words,
    faults: &mut FormFaults,
) -> NewDetails {
    filled.leave_out("days", |filled, row| filled.is_blank(row, &["day"]));
    let days = (0..filled.rows("days")).filter_map(|i| filled.read(&format!("days[{i}].day"), words, faults));
    NewDetails {
        slug: filled.get("slug").to_owned(),
        names: filled.texts("names"),
        texts: carnet_engine::domain::event::EventTexts::new(),
        time_zone: filled.get("time_zone").to_owned(),
        days: days.collect(),
        registration_closes: filled.moment("registration_closes", words, faults),
        closes: filled.moment("closes", words, faults),
    }
}

pub(crate) async fn save(State(app): State<App>, at: InEvent, mut filled: Filled) -> Result<Response, Error> {
    must(&at, UseCase::ChangeEvent)?;
    let words = at.visitor.words;
    let setup = read(&app, &at).await?;
    let mut faults = FormFaults::default();
    let input = details_input(&mut filled, words, &mut faults);
    if !faults.is_empty() {
        return details_page(&at, Shown::misread(filled, faults));
    }
    let new = NewDetails { texts: as_they_are(&setup).texts, ..input };
    let slug = new.slug.trim().to_owned();
    let seen = (at.id, number(&filled, "version")?);
    match app.engine().change_event(&at.visitor.actor, seen, &new).await {
        // The event may stand at another address now.
        Ok(_) => Ok(done(&InEvent { slug, ..at }, AREA, "saved")),
        Err(error) => {
            filled.renew("version", setup.event.version, &error);
            details_page(&at, Shown::refused(words, filled, error)?)
        }
    }
}

// Texts

pub(crate) async fn show_texts(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    must(&at, UseCase::ChangeEvent)?;
    let setup = read(&app, &at).await?;
    let mut filled = Filled::default();
    filled.put("version", setup.event.version);
    for key in TextKey::ALL {
        filled.put_texts(&format!("texts.{key}"), setup.event.details.texts.get(key));
    }
    texts_page(&at, Shown::first(filled))
}

fn texts_page(at: &InEvent, shown: Shown) -> Result<Response, Error> {
    let words = at.visitor.words;
    let fields = shown.fields(words);
    let names =
        TextKey::ALL.iter().map(|key| (words.t(&format!("set-up-text-{key}")), format!("texts.{key}")));
    let mut page = step_page(at, "texts", &shown.filled).look_at(&shown.filled, names);
    for key in TextKey::ALL {
        let rows = if *key == TextKey::Summary { 2 } else { 8 };
        let title = words.t(&format!("set-up-text-{key}"));
        let texts = fields.long_texts(rows, &format!("set-up-text-{key}"), &format!("texts.{key}"));
        page = page.section(Section::new(title).row(texts));
    }
    shown.render(page)
}

pub(crate) async fn save_texts(
    State(app): State<App>,
    at: InEvent,
    mut filled: Filled,
) -> Result<Response, Error> {
    must(&at, UseCase::ChangeEvent)?;
    if looks(&filled) {
        return texts_page(&at, Shown::first(filled));
    }
    let setup = read(&app, &at).await?;
    let texts = TextKey::ALL.iter().map(|key| (*key, filled.texts(&format!("texts.{key}"))));
    let new = NewDetails { texts: texts.collect(), ..as_they_are(&setup) };
    let seen = (at.id, number(&filled, "version")?);
    match app.engine().change_event(&at.visitor.actor, seen, &new).await {
        Ok(_) => Ok(done(&at, AREA, "saved")),
        Err(error) => {
            filled.renew("version", setup.event.version, &error);
            texts_page(&at, Shown::refused(at.visitor.words, filled, error)?)
        }
    }
}
