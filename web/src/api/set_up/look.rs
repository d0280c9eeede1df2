//! How the pages of an event look: two colours, a logo, a banner.

use crate::{
    App,
    api::{
        Asked, Error, Id, OfEvent, Sent, Whole,
        changes::{Changed, Seen},
        words::words,
    },
};
use axum::{
    Json,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use carnet_engine::domain::{
    files::NewFile,
    look::{self, ImageChange, ImagePlace, NewLook},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, str::FromStr};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show_look, set_colours)).routes(routes!(
        read_picture,
        set_picture,
        remove_picture
    ))
}

words! {
    /// Where a picture stands: a logo beside the name of the event, a banner above its first page.
    PicturePlace = ImagePlace,
}

impl FromStr for PicturePlace {
    type Err = carnet_engine::domain::UnknownWord;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        ImagePlace::parse(word).map(Self)
    }
}

/// How the pages of an event look.
#[derive(Debug, Serialize, ToSchema)]
struct EventLook {
    /// The event's own colours; nothing for those that all events have.
    colours: Option<Colours>,
    /// Which pictures there are.
    pictures: Vec<PicturePlace>,
    /// How often the look was changed: whoever changes it says which version was seen.
    version: i64,
}

/// The two colours of an event.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Colours {
    /// Of bars, buttons and links: `#1d4e5f`.
    main: String,
    /// Behind the name of the event and its ways: `#e6eff1`.
    tint: String,
}

impl From<look::Look> for EventLook {
    fn from(look: look::Look) -> Self {
        let colours = |colours: look::Colours| Colours {
            main: colours.main.to_string(),
            tint: colours.tint.to_string(),
        };
        Self {
            colours: look.colours.map(colours),
            pictures: look.images.into_iter().map(PicturePlace).collect(),
            version: look.version,
        }
    }
}

/// Shows how the pages of an event look.
#[utoipa::path(
    get,
    path = "/look",
    tag = "set-up",
    params(("event" = String, Path)),
    responses((status = OK, body = EventLook))
)]
async fn show_look(State(app): State<App>, at: OfEvent) -> Result<Json<EventLook>, Error> {
    Ok(Json(app.engine().show_look(&at.actor, at.id).await?.into()))
}

/// The colours of an event.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewColours {
    /// The event's own; nothing for those that all events have.
    colours: Option<Colours>,
}

/// Sets the colours. They are refused where text could not be read on them.
#[utoipa::path(
    put,
    path = "/look",
    tag = "set-up",
    params(("event" = String, Path), Seen),
    request_body = NewColours,
    responses((status = OK, body = Changed))
)]
async fn set_colours(
    State(app): State<App>,
    at: OfEvent,
    Asked(seen, _): Asked<Seen>,
    Sent(new): Sent<NewColours>,
) -> Result<Json<Changed>, Error> {
    let colours = new.colours.map(|colours| (colours.main, colours.tint));
    let new = NewLook { colours, images: BTreeMap::new() };
    let done = app.engine().set_look(&at.actor, at.id, seen.version, &new).await;
    let version = done.map_err(|error| Error::with_paths(error, |path| format!("colours.{path}")))?;
    Ok(Json(Changed { version }))
}

/// Reads a picture.
#[utoipa::path(
    get,
    path = "/look/{picture}",
    tag = "set-up",
    params(("event" = String, Path), ("picture" = PicturePlace, Path)),
    responses((status = OK, body = String, content_type = "image/*"))
)]
async fn read_picture(
    State(app): State<App>,
    at: OfEvent,
    Id(place): Id<PicturePlace>,
) -> Result<Response, Error> {
    let (media_type, content) = app.engine().read_look_image(&at.actor, at.id, place.0).await?;
    Ok(([(header::CONTENT_TYPE, media_type)], content).into_response())
}

/// Sets a picture: the body is a PNG, a JPEG, a WebP or a GIF of at most 500 kB.
#[utoipa::path(
    put,
    path = "/look/{picture}",
    tag = "set-up",
    params(("event" = String, Path), ("picture" = PicturePlace, Path), Seen),
    request_body(content = String, content_type = "image/*", description = "The picture."),
    responses((status = OK, body = Changed))
)]
async fn set_picture(
    State(app): State<App>,
    at: OfEvent,
    Id(place): Id<PicturePlace>,
    Asked(seen, _): Asked<Seen>,
    Whole(content): Whole,
) -> Result<Json<Changed>, Error> {
    let file = NewFile { name: place.0.to_string(), content: content.to_vec() };
    change_picture(&app, &at, seen, (place.0, ImageChange::Replace(file))).await
}

/// Removes a picture.
#[utoipa::path(
    delete,
    path = "/look/{picture}",
    tag = "set-up",
    params(("event" = String, Path), ("picture" = PicturePlace, Path), Seen),
    responses((status = OK, body = Changed))
)]
async fn remove_picture(
    State(app): State<App>,
    at: OfEvent,
    Id(place): Id<PicturePlace>,
    Asked(seen, _): Asked<Seen>,
) -> Result<Json<Changed>, Error> {
    change_picture(&app, &at, seen, (place.0, ImageChange::Remove)).await
}

/// Changes one picture, and leaves colours and the other as they are in the version that was seen.
async fn change_picture(
    app: &App,
    at: &OfEvent,
    seen: Seen,
    (place, change): (ImagePlace, ImageChange),
) -> Result<Json<Changed>, Error> {
    let look = app.engine().show_look(&at.actor, at.id).await?;
    let colours = look.colours.map(|colours| (colours.main.to_string(), colours.tint.to_string()));
    let new = NewLook { colours, images: BTreeMap::from([(place, change)]) };
    let done = app.engine().set_look(&at.actor, at.id, seen.version, &new).await;
    // The picture is the whole of what was sent.
    let version = done.map_err(|error| Error::with_paths(error, |_| String::new()))?;
    Ok(Json(Changed { version }))
}
