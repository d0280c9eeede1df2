//! What a run begins with: pins, and the plan that exists.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::config::Mode;
use crate::format::{Assignment, Fault, Faults, InstanceFile, Plan, Previous};
use crate::instance::{Instance, MeetingIdx};
use crate::outcome::SolveError;
use crate::place::Spot;
use crate::search::State;
use crate::seating::Seats;
use crate::standing::{self, Kept, Names};

/// The plan that a run starts from, in the terms of the instance.
pub(crate) struct Known<'a> {
    instance: Cow<'a, Instance>,
    /// The instance as the caller gave it.
    asked: &'a InstanceFile,
    mode: &'a Mode,
    /// Where meetings stand that may not move.
    kept: BTreeMap<MeetingIdx, Kept>,
    seats: Seats,
}

impl<'a> Known<'a> {
    /// Reads the plan of the mode, and refuses one that the instance does not allow to start from.
    pub(crate) fn new(asked: &'a Instance, mode: &'a Mode) -> Result<Self, SolveError> {
        let n = asked.meetings.len();
        let mut known = Self {
            instance: Cow::Borrowed(asked),
            asked: asked.file(),
            mode,
            kept: BTreeMap::new(),
            seats: vec![None; n],
        };
        match mode {
            Mode::Free => {}
            Mode::Keep(plan) => known.keep(asked, plan)?,
            Mode::Replan { plan, .. } => known.instance = Cow::Owned(with_previous(asked, plan)?),
        }
        Ok(known)
    }

    /// The instance to plan: the one given, with the plan to change as its `previous`.
    pub(crate) fn instance(&self) -> &Instance {
        &self.instance
    }

    /// The file that the caller gave.
    pub(crate) fn asked(&self) -> &InstanceFile {
        self.asked
    }

    /// Seats that may not change.
    pub(crate) fn seats(&self) -> &Seats {
        &self.seats
    }

    fn keep(&mut self, instance: &Instance, plan: &Plan) -> Result<(), SolveError> {
        for (m, kept) in standing::read(instance, plan)? {
            // A pin is the newer word: its meeting goes there, or the run says that it cannot.
            if !kept.obeys(instance.meetings[m.at()].pin) {
                continue;
            }
            self.kept.insert(m, kept);
            self.seats[m.at()] = Some((kept.room, kept.table));
        }
        Ok(())
    }

    /// Places pins, what is kept, and what people know where it is still possible.
    pub(crate) fn place(&self, state: &mut State<'_>) -> Result<(), SolveError> {
        for (&m, kept) in &self.kept {
            let pool = state.flat.pools.of_room[kept.room.at()];
            state.place(m.0, Spot { slot: kept.slot, lineup: kept.lineup, pool });
            state.fixed[m.at()] = true;
        }
        place_pins(state)?;
        place_previous(state, false);
        if let Mode::Replan { max_changes, .. } = self.mode {
            let forced = usize::try_from(state.values().get(crate::format::Criterion::Changes)).unwrap_or(0);
            if forced > *max_changes {
                return Err(SolveError::TooFewChanges { needed: forced, allowed: *max_changes });
            }
            state.change_limit = *max_changes as i64;
        }
        Ok(())
    }

    /// Participants whose agenda is not the one that they knew, in the order of the instance.
    pub(crate) fn changed_agendas(&self, plan: &Plan) -> Vec<String> {
        let before: Vec<Assignment> = match self.mode {
            Mode::Keep(old) | Mode::Replan { plan: old, .. } => old.assignments.clone(),
            Mode::Free => previous_assignments(self.asked),
        };
        if before.is_empty() {
            return Vec::new();
        }
        let (old, new) = (agendas(self.asked, &before), agendas(self.asked, &plan.assignments));
        let changed = |id: &&String| old.get(id.as_str()) != new.get(id.as_str());
        self.asked.participants.iter().map(|p| &p.id).filter(changed).cloned().collect()
    }
}

/// Meeting, line-up, slot and room of everybody; a table is not part of what makes an agenda another one.
fn agendas<'f>(
    file: &'f InstanceFile,
    rows: &'f [Assignment],
) -> BTreeMap<&'f str, BTreeSet<(&'f str, i64, &'f str, &'f str)>> {
    let meetings: BTreeMap<&str, &crate::format::Meeting> =
        file.meetings.iter().map(|m| (m.id.as_str(), m)).collect();
    let mut agendas: BTreeMap<&str, BTreeSet<(&str, i64, &str, &str)>> = BTreeMap::new();
    for row in rows {
        let Some(meeting) = meetings.get(row.meeting.as_str()) else { continue };
        let people = match usize::try_from(row.lineup) {
            Ok(0) | Err(_) => Some(&meeting.attendees),
            Ok(k) => meeting.alternatives.get(k - 1),
        };
        for person in people.into_iter().flatten() {
            agendas.entry(person).or_default().insert((&row.meeting, row.lineup, &row.slot, &row.room));
        }
    }
    agendas
}

