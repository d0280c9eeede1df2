//! One meeting in a plan: where it could go, why it stands where it stands, and what would let it in.

use super::{Place, Placement, UnplacedReason, placed};
use crate::{
    App,
    api::{Error, Ids, OfEvent},
};
use axum::{Json, extract::State};
use carnet_engine::{
    MeetingId, Offer, PlanId,
    domain::{plan, planning},
};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_places)).routes(routes!(explain_meeting))
}

/// A place for a meeting.
#[derive(Debug, Serialize, ToSchema)]
struct OfferedPlace {
    /// Where.
    place: Place,
    /// By how much each criterion rises, by its name; less is better.
    #[schema(value_type = Object)]
    rise: Value,
    /// Other meetings that would go elsewhere.
    moves: Vec<Placement>,
}

impl From<Offer> for OfferedPlace {
    fn from(offer: Offer) -> Self {
        let Offer { place, rise, moves } = offer;
        Self { place: place.into(), rise, moves: moves.into_iter().map(placed).collect() }
    }
}

/// Lists the places for one meeting in a plan, the best first: free ones, or those that the fewest moves of others make.
#[utoipa::path(
    get,
    path = "/plans/{plan}/meetings/{meeting}/places",
    tag = "plans",
    params(("event" = String, Path), ("plan" = Uuid, Path), ("meeting" = Uuid, Path)),
    responses((status = OK, body = Vec<OfferedPlace>))
)]
async fn list_places(
    State(app): State<App>,
    at: OfEvent,
    Ids(plan, meeting): Ids<PlanId, MeetingId>,
) -> Result<Json<Vec<OfferedPlace>>, Error> {
    let all = app.engine().list_places(&at.actor, at.id, plan, meeting).await?;
    Ok(Json(all.into_iter().map(OfferedPlace::from).collect()))
}

/// Why a meeting stands where it stands, or nowhere.
#[derive(Debug, Serialize, ToSchema)]
struct Explanation {
    /// Where it stands.
    placed: Option<Place>,
    /// Why it stands nowhere.
    reason: Option<UnplacedReason>,
    /// Everybody of its line-ups.
    people: Vec<Fullness>,
    /// The slots in which everybody of a line-up is there, with what stands in the way.
    slots: Vec<SharedSlot>,
    /// Single changes that would let it in, each tried.
    remedies: Vec<Remedy>,
}

/// How full somebody is.
#[derive(Debug, Serialize, ToSchema)]
struct Fullness {
    /// The participant.
    participant: Uuid,
    /// Meetings in the plan.
    meetings: usize,
    /// Meetings at most.
    most: Option<u32>,
    /// Slots that are left.
    free_slots: Vec<Uuid>,
}

/// A slot in which everybody of a line-up is there.
#[derive(Debug, Serialize, ToSchema)]
struct SharedSlot {
    /// The slot.
    slot: Uuid,
    /// The line-up.
    lineup: i64,
    /// What stands in the way; nothing where the meeting stands or could stand.
    obstacles: Vec<Obstacle>,
}

/// Something in the way of a meeting in a slot.
#[derive(Debug, Default, Serialize, ToSchema)]
struct Obstacle {
    /// What: `meeting`, `quota`, `rooms-full`, `closed`, `sequence` or `break-limit`.
    kind: &'static str,
    /// Who is in another meeting, or has all the meetings that they may have.
    participant: Option<Uuid>,
    /// The other meeting; of `sequence`, the one that must come before or after.
    meeting: Option<Uuid>,
    /// Whether the other meeting is pinned.
    pinned: Option<bool>,
}

/// A single change that would let a meeting in.
#[derive(Debug, Default, Serialize, ToSchema)]
struct Remedy {
    /// What: another meeting moves (`move`) or is dropped (`drop`), a room has one more `table` or is `open`, a `quota` is
    /// raised, or somebody is there when they are not (`come`).
    kind: &'static str,
    /// The meeting that moves or is dropped.
    meeting: Option<Uuid>,
    /// From where it moves.
    from: Option<Place>,
    /// To where it moves.
    to: Option<Place>,
    /// The place that is won by the move.
    place: Option<Place>,
    /// The room.
    room: Option<Uuid>,
    /// The slot that is won.
    slot: Option<Uuid>,
    /// Who.
    participant: Option<Uuid>,
    /// The quota that would do.
    most: Option<i64>,
}

