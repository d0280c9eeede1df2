//! The planner's view of an event, read once and kept until the event changes. Pins and blocks are read each time: organisers
//! set them one after the other.
//!
//! For use cases that look before they write. Whoever has written in the same transaction takes
//! [`load_planning`](Engine::load_planning), which reads what was written.

use crate::{
    Engine, Error, EventId, Kind,
    domain::{
        plan::{Block, Pin, Plan},
        planning::{EventFacts, Facts, Planning},
    },
    ids::{MeetingId, PlanId, SlotId},
    store::{Tx, audit, decisions, planning, plans},
};
use chrono::{DateTime, Utc};
use std::{collections::BTreeSet, sync::Arc};

/// At which state of the event facts were read: how often the event has changed, and its published plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    revision: i64,
    published: Option<(PlanId, i64)>,
}

/// The same with what was decided by hand and what had begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ViewStamp {
    facts: Stamp,
    pins: Vec<Pin>,
    blocks: Vec<Block>,
    began: BTreeSet<SlotId>,
}

/// What is known of an event now. Pins, blocks and the time of the facts may be those of an earlier moment.
pub(super) struct Known {
    stamp: Stamp,
    pub(super) facts: Arc<Facts>,
    pub(super) pins: Vec<Pin>,
    pub(super) blocks: Vec<Block>,
    live_at: Option<DateTime<Utc>>,
}

impl Known {
    /// The meetings whose place is fixed, since they are pinned or have begun, and one more: no other can stand in the way of a
    /// decision about it. Without the pins that no plan can keep any more.
    pub(super) fn fixed(&self, also: Option<MeetingId>) -> Facts {
        let began = self.facts.began_at(self.live_at);
        let past = self.facts.published.iter().filter(|(_, place)| began.contains(&place.slot));
        let past = past.map(|(meeting, _)| *meeting);
        let fixed = self.pins.iter().map(|pin| pin.meeting).chain(past).chain(also);
        let facts = self.facts.about(&fixed.collect());
        Planning::plannable(self.present(facts), true).facts
    }

    fn present(&self, facts: Facts) -> Facts {
        let event = EventFacts { live_at: self.live_at, ..facts.event };
        Facts { event, pins: self.pins.clone(), blocks: self.blocks.clone(), ..facts }
    }
}

impl Engine {
    /// What is known of an event.
    pub(super) async fn known(&self, tx: &mut Tx, event: EventId) -> Result<Known, Error> {
        let stamp = stamp(tx, event).await?;
        let facts = if let Some(known) = self.kept().facts.get(event, &stamp) {
            #[cfg(debug_assertions)]
            self.check_known(tx, event, (&stamp, &known)).await?;
            known
        } else {
            let read = planning::load(tx, event, self.now()).await?;
            let read = Arc::new(read.ok_or(Error::not_found(Kind::Event))?);
            self.kept().facts.put(event, stamp.clone(), Arc::clone(&read));
            read
        };
        let (pins, blocks) = (decisions::pins(tx, event).await?, decisions::blocks(tx, event).await?);
        let live_at = facts.event.live_at.map(|_| self.now());
        Ok(Known { stamp, facts, pins, blocks, live_at })
    }

    /// The planner's view of what is known.
    pub(super) fn view(&self, known: &Known) -> Arc<Planning> {
        let stamp = ViewStamp {
            facts: known.stamp.clone(),
            pins: known.pins.clone(),
            blocks: known.blocks.clone(),
            began: known.facts.began_at(known.live_at),
        };
        let event = known.facts.event.id;
        self.kept().views.get(event, &stamp).unwrap_or_else(|| {
            let planning = Arc::new(Planning::plannable(known.present(Facts::clone(&known.facts)), true));
            self.kept().views.put(event, stamp, Arc::clone(&planning));
            planning
        })
    }

    /// The planner's view of an event.
    pub(super) async fn known_planning(&self, tx: &mut Tx, event: EventId) -> Result<Arc<Planning>, Error> {
        Ok(self.view(&self.known(tx, event).await?))
    }

    /// The planner's view of an event, with what is waived in a plan.
    pub(super) async fn planning_of(
        &self,
        tx: &mut Tx,
        event: EventId,
        plan: &Plan,
    ) -> Result<Arc<Planning>, Error> {
        let planning = self.known_planning(tx, event).await?;
        if planning.facts.waivers == plan.waivers {
            return Ok(planning);
        }
        let mut facts = planning.facts.clone();
        facts.waivers.clone_from(&plan.waivers);
        Ok(Arc::new(Planning::plannable(facts, true)))
    }

    /// A plan of the event, as it stands before this transaction writes anything.
    pub(super) async fn known_plan(&self, tx: &mut Tx, event: EventId, id: PlanId) -> Result<Plan, Error> {
        let head = self.find_plan(tx, event, id).await?;
        if let Some(known) = self.kept().plans.get(event, &(id, head.version)) {
            let known = Plan { head, ..Plan::clone(&known) };
            #[cfg(debug_assertions)]
            assert!(known == self.load_plan(tx, event, id).await?, "a change of a plan did not count");
            return Ok(known);
        }
        let read = self.load_plan(tx, event, id).await?;
        self.keep_plan(&read);
        Ok(read)
    }

    /// Keeps a plan as it stands in the database.
    pub(super) fn keep_plan(&self, plan: &Plan) {
        let head = &plan.head;
        self.kept().plans.put(head.event, (head.id, head.version), Arc::new(plan.clone()));
    }

    /// Whether what is kept still is what would be read: every test of a use case tests this beside.
    #[cfg(debug_assertions)]
    async fn check_known(
        &self,
        tx: &mut Tx,
        event: EventId,
        (at, known): (&Stamp, &Facts),
    ) -> Result<(), Error> {
        let mut read = planning::load(tx, event, self.now()).await?.ok_or(Error::not_found(Kind::Event))?;
        // While somebody else writes, PostgreSQL may show each statement another state.
        if stamp(tx, event).await? == *at {
            read.event.live_at = known.event.live_at;
            (read.pins, read.blocks) = (known.pins.clone(), known.blocks.clone());
            assert!(read == *known, "a change of what the planner sees was not recorded");
        }
        Ok(())
    }
}

/// At which state an event is.
pub(crate) async fn stamp(tx: &mut Tx, event: EventId) -> Result<Stamp, Error> {
    let revision = audit::revision(tx, event).await?.planning;
    Ok(Stamp { revision, published: plans::published_version(tx, event).await? })
}
