//! The space of somebody who takes part.

pub(crate) mod agenda;
pub(crate) mod requests;

use crate::App;
use axum::{
    Router,
    routing::{get, post},
};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/agenda", get(agenda::show))
        .route("/requests", get(requests::list))
        .route("/requests/{request}/{verb}", post(requests::answer))
}
