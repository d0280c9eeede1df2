//! `convert`: instances from other formats.

use carnet_solver::convert::b2bsp;
use carnet_solver::format::write_json;

use super::input::Input;
use super::output::Output;
use super::{Exit, Failure};

/// Converts published data into an instance.
#[derive(clap::Args)]
pub(crate) struct ConvertArgs {
    /// The format to read.
    format: Format,
    /// The file to read.
    file: Input,
    /// Where the instance goes [default: standard output].
    #[arg(short, long, value_name = "INSTANCE")]
    output: Option<Output>,
    /// Name of the event [default: the file's name].
    #[arg(long)]
    name: Option<String>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// MiniZinc data of the business-to-business meeting scheduling benchmark (JAIR 74, 2022)
    B2bsp,
}

pub(super) fn run(args: &ConvertArgs) -> Result<Exit, Failure> {
    let output = args.output.clone().unwrap_or_default();
    output.probe()?;
    let text = args.file.text()?;
    let name = args.name.clone().unwrap_or_else(|| match &args.file {
        Input::Standard => "event".to_owned(),
        Input::File(path) => path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
    });
    let instance = match args.format {
        Format::B2bsp => b2bsp(&text, &name),
    };
    let instance = instance.map_err(|faults| Failure::faults(&args.file, &faults))?;
    output.write(&write_json(&instance))?;
    Ok(Exit::Done)
}
