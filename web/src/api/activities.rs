//! Activities, and who signs up for them.

mod manage;

use super::{
    Asked, Error, Id, OfEvent, Page, Sent,
    events::Paged,
    read::Paging,
    words::{Texts, words},
};
use crate::App;
use axum::{Json, extract::State, http::StatusCode};
use carnet_engine::{
    ActivityId, ActivityView, ParticipantId, SignUpId,
    domain::{activity, sign_up},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(manage::calls())
        .routes(routes!(list_activities))
        .routes(routes!(list_sign_ups, sign_up))
        .routes(routes!(cancel_sign_up))
        .routes(routes!(transfer_sign_up))
        .routes(routes!(list_sign_ups_of))
}

words! {
    /// What kind of activity it is.
    ActivityKind = activity::ActivityKind,
    /// For whom an activity is.
    Audience = activity::Audience,
    /// What happens when an activity is full.
    WhenFull = activity::WhenFull,
    /// How an activity stands.
    ActivityState = activity::ActivityState,
    /// How somebody's sign-up stands.
    SignUpState = sign_up::SignUpState,
}

/// An activity: a conference, a workshop, a visit.
#[derive(Debug, Serialize, ToSchema)]
struct Activity {
    /// Its identity.
    id: Uuid,
    /// What kind it is.
    kind: ActivityKind,
    /// The organiser's own number; only for organisers.
    reference: Option<String>,
    /// What it is called.
    names: Texts,
    /// What it is about.
    texts: Option<Texts>,
    /// How it stands.
    state: ActivityState,
    /// Why.
    reason: Option<String>,
    /// The site.
    site: Uuid,
    /// The room.
    room: Option<Uuid>,
    /// From when.
    starts_at: DateTime<Utc>,
    /// Until when.
    ends_at: DateTime<Utc>,
    /// For whom it is.
    audience: Audience,
    /// How many may come; no limit where there is none.
    capacity: Option<i64>,
    /// What happens when it is full.
    when_full: WhenFull,
    /// Who is in charge; only for organisers.
    in_charge: Option<String>,
    /// Whether those who come cannot have meetings at that time.
    blocks_meetings: bool,
    /// Who speaks, in order.
    speakers: Vec<Speaker>,
    /// How many have a place.
    confirmed: i64,
    /// How many wait for one.
    waiting: i64,
    /// How often it was changed.
    version: i64,
}

/// Somebody who speaks.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Speaker {
    /// The name.
    name: String,
    /// The company.
    company: Option<String>,
    /// How to reach them; organisers alone see it.
    contact: Option<String>,
    /// The name of a picture.
    photo: Option<String>,
    /// What about.
    topic: Option<String>,
}

impl From<activity::Speaker> for Speaker {
    fn from(speaker: activity::Speaker) -> Self {
        let activity::Speaker { name, company, contact, photo, topic } = speaker;
        Self { name, company, contact, photo, topic }
    }
}

impl From<Speaker> for activity::Speaker {
    fn from(speaker: Speaker) -> Self {
        let Speaker { name, company, contact, photo, topic } = speaker;
        Self { name, company, contact, photo, topic }
    }
}

impl From<ActivityView> for Activity {
    fn from(view: ActivityView) -> Self {
        let activity::Activity { id, state, state_reason, details, version, .. } = view.activity;
        Self {
            id: id.into(),
            kind: details.kind.into(),
            reference: details.reference,
            names: details.names.into(),
            texts: details.texts.map(Texts::from),
            state: state.into(),
            reason: state_reason,
            site: details.site.into(),
            room: details.room.map(Uuid::from),
            starts_at: details.times.starts_at,
            ends_at: details.times.ends_at,
            audience: details.audience.into(),
            capacity: details.capacity,
            when_full: details.when_full.into(),
            in_charge: details.in_charge,
            blocks_meetings: details.blocks_meetings,
            speakers: details.speakers.into_iter().map(Speaker::from).collect(),
            confirmed: view.n_confirmed,
            waiting: view.n_waiting,
            version,
        }
    }
}

