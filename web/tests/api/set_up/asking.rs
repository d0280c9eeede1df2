//! What somebody is asked who registers: the form, the lists of terms, the texts to consent to.

use super::{ok, principal};
use crate::api::{copied, faults};
use axum::http::StatusCode;
use serde_json::{Value, json};

#[test]
fn the_form_is_written_as_it_is_read() {
    let (event, program) = (copied("api-formulaire"), principal());
    let address = format!("{event}/form");
    let form = ok(program.get(&address));
    let at = |form: &Value| format!("{address}?version={}", form["version"]);
    let mut new = json!({ "fields": form["fields"] });
    ok(program.put(&at(&form), &new));
    assert_eq!(program.put(&at(&form), &new).status, StatusCode::CONFLICT);
    let form = ok(program.get(&address));
    assert_eq!(form["fields"], new["fields"], "nothing was changed");

    let asked = json!({
        "block": "company", "name": "founded", "labels": { "fr": "Fondée en" }, "kind": "number",
        "shown": true, "required": false, "public": true, "least": 1800,
    });
    new["fields"].as_array_mut().expect("fields").push(asked.clone());
    ok(program.put(&at(&form), &new));
    let form = ok(program.get(&address));
    let fields = form["fields"].as_array().expect("fields");
    let found = fields.iter().find(|field| field["name"] == "founded").expect("the new one");
    assert_eq!((&found["labels"], &found["least"]), (&asked["labels"], &asked["least"]));
    let last = fields.len();
    new["fields"].as_array_mut().expect("fields").push(asked);
    let refused = program.put(&at(&form), &new);
    assert_eq!(faults(&refused), [(format!("fields[{last}].name").as_str(), "duplicate")]);
}

#[test]
fn lists_and_their_terms_are_kept() {
    let (event, program) = (copied("api-termes"), principal());
    let form = || ok(program.get(&format!("{event}/form")));
    let mut lists = json!({ "lists": form()["lists"] });
    let list = json!({ "name": "marches", "role": "other", "labels": { "fr": "Marchés", "en": "Markets" } });
    lists["lists"].as_array_mut().expect("lists").push(list);
    ok(program.put(&format!("{event}/term-lists?version={}", form()["version"]), &lists));
    assert_eq!(form()["lists"], lists["lists"]);

    let terms = format!("{event}/term-lists/marches/terms");
    let term =
        |code: &str, parent: Value| json!({ "code": code, "parent": parent, "labels": { "fr": code } });
    let new = json!({ "terms": [term("lisbonne", json!("portugal")), term("portugal", Value::Null)] });
    let saved = ok(program.post(&terms, &new));
    assert_eq!(saved, json!({ "added": 2, "changed": 0, "unchanged": 0 }));
    assert_eq!(ok(program.post(&terms, &new))["unchanged"], 2);
    let orphan = json!({ "terms": [term("porto", json!("brasil"))] });
    assert_eq!(faults(&program.post(&terms, &orphan)), [("terms[0].parent", "unknown-choice")]);
    ok(program.post(&terms, &json!({ "terms": [term("porto", json!("portugal"))] })));

    let find = |code: &str| {
        let form = form();
        let all = form["terms"].as_array().expect("terms");
        let found = all.iter().find(|term| term["list"] == "marches" && term["code"] == code);
        found.map(|term| term["id"].as_str().expect("an identity").to_owned())
    };
    let at = |code: &str| format!("{event}/terms/{}", find(code).expect("the term"));
    let merged = ok(program.post(&format!("{}/merge", at("porto")), &json!({ "into": find("lisbonne") })));
    assert_eq!((&merged["choices"], find("porto")), (&json!(0), None));
    let used = program.delete(&at("portugal"));
    assert_eq!((used.status, used.code()), (StatusCode::CONFLICT, "in-use"));
    assert_eq!(program.delete(&at("lisbonne")).status, StatusCode::NO_CONTENT);
    assert_eq!(find("lisbonne"), None);
}

#[test]
fn settings_and_texts_to_consent_to_are_set() {
    let (event, program) = (copied("api-reglages"), principal());
    let form = || ok(program.get(&format!("{event}/form")));
    let seen = form();
    let mut settings = seen["settings"].clone();
    settings["most_people"] = json!(3);
    settings["automatic"]["people"] = json!(true);
    let at = |form: &Value| format!("{event}/registration-settings?version={}", form["version"]);
    ok(program.put(&at(&seen), &settings));
    assert_eq!(form()["settings"], settings);
    settings["most_people"] = json!(0);
    assert_eq!(faults(&program.put(&at(&form()), &settings)), [("most_people", "out-of-range")]);

    let text = json!({ "purpose": "photos", "texts": { "fr": "J’accepte." }, "required": false });
    let texts = format!("{event}/consent-texts");
    assert_eq!(ok(program.post(&texts, &text))["version"], 1);
    assert_eq!(ok(program.post(&texts, &text))["version"], 2);
    let form = form();
    let consents = form["consents"].as_array().expect("texts");
    let in_force: Vec<_> = consents.iter().filter(|text| text["purpose"] == "photos").collect();
    assert_eq!((in_force.len(), &in_force[0]["version"]), (1, &json!(2)));
}
