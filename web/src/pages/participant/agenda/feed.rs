//! The agenda for calendars: as a file, and under a secret address that a program asks again and again.

use super::super::space::Space;
use crate::{
    App,
    calendar::{self, Frame},
    error::Error,
    page::{Layout, render},
    pages::catalogue::moment,
    words::Words,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use carnet_engine::Actor;

const HERE: &str = "/agenda/calendar";
const KIND: &str = "text/calendar; charset=utf-8";

/// The agenda as a file.
pub(crate) async fn file(State(app): State<App>, space: Space) -> Result<Response, Error> {
    let at = &space.at;
    let agenda = app.engine().show_agenda(&at.visitor.actor, space.me.id).await?;
    let words = at.visitor.words;
    let frame = Frame { words, name: at.names.get(words.0), zone: at.zone, at: app.engine().now() };
    let name = format!("attachment; filename=\"{}.ics\"", at.slug);
    let head = [(header::CONTENT_TYPE, KIND.to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((head, calendar::agenda(&frame, &agenda.entries)).into_response())
}

#[derive(Template)]
#[template(path = "participant/feed.html")]
struct FeedPage {
    layout: Layout,
    back: String,
    href: String,
    file: String,
    /// Since when there is an address.
    since: Option<String>,
    /// The address, which is shown once.
    address: Option<String>,
}

pub(crate) async fn show(State(app): State<App>, space: Space) -> Result<Response, Error> {
    page(&app, &space, None).await
}

/// Makes an address, or another one. It stands on this page and nowhere else, so there is no other page to go to.
pub(crate) async fn renew(State(app): State<App>, space: Space) -> Result<Response, Error> {
    let secret = app.engine().renew_feed(&space.at.visitor.actor, space.me.id).await?;
    let address = format!("{}/calendar/{secret}.ics", app.public_url().trim_end_matches('/'));
    let page = page(&app, &space, Some(address)).await?;
    Ok(([(header::CACHE_CONTROL, "no-store")], page).into_response())
}

pub(crate) async fn end(State(app): State<App>, space: Space) -> Result<Redirect, Error> {
    app.engine().end_feed(&space.at.visitor.actor, space.me.id).await?;
    Ok(Redirect::to(&space.at.href(&format!("{HERE}?done=feed-ended"))))
}

async fn page(app: &App, space: &Space, address: Option<String>) -> Result<Response, Error> {
    let since = app.engine().feed_since(&space.at.visitor.actor, space.me.id).await?;
    render(&FeedPage {
        layout: space.layout(space.at.visitor.words.t("feed-title"), "/agenda"),
        back: space.at.href("/agenda"),
        href: space.at.href(HERE),
        file: space.at.href("/agenda.ics"),
        since: since.map(|since| moment(&space.at, since)),
        address,
    })
}

/// The agenda that a secret leads to, for programs that cannot sign in.
pub(crate) async fn read(State(app): State<App>, Path(name): Path<String>) -> Result<Response, Error> {
    let secret = name.strip_suffix(".ics").ok_or(Error::NoPage)?;
    let feed = app.engine().read_feed(&Actor::anonymous(), secret).await?;
    let words = Words(feed.language);
    let name = feed.names.get(feed.language);
    let frame = Frame { words, name, zone: feed.time_zone, at: app.engine().now() };
    let head = [(header::CONTENT_TYPE, KIND), (header::CACHE_CONTROL, "private, no-cache")];
    Ok((head, calendar::agenda(&frame, &feed.agenda.entries)).into_response())
}
