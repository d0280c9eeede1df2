//! The catalogue of PostgreSQL.

use super::{ForeignKey, Schema, Table, Type, quoted};
use crate::harness::TestEngine;
use carnet_engine::Database;
use sqlx::{FromRow, PgPool, postgres::PgRow};

const TABLES: &str = "
    SELECT c.relname::text, obj_description(c.oid, 'pg_class')
      FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname NOT LIKE '\\_sqlx%'";
const COLUMNS: &str = "
    SELECT a.attname::text, format_type(a.atttypid, a.atttypmod), a.attnotnull
      FROM pg_attribute a
     WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped";
const INDEXES: &str = "
    SELECT i.indisprimary, i.indisunique, pg_get_expr(i.indpred, i.indrelid),
           ARRAY(SELECT a.attname::text
                   FROM unnest(i.indkey::smallint[]) WITH ORDINALITY AS k(attnum, position)
                   JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
                  ORDER BY k.position)
      FROM pg_index i
     WHERE i.indrelid = $1::regclass";
const CONSTRAINTS: &str = "
    SELECT c.contype::text, pg_get_constraintdef(c.oid), COALESCE(f.relname::text, ''),
           ARRAY(SELECT a.attname::text
                   FROM unnest(c.conkey) WITH ORDINALITY AS k(attnum, position)
                   JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum
                  ORDER BY k.position),
           ARRAY(SELECT a.attname::text
                   FROM unnest(c.confkey) WITH ORDINALITY AS k(attnum, position)
                   JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.attnum
                  ORDER BY k.position),
           CASE c.confdeltype WHEN 'a' THEN 'NO ACTION' WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' ELSE '' END
      FROM pg_constraint c
      LEFT JOIN pg_class f ON f.oid = c.confrelid
     WHERE c.conrelid = $1::regclass AND c.contype IN ('c', 'f')";

fn pool(t: &TestEngine) -> &PgPool {
    match t.database() {
        Database::Postgres(pool) => pool,
        Database::Sqlite { .. } => panic!("this is not PostgreSQL"),
    }
}

async fn of_table<T>(t: &TestEngine, sql: &'static str, name: &str) -> Vec<T>
where
    T: for<'r> FromRow<'r, PgRow> + Send + Unpin,
{
    sqlx::query_as(sql).bind(name).fetch_all(pool(t)).await.expect("the catalogue can be read")
}

pub(super) async fn schema(t: &TestEngine) -> Schema {
    let mut schema = Schema::new();
    let tables: Vec<(String, Option<String>)> =
        sqlx::query_as(TABLES).fetch_all(pool(t)).await.expect("the catalogue can be read");
    for (name, comment) in tables {
        let mut table = Table { comment, ..Table::default() };
        columns(t, &name, &mut table).await;
        indexes(t, &name, &mut table).await;
        constraints(t, &name, &mut table).await;
        table.words.sort();
        schema.insert(name, table);
    }
    schema
}

async fn columns(t: &TestEngine, name: &str, table: &mut Table) {
    for (column, type_, not_null) in of_table::<(String, String, bool)>(t, COLUMNS, name).await {
        let type_ = match type_.as_str() {
            "uuid" | "bytea" => Type::Blob,
            "text" | "timestamp with time zone" | "date" | "time without time zone" | "jsonb" => Type::Text,
            "bigint" | "boolean" => Type::Integer,
            "double precision" => Type::Real,
            other => panic!("{name}.{column} is of type {other}"),
        };
        table.columns.insert(column, (type_, !not_null));
    }
}

async fn indexes(t: &TestEngine, name: &str, table: &mut Table) {
    type Index = (bool, bool, Option<String>, Vec<String>);
    for (primary, unique, only, columns) in of_table::<Index>(t, INDEXES, name).await {
        if primary {
            table.primary_key = columns;
            continue;
        }
        let partial = only.is_some();
        table.words.extend(only.as_deref().map(quoted));
        let indexes = if unique { &mut table.unique } else { &mut table.other_indexes };
        indexes.insert((columns, partial));
    }
}

async fn constraints(t: &TestEngine, name: &str, table: &mut Table) {
    type Constraint = (String, String, String, Vec<String>, Vec<String>, String);
    for (kind, definition, referred, columns, referenced, on_delete) in
        of_table::<Constraint>(t, CONSTRAINTS, name).await
    {
        if kind == "c" {
            table.words.push(quoted(&definition));
            table.n_checks += 1;
        } else {
            table.foreign_keys.insert(ForeignKey { columns, table: referred, referenced, on_delete });
        }
    }
}
