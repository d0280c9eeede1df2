//! The interface for programs: each call by each role, what a token opens, and what goes wrong.

mod activities;
mod calls;
mod experts;
mod imports;
mod keys;
mod mails;
mod plans;
mod problems;
mod registrations;
mod set_up;
mod table;
mod webhooks;

use crate::harness::WORLD;
use axum::{
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use carnet_engine::{
    Actor, EventId,
    demo::{Player, SLUG},
    domain::{access::Scope, api_token::NewApiToken, event::CopyOfEvent, phase::Phase, text::Texts},
};
use chrono::{NaiveDate, TimeDelta};
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

    pub(crate) fn put(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::PUT, path, &body.to_string())
    }

    pub(crate) fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, "")
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

/// The faults of an answer: where and what.
pub(crate) fn faults(answer: &Answer) -> Vec<(&str, &str)> {
    let all = answer.json["faults"].as_array().map(Vec::as_slice).unwrap_or_default();
    all.iter()
        .map(|fault| (fault["path"].as_str().expect("a path"), fault["code"].as_str().expect("a code")))
        .collect()
}

/// A copy of the demo event in preparation, of which no other test knows: the address of its calls.
pub(crate) fn copied(slug: &str) -> String {
    let demo = &WORLD.demo;
    let principal = demo.cast.principal.actor();
    let copy = CopyOfEvent {
        slug: slug.to_owned(),
        names: Texts { fr: Some("Copie".into()), en: Some("Copy".into()) },
        first_day: NaiveDate::from_ymd_opt(2028, 3, 14).expect("a day"),
    };
    WORLD.runtime.block_on(async {
        let id = demo.engine.copy_event(&principal, demo.event, &copy).await.expect("a copy");
        let version = demo.engine.show_event(&principal, id).await.expect("the copy").event.version;
        demo.engine
            .change_phase(&principal, (id, version), Phase::Preparation)
            .await
            .expect("in preparation");
    });
    format!("/api/v1/events/{slug}")
}

/// A keyword of a copy, which its offers and wants need: its identity and its code.
pub(crate) fn keyword(slug: &str) -> (String, String) {
    let demo = &WORLD.demo;
    let principal = demo.cast.principal.actor();
    WORLD.runtime.block_on(async {
        let events = demo.engine.list_events(&principal).await.expect("events");
        let event = events.iter().find(|event| event.slug == slug).expect("the copy").id;
        let form = demo.engine.show_registration_form(&principal, event).await.expect("the form");
        let term = form.terms.iter().find(|term| term.list == "keywords" && term.parent.is_some());
        let term = term.expect("a keyword");
        (term.id.to_string(), term.code.clone())
    })
}

/// An address of the demo event in the interface.
pub(crate) fn at(rest: &str) -> String {
    format!("/api/v1/events/{SLUG}{rest}")
}
