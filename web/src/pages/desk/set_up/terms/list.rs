//! The terms of one list: added, changed, imported, merged, deleted.

use super::read;
use crate::{
    App,
    error::Error,
    form::Field,
    form::filled::Filled,
    page::{self, FormFaults, Layout, Way, render},
    pages::{
        InEvent,
        desk::{
            parts::{Shown, done, number, way},
            set_up::AREA,
            trial::{Trial, carried, faults_of, is_of_line},
            upload::Upload,
        },
    },
    words::Words,
};
use askama::Template;
use axum::{
    extract::{Multipart, Path, State},
    response::Response,
};
use carnet_engine::{
    Error as EngineError, Fault, RegistrationForm, TermId,
    domain::terms::{NewTerm, Term, TermChanges, TermList},
};

type Of = Path<(String, String)>;

/// How many terms are named of those that a table adds or changes; how many there are is said of all.
const NAMED_MOST: usize = 30;

#[derive(Template)]
#[template(path = "desk/set_up/term_list.html")]
struct ListPage {
    layout: Layout,
    faults: FormFaults,
    back: Way,
    href: String,
    terms: Vec<TermLine>,
    new: Vec<Field>,
    file: Field,
    /// What came of trying a table.
    tried: Option<Trial>,
    merge: Vec<Field>,
}

struct TermLine {
    id: String,
    code: String,
    parent: String,
    fr: String,
    en: String,
}

fn find<'a>(form: &'a RegistrationForm, name: &str) -> Result<&'a TermList, Error> {
    form.lists.iter().find(|list| list.name == name).ok_or(Error::NoPage)
}

pub(crate) async fn show(
    State(app): State<App>,
    at: InEvent,
    Path((_, name)): Of,
) -> Result<Response, Error> {
    let form = read(&app, &at).await?;
    list_page(&at, &form, find(&form, &name)?, (Shown::first(Filled::default()), None))
}

fn list_page(
    at: &InEvent,
    form: &RegistrationForm,
    list: &TermList,
    (shown, tried): (Shown, Option<Trial>),
) -> Result<Response, Error> {
    let words = at.visitor.words;
    let fields = shown.fields(words);
    let terms: Vec<&Term> = form.terms.iter().filter(|term| term.list == list.name).collect();
    let code = |id: Option<TermId>| {
        let parent = id.and_then(|id| terms.iter().find(|term| term.id == id));
        parent.map_or_else(String::new, |term| term.code.clone())
    };
    let line = |term: &&Term| TermLine {
        id: term.id.to_string(),
        code: term.code.clone(),
        parent: code(term.parent),
        fr: term.labels.fr.clone().unwrap_or_default(),
        en: term.labels.en.clone().unwrap_or_default(),
    };
    let options = || -> Vec<_> {
        terms.iter().map(|term| (term.id.to_string(), term.labels.get(words.0).to_owned())).collect()
    };
    let mut new = vec![
        fields.text("terms-code", "terms[0].code").help(words.t("terms-code-help")).required(),
        fields.text("terms-parent", "terms[0].parent").help(words.t("terms-parent-help")),
    ];
    new.extend(fields.texts("field-label", "terms[0].labels"));
    let page = ListPage {
        layout: at.layout(list.labels.get(words.0).to_owned(), AREA),
        back: way(at, &format!("{AREA}/terms"), words.t("set-up-terms")),
        href: at.href(&format!("{AREA}/terms/{}", list.name)),
        terms: terms.iter().map(line).collect(),
        new,
        file: Field::file("file", words.t("terms-file"), ".csv,.txt,.xlsx")
            .help(words.t("terms-file-help"))
            .required()
            .fault(&shown.faults, "file"),
        tried,
        merge: vec![
            fields.choice("terms-from", "from", options()),
            fields.choice("terms-into", "into", options()),
        ],
        faults: shown.faults,
    };
    page::refused(shown.status, render(&page))
}

/// Back to the list: with what was done, or with what was refused.
async fn answer(
    app: &App,
    at: &InEvent,
    name: &str,
    (result, word, filled): (Result<(), EngineError>, &str, Filled),
) -> Result<Response, Error> {
    match result {
        Ok(()) => Ok(done(at, &format!("{AREA}/terms/{name}"), word)),
        Err(error) => {
            let form = read(app, at).await?;
            let shown = Shown::refused(at.visitor.words, filled, error)?;
            list_page(at, &form, find(&form, name)?, (shown, None))
        }
    }
}

