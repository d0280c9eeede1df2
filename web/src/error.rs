//! What went wrong, as a page.

use crate::{
    App, observe,
    page::Layout,
    pages::account,
    visitor::{self, Visitor},
    words::Words,
};
use askama::Template;
use axum::{
    extract::{FromRequestParts, Request, State},
    http::{StatusCode, header, request::Parts},
    middleware::Next,
    response::{Html, IntoResponse, Redirect, Response},
};
use carnet_engine::{Error as EngineError, Refusal, StoreError};
use std::time::Duration;

/// How long who asked is looked for, once it is clear that there is no page.
const PATIENCE: Duration = Duration::from_secs(5);

/// After how many seconds a database that is busy may be asked again.
pub(crate) const BUSY: i64 = 5;

/// Why there is no page: the engine's no, or one of HTTP.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// A use case did nothing.
    #[error(transparent)]
    Engine(#[from] EngineError),
    /// There is no such page.
    #[error("no such page")]
    NoPage,
    /// A file that somebody sent did not arrive.
    #[error("a file did not arrive")]
    Upload(#[source] axum::extract::multipart::MultipartError),
    /// A page could not be rendered.
    #[error("a page could not be rendered")]
    Render(#[from] askama::Error),
}

impl Error {
    /// Of somebody's object that is named in the address: whoever may not touch it does not learn whether it is there.
    pub(crate) fn hidden(error: EngineError) -> Self {
        match error {
            EngineError::Refused(Refusal::NotAllowed) => Self::NoPage,
            error => error.into(),
        }
    }
}

/// What a response says of an error until [`as_page`] makes a page of it, in the visitor's language.
#[derive(Clone, Debug)]
struct Failure {
    status: StatusCode,
    /// The key of the text.
    key: String,
    /// What is to be done first, where the visitor is led there instead.
    first: Option<First>,
    /// After how many seconds it may be tried again.
    again: Option<i64>,
}

/// What is to be done before a page is there.
#[derive(Clone, Copy, Debug)]
enum First {
    SignIn,
    EnrolFactor,
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let failure = Failure::of(&self);
        if failure.status == StatusCode::SERVICE_UNAVAILABLE {
            tracing::warn!(error = ?self, "no page for now");
        } else if failure.status.is_server_error() {
            tracing::error!(error = ?self, "no page");
        }
        let status = failure.status;
        let mut response = status.into_response();
        response.extensions_mut().insert(failure);
        response
    }
}

impl Failure {
    fn of(error: &Error) -> Self {
        let of = |status, key: &str| Self { status, key: key.to_owned(), first: None, again: None };
        match error {
            Error::NoPage | Error::Engine(EngineError::NotFound { .. }) => {
                of(StatusCode::NOT_FOUND, "error-not-found")
            }
            Error::Upload(error) => of(error.status(), "error-upload"),
            Error::Engine(EngineError::Invalid(_)) => of(StatusCode::UNPROCESSABLE_ENTITY, "error-invalid"),
            Error::Engine(EngineError::Refused(Refusal::SignInNeeded)) => {
                Self { first: Some(First::SignIn), ..of(StatusCode::UNAUTHORIZED, "refusal-sign-in-needed") }
            }
            Error::Engine(EngineError::Refused(Refusal::SecondFactorNeeded)) => {
                let failure = of(StatusCode::FORBIDDEN, "refusal-second-factor-needed");
                Self { first: Some(First::EnrolFactor), ..failure }
            }
            Error::Engine(EngineError::Refused(Refusal::NotAllowed)) => {
                of(StatusCode::FORBIDDEN, "refusal-not-allowed")
            }
            Error::Engine(EngineError::Refused(refusal)) => {
                of(StatusCode::CONFLICT, &format!("refusal-{refusal}"))
            }
            Error::Engine(EngineError::Conflict) => of(StatusCode::CONFLICT, "error-conflict"),
            Error::Engine(EngineError::Throttled { retry_after_seconds }) => {
                let failure = of(StatusCode::TOO_MANY_REQUESTS, "error-throttled");
                Self { again: Some(*retry_after_seconds), ..failure }
            }
            Error::Engine(EngineError::Store(StoreError::Busy)) => {
                let failure = of(StatusCode::SERVICE_UNAVAILABLE, "error-busy");
                Self { again: Some(BUSY), ..failure }
            }
            Error::Engine(EngineError::Store(_) | EngineError::Internal(_) | EngineError::WrongKey)
            | Error::Render(_) => of(StatusCode::INTERNAL_SERVER_ERROR, "error-internal"),
        }
    }

    /// What a response says, where it is no page: of a handler, or of what stands before handlers and says a status alone.
    fn told_by(response: &Response) -> Option<Self> {
        if let Some(failure) = response.extensions().get::<Self>() {
            return Some(failure.clone());
        }
        let kind =
            response.headers().get(header::CONTENT_TYPE).map_or(b"".as_slice(), |kind| kind.as_bytes());
        let is_bare = kind.is_empty() || kind.starts_with(b"text/plain");
        let key = match response.status() {
            _ if !is_bare => return None,
            StatusCode::BAD_REQUEST
            | StatusCode::UNSUPPORTED_MEDIA_TYPE
            | StatusCode::UNPROCESSABLE_ENTITY => "error-invalid",
            StatusCode::FORBIDDEN => "error-other-site",
            StatusCode::METHOD_NOT_ALLOWED => "error-method",
            StatusCode::PAYLOAD_TOO_LARGE => "error-too-large",
            StatusCode::SERVICE_UNAVAILABLE => "error-too-slow",
            StatusCode::INTERNAL_SERVER_ERROR => "error-internal",
            _ => return None,
        };
        Some(Self { status: response.status(), key: key.to_owned(), first: None, again: None })
    }

    /// The key of what stands above: whether there is no such page, or whether something was not done.
    fn title(&self) -> &'static str {
        match self.status {
            StatusCode::NOT_FOUND | StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED => "error-title",
            _ => "error-title-refused",
        }
    }
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    layout: Layout,
    text: String,
    /// By which the request is found in the log.
    number: Option<String>,
    /// The page from which a form was sent.
    back: Option<String>,
}

