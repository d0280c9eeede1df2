//! All addresses, and what stands before each.

use crate::{App, api, assets, error, pages};
use axum::{
    Router,
    extract::{MatchedPath, Request},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware,
    routing::get,
};
use std::time::Duration;
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, csrf::CsrfLayer,
    limit::RequestBodyLimitLayer, set_header::SetResponseHeaderLayer, timeout::TimeoutLayer,
    trace::TraceLayer,
};

/// The largest body that is read, in bytes; files of events have as much.
const BODY_MOST: usize = 20 * 1024 * 1024;
/// After this long nobody waits any more. A stream of progress ends before.
const PATIENCE: Duration = Duration::from_mins(1);
/// Nothing but what this host serves, and no script or style in the page itself.
const CONTENT_POLICY: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; \
    form-action 'self'; frame-ancestors 'none'";

/// The whole shell.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/", get(pages::home::show))
        .route("/assets/{version}/{name}", get(assets::show))
        .route("/healthz", get(pages::health::alive))
        .route("/readyz", get(pages::health::ready))
        .route("/reminders/stop/{secret}", get(pages::reminders::ask).post(pages::reminders::stop))
        .route("/calendar/{secret}", get(pages::participant::agenda::feed::read))
        .nest("/account", pages::account::routes().merge(pages::tokens::routes()))
        .route(
            "/events/new",
            get(pages::desk::set_up::new_event::show).post(pages::desk::set_up::new_event::save),
        )
        .merge(pages::organisations::routes())
        .nest("/events/{event}", event())
        .merge(pages::interface::routes())
        .fallback(async || error::Error::NoPage)
        .layer(middleware::from_fn_with_state(app.clone(), error::as_page))
        .layer(CsrfLayer::new())
        // Programs call by a token and never by a cookie, so no other site can make a browser call for them.
        .merge(api::router(&app))
        .layer(RequestBodyLimitLayer::new(BODY_MOST))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
        .layer(CompressionLayer::new())
        .layer(always(header::CONTENT_SECURITY_POLICY, CONTENT_POLICY))
        .layer(always(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(always(header::REFERRER_POLICY, "same-origin"))
        .layer(always(header::X_FRAME_OPTIONS, "DENY"))
        .layer(CatchPanicLayer::new())
        .layer(TraceLayer::new_for_http().make_span_with(request_span))
        .with_state(app)
}

/// The pages of an event, by who they are for.
fn event() -> Router<App> {
    Router::new()
        .merge(pages::event::routes())
        .merge(pages::catalogue::routes())
        .merge(pages::participant::routes())
        .merge(pages::register::routes())
        .merge(pages::registration::routes())
        .nest("/desk", pages::desk::routes())
}

fn always(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

/// The span of a request: by its route, since an address may hold secrets.
fn request_span(request: &Request) -> tracing::Span {
    let route = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    tracing::info_span!("web.request", method = %request.method(), route)
}
