//! Webhooks: on the desk, and told to a program over HTTP.

use crate::harness::{Browser, WORLD, at};
use axum::{
    Router,
    body::Bytes,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use carnet_engine::domain::webhook::DeliveryState;
use carnet_web::Courier;
use data_encoding::BASE64;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::sync::{Arc, Mutex, PoisonError};

/// A courier delivers whatever is due, also what another test expects of its own: one at a time.
static COURIER: Mutex<()> = Mutex::new(());

type Received = Arc<Mutex<Vec<(HeaderMap, Bytes)>>>;

/// A program on this machine that takes messages, and answers with a status.
async fn program(status: StatusCode) -> (String, Received) {
    let received = Received::default();
    let keep = Arc::clone(&received);
    let take = move |headers: HeaderMap, body: Bytes| {
        keep.lock().expect("the list").push((headers, body));
        async move { status }
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = format!("http://{}/hook", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, Router::new().route("/hook", post(take))).await });
    (address, received)
}

/// Adds a webhook on the desk and tries it out: its page, and its secret.
fn added(browser: &mut Browser, url: &str) -> (String, String) {
    let page = browser.post(&at("/desk/webhooks"), &[("url", url), ("kinds", "registration.refused")]);
    assert_eq!(page.status, StatusCode::OK, "{:?}", page.texts(".faults li"));
    let secret = page.attribute("#secret", "value").expect("the secret");
    let listed = browser.get(&at("/desk/webhooks"));
    assert!(!listed.text.contains(&secret), "it is never shown again");
    let titles = listed.texts(".card-title");
    let n = titles.iter().position(|title| title == url).expect("it is listed") + 1;
    let href = listed.attribute(&format!(".requests > li:nth-child({n}) a"), "href").expect("its page");
    let tested = browser.post(&format!("{href}/test"), &[]);
    assert_eq!(tested.location, Some(format!("{href}?done=webhook-tested")));
    (href, secret)
}

#[test]
fn a_program_is_told_by_signed_messages_and_no_private_address_is_reached_unless_allowed() {
    let _alone = COURIER.lock().unwrap_or_else(PoisonError::into_inner);
    let demo = &WORLD.demo;
    let mut browser = Browser::of(&demo.cast.principal);
    let ((url, received), (gone_url, _)) = WORLD
        .runtime
        .block_on(async { (program(StatusCode::NO_CONTENT).await, program(StatusCode::GONE).await) });

    // Of this machine, nothing is told at first: the next attempt is later.
    let guarded = Courier::new(demo.engine.clone(), false).expect("a courier");
    let (refused, _) = added(&mut browser, "http://127.0.0.1:9/hook");
    let (named, _) = added(&mut browser, "http://localhost:9/hook");
    WORLD.runtime.block_on(guarded.deliver_due()).expect("deliveries");
    for href in [refused, named] {
        let page = browser.get(&href);
        assert_eq!(page.texts("tbody .tag.pending").len(), 1, "{:?}", page.texts("tbody"));
        assert!(
            page.texts("tbody td")[2].contains("public address")
                || page.texts("tbody td")[2].contains("not a public")
        );
        browser.post(&format!("{href}/withdraw"), &[]);
    }

    let courier = Courier::new(demo.engine.clone(), true).expect("a courier");
    let (href, secret) = added(&mut browser, &url);
    let (gone, _) = added(&mut browser, &gone_url);
    WORLD.runtime.block_on(courier.deliver_due()).expect("deliveries");
    let received = received.lock().expect("the list").clone();
    let [(headers, body)] = received.as_slice() else { panic!("one message, not {received:?}") };
    let header = |name: &str| headers[name].to_str().expect("a text");
    let key = BASE64.decode(secret.strip_prefix("whsec_").expect("its prefix").as_bytes()).expect("Base64");
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).expect("a key");
    mac.update(format!("{}.{}.", header("webhook-id"), header("webhook-timestamp")).as_bytes());
    mac.update(body);
    let expected = format!("v1,{}", BASE64.encode(&mac.finalize().into_bytes()));
    assert_eq!(header("webhook-signature"), expected);
    let message: serde_json::Value = serde_json::from_slice(body).expect("JSON");
    assert_eq!(message["type"], "webhook.test");

    assert_eq!(browser.get(&href).texts("tbody .tag.done").len(), 1);
    assert_eq!(browser.get(&gone).texts(".tag.failed").len(), 2, "given up, and gone");
    // Nothing is told twice.
    WORLD.runtime.block_on(courier.deliver_due()).expect("deliveries");
    let log = WORLD.runtime.block_on(demo.engine.list_webhooks(&demo.cast.principal.actor(), demo.event));
    let ours = log.expect("webhooks").into_iter().find(|webhook| webhook.url == url).expect("ours");
    let principal = demo.cast.principal.actor();
    let shown = demo.engine.show_webhook(&principal, demo.event, ours.id);
    let (_, log) = WORLD.runtime.block_on(shown).expect("the log");
    assert_eq!((log.len(), log[0].state, log[0].n_attempts), (1, DeliveryState::Delivered, 1));
    for href in [href, gone] {
        assert_eq!(browser.post(&format!("{href}/withdraw"), &[]).status, StatusCode::SEE_OTHER);
        assert_eq!(browser.get(&href).status, StatusCode::NOT_FOUND);
    }
}

#[test]
fn what_is_wrong_with_a_webhook_stands_beside_its_field() {
    let mut browser = Browser::of(&WORLD.demo.cast.principal);
    let page = browser.post(&at("/desk/webhooks"), &[("url", "example.org/hook")]);
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.attribute("#url", "value").as_deref(), Some("example.org/hook"));
    assert_eq!(page.texts(".has-fault .fault").len(), 2);
}

#[test]
fn a_webhook_is_paused_and_taken_up_again() {
    let _alone = COURIER.lock().unwrap_or_else(PoisonError::into_inner);
    let mut browser = Browser::of(&WORLD.demo.cast.principal);
    let (url, received) = WORLD.runtime.block_on(program(StatusCode::NO_CONTENT));
    let (href, _) = added(&mut browser, &url);
    let paused = browser.post(&format!("{href}/pause"), &[]);
    assert_eq!(paused.location, Some(format!("{href}?done=webhook-paused")));
    let page = browser.get(&href);
    assert_eq!(page.texts("main > p .tag.pending").len(), 1, "since when it rests");
    assert!(page.attribute("form[action$='/test']", "action").is_none(), "nothing could be tried out");
    let listed = browser.get(&at("/desk/webhooks"));
    assert!(!listed.texts(".card .tag.pending").is_empty());
    // What was on its way waits.
    let courier = Courier::new(WORLD.demo.engine.clone(), true).expect("a courier");
    WORLD.runtime.block_on(courier.deliver_due()).expect("deliveries");
    assert!(received.lock().expect("the list").is_empty());
    let refused = browser.post(&format!("{href}/test"), &[]);
    assert_eq!(refused.status, StatusCode::CONFLICT);

    let resumed = browser.post(&format!("{href}/resume"), &[]);
    assert_eq!(resumed.location, Some(format!("{href}?done=webhook-resumed")));
    WORLD.runtime.block_on(courier.deliver_due()).expect("deliveries");
    assert_eq!(received.lock().expect("the list").len(), 1);
    assert!(browser.get(&href).texts("main > p .tag.pending").is_empty());
    browser.post(&format!("{href}/withdraw"), &[]);
}
