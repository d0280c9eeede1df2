//! The grid of a plan: the tables of one room in one session, by slot.

use super::{Look, Names};
use crate::{format, pages::InEvent};
use carnet_engine::{
    MeetingId, RoomId, SessionId, SlotId,
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
    pub(super) cells: Vec<Cell>,
}

/// A table in a slot.
pub(super) struct Cell {
    /// The place, as a change names it.
    pub(super) place: String,
    pub(super) meeting: Option<Taken>,
    /// Where following the cell leads; nowhere for a free one while no meeting is to be moved.
    pub(super) href: Option<String>,
}

/// A meeting at a table.
pub(super) struct Taken {
    pub(super) id: MeetingId,
    pub(super) who: String,
    pub(super) pinned: bool,
    pub(super) chosen: bool,
}

/// A room in a session.
type Pair = (SessionId, RoomId);

/// The tabs, and the grid of the one that is looked at. A meeting that was chosen may go to any free cell, or change places.
pub(super) fn build(
    at: &InEvent,
    (planning, plan): (&Planning, &Plan),
    names: &Names,
    (look, chosen): (&Look, Option<MeetingId>),
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
    let moving = chosen.map_or_else(String::new, |meeting| format!("&meeting={meeting}"));
    let tabs = pairs.iter().map(|pair| Tab {
        href: format!("{href}?session={}&room={}{moving}#grid", pair.0, pair.1),
        text: title(at, planning, *pair),
        here: *pair == here,
    });
    (tabs.collect(), grid(at, (planning, plan), names, (here, chosen), href))
}

/// Sessions with each room that meetings can be held in, by time.
fn pairs(planning: &Planning, plan: &Plan) -> Vec<Pair> {
    let facts = &planning.facts;
    let session: BTreeMap<_, _> = facts.slots.iter().map(|slot| (slot.id, slot.session)).collect();
    let used = plan.placements.values().filter_map(|place| Some((*session.get(&place.slot)?, place.room)));
    let mut pairs: BTreeSet<Pair> = used.collect();
    pairs.extend(facts.session_rooms.iter().copied());
    for session in &facts.sessions {
        if !facts.session_rooms.iter().any(|(id, _)| *id == session.id) {
            let rooms = facts.rooms.iter().filter(|room| room.site == session.site);
            pairs.extend(rooms.map(|room| (session.id, room.id)));
        }
    }
    let tables: BTreeSet<RoomId> = facts.rooms.iter().filter(|r| r.n_tables > 0).map(|r| r.id).collect();
    let mut seen = BTreeSet::new();
    let in_order = facts.slots.iter().map(|slot| slot.session).filter(|id| seen.insert(*id));
    let of = |session| pairs.iter().copied().filter(move |pair| pair.0 == session);
    in_order.flat_map(of).filter(|(_, room)| tables.contains(room)).collect()
}

pub(super) fn slots_of(planning: &Planning, session: SessionId) -> Vec<&SlotFact> {
    planning.facts.slots.iter().filter(|slot| slot.session == session).collect()
}

fn title(at: &InEvent, planning: &Planning, (session, room): Pair) -> String {
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
    ((session, room), chosen): (Pair, Option<MeetingId>),
    href: &str,
) -> Grid {
    let slots = slots_of(planning, session);
    let n_tables = planning.facts.rooms.iter().find(|known| known.id == room).map_or(0, |r| r.n_tables);
    let in_room = plan.placements.iter().filter(|(_, place)| place.room == room);
    let taken: BTreeMap<(SlotId, i64), _> =
        in_room.map(|(meeting, place)| ((place.slot, place.table), (*meeting, place.lineup))).collect();
    let pinned: BTreeSet<MeetingId> = planning.facts.pins.iter().map(|pin| pin.meeting).collect();
    let cell = |slot: SlotId, table: i64| {
        let place = format!("{slot},{room},{table}");
        let found = taken.get(&(slot, table)).map(|&(meeting, lineup)| Taken {
            id: meeting,
            who: names.meeting(meeting, lineup),
            pinned: pinned.contains(&meeting),
            chosen: chosen == Some(meeting),
        });
        let leads = match (&found, chosen) {
            (Some(taken), None) => Some(format!("{href}/meetings/{}", taken.id)),
            (Some(taken), Some(_)) if taken.chosen => None,
            (Some(taken), Some(one)) => Some(format!("{href}/change?meeting={one}&swap={}", taken.id)),
            (None, Some(one)) => Some(format!("{href}/change?meeting={one}&place={place}")),
            (None, None) => None,
        };
        Cell { place, meeting: found, href: leads }
    };
    let row = |table| Row { table, cells: slots.iter().map(|slot| cell(slot.id, table)).collect() };
    Grid {
        caption: title(at, planning, (session, room)),
        times: slots.iter().map(|slot| format::time(at.zone, slot.starts_at)).collect(),
        rows: (1..=n_tables).map(row).collect(),
    }
}
