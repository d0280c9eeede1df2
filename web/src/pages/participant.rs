//! The space of somebody who takes part.

pub(crate) mod activities;
pub(crate) mod agenda;
pub(crate) mod asking;
mod availability;
mod company;
mod consents;
mod dossier;
mod expert;
mod home;
mod leaving;
mod messages;
mod offerings;
mod people;
mod profile;
mod reminders;
pub(crate) mod requests;
mod space;
pub(crate) mod suggestions;

use crate::App;
use axum::{
    Router,
    routing::{get, post},
};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/agenda", get(agenda::show))
        .route("/agenda.pdf", get(agenda::print))
        .route("/agenda.ics", get(agenda::feed::file))
        .route("/agenda/calendar", get(agenda::feed::show).post(agenda::feed::renew))
        .route("/agenda/calendar/end", post(agenda::feed::end))
        .route("/requests", get(requests::list))
        .route("/requests/{request}", get(requests::show))
        .route("/requests/{request}/{verb}", post(requests::answer))
        .route("/activities/{activity}/sign-up", post(activities::sign_up))
        .route("/activities/{activity}/wait", post(activities::sign_up))
        .route("/activities/{activity}/sign-out", post(activities::sign_out))
        .route("/messages", get(messages::list))
        .route("/messages/new", get(messages::new).post(messages::write))
        .route("/messages/{conversation}", get(messages::show))
        .route("/suggestions", get(suggestions::show))
        .nest("/me", own())
}

/// What somebody is and says in the event.
fn own() -> Router<App> {
    Router::new()
        .route("/", get(home::show))
        .route("/availability", get(availability::show).post(availability::paint))
        .route("/profile", get(profile::show).post(profile::edit))
        .route("/company", get(company::show))
        .route("/company/edit", get(company::form).post(company::edit))
        .route("/company/people/add", get(people::add_form).post(people::add))
        .route("/company/people/{person}", get(people::show).post(people::edit))
        .route("/company/people/{person}/remove", get(people::remove_form).post(people::remove))
        .route("/company/offerings/add", get(offerings::add_form).post(offerings::add))
        .route("/company/offerings/{offering}", get(offerings::show).post(offerings::edit))
        .route("/company/offerings/{offering}/remove", get(offerings::remove_form).post(offerings::remove))
        .route("/leave", get(leaving::ask).post(leaving::leave))
        .route("/reminders", get(reminders::show).post(reminders::choose))
        .route("/consents", get(consents::show).post(consents::withdraw))
}
