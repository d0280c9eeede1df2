//! What whoever runs an installation sees of it: numbers, a log, and from where people come.

mod back;
mod limits;
mod logs;
mod metrics;
mod numbers;
mod proxies;

use crate::{accounts::link, harness::WORLD};
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{HeaderMap, Request, StatusCode, header, request::Builder},
};
use carnet_engine::{
    Actor,
    demo::{PASSWORD, Player},
    domain::{
        account::{Language, NewAccount},
        notice::NoticeKind,
    },
};
use carnet_web::{App, Config};
use std::net::SocketAddr;
use tower::ServiceExt;

/// What came back.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

/// The demo's shell by another configuration.
fn app(config: &Config) -> App {
    App::new(WORLD.demo.engine.clone()).configured(config).expect("a configuration that holds")
}

/// Somebody with an account, whom no other test knows.
fn somebody(email: &str) -> Player {
    let (engine, nobody) = (&WORLD.demo.engine, Actor::anonymous());
    let new = NewAccount { email: email.into(), name: "Maud Oakbridge".into(), language: Language::English };
    WORLD.runtime.block_on(engine.create_account(&nobody, &new)).expect("a link is owed");
    let secret = link(NoticeKind::AccountCreated, email).expect("a link");
    let signed_in = WORLD.runtime.block_on(async {
        engine.set_password(&nobody, &secret, PASSWORD).await.expect("a password");
        engine.sign_in(&nobody, email, PASSWORD).await.expect("a sign-in")
    });
    Player { email: new.email, name: new.name, account: signed_in.account }
}

fn send(router: &Router, request: Request<Body>) -> Answer {
    WORLD.runtime.block_on(async {
        let response = router.clone().oneshot(request).await.expect("a response");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 2_000_000).await.expect("a body");
        Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    })
}

fn get(path: &str) -> Builder {
    Request::builder().uri(path).header(header::HOST, "carnet.example")
}

fn empty(request: Builder) -> Request<Body> {
    request.body(Body::empty()).expect("a request")
}

/// Somebody tries to sign in, from where they are connected and with what proxies say.
fn sign_in(router: &Router, email: &str, password: &str, peer: &str, headers: &[(&str, &str)]) -> Answer {
    let form = [("email", email), ("password", password), ("next", "/")];
    let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
    let peer: SocketAddr = format!("{peer}:4711").parse().expect("an address");
    let mut request = get("/account/sign-in")
        .method("POST")
        .header("sec-fetch-site", "same-origin")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .extension(ConnectInfo(peer));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(router, request.body(Body::from(form)).expect("a request"))
}
