//! The organiser's standing decisions, which every run obeys: pins and blocks.

use super::{Error, Id, OfEvent, Sent};
use crate::App;
use axum::{Json, extract::State, http::StatusCode};
use carnet_engine::{
    BlockId, MeetingId, ParticipantId, RoomId, SlotId,
    domain::plan::{self, Blocked},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_pins))
        .routes(routes!(pin_meeting, unpin_meeting))
        .routes(routes!(list_blocks, block))
        .routes(routes!(unblock))
}

/// A meeting that every run leaves where it is.
#[derive(Debug, Serialize, ToSchema)]
struct Pin {
    /// The meeting.
    meeting: Uuid,
    /// The slot.
    slot: Uuid,
    /// The room; any where it is left open.
    room: Option<Uuid>,
    /// The table: a wish.
    table: Option<i64>,
    /// The line-up; any where it is left open.
    lineup: Option<i64>,
}

impl From<plan::Pin> for Pin {
    fn from(pin: plan::Pin) -> Self {
        Self {
            meeting: pin.meeting.into(),
            slot: pin.slot.into(),
            room: pin.room.map(Uuid::from),
            table: pin.table,
            lineup: pin.lineup,
        }
    }
}

/// Lists the pins.
#[utoipa::path(
    get,
    path = "/pins",
    tag = "decisions",
    params(("event" = String, Path)),
    responses((status = OK, body = Vec<Pin>))
)]
async fn list_pins(State(app): State<App>, at: OfEvent) -> Result<Json<Vec<Pin>>, Error> {
    let (pins, _) = app.engine().list_decisions(&at.actor, at.id).await?;
    Ok(Json(pins.into_iter().map(Pin::from).collect()))
}

/// Where a meeting is pinned.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewPin {
    /// The slot.
    slot: Uuid,
    /// The room; any where it is left open.
    room: Option<Uuid>,
    /// The table: a wish.
    table: Option<i64>,
    /// The line-up; any where it is left open.
    lineup: Option<i64>,
}

/// Pins a meeting, or pins it elsewhere.
#[utoipa::path(
    put,
    path = "/pins/{meeting}",
    tag = "decisions",
    params(("event" = String, Path), ("meeting" = Uuid, Path)),
    request_body = NewPin,
    responses((status = NO_CONTENT))
)]
async fn pin_meeting(
    State(app): State<App>,
    at: OfEvent,
    Id(meeting): Id<MeetingId>,
    Sent(new): Sent<NewPin>,
) -> Result<StatusCode, Error> {
    let pin = plan::Pin {
        meeting,
        slot: new.slot.into(),
        room: new.room.map(RoomId::from),
        table: new.table,
        lineup: new.lineup,
    };
    app.engine().pin_meeting(&at.actor, at.id, &pin).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lets a meeting go again.
#[utoipa::path(
    delete,
    path = "/pins/{meeting}",
    tag = "decisions",
    params(("event" = String, Path), ("meeting" = Uuid, Path)),
    responses((status = NO_CONTENT))
)]
async fn unpin_meeting(
    State(app): State<App>,
    at: OfEvent,
    Id(meeting): Id<MeetingId>,
) -> Result<StatusCode, Error> {
    app.engine().unpin_meeting(&at.actor, at.id, meeting).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A person, a room or a table that no run may use, in one slot or in all.
#[derive(Debug, Serialize, ToSchema)]
struct Block {
    /// Its identity.
    id: Uuid,
    /// The participant, where it is one.
    participant: Option<Uuid>,
    /// The room, where it is one, or a table of it.
    room: Option<Uuid>,
    /// The table of the room.
    table: Option<i64>,
    /// The slot; always where it is left open.
    slot: Option<Uuid>,
    /// Why.
    reason: String,
}

impl From<plan::Block> for Block {
    fn from(block: plan::Block) -> Self {
        let (participant, room, table) = match block.what {
            Blocked::Participant(id) => (Some(id.into()), None, None),
            Blocked::Room(id) => (None, Some(id.into()), None),
            Blocked::Table(id, table) => (None, Some(id.into()), Some(table)),
        };
        let slot = block.slot.map(Uuid::from);
        Self { id: block.id.into(), participant, room, table, slot, reason: block.reason }
    }
}

/// Lists the blocks.
#[utoipa::path(
    get,
    path = "/blocks",
    tag = "decisions",
    params(("event" = String, Path)),
    responses((status = OK, body = Vec<Block>))
)]
async fn list_blocks(State(app): State<App>, at: OfEvent) -> Result<Json<Vec<Block>>, Error> {
    let (_, blocks) = app.engine().list_decisions(&at.actor, at.id).await?;
    Ok(Json(blocks.into_iter().map(Block::from).collect()))
}

/// What no run may use: a participant or a room, one of the two.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewBlock {
    /// The participant.
    participant: Option<Uuid>,
    /// The room.
    room: Option<Uuid>,
    /// Only this table of the room.
    table: Option<i64>,
    /// The slot; always where it is left open.
    slot: Option<Uuid>,
    /// Why.
    reason: String,
}

/// A block that was added.
#[derive(Debug, Serialize, ToSchema)]
struct Added {
    /// Its identity.
    id: Uuid,
    /// The meetings of the published plan that stand there.
    meetings: Vec<Uuid>,
}

/// Blocks a participant, a room or a table.
#[utoipa::path(
    post,
    path = "/blocks",
    tag = "decisions",
    params(("event" = String, Path)),
    request_body = NewBlock,
    responses((status = CREATED, body = Added))
)]
async fn block(
    State(app): State<App>,
    at: OfEvent,
    Sent(new): Sent<NewBlock>,
) -> Result<(StatusCode, Json<Added>), Error> {
    let what = match (new.participant, new.room, new.table) {
        (Some(participant), None, None) => Blocked::Participant(ParticipantId::from(participant)),
        (None, Some(room), None) => Blocked::Room(RoomId::from(room)),
        (None, Some(room), Some(table)) => Blocked::Table(RoomId::from(room), table),
        _ => {
            return Err(Error::Field {
                path: "participant".to_owned(),
                code: "one-of-two",
                problem: "give either participant, or room with or without table".to_owned(),
            });
        }
    };
    let slot = new.slot.map(SlotId::from);
    let (id, meetings) = app.engine().block(&at.actor, at.id, what, slot, &new.reason).await?;
    let added = Added { id: id.into(), meetings: meetings.into_iter().map(Uuid::from).collect() };
    Ok((StatusCode::CREATED, Json(added)))
}

/// Takes a block away.
#[utoipa::path(
    delete,
    path = "/blocks/{block}",
    tag = "decisions",
    params(("event" = String, Path), ("block" = Uuid, Path)),
    responses((status = NO_CONTENT))
)]
async fn unblock(State(app): State<App>, at: OfEvent, Id(id): Id<BlockId>) -> Result<StatusCode, Error> {
    app.engine().unblock(&at.actor, at.id, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
