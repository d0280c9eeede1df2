//! Asking for an account. Whoever asks learns nothing of others: the page says the same whether the address has one or not.

use super::languages;
use crate::{
    App,
    error::Error,
    form::Field,
    page::{FormFaults, Layout, refused, render},
    visitor::Visitor,
};
use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::Form;
use carnet_engine::domain::account::{Language, NewAccount};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "account/new.html")]
struct NewPage {
    layout: Layout,
    faults: FormFaults,
    name: Field,
    email: Field,
    language: Field,
}

#[derive(Debug, Deserialize)]
pub(super) struct NewForm {
    name: String,
    email: String,
    language: Language,
}

pub(super) async fn form(visitor: Visitor) -> Result<Response, Error> {
    let empty = NewForm { name: String::new(), email: String::new(), language: visitor.language() };
    page(&visitor, FormFaults::default(), &empty)
}

fn page(visitor: &Visitor, faults: FormFaults, form: &NewForm) -> Result<Response, Error> {
    let words = visitor.words;
    let name = Field::text("name", words.t("account-name"), &form.name);
    let email = Field::line("email", "email", words.t("sign-in-email"), &form.email);
    let language = languages(visitor, form.language);
    render(&NewPage {
        layout: Layout::new(visitor, words.t("account-new-title")),
        name: name.required().autocomplete("name").fault(&faults, "name"),
        email: email.required().autocomplete("email").fault(&faults, "email"),
        language: language.help(words.t("account-language-help")),
        faults,
    })
}

pub(super) async fn create(
    State(app): State<App>,
    visitor: Visitor,
    Form(form): Form<NewForm>,
) -> Result<Response, Error> {
    let new = NewAccount { email: form.email.clone(), name: form.name.clone(), language: form.language };
    match app.engine().create_account(&visitor.actor, &new).await {
        Ok(()) => Ok(Redirect::to("/account/sign-in?done=account-asked").into_response()),
        Err(error) => {
            let faults = FormFaults::of(visitor.words, error)?;
            let status = faults.status();
            refused(status, page(&visitor, faults, &form))
        }
    }
}
