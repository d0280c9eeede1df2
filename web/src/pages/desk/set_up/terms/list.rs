//! The terms of one list: added, changed, imported, merged, deleted.

use super::read;
use crate::{
    App,
    error::Error,
    form::Field,
    form::filled::Filled,
    page::{FormFaults, Layout, Way, refused, render},
    pages::{
        InEvent,
        desk::{
            parts::{Shown, done, must, number, way},
            set_up::AREA,
            upload::Upload,
        },
    },
};
use askama::Template;
use axum::{
    extract::{Multipart, Path, State},
    response::Response,
};
use carnet_engine::{
    Error as EngineError, RegistrationForm, TermId,
    domain::{
        access::UseCase,
        terms::{NewTerm, Term, TermChanges, TermList},
    },
};

type Of = Path<(String, String)>;

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
    list_page(&at, &form, find(&form, &name)?, Shown::first(Filled::default()))
}

fn list_page(
    at: &InEvent,
    form: &RegistrationForm,
    list: &TermList,
    shown: Shown,
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
        merge: vec![
            fields.choice("terms-from", "from", options()),
            fields.choice("terms-into", "into", options()),
        ],
        faults: shown.faults,
    };
    refused(shown.status, render(&page))
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
            list_page(at, &form, find(&form, name)?, shown)
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

pub(crate) async fn import(
    State(app): State<App>,
    at: InEvent,
    Path((_, name)): Of,
    form: Multipart,
) -> Result<Response, Error> {
    must(&at, UseCase::SetUpRegistration)?;
    let upload = Upload::read(form).await?;
    let result = app.engine().import_terms(&at.visitor.actor, at.id, &name, &upload.file, false).await;
    answer(&app, &at, &name, (result.map(|_| ()), "imported", upload.filled)).await
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
