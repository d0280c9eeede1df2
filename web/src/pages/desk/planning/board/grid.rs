//! The grid of a plan: the tables of one room in one session, by slot.

use super::{Look, Names};
use crate::{format, pages::InEvent};
use carnet_engine::{
    MeetingId, RoomId, SessionId,
    domain::{
        plan::Plan,
        planning::{Planning, SlotFact},
        zone::day_of,
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// A session in a room that one can look at.
pub(super) struct Tab {
    pub(super) href: String,
    pub(super) text: String,
    pub(super) here: bool,
}

/// Tables by slot.
#[derive(Default)]
pub(super) struct Grid {
    pub(super) caption: String,
    /// When each column is.
    pub(super) times: Vec<String>,
    pub(super) rows: Vec<Row>,
}

pub(super) struct Row {
    pub(super) table: i64,
    pub(super) cells: Vec<Option<Cell>>,
}

/// A meeting at a table.
pub(super) struct Cell {
    pub(super) who: String,
    pub(super) href: String,
    pub(super) pinned: bool,
    pub(super) chosen: bool,
}

/// The tabs, and the grid of the one that is looked at.
pub(super) fn build(
    at: &InEvent,
    (planning, plan): (&Planning, &Plan),
    names: &Names,
    look: Look,
    href: &str,
) -> (Vec<Tab>, Grid) {
    let pairs = pairs(planning, plan);
    let placed = look.meeting.and_then(|meeting| plan.placements.get(&meeting));
    let of_meeting = placed.and_then(|place| {
        let slot = planning.facts.slots.iter().find(|slot| slot.id == place.slot)?;
        Some((slot.session, place.room))
    });
    let wanted = look.session.zip(look.room).or(of_meeting);
    let Some(here) = wanted.filter(|pair| pairs.contains(pair)).or(pairs.first().copied()) else {
        return (Vec::new(), Grid::default());
    };
    let tabs = pairs.iter().map(|pair| Tab {
        href: format!("{href}?session={}&room={}#grid", pair.0, pair.1),
        text: title(at, planning, *pair),
        here: *pair == here,
    });
    (tabs.collect(), grid(at, (planning, plan), names, (here, look), href))
}

/// Sessions with each room that they hold meetings in, by time.
fn pairs(planning: &Planning, plan: &Plan) -> Vec<(SessionId, RoomId)> {
    let session: BTreeMap<_, _> = planning.facts.slots.iter().map(|slot| (slot.id, slot.session)).collect();
    let used: BTreeSet<_> =
        plan.placements.values().filter_map(|place| Some((*session.get(&place.slot)?, place.room))).collect();
    let mut seen = BTreeSet::new();
    let in_order = planning.facts.slots.iter().map(|slot| slot.session).filter(|id| seen.insert(*id));
    in_order.flat_map(|session| used.iter().copied().filter(move |pair| pair.0 == session)).collect()
}

fn slots_of(planning: &Planning, session: SessionId) -> Vec<&SlotFact> {
    planning.facts.slots.iter().filter(|slot| slot.session == session).collect()
}

fn title(at: &InEvent, planning: &Planning, (session, room): (SessionId, RoomId)) -> String {
    let slots = slots_of(planning, session);
    let room = planning.facts.rooms.iter().find(|known| known.id == room).map_or("", |room| &room.name);
    slots.first().map_or_else(String::new, |first| {
        let day = format::short_day(at.visitor.language(), day_of(at.zone, first.starts_at));
        format!("{day}, {}, {room}", format::time(at.zone, first.starts_at))
    })
}

fn grid(
    at: &InEvent,
    (planning, plan): (&Planning, &Plan),
    names: &Names,
    ((session, room), look): ((SessionId, RoomId), Look),
    href: &str,
) -> Grid {
    let slots = slots_of(planning, session);
    let n_tables = planning.facts.rooms.iter().find(|known| known.id == room).map_or(0, |r| r.n_tables);
    let column: BTreeMap<_, _> = slots.iter().enumerate().map(|(i, slot)| (slot.id, i)).collect();
    let pinned: BTreeSet<MeetingId> = planning.facts.pins.iter().map(|pin| pin.meeting).collect();
    let empty = |table| Row { table, cells: slots.iter().map(|_| None).collect() };
    let mut rows: Vec<Row> = (1..=n_tables).map(empty).collect();
    for (&meeting, place) in plan.placements.iter().filter(|(_, place)| place.room == room) {
        let row = usize::try_from(place.table - 1).ok().and_then(|row| rows.get_mut(row));
        if let (Some(row), Some(&i)) = (row, column.get(&place.slot)) {
            row.cells[i] = Some(Cell {
                who: names.of_meeting(planning, meeting, place.lineup),
                href: format!("{href}?meeting={meeting}#move"),
                pinned: pinned.contains(&meeting),
                chosen: look.meeting == Some(meeting),
            });
        }
    }
    Grid {
        caption: title(at, planning, (session, room)),
        times: slots.iter().map(|slot| format::time(at.zone, slot.starts_at)).collect(),
        rows,
    }
}
