//! Fields of forms: each with its label, its help, and its fault beside it.

pub(crate) mod answers;
pub(crate) mod filled;

use crate::page::FormFaults;
use askama::Template;

/// A field, as a page writes it: `{{ field }}`.
#[derive(Clone, Debug, Template)]
#[template(path = "field.html")]
pub(crate) struct Field {
    name: String,
    label: String,
    kind: Kind,
    value: String,
    help: String,
    fault: Option<String>,
    required: bool,
    /// What browsers fill in by themselves.
    autocomplete: &'static str,
    /// Limits of a number or a length, as attributes.
    limits: Vec<(&'static str, String)>,
}

#[derive(Clone, Debug)]
enum Kind {
    /// One line, by the type of HTML.
    Line(&'static str),
    /// Several lines, by how many are seen.
    Lines(u8),
    /// One of several, by value and text.
    Choice(Vec<(String, String)>),
    /// Several of several, by value, text and whether it is chosen.
    Choices(Vec<(String, String, bool)>),
    Tick(bool),
    /// Files of these types.
    File(&'static str),
}

/// A field is HTML already, escaped inside.
impl askama::filters::HtmlSafe for Field {}

impl Field {
    fn new(name: &str, label: String, kind: Kind, value: String) -> Self {
        Self {
            name: name.to_owned(),
            label,
            kind,
            value,
            help: String::new(),
            fault: None,
            required: false,
            autocomplete: "",
            limits: Vec::new(),
        }
    }

    /// One line of text.
    pub(crate) fn text(name: &str, label: String, value: &str) -> Self {
        Self::line("text", name, label, value)
    }

    /// One line of another type of HTML: `email`, `password`, `number`, `date`, `time`, `datetime-local`, `url`, `tel`, `color`.
    pub(crate) fn line(kind: &'static str, name: &str, label: String, value: &str) -> Self {
        Self::new(name, label, Kind::Line(kind), value.to_owned())
    }

    /// Several lines of text.
    pub(crate) fn lines(rows: u8, name: &str, label: String, value: &str) -> Self {
        Self::new(name, label, Kind::Lines(rows), value.to_owned())
    }

    /// One of several; each is a value and its text.
    pub(crate) fn choice(name: &str, label: String, options: Vec<(String, String)>, value: &str) -> Self {
        Self::new(name, label, Kind::Choice(options), value.to_owned())
    }

    /// Any of several; each is a value, its text and whether it is chosen.
    pub(crate) fn choices(name: &str, label: String, options: Vec<(String, String, bool)>) -> Self {
        Self::new(name, label, Kind::Choices(options), String::new())
    }

    /// Yes or no; a browser sends `on` or nothing.
    pub(crate) fn tick(name: &str, label: String, ticked: bool) -> Self {
        Self::new(name, label, Kind::Tick(ticked), String::new())
    }

    /// A file of the types, as HTML's `accept` says them.
    pub(crate) fn file(name: &str, label: String, accept: &'static str) -> Self {
        Self::new(name, label, Kind::File(accept), String::new())
    }

    /// With a sentence that helps.
    pub(crate) fn help(mut self, help: String) -> Self {
        self.help = help;
        self
    }

    /// That must be filled in.
    pub(crate) fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// That browsers may fill in, by HTML's word for what it holds.
    pub(crate) fn autocomplete(mut self, what: &'static str) -> Self {
        self.autocomplete = what;
        self
    }

    /// With a limit: `min`, `max`, `step`, `maxlength`.
    #[expect(clippy::needless_pass_by_value, reason = "numbers and texts are given as they come")]
    pub(crate) fn limit(mut self, name: &'static str, value: impl ToString) -> Self {
        self.limits.push((name, value.to_string()));
        self
    }

    /// With its fault, where it has one: that of its own name, or of another that the engine calls it by.
    pub(crate) fn fault(mut self, faults: &FormFaults, path: &str) -> Self {
        self.fault = faults.at(path).map(str::to_owned);
        self
    }

    /// Its name, and what it is called.
    pub(crate) fn named(&self) -> (&str, &str) {
        (&self.name, &self.label)
    }

    /// With a fault, where there is one.
    pub(crate) fn wrong(mut self, fault: Option<&str>) -> Self {
        self.fault = fault.map(str::to_owned);
        self
    }
}
