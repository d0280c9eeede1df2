//! Setting an event up, in steps: what each is about, and what is still missing in it.

mod categories;
mod copy;
mod details;
mod fields;
mod hosts;
pub(crate) mod new_event;
mod phase;
mod places;
mod registration;
mod rules;
mod sessions;
mod terms;

use super::parts::{FormPage, must, way};
use crate::{
    App,
    error::Error,
    form::filled::Filled,
    page::{Layout, Way, render},
    pages::InEvent,
};
use askama::Template;
use axum::{
    Router,
    extract::{DefaultBodyLimit, State},
    response::Response,
    routing::{get, post},
};
use carnet_engine::domain::{
    access::UseCase,
    event::EventSetup,
    readiness::{Readiness, Task},
};

/// Where the area stands in the event.
pub(super) const AREA: &str = "/desk/set-up";

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/set-up", get(show))
        .route("/set-up/details", get(details::show).post(details::save))
        .route("/set-up/texts", get(details::show_texts).post(details::save_texts))
        .route("/set-up/hosts", get(hosts::show).post(hosts::save))
        .route("/set-up/places", get(places::show).post(places::save))
        .route("/set-up/travel", get(places::show_travel).post(places::save_travel))
        .route("/set-up/categories", get(categories::show).post(categories::save))
        .route("/set-up/rules", get(rules::show).post(rules::save))
        .route("/set-up/sessions", get(sessions::show).post(sessions::make))
        .route("/set-up/sessions/delete", post(sessions::delete))
        .route("/set-up/sessions/{session}", get(sessions::one::show).post(sessions::one::save))
        .route("/set-up/registration", get(registration::show).post(registration::save))
        .route("/set-up/consents", get(registration::consents).post(registration::publish))
        .route("/set-up/form", get(fields::show))
        .route("/set-up/form/move", post(fields::shift))
        .route("/set-up/form/{field}", get(fields::edit::show).post(fields::edit::save))
        .route("/set-up/terms", get(terms::show).post(terms::save))
        .route("/set-up/terms/{list}", get(terms::list::show).post(terms::list::save))
        .route("/set-up/terms/{list}/import", post(terms::list::import).layer(DefaultBodyLimit::disable()))
        .route(
            "/set-up/terms/{list}/import/done",
            post(terms::list::carry_out).layer(DefaultBodyLimit::disable()),
        )
        .route("/set-up/terms/{list}/merge", post(terms::list::merge))
        .route("/set-up/terms/{list}/delete", post(terms::list::delete))
        .route("/set-up/phase", get(phase::show).post(phase::save))
        .route("/set-up/copy", get(copy::show).post(copy::save))
}

/// The steps: the word of each in addresses and texts, and what one needs to go there.
const STEPS: &[(&str, UseCase)] = &[
    ("details", UseCase::ChangeEvent),
    ("texts", UseCase::ChangeEvent),
    ("hosts", UseCase::SetHosts),
    ("places", UseCase::SetPlaces),
    ("travel", UseCase::SetPlaces),
    ("categories", UseCase::SetCategories),
    ("rules", UseCase::SetRules),
    ("sessions", UseCase::MakeGrid),
    ("terms", UseCase::SetUpRegistration),
    ("form", UseCase::SetUpRegistration),
    ("registration", UseCase::SetUpRegistration),
    ("consents", UseCase::SetUpRegistration),
    ("phase", UseCase::ChangePhase),
    ("copy", UseCase::CopyEvent),
];

/// The step in which a task is done.
pub(super) const fn step_of(task: Task) -> &'static str {
    match task {
        Task::NameInBothLanguages | Task::DaysAhead | Task::RegistrationDeadline => "details",
        Task::Welcome | Task::PracticalInformation | Task::Contact | Task::LegalTexts => "texts",
        Task::Organiser => "hosts",
        Task::Principal => "",
        Task::Site | Task::Tables => "places",
        Task::Travel => "travel",
        Task::Categories | Task::WhoMayAskWhom => "categories",
        Task::CompanySlots | Task::ExpertSlots | Task::SlotsOnEveryDay => "sessions",
    }
}

/// Where a task is done, for those who may go there.
pub(super) fn place_of(at: &InEvent, task: Task) -> Option<String> {
    let step = step_of(task);
    let (_, use_case) = STEPS.iter().find(|(word, _)| *word == step)?;
    at.presence.may(*use_case).is_ok().then(|| at.href(&format!("{AREA}/{step}")))
}

#[derive(Template)]
#[template(path = "desk/set_up/show.html")]
struct SetUpPage {
    layout: Layout,
    phase: String,
    steps: Vec<StepLine>,
}

struct StepLine {
    href: String,
    title: String,
    about: String,
    /// What is still missing in it, and whether the event opens without.
    missing: Vec<(String, bool)>,
}

async fn show(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    must(&at, UseCase::ChangeEvent)?;
    let words = at.visitor.words;
    let tasks = app.engine().check_readiness(&at.visitor.actor, at.id).await?;
    let setup = read(&app, &at).await?;
    let missing = |step: &str| {
        let of_step = |task: &&Readiness| step_of(task.task) == step && !task.done;
        let line = |task: &Readiness| (words.t(&format!("task-{}", task.task)), task.needed);
        tasks.iter().filter(of_step).map(line).collect()
    };
    let allowed = STEPS.iter().filter(|(_, use_case)| at.presence.may(*use_case).is_ok());
    let steps = allowed.map(|(step, _)| StepLine {
        href: at.href(&format!("{AREA}/{step}")),
        title: words.t(&format!("set-up-{step}")),
        about: words.t(&format!("set-up-about-{step}")),
        missing: missing(step),
    });
    render(&SetUpPage {
        phase: words.t(&format!("phase-{}", setup.event.phase)),
        steps: steps.collect(),
        layout: at.layout(words.t("set-up-title"), AREA),
    })
}

/// Everything that is set for the event.
async fn read(app: &App, at: &InEvent) -> Result<EventSetup, Error> {
    Ok(app.engine().show_event(&at.visitor.actor, at.id).await?)
}

/// The form of a step, with the version that was seen.
fn step_page(at: &InEvent, step: &str, filled: &Filled) -> FormPage {
    let words = at.visitor.words;
    let back = (AREA, way(at, AREA, words.t("set-up-title")));
    FormPage::new(at, words.t(&format!("set-up-{step}")), back, words.t("desk-save"))
        .intro(words.t(&format!("set-up-about-{step}")))
        .carry(filled, "version")
}

/// A way back to the steps.
fn back(at: &InEvent) -> Way {
    way(at, AREA, at.visitor.words.t("set-up-title"))
}
