//! The planner's view of an event: the instance that is built from what the database holds, and what the planner's checker
//! says about a plan of it.
//!
//! Identifiers of the instance are the identities of the database, so they map back as they are, with one exception: a table
//! that is blocked in single slots becomes a room of its own (see [`Tables`]).

mod aside;
mod build;
mod explanation;
mod facts;
mod free;
mod keep;
mod scenario;
pub(crate) mod sent;
mod tables;
mod verdict;
mod wire;

use super::{
    event_rules::within,
    plan::{OwnRule, Place, Waiver, free_table},
};
use crate::{
    Error, Fault, FaultCode, Faults,
    ids::{MeetingId, ParticipantId, RoomId, SlotId},
};
use carnet_solver::{Instance, format::InstanceFile};
pub use explanation::{Explained, Fullness, Obstacle, SharedSlot};
pub use facts::{
    Attendee, BusyFact, EventFacts, Facts, MeetingFact, MeetingKind, ParticipantFact, RoomFact, SessionFact,
    SlotFact,
};
pub use free::Free;
pub use keep::Keep;
pub use scenario::{ExtraParticipant, ExtraTables, LongerSession, Scenario};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::OnceLock,
};
pub use tables::Tables;
pub use verdict::{Because, BrokenRule, Verdict, newly_broken, refusal};
pub(crate) use wire::{of_status, to_status, unplaced};

/// An event as the planner sees it.
#[derive(Clone, Debug)]
pub struct Planning {
    /// What it was built from.
    pub facts: Facts,
    /// The instance on the wire.
    pub file: InstanceFile,
    tables: Tables,
    lineups: BTreeMap<MeetingId, Vec<Vec<ParticipantId>>>,
    /// Whether the instance was found to be valid.
    valid: OnceLock<()>,
}

impl Planning {
    /// Whether the instance is valid: with what the organiser would have to change where it is not.
    pub fn check(&self) -> Result<(), Error> {
        if self.valid.get().is_none() {
            self.instance()?;
            self.valid.get_or_init(|| ());
        }
        Ok(())
    }

    /// An event as it can be planned: without the pins that no plan can keep any more, since somebody went away, signed up,
    /// lost a table or a quota after they were set. Their meetings are left to the planner, which says why they have no place,
    /// and hold nobody else up.
    pub fn plannable(facts: Facts, names: bool) -> Self {
        let mut planning = Self::new(facts, names);
        while !planning.facts.pins.is_empty() {
            let Err(faults) = Instance::new(planning.file.clone()) else {
                planning.valid.get_or_init(|| ());
                break;
            };
            let lost: BTreeSet<MeetingId> =
                faults.0.iter().filter_map(|fault| planning.pinned_at(&fault.path)).collect();
            let mut facts = planning.facts.clone();
            facts.pins.retain(|pin| !lost.contains(&pin.meeting));
            if facts.pins.len() == planning.facts.pins.len() {
                break; // Something else is wrong, which is for whoever plans to hear.
            }
            planning = Self::new(facts, names);
        }
        planning
    }

    /// The meeting whose pin a fault of the instance is about.
    fn pinned_at(&self, path: &str) -> Option<MeetingId> {
        let index = path.strip_prefix("meetings[")?.strip_suffix("].pinned")?;
        self.file.meetings.get(index.parse::<usize>().ok()?)?.id.parse().ok()
    }

    /// The instance, checked: with what the organiser would have to change where it cannot be planned.
    pub fn instance(&self) -> Result<Instance, Error> {
        Instance::new(self.file.clone()).map_err(|faults| not_plannable(&faults, Some(&self.file)))
    }

    /// Who takes part in a meeting in a line-up; nobody where there is no such thing.
    pub fn people(&self, meeting: MeetingId, lineup: i64) -> &[ParticipantId] {
        let lineups = self.lineups.get(&meeting);
        lineups.and_then(|l| l.get(usize::try_from(lineup).ok()?)).map_or(&[], Vec::as_slice)
    }

    /// The line-ups of a meeting: those who agreed, and the alternatives.
    pub fn lineups(&self, meeting: MeetingId) -> &[Vec<ParticipantId>] {
        self.lineups.get(&meeting).map_or(&[], Vec::as_slice)
    }

    /// Faults of a room that the event has not, of a table that the room has not, and of a line-up that the meeting has not.
    /// `path` ends before the field.
    pub fn check_seat(
        &self,
        path: &str,
        (meeting, room): (MeetingId, Option<RoomId>),
        (table, lineup): (Option<i64>, Option<i64>),
        faults: &mut Faults,
    ) {
        match self.facts.rooms.iter().find(|r| Some(r.id) == room) {
            None if room.is_some() => {
                faults.push(Fault::new(format!("{path}room"), FaultCode::UnknownReference));
            }
            known => within(&format!("{path}table"), table, (1, known.map_or(0, |r| r.n_tables)), faults),
        }
        let n_lineups = self.lineups(meeting).len() as i64;
        within(&format!("{path}lineup"), lineup, (0, n_lineups - 1), faults);
    }

