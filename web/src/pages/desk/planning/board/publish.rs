//! Publishing a draft: first who will be told of what, then the deed.

use super::{Names, differences, name_of};
use crate::{
    App,
    error::Error,
    page::{FormFaults, Layout, render},
    pages::InEvent,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::Form;
use carnet_engine::{
    ParticipantId, PlanId,
    domain::{
        access::UseCase,
        plan::{Difference, PlanHead, PlanState},
        planning::Planning,
    },
};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "desk/publish.html")]
struct PublishPage {
    layout: Layout,
    faults: FormFaults,
    name: String,
    difference: Vec<String>,
    /// Each person who is told, with what differs for them.
    people: Vec<(String, Vec<String>)>,
    version: i64,
    /// The published plan that this one was compared with.
    seen: String,
    href: String,
    back: String,
}

pub(crate) async fn show(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Path<(String, PlanId)>,
) -> Result<Response, Error> {
    publish_page(&app, &at, id, FormFaults::default()).await
}

async fn publish_page(app: &App, at: &InEvent, id: PlanId, faults: FormFaults) -> Result<Response, Error> {
    if let Err(refusal) = at.presence.may(UseCase::PublishPlan) {
        return Err(carnet_engine::Error::Refused(refusal).into());
    }
    let (engine, actor) = (app.engine(), &at.visitor.actor);
    let (planning, plan) = engine.show_board(actor, at.id, id).await?;
    if plan.head.state != PlanState::Draft {
        return Err(Error::NoPage);
    }
    let difference = engine.compare_plans(actor, at.id, None, id).await?;
    let href = at.href(&format!("/desk/plans/{id}"));
    render(&PublishPage {
        layout: at.layout(at.visitor.words.t("publish-title"), "/desk/plans"),
        faults,
        name: name_of(at, &plan.head),
        people: told(at, &planning, &difference),
        difference: differences(at, &difference),
        version: plan.head.version,
        seen: planning.facts.published_id.map_or_else(String::new, |id| id.to_string()),
        href: format!("{href}/publish"),
        back: href,
    })
}

/// Who is told, with what differs for each.
fn told(at: &InEvent, planning: &Planning, difference: &Difference) -> Vec<(String, Vec<String>)> {
    let (words, names) = (at.visitor.words, Names::of(at, planning));
    let mut lines: BTreeMap<ParticipantId, Vec<String>> = BTreeMap::new();
    let mut tell = |meeting, lineup, text: String| {
        for person in planning.people(meeting, lineup) {
            lines.entry(*person).or_default().push(text.clone());
        }
    };
    for (meeting, to) in &difference.added {
        tell(*meeting, to.lineup, words.with("publish-added", "where", &names.place(to)));
    }
    for moved in &difference.moved {
        tell(moved.meeting, moved.to.lineup, words.with("publish-moved", "where", &names.place(&moved.to)));
    }
    for (meeting, from) in &difference.dropped {
        tell(*meeting, from.lineup, words.with("publish-dropped", "where", &names.place(from)));
    }
    let mut people: Vec<_> = lines.into_iter().map(|(id, lines)| (names.person(id), lines)).collect();
    people.sort();
    people
}

/// Which draft is published, and what it was compared with.
#[derive(Debug, Deserialize)]
pub(crate) struct PublishForm {
    version: i64,
    #[serde(default)]
    seen: String,
}

pub(crate) async fn carry_out(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Path<(String, PlanId)>,
    Form(form): Form<PublishForm>,
) -> Result<Response, Error> {
    let seen = form.seen.parse().ok();
    match app.engine().publish_plan(&at.visitor.actor, at.id, (id, form.version), seen).await {
        Ok(published) => {
            let there = format!("/desk/plans/{}?done=published", published.plan);
            Ok(Redirect::to(&at.href(&there)).into_response())
        }
        Err(error @ (carnet_engine::Error::Invalid(_) | carnet_engine::Error::Refused(_)))
            if at.presence.may(UseCase::PublishPlan).is_ok() =>
        {
            let faults = FormFaults::of(at.visitor.words, error)?;
            let page = publish_page(&app, &at, id, faults).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        // A second click comes after the first one has published it.
        Err(carnet_engine::Error::NotFound { .. }) => {
            let plans = app.engine().list_plans(&at.visitor.actor, at.id).await?;
            let is_published = |plan: &PlanHead| plan.id == id && plan.state == PlanState::Published;
            if !plans.iter().any(is_published) {
                return Err(Error::NoPage);
            }
            Ok(Redirect::to(&at.href(&format!("/desk/plans/{id}?done=published"))).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
