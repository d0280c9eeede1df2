//! The number of a request: in the answer, on the page and in the problem.

use super::{app, empty, get, send};
use crate::harness::{Browser, WORLD};
use axum::http::{StatusCode, header};
use carnet_web::{Config, router};
use scraper::{Html, Selector};
use serde_json::Value;

#[test]
fn a_number_that_somebody_gave_is_kept_and_what_is_none_is_not() {
    let router = router(app(&Config::default()));
    let number = |given: &[&str]| {
        let request = given.iter().fold(get("/"), |request, given| request.header("x-request-id", *given));
        let answer = send(&router, empty(request));
        answer.headers["x-request-id"].to_str().expect("a number").to_owned()
    };
    assert_eq!(number(&["01HZX-7_a.b"]), "01HZX-7_a.b");
    let long = "a".repeat(65);
    let made = [number(&[]), number(&["<script>"]), number(&["a", "b"]), number(&[&long]), number(&[""])];
    for number in &made {
        assert!(number.len() == 16 && number.bytes().all(|byte| byte.is_ascii_hexdigit()), "{number}");
    }
    let different: std::collections::BTreeSet<_> = made.iter().collect();
    assert_eq!(different.len(), made.len());
}

#[test]
fn who_comes_to_no_page_is_told_the_number_in_the_own_language() {
    let router = router(app(&Config::default()));
    for (language, told) in
        [("fr", "indiquez ce numéro aux organisateurs"), ("en", "tell the organisers this number")]
    {
        let request = get("/nowhere").header(header::ACCEPT_LANGUAGE, language);
        let answer = send(&router, empty(request.header("x-request-id", "abc-1")));
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        let selector = Selector::parse("main .help").expect("a selector");
        let html = Html::parse_document(&answer.text);
        let text: String = html.select(&selector).flat_map(|found| found.text()).collect();
        assert!(text.contains(told) && text.ends_with("abc-1"), "{text}");
    }
}

#[test]
fn a_problem_has_the_number_too() {
    let router = router(app(&Config::default()));
    let answer = send(&router, empty(get("/api/v1/account").header("x-request-id", "abc-2")));
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    let problem: Value = serde_json::from_str(&answer.text).expect("JSON");
    assert_eq!(
        (&problem["request_id"], &answer.headers["x-request-id"]),
        (&Value::from("abc-2"), &"abc-2".parse().expect("a number"))
    );
}

#[test]
fn what_stands_before_pages_answers_with_a_page() {
    let mut browser = Browser::new("fr");
    let text = |page: &crate::harness::Page| page.texts("main p").first().cloned().unwrap_or_default();
    let large = "a".repeat(3_000_000);
    let too_large = browser.post("/account/sign-in", &[("email", &large), ("password", "x")]);
    assert_eq!(too_large.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(text(&too_large).contains("trop volumineux"), "{}", text(&too_large));
    // Who is signed in is so on this page too.
    let player = &WORLD.demo.cast.exhibitors[2];
    let too_large = Browser::of(player).post("/account/sign-in", &[("email", &large)]);
    assert!(!too_large.texts("form[action='/account/sign-out']").is_empty(), "{}", too_large.text);

    let elsewhere = browser.post_from_elsewhere("/account/sign-out", &[]);
    assert_eq!(elsewhere.status, StatusCode::FORBIDDEN);
    assert!(text(&elsewhere).contains("autre site"), "{}", text(&elsewhere));

    let reloaded = browser.get("/account/sign-out");
    assert_eq!(reloaded.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(reloaded.headers["allow"], "POST");
    assert!(text(&reloaded).contains("attend un formulaire"), "{}", text(&reloaded));

    let incomplete = browser.post("/account/sign-in", &[]);
    assert!(incomplete.is_html() && incomplete.status == StatusCode::UNPROCESSABLE_ENTITY);
}

#[test]
fn a_body_that_says_that_it_is_too_large_is_not_read() {
    let router = router(app(&Config::default()));
    let huge = |path: &str| {
        let request = get(path).method("POST").header("sec-fetch-site", "same-origin");
        send(&router, empty(request.header(header::CONTENT_LENGTH, "30000000")))
    };
    let page = huge("/account/sign-in");
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(page.text.contains("<main"), "{}", page.text);
    let problem = huge("/api/v1/events");
    assert_eq!(problem.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(problem.headers["content-type"], "application/problem+json");
}
