//! The published plan, as pages of the desk read it: who meets whom where.

use super::people::People;
use crate::{App, error::Error, pages::InEvent, pages::catalogue::moment};
use carnet_engine::{
    MeetingId, ParticipantId,
    domain::{
        plan::{Place, Plan, PlanState},
        planning::{ParticipantFact, Planning},
    },
};
use std::sync::Arc;

/// The published plan with what the planner sees of the event.
pub(super) struct Published {
    pub(super) planning: Arc<Planning>,
    pub(super) plan: Plan,
    pub(super) people: People,
}

impl Published {
    /// The plan that is published; none before the first one is.
    pub(super) async fn read(app: &App, at: &InEvent) -> Result<Option<Self>, Error> {
        let (engine, actor) = (app.engine(), &at.visitor.actor);
        let plans = engine.list_plans(actor, at.id).await?;
        let Some(head) = plans.iter().find(|plan| plan.state == PlanState::Published) else {
            return Ok(None);
        };
        let (planning, plan) = engine.show_board(actor, at.id, head.id).await?;
        let people = People::read(app, at).await?;
        Ok(Some(Self { planning, plan, people }))
    }

    /// Somebody who takes part.
    pub(super) fn person(&self, id: ParticipantId) -> Option<&ParticipantFact> {
        self.planning.facts.participants.iter().find(|person| person.id == id)
    }

    /// Who meets, with both sides.
    pub(super) fn who(&self, at: &InEvent, meeting: MeetingId) -> String {
        let lineup = self.plan.placements.get(&meeting).map_or(0, |place| place.lineup);
        let people = self.planning.people(meeting, lineup).iter();
        people.map(|id| self.people.name(at, *id)).collect::<Vec<_>>().join(" – ")
    }

    /// Whom somebody meets.
    pub(super) fn others(&self, at: &InEvent, meeting: MeetingId, of: ParticipantId) -> String {
        let people = self.planning.people(meeting, 0).iter().filter(|id| **id != of);
        people.map(|id| self.people.name(at, *id)).collect::<Vec<_>>().join(", ")
    }

    /// When and where.
    pub(super) fn place(&self, at: &InEvent, place: &Place) -> String {
        let slot = self.planning.facts.slots.iter().find(|slot| slot.id == place.slot);
        let when = slot.map_or_else(String::new, |slot| moment(at, slot.starts_at));
        let room = self.planning.facts.rooms.iter().find(|room| room.id == place.room);
        let room = room.map_or("", |room| room.name.as_str());
        format!("{when}, {room}, {}", at.visitor.words.n("word-table", place.table))
    }
}
