//! The own tokens for programs.

use crate::{
    App,
    error::Error,
    form::Field,
    format,
    page::{FormFaults, Layout, render},
    visitor::Visitor,
};
use askama::Template;
use axum::{
    Router,
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use axum_extra::extract::Form;
use carnet_engine::{
    ApiTokenId, EventId, EventSummary,
    domain::{
        access::Scope,
        api_token::{ApiToken, NewApiToken},
    },
};
use chrono::TimeDelta;
use serde::Deserialize;

/// How many days a token may hold.
const DAYS: [i64; 3] = [30, 90, 365];

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/tokens", get(show).post(create)).route("/tokens/{token}/withdraw", post(withdraw))
}

#[derive(Template)]
#[template(path = "account/tokens.html")]
struct TokensPage {
    layout: Layout,
    faults: FormFaults,
    /// The secret of the one that was just made.
    secret: Option<String>,
    lines: Vec<Line>,
    fields: Vec<Field>,
}

struct Line {
    id: ApiTokenId,
    name: String,
    scopes: Vec<String>,
    event: Option<String>,
    expires: String,
    used: String,
}

/// A token, as the form asks for one.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct TokenForm {
    #[serde(default)]
    name: String,
    #[serde(default)]
    scopes: Vec<Scope>,
    /// An event, or nothing for all.
    #[serde(default)]
    event: String,
    #[serde(default)]
    days: Option<i64>,
}

async fn show(State(app): State<App>, visitor: Visitor) -> Result<Response, Error> {
    page(&app, &visitor, FormFaults::default(), &TokenForm::default(), None).await
}

async fn page(
    app: &App,
    visitor: &Visitor,
    faults: FormFaults,
    form: &TokenForm,
    secret: Option<String>,
) -> Result<Response, Error> {
    let tokens = app.engine().list_api_tokens(&visitor.actor).await?;
    let events = app.engine().list_events(&visitor.actor).await?;
    render(&TokensPage {
        layout: Layout::new(visitor, visitor.words.t("tokens-title")),
        fields: fields(visitor, &faults, form, &events),
        faults,
        secret,
        lines: tokens.iter().map(|token| line(visitor, token, &events)).collect(),
    })
}

fn line(visitor: &Visitor, token: &ApiToken, events: &[EventSummary]) -> Line {
    let (words, language) = (visitor.words, visitor.language());
    let day = |at: chrono::DateTime<chrono::Utc>| format::day(language, at.date_naive());
    let name = |id: EventId| events.iter().find(|event| event.id == id).map(|event| &event.names);
    Line {
        id: token.id,
        name: token.name.clone(),
        scopes: token.scopes.iter().map(|scope| words.t(&key(*scope))).collect(),
        // One of an event that is out of reach by now is named by nothing more.
        event: token
            .event
            .map(|id| name(id).map_or_else(String::new, |names| names.get(language).to_owned())),
        expires: words.with("tokens-expires", "day", &day(token.expires_at)),
        used: match token.last_used_at {
            Some(at) => words.with("tokens-used", "day", &day(at)),
            None => words.t("tokens-never-used"),
        },
    }
}

/// The key of the text of a scope.
fn key(scope: Scope) -> String {
    format!("scope-{}", scope.as_str().replace(':', "-"))
}

fn fields(visitor: &Visitor, faults: &FormFaults, form: &TokenForm, events: &[EventSummary]) -> Vec<Field> {
    let words = visitor.words;
    let scope =
        |scope: &Scope| (scope.as_str().to_owned(), words.t(&key(*scope)), form.scopes.contains(scope));
    let scopes = Scope::ALL.iter().map(scope).collect();
    let all = (String::new(), words.t("tokens-all-events"));
    let one = |event: &EventSummary| (event.id.to_string(), event.names.get(visitor.language()).to_owned());
    let events = std::iter::once(all).chain(events.iter().map(one)).collect();
    let days = DAYS.map(|days| (days.to_string(), words.n("tokens-days", days))).to_vec();
    let chosen = form.days.unwrap_or(DAYS[1]).to_string();
    vec![
        Field::text("name", words.t("tokens-name"), &form.name)
            .help(words.t("tokens-name-help"))
            .required()
            .limit("maxlength", 100)
            .fault(faults, "name"),
        Field::choices("scopes", words.t("tokens-scopes"), scopes)
            .help(words.t("tokens-scopes-help"))
            .fault(faults, "scopes"),
        Field::choice("event", words.t("tokens-event"), events, &form.event).fault(faults, "event"),
        Field::choice("days", words.t("tokens-lifetime"), days, &chosen).fault(faults, "expires_at"),
    ]
}

async fn create(
    State(app): State<App>,
    visitor: Visitor,
    Form(form): Form<TokenForm>,
) -> Result<Response, Error> {
    let days = TimeDelta::try_days(form.days.unwrap_or(DAYS[1])).unwrap_or_default();
    let new = NewApiToken {
        name: form.name.clone(),
        scopes: form.scopes.iter().copied().collect(),
        event: form.event.parse().ok(),
        expires_at: app.engine().now() + days,
    };
    match app.engine().create_api_token(&visitor.actor, &new).await {
        // Not led on to another page: the secret is shown here once, and stands in no address and no history.
        Ok((_, secret)) => {
            let page =
                page(&app, &visitor, FormFaults::default(), &TokenForm::default(), Some(secret)).await?;
            Ok(([(header::CACHE_CONTROL, "no-store")], page).into_response())
        }
        Err(error) => {
            let faults = FormFaults::of(visitor.words, error)?;
            let page = page(&app, &visitor, faults, &form, None).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

async fn withdraw(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<ApiTokenId>,
) -> Result<Redirect, Error> {
    app.engine().withdraw_api_token(&visitor.actor, token).await?;
    Ok(Redirect::to("/account/tokens?done=token-withdrawn"))
}
