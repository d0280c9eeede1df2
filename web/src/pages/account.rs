//! Signing in and out, and the own account.

use crate::{
    App,
    error::Error,
    form::Field,
    page::{FormFaults, Layout, render},
    visitor::{self, HalfWay, Visitor},
};
use askama::Template;
use axum::{
    Router,
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use axum_extra::extract::{Form, cookie::CookieJar};
use carnet_engine::domain::account::Language;
use serde::Deserialize;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/", get(show))
        .route("/sign-in", get(sign_in_form).post(sign_in))
        .route("/second-factor", get(factor_form).post(check_factor))
        .route("/sign-out", post(sign_out))
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
        let own = self.next.starts_with('/') && !self.next.starts_with("//") && !self.next.contains('\\');
        if own { &self.next } else { "/" }
    }
}

/// The address of the page to sign in on, to come back from.
pub(crate) fn sign_in_to(path: &str) -> String {
    and_back("/account/sign-in", path)
}

/// A page, with the one to go to from there.
fn and_back(page: &str, next: &str) -> String {
    let escaped: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
    format!("{page}?next={escaped}")
}

#[derive(Template)]
#[template(path = "account/sign_in.html")]
struct SignInPage {
    layout: Layout,
    faults: FormFaults,
    email: Field,
    password: Field,
    next: String,
}

pub(crate) async fn sign_in_form(visitor: Visitor, Query(next): Query<Next>) -> Result<Response, Error> {
    sign_in_page(&visitor, FormFaults::default(), "", &next)
}

fn sign_in_page(
    visitor: &Visitor,
    faults: FormFaults,
    email: &str,
    next: &Next,
) -> Result<Response, Error> {
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
pub(crate) struct SignInForm {
    email: String,
    password: String,
    #[serde(flatten)]
    next: Next,
}

pub(crate) async fn sign_in(
    State(app): State<App>,
    visitor: Visitor,
    jar: CookieJar,
    Form(form): Form<SignInForm>,
) -> Result<Response, Error> {
    let signed_in = match app.engine().sign_in(&visitor.actor, &form.email, &form.password).await {
        Ok(signed_in) => signed_in,
        Err(error) => {
            let faults = FormFaults::of(visitor.words, error)?;
            let page = sign_in_page(&visitor, faults, &form.email, &form.next)?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
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

pub(crate) async fn factor_form(visitor: Visitor, Query(next): Query<Next>) -> Result<Response, Error> {
    factor_page(&visitor, FormFaults::default(), &next)
}

fn factor_page(visitor: &Visitor, faults: FormFaults, next: &Next) -> Result<Response, Error> {
    let layout = Layout::new(visitor, visitor.words.t("factor-title"));
    render(&FactorPage { layout, faults, next: next.href().to_owned() })
}

#[derive(Debug, Deserialize)]
pub(crate) struct FactorForm {
    code: String,
    #[serde(flatten)]
    next: Next,
}

pub(crate) async fn check_factor(
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
            let faults = FormFaults::of(visitor.words, error)?;
            let page = factor_page(&visitor, faults, &form.next)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

pub(crate) async fn sign_out(
    State(app): State<App>,
    visitor: Visitor,
    jar: CookieJar,
) -> Result<Response, Error> {
    if let (Some(token), Some(_)) = (visitor::token(&jar), &visitor.account) {
        app.engine().sign_out(&visitor.actor, &token).await?;
    }
    Ok((visitor::signed_out(jar), Redirect::to("/?done=signed-out")).into_response())
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
}

pub(crate) async fn show(State(app): State<App>, visitor: Visitor) -> Result<Response, Error> {
    let account = app.engine().show_account(&visitor.actor).await?;
    let layout = Layout::new(&visitor, visitor.words.t("account-title"));
    render(&AccountPage { layout, name: account.name, email: account.email.as_str().to_owned() })
}
