//! Activities as organisers set them up, change them, open and close them and put them off.

use super::{ActivityKind, ActivityState, Audience, Speaker, WhenFull};
use crate::{
    App,
    api::{
        Asked, Error, Id, OfEvent, Sent,
        changes::{Changed, Created, Seen},
        words::Texts,
    },
};
use axum::{Json, extract::State, http::StatusCode};
use carnet_engine::{ActivityId, ActivityImpact, RoomId, domain::activity};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(create_activity))
        .routes(routes!(change_activity))
        .routes(routes!(preview_activity))
        .routes(routes!(change_activity_state))
        .routes(routes!(postpone_activity))
}

/// An activity as an organiser enters it. Times are those of the event's time zone.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewActivity {
    /// What kind it is.
    kind: ActivityKind,
    /// The organiser's own number.
    reference: Option<String>,
    /// What it is called.
    names: Texts,
    /// What it is about.
    texts: Option<Texts>,
    /// The site.
    site: Uuid,
    /// The room.
    room: Option<Uuid>,
    /// From when, without offset: `2027-03-16T09:00:00`.
    #[schema(value_type = String, example = "2027-03-16T09:00:00")]
    starts: NaiveDateTime,
    /// Until when, likewise.
    #[schema(value_type = String, example = "2027-03-16T10:00:00")]
    ends: NaiveDateTime,
    /// For whom it is.
    audience: Audience,
    /// How many may come; no limit where there is none.
    capacity: Option<i64>,
    /// What happens when it is full.
    when_full: WhenFull,
    /// Who is in charge.
    in_charge: Option<String>,
    /// Whether those who come cannot have meetings at that time.
    blocks_meetings: bool,
    /// Who speaks, in order.
    #[serde(default)]
    speakers: Vec<Speaker>,
}

impl From<NewActivity> for activity::NewActivity {
    fn from(new: NewActivity) -> Self {
        Self {
            kind: new.kind.0,
            reference: new.reference,
            names: new.names.into(),
            texts: new.texts.map(Into::into),
            site: new.site.into(),
            room: new.room.map(RoomId::from),
            times: (new.starts, new.ends),
            audience: new.audience.0,
            capacity: new.capacity,
            when_full: new.when_full.0,
            in_charge: new.in_charge,
            blocks_meetings: new.blocks_meetings,
            speakers: new.speakers.into_iter().map(activity::Speaker::from).collect(),
        }
    }
}

/// Sets an activity up, as a draft.
#[utoipa::path(
    post,
    path = "/activities",
    tag = "activities",
    params(("event" = String, Path)),
    request_body = NewActivity,
    responses((status = CREATED, body = Created))
)]
async fn create_activity(
    State(app): State<App>,
    at: OfEvent,
    Sent(new): Sent<NewActivity>,
) -> Result<(StatusCode, Json<Created>), Error> {
    let id = app.engine().create_activity(&at.actor, at.id, &new.into()).await?;
    Ok((StatusCode::CREATED, Json(Created { id: id.into() })))
}

/// Changes an activity; what is left out is empty from now on. Those who signed up are told where or when it takes place.
#[utoipa::path(
    put,
    path = "/activities/{activity}",
    tag = "activities",
    params(("event" = String, Path), ("activity" = Uuid, Path), Seen),
    request_body = NewActivity,
    responses((status = OK, body = Changed))
)]
async fn change_activity(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<ActivityId>,
    Asked(seen, _): Asked<Seen>,
    Sent(new): Sent<NewActivity>,
) -> Result<Json<Changed>, Error> {
    let of = (at.id, id, seen.version);
    let version = app.engine().change_activity(&at.actor, of, &new.into()).await?;
    Ok(Json(Changed { version }))
}

/// Whom a change of an activity would concern.
#[derive(Debug, Serialize, ToSchema)]
struct Impact {
    /// How many have a place and would be told.
    concerned: usize,
    /// How many would move up from the waiting list.
    moving_up: usize,
    /// Participants who would have another activity at the new time.
    with_other_activity: Vec<Uuid>,
    /// Participants who would have a planned meeting at the new time.
    with_meeting: Vec<Uuid>,
}

/// Shows whom a change of an activity would concern; nothing changes.
#[utoipa::path(
    post,
    path = "/activities/{activity}/preview",
    tag = "activities",
    params(("event" = String, Path), ("activity" = Uuid, Path)),
    request_body = NewActivity,
    responses((status = OK, body = Impact))
)]
async fn preview_activity(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<ActivityId>,
    Sent(new): Sent<NewActivity>,
) -> Result<Json<Impact>, Error> {
    let ActivityImpact { n_concerned, n_moving_up, with_other_activity, with_meeting } =
        app.engine().preview_activity(&at.actor, at.id, id, &new.into()).await?;
    Ok(Json(Impact {
        concerned: n_concerned,
        moving_up: n_moving_up,
        with_other_activity: with_other_activity.into_iter().map(Uuid::from).collect(),
        with_meeting: with_meeting.into_iter().map(Uuid::from).collect(),
    }))
}

/// How an activity is to stand.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NextState {
    /// The state.
    state: ActivityState,
    /// Why: needed for all but opening, and told to those who signed up.
    reason: Option<String>,
}

/// Opens, closes or cancels an activity, or puts it off until nobody knows when.
#[utoipa::path(
    post,
    path = "/activities/{activity}/state",
    tag = "activities",
    params(("event" = String, Path), ("activity" = Uuid, Path), Seen),
    request_body = NextState,
    responses((status = OK, body = Changed))
)]
async fn change_activity_state(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<ActivityId>,
    Asked(seen, _): Asked<Seen>,
    Sent(next): Sent<NextState>,
) -> Result<Json<Changed>, Error> {
    let of = (at.id, id, seen.version);
    let reason = next.reason.as_deref();
    let version = app.engine().change_activity_state(&at.actor, of, next.state.0, reason).await?;
    Ok(Json(Changed { version }))
}

/// To when an activity is put off. Times are those of the event's time zone.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewTime {
    /// From when, without offset: `2027-03-16T09:00:00`.
    #[schema(value_type = String, example = "2027-03-16T09:00:00")]
    starts: NaiveDateTime,
    /// Until when, likewise.
    #[schema(value_type = String, example = "2027-03-16T10:00:00")]
    ends: NaiveDateTime,
    /// Why; it is told.
    reason: String,
}

/// Puts an activity off to another time. Those who signed up stay so, and are told.
#[utoipa::path(
    post,
    path = "/activities/{activity}/postpone",
    tag = "activities",
    params(("event" = String, Path), ("activity" = Uuid, Path), Seen),
    request_body = NewTime,
    responses((status = OK, body = Changed))
)]
async fn postpone_activity(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<ActivityId>,
    Asked(seen, _): Asked<Seen>,
    Sent(new): Sent<NewTime>,
) -> Result<Json<Changed>, Error> {
    let (of, times) = ((at.id, id, seen.version), (new.starts, new.ends));
    let version = app.engine().postpone_activity(&at.actor, of, times, &new.reason).await?;
    Ok(Json(Changed { version }))
}
