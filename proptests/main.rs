//! Properties that hold for random events and plans.

mod agreement;
mod brute_force;
mod formats;
mod plans;
mod python;
mod refusals;
mod sizes;
mod solve;
mod strategies;
mod threads;