fn previous_assignments(file: &InstanceFile) -> Vec<Assignment> {
    let row = |p: &Previous| Assignment {
        meeting: p.meeting.clone(),
        slot: p.slot.clone(),
        room: p.room.clone(),
        table: p.table.map_or(0, i64::from),
        lineup: p.lineup.map_or(0, i64::from),
    };
    file.previous.iter().map(row).collect()
}

/// The instance with a plan as what people know. Meetings, slots and rooms that no longer exist are left out.
fn with_previous(instance: &Instance, plan: &Plan) -> Result<Instance, SolveError> {
    let mut file = instance.file().clone();
    let names = Names::new(instance.file());
    let known = |row: &&Assignment| names.find(row).is_some();
    let whole = |number: i64| u32::try_from(number).ok();
    file.previous = plan
        .assignments
        .iter()
        .filter(known)
        .map(|row| Previous {
            meeting: row.meeting.clone(),
            slot: row.slot.clone(),
            room: row.room.clone(),
            table: whole(row.table),
            lineup: whole(row.lineup),
        })
        .collect();
    Instance::new(file).map_err(SolveError::Plan)
}

/// Places the pinned meetings. A pin may leave the line-up or the room open: then what people know comes first, unless
/// another pin cannot stand beside it.
fn place_pins(state: &mut State<'_>) -> Result<(), SolveError> {
    let instance = state.flat.instance;
    let mut pinned: Vec<MeetingIdx> = instance
        .meeting_indices()
        .filter(|m| instance.meetings[m.at()].pin.is_some() && state.spot(m.0).is_none())
        .collect();
    // Those with the fewest rooms first, so that they find a table there.
    pinned.sort_by_key(|m| (instance.meetings[m.at()].rooms.len(), m.0));
    place_previous(state, true);
    let free = |state: &State<'_>, m: MeetingIdx| crate::search::free_spot(state, m.0);
    if place_each(state, &pinned, free).is_err() {
        for m in &pinned {
            state.remove(m.0);
        }
        place_each(state, &pinned, possible_spot)?;
    }
    for m in pinned {
        state.fixed[m.at()] = true;
    }
    Ok(())
}

/// The spot of a pin with the line-up that goes together with all other pins.
fn possible_spot(state: &State<'_>, m: MeetingIdx) -> Option<Spot> {
    let pin = state.flat.instance.meetings[m.at()].pin?;
    let lineup = u8::try_from(pin.possible).ok()?;
    let pool = state.free_pool(m.0, pin.slot.0)?;
    state.fits(m.0, lineup, pin.slot.0).then_some(Spot { slot: pin.slot, lineup, pool })
}

fn place_each(
    state: &mut State<'_>,
    pinned: &[MeetingIdx],
    spot_of: impl Fn(&State<'_>, MeetingIdx) -> Option<Spot>,
) -> Result<(), SolveError> {
    for &m in pinned {
        if state.spot(m.0).is_some() {
            continue;
        }
        let Some(spot) = spot_of(state, m) else {
            let id = &state.flat.instance.file().meetings[m.at()].id;
            let fault = Fault::new(
                format!("meetings[{}].pinned", m.at()),
                format!("the pin of {id:?} has no place beside the other pins and what is kept"),
                "move or drop a pin",
            );
            return Err(SolveError::Plan(Faults(vec![fault])));
        };
        state.place(m.0, spot);
    }
    Ok(())
}

/// Puts back every meeting, or every pinned one, that can stand where people know it.
fn place_previous(state: &mut State<'_>, pinned_only: bool) {
    let instance = state.flat.instance;
    let pinned = |m: MeetingIdx| instance.meetings[m.at()].pin.is_some();
    for entry in instance.previous.iter().filter(|entry| !pinned_only || pinned(entry.meeting)) {
        let m = entry.meeting.0;
        let n_lineups = state.flat.n_lineups(m);
        let known = entry.lineup.and_then(|k| u8::try_from(k).ok()).filter(|&k| k < n_lineups);
        let pool = state.flat.pools.of_room[entry.room.at()];
        let allowed = state.flat.pools.allow(entry.meeting, entry.slot, pool);
        if state.spot(m).is_some() || !allowed || !state.has_room(pool, entry.slot.0) {
            continue;
        }
        let lineup = known.into_iter().chain(0..n_lineups).find(|&k| state.fits(m, k, entry.slot.0));
        if let Some(lineup) = lineup {
            state.place(m, Spot { slot: entry.slot, lineup, pool });
        }
    }
}
