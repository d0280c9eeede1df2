//! What goes wrong, as `application/problem+json` (RFC 9457), in the language that is asked for.

use crate::{error, observe, page, visitor, words::Words};
use axum::{
    Json,
    extract::Request,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use axum_extra::extract::cookie::CookieJar;
use carnet_engine::{Error as EngineError, Refusal, StoreError, domain::account::Language};
use serde::Serialize;
use serde_json::{Map, Value};
use std::sync::Arc;
use utoipa::ToSchema;

/// Why a call did nothing.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// A use case did nothing.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// There is nothing at the address.
    #[error("nothing at this address")]
    NoPage,
    /// The body is no JSON, or cannot be read.
    #[error("malformed body")]
    Malformed(String),
    /// A field is not as the document says: where, a stable word, and more for developers.
    #[error("wrong field {path}")]
    Field { path: String, code: &'static str, problem: String },
    /// The idempotency key was used for another call.
    #[error("the key was used for another call")]
    KeyOfAnother,
    /// The same call is being done.
    #[error("the same call is being done")]
    GoingOn,
}

impl Error {
    /// Of somebody's object that is named in the address: whoever may not touch it does not learn whether it is there.
    pub(crate) fn hidden(error: EngineError) -> Self {
        match error {
            EngineError::Refused(Refusal::NotAllowed) => Self::NoPage,
            error => error.into(),
        }
    }

    /// With the paths of faults as they are in what was sent, where the use case has other ones.
    pub(crate) fn with_paths(error: EngineError, path: impl Fn(&str) -> String) -> Self {
        let EngineError::Invalid(faults) = error else { return error.into() };
        let mut told = carnet_engine::Faults::new();
        for fault in faults.as_slice() {
            told.push(carnet_engine::Fault { path: path(&fault.path), ..fault.clone() });
        }
        EngineError::Invalid(told).into()
    }

    /// Of a part that was sent by itself: its faults name its fields alone.
    pub(crate) fn of_part(error: EngineError, part: &str) -> Self {
        let own = |path: &str| {
            path.strip_prefix(part).and_then(|path| path.strip_prefix('.')).unwrap_or(path).to_owned()
        };
        Self::with_paths(error, own)
    }
}

/// What went wrong.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// What kind of problem it is: an address in the documentation.
    #[serde(rename = "type")]
    kind: String,
    /// The kind in words.
    title: String,
    /// The status of HTTP.
    status: u16,
    /// What went wrong this time, in the language that is asked for by `Accept-Language`.
    detail: String,
    /// A stable word: of a refusal its own, such as `request-exists`, else that of the kind.
    code: String,
    /// Everything that is wrong with what was sent, all at once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    faults: Vec<Fault>,
    /// After how many seconds to try again.
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<i64>,
    /// The number of the call, as in the header `X-Request-Id`: by it, those who run the installation find what happened. An answer
    /// that is kept for a key is given once more as it was, with the number of the first call.
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<String>,
}

/// One thing that is wrong with what was sent.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct Fault {
    /// The field, as `people[2].email`; empty where it is about the whole.
    path: String,
    /// A stable word, such as `required`.
    code: String,
    /// The same in words.
    detail: String,
    /// What would be right, by name: `least`, `most`, `choices`, ….
    #[schema(value_type = Object)]
    #[serde(skip_serializing_if = "Map::is_empty")]
    data: Map<String, Value>,
}

/// An error on its way to [`as_problem`], which knows the language.
#[derive(Clone, Debug)]
struct Failure(Arc<Error>);

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let (status, word) = kind(&self);
        if word == "busy" {
            tracing::warn!(error = ?self, "no answer for now");
        } else if status.is_server_error() {
            tracing::error!(error = ?self, "a call failed");
        }
        let mut response = status.into_response();
        response.extensions_mut().insert(Failure(Arc::new(self)));
        response
    }
}

/// The status and the word of an error.
fn kind(error: &Error) -> (StatusCode, &'static str) {
    use EngineError as E;
    match error {
        Error::NoPage | Error::Engine(E::NotFound { .. }) => (StatusCode::NOT_FOUND, "not-found"),
        Error::Malformed(_) => (StatusCode::BAD_REQUEST, "malformed"),
        Error::Field { .. } | Error::Engine(E::Invalid(_)) => (StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
        Error::KeyOfAnother => (StatusCode::UNPROCESSABLE_ENTITY, "key-of-another"),
        Error::GoingOn => (StatusCode::CONFLICT, "going-on"),
        Error::Engine(E::Refused(Refusal::SignInNeeded)) => (StatusCode::UNAUTHORIZED, "token-needed"),
        Error::Engine(E::Refused(
            Refusal::NotAllowed | Refusal::SecondFactorNeeded | Refusal::BeyondToken,
        )) => (StatusCode::FORBIDDEN, "forbidden"),
        Error::Engine(E::Refused(_)) => (StatusCode::CONFLICT, "refused"),
        Error::Engine(E::Conflict) => (StatusCode::CONFLICT, "conflict"),
        Error::Engine(E::Throttled { .. }) => (StatusCode::TOO_MANY_REQUESTS, "throttled"),
        Error::Engine(E::Store(StoreError::Busy)) => (StatusCode::SERVICE_UNAVAILABLE, "busy"),
        Error::Engine(E::Store(_) | E::Internal(_) | E::WrongKey) => {
            (StatusCode::INTERNAL_SERVER_ERROR, "internal")
        }
    }
}

/// The word of a status that no handler chose.
fn kind_of_status(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_FOUND => "not-found",
        StatusCode::METHOD_NOT_ALLOWED => "method",
        StatusCode::PAYLOAD_TOO_LARGE => "too-large",
        StatusCode::SERVICE_UNAVAILABLE => "too-slow",
        status if status.is_server_error() => "internal",
        _ => "malformed",
    }
}

