//! An event is set up by a program, step by step, in a copy of the event: what is read is changed and written back.

mod asking;
mod making;

use super::{Answer, Program, copied, faults};
use crate::harness::WORLD;
use axum::http::{Method, StatusCode};
use carnet_engine::domain::access::Scope;
use serde_json::{Value, json};

fn principal() -> Program {
    Program::of(&WORLD.demo.cast.principal)
}

fn ok(answer: Answer) -> Value {
    assert!(answer.status.is_success(), "{}: {}", answer.status, answer.json);
    answer.json
}

/// The address of a step, with the version of the event as it is now.
fn step(program: &Program, event: &str, step: &str) -> String {
    format!("{event}/{step}?version={}", ok(program.get(event))["version"])
}

#[test]
fn details_hosts_and_phase_are_written_as_they_are_read() {
    let (event, program) = (copied("api-cadre"), principal());
    let frame = ok(program.get(&format!("{event}/details")));
    let mut details = frame["details"].clone();
    details["names"] = json!({ "fr": "Cadre", "en": "Frame" });
    details["registration_closes"] = json!("2028-03-01T12:00:00");
    ok(program.put(&step(&program, &event, "details"), &details));
    assert_eq!(ok(program.get(&format!("{event}/details")))["details"], details);
    assert_eq!(ok(program.get(&event))["registration_closes_at"], "2028-03-01T11:00:00Z");
    let late = program.put(&format!("{event}/details?version={}", frame["version"]), &details);
    assert_eq!((late.status, late.code()), (StatusCode::CONFLICT, "conflict"));
    (details["names"], details["days"]) = (json!({}), json!([]));
    let refused = program.put(&step(&program, &event, "details"), &details);
    assert_eq!(faults(&refused), [("names", "required"), ("days", "required")]);

    let mut hosts = ok(program.get(&format!("{event}/hosts")));
    hosts["hosts"][0]["pitch"] = json!({ "fr": "Nous recevons." });
    ok(program.put(&step(&program, &event, "hosts"), &hosts));
    assert_eq!(ok(program.get(&format!("{event}/hosts"))), hosts);
    let known = ok(program.get("/api/v1/organisations?kind=chamber"));
    let known = known["results"].as_array().expect("chambers");
    assert!(known.iter().any(|one| one["id"] == hosts["hosts"][0]["organisation"]), "{known:?}");

    ok(program.put(&step(&program, &event, "phase"), &json!({ "phase": "project" })));
    assert_eq!(ok(program.get(&event))["phase"], "project");
    let skipped = program.put(&step(&program, &event, "phase"), &json!({ "phase": "live" }));
    assert_eq!((skipped.status, skipped.code()), (StatusCode::CONFLICT, "not-the-next-phase"));
}

#[test]
fn rules_are_written_as_they_are_read() {
    let (event, program) = (copied("api-regles"), principal());
    let mut rules = ok(program.get(&format!("{event}/rules")));
    rules["third_confirmation"] = json!({ "hours": 24, "when_over": "expire" });
    rules["criteria"] = json!(["unplaced", "idle"]);
    ok(program.put(&step(&program, &event, "rules"), &rules));
    assert_eq!(ok(program.get(&format!("{event}/rules"))), rules);
    rules["third_confirmation"]["hours"] = json!(0);
    let refused = program.put(&step(&program, &event, "rules"), &rules);
    assert_eq!(faults(&refused), [("third_confirmation.hours", "out-of-range")]);
    rules["criteria"] = json!(["beauty"]);
    let refused = program.put(&step(&program, &event, "rules"), &rules);
    assert_eq!(faults(&refused), [("criteria[0]", "unknown-choice")]);
}

