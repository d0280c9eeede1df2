//! Which meetings could go elsewhere in a plan.

use super::seated::Seated;
use crate::search::State;

/// Whether each meeting alone has another place in a given plan, as far as known.
pub(super) struct Movable(Vec<Option<bool>>);

impl Movable {
    /// Nothing known yet.
    pub(super) fn new(state: &State<'_>) -> Self {
        Self(vec![None; state.spots().len()])
    }

    /// Finds out about all meetings, before the plan is changed.
    pub(super) fn find_out(&mut self, seated: &mut Seated<'_>) {
        for m in 0..self.0.len() as u32 {
            self.is_movable(seated, m);
        }
    }

    /// Whether a meeting has another place; remembered, as it is asked for over and over.
    pub(super) fn is_movable(&mut self, seated: &mut Seated<'_>, meeting: u32) -> bool {
        if let Some(known) = self.0[meeting as usize] {
            return known;
        }
        let movable = !seated.is_firm(meeting) && has_other_place(seated, meeting);
        self.0[meeting as usize] = Some(movable);
        movable
    }
}

fn has_other_place(seated: &mut Seated<'_>, meeting: u32) -> bool {
    let Some(place) = seated.remove(meeting) else { return false };
    let state = &seated.state;
    let is_free = |slot: u32| {
        // In its own slot another room may do, where there is one.
        slot == place.slot.0 && state.flat.instance.rooms.len() > 1
            || slot != place.slot.0 && state.free_pool(meeting, slot).is_some()
    };
    let elsewhere = (0..state.flat.n_lineups(meeting)).any(|lineup| {
        let slots = state.flat.slots(state.flat.option(meeting, lineup));
        slots.iter().any(|&slot| state.fits(meeting, lineup, slot) && is_free(slot))
    });
    seated.place(meeting, place);
    elsewhere
}
