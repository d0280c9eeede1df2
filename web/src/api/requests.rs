//! Meeting requests: asking, answering, confirming, ending.

mod steps;

use super::{Asked, Error, Id, OfEvent, Page, Sent, plans::Place, read::Paging, words::words};
use crate::App;
use axum::{Json, extract::State, http::StatusCode};
use carnet_engine::{
    MeetingRequestId, Outcome, ParticipantId, RegistrationId, RequestFilter, RequestView, SlotId,
    domain::{
        placeability,
        request::{self, AskedParty, NewAsk},
    },
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_requests, ask))
        .routes(routes!(show_request))
        .routes(routes!(show_placeability))
        .merge(steps::calls())
}

words! {
    /// Where a request stands.
    RequestState = request::RequestState,
    /// Whether a meeting could still be placed.
    Placeability = placeability::Placeability,
    /// What stands in the way of placing a meeting.
    Hindrance = placeability::Hindrance,
}

/// Somebody on one side of a request.
#[derive(Debug, Serialize, ToSchema)]
struct Party {
    /// The participant's identity.
    participant: Uuid,
    /// The registration.
    registration: Uuid,
    /// The name.
    name: String,
    /// The company.
    company: String,
    /// Whether the person gives consultations.
    expert: bool,
}

impl From<request::Person> for Party {
    fn from(person: request::Person) -> Self {
        Self {
            participant: person.id.into(),
            registration: person.registration.into(),
            name: person.name,
            company: person.company,
            expert: person.expert,
        }
    }
}

/// A meeting request in a list.
#[derive(Debug, Serialize, ToSchema)]
struct RequestLine {
    /// Its identity.
    id: Uuid,
    /// Who asks.
    from: Party,
    /// Who is asked: a person, or all of a company's people.
    to: Vec<Party>,
    /// Whether a person was asked rather than a company.
    personal: bool,
    /// The slot, if it is for one.
    slot: Option<Uuid>,
    /// Whether it waits for that slot.
    waiting: bool,
    /// What the asking side wrote.
    message: String,
    /// Where it stands.
    state: RequestState,
    /// Whether one side asked for another time.
    wants_reschedule: bool,
    /// Why it ended, or another time is needed.
    reason: Option<String>,
    /// The rank of its arrival in the event.
    arrival: i64,
    /// When it was asked.
    asked_at: DateTime<Utc>,
    /// When it ends by itself.
    expires_at: Option<DateTime<Utc>>,
    /// The meeting that it became.
    meeting: Option<Uuid>,
}

impl From<RequestView> for RequestLine {
    fn from(view: RequestView) -> Self {
        Self {
            id: view.id.into(),
            from: view.asking.into(),
            to: view.asked.into_iter().map(Party::from).collect(),
            personal: view.is_personal,
            slot: view.slot.map(Uuid::from),
            waiting: view.waiting,
            message: view.message,
            state: view.state.into(),
            wants_reschedule: view.wants_reschedule,
            reason: view.reason,
            arrival: view.arrival,
            asked_at: view.asked_at,
            expires_at: view.expires_at,
            meeting: view.meeting.map(Uuid::from),
        }
    }
}

/// Which requests to list; what is left out filters nothing.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// Those of one participant, on either side.
    participant: Option<Uuid>,
    /// Those in one state.
    #[param(inline)]
    state: Option<RequestState>,
    /// Those that arrived before this rank: the next page.
    before: Option<i64>,
    /// Results of a page: 50, or up to 200.
    page_size: Option<usize>,
}

/// Lists requests, the latest first: the account's own, or those within its reach as an administrator.
#[utoipa::path(
    get,
    path = "/requests",
    tag = "requests",
    params(("event" = String, Path), Filter),
    responses((status = OK, body = Page<RequestLine>))
)]
async fn list_requests(
    State(app): State<App>,
    at: OfEvent,
    Asked(asked, uri): Asked<Filter>,
) -> Result<Json<Page<RequestLine>>, Error> {
    let size = Paging::new(None, asked.page_size)?.size();
    let filter = RequestFilter {
        of: asked.participant.map(ParticipantId::from),
        state: asked.state.map(|state| state.0),
        before: asked.before,
        // One more than the page holds says whether there is another.
        most: size as i64 + 1,
    };
    let mut views = app.engine().list_requests(&at.actor, at.id, &filter).await?;
    let more = views.len() > size;
    views.truncate(size);
    let mark = views.last().filter(|_| more).map(|last| ("before", last.arrival.to_string()));
    Ok(Json(Page::until(views.into_iter().map(RequestLine::from).collect(), mark, &uri)))
}

/// A request that is made: to a company or to a person, one of the two.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewRequest {
    /// The participant who asks.
    from: Uuid,
    /// The registration that is asked: any of the company's people.
    to_registration: Option<Uuid>,
    /// The participant who is asked.
    to_participant: Option<Uuid>,
    /// The slot, where it is for one; else whenever both are there.
    slot: Option<Uuid>,
    /// What the asking side writes.
    #[serde(default)]
    message: String,
}

/// What became of asking or answering.
#[derive(Debug, Serialize, ToSchema)]
struct RequestOutcome {
    /// The request: the new one, or the other side's where asking was an answer to it.
    request: Uuid,
    /// Where it stands now.
    state: RequestState,
    /// The meeting that it became.
    meeting: Option<Uuid>,
    /// Where the meeting was placed at once.
    placed: Option<Place>,
    /// Whether it waits for a slot that is taken.
    waiting: bool,
    /// Whether the meeting could still be placed.
    placeability: Placeability,
    /// What stands in the way, where it could not.
    hindrance: Option<Hindrance>,
}

