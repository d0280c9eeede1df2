//! What every page has, and how one is rendered.

use crate::{error::Error, visitor::Visitor, words::Words};
use askama::Template;
use axum::{
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use carnet_engine::domain::account::Language;

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
    /// What search engines and those who share it are told; of any other page, to leave it alone.
    pub(crate) public: Option<Public>,
}

/// What a page says of itself to programs that show it elsewhere.
#[derive(Clone, Debug)]
pub(crate) struct Public {
    /// Its one address, whatever led here.
    pub(crate) address: String,
    pub(crate) description: String,
    pub(crate) image: Option<String>,
    /// The event, as schema.org describes one: JSON that no HTML can end.
    pub(crate) data: Option<String>,
}

impl Public {
    /// The page at an address of the installation, with a description of one line.
    pub(crate) fn new(base: &str, path: &str, description: &str) -> Self {
        const MOST: usize = 300;
        let line = description.split_whitespace().collect::<Vec<_>>().join(" ");
        let description = match line.char_indices().nth(MOST) {
            Some((end, _)) => format!("{}…", line[..end].trim_end()),
            None => line,
        };
        let address = format!("{}{path}", base.trim_end_matches('/'));
        Self { address, description, image: None, data: None }
    }
}

/// The event that a page is of, and the ways in it.
#[derive(Clone, Debug)]
pub(crate) struct EventBar {
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) ways: Vec<Way>,
    /// The ways of the desk, on its pages.
    pub(crate) desk: Vec<Way>,
    /// The ways below the page, to the texts of the event.
    pub(crate) foot: Vec<Way>,
    /// Where its colours are, where they are its own.
    pub(crate) style: Option<String>,
    /// Where its logo is.
    pub(crate) logo: Option<String>,
    /// The ways of the space of who takes part, on its pages.
    pub(crate) space: Vec<Way>,
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
            public: None,
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

/// How a form is refused: the status of the page that shows it once more, and after how many seconds it may be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    status: StatusCode,
    again: Option<i64>,
}

impl From<StatusCode> for Refused {
    fn from(status: StatusCode) -> Self {
        Self { status, again: None }
    }
}

/// A form once more, with its faults, by [`FormFaults::status`].
pub(crate) fn refused(how: Refused, page: Result<Response, Error>) -> Result<Response, Error> {
    let mut response = (how.status, page?).into_response();
    if let Some(seconds) = how.again {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    Ok(response)
}

/// Faults of a form, each in words: shown in a summary and beside its field.
#[derive(Clone, Debug, Default)]
pub(crate) struct FormFaults {
    all: Vec<FormFault>,
    /// After how many seconds it may be sent again, where it was sent too often.
    again: Option<i64>,
}

/// A fault, as the summary shows it.
#[derive(Clone, Debug)]
pub(crate) struct FormFault {
    path: String,
    pub(crate) text: String,
    /// The field to go to, and what it is called; nothing where the fault is of the whole form.
    pub(crate) field: Option<(String, String)>,
}

impl FormFaults {
    /// The faults of an engine's error; the error itself where it is about something else.
    pub(crate) fn of(words: Words, error: carnet_engine::Error) -> Result<Self, Error> {
        use carnet_engine::Error as E;
        match error {
            E::Invalid(faults) => {
                let fault = |fault: &carnet_engine::Fault| (fault.path.clone(), in_words(words, fault));
                let mut found = Self::default();
                for (path, text) in faults.as_slice().iter().map(fault) {
                    found.add(&path, text);
                }
                Ok(found)
            }
            E::Refused(refusal) => Ok(Self::whole(words.t(&format!("refusal-{refusal}")))),
            E::Throttled { retry_after_seconds } => {
                let minutes = retry_after_seconds.div_euclid(60) + 1;
                let found = Self::whole(words.n("error-throttled-minutes", minutes));
                Ok(Self { again: Some(retry_after_seconds), ..found })
            }
            other => Err(other.into()),
        }
    }

    /// A fault of the form as a whole.
    pub(crate) fn whole(text: String) -> Self {
        let mut found = Self::default();
        found.add("", text);
        found
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// How the page is answered that shows the form once more.
    pub(crate) fn status(&self) -> Refused {
        let throttled = self.again.is_some();
        let status = if throttled { StatusCode::TOO_MANY_REQUESTS } else { StatusCode::UNPROCESSABLE_ENTITY };
        Refused { status, again: self.again }
    }

    /// What is wrong with a field, or with one of several things that were chosen in it: `sectors[2]` is of `sectors`.
    pub(crate) fn at(&self, field: &str) -> Option<&str> {
        let is_of = |path: &str| match path.strip_prefix(field) {
            Some("") => true,
            Some(rest) => rest.starts_with('[') && rest.ends_with(']'),
            None => false,
        };
        self.all.iter().find(|fault| is_of(&fault.path)).map(|fault| fault.text.as_str())
    }

    /// What is wrong with a field, or with one of the things that are chosen in it.
    pub(crate) fn within(&self, field: &str) -> Option<&str> {
        let inside = |path: &str| path.strip_prefix(field).is_some_and(|rest| rest.starts_with('['));
        let found = self.all.iter().find(|fault| fault.path == field || inside(&fault.path));
        found.map(|fault| fault.text.as_str())
    }

    /// Lets the summary lead to the fields of a page: by name, with what each is called.
    pub(crate) fn lead_to<'a>(&mut self, fields: impl Iterator<Item = (&'a str, &'a str)>) {
        for (name, label) in fields {
            // A text of two languages, or several things that are chosen, may be wrong as a whole.
            let is_of = |path: &str| {
                path == name
                    || path.strip_prefix(name).is_some_and(|rest| rest.starts_with('['))
                    || name.strip_prefix(path).is_some_and(|rest| rest == ".fr")
            };
            for fault in self.all.iter_mut().filter(|fault| fault.field.is_none() && is_of(&fault.path)) {
                fault.field = Some((name.to_owned(), label.to_owned()));
            }
        }
    }

    /// Adds a fault that only the shell can see.
    pub(crate) fn add(&mut self, field: &str, text: String) {
        self.all.push(FormFault { path: field.to_owned(), text, field: None });
    }

    /// Adds a fault of a field, which the summary names and leads to.
    pub(crate) fn add_of(&mut self, field: &str, label: String, text: String) {
        self.all.push(FormFault { path: field.to_owned(), text, field: Some((field.to_owned(), label)) });
    }

    /// All, for the summary.
    pub(crate) fn all(&self) -> impl Iterator<Item = &FormFault> {
        self.all.iter()
    }
}

/// A fault in words, with what would be right.
pub(crate) fn in_words(words: Words, fault: &carnet_engine::Fault) -> String {
    use fluent_templates::fluent_bundle::FluentValue;
    let value = |value: &serde_json::Value| match value {
        // A fraction has a comma or a point, as the language has it; whole numbers choose a plural.
        serde_json::Value::Number(n) if n.is_f64() && words.0 == Language::French => {
            FluentValue::from(n.to_string().replace('.', ","))
        }
        serde_json::Value::Number(n) => FluentValue::from(n.as_f64().unwrap_or_default()),
        serde_json::Value::String(text) => FluentValue::from(text.clone()),
        other => FluentValue::from(other.to_string()),
    };
    let data = fault.data.iter().map(|(name, data)| (name.clone().into(), value(data))).collect();
    words.with_all(&format!("fault-{}", fault.code), &data)
}
