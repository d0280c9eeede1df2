//! Plans: reading, comparing, publishing, going back.

mod changing;
mod decisions;
mod exchange;
mod granting;
mod known;
mod looking;
mod on_spot;
mod publishing;
mod running;
mod runs;

use crate::{
    Actor, Engine, Error, EventId, Kind, Refusal,
    domain::{
        access::UseCase,
        phase::Action,
        plan::{Difference, Place, Plan, PlanHead, PlanState, compare},
        planning::Planning,
    },
    ids::{MeetingId, PlanId},
    store::{Tx, decisions as decision_store, placements, planning, plans},
};
pub use changing::{Changed, EditPreview};
pub(crate) use granting::Granted;
pub(crate) use known::{Stamp, ViewStamp, stamp};
pub use looking::Offer;
pub use on_spot::{Late, OnSpot};
pub use publishing::Published;
use std::collections::BTreeMap;

impl Engine {
    /// The drafts and versions of an event, the newest first.
    pub async fn list_plans(&self, actor: &Actor, event: EventId) -> Result<Vec<PlanHead>, Error> {
        let mut tx = self.read().await?;
        self.permit_plans(&mut tx, actor, UseCase::ReadPlans, event).await?;
        Ok(plans::list(&mut tx, event).await?)
    }

    /// A plan with its placements, what has none and why, and what was waived.
    pub async fn show_plan(&self, actor: &Actor, event: EventId, id: PlanId) -> Result<Plan, Error> {
        let mut tx = self.read().await?;
        self.permit_plans(&mut tx, actor, UseCase::ReadPlans, event).await?;
        self.known_plan(&mut tx, event, id).await
    }

    /// What differs between the published plan, or another one, and a plan; and whom it concerns.
    pub async fn compare_plans(
        &self,
        actor: &Actor,
        event: EventId,
        known: Option<PlanId>,
        id: PlanId,
    ) -> Result<Difference, Error> {
        let mut tx = self.read().await?;
        self.permit_plans(&mut tx, actor, UseCase::ReadPlans, event).await?;
        let planning = self.known_planning(&mut tx, event).await?;
        let mut other = self.known_plan(&mut tx, event, id).await?;
        if other.head.state == PlanState::Draft {
            Self::take_up(&mut other, &planning);
        }
        let known = match known {
            Some(known) => self.load_plan(&mut tx, event, known).await?.placements,
            None => planning.published(),
        };
        Ok(compare(&known, &other.placements, |meeting, lineup| planning.people(meeting, lineup)))
    }

    /// Throws a draft away.
    pub async fn discard_plan(
        &self,
        actor: &Actor,
        event: EventId,
        id: PlanId,
        version: i64,
    ) -> Result<(), Error> {
        let mut tx = self.write().await?;
        self.permit_plans(&mut tx, actor, UseCase::EditPlan, event).await?;
        self.find_draft(&mut tx, event, id).await?;
        if !plans::discard(&mut tx, id, version).await? {
            return Err(Error::Conflict);
        }
        tx.record(self.entry(actor, "plan.discarded", Kind::Plan, id).of(event));
        Ok(tx.commit().await?)
    }

    /// Plans concern everybody: a secondary administrator needs the function for everybody.
    pub(crate) async fn permit_plans(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        use_case: UseCase,
        event: EventId,
    ) -> Result<(), Error> {
        let permit = self.permit(tx, actor, use_case, Some(event)).await?;
        if permit.reaches_everybody() { Ok(()) } else { Err(Refusal::NotAllowed.into()) }
    }

    /// The planner's view of an event as it can be planned, with what this transaction has written.
    pub(crate) async fn load_planning(&self, tx: &mut Tx, event: EventId) -> Result<Planning, Error> {
        let facts = planning::load(tx, event, self.now()).await?;
        Ok(Planning::plannable(facts.ok_or(Error::not_found(Kind::Event))?, true))
    }

    /// A plan of the event.
    pub(crate) async fn load_plan(&self, tx: &mut Tx, event: EventId, id: PlanId) -> Result<Plan, Error> {
        let head = self.find_plan(tx, event, id).await?;
        Ok(Plan {
            placements: placements::list(tx, id).await?,
            unplaced: placements::unplaced(tx, id).await?,
            waivers: decision_store::waivers(tx, id).await?,
            head,
        })
    }

    async fn find_plan(&self, tx: &mut Tx, event: EventId, id: PlanId) -> Result<PlanHead, Error> {
        let head = plans::find(tx, id).await?.filter(|plan| plan.event == event);
        head.ok_or(Error::not_found(Kind::Plan))
    }

    /// A draft of the event.
    async fn find_draft(&self, tx: &mut Tx, event: EventId, id: PlanId) -> Result<PlanHead, Error> {
        let head = self.find_plan(tx, event, id).await?;
        if head.state == PlanState::Draft { Ok(head) } else { Err(Refusal::NotADraft.into()) }
    }

    /// A plan as it stands by what the event is now: meetings that were cancelled or that gave their time up are gone, new ones
    /// are unplaced.
    fn fit(plan: &mut Plan, planning: &Planning) {
        let all = std::mem::take(&mut plan.placements);
        let given_up = planning.given_up();
        let left = |m: &MeetingId, place: &Place| given_up.get(m).is_some_and(|s| s.contains(&place.slot));
        let stays = |(m, place): &(MeetingId, Place)| planning.knows(*m) && !left(m, place);
        plan.placements = all.into_iter().filter(stays).collect::<BTreeMap<_, _>>();
        plan.unplaced = planning.left_out(&plan.placements, &plan.unplaced);
    }

    /// A draft or an earlier version as it stands now, with what was granted since: who was promised a place keeps it.
    fn take_up(plan: &mut Plan, planning: &Planning) {
        if plan.head.state != PlanState::Published {
            let granted = planning.granted_since(&plan.placements);
            plan.placements.extend(granted);
        }
        Self::fit(plan, planning);
    }

    /// The phase of the event must allow it.
    fn in_phase(planning: &Planning, action: Action) -> Result<(), Error> {
        if planning.facts.event.phase.allows(action) { Ok(()) } else { Err(Refusal::PhaseForbids.into()) }
    }
}
