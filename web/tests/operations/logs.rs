//! The log: what is in it, and what never is.

use super::{app, empty, get, send, sign_in, somebody};
use crate::harness::at;
use axum::{Router, body::Body, http::header};
use carnet_engine::demo::PASSWORD;
use carnet_web::{Config, LogFormat, log, router};
use serde_json::Value;
use std::{
    io::Write,
    sync::{Arc, Mutex, PoisonError},
};
use tracing_subscriber::EnvFilter;

/// Somewhere to log to, and to look.
#[derive(Clone, Default)]
struct Paper(Arc<Mutex<Vec<u8>>>);

impl Write for Paper {
    fn write(&mut self, text: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(text);
        Ok(text.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// What is logged while somebody does something, on the thread that answers: not what threads of the database say.
fn logged(format: LogFormat, does: impl FnOnce(&Router)) -> String {
    let paper = Paper::default();
    let writer = paper.clone();
    let dispatch =
        log(format, EnvFilter::new("info,carnet_web=trace,carnet_engine=trace"), move || writer.clone());
    let router = router(app(&Config::default()));
    tracing::dispatcher::with_default(&dispatch, || does(&router));
    let bytes = paper.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
    String::from_utf8(bytes).expect("text")
}

/// The lines that say how requests were answered.
fn answered(log: &str) -> Vec<Value> {
    let lines = log.lines().map(|line| serde_json::from_str::<Value>(line).expect("a line of JSON"));
    lines.filter(|line| line["message"] == "answered").collect()
}

#[test]
fn each_request_is_one_line_with_method_route_status_and_time() {
    let log = logged(LogFormat::Json, |router| {
        send(router, empty(get(&at("/catalogue?words=x")).header("x-request-id", "abc-3")));
        send(router, empty(get("/nowhere")));
    });
    let lines = answered(&log);
    let [found, nowhere] = lines.as_slice() else { panic!("{log}") };
    assert_eq!(found["span"]["method"], "GET");
    assert_eq!(found["span"]["route"], "/events/{event}/catalogue");
    assert_eq!(found["span"]["request.id"], "abc-3");
    assert_eq!(found["status"], 200);
    assert!(found["duration_ms"].is_u64(), "{found}");
    assert_eq!((&nowhere["status"], &nowhere["span"]["route"]), (&Value::from(404), &Value::from("none")));
}

#[test]
fn no_log_has_secrets_people_or_where_they_come_from() {
    let player = somebody("maud-of-the-log@oakbridge.example");
    for format in [LogFormat::Json, LogFormat::Text] {
        let mut cookie = String::new();
        let log = logged(format, |router| {
            for path in [
                "/account/password?link=hush-of-a-link",
                "/account/email?link=hush-of-a-link",
                "/reminders/stop/hush-of-a-reminder",
                "/calendar/hush-of-an-agenda",
                "/account/sign-in?next=/hush-of-a-page",
                "/hush-of-nobody",
            ] {
                send(router, empty(get(path)));
            }
            let token =
                get("/api/v1/account").header(header::AUTHORIZATION, "Bearer carnet_hush-of-a-program");
            send(router, empty(token));
            sign_in(router, &player.email, "hush-that-is-wrong", "192.0.2.61", &[]);
            sign_in(router, "hush-address@example.org", PASSWORD, "192.0.2.61", &[]);
            let signed_in = sign_in(router, &player.email, PASSWORD, "192.0.2.61", &[]);
            let set = signed_in.headers.get_all(header::SET_COOKIE).iter();
            let mut set = set.map(|cookie| cookie.to_str().expect("a cookie"));
            let set = set.find(|cookie| cookie.starts_with("__Host-carnet=")).expect("a sign-in");
            cookie = set.split(';').next().expect("a name and a value").to_owned();
            send(router, empty(get("/account").header(header::COOKIE, &cookie)));
            let forgotten = get("/account/forgotten")
                .method("POST")
                .header("sec-fetch-site", "same-origin")
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            send(router, forgotten.body(Body::from("email=hush-address%40example.org")).expect("a request"));
        });
        assert!(log.lines().filter(|line| line.contains("answered")).count() >= 12, "{log}");
        let (_, secret) = cookie.split_once('=').expect("a value");
        for never in
            ["hush", "192.0.2.61", PASSWORD, player.email.as_str(), player.name.as_str(), secret, "@"]
        {
            assert!(!log.contains(never), "{never} in {log}");
        }
    }
}
