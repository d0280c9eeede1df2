//! Plans and runs.

mod at_once;
mod changing;
mod on_spot;
mod overtaken;
mod publishing;
mod runs;
mod views;

use crate::harness::{TestEngine, plan::draft, rows};
use carnet_engine::{
    AccountId, Actor, CategoryId, EventId, MeetingId, ParticipantId, PlanId, RoomId, SessionId, SiteId,
    SlotId,
    domain::{plan::Plan, run::Orders},
};
use serde_json::json;

/// A small event: companies that meet each other in a morning.
pub(crate) struct Forum {
    pub(crate) event: EventId,
    site: SiteId,
    pub(crate) room: RoomId,
    pub(crate) session: SessionId,
    pub(crate) slots: Vec<SlotId>,
    category: CategoryId,
    pub(crate) people: Vec<ParticipantId>,
    accounts: Vec<AccountId>,
    pub(crate) meetings: Vec<MeetingId>,
}

impl Forum {
    /// `people` companies, of which each meets the next `each`, in `slots` slots at `tables` tables.
    pub(crate) async fn new(t: &TestEngine, people: usize, each: usize, (slots, tables): (i32, i64)) -> Self {
        let event = rows::event(t, json!({})).await;
        let (site, category) = (rows::site(t, event).await, rows::category(t, event, "company").await);
        let room = rows::room(t, event, site, tables).await;
        let (session, slots) = rows::session(t, event, (site, "any"), &[], slots).await;
        let (mut accounts, mut participants, mut meetings) = (Vec::new(), Vec::new(), Vec::new());
        for i in 0..people {
            accounts.push(rows::account(t, &format!("Person {i}")).await);
            participants.push(rows::participant(t, event, category, Some(accounts[i])).await);
        }
        for i in 0..people {
            for j in 1..=each {
                let two = (participants[i], participants[(i + j) % people]);
                meetings.push(rows::meeting(t, event, "company", two).await);
            }
        }
        Self { event, site, room, session, slots, category, people: participants, accounts, meetings }
    }

    /// Runs the planner, and yields its draft.
    pub(crate) async fn draft(&self, t: &TestEngine) -> Plan {
        let orders = Orders { work: Some(200), seconds: 5, ..Orders::default() };
        self.draft_by(t, &orders).await
    }

    async fn draft_by(&self, t: &TestEngine, orders: &Orders) -> Plan {
        let plan = draft(t, self.event, orders).await;
        self.passes(t, plan.head.id).await;
        plan
    }

    /// A published plan.
    pub(crate) async fn published(&self, t: &TestEngine) -> Plan {
        let draft = self.draft(t).await;
        self.publish(t, &draft, None).await
    }

    async fn publish(&self, t: &TestEngine, draft: &Plan, seen: Option<PlanId>) -> Plan {
        let key = (draft.head.id, draft.head.version);
        let published = t.publish_plan(&Actor::system(), self.event, key, seen).await.expect("published");
        t.show_plan(&Actor::system(), self.event, published.plan).await.expect("the plan")
    }

    /// The file of a plan passes the checker against the file of the event, where nothing is waived in it.
    async fn passes(&self, t: &TestEngine, plan: PlanId) {
        let system = Actor::system();
        let instance = t.download_instance(&system, self.event).await.expect("the event as a file");
        let plan = t.download_plan(&system, self.event, plan).await.expect("the plan as a file");
        let instance = carnet_solver::format::read_instance(&instance).expect("an instance");
        let plan = carnet_solver::format::read_plan(&plan).expect("a plan");
        let report = carnet_solver::check(&instance, &plan);
        assert!(report.is_valid(), "{:?}", report.violations);
    }
}
