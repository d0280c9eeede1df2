//! What every use case is called on.

use crate::{
    Actor, Clock, Database, Error, EventId, Settings, Source, SystemClock, SystemSource,
    cache::Cache,
    domain::{
        access::{self, Party, Permit, Standing, UseCase},
        audit::Entry,
        plan::Plan,
        planning::{Facts, Planning},
        seal::SealingKey,
        suggestion::Candidate,
    },
    error::Kind,
    ids::PlanId,
    store::{Tx, board::Slots, roles},
    use_cases::{Listed, Lumps, SetUp, Stamp, ViewStamp},
};
use chrono::{DateTime, Utc};
use std::{num::NonZero, sync::Arc, thread};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use uuid::Uuid;

/// The engine: a database, settings, a key, a clock and a source of identities. Cheap to clone.
#[derive(Clone)]
pub struct Engine {
    database: Database,
    clock: Arc<dyn Clock>,
    source: Arc<dyn Source>,
    settings: Arc<Settings>,
    kept: Arc<Kept>,
    key: SealingKey,
    hashing: Arc<Semaphore>,
    checking: Arc<Semaphore>,
}

/// What was read of the events that were looked at last, each by the revision at which it was read.
#[derive(Default)]
pub(crate) struct Kept {
    /// What is set.
    pub(crate) set_ups: Cache<i64, SetUp>,
    /// What is listed.
    pub(crate) catalogues: Cache<i64, Listed>,
    /// Whom one could meet, with the time that they have left.
    pub(crate) meetable: Cache<(i64, Stamp), Vec<Candidate>>,
    /// The slots, as whoever asks whether a meeting could be placed sees them.
    pub(crate) slots: Cache<Stamp, Slots>,
    /// What planning asks.
    pub(crate) facts: Cache<Stamp, Facts>,
    /// The same as the planner sees it.
    pub(crate) views: Cache<ViewStamp, Planning>,
    /// Calls of programs that this node may let through.
    pub(crate) calls: Lumps,
    /// Plans, by their version.
    pub(crate) plans: Cache<(PlanId, i64), Plan>,
}

impl Engine {
    /// An engine on a database, with the clock and the random source of the machine.
    pub fn new(database: Database, settings: Settings, key: SealingKey) -> Self {
        Self::with(database, settings, key, Arc::new(SystemClock), Arc::new(SystemSource))
    }

    /// An engine with its own time and chance, for tests and the demo.
    pub fn with(
        database: Database,
        settings: Settings,
        key: SealingKey,
        clock: Arc<dyn Clock>,
        source: Arc<dyn Source>,
    ) -> Self {
        let hashing = Arc::new(Semaphore::new(thread::available_parallelism().map_or(1, NonZero::get)));
        let checking = Arc::new(Semaphore::new(1));
        let (settings, kept) = (Arc::new(settings), Arc::default());
        Self { database, clock, source, settings, kept, key, hashing, checking }
    }

    /// The database.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// The settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// What was read of events, and is kept until they change.
    pub(crate) fn kept(&self) -> &Kept {
        &self.kept
    }

    /// Waits for one's turn to hash a password. Each takes much memory, by design, and all of them at once would take all of it;
    /// more than there are cores make none of them faster.
    ///
    /// Whoever hashes holds the turn to the end, even where nobody waits for the hash any more.
    pub(crate) async fn hashing(&self) -> Result<OwnedSemaphorePermit, Error> {
        Arc::clone(&self.hashing)
            .acquire_owned()
            .await
            .map_err(|_| Error::Internal("passwords are not hashed any more"))
    }

    /// Waits for one's turn to check a file that is sent in to be planned: one at a time, since each may take much memory.
    ///
    /// Whoever checks holds the turn to the end, even where nobody waits for the answer any more.
    pub(crate) async fn checking(&self) -> Result<OwnedSemaphorePermit, Error> {
        Arc::clone(&self.checking)
            .acquire_owned()
            .await
            .map_err(|_| Error::Internal("files are not checked any more"))
    }

    /// The present.
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// A new identity.
    pub(crate) fn id<I: From<Uuid>>(&self) -> I {
        self.source.id(self.now()).into()
    }

    /// Bytes that nobody can guess.
    pub(crate) fn secret(&self) -> [u8; 32] {
        self.source.secret()
    }

    /// What secrets that must be read again are sealed with.
    pub(crate) fn key(&self) -> &SealingKey {
        &self.key
    }

    /// A transaction that only reads.
    pub(crate) async fn read(&self) -> Result<Tx, Error> {
        Ok(self.database.read().await?)
    }

    /// A transaction that writes. Never open a second one before the first has ended: SQLite has one writer.
    pub(crate) async fn write(&self) -> Result<Tx, Error> {
        Ok(self.database.write().await?)
    }

    /// Whether the actor may call the use case, and how far it reaches: the first line of every use case.
    pub(crate) async fn permit(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        use_case: UseCase,
        event: Option<EventId>,
    ) -> Result<Permit, Error> {
        if let Some(limits) = &actor.limits {
            limits.allow(use_case, event)?;
        }
        let standing = if use_case.parties() == [Party::Anyone] {
            // Whatever somebody is gives them no more.
            Arc::new(Standing::outside(actor.who))
        } else {
            self.standing(tx, actor, event).await?
        };
        Ok(access::decide(use_case, &standing, self.settings.organisers_need_second_factor)?)
    }

    /// What the actor is: as it was read a moment ago for the same request, where nothing is written.
    pub(crate) async fn standing(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        event: Option<EventId>,
    ) -> Result<Arc<Standing>, Error> {
        let now = self.now();
        if !tx.reads_only() {
            actor.standings.forget();
        } else if let Some(known) = actor.standings.get(event, now) {
            return Ok(known);
        }
        let read = Arc::new(roles::standing(tx, actor, event).await?);
        if tx.reads_only() {
            actor.standings.put(event, now, &read);
        }
        Ok(read)
    }

    /// The beginning of an audit entry: who, what, to what, when, from where.
    pub(crate) fn entry(
        &self,
        actor: &Actor,
        action: &'static str,
        kind: Kind,
        id: impl Into<Uuid>,
    ) -> Entry {
        Entry::new(actor, action, kind, id.into(), self.now())
    }
}
