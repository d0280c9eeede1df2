//! Who does something too often is told when to come back.

use super::{empty, get, send};
use crate::harness::{Browser, WORLD, at};
use axum::http::{StatusCode, header};
use carnet_engine::{
    Database, PasswordCost, SealingKey, Settings, Throttling,
    demo::{self, Recipe},
    domain::{access::Scope, api_token::NewApiToken},
};
use carnet_web::{App, router};
use chrono::TimeDelta;
use serde_json::Value;

/// A shell whose people and programs may do little.
struct Strict {
    demo: demo::Demo,
    _folder: tempfile::TempDir,
}

fn strict() -> Strict {
    let folder = tempfile::tempdir().expect("a folder");
    let settings = Settings {
        password_cost: PasswordCost { memory_kib: 8, passes: 1 },
        organisers_need_second_factor: false,
        throttling: Throttling { messages: 4, calls_per_minute: 3, ..Throttling::default() },
        ..Settings::default()
    };
    let recipe = Recipe { n_exhibitors: 30, n_visitors: 20, n_experts: 4, n_meetings: 40, ..Recipe::small() };
    let demo = WORLD.runtime.block_on(async {
        let file = folder.path().join("strict.db");
        let database = Database::open(&format!("sqlite:{}", file.display())).await.expect("a database");
        let key = SealingKey::new(&[7; 32]);
        demo::build(database, settings, key, &recipe).await.expect("the demo event")
    });
    Strict { demo, _folder: folder }
}

#[test]
fn a_program_and_a_person_are_told_when_they_may_go_on() {
    let world = strict();
    let router = router(App::new(world.demo.engine.clone()));
    let owner = world.demo.cast.principal.actor();
    let expires_at = world.demo.engine.now() + TimeDelta::days(1);
    let new = NewApiToken {
        name: "CRM".into(),
        scopes: Scope::ALL.iter().copied().collect(),
        event: None,
        expires_at,
    };
    let (_, secret) =
        WORLD.runtime.block_on(world.demo.engine.create_api_token(&owner, &new)).expect("a token");
    let call = || {
        send(&router, empty(get("/api/v1/account").header(header::AUTHORIZATION, format!("Bearer {secret}"))))
    };
    for _ in 0..3 {
        assert_eq!(call().status, StatusCode::OK);
    }
    let refused = call();
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    let problem: Value = serde_json::from_str(&refused.text).expect("JSON");
    let seconds = problem["retry_after"].as_i64().expect("seconds");
    assert!((1..=61).contains(&seconds), "{problem}");
    assert_eq!(refused.headers[header::RETRY_AFTER], seconds.to_string());
    assert_eq!(problem["code"], "throttled");

    let mut browser = Browser::at(router.clone(), "fr").signed_in(&world.demo.cast.exhibitors[0]);
    let mut write = |text: &str| browser.post(&at("/messages/new"), &[("to", ""), ("text", text)]);
    for n in 0..4 {
        assert_eq!(write(&format!("Message {n}")).status, StatusCode::SEE_OTHER);
    }
    let refused = write("Un de plus, longuement écrit");
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS, "{}", refused.text);
    assert!(refused.text.contains("Un de plus, longuement écrit"), "what was typed is kept");
}
