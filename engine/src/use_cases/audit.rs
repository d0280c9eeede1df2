//! The audit: reading and checking it.

use crate::{
    Actor, Engine, Error, EventId, Kind,
    domain::access::UseCase,
    store::audit::{self, AuditRecord, BrokenLink},
};
use uuid::Uuid;

/// The most entries of a page.
const PAGE_MOST: i64 = 500;

/// Which entries of a chain to list.
#[derive(Clone, Copy, Debug, Default)]
pub struct AuditFilter {
    /// Those about one kind of objects.
    pub kind: Option<Kind>,
    /// Those before this position: the last one of the page before.
    pub before: Option<i64>,
    /// How many at most.
    pub most: i64,
}

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

    /// What was done in an event, the latest first.
    pub async fn list_audit(
        &self,
        actor: &Actor,
        event: EventId,
        filter: &AuditFilter,
    ) -> Result<Vec<AuditRecord>, Error> {
        let mut tx = self.read().await?;
        self.permit(&mut tx, actor, UseCase::ReadAudit, Some(event)).await?;
        let page = (filter.before, filter.most.clamp(1, PAGE_MOST));
        Ok(audit::list(&mut tx, event.into(), filter.kind, page).await?)
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
