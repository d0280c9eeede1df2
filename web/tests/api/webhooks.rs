//! Webhooks by programs, in a copy of the event.

use super::{Program, copied, faults};
use crate::harness::WORLD;
use axum::http::StatusCode;
use serde_json::{Value, json};

#[test]
fn a_webhook_is_added_tried_out_paused_and_withdrawn_and_its_secret_is_told_once() {
    let (event, program) = (copied("api-webhooks"), Program::of(&WORLD.demo.cast.principal));
    let webhooks = format!("{event}/webhooks");
    let new = json!({ "url": "https://example.org/carnet", "kinds": ["plan.published", "run.ended"] });
    let keyed = program.header("idempotency-key", "webhook");
    let added = keyed.post(&webhooks, &new);
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.json);
    assert!(added.json["secret"].as_str().is_some_and(|secret| secret.starts_with("whsec_")));
    // The same call is answered alike, but for the secret, which nobody kept.
    let again = keyed.post(&webhooks, &new);
    assert_eq!((again.status, &again.json["id"]), (StatusCode::CREATED, &added.json["id"]));
    assert_eq!(again.json["secret"], Value::Null);
    let listed = program.get(&webhooks).json;
    assert_eq!(listed.as_array().map(Vec::len), Some(1));
    assert_eq!((&listed[0]["url"], listed[0].get("secret")), (&new["url"], None));

    let one = format!("{webhooks}/{}", added.json["id"].as_str().expect("an identity"));
    let tested = program.post(&format!("{one}/test"), &Value::Null);
    assert_eq!(tested.status, StatusCode::ACCEPTED, "{}", tested.json);
    let log = program.get(&one).json;
    assert_eq!((&log["deliveries"][0]["kind"], &log["url"]), (&json!("webhook.test"), &new["url"]));
    assert_eq!(log["deliveries"][0]["id"], tested.json["delivery"]);

    for _ in 0..2 {
        assert_eq!(program.post(&format!("{one}/pause"), &Value::Null).status, StatusCode::NO_CONTENT);
    }
    assert!(program.get(&one).json["paused_at"].is_string());
    let tested = program.post(&format!("{one}/test"), &Value::Null);
    assert_eq!((tested.status, tested.code()), (StatusCode::CONFLICT, "webhook-paused"));
    assert_eq!(program.post(&format!("{one}/resume"), &Value::Null).status, StatusCode::NO_CONTENT);
    assert_eq!(program.get(&one).json["paused_at"], Value::Null);
    assert_eq!(program.delete(&one).status, StatusCode::NO_CONTENT);
    assert_eq!(program.get(&one).status, StatusCode::NOT_FOUND);
}

#[test]
fn a_webhook_to_nowhere_or_of_nothing_is_refused() {
    let (event, program) = (copied("api-webhooks-faux"), Program::of(&WORLD.demo.cast.principal));
    let webhooks = format!("{event}/webhooks");
    let refused = program.post(&webhooks, &json!({ "url": "ftp://example.org", "kinds": [] }));
    assert_eq!(faults(&refused), [("url", "wrong-format"), ("kinds", "required")]);
    let unknown = program.post(&webhooks, &json!({ "url": "https://example.org", "kinds": ["rain.fallen"] }));
    assert_eq!(faults(&unknown), [("kinds[0]", "unknown-choice")]);
    let stranger = Program::of(&WORLD.demo.cast.secondary);
    assert_eq!(stranger.get(&webhooks).status, StatusCode::NOT_FOUND);
}
