//! `site`, `room` and `travel`.

use super::{StoreError, Tx, execute, fetch_all};
use crate::{
    domain::{
        places::{Places, PlacesInUse, Room, Site, Travel},
        text::Texts,
    },
    ids::{EventId, RoomId, SiteId},
};
use sqlx::types::Json;

const SITES: &str = "SELECT id, names, address FROM site WHERE event_id = $1 ORDER BY position";
const ROOMS: &str = "SELECT site_id, id, name, tables FROM room WHERE event_id = $1 ORDER BY position";
const TRAVEL: &str = "
    SELECT from_site_id, to_site_id, minutes
      FROM travel
     WHERE event_id = $1
     ORDER BY from_site_id, to_site_id";
const SAVE_SITE: &str = "
    INSERT INTO site (id, event_id, names, address, position) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (id) DO UPDATE SET names = $3, address = $4, position = $5";
const SAVE_ROOM: &str = "
    INSERT INTO room (id, event_id, site_id, name, tables, position) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (id) DO UPDATE SET site_id = $3, name = $4, tables = $5, position = $6";
const SAVE_TRAVEL: &str =
    "INSERT INTO travel (event_id, from_site_id, to_site_id, minutes) VALUES ($1, $2, $3, $4)";
const SITES_IN_USE: &str = "
    SELECT site_id FROM session WHERE event_id = $1
     UNION
    SELECT site_id FROM activity WHERE event_id = $1";
const ROOMS_IN_USE: &str = "
    SELECT r.room_id FROM session_room r JOIN session s ON s.id = r.session_id WHERE s.event_id = $1
     UNION
    SELECT room_id FROM activity WHERE event_id = $1 AND room_id IS NOT NULL
     UNION
    SELECT room_id FROM placement WHERE event_id = $1
     UNION
    SELECT room_id FROM pin WHERE event_id = $1 AND room_id IS NOT NULL
     UNION
    SELECT room_id FROM block WHERE event_id = $1 AND room_id IS NOT NULL
     UNION
    SELECT room_id FROM booth WHERE event_id = $1";

/// The places of an event.
pub(crate) async fn find(tx: &mut Tx, event: EventId) -> Result<Places, StoreError> {
    let sites = fetch_all!(tx, (SiteId, Json<Texts>, Option<String>), SITES, event)?;
    let rooms = fetch_all!(tx, (SiteId, RoomId, String, i64), ROOMS, event)?;
    let travel = fetch_all!(tx, (SiteId, SiteId, i64), TRAVEL, event)?;
    let rooms_of = |id: SiteId| {
        let here = rooms.iter().filter(move |(site, ..)| *site == id);
        here.map(|(_, id, name, tables)| Room { id: *id, name: name.clone(), tables: *tables }).collect()
    };
    let sites = sites.into_iter().map(|(id, names, address)| {
        let rooms = rooms_of(id);
        Site { id, names: names.0, address, rooms }
    });
    let travel = travel.into_iter().map(|(from, to, minutes)| Travel { from, to, minutes });
    Ok(Places { sites: sites.collect(), travel: travel.collect() })
}

/// Makes the places of an event what they are to be: `present` is what they were.
pub(crate) async fn save(
    tx: &mut Tx,
    event: EventId,
    present: &Places,
    next: &Places,
) -> Result<(), StoreError> {
    execute!(tx, "DELETE FROM travel WHERE event_id = $1", event)?;
    for (position, site) in (0_i64..).zip(&next.sites) {
        execute!(tx, SAVE_SITE, site.id, event, Json(&site.names), &site.address, position)?;
    }
    for (position, (site, room)) in (0_i64..).zip(next.rooms()) {
        execute!(tx, SAVE_ROOM, room.id, event, site, &room.name, room.tables, position)?;
    }
    for (_, room) in present.rooms().filter(|(_, room)| !next.rooms().any(|(_, kept)| kept.id == room.id)) {
        execute!(tx, "DELETE FROM room WHERE id = $1", room.id)?;
    }
    for site in present.sites.iter().filter(|site| !next.sites.iter().any(|kept| kept.id == site.id)) {
        execute!(tx, "DELETE FROM site WHERE id = $1", site.id)?;
    }
    for travel in &next.travel {
        execute!(tx, SAVE_TRAVEL, event, travel.from, travel.to, travel.minutes)?;
    }
    Ok(())
}

/// The sites and rooms in which something takes place.
pub(crate) async fn in_use(tx: &mut Tx, event: EventId) -> Result<PlacesInUse, StoreError> {
    let sites = fetch_all!(tx, (SiteId,), SITES_IN_USE, event)?;
    let rooms = fetch_all!(tx, (RoomId,), ROOMS_IN_USE, event)?;
    Ok(PlacesInUse {
        sites: sites.into_iter().map(|(id,)| id).collect(),
        rooms: rooms.into_iter().map(|(id,)| id).collect(),
    })
}