/// Lists activities by time; drafts are seen by those who manage them.
#[utoipa::path(
    get,
    path = "/activities",
    tag = "activities",
    params(("event" = String, Path), Paged),
    responses((status = OK, body = Page<Activity>))
)]
async fn list_activities(
    State(app): State<App>,
    at: OfEvent,
    Asked(paged, uri): Asked<Paged>,
) -> Result<Json<Page<Activity>>, Error> {
    let paging = Paging::new(paged.page, paged.page_size)?;
    let all = app.engine().list_activities(&at.actor, at.id).await?;
    Ok(Json(Page::of(all, paging, &uri, Activity::from)))
}

/// Somebody's place in an activity, or in its waiting list.
#[derive(Debug, Serialize, ToSchema)]
struct SignUp {
    /// Its identity.
    id: Uuid,
    /// For which activity.
    activity: Uuid,
    /// The participant.
    participant: Uuid,
    /// How it stands.
    state: SignUpState,
    /// The rank of its arrival: the order of the waiting list.
    arrival: i64,
    /// Since when.
    created_at: DateTime<Utc>,
}

impl From<sign_up::SignUp> for SignUp {
    fn from(sign_up: sign_up::SignUp) -> Self {
        Self {
            id: sign_up.id.into(),
            activity: sign_up.activity.into(),
            participant: sign_up.participant.into(),
            state: sign_up.state.into(),
            arrival: sign_up.arrival,
            created_at: sign_up.created_at,
        }
    }
}

/// Lists who signed up for an activity.
#[utoipa::path(
    get,
    path = "/activities/{activity}/sign-ups",
    tag = "activities",
    params(("event" = String, Path), ("activity" = Uuid, Path), Paged),
    responses((status = OK, body = Page<SignUp>))
)]
async fn list_sign_ups(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<ActivityId>,
    Asked(paged, uri): Asked<Paged>,
) -> Result<Json<Page<SignUp>>, Error> {
    let paging = Paging::new(paged.page, paged.page_size)?;
    let all = app.engine().list_sign_ups(&at.actor, at.id, id).await?;
    Ok(Json(Page::of(all, paging, &uri, SignUp::from)))
}

/// Who signs up.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewSignUp {
    /// The participant.
    participant: Uuid,
}

/// Signs a participant up for an activity: there is a place, or the participant waits for one.
#[utoipa::path(
    post,
    path = "/activities/{activity}/sign-ups",
    tag = "activities",
    params(("event" = String, Path), ("activity" = Uuid, Path)),
    request_body = NewSignUp,
    responses((status = CREATED, body = SignUp))
)]
async fn sign_up(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<ActivityId>,
    Sent(new): Sent<NewSignUp>,
) -> Result<(StatusCode, Json<SignUp>), Error> {
    let done = app.engine().sign_up(&at.actor, at.id, id, new.participant.into()).await?;
    Ok((StatusCode::CREATED, Json(done.into())))
}

/// Cancels a sign-up; whoever waits moves up.
#[utoipa::path(
    delete,
    path = "/sign-ups/{sign_up}",
    tag = "activities",
    params(("event" = String, Path), ("sign_up" = Uuid, Path)),
    responses((status = NO_CONTENT))
)]
async fn cancel_sign_up(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<SignUpId>,
) -> Result<StatusCode, Error> {
    app.engine().cancel_sign_up(&at.actor, at.id, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// To which activity somebody goes instead.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Transfer {
    /// The other activity.
    activity: Uuid,
}

/// Gives a participant a place in another activity instead.
#[utoipa::path(
    post,
    path = "/sign-ups/{sign_up}/transfer",
    tag = "activities",
    params(("event" = String, Path), ("sign_up" = Uuid, Path)),
    request_body = Transfer,
    responses((status = OK, body = SignUp))
)]
async fn transfer_sign_up(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<SignUpId>,
    Sent(to): Sent<Transfer>,
) -> Result<Json<SignUp>, Error> {
    Ok(Json(app.engine().transfer_sign_up(&at.actor, at.id, id, to.activity.into()).await?.into()))
}

/// Lists what a participant signed up for.
#[utoipa::path(
    get,
    path = "/participants/{participant}/sign-ups",
    tag = "activities",
    params(("event" = String, Path), ("participant" = Uuid, Path)),
    responses((status = OK, body = Vec<SignUp>))
)]
async fn list_sign_ups_of(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<ParticipantId>,
) -> Result<Json<Vec<SignUp>>, Error> {
    let all = app.engine().list_sign_ups_of(&at.actor, at.id, id).await?;
    Ok(Json(all.into_iter().map(SignUp::from).collect()))
}
