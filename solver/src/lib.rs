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
mod labels;
pub mod near;
mod onspot;
mod outcome;
mod place;
mod search;
mod seating;
mod solve;
mod standing;
#[cfg(test)]
mod testing;
mod why;

pub use check::{Breach, Engaged, Report, Rule, Violation, check};
pub use config::{Budget, Cancel, Config, Mode, Observer, Phase, Progress};
pub use instance::Instance;
pub use onspot::{
    CommonSlot, Explanation, Insertion, Moved, Obstacle, Person, Place, Relaxation, Rise, Row, explain,
    insert,
};
pub use outcome::{Bottleneck, Circumstances, Outcome, Resource, SolveError, Stopped};
pub use solve::solve;