impl From<planning::Explained> for Explanation {
    fn from(found: planning::Explained) -> Self {
        let person = |person: planning::Fullness| Fullness {
            participant: person.participant.into(),
            meetings: person.n_meetings,
            most: person.most,
            free_slots: person.free_slots.into_iter().map(Uuid::from).collect(),
        };
        let slot = |shared: planning::SharedSlot| SharedSlot {
            slot: shared.slot.into(),
            lineup: shared.lineup,
            obstacles: shared.obstacles.into_iter().map(Obstacle::from).collect(),
        };
        Self {
            placed: found.placed.map(Place::from),
            reason: found.reason.map(UnplacedReason::from),
            people: found.people.into_iter().map(person).collect(),
            slots: found.slots.into_iter().map(slot).collect(),
            remedies: found.remedies.into_iter().map(Remedy::from).collect(),
        }
    }
}

impl From<planning::Obstacle> for Obstacle {
    fn from(found: planning::Obstacle) -> Self {
        let of = |kind| Self { kind, ..Self::default() };
        match found {
            planning::Obstacle::Meeting { participant, meeting, pinned } => Self {
                participant: Some(participant.into()),
                meeting: Some(meeting.into()),
                pinned: Some(pinned),
                ..of("meeting")
            },
            planning::Obstacle::Quota { participant } => {
                Self { participant: Some(participant.into()), ..of("quota") }
            }
            planning::Obstacle::RoomsFull => of("rooms-full"),
            planning::Obstacle::Closed => of("closed"),
            planning::Obstacle::Sequence { meeting } => {
                Self { meeting: Some(meeting.into()), ..of("sequence") }
            }
            planning::Obstacle::BreakLimit => of("break-limit"),
        }
    }
}

impl From<plan::Remedy> for Remedy {
    fn from(found: plan::Remedy) -> Self {
        let of = |kind| Self { kind, ..Self::default() };
        match found {
            plan::Remedy::Move { meeting, from, to, place } => Self {
                meeting: Some(meeting.into()),
                from: Some(from.into()),
                to: Some(to.into()),
                place: Some(place.into()),
                ..of("move")
            },
            plan::Remedy::Table { room, slot } => {
                Self { room: Some(room.into()), slot: Some(slot.into()), ..of("table") }
            }
            plan::Remedy::Open { room, slot } => {
                Self { room: Some(room.into()), slot: Some(slot.into()), ..of("open") }
            }
            plan::Remedy::Quota { participant, most, slot } => Self {
                participant: Some(participant.into()),
                most: Some(most),
                slot: Some(slot.into()),
                ..of("quota")
            },
            plan::Remedy::Come { participant, slot } => {
                Self { participant: Some(participant.into()), slot: Some(slot.into()), ..of("come") }
            }
            plan::Remedy::Drop { meeting, slot } => {
                Self { meeting: Some(meeting.into()), slot: Some(slot.into()), ..of("drop") }
            }
        }
    }
}

/// Explains why a meeting stands where it stands in a plan, or nowhere; who is free when; and what would let it in.
#[utoipa::path(
    get,
    path = "/plans/{plan}/meetings/{meeting}/explanation",
    tag = "plans",
    params(("event" = String, Path), ("plan" = Uuid, Path), ("meeting" = Uuid, Path)),
    responses((status = OK, body = Explanation))
)]
async fn explain_meeting(
    State(app): State<App>,
    at: OfEvent,
    Ids(plan, meeting): Ids<PlanId, MeetingId>,
) -> Result<Json<Explanation>, Error> {
    Ok(Json(app.engine().explain_meeting(&at.actor, at.id, plan, meeting).await?.into()))
}
