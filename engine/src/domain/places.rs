//! Sites, rooms, tables, and the way between sites.

use crate::{
    Error, Fault, FaultCode, Faults, RoomId, SiteId,
    domain::{
        account::line,
        event_rules::within,
        text::{TextKind, Texts, written},
    },
};
use serde::Serialize;
use std::collections::BTreeSet;
use uuid::Uuid;

const NAME_MOST: usize = 200;
const ADDRESS_MOST: usize = 1000;
const TABLES_MOST: i64 = 10_000;
const SITES_MOST: usize = 50;
const ROOMS_MOST: usize = 500;
const MINUTES_MOST: i64 = 24 * 60;

/// A place of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Site {
    /// Its identity.
    pub id: SiteId,
    /// Its name.
    pub names: Texts,
    /// Where it is.
    pub address: Option<String>,
    /// Its rooms, in order.
    pub rooms: Vec<Room>,
}

/// A part of a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Room {
    /// Its identity.
    pub id: RoomId,
    /// Its name.
    pub name: String,
    /// Its tables, numbered from 1; none in a room for conferences.
    pub tables: i64,
}

/// The way between two sites, in both directions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Travel {
    /// The one.
    pub from: SiteId,
    /// The other.
    pub to: SiteId,
    /// How long it takes.
    pub minutes: i64,
}

/// All places of an event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Places {
    /// The sites, in order.
    pub sites: Vec<Site>,
    /// The ways between them; a pair that is not listed takes no time.
    pub travel: Vec<Travel>,
}

/// What is needed for the places of an event. What has an identity is kept and changed, what is left out is deleted.
#[derive(Clone, Debug, Default)]
pub struct NewPlaces {
    /// The sites, in order.
    pub sites: Vec<NewSite>,
    /// The ways between them.
    pub travel: Vec<NewTravel>,
}

/// What is needed for a site.
#[derive(Clone, Debug, Default)]
pub struct NewSite {
    /// The site that is changed, or none for a new one.
    pub id: Option<SiteId>,
    /// Its name.
    pub names: Texts,
    /// Where it is.
    pub address: Option<String>,
    /// Its rooms, in order.
    pub rooms: Vec<NewRoom>,
}

/// What is needed for a room.
#[derive(Clone, Debug, Default)]
pub struct NewRoom {
    /// The room that is changed, or none for a new one.
    pub id: Option<RoomId>,
    /// Its name.
    pub name: String,
    /// Its tables.
    pub tables: i64,
}

/// A way, between two of the listed sites by their positions from 0.
#[derive(Clone, Copy, Debug, Default)]
pub struct NewTravel {
    /// The one.
    pub from: usize,
    /// The other.
    pub to: usize,
    /// How long it takes.
    pub minutes: i64,
}

/// The sites and rooms that something takes place in.
#[derive(Clone, Debug, Default)]
pub struct PlacesInUse {
    /// Sites of sessions and activities.
    pub sites: BTreeSet<SiteId>,
    /// Rooms of sessions, activities, meetings and exhibitors.
    pub rooms: BTreeSet<RoomId>,
}

impl Places {
    /// All rooms, with their sites.
    pub fn rooms(&self) -> impl Iterator<Item = (SiteId, &Room)> {
        self.sites.iter().flat_map(|site| site.rooms.iter().map(|room| (site.id, room)))
    }

    /// The rooms that have another name in what follows.
    pub fn renamed(&self, next: &Self) -> Vec<RoomId> {
        let other = |room: &Room| next.rooms().any(|(_, new)| new.id == room.id && new.name != room.name);
        self.rooms().filter(|(_, room)| other(room)).map(|(_, room)| room.id).collect()
    }

    /// How many minutes the way takes.
    pub fn minutes_between(&self, one: SiteId, other: SiteId) -> i64 {
        let way = |t: &&Travel| [(t.from, t.to), (t.to, t.from)].contains(&(one, other));
        self.travel.iter().find(way).map_or(0, |travel| travel.minutes)
    }
}

impl NewPlaces {
    /// The places, or every fault of the input.
    pub fn check(
        &self,
        present: &Places,
        used: &PlacesInUse,
        new_id: &mut dyn FnMut() -> Uuid,
    ) -> Result<Places, Error> {
        let n_rooms: usize = self.sites.iter().map(|site| site.rooms.len()).sum();
        for (path, n, most) in [("sites", self.sites.len(), SITES_MOST), ("rooms", n_rooms, ROOMS_MOST)] {
            if n > most {
                return Err(Fault::new(path, FaultCode::TooMany).with("most", most).into());
            }
        }
        let mut faults = Faults::new();
        let sites = self
            .sites
            .iter()
            .enumerate()
            .filter_map(|(i, site)| site.check(&format!("sites[{i}]"), new_id, &mut faults))
            .collect::<Vec<_>>();
        self.check_identities(present, &mut faults);
        self.check_travel(&mut faults);
        let places = Places { sites, travel: Vec::new() };
        if places.sites.len() == self.sites.len() {
            keep_what_is_used(present, used, &places, &mut faults);
        }
        faults.check()?;
        let site = |i: usize| places.sites[i].id;
        let travel =
            self.travel.iter().map(|t| Travel { from: site(t.from), to: site(t.to), minutes: t.minutes });
        let travel = travel.collect();
        Ok(Places { travel, ..places })
    }

