//! Plans of the database as plans on the wire, and back.

use super::Planning;
use crate::{
    Error, Fault, FaultCode, Faults,
    domain::plan::{Circumstances, Place, PlanStatus, Score, Unplaced, UnplacedReason},
    ids::MeetingId,
};
use carnet_solver::format::{self, Assignment, PlanFormat, Reason, Status};
use std::collections::{BTreeMap, BTreeSet};

impl Planning {
    /// A plan on the wire. Meetings that were agreed after it was made are unplaced in it; cancelled ones are not in it.
    pub fn to_wire(
        &self,
        placements: &BTreeMap<MeetingId, Place>,
        unplaced: &[Unplaced],
        score: &Score,
    ) -> format::Plan {
        let assignments = placements.iter().filter(|(meeting, _)| self.knows(**meeting));
        format::Plan {
            format: PlanFormat::V1,
            instance: self.file.name.clone(),
            assignments: assignments.map(|(&meeting, place)| self.assignment(meeting, place)).collect(),
            score: score.clone(),
            bounds: Score::default(),
            status: Status::Feasible,
            unplaced: self
                .left_out(placements, unplaced)
                .into_iter()
                .map(|u| format::Unplaced {
                    meeting: u.meeting.to_string(),
                    reason: to_reason(u.reason),
                    detail: u.detail.text,
                })
                .collect(),
        }
    }

    /// A placement on the wire.
    pub fn assignment(&self, meeting: MeetingId, place: &Place) -> Assignment {
        let (room, table) = self.tables.to_wire(place.room, place.table);
        let slot = place.slot.to_string();
        Assignment { meeting: meeting.to_string(), slot, room, table, lineup: place.lineup }
    }

    /// A place of the database; none where room or slot are no identities.
    pub fn place(&self, slot: &str, room: &str, table: i64, lineup: i64) -> Option<Place> {
        let (room, table) = self.tables.of_wire(room, table)?;
        Some(Place { slot: slot.parse().ok()?, room, table, lineup })
    }

    /// The placements of a plan on the wire, or what in it does not exist.
    pub fn placements(&self, plan: &format::Plan) -> Result<BTreeMap<MeetingId, Place>, Error> {
        let slots: BTreeSet<&str> = self.file.slots.iter().map(|s| s.id.as_str()).collect();
        let rooms: BTreeSet<&str> = self.file.rooms.iter().map(|r| r.id.as_str()).collect();
        let mut faults = Faults::new();
        let mut placements = BTreeMap::new();
        for (i, row) in plan.assignments.iter().enumerate() {
            let mut missing = |field: &str, value: &str| {
                let path = format!("assignments[{i}].{field}");
                faults.push(Fault::new(path, FaultCode::UnknownReference).with("value", value));
            };
            let meeting = row.meeting.parse().ok().filter(|m| self.knows(*m));
            if meeting.is_none() {
                missing("meeting", &row.meeting);
            }
            if !slots.contains(row.slot.as_str()) {
                missing("slot", &row.slot);
            }
            let place = self.place(&row.slot, &row.room, row.table, row.lineup);
            if !rooms.contains(row.room.as_str()) {
                missing("room", &row.room);
            } else if place.is_none() {
                missing("table", &row.table.to_string());
            }
            if let (Some(meeting), Some(place)) = (meeting, place)
                && placements.insert(meeting, place).is_some()
            {
                faults.push(Fault::new(format!("assignments[{i}].meeting"), FaultCode::Duplicate));
            }
        }
        faults.check()?;
        Ok(placements)
    }
}

/// The meetings that a plan from elsewhere leaves out.
pub(crate) fn unplaced(plan: &format::Plan) -> Vec<Unplaced> {
    let one = |u: &format::Unplaced| {
        let detail = Circumstances { text: u.detail.clone(), ..Circumstances::default() };
        Some(Unplaced { meeting: u.meeting.parse().ok()?, reason: of_reason(u.reason), detail })
    };
    plan.unplaced.iter().filter_map(one).collect()
}

/// How much is proven, in words of the database.
pub(crate) const fn of_status(status: Status) -> PlanStatus {
    match status {
        Status::Optimal => PlanStatus::Optimal,
        Status::FirstOptimal => PlanStatus::FirstOptimal,
        Status::Feasible => PlanStatus::Feasible,
    }
}

/// How much is proven, in words of the format.
pub(crate) const fn to_status(status: PlanStatus) -> Status {
    match status {
        PlanStatus::Optimal => Status::Optimal,
        PlanStatus::FirstOptimal => Status::FirstOptimal,
        PlanStatus::Feasible => Status::Feasible,
    }
}

pub(crate) const fn of_reason(reason: Reason) -> UnplacedReason {
    match reason {
        Reason::NoCommonSlot => UnplacedReason::NoCommonSlot,
        Reason::ParticipantFull => UnplacedReason::ParticipantFull,
        Reason::RoomsFull => UnplacedReason::RoomsFull,
        Reason::BlockedByPin => UnplacedReason::BlockedByPin,
        Reason::Precedence => UnplacedReason::Precedence,
        Reason::BreakLimit => UnplacedReason::BreakLimit,
        Reason::NotReached => UnplacedReason::NotReached,
    }
}

const fn to_reason(reason: UnplacedReason) -> Reason {
    match reason {
        UnplacedReason::NoCommonSlot => Reason::NoCommonSlot,
        UnplacedReason::ParticipantFull => Reason::ParticipantFull,
        UnplacedReason::RoomsFull => Reason::RoomsFull,
        UnplacedReason::BlockedByPin => Reason::BlockedByPin,
        UnplacedReason::Precedence => Reason::Precedence,
        UnplacedReason::BreakLimit => Reason::BreakLimit,
        UnplacedReason::NotReached => Reason::NotReached,
    }
}
