//! How much work waits, for whoever runs the installation.

use crate::{
    Actor, Engine, Error,
    domain::access::UseCase,
    store::workload::{self, RunQueue, SendQueue},
};

/// How much work waits, over all events: numbers and times alone, nothing of whose it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Workload {
    /// Runs of the planner.
    pub runs: RunQueue,
    /// The outbox.
    pub notices: SendQueue,
    /// What webhooks are owed.
    pub deliveries: SendQueue,
}

impl Engine {
    /// How much work waits: three short reads.
    pub async fn show_workload(&self, actor: &Actor) -> Result<Workload, Error> {
        let mut tx = self.read().await?;
        self.permit(&mut tx, actor, UseCase::ShowWorkload, None).await?;
        let (now, silence) = (self.now(), self.settings().planning.silence);
        Ok(Workload {
            runs: workload::runs(&mut tx, now - silence).await?,
            notices: workload::notices(&mut tx, now).await?,
            deliveries: workload::deliveries(&mut tx).await?,
        })
    }
}
