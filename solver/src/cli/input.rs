//! Reading instances and plans from files or standard input.

use std::fmt;
use std::io::Read;
use std::path::PathBuf;
use std::str::FromStr;

use carnet_solver::Instance;
use carnet_solver::format::{Fault, Faults, InstanceFile, Plan, read_instance, read_plan};

use super::Failure;

/// Where an input comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Input {
    /// Standard input, written `-`.
    Standard,
    /// A file.
    File(PathBuf),
}

impl FromStr for Input {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(if text == "-" { Self::Standard } else { Self::File(text.into()) })
    }
}

impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Standard => f.pad("standard input"),
            Self::File(path) => path.display().fmt(f),
        }
    }
}

impl Input {
    /// The whole text.
    pub(crate) fn text(&self) -> Result<String, Failure> {
        let mut bytes = Vec::new();
        let read = match self {
            Self::Standard => std::io::stdin().lock().read_to_end(&mut bytes).map(|_| ()),
            Self::File(path) => std::fs::read(path).map(|content| bytes = content),
        };
        read.map_err(|error| Failure::new(format!("cannot read {self}: {error}")))?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            Failure::new(format!("{self}: byte {at} is not UTF-8: save the file as UTF-8 text"))
        })?;
        // Some editors put a byte order mark in front, which JSON does not know.
        Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
    }

    /// An instance, with every fault of structure found.
    pub(crate) fn instance_file(&self) -> Result<InstanceFile, Failure> {
        read_instance(&self.text()?).map_err(|faults| Failure::faults(self, &faults))
    }

    /// A valid instance.
    pub(crate) fn instance(&self) -> Result<Instance, Failure> {
        Instance::new(self.instance_file()?).map_err(|faults| Failure::faults(self, &faults))
    }

    /// A plan, valid or not.
    pub(crate) fn plan(&self) -> Result<Plan, Failure> {
        read_plan(&self.text()?).map_err(|faults| Failure::faults(self, &faults))
    }
}

/// A valid instance and a plan of it.
pub(crate) fn instance_and_its_plan(instance: &Input, plan: &Input) -> Result<(Instance, Plan), Failure> {
    let (event, read) = instance_and_plan(instance, plan)?;
    require_plan_of(&event, &read, plan)?;
    Ok((event, read))
}

/// Fails when the plan says that it is for another event.
pub(crate) fn require_plan_of(instance: &Instance, plan: &Plan, input: &Input) -> Result<(), Failure> {
    let (this, other) = (&instance.file().name, &plan.instance);
    if this == other {
        return Ok(());
    }
    let problem = format!("the plan is for the event {other:?}, and this event is {this:?}");
    let remedy = "give a plan of this event; if it is this event under an older name, write the new name into the plan";
    Err(Failure::faults(input, &Faults(vec![Fault::new("instance", problem, remedy)])))
}

/// A valid instance and a plan, be it of this event or not; only one of the two can be standard input.
pub(crate) fn instance_and_plan(instance: &Input, plan: &Input) -> Result<(Instance, Plan), Failure> {
    if *instance == Input::Standard && *plan == Input::Standard {
        return Err(Failure::new("only one of the instance and the plan can be standard input"));
    }
    match (instance.instance(), plan.plan()) {
        (Ok(instance), Ok(plan)) => Ok((instance, plan)),
        (Err(failure), Ok(_)) | (Ok(_), Err(failure)) => Err(failure),
        (Err(a), Err(b)) => Err(a.and(b)),
    }
}
