//! Reminders by text message, through a gateway on loopback.

use crate::{
    mails::{Office, postman, tiny_demo},
    smtp::Mail,
};
use axum::{
    Router,
    extract::{Query, State},
    http::{HeaderMap, StatusCode},
    routing::post,
};
use carnet_engine::{
    Actor,
    demo::Demo,
    domain::{
        outbox::Delivery,
        reminder::{Anchor, Audience, Channel, NewReminder},
    },
};
use carnet_web::Config;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
};

/// What the gateway was asked to send: to whom, what, with which header.
type Sent = Arc<Mutex<Vec<(String, String, String)>>>;

async fn gateway() -> (String, Sent) {
    async fn take(
        State(sent): State<Sent>,
        headers: HeaderMap,
        Query(query): Query<BTreeMap<String, String>>,
    ) -> StatusCode {
        let key = headers.get("authorization").and_then(|key| key.to_str().ok()).unwrap_or_default();
        let message = (query["to"].clone(), query["text"].clone(), key.to_owned());
        sent.lock().expect("nobody panicked").push(message);
        StatusCode::ACCEPTED
    }
    let sent = Sent::default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let router = Router::new().route("/send", post(take)).with_state(Arc::clone(&sent));
    tokio::spawn(async move { axum::serve(listener, router).await });
    (format!("http://{address}/send?to={{to}}&text={{text}}"), sent)
}

/// Everybody is reminded of the event, ten days before; what was owed before is sent.
async fn remind(office: &Office, demo: &Demo, channel: Channel) {
    let office_post = postman(&office.config, &demo.engine);
    while office_post.send_due().await.expect("the outbox") > 0 {}
    let minutes_before = 10 * 24 * 60;
    let rule = NewReminder { anchor: Anchor::Event, minutes_before, audience: Audience::Everybody, channel };
    let principal = demo.cast.principal.actor();
    demo.engine.add_reminder(&principal, demo.event, rule).await.expect("a rule");
    demo.engine.owe_reminders(&Actor::system()).await.expect("reminders");
}

fn reminders(mails: &[Mail]) -> BTreeSet<String> {
    let reminders =
        mails.iter().filter(|mail| mail.text.contains("rappel") || mail.text.contains("reminder"));
    reminders.map(|mail| mail.to.clone()).collect()
}

#[tokio::test]
async fn a_reminder_by_both_goes_to_the_telephone_of_who_has_one_and_by_mail_to_all() {
    let office = Office::open().await;
    let demo = tiny_demo(&office).await;
    remind(&office, &demo, Channel::Both).await;
    let (url, sent) = gateway().await;
    let sms_header = Some("Authorization: Bearer k3y".to_owned());
    let config = Config { sms_url: Some(url), sms_header, ..office.config.clone() };
    let before = office.server.mails().len();
    let both = postman(&config, &demo.engine);
    while both.send_due().await.expect("the outbox") > 0 {}
    let sent = sent.lock().expect("nobody panicked").clone();
    assert!(sent.len() > 5, "{}", sent.len());
    for (to, text, key) in &sent {
        assert!(to.starts_with("+33") && to[1..].bytes().all(|b| b.is_ascii_digit()), "{to}");
        assert!(text.chars().count() < 320 && text.contains(": "), "{text}");
        assert!(!text.contains(['{', '\n']) && !text.contains("http"), "{text}");
        assert_eq!(key, "Bearer k3y");
    }
    let mailed = reminders(&office.server.mails()[before..]);
    assert!(mailed.len() >= sent.len(), "whoever has no telephone is written to: {}", mailed.len());
}

#[tokio::test]
async fn without_a_gateway_text_messages_are_given_up_with_the_reason() {
    let office = Office::open().await;
    let demo = tiny_demo(&office).await;
    remind(&office, &demo, Channel::Sms).await;
    let post = postman(&office.config, &demo.engine);
    while post.send_due().await.expect("the outbox") > 0 {}
    let range = (None, Some(Delivery::GivenUp));
    let page = demo.engine.list_notices(&Actor::system(), demo.event, range, 100).await.expect("the outbox");
    assert!(page.lines.len() > 5);
    let known = |line: &carnet_engine::domain::outbox::OutboxLine| {
        line.by_sms && line.failure.as_deref() == Some("no-gateway")
    };
    assert!(page.lines.iter().all(known), "{:?}", page.lines);
}
