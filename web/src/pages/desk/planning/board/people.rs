//! The same plan by people: the agenda of each as a row, a day at a time.

use super::{Look, Names, grid::Tab};
use crate::{format, pages::InEvent};
use carnet_engine::{
    ParticipantId, SlotId,
    domain::{
        plan::Plan,
        planning::{ParticipantFact, Planning, SlotFact},
        zone::day_of,
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// How many people a page shows.
const PAGE: usize = 40;

/// Agendas as rows.
pub(super) struct Shown {
    pub(super) words: String,
    pub(super) days: Vec<Tab>,
    pub(super) caption: String,
    pub(super) times: Vec<String>,
    pub(super) rows: Vec<Row>,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
}

pub(super) struct Row {
    pub(super) name: String,
    pub(super) company: String,
    pub(super) cells: Vec<Cell>,
}

/// What somebody has at a time.
#[derive(Clone, Default)]
pub(super) struct Cell {
    /// Whom they meet.
    pub(super) who: String,
    pub(super) place: String,
    pub(super) href: String,
    /// In an activity, or not there.
    pub(super) busy: bool,
}

pub(super) fn build(
    at: &InEvent,
    (planning, plan): (&Planning, &Plan),
    names: &Names,
    look: &Look,
    href: &str,
) -> Shown {
    let by_day = days(at, planning);
    let wanted = look.session.and_then(|id| {
        let slot = planning.facts.slots.iter().find(|slot| slot.session == id)?;
        Some(day_of(at.zone, slot.starts_at))
    });
    let day = wanted.filter(|day| by_day.contains_key(day)).or(by_day.keys().next().copied());
    let times = day.and_then(|day| by_day.get(&day)).cloned().unwrap_or_default();
    let found = names.matching(&look.words);
    let n_before = look.page.saturating_mul(PAGE);
    let shown: Vec<_> = found.iter().skip(n_before).take(PAGE).copied().collect();
    let language = at.visitor.language();
    let session_of = |day: NaiveDate| {
        planning
            .facts
            .slots
            .iter()
            .find(|slot| day_of(at.zone, slot.starts_at) == day)
            .map(|slot| slot.session)
    };
    let address = |day: NaiveDate, page: usize| {
        let session = session_of(day).map(|id| id.to_string()).unwrap_or_default();
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs([("people", "true"), ("session", &session), ("words", &look.words)]);
        format!("{href}?{}#grid", query.append_pair("page", &page.to_string()).finish())
    };
    Shown {
        words: look.words.clone(),
        caption: day.map_or_else(String::new, |day| format::day(language, day)),
        times: times.iter().map(|start| format::time(at.zone, *start)).collect(),
        rows: rows((planning, plan), names, &shown, &times, href),
        before: day.filter(|_| look.page > 0).map(|day| address(day, look.page - 1)),
        after: day
            .filter(|_| found.len() > n_before.saturating_add(PAGE))
            .map(|day| address(day, look.page + 1)),
        days: by_day
            .keys()
            .map(|known| Tab {
                href: address(*known, look.page),
                text: format::short_day(language, *known),
                here: Some(*known) == day,
            })
            .collect(),
    }
}

/// The starts of the slots of each day.
fn days(at: &InEvent, planning: &Planning) -> BTreeMap<NaiveDate, Vec<DateTime<Utc>>> {
    let mut days: BTreeMap<NaiveDate, BTreeSet<DateTime<Utc>>> = BTreeMap::new();
    for slot in &planning.facts.slots {
        days.entry(day_of(at.zone, slot.starts_at)).or_default().insert(slot.starts_at);
    }
    days.into_iter().map(|(day, starts)| (day, starts.into_iter().collect())).collect()
}

fn rows(
    (planning, plan): (&Planning, &Plan),
    names: &Names,
    people: &[&ParticipantFact],
    times: &[DateTime<Utc>],
    href: &str,
) -> Vec<Row> {
    let slots: BTreeMap<SlotId, &SlotFact> =
        planning.facts.slots.iter().map(|slot| (slot.id, slot)).collect();
    let column: BTreeMap<_, _> = times.iter().enumerate().map(|(i, start)| (*start, i)).collect();
    let row: BTreeMap<ParticipantId, usize> = people.iter().enumerate().map(|(i, p)| (p.id, i)).collect();
    let mut cells = vec![vec![Cell::default(); times.len()]; people.len()];
    for busy in &planning.facts.busy {
        take(&mut cells, row.get(&busy.participant), &column, (busy.starts_at, busy.ends_at));
    }
    for (person, from, to) in &planning.facts.unavailable {
        take(&mut cells, row.get(person), &column, (*from, *to));
    }
    for (&meeting, place) in &plan.placements {
        let lineup = planning.people(meeting, place.lineup);
        let Some(&i) = slots.get(&place.slot).and_then(|slot| column.get(&slot.starts_at)) else { continue };
        for person in lineup {
            let Some(&of) = row.get(person) else { continue };
            let others = lineup.iter().filter(|other| *other != person).map(|other| names.short(*other));
            cells[of][i] = Cell {
                who: others.collect::<Vec<_>>().join(", "),
                place: format!("{} {}", names.room(place.room), place.table),
                href: format!("{href}/meetings/{meeting}"),
                busy: false,
            };
        }
    }
    let line = |(person, cells): (&&ParticipantFact, Vec<Cell>)| Row {
        name: person.name.clone(),
        company: person.company.clone(),
        cells,
    };
    people.iter().zip(cells).map(line).collect()
}

/// Marks the columns that begin within a time in which somebody is busy.
fn take(
    cells: &mut [Vec<Cell>],
    row: Option<&usize>,
    column: &BTreeMap<DateTime<Utc>, usize>,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
) {
    if let (Some(&row), true) = (row, from < to) {
        for &i in column.range(from..to).map(|(_, i)| i) {
            cells[row][i].busy = true;
        }
    }
}
