//! What pages of the desk have in common: a page that is a form, and what happens when a form is refused.

use crate::{
    error::Error,
    form::Field,
    form::filled::{Fields, Filled},
    page::{FormFaults, Layout, Refused, Way, refused, render},
    pages::InEvent,
    prose,
    words::Words,
};
use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use carnet_engine::{
    Error as EngineError,
    domain::{access::UseCase, account::Language},
};

/// A page that is a form: sections of rows of fields.
#[derive(Template)]
#[template(path = "desk/form.html")]
pub(super) struct FormPage {
    pub(super) layout: Layout,
    pub(super) faults: FormFaults,
    /// The page that it is reached from.
    pub(super) back: Way,
    /// What is to be known before one fills it in.
    pub(super) intro: Vec<String>,
    /// For whom one acts.
    pub(super) on_behalf: Option<String>,
    /// Where it is sent; here, where it is empty.
    pub(super) action: String,
    pub(super) hidden: Vec<(String, String)>,
    pub(super) sections: Vec<Section>,
    pub(super) submit: String,
    /// Another button, which sends `do` with a word: to look first.
    pub(super) look: Option<String>,
    /// How texts that are not kept yet will look.
    pub(super) previews: Vec<Preview>,
}

/// A text that somebody writes in Markdown, as others will see it.
#[derive(Clone, Debug)]
pub(super) struct Preview {
    pub(super) title: String,
    pub(super) language: &'static str,
    pub(super) html: String,
}

/// A part of a form: fields in rows, with a heading where it has one.
#[derive(Clone, Debug, Default)]
pub(super) struct Section {
    pub(super) title: String,
    pub(super) help: String,
    pub(super) rows: Vec<Vec<Field>>,
}

impl Section {
    pub(super) fn new(title: String) -> Self {
        Self { title, ..Self::default() }
    }

    /// Fields without a heading, each in a row.
    pub(super) fn plain(fields: Vec<Field>) -> Self {
        Self { rows: fields.into_iter().map(|field| vec![field]).collect(), ..Self::default() }
    }

    pub(super) fn help(mut self, help: String) -> Self {
        self.help = help;
        self
    }

    /// One more row.
    pub(super) fn row(mut self, fields: Vec<Field>) -> Self {
        self.rows.push(fields);
        self
    }

    /// Each field in a row of its own.
    pub(super) fn all(mut self, fields: Vec<Field>) -> Self {
        self.rows.extend(fields.into_iter().map(|field| vec![field]));
        self
    }
}

impl FormPage {
    /// A form with its title, the page that leads to it, and what its button says.
    pub(super) fn new(at: &InEvent, title: String, (area, back): (&str, Way), submit: String) -> Self {
        Self {
            layout: at.layout(title, area),
            faults: FormFaults::default(),
            back,
            intro: Vec::new(),
            on_behalf: None,
            action: String::new(),
            hidden: Vec::new(),
            sections: Vec::new(),
            submit,
            look: None,
            previews: Vec::new(),
        }
    }

    pub(super) fn intro(mut self, text: String) -> Self {
        self.intro.push(text);
        self
    }

    #[expect(clippy::needless_pass_by_value, reason = "a number is handed in as it is")]
    pub(super) fn hidden(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        self.hidden.push((name.into(), value.to_string()));
        self
    }

    /// Carries fields along as they are filled in, which nobody edits: identities of rows.
    pub(super) fn carry(mut self, filled: &Filled, name: &str) -> Self {
        if let Some(value) = filled.some(name) {
            self.hidden.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// With a button to look at texts first, by name and what each is called; and, where that was pressed, how they look.
    pub(super) fn look_at(mut self, filled: &Filled, texts: impl Iterator<Item = (String, String)>) -> Self {
        let words = self.layout.w;
        self.look = Some(words.t("desk-look"));
        if !looks(filled) {
            return self;
        }
        for (title, name) in texts {
            for language in Language::ALL {
                let html = prose::html(filled.get(&format!("{name}.{language}")));
                if !html.is_empty() {
                    let title = format!("{title} ({})", words.t(&format!("desk-language-{language}")));
                    self.previews.push(Preview { title, language: language.as_str(), html });
                }
            }
        }
        self
    }

    /// The same of one text.
    pub(super) fn look_at_one(self, filled: &Filled, key: &str, name: &str) -> Self {
        let text = (self.layout.w.t(key), name.to_owned());
        self.look_at(filled, std::iter::once(text))
    }

    pub(super) fn section(mut self, section: Section) -> Self {
        self.sections.push(section);
        self
    }
}

/// Whether a form is sent to look at it first.
pub(super) fn looks(filled: &Filled) -> bool {
    filled.get("do") == "look"
}

/// What a form shows: what is filled in, and what of it was refused with which status.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub(super) filled: Filled,
    pub(super) faults: FormFaults,
    pub(super) status: Refused,
}

impl Shown {
    /// A form at first.
    pub(super) fn first(filled: Filled) -> Self {
        Self { filled, faults: FormFaults::default(), status: StatusCode::OK.into() }
    }

    /// A form with what only the shell can see: no number where one is asked for.
    pub(super) fn misread(filled: Filled, faults: FormFaults) -> Self {
        Self { filled, status: faults.status(), faults }
    }

    /// A form that the engine refused. Of two who edit the same, the second keeps what was typed and is told.
    pub(super) fn refused(words: Words, filled: Filled, error: EngineError) -> Result<Self, Error> {
        if let EngineError::Conflict = error {
            let mut faults = FormFaults::default();
            faults.add("", words.t("desk-conflict"));
            return Ok(Self { filled, faults, status: StatusCode::CONFLICT.into() });
        }
        Ok(Self::misread(filled, FormFaults::of(words, error)?))
    }

    pub(super) fn fields(&self, words: Words) -> Fields<'_> {
        Fields { words, filled: &self.filled, faults: &self.faults }
    }

    /// The page with its faults and its status.
    pub(super) fn render(self, mut page: FormPage) -> Result<Response, Error> {
        page.faults = self.faults;
        let fields = page.sections.iter().flat_map(|section| &section.rows).flatten();
        page.faults.lead_to(fields.map(Field::named));
        refused(self.status, render(&page))
    }
}

/// A way back, or on.
pub(super) fn way(at: &InEvent, rest: &str, text: String) -> Way {
    Way { href: at.href(rest), text, here: false }
}

/// On to a page of the event, which says what was done.
pub(super) fn done(at: &InEvent, rest: &str, word: &str) -> Response {
    Redirect::to(&at.href(&format!("{rest}?done=desk-{word}"))).into_response()
}

/// Nothing, or why the visitor may not see a page: what it reads is open to more people than what is done on it.
pub(super) fn must(at: &InEvent, use_case: UseCase) -> Result<(), Error> {
    at.presence.may_administer(use_case).map_err(|refusal| EngineError::Refused(refusal).into())
}

/// What a form carries along and nobody types: a version, an identity.
pub(super) fn number<T: std::str::FromStr>(filled: &Filled, name: &str) -> Result<T, Error> {
    filled.get(name).parse().map_err(|_| Error::NoPage)
}
