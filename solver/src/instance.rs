//! A valid event, in the dense form that the planner works on.
//!
//! [`Instance::new`] is the only way in: what it lets through keeps every rule of `docs/formats.md`, so nothing
//! behind it checks references, intervals or pins again.

mod build;
mod ids;
mod pins;
mod validate;

pub(crate) use ids::{MeetingIdx, ParticipantIdx, RoomIdx, SessionIdx, SiteIdx, SlotIdx};

use crate::bits::Bits;
use crate::format::{Criterion, Faults, InstanceFile};

/// A validated event with everything that the planner looks up precomputed.
#[derive(Clone, Debug)]
pub struct Instance {
    pub(crate) file: InstanceFile,
    pub(crate) sessions: Vec<SessionData>,
    pub(crate) slots: Vec<SlotData>,
    pub(crate) rooms: Vec<RoomData>,
    pub(crate) participants: Vec<ParticipantData>,
    pub(crate) meetings: Vec<MeetingData>,
    /// How many (site, start of a slot) pairs there are: see [`SlotData::ticks`].
    pub(crate) n_ticks: usize,
    /// Entries of `previous`, in the file's order.
    pub(crate) previous: Vec<PreviousData>,
}

/// A session.
#[derive(Clone, Debug)]
pub(crate) struct SessionData {
    pub(crate) site: SiteIdx,
    /// Its slots by start.
    pub(crate) slots: Vec<SlotIdx>,
}

/// A slot.
#[derive(Clone, Debug)]
pub(crate) struct SlotData {
    pub(crate) session: SessionIdx,
    pub(crate) site: SiteIdx,
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Position in its session.
    pub(crate) rank: usize,
    /// Other slots that nobody can use beside this one: they overlap, or the way between the sites is too long.
    pub(crate) conflicts: Vec<SlotIdx>,
    /// Other slots that share a minute with this one.
    pub(crate) overlaps: Vec<SlotIdx>,
    /// The starts of slots of the same site that fall into this slot, numbered over the whole event. Slots of a site
    /// hold too many meetings at some minute if and only if they do at one of these.
    pub(crate) ticks: Vec<usize>,
}

/// A room.
#[derive(Clone, Debug)]
pub(crate) struct RoomData {
    pub(crate) site: SiteIdx,
    pub(crate) tables: usize,
    /// Slots of its site in which it can be used.
    pub(crate) open: Bits,
}

/// A participant.
#[derive(Clone, Debug)]
pub(crate) struct ParticipantData {
    /// Slots in which the participant can meet: available, and no busy interval in the way.
    pub(crate) free: Bits,
    /// Slots that count as idle inside a gap when no meeting overlaps them.
    pub(crate) idle_able: Bits,
    /// Quota; `usize::MAX` when there is none.
    pub(crate) max_meetings: usize,
    /// Promised minimum, at most the demand.
    pub(crate) promised: usize,
    /// Meetings with the participant in some line-up.
    pub(crate) meetings: Vec<MeetingIdx>,
}

/// A meeting.
#[derive(Clone, Debug)]
pub(crate) struct MeetingData {
    /// Line-up 0 and the alternatives.
    pub(crate) lineups: Vec<Lineup>,
    pub(crate) priority: i64,
    /// What the criterion `order` counts when it is left out.
    pub(crate) order_cost: i64,
    /// Rooms that it allows.
    pub(crate) rooms: Bits,
    /// Meetings that must end before it starts.
    pub(crate) after: Vec<MeetingIdx>,
    /// Meetings that must start after its end.
    pub(crate) before: Vec<MeetingIdx>,
    pub(crate) pin: Option<PinData>,
    /// Its entry in `previous`.
    pub(crate) previous: Option<PreviousData>,
}

/// Who sits together, and when they can.
#[derive(Clone, Debug)]
pub(crate) struct Lineup {
    pub(crate) people: Vec<ParticipantIdx>,
    /// Slots that the meeting allows, in which everybody is free and an allowed room is open; a pin leaves one.
    pub(crate) slots: Bits,
}

/// An organiser's standing decision.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PinData {
    pub(crate) slot: SlotIdx,
    pub(crate) room: Option<RoomIdx>,
    pub(crate) lineup: Option<usize>,
    /// A line-up that goes together with those of all other pins.
    pub(crate) possible: usize,
}

/// An entry of the plan that people know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PreviousData {
    pub(crate) meeting: MeetingIdx,
    pub(crate) slot: SlotIdx,
    pub(crate) room: RoomIdx,
    pub(crate) table: Option<usize>,
    pub(crate) lineup: Option<usize>,
}

/// The most faults that are told of one file: nobody reads more, and each of very many pins may clash with each other one.
const MOST_FAULTS: usize = 1000;

impl Instance {
    /// Validates a file and prepares it for planning. Every fault is collected, up to a thousand.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "the instance keeps the file: a caller has no further use for it"
    )]
    pub fn new(file: InstanceFile) -> Result<Self, Faults> {
        let mut faults = Vec::new();
        let names = validate::validate(&file, &mut faults);
        if !faults.is_empty() {
            return Err(Faults(faults));
        }
        let mut instance = build::build(&file, &names);
        for (m, lineup) in pins::check(&instance, &mut faults) {
            if let Some(pin) = &mut instance.meetings[m.at()].pin {
                pin.possible = lineup;
            }
        }
        if faults.is_empty() { Ok(instance) } else { Err(Faults(faults)) }
    }

    /// Reads and validates the text of an instance file.
    pub fn read(text: &str) -> Result<Self, Faults> {
        Self::new(crate::format::read_instance(text)?)
    }

    /// The file that it was made from.
    pub fn file(&self) -> &InstanceFile {
        &self.file
    }

    /// What plans of this event are compared by, the first deciding.
    pub fn criteria(&self) -> &[Criterion] {
        &self.file.criteria
    }

    /// Whether plans of this event are judged by the criterion.
    pub(crate) fn judges(&self, criterion: Criterion) -> bool {
        self.file.criteria.contains(&criterion)
    }

    /// The limit on the spread of breaks, where there is one.
    pub(crate) fn max_break_spread(&self) -> Option<usize> {
        self.file.limits.max_break_spread.map(|d| d as usize)
    }

    /// Every meeting.
    pub(crate) fn meeting_indices(&self) -> impl DoubleEndedIterator<Item = MeetingIdx> + use<> {
        (0..self.meetings.len() as u32).map(MeetingIdx)
    }

    /// Whether a meeting in one slot must be over before the other begins.
    pub(crate) fn ends_before(&self, first: SlotIdx, second: SlotIdx) -> bool {
        self.slots[first.at()].end <= self.slots[second.at()].start
    }

    /// Whether nobody can be in both slots.
    pub(crate) fn clash(&self, a: SlotIdx, b: SlotIdx) -> bool {
        a == b || self.slots[a.at()].conflicts.contains(&b)
    }

    /// Whether the meeting itself may be held in the slot, whoever comes and whatever room is open.
    pub(crate) fn admits(&self, meeting: MeetingIdx, slot: SlotIdx) -> bool {
        build::slot_is_allowed(&self.file.meetings[meeting.at()], &self.file.slots[slot.at()])
    }

    /// Allowed rooms of the meeting that are open in the slot.
    pub(crate) fn rooms_in(&self, meeting: MeetingIdx, slot: SlotIdx) -> impl Iterator<Item = RoomIdx> {
        let allowed = &self.meetings[meeting.at()].rooms;
        allowed.iter().map(RoomIdx::new).filter(move |r| self.rooms[r.at()].open.contains(slot.at()))
    }
}
