//! The account for which a program calls.

use super::{Caller, Error, words::words};
use crate::App;
use axum::{Json, extract::State};
use carnet_engine::domain::{access, account};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show_account))
}

words! {
    /// A language.
    Language = account::Language,
    /// What a token opens.
    Scope = access::Scope,
}

/// The account for which a program calls, and what its token opens.
#[derive(Debug, Serialize, ToSchema)]
struct Account {
    /// Its identity.
    id: Uuid,
    /// The person's name.
    name: String,
    /// The person's e-mail address.
    email: String,
    /// The language in which the person is written to.
    language: Language,
    /// What the token opens, of what the account may.
    scopes: Vec<Scope>,
    /// The only event that the token is for; all of the account's, where there is none.
    event: Option<Uuid>,
}

/// Shows the account of the token.
#[utoipa::path(get, path = "/account", tag = "account", responses((status = OK, body = Account)))]
async fn show_account(State(app): State<App>, by: Caller) -> Result<Json<Account>, Error> {
    let account = app.engine().show_account(&by.actor).await?;
    let limits = by.actor.limits.as_deref();
    Ok(Json(Account {
        id: account.id.into(),
        name: account.name,
        email: account.email.as_str().to_owned(),
        language: account.language.into(),
        scopes: limits.into_iter().flat_map(|limits| &limits.scopes).map(|scope| Scope(*scope)).collect(),
        event: limits.and_then(|limits| limits.event).map(Uuid::from),
    }))
}