    /// Whether the event still agrees on a meeting.
    pub fn knows(&self, meeting: MeetingId) -> bool {
        self.lineups.contains_key(&meeting)
    }

    /// The slots that share a minute with one, itself included.
    pub fn overlapping(&self, slot: SlotId) -> BTreeSet<SlotId> {
        self.facts.overlapping(slot)
    }

    /// The slots that share a minute with one that a side of a meeting gave up, unless the organiser said that it is held there
    /// all the same.
    pub fn given_up(&self) -> BTreeMap<MeetingId, BTreeSet<SlotId>> {
        let waived = |meeting| {
            self.facts.waivers.iter().any(|w: &Waiver| w.meeting == meeting && w.rule == OwnRule::Place)
        };
        let left = self.facts.meetings.iter().filter_map(|m| Some((m.id, m.left?)));
        left.filter(|(m, _)| !waived(*m)).map(|(m, slot)| (m, self.overlapping(slot))).collect()
    }

    /// The places of the published plan that pins hold and that a plan does not know: they were granted after it was made.
    pub fn granted_since(&self, placements: &BTreeMap<MeetingId, Place>) -> BTreeMap<MeetingId, Place> {
        let mut all = placements.clone();
        let mut granted = BTreeMap::new();
        for pin in &self.facts.pins {
            let waived = |w: &Waiver| w.meeting == pin.meeting && w.rule == OwnRule::Pin;
            let known = placements.contains_key(&pin.meeting) || self.facts.waivers.iter().any(waived);
            let place = self.facts.published.get(&pin.meeting).filter(|place| place.slot == pin.slot);
            if let (false, Some(&place)) = (known, place) {
                let overlapping = self.overlapping(place.slot);
                let taken = all.values().any(|other| {
                    (other.room, other.table) == (place.room, place.table)
                        && overlapping.contains(&other.slot)
                });
                let table = if taken { free_table(&all, place.room, &overlapping) } else { place.table };
                let place = Place { table, ..place };
                all.insert(pin.meeting, place);
                granted.insert(pin.meeting, place);
            }
        }
        granted
    }

    /// The placements of the published plan that still are of agreed meetings.
    pub fn published(&self) -> BTreeMap<MeetingId, Place> {
        let known = self.facts.published.iter().filter(|(meeting, _)| self.knows(**meeting));
        known.map(|(&meeting, &place)| (meeting, place)).collect()
    }
}

/// What is wrong with an instance, as faults of the event: which object of it, which of its fields, and of pins what they break.
/// The planner's own sentences are for whoever runs the installation.
pub(crate) fn not_plannable(faults: &carnet_solver::format::Faults, file: Option<&InstanceFile>) -> Error {
    let mut found = Faults::new();
    for fault in &faults.0 {
        tracing::debug!(%fault, "an event cannot be planned as it is");
        let mut told = Fault::new(fault.path.clone(), FaultCode::NotPlannable);
        if let Some((object, id, field)) = file.and_then(|file| object_at(file, &fault.path)) {
            told = told.with("object", object).with("id", id).with("field", field);
        }
        if let Some(Ok(Value::Object(why))) = fault.pin.as_ref().map(serde_json::to_value) {
            told.data.extend(why);
        }
        found.push(told);
    }
    Error::Invalid(found)
}

/// The object of an instance that a path such as `meetings[12].pinned` leads to: its list, its identity and the field.
fn object_at(file: &InstanceFile, path: &str) -> Option<(String, String, String)> {
    let (list, rest) = path.split_once('[')?;
    let (index, field) = rest.split_once(']')?;
    let i: usize = index.parse().ok()?;
    let id = match list {
        "sites" => &file.sites.get(i)?.id,
        "sessions" => &file.sessions.get(i)?.id,
        "slots" => &file.slots.get(i)?.id,
        "rooms" => &file.rooms.get(i)?.id,
        "participants" => &file.participants.get(i)?.id,
        "busy" => &file.busy.get(i)?.id,
        "meetings" => &file.meetings.get(i)?.id,
        _ => return None,
    };
    // Of a table or a session that stands alone, the room or the site.
    let id = id.split('#').next().unwrap_or(id).to_owned();
    Some((list.to_owned(), id, field.trim_start_matches('.').to_owned()))
}
