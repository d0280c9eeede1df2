//! The audit: reading and checking it.

use crate::{
    Actor, Engine, Error, EventId,
    domain::access::UseCase,
    store::audit::{self, AuditRecord, BrokenLink},
};
use uuid::Uuid;

impl Engine {
    /// The history of an object, of an event or of the installation, the oldest first.
    pub async fn read_audit(
        &self,
        actor: &Actor,
        event: Option<EventId>,
        object: impl Into<Uuid>,
    ) -> Result<Vec<AuditRecord>, Error> {
        let mut tx = self.read().await?;
        self.permit(&mut tx, actor, UseCase::ReadAudit, event).await?;
        Ok(audit::list_by_object(&mut tx, event.map_or(Uuid::nil(), Uuid::from), object.into()).await?)
    }

    /// Checks the chain of an event or of the installation: the first entry that is not as it was written.
    pub async fn verify_audit(
        &self,
        actor: &Actor,
        event: Option<EventId>,
    ) -> Result<Option<BrokenLink>, Error> {
        let mut tx = self.read().await?;
        self.permit(&mut tx, actor, UseCase::VerifyAudit, event).await?;
        Ok(audit::verify(&mut tx, event.map_or(Uuid::nil(), Uuid::from)).await?)
    }
}
