//! Answers about one meeting of a plan: where it could go, and why it stands where it stands.

use super::on_spot::compute;
use crate::{
    Actor, Engine, Error, EventId,
    domain::{
        access::UseCase,
        plan::{Place, Plan, PlanStatus, Score},
        planning::{Explained, Planning},
    },
    ids::{MeetingId, PlanId},
};
use carnet_solver::{Row, explain, insert};
use serde_json::{Value, json};
use std::sync::Arc;

/// A place for a meeting.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// Where.
    pub place: Place,
    /// By how much each criterion rises; less is better.
    pub rise: Value,
    /// Other meetings that would go elsewhere.
    pub moves: Vec<(MeetingId, Place)>,
}

impl Engine {
    /// A plan as it stands now, with what the planner sees of the event: who meets, who is busy, slots and rooms.
    pub async fn show_board(
        &self,
        actor: &Actor,
        event: EventId,
        plan: PlanId,
    ) -> Result<(Arc<Planning>, Plan), Error> {
        self.open(actor, event, plan).await
    }

    /// What the planner sees of the event at present: who meets, who is busy, slots and rooms.
    pub async fn show_planning(&self, actor: &Actor, event: EventId) -> Result<Arc<Planning>, Error> {
        let mut tx = self.read().await?;
        self.permit_plans(&mut tx, actor, UseCase::ReadPlans, event).await?;
        self.known_planning(&mut tx, event).await
    }

    /// The places for one meeting in a plan, the best first: free ones, or those that the fewest moves of others make.
    pub async fn list_places(
        &self,
        actor: &Actor,
        event: EventId,
        plan: PlanId,
        meeting: MeetingId,
    ) -> Result<Vec<Offer>, Error> {
        let (planning, plan) = self.open(actor, event, plan).await?;
        planning.must_stand(&plan.placements)?;
        let wire = planning.to_wire(&plan.placements, &plan.unplaced, &plan.head.score);
        let instance = planning.instance()?;
        let found = compute(move || insert(&instance, &wire, &meeting.to_string())).await?;
        let offer = |row: &Row| {
            let moves = row.moves.iter();
            let moves = moves.map(|m| Some((m.meeting.parse().ok()?, planning.place_of(&m.to)?)));
            Some(Offer {
                place: planning.place_of(&row.place)?,
                rise: json!(row.rise),
                moves: moves.collect::<Option<_>>()?,
            })
        };
        Ok(found.places.iter().filter_map(offer).collect())
    }

    /// Why a meeting stands where it stands, or nowhere; who is free when; and what would let it in. For organisers.
    pub async fn explain_meeting(
        &self,
        actor: &Actor,
        event: EventId,
        plan: PlanId,
        meeting: MeetingId,
    ) -> Result<Explained, Error> {
        let (planning, plan) = self.open(actor, event, plan).await?;
        planning.must_stand(&plan.placements)?;
        let wire = planning.to_wire(&plan.placements, &plan.unplaced, &plan.head.score);
        let instance = planning.instance()?;
        let found = compute(move || explain(&instance, &wire, &meeting.to_string())).await?;
        Ok(planning.explained(&found))
    }

    /// A plan as it stands now, for reading.
    async fn open(&self, actor: &Actor, event: EventId, id: PlanId) -> Result<(Arc<Planning>, Plan), Error> {
        let mut tx = self.read().await?;
        self.permit_plans(&mut tx, actor, UseCase::ReadPlans, event).await?;
        let mut plan = self.known_plan(&mut tx, event, id).await?;
        let planning = self.planning_of(&mut tx, event, &plan).await?;
        Self::fit(&mut plan, &planning);
        // Meetings were agreed or given up since it was made: it is worth something else, and nothing is proven of that.
        if let Ok(verdict) = planning.judge(&plan.placements, &plan.unplaced)
            && verdict.score != plan.head.score
        {
            (plan.head.score, plan.head.bounds) = (verdict.score, Score::default());
            plan.head.status = PlanStatus::Feasible;
        }
        Ok((planning, plan))
    }
}
