//! Exact methods: integer programs on HiGHS and clauses on CaDiCaL, each with a proof of what it leaves out.
//!
//! Nothing outside this module knows good_lp, HiGHS or rustsat, and floating-point numbers stay inside it: what goes
//! out are spots and whole-numbered bounds.

mod highs;
mod limits;
mod program;

pub(crate) use limits::{BackendError, Limits, OnIncumbent, Relaxed, Solved, Status};
pub(crate) use program::{Program, Row, Var, round_up};
