//! What programs do: lists by pages, requests from asking to agreeing, plans out and in.

use super::{Program, at};
use crate::harness::WORLD;
use axum::http::StatusCode;
use carnet_engine::domain::category::CategoryKind;
use serde_json::{Value, json};

fn principal() -> Program {
    Program::of(&WORLD.demo.cast.principal)
}

#[test]
fn pages_lead_through_a_whole_list() {
    let program = principal();
    for list in ["/registrations", "/requests", "/catalogue", "/activities"] {
        let (mut next, mut ids, mut n_pages) = (Some(at(&format!("{list}?page_size=7"))), Vec::new(), 0);
        while let Some(path) = next {
            let page = program.get(&path);
            assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.json);
            let results = page.json["results"].as_array().expect("results");
            assert!(results.len() <= 7);
            ids.extend(results.iter().map(|one| one["id"].clone()));
            next = page.json["next"].as_str().map(str::to_owned);
            n_pages += 1;
        }
        assert!(n_pages > 1, "{list}");
        let whole = program.get(&at(&format!("{list}?page_size=200"))).json;
        let whole: Vec<_> =
            whole["results"].as_array().expect("results").iter().map(|one| &one["id"]).collect();
        assert!(ids.iter().eq(whole), "{list}");
    }
}

#[test]
fn a_request_is_asked_seen_and_withdrawn_by_a_program() {
    let demo = &WORLD.demo;
    let player = &demo.cast.visitors[2];
    let program = Program::of(player);
    let me = demo.people.iter().find(|member| member.account == player.account).expect("a visitor");
    let exhibitors = demo.people.iter().filter(|member| member.kind == CategoryKind::Company);
    let asked = exhibitors.filter(|member| member.registration != me.registration).find_map(|member| {
        let new = json!({ "from": me.id, "to_registration": member.registration, "message": "Bonjour" });
        let answer = program.post(&at("/requests"), &new);
        (answer.status == StatusCode::CREATED).then_some(answer.json)
    });
    let asked = asked.expect("somebody could be asked");
    assert_eq!(asked["state"], "pending");
    let one = at(&format!("/requests/{}", asked["request"].as_str().expect("an identity")));
    let shown = program.get(&one).json;
    assert_eq!((&shown["message"], &shown["state"]), (&json!("Bonjour"), &json!("pending")));
    assert!(shown["asked_at"].as_str().expect("a time").ends_with('Z'));
    // Nobody else finds it; nor does the asking side accept for the other.
    let other = Program::of(&demo.cast.visitors[1]);
    assert_eq!(other.get(&one).status, StatusCode::NOT_FOUND);
    assert_eq!(other.post(&format!("{one}/withdraw"), &Value::Null).status, StatusCode::NOT_FOUND);
    assert_ne!(program.post(&format!("{one}/accept"), &json!({})).status, StatusCode::OK);
    let withdrawn = program.post(&format!("{one}/withdraw"), &Value::Null);
    assert_eq!(withdrawn.status, StatusCode::NO_CONTENT, "{}", withdrawn.json);
    assert_eq!(program.get(&one).json["state"], "withdrawn");
}

#[test]
fn a_plan_goes_out_and_comes_back_as_a_draft() {
    let program = principal();
    let plan = program.get(&at("/plans")).json["results"]
        .as_array()
        .expect("plans")
        .iter()
        .find(|plan| plan["state"] == "published")
        .expect("one is published")["id"]
        .as_str()
        .expect("an identity")
        .to_owned();
    let instance = program.get(&at("/instance")).json;
    assert_eq!(instance["format"], "carnet-instance/1");
    let file = program.get(&at(&format!("/plans/{plan}/file")));
    assert_eq!(file.json["format"], "carnet-plan/1");
    let made = program.post(&at("/plans"), &file.json);
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
    let draft = at(&format!("/plans/{}", made.json["plan"].as_str().expect("an identity")));
    let shown = program.get(&draft).json;
    assert_eq!((&shown["state"], &shown["origin"]), (&json!("draft"), &json!("upload")));
    assert_eq!(shown["score"], file.json["score"], "it is scored as the planner scored it");
    let difference = program.get(&format!("{draft}/difference")).json;
    assert_eq!(difference["added"], json!([]));
    let path = format!("{draft}?version={}", shown["version"]);
    assert_eq!(program.send(axum::http::Method::DELETE, &path, "").status, StatusCode::NO_CONTENT);
}

#[test]
fn a_token_of_one_event_tells_so_and_finds_no_other() {
    let demo = &WORLD.demo;
    let scopes = [carnet_engine::domain::access::Scope::EventsRead];
    let program = Program::with(&demo.cast.principal.actor(), &scopes, Some(demo.event));
    let account = program.get("/api/v1/account").json;
    assert_eq!((&account["scopes"], &account["event"]), (&json!(["events:read"]), &json!(demo.event)));
    let event = program.get(&at("")).json;
    assert!(
        event["names"]["fr"].is_string() && event["sessions"].as_array().is_some_and(|all| !all.is_empty())
    );
    assert_eq!(program.get(&at("/plans")).code(), "beyond-token");
}
