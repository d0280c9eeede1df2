//! The account of a person: making one, signing in and out, and everything that is one's own to change.

mod archive;
mod create;
mod email;
mod password;
mod second_factor;
mod sign_in;
mod sign_ins;

use crate::{
    App,
    error::Error,
    form::Field,
    page::{Layout, render},
    visitor::{self, Visitor},
};
use askama::Template;
use axum::{
    Router,
    extract::State,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use axum_extra::extract::{Form, cookie::CookieJar};
use carnet_engine::domain::account::Language;
use serde::Deserialize;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/", get(show))
        .route("/new", get(create::form).post(create::create))
        .route("/sign-in", get(sign_in::sign_in_form).post(sign_in::sign_in))
        .route("/second-factor", get(sign_in::factor_form).post(sign_in::check_factor))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/sign-ins", get(sign_ins::list))
        .route("/sign-ins/{id}/end", post(sign_ins::end))
        // A form, since taking it is recorded.
        .route("/archive", post(archive::take))
        .route("/forgotten", get(password::forgotten_form).post(password::recover))
        .route("/password", get(password::set_form).post(password::set))
        .route("/change-password", get(password::change_form).post(password::change))
        .route("/change-email", get(email::ask_form).post(email::ask))
        .route("/email", get(email::confirm_form).post(email::confirm))
        .route("/factor", get(second_factor::show).post(second_factor::enrol))
        .route("/factor/confirm", post(second_factor::confirm))
        .route("/factor/remove", post(second_factor::remove))
        .route("/language", post(change_language))
}

/// Where to go after signing in.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Next {
    #[serde(default)]
    next: String,
}

impl Next {
    /// A page of this host, never one of another.
    fn href(&self) -> &str {
        // Browsers read a backslash as a slash, and read over tabs and ends of lines.
        let strange = |sign: char| sign == '\\' || sign.is_control();
        let own = self.next.starts_with('/') && !self.next.starts_with("//") && !self.next.contains(strange);
        if own { &self.next } else { "/" }
    }
}

/// The address of the page to sign in on, to come back from.
pub(crate) fn sign_in_to(path: &str) -> String {
    and_back("/account/sign-in", path)
}

/// The address of the page to set a second factor up on, to come back from.
pub(crate) fn enrol_to(path: &str) -> String {
    and_back("/account/factor", path)
}

/// A page, with the one to go to from there.
fn and_back(page: &str, next: &str) -> String {
    let escaped: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
    format!("{page}?next={escaped}")
}

#[derive(Debug, Deserialize)]
pub(crate) struct LanguageForm {
    language: Language,
    #[serde(flatten)]
    next: Next,
}

pub(crate) async fn change_language(
    State(app): State<App>,
    visitor: Visitor,
    jar: CookieJar,
    Form(form): Form<LanguageForm>,
) -> Result<Response, Error> {
    if visitor.account.is_some() {
        app.engine().change_language(&visitor.actor, form.language).await?;
    }
    Ok((visitor::speaks(jar, form.language), Redirect::to(form.next.href())).into_response())
}

#[derive(Template)]
#[template(path = "account/show.html")]
struct AccountPage {
    layout: Layout,
    name: String,
    email: String,
    language: Field,
    /// What there is to change or to look at: address, title, what it is.
    ways: Vec<(&'static str, String, String)>,
}

/// Where each way of the account leads; its words are `account-way-WORD` and `account-way-WORD-text`.
pub(crate) const WAYS: &[(&str, &str)] = &[
    ("/account/change-password", "password"),
    ("/account/change-email", "email"),
    ("/account/factor", "factor"),
    ("/account/sign-ins", "sign-ins"),
    ("/account/tokens", "tokens"),
];

pub(crate) async fn show(State(app): State<App>, visitor: Visitor) -> Result<Response, Error> {
    let account = app.engine().show_account(&visitor.actor).await?;
    let words = visitor.words;
    let ways = WAYS.iter().map(|(href, word)| {
        let title = words.t(&format!("account-way-{word}"));
        (*href, title, words.t(&format!("account-way-{word}-text")))
    });
    render(&AccountPage {
        layout: Layout::new(&visitor, words.t("account-title")),
        name: account.name,
        email: account.email.as_str().to_owned(),
        language: languages(&visitor, account.language),
        ways: ways.collect(),
    })
}

/// The field of a language, each by its own name.
fn languages(visitor: &Visitor, chosen: Language) -> Field {
    let option = |language: &Language| {
        (language.as_str().to_owned(), crate::words::Words(*language).t("layout-language"))
    };
    let options = Language::ALL.iter().map(option).collect();
    Field::choice("language", visitor.words.t("account-language"), options, chosen.as_str())
}
