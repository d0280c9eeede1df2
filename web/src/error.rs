//! What went wrong, as a page.

use crate::{page::Layout, pages::account, visitor::Visitor, words::Words};
use askama::Template;
use axum::{
    extract::Request,
    http::StatusCode,
    middleware::Next,
    response::{Html, IntoResponse, Redirect, Response},
};
use carnet_engine::{Error as EngineError, Refusal};

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
        if failure.status.is_server_error() {
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
        let of = |status, key: &str| Self { status, key: key.to_owned(), first: None };
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
            Error::Engine(EngineError::Throttled { .. }) => {
                of(StatusCode::TOO_MANY_REQUESTS, "error-throttled")
            }
            Error::Engine(EngineError::Store(_) | EngineError::Internal(_) | EngineError::WrongKey)
            | Error::Render(_) => of(StatusCode::INTERNAL_SERVER_ERROR, "error-internal"),
        }
    }
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    layout: Layout,
    text: String,
}

/// Makes pages of errors: here alone, since only here the visitor is known whatever went wrong.
pub(crate) async fn as_page(visitor: Result<Visitor, Error>, request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    let Some(failure) = response.extensions().get::<Failure>().cloned() else { return response };
    let Ok(visitor) = visitor else { return response };
    if let Some(first) = failure.first {
        let address = match first {
            First::SignIn => account::sign_in_to(&visitor.path),
            First::EnrolFactor => account::enrol_to(&visitor.path),
        };
        return Redirect::to(&address).into_response();
    }
    let words: Words = visitor.words;
    let layout = Layout::new(&visitor, words.t("error-title"));
    match (ErrorPage { layout, text: words.t(&failure.key) }).render() {
        Ok(page) => (failure.status, Html(page)).into_response(),
        Err(_) => response,
    }
}
