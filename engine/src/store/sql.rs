//! One SQL text on either database.
//!
//! The macros expand to the same expression for each driver. Parameters are `$1`, `$2`, … in both; `RETURNING` and
//! `ON CONFLICT` work in both. `FOR UPDATE` does not: change state by guarded updates.

/// Runs a statement and yields the number of rows that it touched: `execute!(tx, SQL, id, now)?`.
macro_rules! execute {
    ($tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        match $tx.connection() {
            $crate::store::Connection::Sqlite(c) => {
                sqlx::query($sql)$(.bind($value))*.execute(&mut **c).await.map(|done| done.rows_affected())
            }
            $crate::store::Connection::Postgres(c) => {
                sqlx::query($sql)$(.bind($value))*.execute(&mut **c).await.map(|done| done.rows_affected())
            }
        }
        .map_err($crate::store::StoreError::from)
    };
}

/// Runs a query and yields its first row, if there is one: `fetch_optional!(tx, Row, SQL, id)?`.
macro_rules! fetch_optional {
    ($tx:expr, $row:ty, $sql:expr $(, $value:expr)* $(,)?) => {
        match $tx.connection() {
            $crate::store::Connection::Sqlite(c) => {
                sqlx::query_as::<_, $row>($sql)$(.bind($value))*.fetch_optional(&mut **c).await
            }
            $crate::store::Connection::Postgres(c) => {
                sqlx::query_as::<_, $row>($sql)$(.bind($value))*.fetch_optional(&mut **c).await
            }
        }
        .map_err($crate::store::StoreError::from)
    };
}

/// Runs a query and yields all its rows: `fetch_all!(tx, Row, SQL, event)?`.
macro_rules! fetch_all {
    ($tx:expr, $row:ty, $sql:expr $(, $value:expr)* $(,)?) => {
        match $tx.connection() {
            $crate::store::Connection::Sqlite(c) => {
                sqlx::query_as::<_, $row>($sql)$(.bind($value))*.fetch_all(&mut **c).await
            }
            $crate::store::Connection::Postgres(c) => {
                sqlx::query_as::<_, $row>($sql)$(.bind($value))*.fetch_all(&mut **c).await
            }
        }
        .map_err($crate::store::StoreError::from)
    };
}

/// Declares `INSERT` and `UPDATE` of a table whose rows have an identity, an event and a version, which are `$1` to `$3`: first
/// the columns that a change may touch, then those that are written once, each with their values; last what rows to change
/// must be besides.
macro_rules! save_statements {
    ($table:literal, $columns:literal = $values:literal, $once:literal = $once_values:literal, $besides:literal) => {
        const INSERT: &str = concat!(
            "INSERT INTO ",
            $table,
            " (id, event_id, version, ",
            $columns,
            ", ",
            $once,
            ")
             VALUES ($1, $2, $3, ",
            $values,
            ", ",
            $once_values,
            ")"
        );
        const UPDATE: &str = concat!(
            "UPDATE ",
            $table,
            " SET (",
            $columns,
            ") = (",
            $values,
            "), version = version + 1
              WHERE id = $1 AND event_id = $2 AND version = $3",
            $besides
        );
    };
}

pub(crate) use execute;
pub(crate) use fetch_all;
pub(crate) use fetch_optional;
pub(crate) use save_statements;
