//! Those who run the event: who may do what, with whose data; and which co-organiser gets which registrations.

mod role;
mod rules;

use super::{
    names,
    parts::{must, way},
};
use crate::{
    App,
    error::Error,
    page::{Layout, Way, render},
    pages::InEvent,
    words::Words,
};
use askama::Template;
use axum::{
    Router,
    extract::State,
    response::Response,
    routing::{get, post},
};
use carnet_engine::{
    OrganisationId, RoleRecord,
    domain::{
        access::UseCase,
        role::{DataScope, Role},
    },
};

/// Where the area stands in the event.
pub(super) const AREA: &str = "/desk/team";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/team", get(list))
        .route("/team/new", get(role::new).post(role::invite))
        .route("/team/rules", get(rules::show).post(rules::save))
        .route("/team/rules/run", post(rules::run))
        .route("/team/{role}", get(role::show).post(role::save))
        .route("/team/{role}/withdraw", post(role::withdraw))
}

#[derive(Template)]
#[template(path = "desk/team/list.html")]
struct TeamPage {
    layout: Layout,
    ways: Vec<Way>,
    lines: Vec<Line>,
}

struct Line {
    /// Where the rights are changed, for those who may.
    href: Option<String>,
    name: String,
    email: String,
    role: String,
    organisation: String,
    functions: String,
    scope: String,
}

async fn list(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    must(&at, UseCase::ListRoles)?;
    let words = at.visitor.words;
    let roles = app.engine().list_roles(&at.visitor.actor, at.id).await?;
    let organisations = names::organisations(&app, &at).await?;
    let mut ways = Vec::new();
    if must(&at, UseCase::InviteAdministrator).is_ok() {
        ways.push(way(&at, &format!("{AREA}/new"), words.t("team-invite")));
    }
    if must(&at, UseCase::SetAssignmentRules).is_ok() {
        ways.push(way(&at, &format!("{AREA}/rules"), words.t("team-rules")));
    }
    render(&TeamPage {
        layout: at.layout(words.t("team-title"), AREA),
        ways,
        lines: roles.iter().map(|role| line(&at, &organisations, role)).collect(),
    })
}

fn line(at: &InEvent, organisations: &[(OrganisationId, String)], record: &RoleRecord) -> Line {
    let words = at.visitor.words;
    let (functions, scope) = match &record.role {
        Role::Secondary { functions, scope } => {
            let functions = functions.iter().map(|function| words.t(&format!("function-{function}")));
            (functions.collect::<Vec<_>>().join(", "), scope_in_words(words, organisations, scope))
        }
        _ => (String::new(), String::new()),
    };
    let may_change = must(at, UseCase::ChangeRole).is_ok();
    Line {
        href: may_change.then(|| at.href(&format!("{AREA}/{}", record.id))),
        name: record.name.clone(),
        email: record.email.clone(),
        role: words.t(&format!("role-{}", record.role.kind())),
        organisation: record.organisation.map_or_else(String::new, |id| names::name_of(organisations, &id)),
        functions,
        scope,
    }
}

/// Whose data is opened.
fn scope_in_words(words: Words, organisations: &[(OrganisationId, String)], scope: &DataScope) -> String {
    if scope.everybody {
        return words.t("team-everybody");
    }
    let names = scope.organisations.iter().map(|id| names::name_of(organisations, id));
    let all = scope.countries.iter().chain(&scope.regions).cloned().chain(names);
    all.collect::<Vec<_>>().join(", ")
}
