//! When a person is there, painted for them.

use super::{Edited, OfPerson};
use crate::{
    App,
    error::Error,
    form::filled::Filled,
    format,
    page::{FormFaults, Layout, Way, render},
    pages::{
        InEvent,
        desk::{participants::AREA, parts::done},
    },
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use carnet_engine::{Error as EngineError, ParticipantId, SlotAvailability};

#[derive(Template)]
#[template(path = "desk/participants/availability.html")]
struct AvailabilityPage {
    layout: Layout,
    faults: FormFaults,
    back: Way,
    on_behalf: String,
    days: Vec<Day>,
}

struct Day {
    name: String,
    slots: Vec<SlotLine>,
}

struct SlotLine {
    id: String,
    time: String,
    available: bool,
    fault: Option<String>,
}

pub(in crate::pages::desk::participants) async fn show(
    State(app): State<App>,
    at: InEvent,
    Path((_, id, person)): OfPerson,
) -> Result<Response, Error> {
    let edited = Edited::read(&app, &at, id).await?;
    let slots = app.engine().show_availability(&at.visitor.actor, at.id, person).await?;
    availability_page(&at, &edited, (person, &slots), FormFaults::default())
}

fn availability_page(
    at: &InEvent,
    edited: &Edited,
    (person, slots): (ParticipantId, &[SlotAvailability]),
    faults: FormFaults,
) -> Result<Response, Error> {
    let words = at.visitor.words;
    let person = edited.person(person)?;
    let mut days: Vec<(chrono::NaiveDate, Day)> = Vec::new();
    let mut n_unavailable = 0;
    for slot in slots {
        let day = slot.starts_at.with_timezone(&at.zone).date_naive();
        if days.last().is_none_or(|(last, _)| *last != day) {
            days.push((day, Day { name: format::day(words.0, day), slots: Vec::new() }));
        }
        // The engine counts those that are not there, in order.
        let path = format!("unavailable[{n_unavailable}]");
        let fault = faults.at(&path).filter(|_| !slot.available).map(str::to_owned);
        n_unavailable += usize::from(!slot.available);
        let times = [slot.starts_at, slot.ends_at].map(|time| format::time(at.zone, time));
        let line =
            SlotLine { id: slot.slot.to_string(), time: times.join("–"), available: slot.available, fault };
        if let Some((_, day)) = days.last_mut() {
            day.slots.push(line);
        }
    }
    let back = format!("{}/people/{}", edited.rest(), person.id);
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = AvailabilityPage {
        layout: at.layout(words.t("desk-person-availability"), AREA),
        faults,
        back: Way { href: at.href(&back), text: person.name.clone(), here: false },
        on_behalf: words.with("desk-on-behalf", "whom", &person.name),
        days: days.into_iter().map(|(_, day)| day).collect(),
    };
    Ok((status, render(&page)?).into_response())
}

pub(in crate::pages::desk::participants) async fn paint(
    State(app): State<App>,
    at: InEvent,
    Path((_, id, person)): OfPerson,
    filled: Filled,
) -> Result<Response, Error> {
    let (engine, actor) = (app.engine(), &at.visitor.actor);
    let edited = Edited::read(&app, &at, id).await?;
    let mut slots = engine.show_availability(actor, at.id, person).await?;
    for slot in &mut slots {
        let own = slot.slot.to_string();
        slot.available = filled.all("slot").any(|ticked| ticked == own);
    }
    let unavailable: Vec<_> = slots.iter().filter(|slot| !slot.available).map(|slot| slot.slot).collect();
    match engine.set_availability(actor, at.id, person, &unavailable).await {
        Ok(()) => Ok(done(&at, &format!("{}/people/{person}", edited.rest()), "saved")),
        Err(error @ EngineError::Invalid(_)) => {
            let faults = FormFaults::of(at.visitor.words, error)?;
            availability_page(&at, &edited, (person, &slots), faults)
        }
        Err(error) => Err(error.into()),
    }
}