impl Problem {
    fn new(words: Words, status: StatusCode, kind: &str) -> Self {
        Self {
            kind: format!("{}/docs#problem-{kind}", super::BASE),
            title: words.t(&format!("problem-{kind}")),
            status: status.as_u16(),
            detail: words.t(&format!("problem-{kind}-detail")),
            code: kind.to_owned(),
            faults: Vec::new(),
            retry_after: None,
            request_id: None,
        }
    }

    fn of(words: Words, failed: &Error) -> Self {
        let (status, kind) = kind(failed);
        let mut problem = Self::new(words, status, kind);
        match failed {
            Error::Engine(EngineError::Invalid(faults)) => {
                problem.faults = Fault::all(words, faults);
            }
            Error::Engine(EngineError::Refused(refusal)) if *refusal != Refusal::SignInNeeded => {
                problem.code = refusal.to_string();
                problem.detail = words.t(&format!("refusal-{refusal}"));
            }
            Error::Engine(EngineError::Throttled { retry_after_seconds }) => {
                problem.retry_after = Some(*retry_after_seconds);
            }
            Error::Engine(EngineError::Store(StoreError::Busy)) => problem.retry_after = Some(error::BUSY),
            Error::Malformed(text) => problem.faults = vec![Fault::of_shape(words, "", "malformed", text)],
            Error::Field { path, code, problem: text } => {
                problem.faults = vec![Fault::of_shape(words, path, code, text)];
            }
            _ => {}
        }
        problem
    }
}

impl Fault {
    /// All faults of an input.
    pub(super) fn all(words: Words, faults: &carnet_engine::Faults) -> Vec<Self> {
        let fault = |fault: &carnet_engine::Fault| Self {
            path: fault.path.clone(),
            code: fault.code.to_string(),
            detail: page::in_words(words, fault),
            data: fault.data.clone(),
        };
        faults.as_slice().iter().map(fault).collect()
    }

    /// Of what is not as the document says. What the parser says of it is for developers, in English.
    fn of_shape(words: Words, path: &str, code: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            code: code.to_owned(),
            detail: words.t(&format!("api-fault-{code}")),
            data: Map::from_iter([("problem".to_owned(), text.into())]),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let (retry_after, needs_token) = (self.retry_after, status == StatusCode::UNAUTHORIZED);
        let mut response = (status, Json(self)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        if needs_token {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// The words that a program asks for; English where it does not say.
pub(crate) fn words(headers: &HeaderMap) -> Words {
    if headers.contains_key(header::ACCEPT_LANGUAGE) {
        Words(visitor::language(&CookieJar::new(), headers))
    } else {
        Words(Language::English)
    }
}

/// Makes problems of errors: of those of handlers, and of what stands before them.
pub(crate) async fn as_problem(request: Request, next: Next) -> Response {
    let words = words(request.headers());
    let number = observe::number(request.extensions());
    let response = next.run(request).await;
    if let Some(Failure(error)) = response.extensions().get::<Failure>() {
        return Problem { request_id: number, ..Problem::of(words, error) }.into_response();
    }
    let status = response.status();
    let told = response.headers().get(header::CONTENT_TYPE);
    let is_problem = told.is_some_and(|kind| kind.as_bytes() == b"application/problem+json");
    if !status.is_client_error() && !status.is_server_error() || is_problem {
        return response;
    }
    let problem = Problem::new(words, status, kind_of_status(status));
    let mut problem = Problem { request_id: number, ..problem }.into_response();
    if let Some(allowed) = response.headers().get(header::ALLOW) {
        problem.headers_mut().insert(header::ALLOW, allowed.clone());
    }
    problem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_that_is_busy_may_be_asked_again() {
        let busy = Error::Engine(EngineError::Store(StoreError::Busy));
        let response = Problem::of(Words(Language::English), &busy).into_response();
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(response.headers()[header::RETRY_AFTER], error::BUSY.to_string());
    }
}
