//! Whether somebody is reminded of what there is in the event: stopped, or taken up again.

use super::space::Space;
use crate::{
    App,
    error::Error,
    page::{Layout, render},
};
use askama::Template;
use axum::{
    extract::State,
    response::{Redirect, Response},
};
use axum_extra::extract::Form;
use serde::Deserialize;

const HERE: &str = "/me/reminders";

#[derive(Template)]
#[template(path = "participant/reminders.html")]
struct RemindersPage {
    layout: Layout,
    back: String,
    wanted: bool,
}

pub(super) async fn show(State(app): State<App>, space: Space) -> Result<Response, Error> {
    let wanted = app.engine().wants_reminders(&space.at.visitor.actor, space.at.id).await?;
    render(&RemindersPage {
        layout: space.layout(space.at.visitor.words.t("space-nav-reminders"), "/me"),
        back: space.at.href("/me"),
        wanted,
    })
}

/// Whether reminders go on.
#[derive(Debug, Deserialize)]
pub(super) struct RemindersForm {
    wanted: bool,
}

pub(super) async fn choose(
    State(app): State<App>,
    space: Space,
    Form(form): Form<RemindersForm>,
) -> Result<Redirect, Error> {
    app.engine().choose_reminders(&space.at.visitor.actor, space.at.id, form.wanted).await?;
    let done = if form.wanted { "reminders-resumed" } else { "reminders-stopped" };
    Ok(Redirect::to(&space.at.href(&format!("{HERE}?done={done}"))))
}
