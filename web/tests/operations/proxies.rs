//! From where people come, behind a proxy and without one, as the record of sign-ins tells.

use super::{app, sign_in, somebody};
use crate::harness::WORLD;
use axum::http::StatusCode;
use carnet_engine::demo::Player;
use carnet_web::{App, Config, Networks, ProxyHeader, router};

fn behind(proxies: &str, header: ProxyHeader) -> App {
    let trusted: Networks = serde_json::from_value(proxies.into()).expect("networks");
    app(&Config { trusted_proxies: trusted, proxy_header: header, ..Config::default() })
}

/// From where attempts on an account came, as far as that is known.
fn recorded(player: &Player) -> Vec<String> {
    let actor = player.actor();
    let records = WORLD.runtime.block_on(WORLD.demo.engine.list_sign_ins(&actor, player.account));
    records.expect("the record").into_iter().filter_map(|record| record.origin).collect()
}

#[test]
fn what_anybody_writes_into_a_header_counts_for_nothing() {
    let spoofed = [("x-forwarded-for", "198.51.100.1"), ("forwarded", "for=198.51.100.2")];
    let tries = [
        (behind("", ProxyHeader::XForwardedFor), "203.0.113.5", "203.0.113.5"),
        (behind("10.0.0.0/8", ProxyHeader::XForwardedFor), "203.0.113.5", "203.0.113.5"),
        (behind("10.0.0.0/8", ProxyHeader::XForwardedFor), "10.0.0.1", "198.51.100.1"),
        (behind("10.0.0.0/8", ProxyHeader::Forwarded), "10.0.0.1", "198.51.100.2"),
    ];
    for (n, (app, peer, expected)) in tries.into_iter().enumerate() {
        let player = somebody(&format!("maud{n}@oakbridge.example"));
        sign_in(&router(app), &player.email, "wrong", peer, &spoofed);
        assert_eq!(recorded(&player), [expected], "{peer}");
    }
}

#[test]
fn many_attempts_from_behind_one_proxy_are_not_taken_for_those_of_one_person() {
    let router = router(behind("10.0.0.0/8", ProxyHeader::XForwardedFor));
    let attempt = |n: usize, from: &str| {
        let told = format!("127.0.0.{n}, {from}");
        let email = format!("nobody{n}@example.org");
        sign_in(&router, &email, "wrong", "10.9.9.9", &[("x-forwarded-for", &told)]).status
    };
    for n in 0..100 {
        assert_eq!(attempt(n, "198.51.100.200"), StatusCode::UNPROCESSABLE_ENTITY, "{n}");
    }
    // Whatever the client writes before what the proxy adds.
    assert_eq!(attempt(100, "198.51.100.200"), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(attempt(101, "198.51.100.201"), StatusCode::UNPROCESSABLE_ENTITY);
}
