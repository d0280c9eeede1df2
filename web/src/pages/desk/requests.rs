//! Meeting requests of everybody: looked at, asked and answered on behalf of those whose they are.

mod ask;
mod experts;
mod list;
mod show;

use crate::App;
use axum::{
    Router,
    routing::{get, post},
};

/// Where the area stands in the event.
pub(super) const AREA: &str = "/desk/requests";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/requests", get(list::show))
        .route("/requests/new", get(ask::show).post(ask::save))
        .route("/requests/experts", get(experts::list))
        .route("/requests/experts/{expert}", get(experts::show).post(experts::choose))
        .route("/requests/{request}", get(show::show))
        .route("/requests/{request}/{verb}", post(show::answer))
}
