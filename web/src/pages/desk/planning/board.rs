//! A plan: what it is worth, how it differs from the published one, who has no place and why, and its grids.

mod breaches;
pub(super) mod change;
mod grid;
pub(super) mod meeting;
mod names;
mod people;
pub(super) mod publish;

use super::{ScoreLine, name_of, score_lines};
use crate::{
    App,
    error::Error,
    page::{Layout, render},
    pages::InEvent,
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{Redirect, Response},
};
use carnet_engine::{
    MeetingId, PlanId, RoomId, SessionId,
    domain::{
        access::UseCase,
        plan::{Difference, Plan, PlanState},
        planning::Planning,
    },
};
use grid::{Grid, Tab};
pub(super) use names::Names;
use serde::Deserialize;

/// Which part of the plan is looked at.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Look {
    /// Agendas instead of tables.
    people: bool,
    session: Option<SessionId>,
    room: Option<RoomId>,
    /// A meeting that waits for its new place.
    meeting: Option<MeetingId>,
    /// Of which people, where agendas are looked at.
    words: String,
    page: usize,
}

#[derive(Template)]
#[template(path = "desk/board.html")]
struct BoardPage {
    layout: Layout,
    name: String,
    state: String,
    class: &'static str,
    status: String,
    n_placed: String,
    version: i64,
    scores: Vec<ScoreLine>,
    /// What differs from the published plan.
    difference: Vec<String>,
    may_publish: bool,
    may_edit: bool,
    may_return: bool,
    unplaced: Vec<UnplacedLine>,
    tabs: Vec<Tab>,
    grid: Grid,
    /// Of which people agendas are shown, and how many pages of them there are.
    people: Option<people::Shown>,
    chosen: Option<Chosen>,
    href: String,
    back: String,
}

struct UnplacedLine {
    meeting: MeetingId,
    who: String,
    reason: String,
    href: String,
}

/// A meeting that waits for its new place.
struct Chosen {
    who: String,
    href: String,
}

pub(crate) async fn show(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Path<(String, PlanId)>,
    Query(look): Query<Look>,
) -> Result<Response, Error> {
    let (planning, plan) = app.engine().show_board(&at.visitor.actor, at.id, id).await?;
    let difference = if plan.head.state == PlanState::Draft {
        app.engine().compare_plans(&at.visitor.actor, at.id, None, id).await?
    } else {
        Difference::default()
    };
    render(&page(&at, (&planning, &plan), &look, &difference))
}

fn page(at: &InEvent, board: (&Planning, &Plan), look: &Look, difference: &Difference) -> BoardPage {
    let (planning, plan) = board;
    let (words, names) = (at.visitor.words, Names::of(at, planning));
    let href = at.href(&format!("/desk/plans/{}", plan.head.id));
    let draft = plan.head.state == PlanState::Draft;
    let may_edit =
        (draft || plan.head.state == PlanState::Published) && at.presence.may(UseCase::EditPlan).is_ok();
    let chosen = look.meeting.filter(|meeting| may_edit && planning.knows(*meeting));
    let shown = look.people.then(|| people::build(at, board, &names, look, &href));
    let (tabs, grid) = if look.people {
        (Vec::new(), Grid::default())
    } else {
        grid::build(at, board, &names, (look, chosen), &href)
    };
    BoardPage {
        layout: at.layout(words.t("plan-title"), "/desk/plans"),
        name: name_of(at, &plan.head),
        state: words.t(&format!("plan-state-{}", plan.head.state)),
        class: plan.head.state.as_str(),
        status: words.t(&format!("plan-status-{}", plan.head.status)),
        n_placed: words.n("plan-n-placed", plan.placements.len() as i64),
        version: plan.head.version,
        scores: score_lines(at, &plan.head.score, &plan.head.bounds),
        difference: if draft { differences(at, difference) } else { Vec::new() },
        may_publish: draft && at.presence.may(UseCase::PublishPlan).is_ok(),
        may_edit,
        may_return: plan.head.state == PlanState::Superseded && at.presence.may(UseCase::EditPlan).is_ok(),
        unplaced: unplaced(at, plan, &names, &href),
        tabs,
        grid,
        people: shown,
        chosen: chosen.map(|meeting| Chosen {
            who: names.meeting(meeting, plan.placements.get(&meeting).map_or(0, |place| place.lineup)),
            href: format!("{href}/meetings/{meeting}"),
        }),
        href,
        back: at.href("/desk/plans"),
    }
}

fn unplaced(at: &InEvent, plan: &Plan, names: &Names, href: &str) -> Vec<UnplacedLine> {
    let line = |unplaced: &carnet_engine::domain::plan::Unplaced| UnplacedLine {
        meeting: unplaced.meeting,
        who: names.meeting(unplaced.meeting, 0),
        reason: at.visitor.words.t(&format!("reason-{}", unplaced.reason)),
        href: format!("{href}/meetings/{}", unplaced.meeting),
    };
    plan.unplaced.iter().map(line).collect()
}

/// What differs between two plans, in numbers; of what there is none, nothing is said.
fn differences(at: &InEvent, difference: &Difference) -> Vec<String> {
    let words = at.visitor.words;
    let counts = [
        ("plan-n-added", difference.added.len()),
        ("plan-n-moved", difference.moved.len()),
        ("plan-n-dropped", difference.dropped.len()),
        ("plan-n-people", difference.people.len()),
    ];
    let told: Vec<_> =
        counts.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| words.n(key, n as i64)).collect();
    if told.is_empty() { vec![words.t("plan-no-difference")] } else { told }
}

/// Makes a draft of an earlier version.
pub(crate) async fn return_to(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Path<(String, PlanId)>,
) -> Result<Redirect, Error> {
    let draft = app.engine().return_to_plan(&at.visitor.actor, at.id, id).await?;
    Ok(Redirect::to(&at.href(&format!("/desk/plans/{draft}?done=returned"))))
}

/// Which draft is thrown away.
#[derive(Debug, Deserialize)]
pub(crate) struct DiscardForm {
    version: i64,
}

pub(crate) async fn discard(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Path<(String, PlanId)>,
    axum_extra::extract::Form(form): axum_extra::extract::Form<DiscardForm>,
) -> Result<Redirect, Error> {
    app.engine().discard_plan(&at.visitor.actor, at.id, id, form.version).await?;
    Ok(Redirect::to(&at.href("/desk/plans?done=discarded")))
}
