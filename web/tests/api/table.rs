//! Every call with every role, in one table, which must have every call of the document; and what a token must open for each.

mod organising;

use super::{Answer, Program, at};
use crate::harness::WORLD;
use axum::http::Method;
use carnet_engine::domain::{access::Scope, category::CategoryKind};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What nobody, a participant, a secondary administrator and the principal get.
type Statuses = [u16; 4];

/// A call: method, address as the document has it, what stands for the names in it, body, and what each role gets.
#[derive(Clone)]
struct Row {
    method: Method,
    template: &'static str,
    path: String,
    body: Value,
    statuses: Statuses,
}

/// For everybody with a token.
const ALL: Statuses = [401, 200, 200, 200];
/// For administrators of all.
const PRINCIPAL: Statuses = [401, 403, 403, 200];
/// For those who take part and those who run the event.
const NOTHING: Statuses = [401, 404, 404, 404];

const NOBODY: &str = "00000000-0000-0000-0000-000000000001";

fn row(
    method: Method,
    template: &'static str,
    id: &str,
    query: &str,
    body: Value,
    statuses: Statuses,
) -> Row {
    let rest = template.strip_prefix("/events/{event}");
    let path = rest.map_or_else(|| format!("/api/v1{template}"), at);
    let named = path.split('/').map(|part| if part.starts_with('{') { id } else { part });
    let path = named.collect::<Vec<_>>().join("/");
    Row { method, template, path: path + query, body, statuses }
}

fn get(template: &'static str, id: &str, query: &str, statuses: Statuses) -> Row {
    row(Method::GET, template, id, query, Value::Null, statuses)
}

fn post(template: &'static str, body: Value, statuses: Statuses) -> Row {
    row(Method::POST, template, NOBODY, "", body, statuses)
}

/// Calls that read: of real objects. The participant is an exhibitor, who owns the registration, the agenda and the request.
fn reading() -> Vec<Row> {
    let world = &*WORLD;
    let demo = &world.demo;
    let (engine, principal) = (&demo.engine, demo.cast.principal.actor());
    let me = demo.people.iter().find(|member| member.account == demo.cast.exhibitors[0].account);
    let me = me.expect("the exhibitor takes part");
    let (person, registration) = (me.id.to_string(), me.registration.to_string());
    let visitor =
        demo.people.iter().find(|member| member.kind == CategoryKind::Company && member.id != me.id);
    let with = format!("?from={person}&to_participant={}", visitor.expect("somebody else").id);
    let (runs, activity, room) = world.runtime.block_on(async {
        let setup = engine.show_event(&principal, demo.event).await.expect("the event");
        (
            engine.list_runs(&principal, demo.event).await.expect("runs"),
            engine.list_activities(&principal, demo.event).await.expect("activities")[0].activity.id,
            setup.places.sites[0].rooms[0].id.to_string(),
        )
    });
    let (plan, run) = (demo.plan.to_string(), runs[0].id.to_string());
    vec![
        get("/account", "", "", ALL),
        get("/events", "", "", ALL),
        get("/events/{event}", "", "", [401, 403, 200, 200]),
        get("/events/{event}/readiness", "", "", PRINCIPAL),
        get("/events/{event}/registrations", "", "?page_size=3", [401, 403, 200, 200]),
        get("/events/{event}/registrations/{registration}", &registration, "", ALL),
        get("/events/{event}/participants/{participant}/availability", &person, "", ALL),
        get("/events/{event}/catalogue", "", "?q=e", ALL),
        get("/events/{event}/catalogue/{registration}", &registration, "", ALL),
        get("/events/{event}/participants/{participant}/suggestions", &person, "", ALL),
        get("/events/{event}/requests", "", "?page_size=2", ALL),
        get("/events/{event}/requests/{request}", NOBODY, "", NOTHING),
        get("/events/{event}/placeability", "", &with, ALL),
        get("/events/{event}/activities", "", "", ALL),
        get("/events/{event}/activities/{activity}/sign-ups", &activity.to_string(), "", PRINCIPAL),
        get("/events/{event}/participants/{participant}/sign-ups", &person, "", [401, 200, 403, 200]),
        get("/events/{event}/participants/{participant}/agenda", &person, "", ALL),
        get("/events/{event}/rooms/{room}/agenda", &room, "", [401, 404, 404, 200]),
        get(
            "/events/{event}/changed-agendas",
            "",
            "?since=2027-01-01T00:00:00%2B01:00",
            [401, 403, 200, 200],
        ),
        get("/events/{event}/conversations", "", "", [401, 200, 403, 200]),
        get("/events/{event}/conversations/{conversation}/messages", NOBODY, "", NOTHING),
        get("/events/{event}/webhooks", "", "", PRINCIPAL),
        get("/events/{event}/webhooks/{webhook}", NOBODY, "", [401, 403, 403, 404]),
        get("/events/{event}/plans", "", "", PRINCIPAL),
        get("/events/{event}/plans/{plan}", &plan, "", PRINCIPAL),
        get("/events/{event}/plans/{plan}/difference", &plan, "", PRINCIPAL),
        get("/events/{event}/plans/{plan}/file", &plan, "", PRINCIPAL),
        get("/events/{event}/instance", "", "", PRINCIPAL),
        get("/events/{event}/runs", "", "", PRINCIPAL),
        get("/events/{event}/runs/{run}", &run, "", PRINCIPAL),
        get("/events/{event}/pins", "", "", PRINCIPAL),
        get("/events/{event}/blocks", "", "", PRINCIPAL),
    ]
}