impl From<Outcome> for RequestOutcome {
    fn from(outcome: Outcome) -> Self {
        Self {
            request: outcome.request.into(),
            state: outcome.state.into(),
            meeting: outcome.meeting.map(Uuid::from),
            placed: outcome.placed.map(Place::from),
            waiting: outcome.waiting,
            placeability: outcome.answer.placeability.into(),
            hindrance: outcome.answer.hindrance.map(Hindrance),
        }
    }
}

/// Whom a request is for, or what is wrong where neither or both are named.
fn party(company: Option<Uuid>, person: Option<Uuid>) -> Result<AskedParty, Error> {
    match (company, person) {
        (Some(company), None) => Ok(AskedParty::Company(RegistrationId::from(company))),
        (None, Some(person)) => Ok(AskedParty::Person(ParticipantId::from(person))),
        _ => Err(Error::Field {
            path: "to_participant".to_owned(),
            code: "one-of-two",
            problem: "give either to_registration or to_participant".to_owned(),
        }),
    }
}

/// Asks a company or a person for a meeting. Where the other side asked first, asking is the answer.
#[utoipa::path(
    post,
    path = "/requests",
    tag = "requests",
    params(("event" = String, Path)),
    request_body = NewRequest,
    responses((status = CREATED, body = RequestOutcome))
)]
async fn ask(
    State(app): State<App>,
    at: OfEvent,
    Sent(new): Sent<NewRequest>,
) -> Result<(StatusCode, Json<RequestOutcome>), Error> {
    let new = NewAsk {
        from: new.from.into(),
        to: party(new.to_registration, new.to_participant)?,
        slot: new.slot.map(SlotId::from),
        message: new.message,
    };
    let outcome = app.engine().ask(&at.actor, at.id, &new).await?;
    Ok((StatusCode::CREATED, Json(outcome.into())))
}

/// A meeting request.
#[derive(Debug, Serialize, ToSchema)]
struct Request {
    /// Its identity.
    id: Uuid,
    /// The participant who asks.
    from: Uuid,
    /// The registration that is asked, or that the asked person belongs to.
    to_registration: Uuid,
    /// The participant who is asked, if it is one.
    to_participant: Option<Uuid>,
    /// The slot, if it is for one.
    slot: Option<Uuid>,
    /// What the asking side wrote.
    message: String,
    /// Where it stands.
    state: RequestState,
    /// Whether one side asked for another time.
    wants_reschedule: bool,
    /// Why it ended, or another time is needed.
    reason: Option<String>,
    /// The rank of its arrival in the event.
    arrival: i64,
    /// When it was asked.
    asked_at: DateTime<Utc>,
    /// When the asked side answered.
    answered_at: Option<DateTime<Utc>>,
    /// When it ends by itself.
    expires_at: Option<DateTime<Utc>>,
    /// The meeting that it became.
    meeting: Option<Uuid>,
    /// Whether the meeting could still be placed.
    placeability: Placeability,
    /// What stands in the way, where it could not.
    hindrance: Option<Hindrance>,
}

/// Shows a request.
#[utoipa::path(
    get,
    path = "/requests/{request}",
    tag = "requests",
    params(("event" = String, Path), ("request" = Uuid, Path)),
    responses((status = OK, body = Request))
)]
async fn show_request(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<MeetingRequestId>,
) -> Result<Json<Request>, Error> {
    let (request, meeting, answer) = app.engine().show_request(&at.actor, id).await.map_err(Error::hidden)?;
    if request.event != at.id {
        return Err(Error::NoPage);
    }
    Ok(Json(Request {
        id: request.id.into(),
        from: request.from.into(),
        to_registration: request.to_registration.into(),
        to_participant: request.to_participant.map(Uuid::from),
        slot: request.slot.map(Uuid::from),
        message: request.message,
        state: request.state.into(),
        wants_reschedule: request.wants_reschedule,
        reason: request.reason,
        arrival: request.arrival,
        asked_at: request.asked_at,
        answered_at: request.answered_at,
        expires_at: request.expires_at,
        meeting: meeting.map(Uuid::from),
        placeability: answer.placeability.into(),
        hindrance: answer.hindrance.map(Hindrance),
    }))
}

/// A meeting that somebody thinks of: with a company or a person, one of the two.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Thought {
    /// The participant who would ask.
    from: Uuid,
    /// The registration that would be asked.
    to_registration: Option<Uuid>,
    /// The participant who would be asked.
    to_participant: Option<Uuid>,
    /// The slot, where it would be for one.
    slot: Option<Uuid>,
}

/// Whether a meeting could still be placed.
#[derive(Debug, Serialize, ToSchema)]
struct Answer {
    /// Whether it could be placed.
    placeability: Placeability,
    /// What stands in the way, where it could not.
    hindrance: Option<Hindrance>,
}

/// Says whether a meeting could still be placed, before anybody asks for it.
#[utoipa::path(
    get,
    path = "/placeability",
    tag = "requests",
    params(("event" = String, Path), Thought),
    responses((status = OK, body = Answer))
)]
async fn show_placeability(
    State(app): State<App>,
    at: OfEvent,
    Asked(asked, _): Asked<Thought>,
) -> Result<Json<Answer>, Error> {
    let to = party(asked.to_registration, asked.to_participant)?;
    let slot = asked.slot.map(SlotId::from);
    let answer = app.engine().show_placeability(&at.actor, at.id, asked.from.into(), to, slot).await?;
    Ok(Json(Answer { placeability: answer.placeability.into(), hindrance: answer.hindrance.map(Hindrance) }))
}
