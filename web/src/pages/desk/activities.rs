//! Activities: set up, changed, opened and closed; who comes and who waits.

mod edit;
mod list;
mod show;

use crate::{App, error::Error, pages::InEvent};
use axum::{
    Router,
    routing::{get, post},
};
use carnet_engine::{ActivityId, ActivityView, domain::access::UseCase};

/// Where the area stands in the event.
pub(super) const AREA: &str = "/desk/activities";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/activities", get(list::show))
        .route("/activities/new", get(edit::new).post(edit::create))
        .route("/activities/{activity}", get(show::show))
        .route("/activities/{activity}/edit", get(edit::show).post(edit::save))
        .route("/activities/{activity}/state", post(show::change_state))
        .route("/activities/{activity}/postpone", post(show::postpone))
        .route("/activities/{activity}/sign-up", post(show::sign_up))
        .route("/activities/{activity}/sign-ups/{sign_up}/cancel", post(show::cancel))
        .route("/activities/{activity}/sign-ups/{sign_up}/transfer", post(show::transfer))
}

/// All activities, for those who see who comes.
async fn all(app: &App, at: &InEvent) -> Result<Vec<ActivityView>, Error> {
    super::parts::must(at, UseCase::ListSignUps)?;
    Ok(app.engine().list_activities(&at.visitor.actor, at.id).await?)
}

/// One of them.
async fn one(app: &App, at: &InEvent, id: ActivityId) -> Result<ActivityView, Error> {
    let all = all(app, at).await?;
    all.into_iter().find(|view| view.activity.id == id).ok_or(Error::NoPage)
}
