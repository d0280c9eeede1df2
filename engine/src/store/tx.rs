//! A transaction, with the audit entries and notices that it will write when it commits.

use super::{StoreError, audit, notices, webhooks};
use crate::domain::{audit::Entry, notice::Notice};
use sqlx::{Postgres, Sqlite, Transaction};
use std::panic::Location;

/// A transaction on either database. Dropped without [`Tx::commit`], it leaves nothing behind.
pub(crate) struct Tx {
    connection: Connection,
    reads_only: bool,
    entries: Vec<Entry>,
    notices: Vec<Notice>,
}

/// What the macros of `sql.rs` run on.
pub(crate) enum Connection {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Tx {
    /// One that may write.
    pub(crate) fn new(connection: Connection) -> Self {
        Self { connection, reads_only: false, entries: Vec::new(), notices: Vec::new() }
    }

    /// One that only reads.
    pub(crate) fn reading(connection: Connection) -> Self {
        Self { reads_only: true, ..Self::new(connection) }
    }

    /// Whether nothing is written in it.
    pub(crate) fn reads_only(&self) -> bool {
        self.reads_only
    }

    /// What the next statement runs on. Traces where in the store it stands: the tests see by that which ran on which database.
    #[track_caller]
    pub(crate) fn connection(&mut self) -> &mut Connection {
        let database = match self.connection {
            Connection::Sqlite(_) => "sqlite",
            Connection::Postgres(_) => "postgres",
        };
        tracing::trace!(target: "carnet_engine::statement", database, at = %Location::caller());
        &mut self.connection
    }

    /// Records what is done.
    pub(crate) fn record(&mut self, entry: Entry) {
        self.entries.push(entry);
    }

    /// Owes a notice.
    pub(crate) fn owe(&mut self, notice: Notice) {
        self.notices.push(notice);
    }

    /// Writes notices, audit and what webhooks are owed of it, and commits.
    ///
    /// The chain of the audit is locked last and in one order, so that no two writers wait for each other.
    pub(crate) async fn commit(mut self) -> Result<(), StoreError> {
        let mut pending = std::mem::take(&mut self.notices);
        pending.sort_by(|a, b| a.dedupe_key.cmp(&b.dedupe_key));
        for notice in pending {
            notices::insert(&mut self, &notice).await?;
        }
        let mut entries = std::mem::take(&mut self.entries);
        entries.sort_by_key(Entry::chain);
        for entry in entries {
            let position = audit::append(&mut self, &entry).await?;
            webhooks::owe(&mut self, &entry, position).await?;
        }
        match self.connection {
            Connection::Sqlite(transaction) => transaction.commit().await?,
            Connection::Postgres(transaction) => transaction.commit().await?,
        }
        Ok(())
    }
}
