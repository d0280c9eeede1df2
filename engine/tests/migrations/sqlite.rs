//! The catalogue of SQLite.

use super::{ForeignKey, Schema, Table, Type, files, folder, quoted};
use crate::harness::TestEngine;
use carnet_engine::Database;
use sqlx::{AssertSqlSafe, FromRow, SqlitePool, sqlite::SqliteRow};
use std::{collections::BTreeMap, fs};

fn pool(t: &TestEngine) -> &SqlitePool {
    match t.database() {
        Database::Sqlite { readers, .. } => readers,
        Database::Postgres(_) => panic!("this is not SQLite"),
    }
}

async fn rows<T>(t: &TestEngine, sql: String) -> Vec<T>
where
    T: for<'r> FromRow<'r, SqliteRow> + Send + Unpin,
{
    sqlx::query_as(AssertSqlSafe(sql)).fetch_all(pool(t)).await.expect("the catalogue can be read")
}

/// The tables of the migrations, and whether they are strict.
pub(super) async fn strictness(t: &TestEngine) -> Vec<(String, bool)> {
    let sql = "SELECT name, strict FROM pragma_table_list
                WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_sqlx%'";
    rows(t, sql.to_owned()).await
}

pub(super) async fn schema(t: &TestEngine) -> Schema {
    let mut schema = Schema::new();
    let comments = comments();
    for (name, _) in strictness(t).await {
        let mut table = Table { comment: comments.get(&name).cloned(), ..Table::default() };
        columns(t, &name, &mut table).await;
        indexes(t, &name, &mut table).await;
        foreign_keys(t, &name, &mut table).await;
        checks(t, &name, &mut table).await;
        table.words.sort();
        schema.insert(name, table);
    }
    schema
}

async fn columns(t: &TestEngine, name: &str, table: &mut Table) {
    type Column = (String, String, bool, i64);
    let sql = format!("SELECT name, type, \"notnull\", pk FROM pragma_table_info('{name}') ORDER BY pk, cid");
    for (column, type_, not_null, key) in rows::<Column>(t, sql).await {
        let type_ = match type_.as_str() {
            "BLOB" => Type::Blob,
            "TEXT" => Type::Text,
            "INTEGER" => Type::Integer,
            "REAL" => Type::Real,
            other => panic!("{name}.{column} is of type {other}"),
        };
        if key > 0 {
            table.primary_key.push(column.clone());
        }
        table.columns.insert(column, (type_, !not_null && key == 0));
    }
}

async fn indexes(t: &TestEngine, name: &str, table: &mut Table) {
    type Index = (String, bool, String, bool);
    let sql = format!("SELECT name, \"unique\", origin, partial FROM pragma_index_list('{name}')");
    for (index, unique, origin, partial) in rows::<Index>(t, sql).await {
        let sql = format!("SELECT name FROM pragma_index_info('{index}') ORDER BY seqno");
        let columns: Vec<_> = rows::<(String,)>(t, sql).await.into_iter().map(|(column,)| column).collect();
        if origin == "pk" {
            continue;
        }
        if partial {
            let sql = format!("SELECT sql FROM sqlite_schema WHERE name = '{index}'");
            table.words.push(quoted(&rows::<(String,)>(t, sql).await[0].0));
        }
        let indexes = if unique { &mut table.unique } else { &mut table.other_indexes };
        indexes.insert((columns, partial));
    }
}

async fn foreign_keys(t: &TestEngine, name: &str, table: &mut Table) {
    type Part = (i64, String, String, String, String);
    let sql = format!(
        "SELECT id, \"table\", \"from\", \"to\", on_delete FROM pragma_foreign_key_list('{name}') ORDER BY id, seq"
    );
    let mut keys: BTreeMap<i64, ForeignKey> = BTreeMap::new();
    for (id, referred, from, to, on_delete) in rows::<Part>(t, sql).await {
        let key = keys.entry(id).or_insert_with(|| ForeignKey {
            columns: Vec::new(),
            table: referred,
            referenced: Vec::new(),
            on_delete,
        });
        key.columns.push(from);
        key.referenced.push(to);
    }
    table.foreign_keys = keys.into_values().collect();
}

/// Each `CHECK (…)` of the statement that made the table, up to the bracket that closes it.
async fn checks(t: &TestEngine, name: &str, table: &mut Table) {
    let sql = format!("SELECT sql FROM sqlite_schema WHERE name = '{name}'");
    let made_by = rows::<(String,)>(t, sql).await.remove(0).0;
    for check in made_by.split("CHECK (").skip(1) {
        let mut depth = 1;
        let end = check.find(|c| {
            depth += match c {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
            depth == 0
        });
        table.words.push(quoted(&check[..end.expect("brackets are closed")]));
        table.n_checks += 1;
    }
}

/// The line before each table in the files: SQLite's catalogue does not keep it.
fn comments() -> BTreeMap<String, String> {
    let mut comments = BTreeMap::new();
    for file in files("sqlite") {
        let text = fs::read_to_string(folder("sqlite").join(file)).expect("the file can be read");
        for (before, line) in text.lines().zip(text.lines().skip(1)) {
            if let Some(table) = line.strip_prefix("CREATE TABLE ")
                && let Some(comment) = before.strip_prefix("-- ")
            {
                comments.insert(table.trim_end_matches(" (").to_owned(), comment.to_owned());
            }
        }
    }
    comments
}
