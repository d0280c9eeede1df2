//! `audit_chain` and `audit_entry`.

use super::{StoreError, Tx, execute, fetch_all, fetch_optional};
use crate::{
    EventId, Kind,
    domain::{
        audit::{Entry, Link, detail_hash},
        revision::Revision,
    },
};
use chrono::{DateTime, Utc};
use serde_json::json;
use uuid::Uuid;

const COUNT: &str = "
    INSERT INTO audit_chain (id, n_entries, n_catalogue, n_planning, n_set_up, head) VALUES ($1, 1, $3, $4, $5, $2)
        ON CONFLICT (id) DO UPDATE SET n_entries = audit_chain.n_entries + 1,
                                       n_catalogue = audit_chain.n_catalogue + $3,
                                       n_planning = audit_chain.n_planning + $4,
                                       n_set_up = audit_chain.n_set_up + $5
    RETURNING n_entries, head";
const REVISION: &str = "SELECT n_catalogue, n_planning, n_set_up FROM audit_chain WHERE id = $1";
const INSERT: &str = "
    INSERT INTO audit_entry (chain_id, position, actor, action, kind, object_id, detail, detail_hash, at, origin, hash)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const HEAD: &str = "UPDATE audit_chain SET head = $2 WHERE id = $1";
const COLUMNS_OF_OBJECT: &str = "
    SELECT position, actor, action, kind, object_id, detail, detail_hash, at, origin, hash
      FROM audit_entry
     WHERE chain_id = $1 AND object_id = $2
     ORDER BY position";
const COLUMNS_AFTER: &str = "
    SELECT position, actor, action, kind, object_id, detail, detail_hash, at, origin, hash
      FROM audit_entry
     WHERE chain_id = $1 AND position > $2
     ORDER BY position
     LIMIT $3";

const COLUMNS_BEFORE: &str = "
    SELECT position, actor, action, kind, object_id, detail, detail_hash, at, origin, hash
      FROM audit_entry
     WHERE chain_id = $1 AND ($2 IS NULL OR kind = $2) AND ($3 IS NULL OR position < $3)
     ORDER BY position DESC
     LIMIT $4";

/// How many entries are read at a time when a chain is checked.
const BATCH: i64 = 1000;

/// An entry of the audit, as it is kept.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct AuditRecord {
    /// Its number in the chain, from 1.
    pub position: i64,
    /// Who: an account's identity, `system` or `anonymous`.
    pub actor: String,
    /// What, as `request.accepted`.
    pub action: String,
    /// The kind of the object.
    pub kind: String,
    /// The object.
    pub object_id: Uuid,
    /// Before and after, as JSON; none once it was erased.
    pub detail: Option<String>,
    pub(crate) detail_hash: Vec<u8>,
    /// When.
    pub at: DateTime<Utc>,
    /// From where.
    pub origin: Option<String>,
    pub(crate) hash: Vec<u8>,
}

/// The first entry of a chain that is not as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BrokenLink {
    /// Its number in the chain.
    pub position: i64,
}

/// Appends to a chain, and yields the number of the entry in it. The chain's row stays locked until the transaction ends.
pub(crate) async fn append(tx: &mut Tx, entry: &Entry) -> Result<i64, StoreError> {
    let chain = entry.chain();
    let Revision { catalogue, planning, set_up } = Revision::of(entry.kind, entry.action);
    let no_head = Vec::<u8>::new();
    let counted = fetch_optional!(tx, (i64, Vec<u8>), COUNT, chain, no_head, catalogue, planning, set_up)?;
    let Some((position, previous)) = counted else {
        return Err(sqlx::Error::RowNotFound.into());
    };
    let detail = json!({ "before": entry.before, "after": entry.after }).to_string();
    let detail_hash = detail_hash(&detail);
    let link = Link {
        previous: &previous,
        chain,
        position,
        actor: &entry.actor,
        action: entry.action,
        kind: entry.kind.as_str(),
        object: entry.object,
        at: entry.at,
        origin: entry.origin.as_deref(),
        detail_hash: &detail_hash,
    };
    let hash = link.hash();
    execute!(
        tx,
        INSERT,
        chain,
        position,
        &entry.actor,
        entry.action,
        entry.kind.as_str(),
        entry.object,
        detail,
        &detail_hash,
        entry.at,
        &entry.origin,
        &hash
    )?;
    execute!(tx, HEAD, chain, &hash)?;
    Ok(position)
}

/// How far an event has changed.
pub(crate) async fn revision(tx: &mut Tx, event: EventId) -> Result<Revision, StoreError> {
    let counts = fetch_optional!(tx, (i64, i64, i64), REVISION, event)?;
    let (catalogue, planning, set_up) = counts.unwrap_or_default();
    Ok(Revision { catalogue, planning, set_up })
}

/// The history of an object.
pub(crate) async fn list_by_object(
    tx: &mut Tx,
    chain: Uuid,
    object: Uuid,
) -> Result<Vec<AuditRecord>, StoreError> {
    fetch_all!(tx, AuditRecord, COLUMNS_OF_OBJECT, chain, object)
}

/// A page of a chain, the latest first: of one kind of objects, before a position.
pub(crate) async fn list(
    tx: &mut Tx,
    chain: Uuid,
    kind: Option<Kind>,
    (before, most): (Option<i64>, i64),
) -> Result<Vec<AuditRecord>, StoreError> {
    fetch_all!(tx, AuditRecord, COLUMNS_BEFORE, chain, kind.map(Kind::as_str), before, most)
}

/// Checks a chain from its first entry to its head.
pub(crate) async fn verify(tx: &mut Tx, chain: Uuid) -> Result<Option<BrokenLink>, StoreError> {
    let head =
        fetch_optional!(tx, (i64, Vec<u8>), "SELECT n_entries, head FROM audit_chain WHERE id = $1", chain)?;
    let (n_entries, head) = head.unwrap_or_default();
    let (mut position, mut previous) = (0, Vec::new());
    loop {
        let batch = fetch_all!(tx, AuditRecord, COLUMNS_AFTER, chain, position, BATCH)?;
        if batch.is_empty() {
            break;
        }
        for record in batch {
            position += 1;
            if record.position != position || !record.follows(chain, &previous) {
                return Ok(Some(BrokenLink { position }));
            }
            previous = record.hash;
        }
    }
    let whole = position == n_entries && previous == head;
    Ok((!whole).then_some(BrokenLink { position: position + 1 }))
}

impl AuditRecord {
    fn follows(&self, chain: Uuid, previous: &[u8]) -> bool {
        let link = Link {
            previous,
            chain,
            position: self.position,
            actor: &self.actor,
            action: &self.action,
            kind: &self.kind,
            object: self.object_id,
            at: self.at,
            origin: self.origin.as_deref(),
            detail_hash: &self.detail_hash,
        };
        link.hash() == self.hash
            && self.detail.as_deref().is_none_or(|detail| detail_hash(detail) == self.detail_hash)
    }
}
