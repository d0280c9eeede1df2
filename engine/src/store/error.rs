//! What can go wrong in the storage.

use std::error::Error;

/// A failure of the storage: nobody's input is wrong.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database or its driver.
    #[error("the database failed")]
    Driver(#[from] sqlx::Error),
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

impl StoreError {
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
