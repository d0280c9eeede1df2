//! Plans and runs.

mod changing;
mod on_spot;
mod publishing;
mod runs;
mod views;

use crate::harness::{TestEngine, rows};
use carnet_engine::{
    AccountId, Actor, CategoryId, EventId, MeetingId, ParticipantId, PlanId, RoomId, SessionId, SiteId,
    SlotId,
    domain::{
        plan::Plan,
        run::{Orders, RunState},
    },
};
use serde_json::json;

/// A small event: companies that meet each other in a morning.
struct Forum {
    event: EventId,
    site: SiteId,
    room: RoomId,
    session: SessionId,
    slots: Vec<SlotId>,
    category: CategoryId,
    people: Vec<ParticipantId>,
    accounts: Vec<AccountId>,
    meetings: Vec<MeetingId>,
}

impl Forum {
    /// `people` companies, of which each meets the next `each`, in `slots` slots at `tables` tables.
    async fn new(t: &TestEngine, people: usize, each: usize, (slots, tables): (i32, i64)) -> Self {
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
    async fn draft(&self, t: &TestEngine) -> Plan {
        let orders = Orders { work: Some(200), seconds: 5, ..Orders::default() };
        self.draft_by(t, &orders).await
    }

    async fn draft_by(&self, t: &TestEngine, orders: &Orders) -> Plan {
        let system = Actor::system();
        let run = t.start_run(&system, self.event, orders).await.expect("a run");
        assert_eq!(t.work_once(&system, "worker").await.expect("the worker works"), Some(run));
        let run = t.show_run(&system, self.event, run).await.expect("the run");
        assert_eq!(run.state, RunState::Done, "{:?}", run.report);
        let plan = run.report.and_then(|report| report.plan).expect("a draft");
        let plan = t.show_plan(&system, self.event, plan).await.expect("the draft");
        self.passes(t, plan.head.id).await;
        plan
    }

    /// A published plan.
    async fn published(&self, t: &TestEngine) -> Plan {
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
