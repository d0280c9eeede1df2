//! Passwords: asked for anew, set by a link, changed.

use crate::{
    App,
    error::Error,
    form::Field,
    page::{FormFaults, Layout, refused, render},
    visitor::{self, Link, Visitor},
    words::Words,
};
use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::{Form, cookie::CookieJar};
use carnet_engine::Engine;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "account/forgotten.html")]
struct ForgottenPage {
    layout: Layout,
    faults: FormFaults,
    email: Field,
}

pub(super) async fn forgotten_form(visitor: Visitor) -> Result<Response, Error> {
    forgotten_page(&visitor, FormFaults::default(), "")
}

fn forgotten_page(visitor: &Visitor, faults: FormFaults, email: &str) -> Result<Response, Error> {
    let words = visitor.words;
    let email = Field::line("email", "email", words.t("sign-in-email"), email);
    render(&ForgottenPage {
        layout: Layout::new(visitor, words.t("password-forgotten-title")),
        email: email.required().autocomplete("email").fault(&faults, "email"),
        faults,
    })
}

#[derive(Debug, Deserialize)]
pub(super) struct ForgottenForm {
    email: String,
}

pub(super) async fn recover(
    State(app): State<App>,
    visitor: Visitor,
    Form(form): Form<ForgottenForm>,
) -> Result<Response, Error> {
    match app.engine().recover_password(&visitor.actor, &form.email).await {
        Ok(()) => Ok(Redirect::to("/account/sign-in?done=password-asked").into_response()),
        Err(error) => {
            let faults = FormFaults::of(visitor.words, error)?;
            let status = faults.status();
            refused(status, forgotten_page(&visitor, faults, &form.email))
        }
    }
}

/// What a link in a mail carries.
#[derive(Debug, Deserialize)]
pub(super) struct Sent {
    pub(super) link: Option<String>,
}

#[derive(Template)]
#[template(path = "account/password.html")]
struct SetPage {
    layout: Layout,
    faults: FormFaults,
    /// Nothing where there is no link to set it by.
    password: Option<Field>,
}

/// The secret leaves the address at once, so that it stays in no history and goes to nobody as a referrer.
pub(super) async fn set_form(
    State(app): State<App>,
    visitor: Visitor,
    jar: CookieJar,
    Query(sent): Query<Sent>,
) -> Result<Response, Error> {
    if let Some(secret) = sent.link {
        let there = Redirect::to("/account/password");
        return Ok((visitor::carries(jar, Link::Password, secret), there).into_response());
    }
    let has_link = visitor::carried(&jar, Link::Password).is_some();
    set_page(app.engine(), &visitor, FormFaults::default(), has_link)
}

fn set_page(
    engine: &Engine,
    visitor: &Visitor,
    faults: FormFaults,
    has_link: bool,
) -> Result<Response, Error> {
    let words = visitor.words;
    let password = Field::line("password", "password", words.t("password-new"), "");
    let password = password.required().autocomplete("new-password").help(rule(engine, words));
    render(&SetPage {
        layout: Layout::new(visitor, words.t("password-title")),
        password: has_link.then(|| password.fault(&faults, "password")),
        faults,
    })
}

#[derive(Debug, Deserialize)]
pub(super) struct SetForm {
    password: String,
}

pub(super) async fn set(
    State(app): State<App>,
    visitor: Visitor,
    jar: CookieJar,
    Form(form): Form<SetForm>,
) -> Result<Response, Error> {
    let Some(secret) = visitor::carried(&jar, Link::Password) else {
        return set_page(app.engine(), &visitor, FormFaults::default(), false);
    };
    match app.engine().set_password(&visitor.actor, &secret, &form.password).await {
        Ok(()) => {
            let jar = visitor::signed_out(visitor::drops(jar, Link::Password));
            Ok((jar, Redirect::to("/account/sign-in?done=password-set")).into_response())
        }
        Err(error) => {
            let faults = FormFaults::of(visitor.words, error)?;
            // With a weak password the link is still good; where it is not, there is nothing to fill in.
            let (status, good) = (faults.status(), faults.at("password").is_some());
            let page = refused(status, set_page(app.engine(), &visitor, faults, good))?;
            Ok(if good { page } else { (visitor::drops(jar, Link::Password), page).into_response() })
        }
    }
}

#[derive(Template)]
#[template(path = "account/change_password.html")]
struct ChangePage {
    layout: Layout,
    faults: FormFaults,
    old: Field,
    new: Field,
}

pub(super) async fn change_form(State(app): State<App>, visitor: Visitor) -> Result<Response, Error> {
    app.engine().show_account(&visitor.actor).await?;
    change_page(app.engine(), &visitor, FormFaults::default())
}

fn change_page(engine: &Engine, visitor: &Visitor, faults: FormFaults) -> Result<Response, Error> {
    let words = visitor.words;
    let old = Field::line("password", "old", words.t("password-old"), "");
    let new = Field::line("password", "new", words.t("password-new"), "");
    render(&ChangePage {
        layout: Layout::new(visitor, words.t("account-way-password")),
        old: old.required().autocomplete("current-password").fault(&faults, "old"),
        new: new.required().autocomplete("new-password").help(rule(engine, words)).fault(&faults, "new"),
        faults,
    })
}

#[derive(Debug, Deserialize)]
pub(super) struct ChangeForm {
    old: String,
    new: String,
}

pub(super) async fn change(
    State(app): State<App>,
    visitor: Visitor,
    jar: CookieJar,
    Form(form): Form<ChangeForm>,
) -> Result<Response, Error> {
    match app.engine().change_password(&visitor.actor, &form.old, &form.new).await {
        Ok(()) => {
            let there = Redirect::to("/account/sign-in?done=password-set");
            Ok((visitor::signed_out(jar), there).into_response())
        }
        Err(error) => {
            let faults = FormFaults::of(visitor.words, error)?;
            let status = faults.status();
            refused(status, change_page(app.engine(), &visitor, faults))
        }
    }
}

/// How long a password must be, by how many kinds of characters are in it. `password-rule-N` is for N kinds.
fn rule(engine: &Engine, words: Words) -> String {
    let fewest = engine.settings().password_policy.fewest;
    let rules: Vec<_> = (1..)
        .zip(fewest)
        .filter_map(|(kinds, fewest)| Some(words.n(&format!("password-rule-{kinds}"), fewest? as i64)))
        .collect();
    words.with("password-rule", "rules", &rules.join(&words.t("password-rule-or")))
}
