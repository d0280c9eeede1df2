//! Synthetic events: from a recipe and a seed to an instance that [`crate::Instance::new`] accepts.
//!
//! The same recipe gives the same instance on any machine. Names are made of syllables and name nobody.

mod hidden;
mod meetings;
mod names;
mod people;
mod pick;
mod places;
mod recipe;

use fastrand::Rng;

use crate::format::{InstanceFile, InstanceFormat, Limits};

pub use recipe::Recipe;

/// Makes the event of a recipe. Where so many meetings cannot be found (everybody has as many as the recipe allows), the event
/// has fewer than the recipe asks for.
pub fn generate(recipe: &Recipe) -> InstanceFile {
    let mut rng = Rng::with_seed(recipe.seed);
    let places = places::places(recipe);
    let crowd = people::crowd(recipe, &places, &mut rng);
    let meetings = meetings::meetings(recipe, &places, &crowd, &mut rng);
    InstanceFile {
        format: InstanceFormat::V1,
        name: recipe.name.clone(),
        origin: None,
        timezone: None,
        rooms: places.rooms(recipe, &crowd),
        sites: places.sites,
        travel: places.travel,
        sessions: places.sessions,
        slots: places.slots,
        participants: crowd.participants,
        busy: crowd.busy,
        meetings,
        previous: Vec::new(),
        limits: Limits { max_break_spread: recipe.max_break_spread },
        blocked_slots_are_idle: recipe.blocked_slots_are_idle,
        criteria: recipe.criteria.clone(),
    }
}

#[cfg(test)]
mod tests;