#[test]
fn places_are_added_to_those_that_the_event_shows() {
    let (event, program) = (copied("api-lieux"), principal());
    let shown = ok(program.get(&event));
    let mut places = json!({ "sites": shown["sites"], "travel": shown["travel"] });
    let sites = places["sites"].as_array_mut().expect("sites");
    let (first, n_before) = (sites[0]["id"].clone(), sites.len());
    sites.push(json!({ "names": { "fr": "Annexe" }, "rooms": [{ "name": "Salle A", "tables": 4 }] }));
    // What has an identity is named by it, what has none yet by its position.
    let way = json!({ "from": first, "to": n_before, "minutes": 10 });
    places["travel"].as_array_mut().expect("ways").push(way);
    ok(program.put(&step(&program, &event, "places"), &places));
    let shown = ok(program.get(&event));
    assert_eq!(shown["sites"][n_before]["rooms"][0]["tables"], 4);
    let ways = shown["travel"].as_array().expect("ways");
    let new = ways.iter().find(|way| way["to"] == shown["sites"][n_before]["id"]).expect("the way");
    assert_eq!((&new["from"], &new["minutes"]), (&first, &json!(10)));

    places["sites"][n_before]["rooms"][0]["tables"] = json!(-1);
    places["travel"] = json!([{ "from": first, "to": event_of_nobody(), "minutes": 1 }]);
    let refused = program.put(&step(&program, &event, "places"), &places);
    let tables = format!("sites[{n_before}].rooms[0].tables");
    assert_eq!(faults(&refused), [(tables.as_str(), "out-of-range"), ("travel[0]", "unknown-choice")]);
}

fn event_of_nobody() -> Value {
    json!("00000000-0000-0000-0000-000000000001")
}

#[test]
fn categories_are_changed_and_say_whom_they_may_ask_by_identity_or_position() {
    let (event, program) = (copied("api-categories"), principal());
    let mut categories = json!({ "categories": ok(program.get(&event))["categories"] });
    ok(program.put(&step(&program, &event, "categories"), &categories));
    assert_eq!(ok(program.get(&event))["categories"], categories["categories"], "nothing was changed");

    let list = categories["categories"].as_array_mut().expect("categories");
    let (first, n_before) = (list[0]["id"].clone(), list.len());
    let names = json!({ "fr": "Presse", "en": "Press" });
    list.push(json!({ "names": names, "kind": "visitor", "min_meetings": 2, "may_ask": [first, n_before] }));
    ok(program.put(&step(&program, &event, "categories"), &categories));
    let press = ok(program.get(&event))["categories"][n_before].clone();
    assert_eq!((&press["min_meetings"], &press["may_ask"]), (&json!(2), &json!([first, press["id"]])));

    let wrong = json!({ "categories": [{ "names": {}, "kind": "visitor", "min_meetings": -1 }] });
    let refused = program.put(&step(&program, &event, "categories"), &wrong);
    let found: Vec<_> = faults(&refused).into_iter().map(|(path, _)| path).collect();
    assert_eq!(found[..2], ["categories[0].names", "categories[0].min_meetings"]);
}

