//! How a command ends, and how it says what is wrong.

use std::fmt::Display;
use std::io::Write;
use std::process::ExitCode;

use carnet_solver::SolveError;
use carnet_solver::format::{Fault, Faults};

use super::input::Input;

/// How a command ended that could do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All is well.
    Done,
    /// The plan that was looked at is invalid.
    Invalid,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Done => Self::SUCCESS,
            Exit::Invalid => Self::from(1),
        }
    }
}

/// Why a command could not do its work: one message per fault.
#[derive(Debug)]
pub(crate) struct Failure {
    messages: Vec<String>,
    exit: u8,
}

impl Failure {
    /// Bad input or usage, or a file that cannot be read or written.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { messages: vec![message.into()], exit: 2 }
    }

    /// Every fault of one input.
    pub(crate) fn faults(input: impl Display, faults: &Faults) -> Self {
        let messages = faults.0.iter().map(|fault| format!("{input}: {fault}")).collect();
        Self { messages, exit: 2 }
    }

    /// An error of the planner about an instance and the plan that it was given, where there was one.
    pub(crate) fn solve(error: &SolveError, instance: &Input, plan: Option<&Input>) -> Self {
        match error {
            SolveError::Plan(faults) => {
                // Where a pin and the plan contradict each other, the fault lies at the pin: a plan has no such field.
                let is_about_pins = |fault: &Fault| fault.path.starts_with("meetings[");
                let file = |fault: &Fault| plan.filter(|_| !is_about_pins(fault)).unwrap_or(instance);
                let messages = faults.0.iter().map(|fault| format!("{}: {fault}", file(fault))).collect();
                Self { messages, exit: 2 }
            }
            SolveError::Refused(_) => Self { messages: vec![error.to_string()], exit: 1 },
            SolveError::TooFewChanges { .. }
            | SolveError::BreakSpread
            | SolveError::Backend { .. }
            | SolveError::UnknownMeeting { .. } => Self::new(error.to_string()),
        }
    }

    /// The faults of two inputs.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.messages.extend(other.messages);
        self
    }

    /// The exit status to end with.
    pub(crate) fn status(&self) -> u8 {
        self.exit
    }

    /// Says on standard error what is wrong, one line per fault.
    pub(crate) fn print(&self) {
        let mut stderr = std::io::stderr().lock();
        for message in &self.messages {
            let line = message.split_whitespace().collect::<Vec<_>>().join(" ");
            // Nobody is left to be told when standard error is closed.
            let _ = writeln!(stderr, "error: {line}");
        }
    }
}
