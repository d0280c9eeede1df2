//! The binary `carnet`: serves, and what an installation needs beside.

use clap::Parser;
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    carnet_web::cli::run(carnet_web::cli::Command::parse()).await
}
