//! `event_look` and `event_image`.

use super::{StoreError, Tx, column, execute, fetch_all, fetch_optional};
use crate::{
    EventId,
    domain::look::{Colours, ImagePlace, Look},
};
use sqlx::types::Json;

const FIND: &str = "SELECT colours, version FROM event_look WHERE event_id = $1";
const PLACES: &str = "SELECT place FROM event_image WHERE event_id = $1";
const BEGIN: &str = "
    INSERT INTO event_look (event_id, colours, version)
    VALUES ($1, $2, 1)
        ON CONFLICT (event_id) DO NOTHING";
const UPDATE: &str = "
    UPDATE event_look
       SET colours = $2, version = version + 1
     WHERE event_id = $1 AND version = $3";
const SAVE_IMAGE: &str = "
    INSERT INTO event_image (event_id, place, media_type, content)
    VALUES ($1, $2, $3, $4)
        ON CONFLICT (event_id, place) DO UPDATE SET media_type = $3, content = $4";
const IMAGE: &str = "SELECT media_type, content FROM event_image WHERE event_id = $1 AND place = $2";
const COPY: &str = "
    INSERT INTO event_look (event_id, colours, version)
    SELECT $2, colours, 1
      FROM event_look
     WHERE event_id = $1";
const COPY_IMAGES: &str = "
    INSERT INTO event_image (event_id, place, media_type, content)
    SELECT $2, place, media_type, content
      FROM event_image
     WHERE event_id = $1";

/// How the pages of an event look.
pub(crate) async fn find(tx: &mut Tx, event: EventId) -> Result<Look, StoreError> {
    let row = fetch_optional!(tx, (Option<Json<Colours>>, i64), FIND, event)?;
    let Some((colours, version)) = row else { return Ok(Look::default()) };
    let places = fetch_all!(tx, (String,), PLACES, event)?.into_iter();
    let place = |(place,): (String,)| column("event_image", "place", ImagePlace::parse(&place));
    Ok(Look {
        colours: colours.map(|colours| colours.0),
        images: places.map(place).collect::<Result<_, _>>()?,
        version,
    })
}

/// Saves the colours; false where somebody changed the look since its version.
pub(crate) async fn save(
    tx: &mut Tx,
    event: EventId,
    (colours, version): (Option<Colours>, i64),
) -> Result<bool, StoreError> {
    let colours = colours.map(Json);
    if version == 0 {
        return Ok(execute!(tx, BEGIN, event, colours)? == 1);
    }
    Ok(execute!(tx, UPDATE, event, colours, version)? == 1)
}

/// Saves a picture.
pub(crate) async fn save_image(
    tx: &mut Tx,
    event: EventId,
    place: ImagePlace,
    (media_type, content): (&str, &[u8]),
) -> Result<(), StoreError> {
    execute!(tx, SAVE_IMAGE, event, place.as_str(), media_type, content)?;
    Ok(())
}

/// Takes a picture away.
pub(crate) async fn delete_image(tx: &mut Tx, event: EventId, place: ImagePlace) -> Result<(), StoreError> {
    execute!(tx, "DELETE FROM event_image WHERE event_id = $1 AND place = $2", event, place.as_str())?;
    Ok(())
}

/// A picture with its media type.
pub(crate) async fn image(
    tx: &mut Tx,
    event: EventId,
    place: ImagePlace,
) -> Result<Option<(String, Vec<u8>)>, StoreError> {
    fetch_optional!(tx, (String, Vec<u8>), IMAGE, event, place.as_str())
}

/// Gives a copy of an event the look of the original.
pub(crate) async fn copy(tx: &mut Tx, original: EventId, event: EventId) -> Result<(), StoreError> {
    execute!(tx, COPY, original, event)?;
    execute!(tx, COPY_IMAGES, original, event)?;
    Ok(())
}
