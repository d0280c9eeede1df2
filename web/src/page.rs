//! What every page has, and how one is rendered.

use crate::{error::Error, visitor::Visitor, words::Words};
use askama::Template;
use axum::response::{Html, IntoResponse, Response};

/// What stands around a page.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    pub(crate) w: Words,
    pub(crate) title: String,
    /// Who is signed in.
    pub(crate) user: Option<String>,
    /// The page itself, to come back to it in the other language.
    pub(crate) path: String,
    /// The event that the page is of.
    pub(crate) event: Option<EventBar>,
    /// What was just done.
    pub(crate) done: Option<String>,
}

/// The event that a page is of, and the ways in it.
#[derive(Clone, Debug)]
pub(crate) struct EventBar {
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) ways: Vec<Way>,
    /// The ways of the desk, on its pages.
    pub(crate) desk: Vec<Way>,
}

/// A way to a page.
#[derive(Clone, Debug)]
pub(crate) struct Way {
    pub(crate) href: String,
    pub(crate) text: String,
    /// Whether the visitor is there.
    pub(crate) here: bool,
}

impl Layout {
    pub(crate) fn new(visitor: &Visitor, title: String) -> Self {
        Self {
            w: visitor.words,
            title,
            user: visitor.account.as_ref().map(|account| account.name.clone()),
            path: visitor.path.clone(),
            event: None,
            done: done(visitor),
        }
    }
}

/// What was just done, as the address says by a key: a page that is loaded again says nothing false.
fn done(visitor: &Visitor) -> Option<String> {
    let (_, query) = visitor.path.split_once('?')?;
    let word = query.split('&').find_map(|pair| pair.strip_prefix("done="))?;
    let key = format!("done-{word}");
    visitor.words.has(&key).then(|| visitor.words.t(&key))
}

/// A page as a response.
pub(crate) fn render(page: &impl Template) -> Result<Response, Error> {
    Ok(Html(page.render()?).into_response())
}

/// Faults of a form, each in words: shown in a summary and beside its field.
#[derive(Clone, Debug, Default)]
pub(crate) struct FormFaults(Vec<(String, String)>);

impl FormFaults {
    /// The faults of an engine's error; the error itself where it is about something else.
    pub(crate) fn of(words: Words, error: carnet_engine::Error) -> Result<Self, Error> {
        use carnet_engine::Error as E;
        match error {
            E::Invalid(faults) => {
                let fault = |fault: &carnet_engine::Fault| (fault.path.clone(), in_words(words, fault));
                Ok(Self(faults.as_slice().iter().map(fault).collect()))
            }
            E::Refused(refusal) => Ok(Self(vec![(String::new(), words.t(&format!("refusal-{refusal}")))])),
            E::Throttled { retry_after_seconds } => {
                let minutes = retry_after_seconds.div_euclid(60) + 1;
                Ok(Self(vec![(String::new(), words.n("error-throttled-minutes", minutes))]))
            }
            other => Err(other.into()),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is wrong with a field.
    pub(crate) fn at(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|(path, _)| path == field).map(|(_, text)| text.as_str())
    }

    /// Adds a fault that only the shell can see.
    pub(crate) fn add(&mut self, field: &str, text: String) {
        self.0.push((field.to_owned(), text));
    }

    /// All, for the summary.
    pub(crate) fn all(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(_, text)| text.as_str())
    }
}

/// A fault in words, with what would be right.
pub(crate) fn in_words(words: Words, fault: &carnet_engine::Fault) -> String {
    use fluent_templates::fluent_bundle::FluentValue;
    let value = |value: &serde_json::Value| match value {
        serde_json::Value::Number(n) => FluentValue::from(n.as_f64().unwrap_or_default()),
        serde_json::Value::String(text) => FluentValue::from(text.clone()),
        other => FluentValue::from(other.to_string()),
    };
    let data = fault.data.iter().map(|(name, data)| (name.clone().into(), value(data))).collect();
    words.with_all(&format!("fault-{}", fault.code), &data)
}
