//! A plan: what it is worth, how it differs from the published one, who has no place and why, and the grid of its tables.

mod grid;

use super::{ScoreLine, name_of, score_lines};
use crate::{
    App,
    error::Error,
    page::{FormFaults, Layout, render},
    pages::{InEvent, catalogue::moment},
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::Form;
use carnet_engine::{
    MeetingId, PlanId, RoomId, SessionId, SlotId,
    domain::{
        access::UseCase,
        plan::{Difference, Edit, PlanState},
        planning::Planning,
    },
};
use grid::{Grid, Tab};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Which part of the plan is looked at.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub(crate) struct Look {
    session: Option<SessionId>,
    room: Option<RoomId>,
    /// A meeting that is to be moved.
    meeting: Option<MeetingId>,
}

#[derive(Template)]
#[template(path = "desk/board.html")]
struct BoardPage {
    layout: Layout,
    faults: FormFaults,
    name: String,
    state: String,
    class: &'static str,
    status: String,
    n_placed: String,
    version: i64,
    seen: String,
    scores: Vec<ScoreLine>,
    /// What differs from the published plan.
    difference: Vec<String>,
    may_publish: bool,
    may_edit: bool,
    unplaced: Vec<UnplacedLine>,
    tabs: Vec<Tab>,
    grid: Grid,
    chosen: Option<Chosen>,
    href: String,
    back: String,
}

struct UnplacedLine {
    who: String,
    reason: String,
    href: String,
}

/// A meeting that is to be moved, with the places for it.
struct Chosen {
    meeting: MeetingId,
    who: String,
    offers: Vec<OfferLine>,
}

struct OfferLine {
    value: String,
    label: String,
    moves: String,
}

pub(crate) async fn show(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Path<(String, PlanId)>,
    Query(look): Query<Look>,
) -> Result<Response, Error> {
    board_page(&app, &at, id, look, FormFaults::default()).await
}

async fn board_page(
    app: &App,
    at: &InEvent,
    id: PlanId,
    look: Look,
    faults: FormFaults,
) -> Result<Response, Error> {
    let (planning, plan) = app.engine().show_board(&at.visitor.actor, at.id, id).await?;
    let words = at.visitor.words;
    let names = Names::of(&planning);
    let href = at.href(&format!("/desk/plans/{id}"));
    let draft = plan.head.state == PlanState::Draft;
    let editable = draft || plan.head.state == PlanState::Published;
    let difference = if draft {
        app.engine().compare_plans(&at.visitor.actor, at.id, None, id).await?
    } else {
        Difference::default()
    };
    let chosen = match look.meeting.filter(|meeting| editable && planning.knows(*meeting)) {
        Some(meeting) => Some(chosen(app, at, (&planning, &names), id, meeting).await?),
        None => None,
    };
    let (tabs, grid) = grid::build(at, (&planning, &plan), &names, look, &href);
    render(&BoardPage {
        layout: at.layout(words.t("plan-title"), "/desk/plans"),
        faults,
        name: name_of(at, &plan.head),
        state: words.t(&format!("plan-state-{}", plan.head.state)),
        class: plan.head.state.as_str(),
        status: words.t(&format!("plan-status-{}", plan.head.status)),
        n_placed: words.n("plan-n-placed", plan.placements.len() as i64),
        version: plan.head.version,
        seen: planning.facts.published_id.map_or_else(String::new, |id| id.to_string()),
        scores: score_lines(at, &plan.head.score, &plan.head.bounds),
        difference: if draft { differences(at, &difference) } else { Vec::new() },
        may_publish: draft && at.presence.may(UseCase::PublishPlan).is_ok(),
        may_edit: editable && at.presence.may(UseCase::EditPlan).is_ok(),
        unplaced: plan
            .unplaced
            .iter()
            .map(|unplaced| UnplacedLine {
                who: names.of_meeting(&planning, unplaced.meeting, 0),
                reason: words.t(&format!("reason-{}", unplaced.reason)),
                href: format!("{href}?meeting={}#move", unplaced.meeting),
            })
            .collect(),
        tabs,
        grid,
        chosen,
        href,
        back: at.href("/desk/plans"),
    })
}

fn differences(at: &InEvent, difference: &Difference) -> Vec<String> {
    let words = at.visitor.words;
    vec![
        words.n("plan-n-added", difference.added.len() as i64),
        words.n("plan-n-moved", difference.moved.len() as i64),
        words.n("plan-n-dropped", difference.dropped.len() as i64),
        words.n("plan-n-people", difference.people.len() as i64),
    ]
}

/// The names of everybody.
pub(super) struct Names(BTreeMap<carnet_engine::ParticipantId, String>);

impl Names {
    fn of(planning: &Planning) -> Self {
        Self(planning.facts.participants.iter().map(|p| (p.id, p.name.clone())).collect())
    }

    /// Who meets, in a line-up.
    pub(super) fn of_meeting(&self, planning: &Planning, meeting: MeetingId, lineup: i64) -> String {
        let people = planning.people(meeting, lineup).iter();
        people.filter_map(|id| self.0.get(id)).map(String::as_str).collect::<Vec<_>>().join(" – ")
    }
}

/// A meeting that somebody wants to move: where it could go, the cheapest first.
async fn chosen(
    app: &App,
    at: &InEvent,
    (planning, names): (&Planning, &Names),
    plan: PlanId,
    meeting: MeetingId,
) -> Result<Chosen, Error> {
    let words = at.visitor.words;
    let found = app.engine().list_places(&at.visitor.actor, at.id, plan, meeting).await?;
    let slot = |id: SlotId| planning.facts.slots.iter().find(|slot| slot.id == id);
    let room = |id: RoomId| planning.facts.rooms.iter().find(|room| room.id == id);
    let offers = found.iter().filter_map(|offer| {
        let (slot, room) = (slot(offer.place.slot)?, room(offer.place.room)?);
        let first = offer.moves.first().map(|(meeting, _)| names.of_meeting(planning, *meeting, 0));
        Some(OfferLine {
            value: format!("{},{}", offer.place.slot, offer.place.room),
            label: format!("{}, {}", moment(at, slot.starts_at), room.name),
            moves: first.map_or_else(String::new, |who| words.with("move-others", "who", &who)),
        })
    });
    Ok(Chosen { meeting, who: names.of_meeting(planning, meeting, 0), offers: offers.collect() })
}

/// Where a meeting is to go.
#[derive(Debug, Deserialize)]
pub(crate) struct MoveForm {
    version: i64,
    meeting: MeetingId,
    /// `slot,room`; nothing to take it out.
    #[serde(default)]
    place: String,
}

pub(crate) async fn edit(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Path<(String, PlanId)>,
    Form(form): Form<MoveForm>,
) -> Result<Response, Error> {
    let meeting = form.meeting;
    let place =
        form.place.split_once(',').and_then(|(slot, room)| Some((slot.parse().ok()?, room.parse().ok()?)));
    let edit = match place {
        Some((slot, room)) => Edit::Place { meeting, slot, room, table: None, lineup: None },
        None => Edit::Drop { meeting },
    };
    let key = (id, form.version);
    match app.engine().edit_plan(&at.visitor.actor, at.id, key, &[edit], None).await {
        Ok(changed) => {
            let there = format!("/desk/plans/{}?done=moved", changed.plan.id);
            Ok(Redirect::to(&at.href(&there)).into_response())
        }
        Err(error) => {
            let faults = FormFaults::of(at.visitor.words, error)?;
            let look = Look { meeting: Some(meeting), ..Look::default() };
            let page = board_page(&app, &at, id, look, faults).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// Which draft is published, and what it was compared with.
#[derive(Debug, Deserialize)]
pub(crate) struct PublishForm {
    version: i64,
    #[serde(default)]
    seen: String,
}

pub(crate) async fn publish(
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
        Err(error) => {
            let faults = FormFaults::of(at.visitor.words, error)?;
            let page = board_page(&app, &at, id, Look::default(), faults).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}
