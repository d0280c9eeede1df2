//! Tokens for programs, on their page.

use crate::{
    api::at,
    harness::{Browser, WORLD},
};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use tower::ServiceExt;

fn calls_with(secret: &str) -> StatusCode {
    let request = Request::builder()
        .uri(at(""))
        .header("authorization", format!("Bearer {secret}"))
        .body(Body::empty())
        .expect("a request");
    let response = WORLD.runtime.block_on(WORLD.router.clone().oneshot(request));
    response.expect("a response").status()
}

#[test]
fn a_token_is_shown_once_calls_and_is_withdrawn() {
    let mut browser = Browser::of(&WORLD.demo.cast.principal);
    let form =
        [("name", "Le CRM d’Ada"), ("scopes", "events:read"), ("scopes", "plans:write"), ("days", "30")];
    let made = browser.post("/account/tokens", &form);
    assert_eq!(made.status, StatusCode::OK, "{:?}", made.texts(".faults li"));
    assert_eq!(made.headers["cache-control"], "no-store");
    let secret = made.attribute("#secret", "value").expect("the secret");
    assert_eq!(calls_with(&secret), StatusCode::OK);

    let listed = browser.get("/account/tokens");
    assert!(!listed.text.contains(&secret), "it is never shown again");
    assert!(listed.texts(".requests h3").contains(&"Le CRM d’Ada".to_owned()));
    // In whatever language the page is at the moment.
    let action = "form:has(button[aria-label*='Le CRM d’Ada'])";
    let path = listed.attribute(action, "action").expect("a form");
    let withdrawn = browser.post(&path, &[]);
    assert_eq!(withdrawn.location.as_deref(), Some("/account/tokens?done=token-withdrawn"));
    assert_eq!(calls_with(&secret), StatusCode::UNAUTHORIZED);
    // Nobody withdraws another's.
    let stranger = Browser::of(&WORLD.demo.cast.visitors[0]).post(&path, &[]);
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
}

#[test]
fn what_was_typed_is_kept_where_a_token_is_refused() {
    let mut browser = Browser::of(&WORLD.demo.cast.principal);
    let page = browser.post("/account/tokens", &[("name", "Essai"), ("days", "4000")]);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attribute("#name", "value").as_deref(), Some("Essai"));
    assert_eq!(page.texts(".has-fault .fault").len(), 2, "{:?}", page.texts(".faults li"));
    assert!(page.attribute("#secret", "value").is_none());
}