#[test]
fn sessions_are_looked_at_made_changed_and_deleted() {
    let (event, program) = (copied("api-sessions"), principal());
    let shown = ok(program.get(&event));
    let mut places = json!({ "sites": shown["sites"], "travel": shown["travel"] });
    let annexe = json!({ "names": { "fr": "Annexe" }, "rooms": [{ "name": "Salle A", "tables": 4 }] });
    places["sites"].as_array_mut().expect("sites").push(annexe);
    ok(program.put(&step(&program, &event, "places"), &places));
    let annexe = ok(program.get(&event))["sites"].as_array().expect("sites").last().cloned().expect("it");

    let mut grid = json!({
        "names": { "fr": "Annexe", "en": "Annexe" }, "days": [shown["days"][0]], "site": annexe["id"],
        "rooms": [annexe["rooms"][0]["id"]], "meeting_kind": "company",
        "start": "09:00:00", "end": "11:00:00", "slot_minutes": 30,
    });
    let preview = ok(program.post(&format!("{event}/sessions/preview"), &grid));
    assert_eq!(
        (&preview["slots"], &preview["meetings"], &preview["faults"]),
        (&json!(4), &json!(16), &json!([]))
    );
    let made = program.post(&step(&program, &event, "sessions"), &grid);
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
    let id = made.json["sessions"][0].as_str().expect("an identity").to_owned();
    let find = || {
        let shown = ok(program.get(&event));
        shown["sessions"].as_array().expect("sessions").iter().find(|one| one["id"] == id.as_str()).cloned()
    };
    assert_eq!(find().expect("the session")["slots"].as_array().map(Vec::len), Some(4));
    let change = json!({ "names": { "fr": "Bis" }, "meeting_kind": "any", "rooms": grid["rooms"] });
    ok(program.put(&step(&program, &event, &format!("sessions/{id}")), &change));
    assert_eq!(find().expect("the session")["meeting_kind"], "any");
    ok(program.delete(&step(&program, &event, &format!("sessions/{id}"))));
    assert_eq!(find(), None);

    grid["slot_minutes"] = json!(0);
    let preview = ok(program.post(&format!("{event}/sessions/preview"), &grid));
    assert_eq!(preview["faults"][0]["path"], "slot_minutes");
    let refused = program.post(&step(&program, &event, "sessions"), &grid);
    assert_eq!(faults(&refused), [("slot_minutes", "out-of-range")]);
}

#[test]
fn colours_and_pictures_are_set_and_taken_away() {
    const PNG: &str = "\u{89}";
    let (event, program) = (copied("api-allure"), principal());
    let look = ok(program.get(&format!("{event}/look")));
    let at = |version: &Value| format!("{event}/look?version={version}");
    let colours = json!({ "colours": { "main": "#5f1d4e", "tint": "#f1e6ef" } });
    let set = ok(program.put(&at(&look["version"]), &colours));
    let pale = json!({ "colours": { "main": "#ffcc00", "tint": "#ffffff" } });
    assert_eq!(faults(&program.put(&at(&set["version"]), &pale)), [("colours.main", "low-contrast")]);

    let logo = format!("{event}/look/logo?version={}", set["version"]);
    assert_eq!(faults(&program.send(Method::PUT, &logo, PNG)), [("", "unknown-choice")]);
    let set = ok(program.send(Method::PUT, &logo, "GIF89a\u{1}\0\u{1}\0\0\0\0;"));
    let look = ok(program.get(&format!("{event}/look")));
    assert_eq!((&look["pictures"], &look["colours"]), (&json!(["logo"]), &colours["colours"]));
    let picture = program.get(&format!("{event}/look/logo"));
    assert_eq!(
        (picture.status, &picture.headers["content-type"]),
        (StatusCode::OK, &"image/gif".parse().expect("a type"))
    );
    assert_eq!(program.delete(&logo).status, StatusCode::CONFLICT, "it was changed since");
    ok(program.delete(&format!("{event}/look/logo?version={}", set["version"])));
    assert_eq!(ok(program.get(&format!("{event}/look")))["pictures"], json!([]));
    assert_eq!(program.get(&format!("{event}/look/hat")).status, StatusCode::NOT_FOUND);
}

#[test]
fn tokens_for_webhooks_set_nothing_up() {
    let event = copied("api-portees");
    let actor = WORLD.demo.cast.principal.actor();
    let old = Program::with(&actor, &[Scope::EventsRead, Scope::EventsWrite], None);
    let rules = ok(old.get(&format!("{event}/rules")));
    assert_eq!(old.put(&step(&old, &event, "rules"), &rules).code(), "beyond-token");
    let new = Program::with(&actor, &[Scope::SetUpWrite], None);
    ok(new.put(&step(&new, &event, "rules"), &rules));
    assert_eq!(new.get(&format!("{event}/registrations")).code(), "beyond-token");
}
