//! What is told of each request: a number by which it is found again, a line in the log, and counts. Never its address,
//! which may hold secrets, and never who asks.

use crate::{App, monitoring::Answered};
use axum::{
    extract::{MatchedPath, Request, State},
    http::{Extensions, HeaderName, HeaderValue, Method, StatusCode},
    middleware::Next,
    response::Response,
};
use data_encoding::HEXLOWER;
use std::time::Instant;
use tower_http::request_id::{MakeRequestId, RequestId};
use tracing::{Instrument, Span};

/// The header of the number.
const NUMBER: HeaderName = HeaderName::from_static("x-request-id");
/// The most characters of a number that somebody else gave.
const NUMBER_MOST: usize = 64;

/// Makes numbers, where nobody before this node has given one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Numbers;

impl MakeRequestId for Numbers {
    fn make_request_id<B>(&mut self, _: &axum::http::Request<B>) -> Option<RequestId> {
        let mut bytes = [0; 8];
        getrandom::fill(&mut bytes).ok()?;
        HeaderValue::try_from(HEXLOWER.encode(&bytes)).ok().map(RequestId::new)
    }
}

/// Takes away what is no number: anybody may write the header, and it goes into logs and pages.
pub(crate) async fn well_formed(mut request: Request, next: Next) -> Response {
    let mut given = request.headers().get_all(&NUMBER).iter();
    let fits = match (given.next(), given.next()) {
        (Some(number), None) => is_number(number.as_bytes()),
        _ => false,
    };
    if !fits {
        request.headers_mut().remove(&NUMBER);
    }
    next.run(request).await
}

fn is_number(text: &[u8]) -> bool {
    let fits = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
    (1..=NUMBER_MOST).contains(&text.len()) && text.iter().all(fits)
}

/// The number of a request.
pub(crate) fn number(extensions: &Extensions) -> Option<String> {
    let id = extensions.get::<RequestId>()?;
    id.header_value().to_str().ok().map(str::to_owned)
}

/// Logs and counts a request.
pub(crate) async fn observe(State(app): State<App>, request: Request, next: Next) -> Response {
    let method = method(request.method());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let number = number(request.extensions()).unwrap_or_default();
    let of = route.as_ref().map_or("none", MatchedPath::as_str);
    let span = tracing::info_span!("web.request", "request.id" = number, method, route = of);
    let mut watch = Watch { app, method, route, span: span.clone(), begun: Instant::now(), status: gone() };
    let response = next.run(request).instrument(span).await;
    watch.status = response.status();
    response
}

/// The status of a request whose caller did not wait for the answer, as proxies write it.
fn gone() -> StatusCode {
    StatusCode::from_u16(499).unwrap_or(StatusCode::REQUEST_TIMEOUT)
}

/// A request under way. Told when it ends, also where nobody waits any more: those are the slowest.
struct Watch {
    app: App,
    method: &'static str,
    route: Option<MatchedPath>,
    span: Span,
    begun: Instant,
    status: StatusCode,
}

impl Drop for Watch {
    fn drop(&mut self) {
        let (method, status, took) = (self.method, self.status, self.begun.elapsed());
        let duration_ms = took.as_millis() as u64;
        self.span.in_scope(|| tracing::info!(status = status.as_u16(), duration_ms, "answered"));
        if let Some(monitoring) = self.app.monitoring() {
            let route = self.route.as_ref().map_or("none", MatchedPath::as_str);
            monitoring.answered(Answered { method, route, status, took });
        }
    }
}

/// One of the methods that HTTP knows: who calls may write any word there.
fn method(method: &Method) -> &'static str {
    const KNOWN: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    KNOWN.into_iter().find(|known| *known == method.as_str()).unwrap_or("other")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_words() {
        for number in ["a", "0190f2a3-55d1-7cc0-9d1e-3f6a5b2c1d0e", "req_1.2"] {
            assert!(is_number(number.as_bytes()), "{number}");
        }
        let long = "a".repeat(65);
        for text in ["", "a b", "<b>", "é", "\"", "ada@example.org", long.as_str()] {
            assert!(!is_number(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn methods_that_nobody_knows_are_one() {
        let made_up = Method::from_bytes(b"BREW").unwrap();
        assert_eq!([method(&Method::PUT), method(&made_up)], ["PUT", "other"]);
    }
}
