//! Stopping reminders, by the address in one of them. No sign-in is needed, and programs of mail may do it at a click.

use crate::{
    App,
    error::Error,
    page::{Layout, render},
    visitor::Visitor,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};

#[derive(Template)]
#[template(path = "reminders/stop.html")]
struct StopPage {
    layout: Layout,
    secret: String,
}

/// Asks first: programs that look into mails follow addresses by themselves.
pub(crate) async fn ask(visitor: Visitor, Path(secret): Path<String>) -> Result<Response, Error> {
    render(&StopPage { layout: Layout::new(&visitor, visitor.words.t("stop-title")), secret })
}

pub(crate) async fn stop(
    State(app): State<App>,
    visitor: Visitor,
    Path(secret): Path<String>,
) -> Result<Response, Error> {
    app.engine().stop_reminders(&visitor.actor, &secret).await?;
    Ok(Redirect::to("/?done=reminders-stopped").into_response())
}
