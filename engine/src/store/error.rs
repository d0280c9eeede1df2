//! What can go wrong in the storage.

use std::error::Error;

/// A failure of the storage: nobody's input is wrong.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// All connections are in use, or somebody writes and does not end: a while later it may go.
    #[error("the database is busy")]
    Busy,
    /// The database or its driver.
    #[error("the database failed")]
    Driver(#[source] sqlx::Error),
    /// The migrations.
    #[error("the migrations failed")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// A stored value that cannot be.
    #[error("`{table}.{column}` holds what cannot be there")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// What is wrong with it.
        #[source]
        source: Box<dyn Error + Send + Sync>,
    },
    /// An address of a database that is none.
    #[error("`{0}` is neither a file of SQLite (`sqlite:carnet.db`) nor `postgres://…`")]
    Address(String),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        // SQLite's busy, as a whole and by its kinds; too many connections of PostgreSQL.
        const CODES: [&str; 5] = ["5", "261", "517", "773", "53300"];
        let busy = match &error {
            sqlx::Error::PoolTimedOut => true,
            sqlx::Error::Database(error) => error.code().is_some_and(|code| CODES.contains(&code.as_ref())),
            _ => false,
        };
        if busy { Self::Busy } else { Self::Driver(error) }
    }
}

impl StoreError {
    /// Whether others who wrote at the same time were in the way: PostgreSQL ended one of several that waited for each other, or
    /// what was there when it was looked at is gone or taken by now.
    ///
    /// SQLite has one writer, so there the same constraints say that the engine did not look.
    pub(crate) fn is_overtaken(&self) -> bool {
        // Serialization failure, deadlock, foreign key, unique.
        const CODES: [&str; 4] = ["40001", "40P01", "23503", "23505"];
        let Self::Driver(sqlx::Error::Database(error)) = self else { return false };
        error.code().is_some_and(|code| CODES.contains(&code.as_ref()))
    }

    /// Whether a unique constraint refused the row. Which one, SQLite does not say: let only one be possible.
    pub(crate) fn is_duplicate(&self) -> bool {
        matches!(self, Self::Driver(sqlx::Error::Database(error)) if error.is_unique_violation())
    }
}

/// A value of a column, or the error that names the column.
pub(crate) fn column<T, E>(
    table: &'static str,
    column: &'static str,
    value: Result<T, E>,
) -> Result<T, StoreError>
where
    E: Error + Send + Sync + 'static,
{
    value.map_err(|source| StoreError::Corrupt { table, column, source: Box::new(source) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_without_a_free_connection_is_busy_and_not_broken() {
        assert!(matches!(StoreError::from(sqlx::Error::PoolTimedOut), StoreError::Busy));
        assert!(matches!(StoreError::from(sqlx::Error::RowNotFound), StoreError::Driver(_)));
    }
}
