//! The phase of the event: which there are, what each means, and into which it can go.

use super::{AREA, back, read};
use crate::{
    App,
    error::Error,
    form::filled::Filled,
    page::{FormFaults, Layout, Way, render},
    pages::{
        InEvent,
        desk::parts::{must, number},
    },
};
use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use carnet_engine::{
    Error as EngineError,
    domain::{access::UseCase, phase::Phase},
};

#[derive(Template)]
#[template(path = "desk/set_up/phase.html")]
struct PhasePage {
    layout: Layout,
    faults: FormFaults,
    back: Way,
    version: i64,
    phases: Vec<PhaseLine>,
}

struct PhaseLine {
    word: &'static str,
    name: String,
    meaning: String,
    here: bool,
    /// Whether the event can go there from where it is.
    reachable: bool,
    /// What the button says.
    go: String,
}

pub(crate) async fn show(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    must(&at, UseCase::ChangePhase)?;
    phase_page(&app, &at, (StatusCode::OK, FormFaults::default())).await
}

async fn phase_page(
    app: &App,
    at: &InEvent,
    (status, faults): (StatusCode, FormFaults),
) -> Result<Response, Error> {
    let words = at.visitor.words;
    let setup = read(app, at).await?;
    let present = setup.event.phase;
    let line = |phase: &Phase| {
        let name = words.t(&format!("phase-{phase}"));
        let go = if *phase > present { "set-up-go-on-to" } else { "set-up-go-back-to" };
        PhaseLine {
            word: phase.as_str(),
            meaning: words.t(&format!("phase-means-{phase}")),
            here: *phase == present,
            reachable: present.leads_to(*phase),
            go: words.with(go, "phase", &name),
            name,
        }
    };
    let page = PhasePage {
        layout: at.layout(words.t("set-up-phase"), AREA),
        faults,
        back: back(at),
        version: setup.event.version,
        phases: Phase::ALL.iter().map(line).collect(),
    };
    Ok((status, render(&page)?).into_response())
}

pub(crate) async fn save(State(app): State<App>, at: InEvent, filled: Filled) -> Result<Response, Error> {
    let words = at.visitor.words;
    let next = Phase::parse(filled.get("phase")).map_err(|_| Error::NoPage)?;
    let seen = (at.id, number(&filled, "version")?);
    match app.engine().change_phase(&at.visitor.actor, seen, next).await {
        Ok(_) => Ok(Redirect::to(&at.href("/desk?done=desk-phase")).into_response()),
        Err(EngineError::Conflict) => {
            let mut faults = FormFaults::default();
            faults.add("", words.t("error-conflict"));
            phase_page(&app, &at, (StatusCode::CONFLICT, faults)).await
        }
        Err(error) => {
            let faults = FormFaults::of(words, error)?;
            phase_page(&app, &at, (StatusCode::UNPROCESSABLE_ENTITY, faults)).await
        }
    }
}
