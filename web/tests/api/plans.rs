//! Plans by programs: changed by hand, questioned, planned from a file.

use super::{Answer, Program, at, faults};
use crate::{board::alone, harness::WORLD};
use axum::http::{Method, StatusCode};
use carnet_engine::Actor;
use serde_json::{Value, json};

fn principal() -> Program {
    Program::of(&WORLD.demo.cast.principal)
}

fn ok(answer: Answer) -> Value {
    assert!(answer.status.is_success(), "{}: {}", answer.status, answer.json);
    answer.json
}

/// The published plan as a file.
fn published(program: &Program) -> Value {
    let plans = ok(program.get(&at("/plans")));
    let plan = plans["results"].as_array().expect("plans").iter().find(|plan| plan["state"] == "published");
    let id = plan.expect("one is published")["id"].as_str().expect("an identity").to_owned();
    ok(program.get(&at(&format!("/plans/{id}/file"))))
}

#[test]
fn a_draft_is_changed_by_hand_after_a_look_and_no_rule_is_broken_unsaid() {
    let _alone = alone();
    let program = principal();
    let made = ok(program.post(&at("/plans"), &published(&program)));
    let draft = at(&format!("/plans/{}", made["plan"].as_str().expect("an identity")));
    let shown = ok(program.get(&draft));
    let placed = shown["placements"].as_array().expect("placements");
    let (meeting, other) = (&placed[0], &placed[1]);
    let id = meeting["meeting"].as_str().expect("an identity");
    let about = |what: &str| ok(program.get(&format!("{draft}/meetings/{id}/{what}")));

    let drop = json!({ "edits": [{ "edit": "drop", "meeting": id }] });
    let preview = ok(program.post(&format!("{draft}/edits/preview"), &drop));
    assert_eq!(
        (&preview["difference"]["dropped"][0]["meeting"], &preview["broken"]),
        (&json!(id), &json!([]))
    );
    assert_eq!(ok(program.get(&draft))["placements"], shown["placements"], "nothing was changed");
    let edits = |version: &Value| format!("{draft}/edits?version={version}");
    let edited = ok(program.post(&edits(&shown["version"]), &drop));
    assert_eq!((&edited["plan"]["state"], &edited["published"]), (&json!("draft"), &Value::Null));
    assert_eq!(program.post(&edits(&shown["version"]), &drop).status, StatusCode::CONFLICT);
    let explained = about("explanation");
    assert_eq!((&explained["placed"], &explained["reason"]), (&Value::Null, &json!("not-reached")));
    assert!(explained["slots"].as_array().is_some_and(|slots| !slots.is_empty()), "{explained}");

    // Where another one stands it cannot be, whatever is said.
    let place = |place: &Value| json!({ "edit": "place", "meeting": id, "slot": place["slot"], "room": place["room"], "table": place["table"] });
    let taken = json!({ "edits": [place(&other["place"])], "waive": "because" });
    let refused = program.post(&edits(&edited["plan"]["version"]), &taken);
    assert_eq!(faults(&refused)[0], ("plan", "breaks-rule"), "{}", refused.json);
    let breaches = refused.json["faults"].as_array().expect("faults");
    let double = breaches.iter().find(|fault| fault["data"]["rule"] == "H5").expect("two at one table");
    assert_eq!(double["data"]["waivable"], false);
    let offered = about("places");
    let back = json!({ "edits": [place(&offered[0]["place"])] });
    let edited = ok(program.post(&edits(&edited["plan"]["version"]), &back));
    assert_eq!(about("explanation")["placed"], offered[0]["place"]);
    let discard = format!("{draft}?version={}", edited["plan"]["version"]);
    assert_eq!(program.delete(&discard).status, StatusCode::NO_CONTENT);
}

#[test]
fn gaps_of_the_published_plan_are_filled_on_the_spot() {
    let _alone = alone();
    let program = principal();
    let filled = ok(program.post(&at("/on-the-spot/gaps"), &json!({})));
    let n_placed = filled["placed"].as_array().expect("meetings").len();
    assert_eq!(filled["published"].is_null(), n_placed == 0, "{filled}");
    let again = ok(program.post(&at("/on-the-spot/gaps"), &json!({})));
    assert_eq!(again["placed"], json!([]), "what could be placed was");
}

#[test]
fn a_plan_that_breaks_a_rule_is_refused_with_each_breach() {
    let program = principal();
    let mut plan = published(&program);
    let rows = plan["assignments"].as_array_mut().expect("assignments");
    let (slot, room, table) = (rows[0]["slot"].clone(), rows[0]["room"].clone(), rows[0]["table"].clone());
    (rows[1]["slot"], rows[1]["room"], rows[1]["table"]) = (slot, room, table);
    let refused = program.post(&at("/plans"), &plan);
    assert_eq!((refused.status, refused.code()), (StatusCode::UNPROCESSABLE_ENTITY, "invalid"));
    let faults_of = refused.json["faults"].as_array().expect("faults");
    let double = faults_of.iter().find(|fault| fault["data"]["rule"] == "H5").expect("two at one table");
    assert!(double["detail"].as_str().is_some_and(|text| !text.is_empty()), "{double}");
    plan["assignments"][0]["meeting"] = json!("nobody");
    assert_eq!(
        faults(&program.post(&at("/plans"), &plan)),
        [("assignments[0].meeting", "unknown-reference")]
    );
    let other = program.post(&at("/plans"), &json!({ "format": "carnet-instance/1" }));
    assert_eq!((other.status, faults(&other)[0].1), (StatusCode::UNPROCESSABLE_ENTITY, "not-in-format"));
    let broken = program.send(Method::POST, &at("/plans"), "no file");
    assert_eq!(faults(&broken)[0].1, "not-in-format");
}

#[test]
fn a_file_is_planned_here_and_the_event_stays_as_it_is() {
    let _alone = alone();
    let program = principal();
    let instance = ok(program.get(&at("/instance")));
    let plans = ok(program.get(&at("/plans")))["count"].clone();
    let started = ok(program.post(&at("/runs"), &json!({ "seconds": 2, "instance": instance })));
    let run = at(&format!("/runs/{}", started["run"].as_str().expect("an identity")));
    assert_eq!(program.get(&format!("{run}/file")).status, StatusCode::NOT_FOUND, "not yet");
    let engine = &WORLD.demo.engine;
    WORLD.runtime.block_on(engine.work_once(&Actor::system(), "test")).expect("a run");
    let done = ok(program.get(&run));
    assert_eq!(
        (&done["state"], &done["purpose"], &done["plan"]),
        (&json!("done"), &json!("what-if"), &Value::Null)
    );
    let plan = ok(program.get(&format!("{run}/file")));
    assert_eq!((&plan["format"], &plan["instance"]), (&json!("carnet-plan/1"), &instance["name"]));
    assert_eq!(plan["assignments"].as_array().map(Vec::len), done["placed"].as_u64().map(|n| n as usize));
    assert_eq!(ok(program.get(&at("/plans")))["count"], plans, "no draft was made");

    let mut wrong = instance;
    wrong["slots"] = json!([]);
    let refused = program.post(&at("/runs"), &json!({ "instance": wrong }));
    assert_eq!((refused.status, faults(&refused)[0].1), (StatusCode::UNPROCESSABLE_ENTITY, "not-plannable"));
    assert!(faults(&refused)[0].0.contains("slot"), "{}", refused.json);
}
