//! How long use cases take, on SQLite and on PostgreSQL, at 1,500 participants and 3,000 meetings: prints the tables of
//! `docs/benchmarks.md` in Markdown. `cargo bench -p carnet-engine --bench use_cases`, with `-- sqlite` or `-- postgres` for
//! one of the two.
//!
//! Without `--bench`, which only `cargo bench` gives, everything runs once on a small event: that shows that this program
//! works, and its figures mean nothing.

#![expect(clippy::large_futures, reason = "few futures are alive at a time")]

mod measure;
#[path = "../../tests/harness/postgres.rs"]
#[expect(dead_code, reason = "the tests ask for more than the benchmark")]
mod postgres;
mod single;
mod whole;
mod world;
mod writers;

use measure::{Column, Table};
use world::World;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let measured = arguments.iter().any(|argument| argument == "--bench");
    let wanted: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with("--")).collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime starts");
    runtime.block_on(async {
        let mut table = Table::default();
        say(&measure::header(measured));
        for (name, on) in [("sqlite", Column::Sqlite), ("postgres", Column::Postgres)] {
            if !wanted.is_empty() && !wanted.iter().any(|one| *one == name) {
                continue;
            }
            let world = World::build(on, measured).await;
            say(&world.built());
            table.of(on);
            single::measure(&world, &mut table).await;
            whole::measure(&world, &mut table).await;
            writers::measure(&world, &mut table).await;
        }
        say(&table.to_string());
    });
}

#[expect(clippy::print_stdout, reason = "the tables are what this program is for")]
fn say(text: &str) {
    println!("{text}");
}
