//! What a change on the spot did: the meetings that have another place now, and those that have none.

use super::plan::Published;
use crate::{
    App,
    error::Error,
    page::{Layout, Way, render},
    pages::InEvent,
};
use askama::Template;
use axum::response::Response;
use carnet_engine::OnSpot;

#[derive(Template)]
#[template(path = "desk/on_spot.html")]
pub(super) struct OnSpotPage {
    layout: Layout,
    back: Way,
    /// Which version is published now, where something changed.
    version: Option<String>,
    placed: Vec<(String, String)>,
    left_out: Vec<String>,
    told: usize,
}

impl OnSpotPage {
    /// The page after a change.
    pub(super) async fn after(
        app: &App,
        at: &InEvent,
        (title, area, back): (String, &str, Way),
        on_spot: &OnSpot,
    ) -> Result<Response, Error> {
        let words = at.visitor.words;
        let now = Published::read(app, at).await?.ok_or(Error::NoPage)?;
        let published = on_spot.published.as_ref();
        render(&Self {
            layout: at.layout(title, area),
            back,
            version: published.map(|published| words.n("plan-version", published.number)),
            placed: on_spot.placed.iter().map(|(m, place)| (now.who(at, *m), now.place(at, place))).collect(),
            left_out: on_spot.left_out.iter().map(|meeting| now.who(at, *meeting)).collect(),
            told: published.map_or(0, |published| published.difference.people.len()),
        })
    }
}
