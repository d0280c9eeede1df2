//! The planner's view of an event: the instance that is built from what the database holds, and what the planner's checker
//! says about a plan of it.
//!
//! Identifiers of the instance are the identities of the database, so they map back as they are, with one exception: a table
//! that is blocked in single slots becomes a room of its own (see [`Tables`]).

mod build;
mod facts;
mod scenario;
mod tables;
mod verdict;
mod wire;

use super::{event_rules::within, plan::Place};
use crate::{
    Error, Fault, FaultCode, Faults,
    ids::{MeetingId, ParticipantId, RoomId, SlotId},
};
use carnet_solver::{Instance, format::InstanceFile};
pub use facts::{
    Attendee, BusyFact, EventFacts, Facts, MeetingFact, MeetingKind, ParticipantFact, RoomFact, SessionFact,
    SlotFact,
};
pub use scenario::{ExtraParticipant, ExtraTables, LongerSession, Scenario};
use std::collections::{BTreeMap, BTreeSet};
pub use tables::Tables;
pub use verdict::{Because, BrokenRule, Verdict, refusal};
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
}

impl Planning {
    /// The instance, checked: with what the organiser would have to change where it cannot be planned.
    pub fn instance(&self) -> Result<Instance, Error> {
        Instance::new(self.file.clone()).map_err(|faults| not_plannable(&faults))
    }

    /// Whether nobody changed the rules so that the instance cannot be planned at all.
    pub fn is_valid(&self) -> bool {
        Instance::new(self.file.clone()).is_ok()
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

    /// Faults of a table that the room has not, and of a line-up that the meeting has not. `path` ends before the field.
    pub fn check_seat(
        &self,
        path: &str,
        (meeting, room): (MeetingId, Option<RoomId>),
        (table, lineup): (Option<i64>, Option<i64>),
        faults: &mut Faults,
    ) {
        let n_tables = self.facts.rooms.iter().find(|r| Some(r.id) == room).map_or(0, |r| r.n_tables);
        within(&format!("{path}table"), table, (1, n_tables), faults);
        let n_lineups = self.lineups(meeting).len() as i64;
        within(&format!("{path}lineup"), lineup, (0, n_lineups - 1), faults);
    }

    /// Whether the event still agrees on a meeting.
    pub fn knows(&self, meeting: MeetingId) -> bool {
        self.lineups.contains_key(&meeting)
    }

    /// The slots that share a minute with one, itself included.
    pub fn overlapping(&self, slot: SlotId) -> BTreeSet<SlotId> {
        let Some(this) = self.facts.slots.iter().find(|s| s.id == slot) else { return BTreeSet::new() };
        let shares = |other: &&SlotFact| other.starts_at < this.ends_at && this.starts_at < other.ends_at;
        self.facts.slots.iter().filter(shares).map(|s| s.id).collect()
    }

    /// The placements of the published plan that still are of agreed meetings.
    pub fn published(&self) -> BTreeMap<MeetingId, Place> {
        let known = self.facts.published.iter().filter(|(meeting, _)| self.knows(**meeting));
        known.map(|(&meeting, &place)| (meeting, place)).collect()
    }
}

/// What is wrong with an instance, as faults of the event.
pub(crate) fn not_plannable(faults: &carnet_solver::format::Faults) -> Error {
    let mut found = Faults::new();
    for fault in &faults.0 {
        let text = Fault::new(fault.path.clone(), FaultCode::NotPlannable);
        found.push(text.with("problem", fault.problem.clone()).with("remedy", fault.remedy.clone()));
    }
    Error::Invalid(found)
}
