//! When somebody is there: painted on the slots.

use super::space::Space;
use crate::{
    App,
    error::Error,
    format,
    page::{FormFaults, Layout, render},
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::Form;
use carnet_engine::{
    Error as EngineError, FaultCode, SlotAvailability, SlotId,
    domain::{
        access::UseCase,
        agenda::{AgendaEntry, What},
        session::MeetingKind,
        zone::day_of,
    },
};
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

const HERE: &str = "/me/availability";

#[derive(Template)]
#[template(path = "participant/availability.html")]
struct AvailabilityPage {
    layout: Layout,
    faults: FormFaults,
    tables: Vec<Table>,
}

/// The slots of one kind of meetings: those of another kind may overlap with them.
struct Table {
    caption: String,
    days: Vec<String>,
    rows: Vec<Row>,
}

/// A time of the day, with what there is of it on each day.
struct Row {
    time: String,
    cells: Vec<Option<Cell>>,
}

/// All slots at one time of one day: somebody is there or not, wherever it is.
#[derive(Default)]
struct Cell {
    /// The slots, as the form sends them.
    slots: String,
    /// The cell for those who do not see the table.
    label: String,
    there: bool,
    /// The meeting that is held then: it is given up before, not here.
    meeting: Option<String>,
    /// The activity that is held then.
    activity: Option<String>,
}

pub(super) async fn show(State(app): State<App>, space: Space) -> Result<Response, Error> {
    let all = read(&app, &space).await?;
    let there = all.iter().filter(|slot| slot.available).map(|slot| slot.slot).collect();
    page(&app, &space, &all, &there, FormFaults::default()).await
}

/// The slots of a cell in which the person is there, as often as there are such cells.
#[derive(Debug, Deserialize)]
pub(super) struct AvailabilityForm {
    #[serde(default)]
    there: Vec<String>,
    /// The slots that the page showed: what the organisers have added since stays as it is.
    #[serde(default)]
    shown: Vec<String>,
}

pub(super) async fn paint(
    State(app): State<App>,
    space: Space,
    Form(form): Form<AvailabilityForm>,
) -> Result<Response, Error> {
    let all = read(&app, &space).await?;
    let (mut there, shown) = (slots_of(&form.there), slots_of(&form.shown));
    let unseen = all.iter().filter(|slot| slot.available && !shown.contains(&slot.slot));
    there.extend(unseen.map(|slot| slot.slot));
    let away: Vec<SlotId> = all.iter().map(|slot| slot.slot).filter(|id| !there.contains(id)).collect();
    match app.engine().set_availability(&space.at.visitor.actor, space.at.id, space.me.id, &away).await {
        Ok(()) => Ok(Redirect::to(&space.at.href(&format!("{HERE}?done=saved"))).into_response()),
        Err(error) => {
            let faults = faults_of(&space, &all, &away, error)?;
            let page = page(&app, &space, &all, &there, faults).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// The slots of cells, of which each is one or several that begin at once.
fn slots_of(cells: &[String]) -> BTreeSet<SlotId> {
    cells.iter().flat_map(|cell| cell.split(',')).filter_map(|id| id.parse().ok()).collect()
}

async fn read(app: &App, space: &Space) -> Result<Vec<SlotAvailability>, Error> {
    Ok(app.engine().show_availability(&space.at.visitor.actor, space.at.id, space.me.id).await?)
}

/// Which slots cannot be left, by their times. Somebody else may have filled them meanwhile.
fn faults_of(
    space: &Space,
    all: &[SlotAvailability],
    away: &[SlotId],
    error: EngineError,
) -> Result<FormFaults, Error> {
    let words = space.at.visitor.words;
    let EngineError::Invalid(found) = error else { return FormFaults::of(words, error) };
    let mut faults = FormFaults::default();
    for fault in found.as_slice() {
        let i = fault.path.trim_start_matches("unavailable[").trim_end_matches(']').parse::<usize>();
        let slot = i.ok().and_then(|i| away.get(i)).and_then(|id| all.iter().find(|slot| slot.slot == *id));
        let text = match slot {
            Some(slot) if fault.code == FaultCode::InUse => {
                let at = format::moment(words.0, space.at.zone, slot.starts_at);
                words.with("availability-in-use", "at", &at)
            }
            _ => crate::page::in_words(words, fault),
        };
        faults.add("", text);
    }
    Ok(faults)
}

async fn page(
    app: &App,
    space: &Space,
    all: &[SlotAvailability],
    there: &BTreeSet<SlotId>,
    faults: FormFaults,
) -> Result<Response, Error> {
    let entries = if space.at.may(UseCase::ShowAgenda) {
        app.engine().show_agenda(&space.at.visitor.actor, space.me.id).await?.entries
    } else {
        Vec::new()
    };
    let words = space.at.visitor.words;
    let mut by_kind: BTreeMap<MeetingKind, Vec<&SlotAvailability>> = BTreeMap::new();
    for slot in all {
        by_kind.entry(kind_of(space, slot)).or_default().push(slot);
    }
    let caption = |kind: MeetingKind| words.t(&format!("availability-{kind}"));
    let tables =
        by_kind.into_iter().map(|(kind, slots)| table(space, caption(kind), &slots, (there, &entries)));
    render(&AvailabilityPage {
        layout: space.layout(words.t("availability-title"), HERE),
        faults,
        tables: tables.collect(),
    })
}

/// For what meetings a slot is.
fn kind_of(space: &Space, slot: &SlotAvailability) -> MeetingKind {
    let sessions = space.at.pages.iter().flat_map(|pages| &pages.sessions);
    let mut own = sessions.filter(|session| session.id == slot.session);
    own.next().map_or(MeetingKind::Any, |session| session.meeting_kind)
}

/// Days as columns, times of the day as rows.
fn table(
    space: &Space,
    caption: String,
    all: &[&SlotAvailability],
    (there, entries): (&BTreeSet<SlotId>, &[AgendaEntry]),
) -> Table {
    let zone = space.at.zone;
    let days: BTreeSet<_> = all.iter().map(|slot| day_of(zone, slot.starts_at)).collect();
    let mut times: BTreeMap<(String, String), BTreeMap<NaiveDate, Cell>> = BTreeMap::new();
    for slot in all {
        let time = (format::time(zone, slot.starts_at), format::time(zone, slot.ends_at));
        let day = day_of(zone, slot.starts_at);
        let cell =
            times.entry(time).or_default().entry(day).or_insert_with(|| new_cell(space, slot, entries));
        if !cell.slots.is_empty() {
            cell.slots.push(',');
        }
        cell.slots.push_str(&slot.slot.to_string());
        cell.there |= there.contains(&slot.slot);
    }
    let row = |((from, to), mut cells): ((String, String), BTreeMap<NaiveDate, Cell>)| Row {
        time: format!("{from}–{to}"),
        cells: days.iter().map(|day| cells.remove(day)).collect(),
    };
    let rows = times.into_iter().map(row).collect();
    let language = space.at.visitor.language();
    Table { caption, days: days.into_iter().map(|day| format::short_day(language, day)).collect(), rows }
}

fn new_cell(space: &Space, slot: &SlotAvailability, entries: &[AgendaEntry]) -> Cell {
    let mut cell = Cell {
        label: format::moment(space.at.visitor.language(), space.at.zone, slot.starts_at),
        ..Cell::default()
    };
    for entry in entries.iter().filter(|e| e.starts_at < slot.ends_at && slot.starts_at < e.ends_at) {
        let what = super::agenda::line(&space.at, entry).what;
        match &entry.what {
            What::Meeting { .. } => cell.meeting = Some(what),
            What::Activity { confirmed: true, .. } => cell.activity = Some(what),
            What::Activity { .. } => {}
        }
    }
    cell
}
