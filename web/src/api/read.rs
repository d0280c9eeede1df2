//! What a call brings: its path, its query and its body, each strictly as the document says; and lists by pages.

use super::Error;
use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, RawPathParams, Request},
    http::{Uri, request::Parts},
};
use serde::{Serialize, de::DeserializeOwned};
use std::str::FromStr;
use utoipa::ToSchema;

/// How many results a page has where the call does not say.
pub(crate) const PAGE: usize = 50;
/// The most results of a page.
pub(crate) const PAGE_MOST: usize = 200;
/// The largest body, in bytes; files of events have as much.
const BODY_MOST: usize = 20 * 1024 * 1024;

/// The identity in an address, behind the name of the event. What is no identity names nothing.
pub(crate) struct Id<T>(pub(crate) T);

impl<T: FromStr, S: Send + Sync> FromRequestParts<S> for Id<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let names = RawPathParams::from_request_parts(parts, state).await.map_err(|_| Error::NoPage)?;
        let last = names.iter().filter(|(name, _)| *name != "event").last();
        last.and_then(|(_, value)| value.parse().ok()).map(Self).ok_or(Error::NoPage)
    }
}

/// Two identities in an address, of something that is part of something else.
pub(crate) struct Ids<T, U>(pub(crate) T, pub(crate) U);

impl<T: FromStr, U: FromStr, S: Send + Sync> FromRequestParts<S> for Ids<T, U> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let names = RawPathParams::from_request_parts(parts, state).await.map_err(|_| Error::NoPage)?;
        let mut values = names.iter().filter(|(name, _)| *name != "event").map(|(_, value)| value);
        let first = values.next().and_then(|value| value.parse().ok());
        let second = values.next().and_then(|value| value.parse().ok());
        Ok(Self(first.ok_or(Error::NoPage)?, second.ok_or(Error::NoPage)?))
    }
}

/// What stands after the question mark, and the address that it stands in.
pub(crate) struct Asked<T>(pub(crate) T, pub(crate) Uri);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let query = axum_extra::extract::Query::from_request_parts(parts, state).await;
        let uri = axum::extract::OriginalUri::from_request_parts(parts, state).await;
        let Ok(axum::extract::OriginalUri(uri)) = uri;
        match query {
            Ok(query) => Ok(Self(query.0, uri)),
            Err(error) => {
                let text =
                    std::error::Error::source(&error).map_or_else(|| error.to_string(), ToString::to_string);
                Err(Error::Field { path: "query".to_owned(), code: shape(&text), problem: text })
            }
        }
    }
}

/// A body as it came: a file.
pub(crate) struct Whole(pub(crate) Bytes);

impl<S: Send + Sync> FromRequest<S> for Whole {
    type Rejection = Error;

    async fn from_request(request: Request, _: &S) -> Result<Self, Error> {
        let bytes = axum::body::to_bytes(request.into_body(), BODY_MOST).await;
        bytes.map(Self).map_err(|error| Error::Malformed(error.to_string()))
    }
}

/// A body of JSON.
pub(crate) struct Sent<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Sent<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let Whole(bytes) = Whole::from_request(request, state).await?;
        // Nothing is an object without any field, where all may be left out.
        let text: &[u8] = if bytes.is_empty() { b"{}" } else { &bytes };
        let mut json = serde_json::Deserializer::from_slice(text);
        let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
            let (path, inner) = (error.path().to_string(), error.into_inner());
            let text = inner.to_string();
            if inner.is_data() {
                let path = if path == "." { String::new() } else { path };
                Error::Field { path, code: shape(&text), problem: text }
            } else {
                Error::Malformed(text)
            }
        })?;
        json.end().map_err(|error| Error::Malformed(error.to_string()))?;
        Ok(Self(value))
    }
}

