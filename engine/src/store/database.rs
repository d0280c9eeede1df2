//! The two databases: connecting, migrating, beginning.

use super::{Connection, StoreError, Tx};
use sqlx::{
    PgPool, SqlitePool,
    migrate::{MigrateError, Migrator},
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{path::Path, time::Duration};

static SQLITE: Migrator = sqlx::migrate!("../migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("../migrations/postgres");

/// How long to wait for a connection, or for another process that writes to the same file.
const PATIENCE: Duration = Duration::from_secs(30);

/// How many rows of SQLite are read ahead.
const ROWS_AT_ONCE: usize = 4096;

/// How many statements a connection keeps prepared: more than there are, since those that are left out are prepared anew each time.
const STATEMENTS_KEPT: usize = 1024;

/// How many connections to PostgreSQL a node has at most. Each prepares and plans every statement for itself, and a node of two
/// to four cores has no use for more.
const CONNECTIONS_MOST: u32 = 12;

/// A database.
#[derive(Clone, Debug)]
pub enum Database {
    /// A file of SQLite. Its writers queue for one connection, which is fair and faster than waiting for a lock.
    Sqlite {
        /// Connections that only read.
        readers: SqlitePool,
        /// The connection that writes.
        writer: SqlitePool,
    },
    /// A server of PostgreSQL.
    Postgres(PgPool),
}

/// The connections of a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Connections {
    /// Which: SQLite's `readers` and its `writer`, or `all`.
    pub pool: &'static str,
    /// How many are in use.
    pub n_in_use: usize,
    /// How many wait to be used.
    pub n_idle: usize,
}

impl Database {
    /// Connects to `sqlite:carnet.db` or `postgres://…`, and brings the tables up to date.
    pub async fn open(address: &str) -> Result<Self, StoreError> {
        let database = if let Some(file) = address.strip_prefix("sqlite:") {
            Self::sqlite(Path::new(file.strip_prefix("//").unwrap_or(file))).await?
        } else if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            Self::postgres(address.parse()?, CONNECTIONS_MOST).await?
        } else {
            return Err(StoreError::Address(address.to_owned()));
        };
        database.migrate().await?;
        Ok(database)
    }

    /// Connects to a file, which is made if it is not there.
    pub async fn sqlite(file: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .foreign_keys(true)
            // A thread reads for each connection: handing rows over a few at a time, the two threads mostly wait for each other.
            .row_buffer_size(ROWS_AT_ONCE)
            .statement_cache_capacity(STATEMENTS_KEPT)
            .busy_timeout(PATIENCE);
        let pool = |n| SqlitePoolOptions::new().max_connections(n).acquire_timeout(PATIENCE);
        let writer = pool(1).connect_with(options.clone()).await?;
        let readers = pool(8).connect_with(options).await?;
        Ok(Self::Sqlite { readers, writer })
    }

    /// Connects to a server.
    pub async fn postgres(options: PgConnectOptions, n_connections: u32) -> Result<Self, StoreError> {
        // Compiling a plan takes longer than running it, of statements as short as these.
        let options = options.statement_cache_capacity(STATEMENTS_KEPT).options([("jit", "off")]);
        let pool = PgPoolOptions::new().max_connections(n_connections).acquire_timeout(PATIENCE);
        Ok(Self::Postgres(pool.connect_with(options).await?))
    }

    /// Brings the tables up to date.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite { writer, .. } => migrate_sqlite(writer).await?,
            Self::Postgres(pool) => POSTGRES.run(pool).await?,
        }
        Ok(())
    }

    /// How its connections stand, pool by pool.
    pub fn connections(&self) -> Vec<Connections> {
        fn of<D: sqlx::Database>(pool: &'static str, connections: &sqlx::Pool<D>) -> Connections {
            let (n_open, n_idle) = (connections.size() as usize, connections.num_idle());
            // Both are read one after the other, so there may be more idle than there were.
            Connections { pool, n_in_use: n_open.saturating_sub(n_idle), n_idle }
        }
        match self {
            Self::Sqlite { readers, writer } => vec![of("readers", readers), of("writer", writer)],
            Self::Postgres(pool) => vec![of("all", pool)],
        }
    }

    /// Closes every connection.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { readers, writer } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }

    /// Begins to read: one state of the data for the whole transaction.
    pub(crate) async fn read(&self) -> Result<Tx, StoreError> {
        Ok(Tx::reading(match self {
            Self::Sqlite { readers, .. } => Connection::Sqlite(readers.begin().await?),
            Self::Postgres(pool) => Connection::Postgres(
                pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?,
            ),
        }))
    }

    /// Begins to write. On SQLite this waits for every other writer; on PostgreSQL rows are locked as they are written.
    pub(crate) async fn write(&self) -> Result<Tx, StoreError> {
        Ok(Tx::new(match self {
            Self::Sqlite { writer, .. } => Connection::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres(pool) => Connection::Postgres(pool.begin().await?),
        }))
    }
}

/// SQLite has no lock for this: of nodes that begin at once on a file, one makes the next tables and the others fail at it. Each
/// failure that is nothing worse leaves less to do, so it is tried as often as there are migrations.
async fn migrate_sqlite(writer: &SqlitePool) -> Result<(), MigrateError> {
    for _ in SQLITE.iter() {
        if SQLITE.run(writer).await.is_ok() {
            return Ok(());
        }
    }
    SQLITE.run(writer).await
}
