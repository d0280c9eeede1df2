//! Who signed in to the account, or tried to.

use crate::{
    App,
    error::Error,
    format,
    page::{Layout, render},
    visitor::Visitor,
};
use askama::Template;
use axum::{extract::State, response::Response};

/// The most that are shown; who needs more asks the installation.
const SHOWN_MOST: usize = 100;

#[derive(Template)]
#[template(path = "account/sign_ins.html")]
struct SignInsPage {
    layout: Layout,
    lines: Vec<SignInLine>,
}

struct SignInLine {
    at: String,
    outcome: String,
    good: bool,
    origin: String,
}

pub(super) async fn list(State(app): State<App>, visitor: Visitor) -> Result<Response, Error> {
    use carnet_engine::domain::account::Outcome;
    let account = app.engine().show_account(&visitor.actor).await?;
    let records = app.engine().list_sign_ins(&visitor.actor, account.id).await?;
    let line = |record: carnet_engine::SignInRecord| SignInLine {
        at: format::moment(visitor.language(), chrono_tz::UTC, record.at),
        outcome: visitor.words.t(&format!("sign-in-outcome-{}", record.outcome)),
        good: matches!(record.outcome, Outcome::SignedIn | Outcome::FactorAsked),
        origin: record.origin.unwrap_or_default(),
    };
    render(&SignInsPage {
        layout: Layout::new(&visitor, visitor.words.t("account-way-sign-ins")),
        lines: records.into_iter().take(SHOWN_MOST).map(line).collect(),
    })
}
