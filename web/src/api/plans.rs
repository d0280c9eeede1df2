//! Plans: drafts, published versions, and what differs between them.

mod edits;
mod meetings;

use super::{
    Asked, Error, Id, OfEvent, Page, Sent, changes::Seen, events::Paged, read::Paging, words::words,
};
use crate::App;
use axum::{Json, extract::State, http::StatusCode};
use carnet_engine::{MeetingId, PlanId, domain::plan};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(edits::calls())
        .merge(meetings::calls())
        .routes(routes!(list_plans))
        .routes(routes!(show_plan, discard_plan))
        .routes(routes!(compare_plans))
        .routes(routes!(publish_plan))
        .routes(routes!(return_to_plan))
}

words! {
    /// What a plan is.
    PlanState = plan::PlanState,
    /// How a plan came to be.
    PlanOrigin = plan::PlanOrigin,
    /// How much is proven about a plan.
    PlanStatus = plan::PlanStatus,
    /// Why a meeting has no place.
    UnplacedReason = plan::UnplacedReason,
}

/// The value of each criterion, by its name; less is better, and the first difference decides.
#[derive(Debug, Default, Serialize, ToSchema)]
#[serde(transparent)]
pub(super) struct Score(BTreeMap<String, i64>);

/// A score on the wire.
pub(super) fn score(score: &plan::Score) -> Score {
    Score(score.0.iter().map(|(criterion, value)| (criterion.name().to_owned(), *value)).collect())
}

/// A plan without its placements.
#[derive(Debug, Serialize, ToSchema)]
struct PlanLine {
    /// Its identity.
    id: Uuid,
    /// What it is.
    state: PlanState,
    /// How it came to be.
    origin: PlanOrigin,
    /// The number of the version, once published.
    number: Option<i64>,
    /// The plan that it was made from.
    base: Option<Uuid>,
    /// The run that made it.
    run: Option<Uuid>,
    /// The value of each criterion; less is better.
    score: Score,
    /// The values that no plan is below, as far as they are proven.
    bounds: Score,
    /// How much is proven.
    status: PlanStatus,
    /// Since when it is there.
    created_at: DateTime<Utc>,
    /// Since when it is, or was, published.
    published_at: Option<DateTime<Utc>>,
    /// Rises with every change: who publishes or discards it says which one was seen.
    version: i64,
}

impl From<plan::PlanHead> for PlanLine {
    fn from(head: plan::PlanHead) -> Self {
        Self {
            id: head.id.into(),
            state: head.state.into(),
            origin: head.origin.into(),
            number: head.number,
            base: head.base.map(Uuid::from),
            run: head.run.map(Uuid::from),
            score: score(&head.score),
            bounds: score(&head.bounds),
            status: head.status.into(),
            created_at: head.created_at,
            published_at: head.published_at,
            version: head.version,
        }
    }
}

/// Where a meeting is held.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Place {
    /// The slot.
    slot: Uuid,
    /// The room.
    room: Uuid,
    /// The table, from 1.
    table: i64,
    /// Who takes part: 0 is those who agreed, others are alternatives.
    lineup: i64,
}

impl From<plan::Place> for Place {
    fn from(place: plan::Place) -> Self {
        Self { slot: place.slot.into(), room: place.room.into(), table: place.table, lineup: place.lineup }
    }
}

/// A meeting with its place.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Placement {
    /// The meeting.
    meeting: Uuid,
    /// Where it is held.
    place: Place,
}

pub(super) fn placed((meeting, place): (MeetingId, plan::Place)) -> Placement {
    Placement { meeting: meeting.into(), place: place.into() }
}

/// A meeting without a place.
#[derive(Debug, Serialize, ToSchema)]
struct Unplaced {
    /// The meeting.
    meeting: Uuid,
    /// Why.
    reason: UnplacedReason,
}

/// A plan.
#[derive(Debug, Serialize, ToSchema)]
struct Plan {
    /// What it is.
    #[serde(flatten)]
    head: PlanLine,
    /// Where meetings are held.
    placements: Vec<Placement>,
    /// Those that have no place.
    unplaced: Vec<Unplaced>,
}

/// Lists plans, the newest first.
#[utoipa::path(
    get,
    path = "/plans",
    tag = "plans",
    params(("event" = String, Path), Paged),
    responses((status = OK, body = Page<PlanLine>))
)]
async fn list_plans(
    State(app): State<App>,
    at: OfEvent,
    Asked(paged, uri): Asked<Paged>,
) -> Result<Json<Page<PlanLine>>, Error> {
    let paging = Paging::new(paged.page, paged.page_size)?;
    let all = app.engine().list_plans(&at.actor, at.id).await?;
    Ok(Json(Page::of(all, paging, &uri, PlanLine::from)))
}

