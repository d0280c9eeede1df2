//! `/metrics`, on an address of its own.

use super::{app, empty, get, send, sign_in, somebody};
use crate::harness::{WORLD, at};
use axum::http::StatusCode;
use carnet_engine::{Database, Engine, SealingKey, Settings};
use carnet_web::{App, Config, monitoring, router};
use std::net::SocketAddr;

fn watched() -> Config {
    Config { metrics_listen: Some(SocketAddr::from(([127, 0, 0, 1], 0))), ..Config::default() }
}

/// The value of a line of the format.
fn value(text: &str, name: &str) -> Option<f64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.trim().parse().ok()
}

#[test]
fn requests_are_counted_by_route_and_class_and_never_by_address() {
    let app = app(&watched());
    let (router, numbers) = (router(app.clone()), monitoring(app));
    for path in [at("/catalogue"), at("/catalogue?words=hush-word"), at("/pages/no-such-page")] {
        send(&router, empty(get(&path)));
    }
    send(&router, empty(get("/reminders/stop/hush-of-somebody")));
    send(&router, empty(get("/no-such-address")));
    send(&router, empty(get("/").method("BREW")));
    let told = send(&numbers, empty(get("/metrics")));
    assert_eq!(told.status, StatusCode::OK);
    assert!(told.headers["content-type"].to_str().expect("text").starts_with("text/plain; version=0.0.4"));
    let count = |labels: &str| value(&told.text, &format!("carnet_http_requests_total{{{labels}}}"));
    let text = &told.text;
    let catalogue = "route=\"/events/{event}/catalogue\"";
    assert_eq!(count(&format!("method=\"GET\",{catalogue},status=\"2xx\"")), Some(2.0), "{text}");
    let page = "method=\"GET\",route=\"/events/{event}/pages/{text}\",status=\"4xx\"";
    assert_eq!(count(page), Some(1.0), "{text}");
    assert_eq!(count("method=\"GET\",route=\"none\",status=\"4xx\""), Some(1.0), "{text}");
    assert_eq!(count("method=\"other\",route=\"/\",status=\"4xx\""), Some(1.0), "{text}");
    let took = format!("carnet_http_request_duration_seconds_count{{method=\"GET\",{catalogue}}}");
    assert_eq!(value(text, &took), Some(2.0), "{text}");
    for never in ["hush", "no-such", carnet_engine::demo::SLUG] {
        assert!(!text.contains(never), "{never} in {text}");
    }
}

#[test]
fn what_waits_is_read_when_somebody_looks() {
    somebody("maud-who-waits@oakbridge.example");
    let told = send(&monitoring(app(&watched())), empty(get("/metrics"))).text;
    for name in [
        "carnet_runs{state=\"waiting\"}",
        "carnet_runs{state=\"worked-on\"}",
        "carnet_runs_oldest_seconds",
        "carnet_notices{state=\"waiting\"}",
        "carnet_notices{state=\"given-up\"}",
        "carnet_notices_oldest_seconds",
        "carnet_webhook_deliveries{state=\"waiting\"}",
        "carnet_webhook_deliveries{state=\"given-up\"}",
        "carnet_webhook_deliveries_oldest_seconds",
        "carnet_database_connections{pool=\"readers\",state=\"in-use\"}",
        "carnet_database_connections{pool=\"writer\",state=\"idle\"}",
    ] {
        assert!(value(&told, name).is_some_and(|value| value >= 0.0), "{name} in {told}");
    }
    // A link is owed, and nothing sends it here.
    assert!(value(&told, "carnet_notices{state=\"waiting\"}").is_some_and(|n| n > 0.0), "{told}");
    assert_eq!(value(&told, "carnet_database_up"), Some(1.0));
    let version = format!("carnet_build_info{{version=\"{}\"}}", env!("CARGO_PKG_VERSION"));
    assert_eq!(value(&told, &version), Some(1.0), "{told}");
}

#[test]
fn refused_sign_ins_are_counted_by_why() {
    let app = app(&watched());
    let (router, numbers) = (router(app.clone()), monitoring(app));
    let email = &somebody("maud-refused@oakbridge.example").email;
    assert_eq!(sign_in(&router, email, "wrong", "192.0.2.60", &[]).status, StatusCode::UNPROCESSABLE_ENTITY);
    let told = send(&numbers, empty(get("/metrics"))).text;
    let refused = value(&told, "carnet_sign_ins_refused_total{why=\"wrong-credentials\"}");
    assert_eq!(refused, Some(1.0), "{told}");
    assert!(!told.contains(email) && !told.contains("192.0.2.60"));
}

#[test]
fn pages_stand_beside_and_say_nothing_of_it() {
    let app = app(&watched());
    assert_eq!(send(&router(app.clone()), empty(get("/metrics"))).status, StatusCode::NOT_FOUND);
    assert_eq!(send(&monitoring(app), empty(get("/"))).status, StatusCode::NOT_FOUND);
    let unset = super::app(&Config::default());
    assert_eq!(send(&monitoring(unset), empty(get("/metrics"))).status, StatusCode::NOT_FOUND);
}

#[test]
fn a_node_without_its_database_says_so_in_numbers_and_on_pages() {
    let folder = tempfile::tempdir().expect("a folder");
    let app = WORLD.runtime.block_on(async {
        let file = folder.path().join("closed.db");
        let database = Database::open(&format!("sqlite:{}", file.display())).await.expect("a database");
        database.close().await;
        Engine::new(database, Settings::default(), SealingKey::new(&[7; 32]))
    });
    let app = App::new(app).configured(&watched()).expect("a configuration that holds");
    let told = send(&monitoring(app.clone()), empty(get("/metrics")));
    assert_eq!((told.status, value(&told.text, "carnet_database_up")), (StatusCode::OK, Some(0.0)));
    let waiting = value(&told.text, "carnet_runs{state=\"waiting\"}");
    assert!(waiting.is_some_and(f64::is_nan), "{}", told.text);

    let router = router(app);
    let signed_in = get("/account").header("cookie", "__Host-carnet=x").header("accept-language", "en");
    let page = send(&router, empty(signed_in));
    assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(page.text.contains("Something went wrong on our side"), "{}", page.text);
    let ready = send(&router, empty(get("/readyz")));
    assert_eq!(ready.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(ready.text, "the database does not answer");
}
