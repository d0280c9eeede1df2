//! The history of a registration, of its people, and of its offers and wants.

use super::show::back_to;
use crate::{
    App,
    error::Error,
    page::{Layout, Way, render},
    pages::{
        InEvent,
        desk::history::{Actors, HistoryLine, line},
    },
};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use carnet_engine::RegistrationId;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "desk/history.html")]
struct HistoryPage {
    layout: Layout,
    back: Way,
    lines: Vec<HistoryLine>,
}

pub(crate) async fn show(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Path<(String, RegistrationId)>,
) -> Result<Response, Error> {
    let (engine, actor) = (app.engine(), &at.visitor.actor);
    let dossier = engine.show_registration(actor, at.id, id).await?;
    let company = &dossier.registration.company_name;
    let people = dossier.people.iter().map(|person| (Uuid::from(person.id), person.name.clone()));
    let offerings =
        dossier.offerings.iter().map(|offering| (Uuid::from(offering.id), offering.title.clone()));
    let objects: Vec<_> =
        std::iter::once((Uuid::from(id), company.clone())).chain(people).chain(offerings).collect();
    let known = dossier.people.iter().filter_map(|p| Some((p.account?.to_string(), p.name.clone())));
    let actors = Actors::read(&app, &at, known).await?;
    let mut lines = Vec::new();
    for (object, name) in objects {
        let records = engine.read_audit(actor, Some(at.id), object).await?;
        lines
            .extend(records.iter().map(|record| (record.position, line(&at, &actors, record, name.clone()))));
    }
    lines.sort_by_key(|(position, _)| std::cmp::Reverse(*position));
    render(&HistoryPage {
        layout: at.layout(at.visitor.words.with("history-of", "what", company), super::AREA),
        back: back_to(&at, &dossier),
        lines: lines.into_iter().map(|(_, line)| line).collect(),
    })
}
