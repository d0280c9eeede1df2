//! Plans business-meeting events: an instance and a budget go in, a plan with its proof comes out.

mod bits;
mod bounds;
mod budget;
mod check;
mod config;
pub mod convert;
mod exact;
pub mod format;
pub mod generate;
mod instance;
mod outcome;
mod place;
mod search;
mod seating;
mod solve;
mod stub;
#[cfg(test)]
mod testing;

pub use check::{Report, Rule, Violation, check};
pub use config::{Budget, Cancel, Config, Mode, Observer, Phase, Progress};
pub use instance::Instance;
pub use outcome::{Bottleneck, Outcome, Resource, SolveError, Stopped};
pub use solve::solve;
pub use stub::{Explanation, Insertion, explain, insert};
