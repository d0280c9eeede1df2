//! The two JSON formats, `carnet-instance/1` and `carnet-plan/1`, as written in `docs/formats.md`.
//!
//! Here stand the types that go over the wire and how they are read; what they mean is the business of
//! [`crate::Instance`] and [`crate::check`].

mod criterion;
mod fault;
mod instance;
mod plan;
mod read;

pub use criterion::{Criterion, Score};
pub use fault::{Fault, Faults, PinFault};
pub use instance::{
    Busy, InstanceFile, InstanceFormat, Limits, Meeting, Participant, Pin, Previous, Room, Session, Site,
    Slot, Travel,
};
pub use plan::{Assignment, Plan, PlanFormat, Reason, Status, Unplaced};
pub(crate) use read::from_value;
pub use read::{instance_schema, plan_schema, read_instance, read_plan, write_json};
