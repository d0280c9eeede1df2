//! Which messages about registrations an organiser wants.

use super::parts;
use crate::{
    App,
    error::Error,
    form::Field,
    page::{Layout, Way, render},
    pages::InEvent,
};
use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::Form;
use carnet_engine::domain::outbox::Copies;
use serde::Deserialize;

const HERE: &str = "/desk/mails/copies";

#[derive(Template)]
#[template(path = "desk/mails/copies.html")]
struct CopiesPage {
    layout: Layout,
    parts: Vec<Way>,
    href: String,
    copies: Field,
}

pub(super) async fn show(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    let chosen = app.engine().show_mail_choice(&at.visitor.actor, at.id).await?;
    let words = at.visitor.words;
    let option = |one: &Copies| (one.to_string(), words.t(&format!("copies-{one}")));
    let options = Copies::ALL.iter().map(option).collect();
    render(&CopiesPage {
        layout: at.layout(words.t("copies-title"), "/desk/mails"),
        parts: parts(&at, HERE),
        href: at.href(HERE),
        copies: Field::choice("copies", words.t("copies-which"), options, chosen.as_str()),
    })
}

#[derive(Debug, Deserialize)]
pub(super) struct CopiesForm {
    copies: Copies,
}

pub(super) async fn choose(
    State(app): State<App>,
    at: InEvent,
    Form(form): Form<CopiesForm>,
) -> Result<Response, Error> {
    app.engine().choose_mails(&at.visitor.actor, at.id, form.copies).await?;
    Ok(Redirect::to(&at.href(&format!("{HERE}?done=copies-chosen"))).into_response())
}
