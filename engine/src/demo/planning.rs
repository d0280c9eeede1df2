//! The planner plans, the organiser looks and publishes.

use super::{setting::Setting, story::Story};
use crate::{
    Error, PlanId,
    domain::{phase::Phase, run::Orders},
};

impl Story {
    /// A run, and its draft published as the first version.
    pub(super) async fn plan_and_publish(&self, setting: &Setting) -> Result<PlanId, Error> {
        let (actor, event) = (setting.principal.actor(), setting.event);
        self.go_to(10);
        let version = self.setup_of(event).await?.event.version;
        self.engine.change_phase(&actor, (event, version), Phase::Planning).await?;
        let recipe = &self.recipe;
        let orders = Orders { work: Some(recipe.work), seed: recipe.seed, ..Orders::default() };
        let run = self.engine.start_run(&actor, event, &orders).await?;
        while self.engine.work_once(&self.system, "demo").await?.is_some_and(|done| done != run) {}
        let report = self.engine.show_run(&actor, event, run).await?.report;
        let draft = report.and_then(|report| report.plan).ok_or(Error::Internal("the run made no draft"))?;
        self.wait(90);
        let version = self.engine.show_plan(&actor, event, draft).await?.head.version;
        let published = self.engine.publish_plan(&actor, event, (draft, version), None).await?;
        self.deliver().await?;
        Ok(published.plan)
    }
}
