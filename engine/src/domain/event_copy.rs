//! Copying an event with all its settings to other dates.

use crate::{
    CategoryId, Error, EventId, Faults, RoomId, SiteId,
    domain::{
        category::{Categories, Category},
        event::{CopyOfEvent, Details, Event, EventSetup, check_slug, out_of_range},
        phase::Phase,
        places::{Places, Room, Site, Travel},
        session::{Session, Slot},
        text::TextKind,
        zone::{DAYS, shifted},
    },
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A copy, and what became of the identities of the original.
#[derive(Clone, Debug)]
pub struct Copied {
    /// The copy.
    pub setup: EventSetup,
    /// By how many days everything was shifted.
    pub days: i64,
    /// Its sites, by those of the original.
    pub sites: BTreeMap<SiteId, SiteId>,
    /// Its rooms.
    pub rooms: BTreeMap<RoomId, RoomId>,
    /// Its categories.
    pub categories: BTreeMap<CategoryId, CategoryId>,
}

impl CopyOfEvent {
    /// The copy of an event, or every fault of the input.
    pub fn of(
        &self,
        original: &EventSetup,
        now: DateTime<Utc>,
        new_id: &mut dyn FnMut() -> Uuid,
    ) -> Result<Copied, Error> {
        let mut faults = Faults::new();
        let slug = faults.take(check_slug(&self.slug));
        let names = self.names.check("names", TextKind::Line, 200, &mut faults);
        let event = &original.event;
        let days = (self.first_day - event.details.first_day()).num_days();
        let last_day = shifted_day(event.details.last_day(), days);
        if !DAYS.contains(&self.first_day) || !DAYS.contains(&last_day) {
            faults.push(out_of_range("first_day"));
        }
        faults.check()?;
        let (Some(slug), Some(names)) = (slug, names) else {
            return Err(Error::Internal("names without fault are there"));
        };
        let zone = event.details.time_zone;
        let later = |at: Option<DateTime<Utc>>| at.map(|at| shifted(zone, at, days));
        let details = Details {
            slug,
            names,
            days: event.details.days.iter().map(|day| shifted_day(*day, days)).collect(),
            registration_closes_at: later(event.details.registration_closes_at),
            closes_at: later(event.details.closes_at),
            ..event.details.clone()
        };
        let (places, sites, rooms) = copied_places(&original.places, new_id);
        let (categories, category_map) = copied_categories(&original.categories, new_id);
        let session = |session: &Session| Session {
            id: new_id().into(),
            site: sites[&session.site],
            rooms: session.rooms.iter().map(|room| rooms[room]).collect(),
            slots: copied_slots(&session.slots, zone, days, new_id),
            ..session.clone()
        };
        let sessions = original.sessions.iter().map(session).collect();
        let event = Event {
            id: EventId::from(new_id()),
            phase: Phase::Project,
            details,
            copied_from: Some(event.id),
            version: 1,
            created_at: now,
            ..event.clone()
        };
        let setup = EventSetup { event, hosts: original.hosts.clone(), places, categories, sessions };
        Ok(Copied { setup, days, sites, rooms, categories: category_map })
    }
}

fn shifted_day(day: NaiveDate, days: i64) -> NaiveDate {
    let by = Days::new(days.unsigned_abs());
    let moved = if days >= 0 { day.checked_add_days(by) } else { day.checked_sub_days(by) };
    moved.unwrap_or(day)
}

fn copied_places(
    places: &Places,
    new_id: &mut dyn FnMut() -> Uuid,
) -> (Places, BTreeMap<SiteId, SiteId>, BTreeMap<RoomId, RoomId>) {
    let sites: BTreeMap<SiteId, SiteId> =
        places.sites.iter().map(|site| (site.id, SiteId::from(new_id()))).collect();
    let rooms: BTreeMap<RoomId, RoomId> =
        places.rooms().map(|(_, room)| (room.id, RoomId::from(new_id()))).collect();
    let room = |room: &Room| Room { id: rooms[&room.id], ..room.clone() };
    let site = |site: &Site| Site {
        id: sites[&site.id],
        rooms: site.rooms.iter().map(room).collect(),
        ..site.clone()
    };
    let travel = |t: &Travel| Travel { from: sites[&t.from], to: sites[&t.to], minutes: t.minutes };
    let copy = Places {
        sites: places.sites.iter().map(site).collect(),
        travel: places.travel.iter().map(travel).collect(),
    };
    (copy, sites, rooms)
}

fn copied_categories(
    categories: &Categories,
    new_id: &mut dyn FnMut() -> Uuid,
) -> (Categories, BTreeMap<CategoryId, CategoryId>) {
    let map: BTreeMap<CategoryId, CategoryId> =
        categories.list.iter().map(|category| (category.id, CategoryId::from(new_id()))).collect();
    let category = |category: &Category| Category { id: map[&category.id], ..category.clone() };
    let copy = Categories {
        list: categories.list.iter().map(category).collect(),
        may_ask: categories.may_ask.iter().map(|(from, to)| (map[from], map[to])).collect(),
    };
    (copy, map)
}

/// The first slot keeps its local time; the others keep their distance from it, so that a change of clocks between them
/// makes no two meet.
fn copied_slots(
    slots: &[Slot],
    zone: chrono_tz::Tz,
    days: i64,
    new_id: &mut dyn FnMut() -> Uuid,
) -> Vec<Slot> {
    let Some(first) = slots.first() else { return Vec::new() };
    let by = shifted(zone, first.starts_at, days) - first.starts_at;
    let slot = |slot: &Slot| Slot {
        id: new_id().into(),
        starts_at: slot.starts_at + by,
        ends_at: slot.ends_at + by,
    };
    slots.iter().map(slot).collect()
}