/// What is wrong, by how serde begins to say it.
fn shape(text: &str) -> &'static str {
    if text.contains("unknown field") {
        "unknown-field"
    } else if text.contains("missing field") {
        "required"
    } else if text.contains("unknown variant") || text.contains("is none of the words") {
        "unknown-choice"
    } else {
        "wrong-type"
    }
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Page<T> {
    /// How many results there are on all pages, where that is known.
    count: Option<usize>,
    /// The address of the next page.
    next: Option<String>,
    /// The address of the page before.
    previous: Option<String>,
    /// The results of this page.
    results: Vec<T>,
}

/// Which page of a list is asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paging {
    page: usize,
    size: usize,
}

impl Paging {
    pub(crate) fn new(page: Option<usize>, size: Option<usize>) -> Result<Self, Error> {
        let out = |path: &str, most| {
            let fault = carnet_engine::Fault::new(path, carnet_engine::FaultCode::OutOfRange);
            Err(carnet_engine::Error::from(fault.with("least", 1).with("most", most)).into())
        };
        match (page.unwrap_or(1), size.unwrap_or(PAGE)) {
            (0 | 1_000_001.., _) => out("page", 1_000_000),
            (page, size) if (1..=PAGE_MOST).contains(&size) => Ok(Self { page, size }),
            _ => out("page_size", PAGE_MOST),
        }
    }

    /// How many results come before.
    pub(crate) fn skip(self) -> usize {
        (self.page - 1) * self.size
    }

    pub(crate) fn size(self) -> usize {
        self.size
    }
}

impl<T> Page<T> {
    /// The page of a list that is there in full.
    pub(crate) fn of<E>(all: Vec<E>, paging: Paging, uri: &Uri, dto: impl FnMut(E) -> T) -> Self {
        let count = all.len();
        let results = all.into_iter().skip(paging.skip()).take(paging.size).map(dto).collect();
        Self::cut(results, count, paging, uri)
    }

    /// A page that was cut out already, of so many results in all.
    pub(crate) fn cut(results: Vec<T>, count: usize, paging: Paging, uri: &Uri) -> Self {
        let to = |page: usize| with(uri, "page", &page.to_string());
        let more = paging.skip() + results.len() < count;
        Self {
            count: Some(count),
            next: more.then(|| to(paging.page + 1)),
            previous: (paging.page > 1).then(|| to(paging.page - 1)),
            results,
        }
    }

    /// The page, where so many results are known to be on all.
    pub(crate) fn counting(self, count: Option<usize>) -> Self {
        Self { count, ..self }
    }

    /// A page after which the next one begins at a mark, where there is more.
    pub(crate) fn until(results: Vec<T>, mark: Option<(&str, String)>, uri: &Uri) -> Self {
        let next = mark.map(|(name, value)| with(uri, name, &value));
        Self { count: None, next, previous: None, results }
    }
}

/// An address with another value of one parameter.
fn with(uri: &Uri, name: &str, value: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    let others = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    query.extend_pairs(others.filter(|(known, _)| known != name));
    query.append_pair(name, value);
    format!("{}?{}", uri.path(), query.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_lead_to_each_other_and_keep_what_else_is_asked() {
        let uri: Uri = "/api/v1/events?q=a+b&page=2&page_size=2".parse().unwrap();
        let paging = Paging::new(Some(2), Some(2)).ok().unwrap();
        let page = Page::of(vec![1, 2, 3, 4, 5], paging, &uri, |n| n);
        assert_eq!((page.count, page.results), (Some(5), vec![3, 4]));
        assert_eq!(page.next.as_deref(), Some("/api/v1/events?q=a+b&page_size=2&page=3"));
        assert_eq!(page.previous.as_deref(), Some("/api/v1/events?q=a+b&page_size=2&page=1"));
        let last = Page::of(vec![1, 2, 3, 4, 5], Paging::new(Some(3), Some(2)).ok().unwrap(), &uri, |n| n);
        assert_eq!((last.next, last.results), (None, vec![5]));
    }

    #[test]
    fn a_page_out_of_range_is_refused() {
        for (page, size) in [(Some(0), None), (None, Some(0)), (None, Some(201)), (Some(usize::MAX), None)] {
            assert!(Paging::new(page, size).is_err(), "{page:?} {size:?}");
        }
    }
}
