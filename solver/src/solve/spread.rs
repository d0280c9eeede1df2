//! The limit on the spread of breaks (H10), where improving agendas did not reach it.

use crate::outcome::SolveError;
use crate::search::State;

/// Drops meetings of those with the most breaks until the limit holds; says whether any had to go.
pub(crate) fn enforce(state: &mut State<'_>) -> Result<bool, SolveError> {
    let Some(limit) = state.flat.spread else { return Ok(false) };
    let n_people = state.flat.instance.participants.len() as u32;
    let mut dropped = false;
    loop {
        let breaks = |p: u32| state.gaps_of(p).breaks;
        let fewest = (0..n_people).map(breaks).min().unwrap_or(0);
        let Some(worst) = (0..n_people).max_by_key(|&p| (breaks(p), p)) else { return Ok(dropped) };
        if breaks(worst) - fewest <= limit {
            return Ok(dropped);
        }
        let Some(meeting) = cheapest_to_drop(state, worst) else { return Err(SolveError::BreakSpread) };
        state.remove(meeting);
        dropped = true;
    }
}

/// The meeting of a participant whose loss costs least: lowest priority, latest request.
fn cheapest_to_drop(state: &State<'_>, person: u32) -> Option<u32> {
    let instance = state.flat.instance;
    let sits = |m: u32| {
        let option = |lineup| state.flat.people(state.flat.option(m, lineup)).contains(&person);
        !state.fixed[m as usize] && state.spot(m).is_some_and(|spot| option(spot.lineup))
    };
    let mine = instance.participants[person as usize].meetings.iter().map(|m| m.0).filter(|&m| sits(m));
    mine.min_by_key(|&m| {
        (instance.meetings[m as usize].priority, instance.meetings[m as usize].order_cost, m)
    })
}
