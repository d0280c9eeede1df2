//! What is sent to people: the outbox of the event, the texts, the reminders.

mod copies;
mod outbox;
mod reminders;
mod templates;

use crate::{App, error::Error, page::Way, pages::InEvent};
use axum::{
    Router,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use carnet_engine::domain::access::UseCase;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/mails", get(first))
        .route("/mails/outbox", get(outbox::list))
        .route("/mails/outbox/{notice}/retry", post(outbox::retry))
        .route("/mails/templates", get(templates::list))
        .route("/mails/templates/{kind}/{language}", get(templates::edit).post(templates::save))
        .route("/mails/templates/{kind}/{language}/reset", post(templates::reset))
        .route("/mails/copies", get(copies::show).post(copies::choose))
        .route("/mails/reminders", get(reminders::list).post(reminders::add))
        .route("/mails/reminders/{reminder}/withdraw", post(reminders::withdraw))
}

/// The parts of the area: where each stands, and its name.
const PARTS: [(&str, &str); 4] = [
    ("/desk/mails/outbox", "mails-nav-outbox"),
    ("/desk/mails/templates", "mails-nav-templates"),
    ("/desk/mails/reminders", "mails-nav-reminders"),
    ("/desk/mails/copies", "mails-nav-copies"),
];

/// The parts that the visitor may see.
fn parts(at: &InEvent, here: &str) -> Vec<Way> {
    let words = at.visitor.words;
    let way = |rest: &str, key: &str| Way { href: at.href(rest), text: words.t(key), here: rest == here };
    let presence = &at.presence;
    // The outbox shows everybody.
    let may = [
        presence.may_for_everybody(UseCase::ReadOutbox),
        presence.may(UseCase::EditMailTemplates),
        presence.may(UseCase::ListReminders),
        presence.may(UseCase::ChooseMails),
    ];
    let allowed = PARTS.iter().zip(may).filter(|(_, may)| may.is_ok());
    allowed.map(|((rest, key), _)| way(rest, key)).collect()
}

/// The first part that the visitor may see.
async fn first(at: InEvent) -> Result<Response, Error> {
    let ways = parts(&at, "");
    match (ways.first(), at.presence.may(UseCase::ListReminders)) {
        (Some(way), _) => Ok(Redirect::to(&way.href).into_response()),
        (None, Err(refusal)) => Err(carnet_engine::Error::Refused(refusal).into()),
        (None, Ok(())) => Err(Error::NoPage),
    }
}
