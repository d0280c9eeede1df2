//! The interface for programs: each call by each role, what a token opens, and what goes wrong.

mod calls;
mod keys;
mod problems;
mod table;

use crate::harness::WORLD;
use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use carnet_engine::{
    Actor, EventId,
    demo::{Player, SLUG},
    domain::{access::Scope, api_token::NewApiToken},
};
use chrono::TimeDelta;
use serde_json::Value;
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};
use tower::ServiceExt;

/// What a program gets.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) json: Value,
}

impl Answer {
    /// The word of the problem.
    fn code(&self) -> &str {
        self.json["code"].as_str().unwrap_or_default()
    }
}

/// A program with its token, or without one.
#[derive(Clone)]
pub(crate) struct Program {
    token: Option<String>,
    headers: Vec<(&'static str, String)>,
}

impl Program {
    pub(crate) fn nobody() -> Self {
        Self { token: None, headers: Vec::new() }
    }

    /// A program of somebody, by a token that opens all.
    pub(crate) fn of(player: &Player) -> Self {
        Self::with(&player.actor(), Scope::ALL, None)
    }

    /// A program of somebody, by a token that opens this.
    pub(crate) fn with(actor: &Actor, scopes: &[Scope], event: Option<EventId>) -> Self {
        static MADE: Mutex<BTreeMap<String, String>> = Mutex::new(BTreeMap::new());
        // An account has only so many tokens, and tests ask for the same again.
        let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
        let key = format!("{actor} {scopes:?} {event:?}");
        if let Some(secret) = made.get(&key) {
            return Self { token: Some(secret.clone()), headers: Vec::new() };
        }
        let engine = &WORLD.demo.engine;
        let new = NewApiToken {
            name: "Test".into(),
            scopes: scopes.iter().copied().collect(),
            event,
            expires_at: engine.now() + TimeDelta::days(30),
        };
        let (_, secret) = WORLD.runtime.block_on(engine.create_api_token(actor, &new)).expect("a token");
        made.insert(key, secret.clone());
        Self { token: Some(secret), headers: Vec::new() }
    }

    pub(crate) fn header(&self, name: &'static str, value: &str) -> Self {
        let mut program = self.clone();
        program.headers.push((name, value.to_owned()));
        program
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, "")
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, &body.to_string())
    }

    pub(crate) fn send(&self, method: Method, path: &str, body: &str) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "carnet.example");
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        for (name, value) in &self.headers {
            request = request.header(*name, value);
        }
        let request = request.body(Body::from(body.to_owned())).expect("a request");
        WORLD.runtime.block_on(async {
            let response = WORLD.router.clone().oneshot(request).await.expect("a response");
            let (parts, body) = response.into_parts();
            let bytes = to_bytes(body, 20_000_000).await.expect("a body");
            let json = serde_json::from_slice(&bytes).unwrap_or_default();
            Answer { status: parts.status, headers: parts.headers, json }
        })
    }
}

/// An address of the demo event in the interface.
pub(crate) fn at(rest: &str) -> String {
    format!("/api/v1/events/{SLUG}{rest}")
}
