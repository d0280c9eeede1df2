//! Properties that hold for random events and plans.

mod agreement;
mod brute_force;
mod formats;
mod plans;
mod python;
mod refusals;
mod sizes;
// `carnet_solver::solve` does not exist yet.
// mod solve;
mod strategies;
