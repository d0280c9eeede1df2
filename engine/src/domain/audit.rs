//! The audit: who did what to what, before and after, when and from where; each entry carries the hash of the one before.

use crate::{Actor, EventId, Kind};
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// What is to be recorded. Collected while a use case works, chained when it commits.
#[derive(Clone, Debug)]
pub struct Entry {
    pub(crate) event: Option<EventId>,
    pub(crate) actor: String,
    pub(crate) action: &'static str,
    pub(crate) kind: Kind,
    pub(crate) object: Uuid,
    pub(crate) before: Option<Value>,
    pub(crate) after: Option<Value>,
    pub(crate) at: DateTime<Utc>,
    pub(crate) origin: Option<String>,
}

impl Entry {
    pub(crate) fn new(
        actor: &Actor,
        action: &'static str,
        kind: Kind,
        object: Uuid,
        at: DateTime<Utc>,
    ) -> Self {
        let origin = actor.origin.0.clone();
        Self {
            event: None,
            actor: actor.to_string(),
            action,
            kind,
            object,
            before: None,
            after: None,
            at,
            origin,
        }
    }

    /// Of an event, and so in its chain; without it the entry is in the chain of the installation.
    #[must_use]
    pub(crate) fn of(mut self, event: EventId) -> Self {
        self.event = Some(event);
        self
    }

    /// What it was. Never a secret.
    #[must_use]
    pub(crate) fn before(mut self, value: Value) -> Self {
        self.before = Some(value);
        self
    }

    /// What it is now. Never a secret.
    #[must_use]
    pub(crate) fn after(mut self, value: Value) -> Self {
        self.after = Some(value);
        self
    }

    /// The chain: the event's, or the installation's.
    pub(crate) fn chain(&self) -> Uuid {
        self.event.map_or(Uuid::nil(), Uuid::from)
    }
}

/// What the hash of an entry covers. The detail counts by its own hash, so that personal data can be erased from the detail
/// without breaking the chain.
pub(crate) struct Link<'a> {
    pub(crate) previous: &'a [u8],
    pub(crate) chain: Uuid,
    pub(crate) position: i64,
    pub(crate) actor: &'a str,
    pub(crate) action: &'a str,
    pub(crate) kind: &'a str,
    pub(crate) object: Uuid,
    pub(crate) at: DateTime<Utc>,
    pub(crate) origin: Option<&'a str>,
    pub(crate) detail_hash: &'a [u8],
}

impl Link<'_> {
    /// The hash of the entry, and so of everything before it.
    pub(crate) fn hash(&self) -> Vec<u8> {
        let mut hasher = Sha256::new();
        let at = self.at.to_rfc3339_opts(SecondsFormat::Micros, true);
        let position = self.position.to_be_bytes();
        let parts: [&[u8]; 10] = [
            self.previous,
            self.chain.as_bytes(),
            &position,
            self.actor.as_bytes(),
            self.action.as_bytes(),
            self.kind.as_bytes(),
            self.object.as_bytes(),
            at.as_bytes(),
            self.origin.unwrap_or("").as_bytes(),
            self.detail_hash,
        ];
        // The length of each part goes first, or "ab" + "c" would hash as "a" + "bc".
        for part in parts {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part);
        }
        hasher.finalize().to_vec()
    }
}

/// The hash of an entry's detail.
pub(crate) fn detail_hash(detail: &str) -> Vec<u8> {
    Sha256::digest(detail.as_bytes()).to_vec()
}
