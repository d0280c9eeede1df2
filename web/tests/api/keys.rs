//! A call under an idempotency key is done once.

use super::{Program, at};
use crate::harness::WORLD;
use axum::http::{Method, StatusCode};
use carnet_engine::domain::category::CategoryKind;
use serde_json::{Value, json};

/// Blocks a person of the demo, and says how many blocks of them there are.
fn block(program: &Program, person: &str) -> super::Answer {
    program.post(&at("/blocks"), &json!({ "participant": person, "reason": "Essai" }))
}

fn n_blocks(program: &Program, person: &str) -> usize {
    let all = program.get(&at("/blocks")).json;
    all.as_array().expect("blocks").iter().filter(|block| block["participant"] == person).count()
}

#[test]
fn the_same_call_is_done_once_and_answered_alike() {
    let program = Program::of(&WORLD.demo.cast.principal);
    let expert = WORLD.demo.people.iter().rev().find(|member| member.kind == CategoryKind::Expert);
    let expert = expert.expect("an expert").id.to_string();
    let keyed = program.header("idempotency-key", "block-1");
    let first = block(&keyed, &expert);
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.json);
    assert!(!first.headers.contains_key("idempotency-replayed"));
    let again = block(&keyed, &expert);
    assert_eq!((again.status, &again.json), (StatusCode::CREATED, &first.json));
    assert_eq!(again.headers["idempotency-replayed"], "true");
    assert_eq!(n_blocks(&program, &expert), 1);

    let other = keyed.post(&at("/blocks"), &json!({ "participant": expert, "reason": "Autre" }));
    assert_eq!((other.status, other.code()), (StatusCode::UNPROCESSABLE_ENTITY, "key-of-another"));
    // Problems that hold are kept too, and told as such.
    let wrong = program.header("idempotency-key", "block-2");
    let body = json!({ "participant": expert });
    let (one, two) = (wrong.post(&at("/blocks"), &body), wrong.post(&at("/blocks"), &body));
    assert_eq!((one.status, &one.json), (two.status, &two.json));
    assert_eq!(two.headers["content-type"], "application/problem+json");

    let id = first.json["id"].as_str().expect("an identity");
    let gone = program.send(Method::DELETE, &at(&format!("/blocks/{id}")), "");
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
}

#[test]
fn a_key_without_a_token_or_that_is_none_is_refused() {
    let nobody = Program::nobody().header("idempotency-key", "k");
    assert_eq!(nobody.post(&at("/runs"), &json!({})).status, StatusCode::UNAUTHORIZED);
    let wrong = Program::of(&WORLD.demo.cast.principal).header("idempotency-key", "a key");
    let answer = wrong.post(&at("/runs"), &Value::Null);
    assert_eq!(answer.json["faults"][0]["path"], "Idempotency-Key");
}