/// Calls that write: right in form and about nobody, so that whoever may is told that there is no such thing.
fn writing() -> Vec<Row> {
    let request = json!({ "from": NOBODY, "to_participant": NOBODY });
    let registration = json!({ "category": NOBODY, "company": "", "country": "", "people": [] });
    vec![
        post("/events/{event}/registrations", registration, [401, 409, 409, 422]),
        post(
            "/events/{event}/registrations/{registration}/decision",
            json!({ "company": "validated" }),
            [401, 403, 404, 404],
        ),
        post("/events/{event}/registrations/{registration}/cancel", json!({ "reason": "x" }), NOTHING),
        row(
            Method::PUT,
            "/events/{event}/participants/{participant}/availability",
            NOBODY,
            "",
            json!({ "slots": [] }),
            NOTHING,
        ),
        row(
            Method::PUT,
            "/events/{event}/participants/{participant}/attendance",
            NOBODY,
            "",
            json!({ "absent": true }),
            [401, 403, 404, 404],
        ),
        post("/events/{event}/requests", request, NOTHING),
        post("/events/{event}/requests/{request}/accept", json!({}), NOTHING),
        post("/events/{event}/requests/{request}/decline", json!({ "reason": "x" }), NOTHING),
        post("/events/{event}/requests/{request}/confirm", Value::Null, NOTHING),
        post("/events/{event}/requests/{request}/withdraw", Value::Null, NOTHING),
        post("/events/{event}/requests/{request}/cancel", json!({}), NOTHING),
        post("/events/{event}/requests/{request}/reschedule", json!({}), NOTHING),
        post(
            "/events/{event}/activities/{activity}/sign-ups",
            json!({ "participant": NOBODY }),
            [401, 404, 403, 404],
        ),
        row(
            Method::DELETE,
            "/events/{event}/sign-ups/{sign_up}",
            NOBODY,
            "",
            Value::Null,
            [401, 404, 403, 404],
        ),
        post("/events/{event}/messages", json!({ "from": NOBODY, "text": "x" }), NOTHING),
        post("/events/{event}/participants/{participant}/messages", json!({ "text": "x" }), NOTHING),
    ]
}