/// Shows a plan with all its placements.
#[utoipa::path(
    get,
    path = "/plans/{plan}",
    tag = "plans",
    params(("event" = String, Path), ("plan" = Uuid, Path)),
    responses((status = OK, body = Plan))
)]
async fn show_plan(State(app): State<App>, at: OfEvent, Id(id): Id<PlanId>) -> Result<Json<Plan>, Error> {
    let plan = app.engine().show_plan(&at.actor, at.id, id).await?;
    let unplaced = |one: plan::Unplaced| Unplaced { meeting: one.meeting.into(), reason: one.reason.into() };
    Ok(Json(Plan {
        head: plan.head.into(),
        placements: plan.placements.into_iter().map(placed).collect(),
        unplaced: plan.unplaced.into_iter().map(unplaced).collect(),
    }))
}

/// Throws a draft away.
#[utoipa::path(
    delete,
    path = "/plans/{plan}",
    tag = "plans",
    params(("event" = String, Path), ("plan" = Uuid, Path), Seen),
    responses((status = NO_CONTENT))
)]
async fn discard_plan(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<PlanId>,
    Asked(seen, _): Asked<Seen>,
) -> Result<StatusCode, Error> {
    app.engine().discard_plan(&at.actor, at.id, id, seen.version).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// With what to compare a plan.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Compared {
    /// The plan that people know; the published one, where none is named.
    with: Option<Uuid>,
}

/// What differs between the plan that people know and another.
#[derive(Debug, Serialize, ToSchema)]
struct Difference {
    /// Meetings that have a place now.
    added: Vec<Placement>,
    /// Meetings whose place, time or people differ.
    moved: Vec<Move>,
    /// Meetings that have none any more.
    dropped: Vec<Placement>,
    /// The participants whose agenda differs.
    participants: Vec<Uuid>,
}

/// A meeting that is elsewhere.
#[derive(Debug, Serialize, ToSchema)]
struct Move {
    /// The meeting.
    meeting: Uuid,
    /// Where it was.
    from: Place,
    /// Where it is.
    to: Place,
}

impl From<plan::Difference> for Difference {
    fn from(found: plan::Difference) -> Self {
        let moved =
            |one: plan::Move| Move { meeting: one.meeting.into(), from: one.from.into(), to: one.to.into() };
        Self {
            added: found.added.into_iter().map(placed).collect(),
            moved: found.moved.into_iter().map(moved).collect(),
            dropped: found.dropped.into_iter().map(placed).collect(),
            participants: found.people.into_iter().map(Uuid::from).collect(),
        }
    }
}

/// Shows what differs between a plan and the one that people know.
#[utoipa::path(
    get,
    path = "/plans/{plan}/difference",
    tag = "plans",
    params(("event" = String, Path), ("plan" = Uuid, Path), Compared),
    responses((status = OK, body = Difference))
)]
async fn compare_plans(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<PlanId>,
    Asked(asked, _): Asked<Compared>,
) -> Result<Json<Difference>, Error> {
    let known = asked.with.map(PlanId::from);
    Ok(Json(app.engine().compare_plans(&at.actor, at.id, known, id).await?.into()))
}

/// What was seen by whoever publishes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Publishing {
    /// The version of the draft that was seen.
    version: i64,
    /// The published plan that it was compared with; nothing, where there was none.
    published: Option<Uuid>,
}

/// A version that was published.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Published {
    /// The plan.
    plan: Uuid,
    /// The number of the version.
    number: i64,
    /// What differs from the version before: whoever is concerned is told.
    difference: Difference,
}

impl From<carnet_engine::Published> for Published {
    fn from(done: carnet_engine::Published) -> Self {
        Self { plan: done.plan.into(), number: done.number, difference: done.difference.into() }
    }
}

/// Publishes a draft: it becomes the next version, and those whose agenda it changes are told.
#[utoipa::path(
    post,
    path = "/plans/{plan}/publish",
    tag = "plans",
    params(("event" = String, Path), ("plan" = Uuid, Path)),
    request_body = Publishing,
    responses((status = OK, body = Published))
)]
async fn publish_plan(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<PlanId>,
    Sent(sent): Sent<Publishing>,
) -> Result<Json<Published>, Error> {
    let seen = sent.published.map(PlanId::from);
    let done = app.engine().publish_plan(&at.actor, at.id, (id, sent.version), seen).await?;
    Ok(Json(done.into()))
}

/// A plan that was made.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Made {
    /// Its identity.
    pub(super) plan: Uuid,
}

/// Makes a draft of an earlier version, to go back to it.
#[utoipa::path(
    post,
    path = "/plans/{plan}/return",
    tag = "plans",
    params(("event" = String, Path), ("plan" = Uuid, Path)),
    responses((status = CREATED, body = Made))
)]
async fn return_to_plan(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<PlanId>,
) -> Result<(StatusCode, Json<Made>), Error> {
    let plan = app.engine().return_to_plan(&at.actor, at.id, id).await?;
    Ok((StatusCode::CREATED, Json(Made { plan: plan.into() })))
}
