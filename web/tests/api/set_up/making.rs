//! Events are made by programs.

use super::{ok, principal};
use crate::{
    api::{Program, copied, faults},
    harness::WORLD,
};
use axum::http::StatusCode;
use carnet_engine::{
    Actor,
    domain::{
        access::Scope,
        account::{Language, NewAccount},
    },
};
use serde_json::{Value, json};

#[test]
fn a_copy_is_made_and_a_token_of_one_event_makes_none() {
    let (event, program) = (copied("api-original"), principal());
    let copies = format!("{event}/copies");
    let copy = json!({ "slug": "api-double", "names": { "fr": "Double" }, "first_day": "2029-03-13" });
    let made = program.post(&copies, &copy);
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
    let shown = ok(program.get("/api/v1/events/api-double"));
    assert_eq!((&shown["id"], &shown["days"][0]), (&made.json["id"], &copy["first_day"]));
    assert_eq!(
        shown["sessions"].as_array().map(Vec::len),
        ok(program.get(&event))["sessions"].as_array().map(Vec::len)
    );
    assert_eq!(faults(&program.post(&copies, &copy)), [("slug", "duplicate")]);

    let id = ok(program.get(&event))["id"].as_str().and_then(|id| id.parse().ok()).expect("an identity");
    let actor = WORLD.demo.cast.principal.actor();
    let of_one = Program::with(&actor, &[Scope::SetUpWrite], Some(id));
    assert!(of_one.get(&event).status.is_success());
    assert_eq!(of_one.post(&copies, &copy).code(), "beyond-token");
}

#[test]
fn an_event_is_made_from_a_preset_by_whoever_runs_the_installation() {
    let person =
        NewAccount { name: "Ida".into(), email: "ida@api.example".into(), language: Language::French };
    let engine = &WORLD.demo.engine;
    let made = WORLD.runtime.block_on(engine.create_administrator(&Actor::system(), &person));
    let program = Program::with(&Actor::account(made.expect("an administrator").account), Scope::ALL, None);
    let known = ok(program.get("/api/v1/organisations?kind=chamber"));
    let details = json!({
        "slug": "api-neuf", "names": { "fr": "Neuf" }, "time_zone": "Europe/Paris", "days": ["2028-05-02"],
    });
    let mut new = json!({ "organisation": known["results"][0]["id"], "preset": "fair", "details": details });
    let made = program.post("/api/v1/events", &new);
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
    let shown = ok(program.get("/api/v1/events/api-neuf"));
    assert_eq!((&shown["id"], &shown["phase"]), (&made.json["id"], &json!("project")));
    assert!(shown["categories"].as_array().is_some_and(|all| !all.is_empty()), "as the preset has them");
    assert_eq!(faults(&program.post("/api/v1/events", &new)), [("details.slug", "duplicate")]);
    new["organisation"] = Value::from("00000000-0000-0000-0000-000000000001");
    assert_eq!(faults(&program.post("/api/v1/events", &new)), [("organisation", "unknown-choice")]);
}
