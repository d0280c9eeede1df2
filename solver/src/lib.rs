//! Plans business-meeting events: an instance and a budget go in, a plan with its proof comes out.

mod bits;
mod config;
pub mod convert;
pub mod format;
pub mod generate;
mod instance;
mod outcome;
mod place;
mod stub;

pub use config::{Budget, Cancel, Config, Mode, Observer, Phase, Progress};
pub use instance::Instance;
pub use outcome::{Bottleneck, Outcome, Resource, SolveError, Stopped};
pub use stub::{Explanation, Insertion, Report, Violation, check, explain, insert, solve};