/// The same of what organisers edit.
fn editing() -> Vec<Row> {
    let (seen, administrators) = ("?version=1", [401, 403, 403, 404]);
    let put = |template, body, statuses| row(Method::PUT, template, NOBODY, seen, body, statuses);
    let delete = |template, statuses| row(Method::DELETE, template, NOBODY, "", Value::Null, statuses);
    let activity = json!({
        "kind": "visit", "names": {}, "site": NOBODY, "starts": "2027-03-16T09:00:00", "ends": "2027-03-16T08:00:00",
        "audience": "open", "when_full": "close", "blocks_meetings": true,
    });
    let person = json!({ "name": "", "email": "", "language": "fr" });
    let offering = json!({ "kind": "offer", "title": "" });
    vec![
        post("/events/{event}/activities", activity.clone(), [401, 403, 403, 422]),
        put("/events/{event}/activities/{activity}", activity.clone(), administrators),
        post("/events/{event}/activities/{activity}/preview", activity, administrators),
        row(
            Method::POST,
            "/events/{event}/activities/{activity}/state",
            NOBODY,
            seen,
            json!({ "state": "open" }),
            administrators,
        ),
        row(
            Method::POST,
            "/events/{event}/activities/{activity}/postpone",
            NOBODY,
            seen,
            json!({ "starts": "2027-03-16T09:00:00", "ends": "2027-03-16T10:00:00", "reason": "x" }),
            administrators,
        ),
        post(
            "/events/{event}/sign-ups/{sign_up}/transfer",
            json!({ "activity": NOBODY }),
            [401, 404, 403, 404],
        ),
        put(
            "/events/{event}/registrations/{registration}/company",
            json!({ "name": "", "country": "" }),
            NOTHING,
        ),
        put(
            "/events/{event}/registrations/{registration}/flags",
            json!({ "listed": true, "paid": true, "may_book": true }),
            [401, 403, 404, 404],
        ),
        post("/events/{event}/registrations/{registration}/people", person.clone(), NOTHING),
        put(
            "/events/{event}/participants/{participant}",
            json!({ "name": "", "company_admin": true }),
            NOTHING,
        ),
        delete("/events/{event}/participants/{participant}", NOTHING),
        post("/events/{event}/experts", json!({ "person": person.clone() }), [401, 403, 422, 422]),
        put("/events/{event}/experts/{participant}", json!({ "person": person }), [401, 403, 404, 404]),
        put("/events/{event}/participants/{participant}/quota", json!({}), [401, 403, 404, 404]),
        post("/events/{event}/registrations/{registration}/offerings", offering.clone(), NOTHING),
        put("/events/{event}/registrations/{registration}/offerings/{offering}", offering, NOTHING),
        delete("/events/{event}/registrations/{registration}/offerings/{offering}", NOTHING),
    ]
}

/// The same of tables that come in, and of programs that are told.
fn connecting() -> Vec<Row> {
    let administrators = [401, 403, 403, 404];
    let delete = |template| row(Method::DELETE, template, NOBODY, "", Value::Null, administrators);
    vec![
        post("/events/{event}/imports/participants", json!("company"), [401, 403, 403, 422]),
        post("/events/{event}/imports/offerings", json!("company"), [401, 403, 403, 422]),
        post("/events/{event}/webhooks", json!({ "url": "", "kinds": [] }), [401, 403, 403, 422]),
        delete("/events/{event}/webhooks/{webhook}"),
        post("/events/{event}/webhooks/{webhook}/test", Value::Null, administrators),
        post("/events/{event}/webhooks/{webhook}/pause", Value::Null, administrators),
        post("/events/{event}/webhooks/{webhook}/resume", Value::Null, administrators),
    ]
}

/// The same of planning.
fn deciding() -> Vec<Row> {
    let nobody =
        |method, template, query, body| row(method, template, NOBODY, query, body, [401, 403, 403, 404]);
    let edits = json!({ "edits": [{ "edit": "drop", "meeting": NOBODY }] });
    let delay = json!({ "participant": NOBODY, "until": "2027-03-16T09:00:00Z" });
    vec![
        nobody(Method::GET, "/events/{event}/plans/{plan}/meetings/{meeting}/places", "", Value::Null),
        nobody(Method::GET, "/events/{event}/plans/{plan}/meetings/{meeting}/explanation", "", Value::Null),
        nobody(Method::POST, "/events/{event}/plans/{plan}/edits/preview", "", edits.clone()),
        nobody(Method::POST, "/events/{event}/plans/{plan}/edits", "?version=1", edits),
        nobody(Method::GET, "/events/{event}/runs/{run}/file", "", Value::Null),
        post("/events/{event}/on-the-spot/gaps", json!({ "meetings": [NOBODY] }), [401, 403, 403, 422]),
        post("/events/{event}/on-the-spot/delays", delay, [401, 403, 403, 422]),
        post(
            "/events/{event}/on-the-spot/replacements",
            json!({ "participant": NOBODY }),
            [401, 403, 403, 422],
        ),
        nobody(Method::DELETE, "/events/{event}/plans/{plan}", "?version=1", Value::Null),
        nobody(Method::POST, "/events/{event}/plans/{plan}/publish", "", json!({ "version": 1 })),
        nobody(Method::POST, "/events/{event}/plans/{plan}/return", "", Value::Null),
        post("/events/{event}/plans", json!({ "format": "carnet-plan/1" }), [401, 403, 403, 422]),
        post("/events/{event}/runs", json!({ "seconds": 0 }), [401, 403, 403, 422]),
        nobody(Method::POST, "/events/{event}/runs/{run}/stop", "", json!({ "how": "keep" })),
        nobody(Method::PUT, "/events/{event}/pins/{meeting}", "", json!({ "slot": NOBODY })),
        nobody(Method::DELETE, "/events/{event}/pins/{meeting}", "", Value::Null),
        post("/events/{event}/blocks", json!({ "participant": NOBODY, "reason": "x" }), [401, 403, 403, 422]),
        nobody(Method::DELETE, "/events/{event}/blocks/{block}", "", Value::Null),
    ]
}

