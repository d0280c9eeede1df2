//! The subcommands, one module each, and what they share: reading, writing, faults.
//!
//! Nothing here plans or judges; that is the library's business.

mod agenda;
mod check;
mod convert;
mod explain;
mod failure;
mod generate;
mod input;
mod insert;
mod near;
mod output;
mod progress;
mod schema;
mod solve;
mod summary;
mod written;

pub(crate) use failure::{Exit, Failure};

/// Plans business-meeting events: gives every agreed meeting a slot and a table, and proves how good the plan is.
///
/// A file named `-` is standard input or output. Exit status: 0 done, 1 the plan is invalid, 2 bad input or usage.
#[derive(clap::Parser)]
#[command(name = "carnet-solver", version)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    Solve(solve::SolveArgs),
    Check(check::CheckArgs),
    Explain(explain::ExplainArgs),
    Insert(insert::InsertArgs),
    Agenda(agenda::AgendaArgs),
    Generate(Box<generate::GenerateArgs>),
    Convert(convert::ConvertArgs),
    Schema(schema::SchemaArgs),
}

/// Does what the command line asks.
pub(crate) fn run(cli: Cli) -> Result<Exit, Failure> {
    match cli.command {
        Command::Solve(args) => solve::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Insert(args) => insert::run(&args),
        Command::Agenda(args) => agenda::run(&args),
        Command::Generate(args) => generate::run(&args),
        Command::Convert(args) => convert::run(&args),
        Command::Schema(args) => schema::run(&args),
    }
}
