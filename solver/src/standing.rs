//! A plan file in the terms of an instance: where its meetings stand.

use std::collections::BTreeMap;

use crate::check::{Rule, check};
use crate::format::{Assignment, Fault, Faults, InstanceFile, Plan};
use crate::instance::{Instance, MeetingIdx, PinData, RoomIdx, SlotIdx};
use crate::outcome::SolveError;

/// Where a meeting of a plan stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kept {
    pub(crate) slot: SlotIdx,
    pub(crate) room: RoomIdx,
    /// From 1.
    pub(crate) table: usize,
    pub(crate) lineup: u8,
}

impl Kept {
    /// A slot and a line-up, with room and table still open.
    pub(crate) fn somewhere(slot: u32, lineup: u8) -> Self {
        Self { slot: SlotIdx(slot), room: RoomIdx(0), table: 0, lineup }
    }

    /// Whether a pin lets the meeting stand here.
    pub(crate) fn obeys(&self, pin: Option<PinData>) -> bool {
        pin.is_none_or(|pin| {
            pin.slot == self.slot
                && pin.room.is_none_or(|room| room == self.room)
                && pin.lineup.is_none_or(|lineup| lineup == usize::from(self.lineup))
        })
    }
}

/// Where every meeting of a plan stands; a plan in which one stands where it may not is refused.
pub(crate) fn read(instance: &Instance, plan: &Plan) -> Result<Vec<(MeetingIdx, Kept)>, SolveError> {
    let fault = |violation| {
        Fault::new("assignments", violation, "every meeting of a plan to keep must stand where it may")
    };
    let faults: Vec<Fault> = check_placements(instance.file(), plan).into_iter().map(fault).collect();
    if !faults.is_empty() {
        return Err(SolveError::Plan(Faults(faults)));
    }
    let names = Names::new(instance.file());
    Ok(plan.assignments.iter().filter_map(|row| names.find(row)).collect())
}

/// What is wrong with where a plan's meetings stand; its score, bounds and unplaced meetings do not matter here.
fn check_placements(file: &InstanceFile, plan: &Plan) -> Vec<String> {
    let about_places = |rule: Rule| {
        !matches!(
            rule,
            Rule::H7 | Rule::H9 | Rule::H10 | Rule::Score | Rule::Bounds | Rule::Status | Rule::Instance
        )
    };
    check(file, plan).violations.iter().filter(|v| about_places(v.rule)).map(ToString::to_string).collect()
}

/// Positions by identifier.
pub(crate) struct Names<'f> {
    meetings: BTreeMap<&'f str, MeetingIdx>,
    slots: BTreeMap<&'f str, SlotIdx>,
    rooms: BTreeMap<&'f str, RoomIdx>,
}

impl<'f> Names<'f> {
    pub(crate) fn new(file: &'f InstanceFile) -> Self {
        let (meetings, slots, rooms) = (file.meetings.iter(), file.slots.iter(), file.rooms.iter());
        Self {
            meetings: meetings.enumerate().map(|(i, x)| (x.id.as_str(), MeetingIdx::new(i))).collect(),
            slots: slots.enumerate().map(|(i, x)| (x.id.as_str(), SlotIdx::new(i))).collect(),
            rooms: rooms.enumerate().map(|(i, x)| (x.id.as_str(), RoomIdx::new(i))).collect(),
        }
    }

    /// Where an assignment says that its meeting stands; `None` where something in it does not exist.
    pub(crate) fn find(&self, row: &Assignment) -> Option<(MeetingIdx, Kept)> {
        let kept = Kept {
            slot: *self.slots.get(row.slot.as_str())?,
            room: *self.rooms.get(row.room.as_str())?,
            table: usize::try_from(row.table).ok()?,
            lineup: u8::try_from(row.lineup).ok()?,
        };
        Some((*self.meetings.get(row.meeting.as_str())?, kept))
    }
}
