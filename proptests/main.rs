//! Properties that hold for random events and plans.

mod agreement;
mod formats;
mod plans;
mod python;
mod refusals;
mod strategies;
