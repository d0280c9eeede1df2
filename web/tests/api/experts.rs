//! Experts are entered and changed by programs, in a copy of the event.

use super::{Program, copied, faults};
use crate::harness::WORLD;
use axum::http::StatusCode;
use serde_json::{Value, json};

#[test]
fn an_expert_is_entered_and_changed() {
    let (event, program) = (copied("api-experts"), Program::of(&WORLD.demo.cast.principal));
    let shown = program.get(&event).json;
    let categories = shown["categories"].as_array().expect("categories");
    let category = |kind: &str| categories.iter().find(|one| one["kind"] == kind).expect("one")["id"].clone();
    let form = program.get(&format!("{event}/form")).json;
    let all = |list: &str| form[list].as_array().expect("a list").clone();
    let field =
        all("fields").into_iter().find(|field| field["name"] == "subjects").expect("what experts know");
    let subject = all("terms").into_iter().find(|term| term["list"] == field["list"]).expect("a subject");
    let person = |name: &str, category: Value| {
        json!({
            "name": name, "email": "eva@conseil.example", "language": "fr", "category": category,
            "answers": { "subjects": [subject["id"]] },
        })
    };
    let company = json!({ "name": "Conseil", "country": "FR" });
    let new = |person: Value| json!({ "company": company, "person": person, "max_meetings": 5 });
    let experts = format!("{event}/experts");
    let refused = program.post(&experts, &new(person("Eva", category("visitor"))));
    assert_eq!(faults(&refused), [("person.category", "unknown-choice")]);
    let nowhere = json!({ "person": person("Eva", category("expert")) });
    assert!(faults(&program.post(&experts, &nowhere)).contains(&("company.name", "required")));

    let entered = program.post(&experts, &new(person("Eva Quatre", category("expert"))));
    assert_eq!(entered.status, StatusCode::CREATED, "{}", entered.json);
    let id = entered.json["id"].as_str().expect("an identity");
    let find = || {
        let all = program.get(&format!("{event}/registrations")).json;
        let all = all["results"].as_array().expect("registrations").clone();
        let of = all.iter().find(|one| one["company"] == "Conseil").expect("whom the expert works for");
        let registration = format!("{event}/registrations/{}", of["id"].as_str().expect("an identity"));
        program.get(&registration).json["people"][0].clone()
    };
    let found = find();
    assert_eq!((&found["id"], &found["max_meetings"]), (&json!(id), &json!(5)));
    let edited = json!({ "person": person("Eva Cinq", Value::Null), "max_meetings": 7 });
    let one = format!("{experts}/{id}?version={}", found["version"]);
    assert_eq!(program.put(&one, &edited).status, StatusCode::NO_CONTENT);
    assert_eq!((&find()["name"], &find()["max_meetings"]), (&json!("Eva Cinq"), &json!(7)));
    assert_eq!(program.put(&one, &edited).status, StatusCode::CONFLICT);
}
