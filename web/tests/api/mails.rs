//! The outbox, reminders and texts of mails by programs, in a copy of the event.

use super::{Program, copied, faults};
use crate::harness::WORLD;
use axum::http::StatusCode;
use carnet_engine::domain::access::Scope;
use serde_json::{Value, json};

fn principal() -> Program {
    Program::of(&WORLD.demo.cast.principal)
}

/// Registers a company of several, each of whom is written to.
fn registered(program: &Program, event: &str) {
    let category = program.get(event).json["categories"][1]["id"].clone();
    let person =
        |n: u8| json!({ "name": "Ana Um", "email": format!("ana{n}@courrier.example"), "language": "fr" });
    let people: Vec<_> = (1..4).map(person).collect();
    let new = json!({ "category": category, "company": "Azur", "country": "PT", "people": people });
    let received = program.post(&format!("{event}/registrations"), &new);
    assert_eq!(received.status, StatusCode::CREATED, "{}", received.json);
}

#[test]
fn the_outbox_says_to_whom_and_how_far_and_has_it_sent_again() {
    let (event, program) = (copied("api-courrier"), principal());
    registered(&program, &event);
    let outbox = format!("{event}/outbox");
    let (mut next, mut ids) = (Some(format!("{outbox}?page_size=2&state=waiting")), Vec::new());
    while let Some(path) = next {
        let page = program.get(&path).json;
        let results = page["results"].as_array().expect("results");
        for one in results {
            assert_eq!((&one["state"], &one["attempts"]), (&json!("waiting"), &json!(0)), "{one}");
            assert!(one["email"].as_str().is_some_and(|email| email.ends_with(".example")), "{one}");
            ids.push(one["id"].as_str().expect("an identity").to_owned());
        }
        assert_eq!(page["count"], page["counts"]["waiting"]);
        next = page["next"].as_str().map(str::to_owned);
    }
    let all = program.get(&outbox).json;
    assert_eq!(all["counts"]["waiting"], ids.len());
    assert!(ids.len() > 2, "{all}");
    assert!(!all.to_string().contains("secret"), "what is in them is not told");
    assert_eq!(program.get(&format!("{outbox}?state=given-up")).json["results"], json!([]));

    let retry = |event: &str| program.post(&format!("{event}/outbox/{}/retry", ids[0]), &Value::Null).status;
    assert_eq!(retry(&event), StatusCode::ACCEPTED);
    assert_eq!(retry(&super::at("")), StatusCode::NOT_FOUND, "of another event");
    let reads = Program::with(&WORLD.demo.cast.principal.actor(), &[Scope::MailsRead], None);
    assert!(reads.get(&outbox).status.is_success());
    assert_eq!(reads.post(&format!("{outbox}/{}/retry", ids[0]), &Value::Null).code(), "beyond-token");
}

#[test]
fn reminders_are_added_and_withdrawn() {
    let (event, program) = (copied("api-rappels"), principal());
    let reminders = format!("{event}/reminders");
    let before = program.get(&reminders).json.as_array().map(Vec::len);
    let mut new = json!({ "anchor": "day", "minutes_before": 777, "audience": "experts", "channel": "mail" });
    let added = program.post(&reminders, &new);
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.json);
    let listed = program.get(&reminders).json;
    let listed = listed.as_array().expect("rules");
    let found = listed.iter().find(|rule| rule["id"] == added.json["id"]).expect("the new one");
    assert_eq!((&found["anchor"], &found["minutes_before"]), (&new["anchor"], &new["minutes_before"]));
    new["minutes_before"] = json!(-1);
    assert_eq!(faults(&program.post(&reminders, &new)), [("minutes_before", "out-of-range")]);
    let one = format!("{reminders}/{}", added.json["id"].as_str().expect("an identity"));
    assert_eq!(program.delete(&one).status, StatusCode::NO_CONTENT);
    assert_eq!(program.get(&reminders).json.as_array().map(Vec::len), before);
}

#[test]
fn a_text_of_the_events_own_is_written_and_taken_back() {
    let (event, program) = (copied("api-textes"), principal());
    let own = || {
        let all = program.get(&format!("{event}/mail-templates")).json;
        let all = all.as_array().expect("templates").clone();
        let found = all.iter().find(|one| one["kind"] == "request-received" && one["language"] == "fr");
        found.expect("one for each kind and language").clone()
    };
    assert!(own()["placeholders"].as_array().is_some_and(|names| names.contains(&json!("with"))));
    let one = format!("{event}/mail-templates/request-received/fr");
    let text = json!({ "subject": "{with} vous invite", "body": "Bonjour {name},\n\nvoyez {link}." });
    assert_eq!(program.put(&one, &text).status, StatusCode::NO_CONTENT);
    assert_eq!(own()["own"], text);
    let wrong = json!({ "subject": "", "body": "{nom}" });
    assert_eq!(
        faults(&program.put(&one, &wrong)),
        [("subject", "required"), ("body", "unknown-placeholder")]
    );
    assert_eq!(program.delete(&one).status, StatusCode::NO_CONTENT);
    assert_eq!(own()["own"], Value::Null);
    let account = format!("{event}/mail-templates/password-recovery/fr");
    assert_eq!(program.put(&account, &text).status, StatusCode::NOT_FOUND, "it is the installation's");
}
