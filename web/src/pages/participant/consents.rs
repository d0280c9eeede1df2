//! What was consented to, and taking it back.

use super::{dossier::Own, space::Space};
use crate::{
    App,
    error::Error,
    page::{Layout, render},
    pages::catalogue::moment,
};
use askama::Template;
use axum::{
    extract::State,
    response::{Redirect, Response},
};
use axum_extra::extract::Form;
use carnet_engine::Consent;
use serde::Deserialize;

const HERE: &str = "/me/consents";

#[derive(Template)]
#[template(path = "participant/consents.html")]
struct ConsentsPage {
    layout: Layout,
    consents: Vec<Line>,
    back: String,
}

struct Line {
    purpose: String,
    text: String,
    when: String,
    /// Whether it can be taken back.
    open: bool,
    needed: bool,
}

pub(super) async fn show(State(app): State<App>, space: Space) -> Result<Response, Error> {
    let own = Own::read(&app, &space).await?;
    let id = own.dossier.registration.id;
    let given = app.engine().list_consents(&space.at.visitor.actor, space.at.id, id).await?;
    render(&ConsentsPage {
        layout: space.layout(space.at.visitor.words.t("consent-title"), "/me/company"),
        consents: given.iter().map(|consent| line(&space, &own, consent)).collect(),
        back: space.at.href("/me/company"),
    })
}

fn line(space: &Space, own: &Own, consent: &Consent) -> Line {
    let words = space.at.visitor.words;
    // The text of an earlier version is not at hand; that of the present one says what it is about.
    let text = own.form.consents.iter().find(|text| text.purpose == consent.purpose);
    let (key, at) = match consent.withdrawn_at {
        Some(withdrawn) => ("consent-withdrawn", withdrawn),
        None => ("consent-given", consent.given_at),
    };
    let stands = consent.withdrawn_at.is_none();
    let needed = text.is_some_and(|text| text.required);
    Line {
        purpose: consent.purpose.clone(),
        text: text.map_or("", |text| text.texts.get(words.0)).to_owned(),
        when: words.with(key, "at", &moment(&space.at, at)),
        open: stands && !needed && text.is_some() && own.edits_company(space),
        needed: stands && needed,
    }
}

/// A consent that is taken back.
#[derive(Debug, Deserialize)]
pub(super) struct ConsentForm {
    purpose: String,
}

pub(super) async fn withdraw(
    State(app): State<App>,
    space: Space,
    Form(form): Form<ConsentForm>,
) -> Result<Redirect, Error> {
    let (actor, event, registration) = (&space.at.visitor.actor, space.at.id, space.me.registration);
    app.engine().withdraw_consent(actor, event, registration, &form.purpose).await.map_err(Error::hidden)?;
    Ok(Redirect::to(&space.at.href(&format!("{HERE}?done=consent-withdrawn"))))
}
