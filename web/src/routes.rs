//! All addresses, and what stands before each.

use crate::{App, api, assets, error, observe, origin, pages, visitor};
use axum::{
    Router,
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::Response,
    routing::get,
};
use std::time::Duration;
use tower::util::option_layer;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    csrf::CsrfLayer,
    limit::RequestBodyLimitLayer,
    request_id::{PropagateRequestIdLayer, SetRequestIdLayer},
    set_header::SetResponseHeaderLayer,
    timeout::TimeoutLayer,
};

/// The largest body that is read, in bytes; files of events have as much.
const BODY_MOST: usize = 20 * 1024 * 1024;
/// After this long nobody waits any more. A stream of progress ends before.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);
/// Nothing but what this host serves, and no script or style in the page itself.
const CONTENT_POLICY: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; \
    form-action 'self'; frame-ancestors 'none'";

/// The whole shell.
pub fn router(app: App) -> Router {
    shielded(all_pages(), PATIENCE)
        .layer(CsrfLayer::new())
        .layer(middleware::from_fn_with_state(app.clone(), error::as_page))
        // Programs call by a token and never by a cookie, so no other site can make a browser call for them.
        .merge(api::router(&app))
        .merge(shielded(health(), PATIENCE))
        .layer(middleware::from_fn(unkept))
        .layer(CompressionLayer::new())
        .layer(option_layer(strict_transport(&app)))
        .layer(always(header::CONTENT_SECURITY_POLICY, CONTENT_POLICY))
        .layer(always(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(always(header::REFERRER_POLICY, "same-origin"))
        .layer(always(header::X_FRAME_OPTIONS, "DENY"))
        .layer(middleware::from_fn_with_state(app.clone(), observe::observe))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(SetRequestIdLayer::x_request_id(observe::Numbers))
        .layer(middleware::from_fn(observe::well_formed))
        .layer(middleware::from_fn_with_state(app.clone(), origin::find))
        .with_state(app)
}

/// What keeps a handler from reading too much, from taking too long and from taking others down with it. Stands within what
/// makes pages or problems of errors, so that these look like all others.
pub(crate) fn shielded(router: Router<App>, patience: Duration) -> Router<App> {
    router
        .layer(CatchPanicLayer::new())
        .layer(RequestBodyLimitLayer::new(BODY_MOST))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, patience))
}

/// Whatever somebody sees who has signed in is not there any more for whoever goes back in the browser once they have left.
async fn unkept(request: Request, next: Next) -> Response {
    let personal = visitor::sends_sign_in(request.headers());
    let mut response = next.run(request).await;
    if personal {
        let headers = response.headers_mut().entry(header::CACHE_CONTROL);
        headers.or_insert(HeaderValue::from_static("no-store"));
    }
    response
}

/// Where people come by HTTPS, their browsers never ask by HTTP again, for a year.
fn strict_transport(app: &App) -> Option<SetResponseHeaderLayer<HeaderValue>> {
    let secure = app.public_url().starts_with("https://");
    secure.then(|| always(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000"))
}

/// For whoever looks after the nodes: a word, and no page.
fn health() -> Router<App> {
    Router::new().route("/healthz", get(pages::health::alive)).route("/readyz", get(pages::health::ready))
}

/// Everything that people read.
fn all_pages() -> Router<App> {
    Router::new()
        .route("/", get(pages::home::show))
        .route("/robots.txt", get(pages::robots::show))
        .route("/sitemap.xml", get(pages::robots::sitemap))
        .route("/assets/{version}/{name}", get(assets::show))
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

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::{Body, to_bytes};
    use carnet_engine::{Database, Engine, SealingKey, Settings};
    use tower::ServiceExt;

    fn broken() -> Router<App> {
        let router = Router::new()
            .route("/slow", get(std::future::pending::<&'static str>))
            .route("/busy", get(busy))
            .route("/panics", get(async || -> &'static str { panic!("a handler of a test") }));
        shielded(router, Duration::from_millis(20))
    }

    async fn busy() -> Result<(), error::Error> {
        Err(carnet_engine::Error::Store(carnet_engine::StoreError::Busy).into())
    }

    async fn told(router: &Router, path: &str) -> (StatusCode, String, String) {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let response: Response = router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let kind = parts.headers[header::CONTENT_TYPE].to_str().unwrap().to_owned();
        let text = String::from_utf8(to_bytes(body, 100_000).await.unwrap().to_vec()).unwrap();
        (parts.status, kind, text)
    }

    #[tokio::test]
    async fn a_database_that_is_busy_is_no_fault_of_ours_and_may_be_asked_again() {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::sqlite(&folder.path().join("routes.db")).await.unwrap();
        let app = App::new(Engine::new(database, Settings::default(), SealingKey::new(&[5; 32])));
        let pages =
            broken().layer(middleware::from_fn_with_state(app.clone(), error::as_page)).with_state(app);
        let request = Request::get("/busy").body(Body::empty()).unwrap();
        let response: Response = pages.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(response.headers()[header::RETRY_AFTER], error::BUSY.to_string());
        let (.., text) = told(&pages, "/busy").await;
        assert!(text.contains("Réessayez dans quelques secondes"), "{text}");
    }

    #[tokio::test]
    async fn what_takes_too_long_or_fails_is_said_like_everything_else() {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::sqlite(&folder.path().join("routes.db")).await.unwrap();
        let app = App::new(Engine::new(database, Settings::default(), SealingKey::new(&[5; 32])));
        let as_page = middleware::from_fn_with_state(app.clone(), error::as_page);
        let pages = broken().layer(as_page).with_state(app.clone());
        let (status, kind, text) = told(&pages, "/slow").await;
        assert_eq!((status, kind.as_str()), (StatusCode::SERVICE_UNAVAILABLE, "text/html; charset=utf-8"));
        assert!(text.contains("La réponse a trop tardé"), "{text}");
        let (status, _, text) = told(&pages, "/panics").await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(text.contains("<main") && !text.contains("of a test"), "{text}");

        let calls = api::answered_as_problems(broken()).with_state(app);
        for (path, code) in [("/slow", "too-slow"), ("/panics", "internal")] {
            let (_, kind, text) = told(&calls, path).await;
            assert_eq!(kind, "application/problem+json");
            assert!(text.contains(code), "{text}");
        }
    }
}
