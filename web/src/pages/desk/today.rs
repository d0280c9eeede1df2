//! The day of the event: who is expected and who does not come; late arrivals, experts who are gone, freed slots.

mod change;
mod expected;

use crate::App;
use axum::{
    Router,
    routing::{get, post},
};

/// Where the area stands in the event.
pub(super) const AREA: &str = "/desk/today";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/today", get(expected::show))
        .route("/today/{person}/absent", post(expected::absent))
        .route("/today/{person}/back", post(expected::back))
        .route("/today/fill", get(change::look_at_gaps).post(change::fill))
        .route("/today/{person}/late", get(change::look_at_late).post(change::shift))
        .route("/today/{person}/replace", get(change::look_at_expert).post(change::replace))
}
