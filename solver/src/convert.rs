//! Instances from other formats.

mod b2bsp;
mod dzn;

pub use b2bsp::b2bsp;
