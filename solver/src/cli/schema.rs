//! `schema`: the formats as JSON Schema.

use carnet_solver::format::{instance_schema, plan_schema, write_json};
use serde_json::json;

use super::{Exit, Failure, output};

/// Prints the JSON Schema (2020-12) of the formats.
#[derive(clap::Args)]
pub(crate) struct SchemaArgs {
    /// Which format; without it, one object with both.
    format: Option<Format>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// `carnet-instance/1`
    Instance,
    /// `carnet-plan/1`
    Plan,
}

pub(super) fn run(args: &SchemaArgs) -> Result<Exit, Failure> {
    let schema = match args.format {
        Some(Format::Instance) => instance_schema(),
        Some(Format::Plan) => plan_schema(),
        None => json!({ "instance": instance_schema(), "plan": plan_schema() }),
    };
    output::print(&write_json(&schema))?;
    Ok(Exit::Done)
}
