//! Whether this node is alive, and whether it can serve.

use crate::App;
use axum::{extract::State, http::StatusCode};
use carnet_engine::Actor;

pub(crate) async fn alive() -> &'static str {
    "ok"
}

/// Ready is who reaches the database.
pub(crate) async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    match app.engine().list_public_events(&Actor::anonymous()).await {
        Ok(_) => (StatusCode::OK, "ok"),
        Err(error) => {
            tracing::error!(error = ?error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer")
        }
    }
}
