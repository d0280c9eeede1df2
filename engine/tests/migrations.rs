//! The tables of SQLite and those of PostgreSQL are the same, as far as both catalogues tell.

mod postgres;
mod sqlite;

use crate::harness::TestEngine;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
};

/// What a catalogue tells of a database, by table.
type Schema = BTreeMap<String, Table>;

/// A table, in words that both databases have in common.
#[derive(Debug, Default, PartialEq, Eq)]
struct Table {
    /// What `migrations/README.md` says of the type, and whether it may be null.
    columns: BTreeMap<String, (Type, bool)>,
    primary_key: Vec<String>,
    /// Indexes by their columns, in order, and whether only some rows are in them.
    unique: BTreeSet<(Vec<String>, bool)>,
    other_indexes: BTreeSet<(Vec<String>, bool)>,
    foreign_keys: BTreeSet<ForeignKey>,
    /// The words of each check, and of each index of only some rows, in order.
    words: Vec<Vec<String>>,
    n_checks: usize,
    comment: Option<String>,
}

/// A type by what SQLite has for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Type {
    Blob,
    Text,
    Integer,
    Real,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct ForeignKey {
    columns: Vec<String>,
    table: String,
    referenced: Vec<String>,
    on_delete: String,
}

fn folder(database: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "..", "migrations", database].iter().collect()
}

fn files(database: &str) -> Vec<String> {
    let entries = fs::read_dir(folder(database)).expect("the folder can be read");
    let mut names: Vec<_> =
        entries.map(|e| e.expect("a file").file_name().into_string().expect("a name")).collect();
    names.sort();
    names
}

/// The words in quotes of a piece of SQL: every second part between quotes.
fn quoted(sql: &str) -> Vec<String> {
    let mut words: Vec<_> = sql.split('\'').skip(1).step_by(2).map(str::to_owned).collect();
    words.sort();
    words
}

#[tokio::test]
async fn a_fresh_schema_is_the_same_on_both_databases() {
    assert_eq!(files("sqlite"), files("postgres"));
    assert!(!files("sqlite").is_empty());
    let sqlite = sqlite::schema(&TestEngine::on("sqlite").await).await;
    let postgres = postgres::schema(&TestEngine::on("postgres").await).await;
    let names = |schema: &Schema| schema.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&sqlite), names(&postgres));
    for (name, table) in &sqlite {
        let other = &postgres[name];
        assert_eq!(table, other, "{name}: SQLite on the left, PostgreSQL on the right");
        assert!(table.comment.is_some(), "{name} has no comment");
        assert!(!table.primary_key.is_empty(), "{name} has no primary key");
    }
}

/// What ends like an identity and refers to no row of one table.
const LOOSE: [(&str, &str); 9] = [
    // What was done to it and who was told stays known, whatever it was.
    ("audit_entry", "object_id"),
    ("notice", "event_id"),
    // Of another system.
    ("offering", "external_id"),
    ("organisation", "external_id"),
    ("participant", "external_id"),
    ("registration", "external_id"),
    // An event, a meeting or an activity; registrations or people.
    ("reminder", "about_id"),
    ("request_pair", "one_id"),
    ("request_pair", "other_id"),
];

#[tokio::test]
async fn every_identity_in_a_table_refers_to_a_row() {
    let mut loose = Vec::new();
    for (name, table) in sqlite::schema(&TestEngine::on("sqlite").await).await {
        for column in table.columns.into_keys().filter(|column| column.ends_with("_id")) {
            if !table.foreign_keys.iter().any(|key| key.columns.contains(&column)) {
                loose.push((name.clone(), column));
            }
        }
    }
    let known: Vec<_> = LOOSE.map(|(table, column)| (table.to_owned(), column.to_owned())).into();
    assert_eq!(loose, known);
}

#[tokio::test]
async fn every_table_of_sqlite_is_strict_and_foreign_keys_are_kept() {
    let t = TestEngine::on("sqlite").await;
    for (name, strict) in sqlite::strictness(&t).await {
        assert!(strict, "{name} is not STRICT");
    }
    let error =
        t.tamper("INSERT INTO event_day (event_id, day) VALUES (x'00', '2027-03-18')").await.unwrap_err();
    assert!(error.as_database_error().expect("an error of the database").is_foreign_key_violation());
}

#[tokio::test]
async fn migrations_that_ran_before_are_not_run_again() {
    for database in ["sqlite", "postgres"] {
        let t = TestEngine::on(database).await;
        t.database().migrate().await.unwrap();
        t.database().migrate().await.unwrap();
    }
}
