//! Signing in, with the second factor where there is one, and out.

use super::{Next, and_back, sign_in_to};
use crate::{
    App,
    error::Error,
    form::Field,
    page::{FormFaults, Layout, refused, render},
    visitor::{self, HalfWay, Visitor},
};
use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::{Form, cookie::CookieJar};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "account/sign_in.html")]
struct SignInPage {
    layout: Layout,
    faults: FormFaults,
    email: Field,
    password: Field,
    next: String,
}

pub(super) async fn sign_in_form(visitor: Visitor, Query(next): Query<Next>) -> Result<Response, Error> {
    sign_in_page(&visitor, FormFaults::default(), "", &next)
}

fn sign_in_page(visitor: &Visitor, faults: FormFaults, email: &str, next: &Next) -> Result<Response, Error> {
    let words = visitor.words;
    let email = Field::line("email", "email", words.t("sign-in-email"), email);
    let password = Field::line("password", "password", words.t("sign-in-password"), "");
    render(&SignInPage {
        layout: Layout::new(visitor, words.t("sign-in-title")),
        email: email.required().autocomplete("username").fault(&faults, "email"),
        password: password.required().autocomplete("current-password"),
        next: next.href().to_owned(),
        faults,
    })
}

#[derive(Debug, Deserialize)]
pub(super) struct SignInForm {
    email: String,
    password: String,
    #[serde(flatten)]
    next: Next,
}

pub(super) async fn sign_in(
    State(app): State<App>,
    visitor: Visitor,
    jar: CookieJar,
    Form(form): Form<SignInForm>,
) -> Result<Response, Error> {
    let signed_in = match app.engine().sign_in(&visitor.actor, &form.email, &form.password).await {
        Ok(signed_in) => signed_in,
        Err(error) => {
            count_refusal(&app, &error);
            let faults = FormFaults::of(visitor.words, error)?;
            let status = faults.status();
            return refused(status, sign_in_page(&visitor, faults, &form.email, &form.next));
        }
    };
    let next = form.next.href();
    if signed_in.factor_needed {
        let there = Redirect::to(&and_back("/account/second-factor", next));
        return Ok((visitor::half_way(jar, signed_in.token), there).into_response());
    }
    Ok((visitor::signed_in(jar, signed_in.token), Redirect::to(next)).into_response())
}

#[derive(Template)]
#[template(path = "account/second_factor.html")]
struct FactorPage {
    layout: Layout,
    faults: FormFaults,
    next: String,
}

pub(super) async fn factor_form(visitor: Visitor, Query(next): Query<Next>) -> Result<Response, Error> {
    factor_page(&visitor, FormFaults::default(), &next)
}

fn factor_page(visitor: &Visitor, faults: FormFaults, next: &Next) -> Result<Response, Error> {
    let layout = Layout::new(visitor, visitor.words.t("factor-title"));
    render(&FactorPage { layout, faults, next: next.href().to_owned() })
}

#[derive(Debug, Deserialize)]
pub(super) struct FactorForm {
    code: String,
    #[serde(flatten)]
    next: Next,
}

pub(super) async fn check_factor(
    State(app): State<App>,
    visitor: Visitor,
    half_way: Option<HalfWay>,
    jar: CookieJar,
    Form(form): Form<FactorForm>,
) -> Result<Response, Error> {
    let Some(HalfWay(token)) = half_way else {
        return Ok(Redirect::to(&sign_in_to(form.next.href())).into_response());
    };
    match app.engine().check_second_factor(&visitor.actor, &token, &form.code).await {
        Ok(signed_in) => {
            let there = Redirect::to(form.next.href());
            Ok((visitor::signed_in(jar, signed_in.token), there).into_response())
        }
        Err(error) => {
            count_refusal(&app, &error);
            let faults = FormFaults::of(visitor.words, error)?;
            let status = faults.status();
            refused(status, factor_page(&visitor, faults, &form.next))
        }
    }
}

fn count_refusal(app: &App, error: &carnet_engine::Error) {
    if let Some(monitoring) = app.monitoring() {
        monitoring.sign_in_refused(error);
    }
}

pub(super) async fn sign_out(
    State(app): State<App>,
    visitor: Visitor,
    jar: CookieJar,
) -> Result<Response, Error> {
    if let (Some(token), Some(_)) = (visitor::token(&jar), &visitor.account) {
        app.engine().sign_out(&visitor.actor, &token).await?;
    }
    Ok((visitor::signed_out(jar), Redirect::to("/?done=signed-out")).into_response())
}
