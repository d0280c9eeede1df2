//! `explain`: why does a meeting stand where it stands, or nowhere?

use carnet_solver::explain;

use super::input::{Input, instance_and_its_plan};
use super::{Exit, Failure, output};

/// Explains why a meeting has no place, or what keeps it where it is.
#[derive(clap::Args)]
pub(crate) struct ExplainArgs {
    /// The instance.
    instance: Input,
    /// The plan.
    plan: Input,
    /// Identifier of the meeting.
    meeting: String,
}

pub(super) fn run(args: &ExplainArgs) -> Result<Exit, Failure> {
    let (instance, plan) = instance_and_its_plan(&args.instance, &args.plan)?;
    let explanation = explain(&instance, &plan, &args.meeting)
        .map_err(|error| Failure::solve(&error, &args.instance, Some(&args.plan)))?;
    output::print(&format!("{}\n", explanation.to_string().trim_end()))?;
    Ok(Exit::Done)
}