    fn check_identities(&self, present: &Places, faults: &mut Faults) {
        let known_sites: BTreeSet<_> = present.sites.iter().map(|site| site.id).collect();
        let known_rooms: BTreeSet<_> = present.rooms().map(|(_, room)| room.id).collect();
        let (mut sites, mut rooms) = (BTreeSet::new(), BTreeSet::new());
        for (i, site) in self.sites.iter().enumerate() {
            if let Some(id) = site.id {
                identity(format!("sites[{i}].id"), known_sites.contains(&id), sites.insert(id), faults);
            }
            for (j, room) in site.rooms.iter().enumerate() {
                if let Some(id) = room.id {
                    let path = format!("sites[{i}].rooms[{j}].id");
                    identity(path, known_rooms.contains(&id), rooms.insert(id), faults);
                }
            }
        }
    }

    fn check_travel(&self, faults: &mut Faults) {
        let mut seen = BTreeSet::new();
        for (i, travel) in self.travel.iter().enumerate() {
            within(&format!("travel[{i}].minutes"), Some(travel.minutes), (0, MINUTES_MOST), faults);
            let pair = (travel.from.min(travel.to), travel.from.max(travel.to));
            if pair.1 >= self.sites.len() || pair.0 == pair.1 {
                let fault = Fault::new(format!("travel[{i}]"), FaultCode::UnknownChoice);
                faults.push(fault.with("choices", "two different sites of the list"));
            } else if !seen.insert(pair) {
                faults.push(Fault::new(format!("travel[{i}]"), FaultCode::Duplicate));
            }
        }
    }
}

/// A fault where an identity is not known, or occurs twice.
pub(crate) fn identity(path: String, known: bool, first: bool, faults: &mut Faults) {
    if !known {
        faults.push(Fault::new(path, FaultCode::UnknownChoice));
    } else if !first {
        faults.push(Fault::new(path, FaultCode::Duplicate));
    }
}

impl NewSite {
    fn check(&self, path: &str, new_id: &mut dyn FnMut() -> Uuid, faults: &mut Faults) -> Option<Site> {
        let names = self.names.check(&format!("{path}.names"), TextKind::Line, NAME_MOST, faults);
        let address = self.address.as_deref().unwrap_or_default();
        let address = written(&format!("{path}.address"), address, TextKind::Paragraphs, ADDRESS_MOST);
        let address = faults.take(address).filter(|address| !address.is_empty());
        let mut seen = BTreeSet::new();
        let mut rooms = Vec::new();
        for (j, room) in self.rooms.iter().enumerate() {
            let path = format!("{path}.rooms[{j}]");
            within(&format!("{path}.tables"), Some(room.tables), (0, TABLES_MOST), faults);
            let Some(name) = faults.take(line(&format!("{path}.name"), &room.name, NAME_MOST)) else {
                continue;
            };
            if !seen.insert(name.to_lowercase()) {
                faults.push(Fault::new(format!("{path}.name"), FaultCode::Duplicate));
            }
            let id = room.id.unwrap_or_else(|| new_id().into());
            rooms.push(Room { id, name, tables: room.tables });
        }
        let id = self.id.unwrap_or_else(|| new_id().into());
        Some(Site { id, names: names?, address, rooms })
    }
}

/// What something takes place in may be renamed, but neither deleted nor moved to another site.
fn keep_what_is_used(present: &Places, used: &PlacesInUse, next: &Places, faults: &mut Faults) {
    for site in &present.sites {
        if used.sites.contains(&site.id) && !next.sites.iter().any(|kept| kept.id == site.id) {
            faults.push(Fault::new("sites", FaultCode::InUse).with("id", site.id.to_string()));
        }
    }
    for (site, room) in present.rooms() {
        let stays = |(other, kept): (SiteId, &Room)| kept.id == room.id && other == site;
        if used.rooms.contains(&room.id) && !next.rooms().any(stays) {
            let fault = Fault::new("sites", FaultCode::InUse).with("id", room.id.to_string());
            faults.push(fault.with("name", room.name.as_str()));
        }
    }
}
