//! Lists of terms: which there are, and what each is for.

pub(super) mod list;

use super::{AREA, step_page};
use crate::{
    App,
    error::Error,
    form::filled::Filled,
    page::Way,
    pages::{
        InEvent,
        desk::parts::{Section, Shown, done, must, number},
    },
};
use askama::Template;
use axum::{extract::State, response::Response};
use carnet_engine::{
    RegistrationForm,
    domain::{
        access::UseCase,
        terms::{ListRole, TermList},
    },
};

#[derive(Template)]
#[template(path = "desk/set_up/terms.html")]
struct TermsPage {
    form: crate::pages::desk::parts::FormPage,
    layout: crate::page::Layout,
    lists: Vec<(Way, String)>,
}

async fn read(app: &App, at: &InEvent) -> Result<RegistrationForm, Error> {
    must(at, UseCase::SetUpRegistration)?;
    Ok(app.engine().show_registration_form(&at.visitor.actor, at.id).await?)
}

pub(crate) async fn show(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    let form = read(&app, &at).await?;
    let mut filled = Filled::default();
    filled.put("version", form.version);
    for (i, list) in form.lists.iter().enumerate() {
        let path = format!("lists[{i}]");
        filled.put(format!("{path}.name"), &list.name);
        filled.put(format!("{path}.role"), list.role);
        filled.put_texts(&format!("{path}.labels"), Some(&list.labels));
    }
    lists_page(&at, &form, &Shown::first(filled))
}

fn lists_page(at: &InEvent, form: &RegistrationForm, shown: &Shown) -> Result<Response, Error> {
    let words = at.visitor.words;
    let fields = shown.fields(words);
    let n = shown.filled.rows("lists");
    let mut page = step_page(at, "terms", &shown.filled).intro(words.t("set-up-rows-help"));
    for i in 0..=n {
        let path = format!("lists[{i}]");
        let title = if i < n { words.n("terms-list", i as i64 + 1) } else { words.t("terms-new-list") };
        let mut section =
            Section::new(title).row(fields.texts("field-label", &format!("{path}.labels"))).row(vec![
                fields.text("field-name", &format!("{path}.name")).help(words.t("field-name-help")),
                fields.word("terms-role", &format!("{path}.role"), ("terms-role", ListRole::ALL)),
            ]);
        if i < n {
            section = section.row(vec![fields.tick("desk-remove", &format!("{path}.gone"))]);
        }
        page = page.section(section);
    }
    page.faults = shown.faults.clone();
    let line = |list: &TermList| {
        let n_terms = form.terms.iter().filter(|term| term.list == list.name).count();
        let href = at.href(&format!("{AREA}/terms/{}", list.name));
        let text = list.labels.get(words.0).to_owned();
        (Way { href, text, here: false }, words.n("terms-n", n_terms as i64))
    };
    let page =
        TermsPage { layout: page.layout.clone(), lists: form.lists.iter().map(line).collect(), form: page };
    crate::page::refused(shown.status, crate::page::render(&page))
}

pub(crate) async fn save(State(app): State<App>, at: InEvent, mut filled: Filled) -> Result<Response, Error> {
    let form = read(&app, &at).await?;
    filled.leave_out("lists", |filled, row| {
        filled.has(&format!("{row}.gone")) || filled.is_blank(row, &["name", "labels.fr", "labels.en"])
    });
    let list = |i: usize| {
        let path = format!("lists[{i}]");
        TermList {
            name: filled.get(&format!("{path}.name")).trim().to_owned(),
            role: ListRole::parse(filled.get(&format!("{path}.role"))).unwrap_or(ListRole::Other),
            labels: filled.texts(&format!("{path}.labels")),
        }
    };
    let lists: Vec<_> = (0..filled.rows("lists")).map(list).collect();
    let version = number(&filled, "version")?;
    match app.engine().set_term_lists(&at.visitor.actor, at.id, version, &lists).await {
        Ok(()) => Ok(done(&at, &format!("{AREA}/terms"), "saved")),
        Err(error) => {
            filled.renew("version", form.version, &error);
            lists_page(&at, &form, &Shown::refused(at.visitor.words, filled, error)?)
        }
    }
}