fn rows() -> Vec<Row> {
    let organisers = [
        editing(),
        organising::setting_up(),
        organising::asking(),
        organising::sending(),
        connecting(),
        deciding(),
    ];
    [reading(), writing()].into_iter().chain(organisers).flatten().collect()
}

fn call(program: &Program, row: &Row) -> Answer {
    let body = if row.body.is_null() { String::new() } else { row.body.to_string() };
    program.send(row.method.clone(), &row.path, &body)
}

/// The calls of the document: method, address, and what a token must open.
fn documented() -> Vec<(String, String, Option<String>)> {
    let document: Value = serde_json::from_str(&carnet_web::openapi()).expect("JSON");
    let mut calls = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("an item") {
            let scope = operation["security"][0]["token"][0].as_str().map(str::to_owned);
            let path = path.strip_prefix("/api/v1").expect("one address for all");
            calls.push((method.to_uppercase(), path.to_owned(), scope));
        }
    }
    calls
}

#[test]
fn every_call_of_the_document_is_in_the_table() {
    let told: BTreeSet<_> =
        rows().iter().map(|row| (row.method.to_string(), row.template.to_owned())).collect();
    let documented: BTreeSet<_> = documented().into_iter().map(|(method, path, _)| (method, path)).collect();
    assert_eq!(told, documented);
}

#[test]
fn each_role_may_call_what_is_its_own_and_nothing_else() {
    let cast = &WORLD.demo.cast;
    let programs = [
        Program::nobody(),
        Program::of(&cast.exhibitors[0]),
        Program::of(&cast.secondary),
        Program::of(&cast.principal),
    ];
    let mut wrong = Vec::new();
    for row in rows() {
        let found = programs.each_ref().map(|program| {
            let answer = call(program, &row);
            let kind = answer.headers.get("content-type").map(|kind| kind.to_str().expect("a kind"));
            if !answer.status.is_success() {
                assert_eq!(kind, Some("application/problem+json"), "{}", row.path);
                assert_eq!(answer.json["status"], answer.status.as_u16());
            }
            answer.status.as_u16()
        });
        if found != row.statuses {
            wrong.push(format!("{} {}: {found:?}, not {:?}", row.method, row.template, row.statuses));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_token_must_open_what_the_document_says_and_that_is_enough() {
    let principal = WORLD.demo.cast.principal.actor();
    let rows = rows();
    let needs = documented();
    let requests = Program::of(&WORLD.demo.cast.principal).get(&at("/requests?page_size=1")).json;
    let request = format!("requests/{}", requests["results"][0]["id"].as_str().expect("a request"));
    let mut open = 0;
    for scope in Scope::ALL {
        let others: Vec<_> = Scope::ALL.iter().copied().filter(|other| !other.opens(*scope)).collect();
        let without = Program::with(&principal, &others, None);
        let only = Program::with(&principal, &[*scope], None);
        for (method, path, needed) in &needs {
            let row = rows.iter().find(|row| row.method == **method && row.template == path);
            let row = row.expect("a row");
            if needed.as_deref() == Some(scope.as_str()) {
                // A request that is not there is not found first, whatever the token opens.
                let real =
                    Row { path: row.path.replace(&format!("requests/{NOBODY}"), &request), ..row.clone() };
                assert_eq!(call(&without, &real).code(), "beyond-token", "{method} {path} without {scope}");
                assert_ne!(call(&only, row).code(), "beyond-token", "{method} {path} with {scope} alone");
            } else if needed.is_none() {
                open += 1;
                assert_ne!(call(&only, row).code(), "beyond-token", "{method} {path} needs nothing");
            }
        }
    }
    assert!(open > 0);
}

#[test]
fn the_committed_document_is_the_one_that_is_served() {
    let served = Program::nobody().get("/api/v1/openapi.json");
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/openapi.json");
    let committed = std::fs::read_to_string(file).unwrap_or_default();
    assert!(
        committed == carnet_web::openapi(),
        "docs/openapi.json is not current: carnet openapi > docs/openapi.json"
    );
    assert_eq!(served.json, serde_json::from_str::<Value>(&committed).expect("JSON"));
    assert!(served.json["openapi"].as_str().expect("a version").starts_with("3.1"));
}
