//! Organisers register a company, edit it, its people, its offers and wants, in a copy of the event.

use super::{Answer, Program, copied, faults, keyword};
use crate::harness::WORLD;
use axum::http::StatusCode;
use serde_json::{Value, json};

fn ok(answer: Answer) -> Value {
    assert!(answer.status.is_success(), "{}: {}", answer.status, answer.json);
    answer.json
}

/// A company with one person: the address of its registration.
fn registered(program: &Program, event: &str, name: &str) -> String {
    let category = ok(program.get(event))["categories"][1]["id"].clone();
    let new = json!({
        "category": category, "company": name, "country": "PT",
        "people": [{ "name": "Ana Um", "email": format!("ana@{name}.example"), "language": "fr" }],
    });
    let received = ok(program.post(&format!("{event}/registrations"), &new));
    format!("{event}/registrations/{}", received["id"].as_str().expect("an identity"))
}

#[test]
fn a_company_its_people_and_its_offers_are_edited() {
    let (event, program) = (copied("api-inscriptions"), Program::of(&WORLD.demo.cast.principal));
    let one = registered(&program, &event, "azur");
    let seen = ok(program.get(&one));
    let company = json!({ "name": "Azur & Fils", "country": "ES", "region": "Galice" });
    ok(program.put(&format!("{one}/company?version={}", seen["version"]), &company));
    assert_eq!(
        program.put(&format!("{one}/company?version={}", seen["version"]), &company).status,
        StatusCode::CONFLICT
    );
    let seen = ok(program.get(&one));
    assert_eq!((&seen["company"], &seen["country"]), (&json!("Azur & Fils"), &json!("ES")));
    let flags = json!({ "listed": false, "paid": true, "may_book": false });
    ok(program.put(&format!("{one}/flags?version={}", seen["version"]), &flags));
    let seen = ok(program.get(&one));
    assert_eq!((&seen["paid"], &seen["may_book"]), (&json!(true), &json!(false)));

    let new = json!({ "name": "Rui Dois", "email": "rui@azur.example", "language": "en" });
    let id = ok(program.post(&format!("{one}/people"), &new))["id"].clone();
    let person = format!("{event}/participants/{}", id.as_str().expect("an identity"));
    let seen = |id: &Value| {
        let people = ok(program.get(&one))["people"].clone();
        people.as_array().expect("people").iter().find(|person| person["id"] == *id).cloned()
    };
    let version = seen(&id).expect("the person")["version"].clone();
    let edited = json!({ "name": "Rui Três", "company_admin": true });
    ok(program.put(&format!("{person}?version={version}"), &edited));
    let found = seen(&id).expect("the person");
    assert_eq!((&found["name"], &found["email"]), (&json!("Rui Três"), &json!("rui@azur.example")));
    let quota = json!({ "max_meetings": 3, "min_meetings": 1 });
    ok(program.put(&format!("{person}/quota?version={}", found["version"]), &quota));
    assert_eq!(seen(&id).expect("the person")["max_meetings"], 3);
    ok(program.delete(&person));
    assert_eq!(seen(&id), None);

    let answers = json!({ "keywords": [keyword("api-inscriptions").0] });
    let offer = json!({ "kind": "offer", "title": "Moules", "text": "De bouchot", "answers": answers });
    let id = ok(program.post(&format!("{one}/offerings"), &offer))["id"].clone();
    let offering = format!("{one}/offerings/{}", id.as_str().expect("an identity"));
    let version = ok(program.get(&one))["offerings"][0]["version"].clone();
    let want = json!({ "kind": "want", "title": "Palourdes", "answers": answers });
    ok(program.put(&format!("{offering}?version={version}"), &want));
    let shown = ok(program.get(&one))["offerings"][0].clone();
    assert_eq!(
        (&shown["kind"], &shown["title"], &shown["text"]),
        (&json!("want"), &json!("Palourdes"), &json!(""))
    );
    ok(program.delete(&offering));
    assert_eq!(ok(program.get(&one))["offerings"], json!([]));
}

#[test]
fn what_is_wrong_is_named_by_its_own_field_and_strangers_find_nothing() {
    let (event, program) = (copied("api-inscriptions-fausses"), Program::of(&WORLD.demo.cast.principal));
    let one = registered(&program, &event, "brume");
    let seen = ok(program.get(&one));
    let at = |path: &str, version: &Value| format!("{path}?version={version}");
    let company = json!({ "name": "", "country": "Espagne" });
    let company_at = at(&format!("{one}/company"), &seen["version"]);
    let refused = program.put(&company_at, &company);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let paths =
        |answer: &Answer| faults(answer).into_iter().map(|(path, _)| path.to_owned()).collect::<Vec<_>>();
    assert_eq!(paths(&refused), ["name", "country"]);
    let person = json!({ "name": "X", "email": "nobody", "language": "fr" });
    assert_eq!(paths(&program.post(&format!("{one}/people"), &person)), ["email"]);
    let id = seen["people"][0]["id"].as_str().expect("an identity");
    let quota = json!({ "max_meetings": 1, "min_meetings": 5 });
    let quota_at = at(&format!("{event}/participants/{id}/quota"), &seen["people"][0]["version"]);
    assert_eq!(paths(&program.put(&quota_at, &quota)), ["min_meetings"]);
    let offering = json!({ "kind": "offer", "title": "" });
    let refused = program.post(&format!("{one}/offerings"), &offering);
    assert_eq!(paths(&refused), ["title", "answers.keywords"]);
    let stranger = Program::of(&WORLD.demo.cast.secondary);
    assert_eq!(stranger.put(&company_at, &company).status, StatusCode::NOT_FOUND);
}
