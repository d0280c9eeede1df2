//! `pin`, `block` and `waiver`: what organisers decided.

use super::{StoreError, Tx, column, execute, fetch_all};
use crate::{
    domain::plan::{Block, Blocked, OwnRule, Pin, Waiver},
    ids::{BlockId, EventId, MeetingId, ParticipantId, PlanId, RoomId, SlotId},
};
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::types::Json;

const PINS: &str = "
    SELECT p.meeting_id, p.slot_id, p.room_id, p.table_number, p.lineup
      FROM pin p
      JOIN meeting m ON m.id = p.meeting_id
     WHERE p.event_id = $1 AND m.state = 'agreed'
     ORDER BY p.meeting_id";
const SET_PIN: &str = "
    INSERT INTO pin (event_id, meeting_id, slot_id, room_id, table_number, lineup, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (meeting_id) DO UPDATE
       SET slot_id = $3, room_id = $4, table_number = $5, lineup = $6, created_at = $7";
const REMOVE_PIN: &str = "DELETE FROM pin WHERE event_id = $1 AND meeting_id = $2";
const BLOCKS: &str = "
    SELECT id, participant_id, room_id, table_number, slot_id, reason
      FROM block
     WHERE event_id = $1
     ORDER BY created_at, id";
const INSERT_BLOCK: &str = "
    INSERT INTO block (id, event_id, participant_id, room_id, table_number, slot_id, reason, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
const REMOVE_BLOCK: &str = "DELETE FROM block WHERE id = $1 AND event_id = $2";
const WAIVERS: &str = "
    SELECT meeting_id, rule, data, reason, waived_by, waived_at
      FROM waiver
     WHERE plan_id = $1
     ORDER BY meeting_id, rule";
const SET_WAIVER: &str = "
    INSERT INTO waiver (plan_id, event_id, meeting_id, rule, data, reason, waived_by, waived_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (plan_id, meeting_id, rule) DO UPDATE
       SET data = $5, reason = $6, waived_by = $7, waived_at = $8";

/// Pins of meetings that are still agreed.
pub(crate) async fn pins(tx: &mut Tx, event: EventId) -> Result<Vec<Pin>, StoreError> {
    type Row = (MeetingId, SlotId, Option<RoomId>, Option<i64>, Option<i64>);
    let rows = fetch_all!(tx, Row, PINS, event)?.into_iter();
    Ok(rows.map(|(meeting, slot, room, table, lineup)| Pin { meeting, slot, room, table, lineup }).collect())
}

/// Pins a meeting, or pins it elsewhere.
pub(crate) async fn set_pin(
    tx: &mut Tx,
    event: EventId,
    pin: &Pin,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    execute!(tx, SET_PIN, event, pin.meeting, pin.slot, pin.room, pin.table, pin.lineup, now)?;
    Ok(())
}

/// Removes a pin; false where there is none.
pub(crate) async fn remove_pin(tx: &mut Tx, event: EventId, meeting: MeetingId) -> Result<bool, StoreError> {
    Ok(execute!(tx, REMOVE_PIN, event, meeting)? == 1)
}

/// All blocks.
pub(crate) async fn blocks(tx: &mut Tx, event: EventId) -> Result<Vec<Block>, StoreError> {
    type Row = (BlockId, Option<ParticipantId>, Option<RoomId>, Option<i64>, Option<SlotId>, String);
    let mut blocks = Vec::new();
    for (id, participant, room, table, slot, reason) in fetch_all!(tx, Row, BLOCKS, event)? {
        let what = match (participant, room, table) {
            (Some(participant), ..) => Blocked::Participant(participant),
            (None, Some(room), Some(table)) => Blocked::Table(room, table),
            (None, Some(room), None) => Blocked::Room(room),
            // A CHECK of the table says that it cannot be.
            (None, None, _) => continue,
        };
        blocks.push(Block { id, what, slot, reason });
    }
    Ok(blocks)
}

/// Blocks somebody or something.
pub(crate) async fn insert_block(
    tx: &mut Tx,
    event: EventId,
    block: &Block,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let (participant, room, table) = match block.what {
        Blocked::Participant(participant) => (Some(participant), None, None),
        Blocked::Room(room) => (None, Some(room), None),
        Blocked::Table(room, table) => (None, Some(room), Some(table)),
    };
    execute!(tx, INSERT_BLOCK, block.id, event, participant, room, table, block.slot, &block.reason, now)?;
    Ok(())
}

/// Removes a block; false where there is none.
pub(crate) async fn remove_block(tx: &mut Tx, event: EventId, id: BlockId) -> Result<bool, StoreError> {
    Ok(execute!(tx, REMOVE_BLOCK, id, event)? == 1)
}

/// Rules that are waived in a plan.
pub(crate) async fn waivers(tx: &mut Tx, plan: PlanId) -> Result<Vec<Waiver>, StoreError> {
    type Row = (MeetingId, String, Json<Value>, String, String, DateTime<Utc>);
    let rows = fetch_all!(tx, Row, WAIVERS, plan)?.into_iter();
    rows.map(|(meeting, rule, data, reason, by, at)| {
        let rule = column("waiver", "rule", OwnRule::parse(&rule))?;
        Ok(Waiver { meeting, rule, data: data.0, reason, by, at })
    })
    .collect()
}

/// Waives rules in a plan.
pub(crate) async fn waive(
    tx: &mut Tx,
    (plan, event): (PlanId, EventId),
    waivers: &[Waiver],
) -> Result<(), StoreError> {
    for w in waivers {
        let data = Json(&w.data);
        execute!(tx, SET_WAIVER, plan, event, w.meeting, w.rule.as_str(), data, &w.reason, &w.by, w.at)?;
    }
    Ok(())
}
