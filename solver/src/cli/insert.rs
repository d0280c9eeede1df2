//! `insert`: where could a meeting go in a plan that stays as it is?

use carnet_solver::format::write_json;
use carnet_solver::insert;

use super::input::{Input, instance_and_its_plan};
use super::{Exit, Failure, output};

/// Looks for a place for one more meeting in a plan that people already know.
#[derive(clap::Args)]
pub(crate) struct InsertArgs {
    /// The instance, with the meeting in it.
    instance: Input,
    /// The plan.
    plan: Input,
    /// Identifier of the meeting.
    meeting: String,
    /// Print JSON instead of text.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &InsertArgs) -> Result<Exit, Failure> {
    let (instance, plan) = instance_and_its_plan(&args.instance, &args.plan)?;
    let insertion = insert(&instance, &plan, &args.meeting)
        .map_err(|error| Failure::solve(&error, &args.instance, Some(&args.plan)))?;
    let text =
        if args.json { write_json(&insertion) } else { format!("{}\n", insertion.to_string().trim_end()) };
    output::print(&text)?;
    Ok(Exit::Done)
}
