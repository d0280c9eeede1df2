//! Organisers set activities up, open them and put them off, in a copy of the event.

use super::{Answer, Program, copied, faults};
use crate::harness::WORLD;
use axum::http::StatusCode;
use serde_json::{Value, json};

/// A visit in the room of the first activity of the copy, where nothing else is.
fn visit(of: &Value) -> Value {
    json!({
        "kind": "visit", "reference": "V1", "names": { "fr": "Visite", "en": "Visit" }, "site": of["site"],
        "starts": "2028-03-14T18:00:00", "ends": "2028-03-14T19:00:00", "audience": "open", "capacity": 12,
        "when_full": "wait", "blocks_meetings": false,
        "speakers": [{ "name": "Inès Faure", "contact": "ines@speakers.example" }],
    })
}

fn listed(program: &Program, event: &str, id: &Value) -> Value {
    let all = program.get(&format!("{event}/activities?page_size=200")).json;
    let all = all["results"].as_array().expect("activities");
    all.iter().find(|one| one["id"] == *id).cloned().expect("it is listed")
}

fn ok(answer: Answer) -> Value {
    assert!(answer.status.is_success(), "{}: {}", answer.status, answer.json);
    answer.json
}

#[test]
fn an_activity_is_set_up_changed_opened_and_put_off() {
    let (event, program) = (copied("api-activites"), Program::of(&WORLD.demo.cast.principal));
    let first = ok(program.get(&format!("{event}/activities")))["results"][0].clone();
    let mut visit = visit(&first);
    let made = program.post(&format!("{event}/activities"), &visit);
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
    let id = made.json["id"].clone();
    let one = format!("{event}/activities/{}", id.as_str().expect("an identity"));
    let shown = listed(&program, &event, &id);
    assert_eq!((&shown["state"], &shown["capacity"]), (&json!("draft"), &json!(12)));
    assert_eq!(shown["speakers"][0]["contact"], "ines@speakers.example");

    visit["capacity"] = json!(20);
    assert_eq!(ok(program.post(&format!("{one}/preview"), &visit))["concerned"], 0);
    let version = ok(program.put(&format!("{one}?version=1"), &visit))["version"].clone();
    // Whoever saw an older version is told so.
    assert_eq!(program.put(&format!("{one}?version=1"), &visit).status, StatusCode::CONFLICT);
    let opened = program.post(&format!("{one}/state?version={version}"), &json!({ "state": "open" }));
    let version = ok(opened)["version"].clone();
    let closing = json!({ "state": "closed" });
    let unexplained = program.post(&format!("{one}/state?version={version}"), &closing);
    assert_eq!(faults(&unexplained), [("reason", "required")]);
    let later = json!({ "starts": "2028-03-14T20:00:00", "ends": "2028-03-14T21:00:00", "reason": "Grève" });
    ok(program.post(&format!("{one}/postpone?version={version}"), &later));
    let shown = listed(&program, &event, &id);
    assert_eq!((&shown["state"], &shown["starts_at"]), (&json!("open"), &json!("2028-03-14T19:00:00Z")));
}

#[test]
fn what_is_wrong_with_an_activity_is_named_and_strangers_do_not_find_it() {
    let (event, program) = (copied("api-activites-fausses"), Program::of(&WORLD.demo.cast.principal));
    let first = ok(program.get(&format!("{event}/activities")))["results"][0].clone();
    let mut visit = visit(&first);
    (visit["ends"], visit["capacity"]) = (json!("2028-03-14T17:00:00"), json!(-1));
    visit["speakers"][0]["name"] = json!("");
    let refused = program.post(&format!("{event}/activities"), &visit);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let found: Vec<_> = faults(&refused).into_iter().map(|(path, _)| path).collect();
    assert_eq!(found, ["capacity", "speakers[0].name", "ends"]);
    visit["starts"] = json!("at six");
    assert_eq!(faults(&program.post(&format!("{event}/activities"), &visit)), [("starts", "wrong-type")]);
    let stranger = Program::of(&WORLD.demo.cast.secondary);
    assert_eq!(stranger.post(&format!("{event}/activities"), &visit).status, StatusCode::NOT_FOUND);
}
