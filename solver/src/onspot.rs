//! Changing a plan that people already know, one meeting at a time: why a meeting has no place, and where it could go.
//!
//! Everything here looks at one plan, changes it a little, measures, and takes the change back; nothing searches for a
//! whole plan (see [`crate::solve`] with [`crate::Mode::Keep`] and [`crate::Mode::Replan`] for that).

mod change;
mod explain;
mod insert;
mod movable;
mod moves;
mod relax;
mod relaxation;
mod seated;
mod tables;
mod text;
mod wire;

#[cfg(test)]
mod tests;

pub(crate) use change::Change;
pub(crate) use moves::Search;
pub(crate) use relax::smallest;
pub(crate) use seated::{Seated, Spread};

pub use explain::{CommonSlot, Explanation, Obstacle, Person, explain};
pub use insert::{Insertion, Row, insert};
pub use relaxation::Relaxation;
pub use wire::{Moved, Place, Rise};

use crate::format::Plan;
use crate::instance::{Instance, MeetingIdx};
use crate::near::near;
use crate::outcome::SolveError;
use crate::place::{Grain, Pools};
use crate::search::{Flat, State};
use crate::standing;

/// The meeting with an identifier.
fn find_meeting(instance: &Instance, id: &str) -> Result<u32, SolveError> {
    let meetings = &instance.file().meetings;
    let found = meetings.iter().position(|m| m.id == id);
    found.map(|i| MeetingIdx::new(i).0).ok_or_else(|| SolveError::UnknownMeeting {
        id: id.to_owned(),
        like: near(id, meetings.iter().map(|m| (m.id.as_str(), m.name.as_deref()))),
    })
}

/// Looks at a plan with its tables; one in which a meeting stands where it may not is refused.
fn open_plan<T>(
    instance: &Instance,
    plan: &Plan,
    look: impl FnOnce(&mut Seated<'_>) -> T,
) -> Result<T, SolveError> {
    let standing = standing::read(instance, plan)?;
    let pools = Pools::new(instance, Grain::Room);
    let flat = Flat::new(instance, &pools);
    let mut seated = Seated::new(State::new(&flat));
    for (m, kept) in standing {
        seated.place(m.0, kept);
    }
    seated.set_base();
    Ok(look(&mut seated))
}
