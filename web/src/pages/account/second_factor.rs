//! The second factor: set up with an application that makes codes, removed by the password.

use super::Next;
use crate::{
    App,
    error::Error,
    form::Field,
    page::{FormFaults, Layout, refused, render},
    visitor::Visitor,
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use axum_extra::extract::Form;
use data_encoding::BASE64;
use qrcode::{QrCode, render::svg};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "account/factor.html")]
struct FactorPage {
    layout: Layout,
    faults: FormFaults,
    /// To remove it, where there is one.
    password: Option<Field>,
    next: String,
    /// Whether the visitor was led here from a page that needs it.
    needed: bool,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Query(next): Query<Next>,
) -> Result<Response, Error> {
    let enrolled = app.engine().has_second_factor(&visitor.actor).await?;
    show_page(&visitor, FormFaults::default(), (enrolled, &next))
}

fn show_page(
    visitor: &Visitor,
    faults: FormFaults,
    (enrolled, next): (bool, &Next),
) -> Result<Response, Error> {
    let words = visitor.words;
    let password = Field::line("password", "password", words.t("sign-in-password"), "");
    let password = password.required().autocomplete("current-password").fault(&faults, "password");
    render(&FactorPage {
        layout: Layout::new(visitor, words.t("account-way-factor")),
        password: enrolled.then_some(password),
        needed: !enrolled && !next.next.is_empty(),
        next: next.href().to_owned(),
        faults,
    })
}

#[derive(Template)]
#[template(path = "account/enrol.html")]
struct EnrolPage {
    layout: Layout,
    faults: FormFaults,
    /// The picture that an application reads, as an address that holds it.
    picture: String,
    url: String,
    secret: String,
    code: Field,
    next: String,
}

/// What is set up, which the page itself carries until the first code confirms it.
#[derive(Debug, Deserialize)]
pub(super) struct ConfirmForm {
    url: String,
    secret: String,
    code: String,
    #[serde(flatten)]
    next: Next,
}

pub(super) async fn enrol(
    State(app): State<App>,
    visitor: Visitor,
    Form(next): Form<Next>,
) -> Result<Response, Error> {
    match app.engine().enrol_second_factor(&visitor.actor).await {
        Ok(proposed) => {
            let (url, secret) = (proposed.url, proposed.secret);
            enrol_page(
                &visitor,
                FormFaults::default(),
                ConfirmForm { url, secret, code: String::new(), next },
            )
        }
        Err(error) => {
            let faults = FormFaults::of(visitor.words, error)?;
            refused(faults.status(), show_page(&visitor, faults, (true, &next)))
        }
    }
}

fn enrol_page(visitor: &Visitor, faults: FormFaults, form: ConfirmForm) -> Result<Response, Error> {
    let words = visitor.words;
    let code = Field::text("code", words.t("factor-first-code"), "").required();
    let page = EnrolPage {
        layout: Layout::new(visitor, words.t("factor-enrol-title")),
        picture: picture(&form.url),
        code: code.autocomplete("one-time-code").limit("inputmode", "numeric").fault(&faults, "code"),
        faults,
        next: form.next.href().to_owned(),
        url: form.url,
        secret: form.secret,
    };
    Ok(kept_nowhere(render(&page)?))
}

/// An address of a web application may be no longer than a picture holds; then there is the key as text alone.
fn picture(url: &str) -> String {
    let Ok(code) = QrCode::new(url) else { return String::new() };
    let drawing = code.render::<svg::Color<'_>>().min_dimensions(240, 240).build();
    format!("data:image/svg+xml;base64,{}", BASE64.encode(drawing.as_bytes()))
}

#[derive(Template)]
#[template(path = "account/codes.html")]
struct CodesPage {
    layout: Layout,
    codes: Vec<String>,
    next: String,
}

pub(super) async fn confirm(
    State(app): State<App>,
    visitor: Visitor,
    Form(form): Form<ConfirmForm>,
) -> Result<Response, Error> {
    match app.engine().confirm_second_factor(&visitor.actor, &form.code).await {
        Ok(codes) => {
            let layout = Layout::new(&visitor, visitor.words.t("factor-codes-title"));
            // This once and on no other page.
            let page = render(&CodesPage { layout, codes, next: form.next.href().to_owned() })?;
            Ok(kept_nowhere(page))
        }
        Err(error) => {
            let faults = FormFaults::of(visitor.words, error)?;
            refused(faults.status(), enrol_page(&visitor, faults, form))
        }
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct RemoveForm {
    password: String,
}

pub(super) async fn remove(
    State(app): State<App>,
    visitor: Visitor,
    Form(form): Form<RemoveForm>,
) -> Result<Response, Error> {
    match app.engine().remove_second_factor(&visitor.actor, &form.password).await {
        Ok(()) => Ok(axum::response::Redirect::to("/account?done=factor-removed").into_response()),
        Err(error) => {
            let faults = FormFaults::of(visitor.words, error)?;
            refused(faults.status(), show_page(&visitor, faults, (true, &Next::default())))
        }
    }
}

/// A page with a secret, which no cache keeps.
fn kept_nowhere(mut page: Response) -> Response {
    page.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    page
}
