//! What a company offers and looks for: by these it is found, and others are suggested to it.

use super::{
    dossier::{FormPage, Own, faults_of, given},
    space::Space,
};
use crate::{
    App,
    error::Error,
    form::{Field, filled::Filled},
    page::FormFaults,
};
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use carnet_engine::{
    OfferingChange, OfferingId,
    domain::{
        form::{Answers, Block},
        registration::{Offering, OfferingInput, OfferingKind},
    },
};
use serde::Deserialize;

const HERE: &str = "/me/company";

/// Which of the two is added.
#[derive(Debug, Deserialize)]
pub(super) struct Which {
    #[serde(default)]
    kind: String,
}

pub(super) async fn add_form(
    State(app): State<App>,
    space: Space,
    Query(which): Query<Which>,
) -> Result<Response, Error> {
    let own = Own::to_edit(&app, &space).await?;
    let kind = OfferingKind::parse(&which.kind).unwrap_or(OfferingKind::Offer);
    let input = OfferingInput { kind, title: String::new(), text: String::new(), answers: Answers::new() };
    page(&space, &own, None, &input, FormFaults::default())
}

pub(super) async fn add(State(app): State<App>, space: Space, sent: Filled) -> Result<Response, Error> {
    let own = Own::to_edit(&app, &space).await?;
    let input = read(&space, &own, &sent);
    let registration = own.dossier.registration.id;
    match app.engine().add_offering(&space.at.visitor.actor, space.at.id, registration, &input).await {
        Ok(_) => Ok(back(&space, "saved")),
        Err(error) => page(&space, &own, None, &input, faults_of(space.at.visitor.words, error)?),
    }
}

pub(super) async fn show(
    State(app): State<App>,
    space: Space,
    Path((_, id)): Path<(String, OfferingId)>,
) -> Result<Response, Error> {
    let own = Own::to_edit(&app, &space).await?;
    let offering = find(&own, id)?;
    let input = OfferingInput {
        kind: offering.kind,
        title: offering.title.clone(),
        text: offering.text.clone(),
        answers: given(&offering.answers, &offering.terms),
    };
    page(&space, &own, Some(offering), &input, FormFaults::default())
}

pub(super) async fn edit(
    State(app): State<App>,
    space: Space,
    Path((_, id)): Path<(String, OfferingId)>,
    sent: Filled,
) -> Result<Response, Error> {
    let own = Own::to_edit(&app, &space).await?;
    let offering = find(&own, id)?;
    let input = read(&space, &own, &sent);
    let version = sent.get("version").parse().unwrap_or_default();
    let change = OfferingChange { version, offering: input.clone() };
    let of = (own.dossier.registration.id, id);
    match app.engine().edit_offering(&space.at.visitor.actor, space.at.id, of, &change).await {
        Ok(()) => Ok(back(&space, "saved")),
        Err(error) => page(&space, &own, Some(offering), &input, faults_of(space.at.visitor.words, error)?),
    }
}

/// Asks once more before an offer or a want goes.
pub(super) async fn remove_form(
    State(app): State<App>,
    space: Space,
    Path((_, id)): Path<(String, OfferingId)>,
) -> Result<Response, Error> {
    let own = Own::to_edit(&app, &space).await?;
    let offering = find(&own, id)?;
    let words = space.at.visitor.words;
    FormPage {
        layout: space.layout(words.with("offering-remove-title", "title", &offering.title), HERE),
        back: (space.at.href(&format!("{HERE}/offerings/{id}")), offering.title.clone()),
        intro: vec![words.t("offering-remove-what")],
        fields: Vec::new(),
        hidden: Vec::new(),
        submit: words.t("offering-remove"),
        faults: FormFaults::default(),
        removal: None,
    }
    .response()
}

pub(super) async fn remove(
    State(app): State<App>,
    space: Space,
    Path((_, id)): Path<(String, OfferingId)>,
) -> Result<Response, Error> {
    let of = (space.me.registration, id);
    let removed = app.engine().remove_offering(&space.at.visitor.actor, space.at.id, of).await;
    removed.map_err(Error::hidden)?;
    Ok(back(&space, "offering-removed"))
}

fn find(own: &Own, id: OfferingId) -> Result<&Offering, Error> {
    own.dossier.offerings.iter().find(|offering| offering.id == id).ok_or(Error::NoPage)
}

fn back(space: &Space, done: &str) -> Response {
    Redirect::to(&space.at.href(&format!("{HERE}?done={done}"))).into_response()
}

fn read(space: &Space, own: &Own, sent: &Filled) -> OfferingInput {
    let of = (Block::Offering, own.dossier.registration.category);
    OfferingInput {
        kind: OfferingKind::parse(sent.get("kind")).unwrap_or(OfferingKind::Offer),
        title: sent.get("title").to_owned(),
        text: sent.get("text").to_owned(),
        answers: own.fields(space.at.visitor.words, of).read(sent),
    }
}

fn page(
    space: &Space,
    own: &Own,
    offering: Option<&Offering>,
    input: &OfferingInput,
    faults: FormFaults,
) -> Result<Response, Error> {
    let words = space.at.visitor.words;
    let is_offer = input.kind == OfferingKind::Offer;
    let help = words.t(if is_offer { "offering-offer-help" } else { "offering-want-help" });
    let mut fields = vec![
        Field::text("title", words.t("offering-title"), &input.title)
            .required()
            .help(help)
            .fault(&faults, "offerings[0].title"),
        Field::lines(5, "text", words.t("offering-text"), &input.text).fault(&faults, "offerings[0].text"),
    ];
    let asked = own.fields(words, (Block::Offering, own.dossier.registration.category));
    fields.extend(asked.page(&input.answers, &faults, "offerings[0].answers"));
    let title = match (offering, is_offer) {
        (Some(offering), _) => offering.title.clone(),
        (None, true) => words.t("company-add-offer"),
        (None, false) => words.t("company-add-want"),
    };
    let remove = |o: &Offering| {
        (space.at.href(&format!("{HERE}/offerings/{}/remove", o.id)), words.t("offering-remove"))
    };
    FormPage {
        layout: space.layout(title, HERE),
        back: (space.at.href(HERE), words.t("space-nav-company")),
        intro: Vec::new(),
        fields,
        hidden: vec![
            ("version", offering.map_or(0, |offering| offering.version).to_string()),
            ("kind", input.kind.to_string()),
        ],
        submit: words.t("edit-save"),
        faults,
        removal: offering.map(remove),
    }
    .response()
}
