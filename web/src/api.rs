//! `/api/v1`: the same use cases as JSON, for programs.
//!
//! What goes over the wire are types of this folder, never those of the engine: the interface holds while the inside changes.
//! A handler unpacks, calls one use case that changes anything, and answers; a program calls by a token alone, so that no
//! cookie of a browser authorises anything here.

mod account;
mod activities;
mod agendas;
mod caller;
mod catalogue;
mod changes;
mod decisions;
mod document;
mod events;
mod exchange;
mod idempotency;
mod imports;
mod mails;
mod messages;
mod on_the_spot;
mod organisations;
mod participants;
mod plans;
mod problem;
mod read;
mod registrations;
mod requests;
mod runs;
mod set_up;
mod webhooks;
mod words;

use crate::{App, routes};
use axum::{Json, Router, middleware, routing::get};
use caller::{Caller, OfEvent};
pub(crate) use document::{Reading, Resource as Area, Schema, address, readable};
use problem::Error;
use read::{Asked, Id, Ids, Page, Sent, Whole};
use utoipa_axum::router::OpenApiRouter;

/// Where the interface stands.
pub(crate) const BASE: &str = "/api/v1";

/// Every call, with what the document says of it.
fn calls() -> OpenApiRouter<App> {
    let of_event = OpenApiRouter::new()
        .merge(set_up::calls())
        .merge(registrations::calls())
        .merge(imports::calls())
        .merge(participants::calls())
        .merge(catalogue::calls())
        .merge(requests::calls())
        .merge(activities::calls())
        .merge(agendas::calls())
        .merge(plans::calls())
        .merge(runs::calls())
        .merge(decisions::calls())
        .merge(on_the_spot::calls())
        .merge(exchange::calls())
        .merge(messages::calls())
        .merge(mails::calls())
        .merge(webhooks::calls());
    let all = OpenApiRouter::new()
        .merge(account::calls())
        .merge(organisations::calls())
        .merge(events::calls())
        .merge(set_up::new_calls());
    OpenApiRouter::with_openapi(document::head()).nest(BASE, all.nest("/events/{event}", of_event))
}

/// The interface, and its document.
pub(crate) fn router(app: &App) -> Router<App> {
    let (router, _) = calls().split_for_parts();
    let router = router
        .route(&format!("{BASE}/openapi.json"), get(async || Json(document::whole())))
        .route(BASE, axum::routing::any(no_page))
        .route(&format!("{BASE}/{{*rest}}"), axum::routing::any(no_page))
        .layer(middleware::from_fn_with_state(app.clone(), idempotency::once));
    answered_as_problems(routes::shielded(router, routes::PATIENCE))
}

/// Makes problems of whatever goes wrong in a router.
pub(crate) fn answered_as_problems(router: Router<App>) -> Router<App> {
    router.layer(middleware::from_fn(problem::as_problem))
}

async fn no_page() -> Error {
    Error::NoPage
}

/// The document of the interface, as it is committed and served.
pub fn openapi() -> String {
    let document = document::whole();
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}
