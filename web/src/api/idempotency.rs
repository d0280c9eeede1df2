//! The same call under the same key is done once, whoever repeats it and however often.

use super::{Caller, Error};
use crate::App;
use axum::{
    body::{Body, to_bytes},
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use carnet_engine::{Answered, Begin};
use sha2::{Digest, Sha256};

/// The header of the key.
pub(crate) const KEY: &str = "idempotency-key";
/// Says that the answer is of an earlier call.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// The largest body, in bytes.
const BODY_MOST: usize = 20 * 1024 * 1024;
/// The largest answer that is kept: answers to writes are small.
const ANSWER_MOST: usize = 1024 * 1024;

/// What is kept of an answer that holds a secret, in its stead.
#[derive(Clone, Debug)]
pub(super) struct KeptAs(pub(super) Vec<u8>);

/// Does a call that writes under a key once, and answers it alike again.
pub(crate) async fn once(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(key) = key(request.method(), request.headers()) else { return next.run(request).await };
    match under_key(&app, &key, request, next).await {
        Ok(response) => response,
        Err(error) => error.into_response(),
    }
}

fn key(method: &Method, headers: &HeaderMap) -> Option<String> {
    let writes = !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
    let key = headers.get(KEY).filter(|_| writes)?;
    // What is no text is no key that anybody could have meant.
    Some(key.to_str().unwrap_or_default().to_owned())
}

async fn under_key(app: &App, key: &str, request: Request, next: Next) -> Result<Response, Error> {
    let (mut parts, body) = request.into_parts();
    let Caller { actor } = Caller::from_request_parts(&mut parts, app).await?;
    let body = to_bytes(body, BODY_MOST).await.map_err(|error| Error::Malformed(error.to_string()))?;
    let call =
        format!("{} {}\n{}", parts.method, parts.uri, data_encoding::HEXLOWER.encode(&Sha256::digest(&body)));
    let call = match app.engine().begin_call(&actor, key, &call).await? {
        Begin::First(call) => call,
        Begin::Known(answer) => return Ok(again(answer)),
        Begin::Other => return Err(Error::KeyOfAnother),
        Begin::GoingOn => return Err(Error::GoingOn),
    };
    let (app, request) = (app.clone(), Request::from_parts(parts, Body::from(body)));
    // A task of its own: whoever hangs up does not end what has begun, and finds the answer later.
    let doing = tokio::spawn(async move {
        let response = super::problem::as_problem(request, next).await;
        let (parts, body) = response.into_parts();
        let Ok(bytes) = to_bytes(body, ANSWER_MOST).await else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        let body = parts.extensions.get::<KeptAs>().map_or(&*bytes, |kept| &kept.0);
        let answer = kept(parts.status).then(|| answered(parts.status, &parts.headers, body));
        if let Err(error) = app.engine().end_call(&actor, &call, answer.as_ref()).await {
            tracing::error!(error = ?error, "an answer could not be kept");
        }
        Response::from_parts(parts, Body::from(bytes))
    });
    Ok(doing.await.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response()))
}

/// Whether an answer holds: not one after which the same call may succeed.
fn kept(status: StatusCode) -> bool {
    !status.is_server_error() && !matches!(status, StatusCode::CONFLICT | StatusCode::TOO_MANY_REQUESTS)
}

fn answered(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Answered {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    Answered { status: status.as_u16(), content_type: kind.map(str::to_owned), body: body.to_vec() }
}

fn again(answer: Answered) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, answer.body).into_response();
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_TYPE);
    if let Some(kind) = answer.content_type.and_then(|kind| HeaderValue::try_from(kind).ok()) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    headers.insert(REPLAYED, HeaderValue::from_static("true"));
    response
}
