//! Plans business-meeting events: an instance and a budget go in, a plan with its proof comes out.

mod bits;
mod check;
mod config;
pub mod format;
mod instance;
mod outcome;
mod place;
#[cfg(test)]
mod testing;

pub use check::{Report, Rule, Violation, check};
pub use config::{Budget, Cancel, Config, Mode, Observer, Phase, Progress};
pub use instance::Instance;
pub use outcome::{Bottleneck, Outcome, Resource, SolveError, Stopped};
