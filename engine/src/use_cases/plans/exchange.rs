//! Events and plans as files: an event can be planned elsewhere and brought back.

use crate::{
    Actor, Engine, Error, EventId, Fault, FaultCode, Kind,
    domain::{
        access::UseCase,
        phase::Action,
        plan::{Plan, PlanHead, PlanOrigin},
        planning::{Planning, refusal, to_status, unplaced},
        text::{TextKind, written},
    },
    ids::PlanId,
    store::planning,
};
use carnet_solver::{Rule, check, format};
use serde_json::json;

const DETAIL_MOST: usize = 10_000;

impl Engine {
    /// The event as a file of the format `carnet-instance/1`, without anybody's name.
    pub async fn download_instance(&self, actor: &Actor, event: EventId) -> Result<String, Error> {
        let mut tx = self.read().await?;
        self.permit_plans(&mut tx, actor, UseCase::ExchangePlans, event).await?;
        let facts = planning::load(&mut tx, event, self.now()).await?;
        let planning = Planning::plannable(facts.ok_or(Error::not_found(Kind::Event))?, false);
        Ok(format::write_json(&planning.file))
    }

    /// A plan as a file of the format `carnet-plan/1`.
    pub async fn download_plan(&self, actor: &Actor, event: EventId, id: PlanId) -> Result<String, Error> {
        let mut tx = self.read().await?;
        self.permit_plans(&mut tx, actor, UseCase::ExchangePlans, event).await?;
        let mut plan = self.load_plan(&mut tx, event, id).await?;
        let planning = self.planning_of(&mut tx, event, &plan).await?;
        Self::fit(&mut plan, &planning);
        let mut wire = planning.to_wire(&plan.placements, &plan.unplaced, &plan.head.score);
        let score = planning.judge(&plan.placements, &plan.unplaced)?.score;
        if score == plan.head.score {
            (wire.bounds, wire.status) = (plan.head.bounds, to_status(plan.head.status));
        }
        wire.score = score;
        Ok(format::write_json(&wire))
    }

    /// Makes a draft of a plan that was made elsewhere. What the checker refuses is refused.
    ///
    /// Its bounds are not believed: a checker sees that they are not above the score, and not that they are proven.
    pub async fn upload_plan(&self, actor: &Actor, event: EventId, text: &str) -> Result<PlanId, Error> {
        let mut tx = self.write().await?;
        self.permit_plans(&mut tx, actor, UseCase::ExchangePlans, event).await?;
        let planning = self.load_planning(&mut tx, event).await?;
        Self::in_phase(&planning, Action::Plan)?;
        let wire = format::read_plan(text).map_err(|faults| not_in_format(&faults))?;
        let placements = planning.placements(&wire)?;
        check_details(&wire)?;
        planning.instance()?;
        let claims = |rule: Rule| matches!(rule, Rule::Bounds | Rule::Status);
        let report = check(&planning.file, &wire);
        let broken = report.violations.iter().filter(|v| !claims(v.rule));
        let broken: Vec<_> = broken.map(|v| planning.broken(v)).collect();
        if !broken.is_empty() {
            return Err(refusal(&broken, |_| false));
        }
        let base = planning.facts.published_id;
        let plan = Plan {
            head: PlanHead { base, ..self.new_head(event, PlanOrigin::Upload, report.score) },
            placements,
            unplaced: unplaced(&wire),
            waivers: planning.facts.waivers,
        };
        self.store_draft(&mut tx, &plan).await?;
        let entry = self.entry(actor, "plan.uploaded", Kind::Plan, plan.head.id).of(event);
        tx.record(entry.after(json!({ "score": plan.head.score })));
        tx.commit().await?;
        Ok(plan.head.id)
    }
}

/// Whether what a file says about meetings without a place can be kept.
fn check_details(plan: &format::Plan) -> Result<(), Error> {
    let mut faults = crate::Faults::new();
    for (i, unplaced) in plan.unplaced.iter().enumerate() {
        let path = format!("unplaced[{i}].detail");
        let detail = unplaced.detail.as_deref().unwrap_or_default();
        faults.take(written(&path, detail, TextKind::Paragraphs, DETAIL_MOST));
    }
    faults.check()
}

/// What is wrong with a file.
fn not_in_format(faults: &format::Faults) -> Error {
    let mut found = crate::Faults::new();
    for fault in &faults.0 {
        let text =
            Fault::new(fault.path.clone(), FaultCode::NotInFormat).with("problem", fault.problem.clone());
        found.push(text.with("format", "carnet-plan/1"));
    }
    Error::Invalid(found)
}
