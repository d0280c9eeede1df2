//! The instance once more, laid out in flat arrays for the inner loops.

use crate::bounds::n_starts;
use crate::instance::{Instance, MeetingIdx, ParticipantData, SlotIdx};
use crate::place::{PoolIdx, Pools};

/// "No meeting" and "no slot" in flat arrays.
pub(crate) const NONE: u32 = u32::MAX;

/// Read-only tables of the inner loops.
///
/// An *option* is a meeting with one of its line-ups; options of a meeting stand side by side. A participant's slots
/// are bits of `width` words, each session beginning a word of its own, in the session's order.
pub(crate) struct Flat<'a> {
    pub(crate) instance: &'a Instance,
    pub(crate) pools: &'a Pools,
    pub(crate) n_slots: usize,
    /// First option of each meeting; one more entry at the end.
    first_option: Vec<u32>,
    /// People of each option, as a range of `people`.
    people_range: Vec<(u32, u32)>,
    people: Vec<u32>,
    /// Allowed slots of each option.
    slots_range: Vec<(u32, u32)>,
    slots: Vec<u32>,
    slot_words: usize,
    slot_bits: Vec<u64>,
    /// Words of a participant's row.
    pub(crate) width: usize,
    /// Word and bit of each slot in a row.
    pub(crate) bit_of: Vec<(u32, u32)>,
    /// Words of each session in a row.
    pub(crate) words_of: Vec<(u32, u32)>,
    pub(crate) session_of: Vec<u32>,
    /// Slots that count as idle inside a gap, a row per participant.
    pub(crate) idle_able: Vec<u64>,
    /// Whether slots of different times or sites get in each other's way.
    pub(crate) has_conflicts: bool,
    /// Whether each participant has so many meetings that a lost slot is a lost meeting.
    pub(crate) is_busy: Vec<bool>,
    /// Whether slots of different sessions share minutes.
    pub(crate) has_overlaps: bool,
    /// The only pool of each slot where every slot has one that every meeting allows, with its tables, and no slot
    /// shares minutes with another of its site.
    pub(crate) one_pool: Option<Vec<(PoolIdx, u32)>>,
    pub(crate) has_precedence: bool,
    pub(crate) spread: Option<i32>,
    /// Slot of the entry in `previous`, and its pool.
    pub(crate) previous: Vec<(u32, u32)>,
    /// Number of entries of `previous`.
    pub(crate) n_previous: i64,
}

impl<'a> Flat<'a> {
    /// Lays the tables out.
    pub(crate) fn new(instance: &'a Instance, pools: &'a Pools) -> Self {
        let n_slots = instance.slots.len();
        let mut width = 0;
        let words_of: Vec<(u32, u32)> = instance
            .sessions
            .iter()
            .map(|session| {
                let first = width;
                width += session.slots.len().div_ceil(64);
                (first as u32, width as u32)
            })
            .collect();
        let bit_of: Vec<(u32, u32)> = instance
            .slots
            .iter()
            .map(|slot| (words_of[slot.session.at()].0 + (slot.rank / 64) as u32, (slot.rank % 64) as u32))
            .collect();
        let mut idle_able = vec![0; width * instance.participants.len()];
        for (p, person) in instance.participants.iter().enumerate() {
            for s in person.idle_able.iter() {
                idle_able[p * width + bit_of[s].0 as usize] |= 1 << bit_of[s].1;
            }
        }
        let mut flat = Self {
            instance,
            pools,
            n_slots,
            first_option: vec![0],
            people_range: Vec::new(),
            people: Vec::new(),
            slots_range: Vec::new(),
            slots: Vec::new(),
            slot_words: n_slots.div_ceil(64),
            slot_bits: Vec::new(),
            width,
            bit_of,
            words_of,
            session_of: instance.slots.iter().map(|s| s.session.0).collect(),
            idle_able,
            has_conflicts: instance.slots.iter().any(|s| !s.conflicts.is_empty()),
            is_busy: instance.participants.iter().map(|p| is_busy(instance, p)).collect(),
            has_overlaps: instance.slots.iter().any(|s| !s.overlaps.is_empty()),
            one_pool: None,
            has_precedence: instance.meetings.iter().any(|m| !m.after.is_empty()),
            spread: instance.max_break_spread().map(|d| d.min(i32::MAX as usize) as i32),
            previous: Vec::new(),
            n_previous: instance.previous.len() as i64,
        };
        flat.add_options();
        flat.one_pool = flat.find_one_pool();
        flat.previous = instance
            .meetings
            .iter()
            .map(|m| m.previous.map_or((NONE, NONE), |p| (p.slot.0, pools.of_room[p.room.at()].0)))
            .collect();
        flat
    }

    fn add_options(&mut self) {
        for meeting in &self.instance.meetings {
            for lineup in &meeting.lineups {
                let first = self.people.len() as u32;
                self.people.extend(lineup.people.iter().map(|p| p.0));
                self.people_range.push((first, self.people.len() as u32));
                let first = self.slots.len() as u32;
                let row = self.slot_bits.len();
                self.slot_bits.resize(row + self.slot_words, 0);
                for s in lineup.slots.iter() {
                    self.slots.push(s as u32);
                    self.slot_bits[row + s / 64] |= 1 << (s % 64);
                }
                self.slots_range.push((first, self.slots.len() as u32));
            }
            self.first_option.push(self.people_range.len() as u32);
        }
    }

    fn find_one_pool(&self) -> Option<Vec<(PoolIdx, u32)>> {
        let instance = self.instance;
        if instance.slots.iter().any(|slot| slot.ticks.len() > 1)
            || instance.meetings.iter().any(|m| m.rooms.len() < instance.rooms.len())
        {
            return None;
        }
        let one = |s: usize| {
            let mut pools = self.pools.of(MeetingIdx(0), SlotIdx::new(s));
            let first = pools.next();
            if pools.next().is_some() {
                return None;
            }
            // A slot without an open room is in nobody's domain.
            Some(first.map_or((PoolIdx(0), 0), |p| (p, self.pools.list[p.at()].tables as u32)))
        };
        (0..self.n_slots).map(one).collect()
    }

    /// The option of a meeting's line-up.
    pub(crate) fn option(&self, meeting: u32, lineup: u8) -> usize {
        self.first_option[meeting as usize] as usize + lineup as usize
    }

    /// How many line-ups the meeting has.
    pub(crate) fn n_lineups(&self, meeting: u32) -> u8 {
        (self.first_option[meeting as usize + 1] - self.first_option[meeting as usize]).min(255) as u8
    }

    /// The people of an option.
    pub(crate) fn people(&self, option: usize) -> &[u32] {
        let (from, to) = self.people_range[option];
        &self.people[from as usize..to as usize]
    }

    /// The allowed slots of an option, ascending.
    pub(crate) fn slots(&self, option: usize) -> &[u32] {
        let (from, to) = self.slots_range[option];
        &self.slots[from as usize..to as usize]
    }

    /// Whether the option may be held in the slot.
    pub(crate) fn allows(&self, option: usize, slot: u32) -> bool {
        self.slot_bits[option * self.slot_words + slot as usize / 64] >> (slot % 64) & 1 == 1
    }
}

/// Whether somebody's meetings would fill half of the free times or more.
fn is_busy(instance: &Instance, person: &ParticipantData) -> bool {
    2 * person.meetings.len() >= n_starts(instance, &person.free)
}
