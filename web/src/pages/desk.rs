//! The desk of those who run an event: its first page, and the areas behind it.

mod activities;
mod event_history;
mod fairness;
mod history;
mod look;
pub(crate) mod mails;
mod messages;
mod names;
mod on_spot;
mod participants;
mod parts;
mod people;
mod plan;
pub(crate) mod planning;
mod requests;
pub(crate) mod set_up;
mod team;
mod today;
mod trial;
mod upload;
pub(crate) mod webhooks;

use super::InEvent;
use crate::{
    App,
    error::Error,
    page::{Layout, Way, render},
};
use askama::Template;
use axum::{Router, extract::State, response::Response, routing::get};
use carnet_engine::{EventId, Refusal, domain::access::UseCase};

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/", get(show))
        .merge(participants::routes())
        .merge(requests::routes())
        .merge(activities::routes())
        .merge(messages::routes())
        .merge(mails::routes())
        .merge(today::routes())
        .merge(team::routes())
        .merge(event_history::routes())
        .merge(fairness::routes())
        .merge(planning::routes())
        .merge(set_up::routes())
        .merge(look::routes())
        .merge(webhooks::routes())
}

/// An area of the desk: where it stands, its name, and what somebody may who sees it.
type Area = (&'static str, &'static str, UseCase, Reach);

/// Whom the use case of an area has to reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// Everybody of the event: whoever administers some of them alone does not see the area.
    Everybody,
    /// Those whom the visitor administers.
    Own,
}

const AREAS: &[Area] = &[
    (participants::AREA, "desk-nav-participants", UseCase::ListRegistrations, Reach::Own),
    (requests::AREA, "desk-nav-requests", UseCase::ListRequests, Reach::Own),
    ("/desk/plans", "desk-nav-plans", UseCase::ReadPlans, Reach::Everybody),
    (fairness::AREA, "desk-nav-fairness", UseCase::ShowFairness, Reach::Own),
    (activities::AREA, "desk-nav-activities", UseCase::ListSignUps, Reach::Own),
    (messages::AREA, "desk-nav-messages", UseCase::ReadMessages, Reach::Own),
    // Two doors: whoever writes to people, and whoever validates and chooses what to be told.
    ("/desk/mails", "desk-nav-mails", UseCase::ListReminders, Reach::Own),
    ("/desk/mails", "desk-nav-mails", UseCase::ChooseMails, Reach::Own),
    (today::AREA, "desk-nav-today", UseCase::ListForDesk, Reach::Own),
    (set_up::AREA, "desk-nav-set-up", UseCase::ChangeEvent, Reach::Own),
    ("/desk/look", "desk-nav-look", UseCase::SetLook, Reach::Everybody),
    (team::AREA, "desk-nav-team", UseCase::ListRoles, Reach::Own),
    (event_history::AREA, "desk-nav-history", UseCase::ReadAudit, Reach::Own),
    ("/desk/webhooks", "desk-nav-webhooks", UseCase::ReadWebhooks, Reach::Everybody),
];

/// The areas that the visitor sees: where each stands, and its name.
fn areas(at: &InEvent) -> Vec<(&'static str, &'static str)> {
    let allowed = AREAS.iter().filter(|(.., use_case, reach)| match reach {
        Reach::Everybody => at.presence.may_for_everybody(*use_case).is_ok(),
        Reach::Own => at.presence.may_administer(*use_case).is_ok(),
    });
    let mut areas: Vec<_> = allowed.map(|(rest, key, ..)| (*rest, *key)).collect();
    areas.dedup();
    areas
}

/// The ways of the desk that the visitor may go; nothing for those who do not run the event.
pub(super) fn ways(at: &InEvent, here: &str) -> Vec<Way> {
    let words = at.visitor.words;
    let way = |(rest, key)| Way { href: at.href(rest), text: words.t(key), here: rest == here };
    let areas = areas(at);
    let overview = (!areas.is_empty()).then_some(("/desk", "desk-nav-overview"));
    overview.into_iter().chain(areas).map(way).collect()
}

#[derive(Template)]
#[template(path = "desk/show.html")]
struct DeskPage {
    layout: Layout,
    tasks: Vec<TaskLine>,
    n_done: usize,
    areas: Vec<AreaCard>,
}

struct AreaCard {
    href: String,
    name: String,
    /// What is done there.
    about: String,
}

struct TaskLine {
    text: String,
    done: bool,
    needed: bool,
    /// Where it is done, for those who may go there.
    href: Option<String>,
}

async fn show(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    let words = at.visitor.words;
    let card = |(rest, key): (&str, &str)| AreaCard {
        href: at.href(rest),
        name: words.t(key),
        about: words.t(&key.replace("-nav-", "-about-")),
    };
    let areas: Vec<_> = areas(&at).into_iter().map(card).collect();
    if areas.is_empty() {
        let may = at.presence.may_for_everybody(UseCase::ReadPlans).err();
        return Err(carnet_engine::Error::Refused(may.unwrap_or(Refusal::NotAllowed)).into());
    }
    let tasks = if at.presence.may(UseCase::CheckReadiness).is_ok() {
        tasks(&app, &at, at.id).await?
    } else {
        Vec::new()
    };
    let n_done = tasks.iter().filter(|task| task.done).count();
    let layout = at.layout(words.t("desk-title"), "/desk");
    render(&DeskPage { layout, tasks, n_done, areas })
}

/// What is to be done before the event can open: what is missing first.
async fn tasks(app: &App, at: &InEvent, event: EventId) -> Result<Vec<TaskLine>, Error> {
    let all = app.engine().check_readiness(&at.visitor.actor, event).await?;
    let mut lines: Vec<_> = all
        .iter()
        .map(|readiness| TaskLine {
            text: at.visitor.words.t(&format!("task-{}", readiness.task)),
            done: readiness.done,
            needed: readiness.needed,
            href: set_up::place_of(at, readiness.task),
        })
        .collect();
    lines.sort_by_key(|task| (task.done, !task.needed));
    Ok(lines)
}
