//! Another e-mail address: asked for with the password, taken by the link that is sent to it.

use super::password::Sent;
use crate::{
    App,
    error::Error,
    form::Field,
    page::{FormFaults, Layout, refused, render},
    visitor::{self, Link, Visitor},
};
use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::{Form, cookie::CookieJar};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "account/change_email.html")]
struct AskPage {
    layout: Layout,
    faults: FormFaults,
    present: String,
    email: Field,
    password: Field,
}

pub(super) async fn ask_form(State(app): State<App>, visitor: Visitor) -> Result<Response, Error> {
    let account = app.engine().show_account(&visitor.actor).await?;
    ask_page(&visitor, FormFaults::default(), (account.email.as_str(), ""))
}

fn ask_page(
    visitor: &Visitor,
    faults: FormFaults,
    (present, email): (&str, &str),
) -> Result<Response, Error> {
    let words = visitor.words;
    let email = Field::line("email", "email", words.t("email-new"), email);
    let password = Field::line("password", "password", words.t("sign-in-password"), "");
    render(&AskPage {
        layout: Layout::new(visitor, words.t("account-way-email")),
        present: present.to_owned(),
        email: email.required().autocomplete("email").fault(&faults, "email"),
        password: password.required().autocomplete("current-password").fault(&faults, "password"),
        faults,
    })
}

#[derive(Debug, Deserialize)]
pub(super) struct AskForm {
    email: String,
    password: String,
}

pub(super) async fn ask(
    State(app): State<App>,
    visitor: Visitor,
    Form(form): Form<AskForm>,
) -> Result<Response, Error> {
    match app.engine().ask_email_change(&visitor.actor, &form.password, &form.email).await {
        Ok(()) => Ok(Redirect::to("/account?done=email-asked").into_response()),
        Err(error) => {
            let faults = FormFaults::of(visitor.words, error)?;
            let present = visitor.account.as_ref().map_or("", |account| account.email.as_str());
            refused(faults.status(), ask_page(&visitor, faults, (present, &form.email)))
        }
    }
}

#[derive(Template)]
#[template(path = "account/email.html")]
struct ConfirmPage {
    layout: Layout,
    faults: FormFaults,
    has_link: bool,
}

/// Only shows a button: programs that look at the links of mails must not use one up.
pub(super) async fn confirm_form(
    visitor: Visitor,
    jar: CookieJar,
    Query(sent): Query<Sent>,
) -> Result<Response, Error> {
    if let Some(secret) = sent.link {
        let there = Redirect::to("/account/email");
        return Ok((visitor::carries(jar, Link::Email, secret), there).into_response());
    }
    confirm_page(&visitor, FormFaults::default(), visitor::carried(&jar, Link::Email).is_some())
}

fn confirm_page(visitor: &Visitor, faults: FormFaults, has_link: bool) -> Result<Response, Error> {
    let layout = Layout::new(visitor, visitor.words.t("email-confirm-title"));
    render(&ConfirmPage { layout, faults, has_link })
}

pub(super) async fn confirm(
    State(app): State<App>,
    visitor: Visitor,
    jar: CookieJar,
) -> Result<Response, Error> {
    let Some(secret) = visitor::carried(&jar, Link::Email) else {
        return confirm_page(&visitor, FormFaults::default(), false);
    };
    let jar = visitor::drops(jar, Link::Email);
    match app.engine().change_email(&visitor.actor, &secret).await {
        Ok(()) => {
            let there = Redirect::to("/account/sign-in?done=email-changed");
            Ok((visitor::signed_out(jar), there).into_response())
        }
        Err(error) => {
            let faults = FormFaults::of(visitor.words, error)?;
            let page = refused(faults.status(), confirm_page(&visitor, faults, false))?;
            Ok((jar, page).into_response())
        }
    }
}
