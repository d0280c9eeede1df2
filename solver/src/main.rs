//! `carnet-solver`: plans business-meeting events from the command line.

mod cli;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    match cli::run(cli::Cli::parse()) {
        Ok(exit) => exit.into(),
        Err(failure) => {
            failure.print();
            failure.status().into()
        }
    }
}
