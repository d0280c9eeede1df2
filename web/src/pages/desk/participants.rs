//! Those who register: found, validated, edited for them, imported.

mod bulk;
mod decide;
mod edit;
mod history;
mod import;
mod list;
mod new;
mod person;
mod show;

use crate::App;
use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};

/// Where the area stands in the event.
pub(super) const AREA: &str = "/desk/participants";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/participants", get(list::show))
        .route("/participants/bulk", post(bulk::confirm))
        .route("/participants/bulk/done", post(bulk::carry_out))
        .route("/participants/new", get(new::show).post(new::save))
        .route("/participants/new-expert", get(new::show_expert).post(new::save_expert))
        .route(
            "/participants/import",
            get(import::show).post(import::try_out).layer(DefaultBodyLimit::disable()),
        )
        .route("/participants/import/done", post(import::carry_out).layer(DefaultBodyLimit::disable()))
        .merge(one())
}

/// The pages of one registration.
fn one() -> Router<App> {
    Router::new()
        .route("/participants/{registration}", get(show::show))
        .route("/participants/{registration}/decide", post(decide::decide))
        .route("/participants/{registration}/flags", post(decide::flag))
        .route("/participants/{registration}/assign", post(decide::assign))
        .route("/participants/{registration}/link", post(decide::link))
        .route("/participants/{registration}/booth", post(decide::set_booth))
        .route("/participants/{registration}/cancel", post(decide::cancel))
        .route("/participants/{registration}/consents/{purpose}/withdraw", post(decide::withdraw_consent))
        .route("/participants/{registration}/history", get(history::show))
        .route("/participants/{registration}/company", get(edit::company).post(edit::save_company))
        .route("/participants/{registration}/offerings/new", get(edit::new_offering).post(edit::add_offering))
        .route(
            "/participants/{registration}/offerings/{offering}",
            get(edit::offering).post(edit::save_offering),
        )
        .route("/participants/{registration}/offerings/{offering}/remove", post(edit::remove_offering))
        .route("/participants/{registration}/files/{file}", get(edit::file))
        .route("/participants/{registration}/files/{file}/remove", post(edit::remove_file))
        .route("/participants/{registration}/people/new", get(person::new).post(person::add))
        .route("/participants/{registration}/people/{person}", get(person::show).post(person::save))
        .route("/participants/{registration}/people/{person}/quota", post(person::set_quota))
        .route("/participants/{registration}/people/{person}/absent", post(person::absent))
        .route("/participants/{registration}/people/{person}/back", post(person::back))
        .route("/participants/{registration}/people/{person}/remove", post(person::remove))
        .route(
            "/participants/{registration}/people/{person}/availability",
            get(person::availability::show).post(person::availability::paint),
        )
}
