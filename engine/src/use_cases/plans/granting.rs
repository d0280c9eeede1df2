//! Places that meetings are given as they are agreed: with experts whom people see first come, first served, and for a slot
//! while a plan is published. Nothing else moves, and the meeting is pinned, so that every run leaves it there.

use crate::{
    Engine, Error, EventId,
    domain::plan::{Pin, Place, PlanOrigin},
    ids::MeetingId,
    store::{Tx, agendas, decisions, placements, plans},
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tokio::task::spawn_blocking;

/// A place that a meeting was given.
pub(crate) struct Granted {
    pub(crate) place: Place,
    /// The same for whoever is told of it.
    pub(crate) told: Value,
}

impl Engine {
    /// Gives a meeting the best free place beside the published plan, and pins it there; nothing where there is none.
    ///
    /// For a transaction that has taken the plans of the event and the agendas of those who meet, so that however many do it
    /// at once each finds what the one before left. An event without a published plan gets one that holds what was granted.
    pub(crate) async fn grant_place(
        &self,
        tx: &mut Tx,
        event: EventId,
        meeting: MeetingId,
    ) -> Result<Option<Granted>, Error> {
        let now = self.now();
        let view = self.load_planning(tx, event).await?;
        let compute = move || (view.free_place(meeting), view);
        let (found, view) =
            spawn_blocking(compute).await.map_err(|_| Error::Internal("the planner panicked"))?;
        let Some(free) = found else { return Ok(None) };
        let place = free.place;
        let plan = if let Some(plan) = view.facts.published_id {
            plan
        } else {
            let head = self.new_head(event, PlanOrigin::Grant, free.score.clone());
            plans::insert(tx, &head).await?;
            plans::publish(tx, head.id, head.version, now).await?.ok_or(Error::Conflict)?;
            head.id
        };
        let mut to: BTreeMap<_, _> = view.published();
        to.insert(meeting, place);
        // Meetings that were cancelled leave the plan, since the table may be theirs.
        placements::change(tx, (plan, event), &view.facts.published, &to).await?;
        placements::forget_unplaced(tx, plan, meeting).await?;
        plans::amend(tx, plan, &free.score).await?;
        let pin = Pin { meeting, slot: place.slot, room: None, table: None, lineup: Some(place.lineup) };
        decisions::set_pin(tx, event, &pin, now).await?;
        agendas::raise(tx, event, view.people(meeting, place.lineup), now).await?;
        agendas::raise_rooms(tx, event, &[place.room], now).await?;
        let slot = view.facts.slots.iter().find(|slot| slot.id == place.slot);
        let room = view.facts.rooms.iter().find(|room| room.id == place.room);
        let told = json!({
            "meeting": meeting,
            "slot": place.slot,
            "starts_at": slot.map(|slot| slot.starts_at),
            "ends_at": slot.map(|slot| slot.ends_at),
            "room": place.room,
            "room_name": room.map(|room| &room.name),
            "table": place.table,
        });
        Ok(Some(Granted { place, told }))
    }
}