pub(crate) async fn save(
    State(app): State<App>,
    at: InEvent,
    Path((_, name)): Of,
    filled: Filled,
) -> Result<Response, Error> {
    let term = NewTerm {
        code: filled.get("terms[0].code").trim().to_owned(),
        parent: filled.some("terms[0].parent").map(str::to_owned),
        labels: filled.texts("terms[0].labels"),
    };
    let result = app.engine().save_terms(&at.visitor.actor, at.id, &name, &[term]).await;
    answer(&app, &at, &name, (result.map(|_: TermChanges| ()), "saved", filled)).await
}

/// Tries a table: what it would add and change, and what is wrong in which line.
pub(crate) async fn import(
    State(app): State<App>,
    at: InEvent,
    Path((_, name)): Of,
    form: Multipart,
) -> Result<Response, Error> {
    let read = read(&app, &at).await?;
    let list = find(&read, &name)?;
    let upload = Upload::read(form).await?;
    let (words, file) = (at.visitor.words, &upload.file);
    let tried = match app.engine().import_terms(&at.visitor.actor, at.id, &name, file, true).await {
        Ok(changes) => (in_words(words, &changes), Vec::new()),
        Err(error) => match faults_by_line(error) {
            Ok(faults) => (Vec::new(), faults),
            Err(error) => return refused(&at, (&read, list), error),
        },
    };
    let href = at.href(&format!("{AREA}/terms/{name}/import/done"));
    let tried = Trial::of(words, (file, "terms"), (tried.0, &tried.1), href);
    list_page(&at, &read, list, (Shown::first(Filled::default()), Some(tried)))
}

/// Carries out what was tried.
pub(crate) async fn carry_out(
    State(app): State<App>,
    at: InEvent,
    Path((_, name)): Of,
    form: Multipart,
) -> Result<Response, Error> {
    let read = read(&app, &at).await?;
    let list = find(&read, &name)?;
    let file = carried(Upload::read(form).await?)?;
    match app.engine().import_terms(&at.visitor.actor, at.id, &name, &file, false).await {
        Ok(_) => Ok(done(&at, &format!("{AREA}/terms/{name}"), "imported")),
        Err(error) => refused(&at, (&read, list), error),
    }
}

/// Faults that are of lines alone; else the error.
fn faults_by_line(error: EngineError) -> Result<Vec<Fault>, EngineError> {
    match error {
        EngineError::Invalid(found) if found.as_slice().iter().all(is_of_line) => {
            Ok(found.as_slice().to_vec())
        }
        error => Err(error),
    }
}

/// A table that is none, or has other columns; or that would be refused now.
fn refused(
    at: &InEvent,
    (form, list): (&RegistrationForm, &TermList),
    error: EngineError,
) -> Result<Response, Error> {
    let words = at.visitor.words;
    let shown = match error {
        EngineError::Invalid(found) => Shown::misread(Filled::default(), faults_of(words, found.as_slice())),
        error => Shown::refused(words, Filled::default(), error)?,
    };
    list_page(at, form, list, (shown, None))
}

/// What a table adds and changes, by the names of the terms.
fn in_words(words: Words, changes: &TermChanges) -> Vec<String> {
    let named = |key: &str, terms: &[Term]| {
        let mut names: Vec<_> = terms.iter().take(NAMED_MOST).map(|term| term.labels.get(words.0)).collect();
        if terms.len() > NAMED_MOST {
            names.push("…");
        }
        (!terms.is_empty()).then(|| format!("{} {}", words.n(key, terms.len() as i64), names.join(" · ")))
    };
    let unchanged = (changes.n_unchanged > 0).then(|| words.n("terms-unchanged", changes.n_unchanged as i64));
    let lines = [named("terms-added", &changes.added), named("terms-changed", &changes.changed), unchanged];
    lines.into_iter().flatten().collect()
}

pub(crate) async fn merge(
    State(app): State<App>,
    at: InEvent,
    Path((_, name)): Of,
    filled: Filled,
) -> Result<Response, Error> {
    let (from, into) = (number(&filled, "from")?, number(&filled, "into")?);
    let result = app.engine().merge_terms(&at.visitor.actor, at.id, from, into).await;
    answer(&app, &at, &name, (result.map(|_| ()), "merged", filled)).await
}

pub(crate) async fn delete(
    State(app): State<App>,
    at: InEvent,
    Path((_, name)): Of,
    filled: Filled,
) -> Result<Response, Error> {
    let result = app.engine().delete_term(&at.visitor.actor, at.id, number(&filled, "term")?).await;
    answer(&app, &at, &name, (result, "removed", Filled::default())).await
}
