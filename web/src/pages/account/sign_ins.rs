//! Where one is signed in, and who signed in to the account, or tried to.

use crate::{
    App,
    error::Error,
    format,
    page::{Layout, render},
    visitor::{self, Visitor},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::{Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;
use carnet_engine::{OpenSignIn, SignInId, SignInRecord, domain::account::Outcome};
use chrono::{DateTime, Utc};

/// The most that are shown; who needs more asks the installation.
const SHOWN_MOST: usize = 100;

#[derive(Template)]
#[template(path = "account/sign_ins.html")]
struct SignInsPage {
    layout: Layout,
    open: Vec<OpenLine>,
    lines: Vec<SignInLine>,
}

/// A sign-in that goes on.
struct OpenLine {
    id: SignInId,
    since: String,
    used: String,
    origin: String,
    present: bool,
    /// What its button does, for who does not see beside what it stands.
    label: String,
}

struct SignInLine {
    at: String,
    outcome: String,
    good: bool,
    origin: String,
}

pub(super) async fn list(
    State(app): State<App>,
    visitor: Visitor,
    jar: CookieJar,
) -> Result<Response, Error> {
    let (engine, actor, words) = (app.engine(), &visitor.actor, visitor.words);
    let account = engine.show_account(actor).await?;
    let records = engine.list_sign_ins(actor, account.id).await?;
    let open = engine.list_open_sign_ins(actor, &visitor::token(&jar).unwrap_or_default()).await?;
    let moment = |at: DateTime<Utc>| format::moment(visitor.language(), chrono_tz::UTC, at);
    let unknown = || words.t("sign-ins-somewhere");
    let open_line = |open: OpenSignIn| OpenLine {
        id: open.id,
        since: words.with("sign-ins-since", "at", &moment(open.created_at)),
        used: words.with("sign-ins-used", "at", &moment(open.last_used_at)),
        label: words.with("sign-ins-end-named", "at", &moment(open.created_at)),
        origin: open.origin.unwrap_or_else(unknown),
        present: open.present,
    };
    let line = |record: SignInRecord| SignInLine {
        at: moment(record.at),
        outcome: words.t(&format!("sign-in-outcome-{}", record.outcome)),
        good: matches!(record.outcome, Outcome::SignedIn | Outcome::FactorAsked),
        origin: record.origin.unwrap_or_default(),
    };
    render(&SignInsPage {
        layout: Layout::new(&visitor, words.t("account-way-sign-ins")),
        open: open.into_iter().map(open_line).collect(),
        lines: records.into_iter().take(SHOWN_MOST).map(line).collect(),
    })
}

/// Ends a sign-in that goes on elsewhere, such as on a telephone that was lost.
pub(super) async fn end(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<SignInId>,
) -> Result<Redirect, Error> {
    app.engine().end_sign_in(&visitor.actor, id).await?;
    Ok(Redirect::to("/account/sign-ins?done=sign-in-ended"))
}
