//! `check`: is the plan valid, and what is it worth?

use std::fmt::Write;

use carnet_solver::check;

use super::input::{Input, instance_and_plan};
use super::{Exit, Failure, output, summary};

/// Checks a plan against its instance: every rule, the stated score, bounds and status.
#[derive(clap::Args)]
pub(crate) struct CheckArgs {
    /// The instance.
    instance: Input,
    /// The plan.
    plan: Input,
}

pub(super) fn run(args: &CheckArgs) -> Result<Exit, Failure> {
    let (instance, plan) = instance_and_plan(&args.instance, &args.plan)?;
    let report = check(instance.file(), &plan);
    let mut text = String::new();
    for violation in &report.violations {
        let _ = writeln!(text, "{violation}");
    }
    text += &summary::score(instance.criteria(), &report.score, &plan.bounds);
    let (verdict, exit) = match report.violations.len() {
        0 if report.is_valid() => ("valid".to_owned(), Exit::Done),
        1 => ("invalid: 1 violation".to_owned(), Exit::Invalid),
        n => (format!("invalid: {n} violations"), Exit::Invalid),
    };
    let _ = writeln!(text, "{verdict}");
    output::print(&text)?;
    Ok(exit)
}