/// Makes pages of errors: here alone, since only here the visitor is looked for whatever went wrong.
pub(crate) async fn as_page(State(app): State<App>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let mut asked = parts.clone();
    let response = next.run(Request::from_parts(parts, body)).await;
    let Some(failure) = Failure::told_by(&response) else { return response };
    let visitor = who(&app, &mut asked).await;
    if let Some(first) = failure.first {
        let address = match first {
            First::SignIn => account::sign_in_to(&visitor.path),
            First::EnrolFactor => account::enrol_to(&visitor.path),
        };
        return Redirect::to(&address).into_response();
    }
    let words: Words = visitor.words;
    let page = ErrorPage {
        layout: Layout::new(&visitor, words.t(failure.title())),
        text: words.t(&failure.key),
        number: observe::number(&asked.extensions),
        back: visitor::sent_from(&asked).filter(|_| !asked.method.is_safe()),
    };
    match page.render() {
        Ok(page) => {
            let mut made = (failure.status, Html(page)).into_response();
            if let Some(allowed) = response.headers().get(header::ALLOW) {
                made.headers_mut().insert(header::ALLOW, allowed.clone());
            }
            if let Some(seconds) = failure.again {
                made.headers_mut().insert(header::RETRY_AFTER, seconds.into());
            }
            made
        }
        Err(_) => response,
    }
}

/// Who asked; a stranger where that cannot be found out, since the same may be wrong again.
async fn who(app: &App, asked: &mut Parts) -> Visitor {
    let found = tokio::time::timeout(PATIENCE, Visitor::from_request_parts(asked, app)).await;
    found.ok().and_then(Result::ok).unwrap_or_else(|| Visitor::stranger(asked))
}
