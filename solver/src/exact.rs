//! Exact methods: integer programs on HiGHS and clauses on CaDiCaL, each with a proof of what it leaves out.
//!
//! Nothing outside this module knows `good_lp`, HiGHS or rustsat, and floating-point numbers stay inside it: what goes
//! out are spots and whole-numbered bounds.

mod flow;
mod highs;
mod limits;
mod program;
mod sat;
mod spots;
mod window;

pub(crate) use flow::flow_bound;
pub(crate) use limits::{BackendError, Limits, Status};
pub(crate) use program::{Program, Row, Var, round_up};
pub(crate) use sat::{Aim, Answer, Sat};
pub(crate) use spots::all_spots;
pub(crate) use window::improve;

#[cfg(test)]
mod testing;
