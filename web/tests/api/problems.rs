//! What goes wrong is told as a problem, in the language that is asked for, with all faults at once.

use super::{Program, at};
use crate::harness::{Browser, WORLD};
use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

fn principal() -> Program {
    Program::of(&WORLD.demo.cast.principal)
}

fn faults(json: &Value) -> Vec<(&str, &str)> {
    let all = json["faults"].as_array().expect("faults");
    all.iter()
        .map(|fault| (fault["path"].as_str().expect("a path"), fault["code"].as_str().expect("a code")))
        .collect()
}

#[test]
fn all_faults_come_at_once_in_the_language_that_is_asked_for() {
    let category = WORLD.demo.people[0].registration;
    let new = json!({
        "category": category, "company": "", "country": "France",
        "people": [{ "name": "", "email": "nobody", "language": "fr" }],
    });
    let program = principal();
    let french = program.header("accept-language", "fr").post(&at("/registrations"), &new);
    assert_eq!((french.status, french.code()), (StatusCode::UNPROCESSABLE_ENTITY, "invalid"));
    let found = faults(&french.json);
    assert!(found.contains(&("people[0].email", "not-an-email-address")), "{found:?}");
    assert!(found.len() > 3, "{found:?}");
    let english = program.post(&at("/registrations"), &new);
    assert_eq!(faults(&english.json), found);
    assert_eq!(english.json["title"], "Something is wrong with what was sent");
    assert_ne!(french.json["title"], english.json["title"]);
    assert_ne!(french.json["faults"][0]["detail"], english.json["faults"][0]["detail"]);
}

#[test]
fn what_is_not_as_the_document_says_is_named_by_its_path() {
    let program = principal();
    let cases = [
        (json!({ "seconds": 5, "tempo": 3 }), "tempo", "unknown-field"),
        (json!({ "seconds": "five" }), "seconds", "wrong-type"),
        (json!({ "mode": "wild" }), "mode", "unknown-choice"),
    ];
    for (body, path, code) in cases {
        let answer = program.post(&at("/runs"), &body);
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert_eq!(faults(&answer.json), [(path, code)], "{body}");
    }
    let missing = program.post(&at("/requests"), &json!({ "message": "x" }));
    assert_eq!(faults(&missing.json)[0].1, "required");
    let both = json!({ "from": WORLD.demo.people[0].id });
    assert_eq!(faults(&program.post(&at("/requests"), &both).json), [("to_participant", "one-of-two")]);
    let broken = program.send(Method::POST, &at("/runs"), "{ \"seconds\": ");
    assert_eq!((broken.status, broken.code()), (StatusCode::BAD_REQUEST, "malformed"));
    let query = program.get(&at("/registrations?states=validated"));
    assert_eq!((query.status, faults(&query.json)[0].1), (StatusCode::UNPROCESSABLE_ENTITY, "unknown-field"));
    let size = program.get(&at("/plans?page_size=500"));
    assert_eq!(faults(&size.json), [("page_size", "out-of-range")]);
}

#[test]
fn addresses_that_lead_nowhere_and_methods_that_are_none_are_problems_too() {
    let program = principal();
    for path in ["/api/v1", "/api/v1/nowhere", &at("/plans/not-an-identity"), "/api/v1/events/no-such-event"]
    {
        let answer = program.get(path);
        assert_eq!((answer.status, answer.code()), (StatusCode::NOT_FOUND, "not-found"), "{path}");
    }
    let wrong = program.send(Method::DELETE, &at("/plans"), "");
    assert_eq!((wrong.status, wrong.code()), (StatusCode::METHOD_NOT_ALLOWED, "method"));
    assert!(wrong.headers.contains_key("allow"));
}

#[test]
fn a_cookie_opens_nothing_here_whoever_sends_it() {
    let mut browser = Browser::of(&WORLD.demo.cast.principal);
    assert_eq!(browser.get(&at("/plans")).status, StatusCode::UNAUTHORIZED);
    let page = browser.post_from_elsewhere(&at("/runs"), &[("seconds", "5")]);
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    assert_eq!(page.headers["www-authenticate"], "Bearer");
    // And a token opens no page.
    let account = principal().get("/account");
    assert_eq!(account.status, StatusCode::SEE_OTHER);
}

#[test]
fn a_rule_that_says_no_is_named() {
    let plan = WORLD.demo.plan;
    let answer = principal().send(Method::DELETE, &at(&format!("/plans/{plan}?version=1")), "");
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.json);
    assert_eq!(answer.code(), "not-a-draft");
    assert_eq!(answer.json["detail"], "The plan is no draft any more.");
}
