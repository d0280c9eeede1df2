//! How good the plans are and how soon: prints the tables of `docs/benchmarks.md` in Markdown.
//!
//! Each section runs in a process of its own, so that its peak of memory is its own too.
//! Without `--bench`, which only `cargo bench` gives, or with `--test`, everything runs once on small events: that shows
//! that this program works, and its figures mean nothing.

mod measure;
mod sections;

use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

use measure::{Pace, Setting};

/// The argument that makes this program its own child.
const CHILD: &str = "--section";

fn main() -> Result<ExitCode> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let given = |name: &str| arguments.iter().any(|argument| argument == name);
    let pace = if given("--test") || !given("--bench") { Pace::Smoke } else { Pace::Measured };
    let wanted: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with("--")).collect();
    let names: Vec<&str> = sections::ALL.iter().map(|section| section.name).collect();
    if let Some(unknown) = wanted.iter().find(|name| !names.contains(&name.as_str())) {
        bail!("there is no section {unknown}: choose among {}", names.join(", "));
    }
    if given(CHILD) {
        let setting = Setting::new(pace);
        for section in sections::ALL.iter().filter(|section| wanted.iter().any(|name| *name == section.name))
        {
            say(&(section.run)(&setting)?);
        }
        return Ok(ExitCode::SUCCESS);
    }
    say(&measure::header(pace));
    for name in names.iter().filter(|name| wanted.is_empty() || wanted.iter().any(|other| other == *name)) {
        let own = std::env::current_exe().context("where this program is")?;
        let pace = if pace == Pace::Smoke { "--test" } else { "--bench" };
        let status = Command::new(own).args([CHILD, "--bench", pace, name]).status()?;
        if !status.success() {
            bail!("section {name} failed: {status}");
        }
    }
    Ok(ExitCode::SUCCESS)
}

#[expect(clippy::print_stdout, reason = "the tables are what this program is for")]
fn say(text: &str) {
    println!("{text}");
}
