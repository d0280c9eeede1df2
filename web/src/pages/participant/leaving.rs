//! Leaving the event alone: nobody takes part against their will, whoever registered them.

use super::space::Space;
use crate::{
    App,
    error::Error,
    page::{FormFaults, Layout, refused, render},
};
use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};

#[derive(Template)]
#[template(path = "participant/leave.html")]
struct LeavePage {
    layout: Layout,
    faults: FormFaults,
    company: String,
    back: String,
}

pub(super) async fn ask(space: Space) -> Result<Response, Error> {
    page(&space, FormFaults::default())
}

fn page(space: &Space, faults: FormFaults) -> Result<Response, Error> {
    render(&LeavePage {
        layout: space.layout(space.at.visitor.words.t("leave-title"), "/me"),
        faults,
        company: space.me.company.clone(),
        back: space.at.href("/registration"),
    })
}

pub(super) async fn leave(State(app): State<App>, space: Space) -> Result<Response, Error> {
    match app.engine().remove_person(&space.at.visitor.actor, space.at.id, space.me.id).await {
        Ok(()) => Ok(Redirect::to(&space.at.href("/registration?done=left")).into_response()),
        Err(error) => {
            let faults = FormFaults::of(space.at.visitor.words, error)?;
            refused(faults.status(), page(&space, faults))
        }
    }
}
