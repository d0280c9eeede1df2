//! What a synthetic event shall be like.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::format::{Criterion, Fault, Faults, from_value};

/// How to make a synthetic event; every field has a default.
///
/// Shares are numbers from 0 to 1. Every site has the same sessions at the same times, and its own tables.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Recipe {
    /// Name of the event.
    pub name: String,
    /// Seed of every random choice.
    pub seed: u64,
    /// Participants, experts included.
    pub people: u32,
    /// Meetings.
    pub meetings: u32,
    /// Days.
    pub days: u32,
    /// Sites.
    pub sites: u32,
    /// Minutes between any two sites.
    pub travel_minutes: u32,
    /// Sessions of each day and site, an hour apart.
    pub sessions_per_day: u32,
    /// Slots of each session.
    pub slots_per_session: u32,
    /// Length of a slot.
    pub slot_minutes: u32,
    /// Rooms of each site.
    pub rooms: u32,
    /// Tables of the whole event; without it, `load` decides.
    pub tables: Option<u32>,
    /// Meetings per table and slot, of all tables and slots.
    pub load: f64,
    /// How unequally people are sought after: the sigma of a log-normal distribution.
    pub skew: f64,
    /// Share of the people who are present only for a part of the event.
    pub part_time: f64,
    /// Share of the times at which somebody is unavailable, drawn one by one.
    pub unavailable: f64,
    /// Nobody asks for more than this many times their free slots.
    pub demand: f64,
    /// Whether there is a plan with every meeting in it: each gets its place in a hidden plan as it is made.
    pub placeable: bool,
    /// Quota of everybody.
    pub quota: Option<u32>,
    /// Promised minimum of everybody.
    pub promised: u32,
    /// Share of the people who are experts: they meet others, never each other.
    pub experts: f64,
    /// Length of a consultation; with it, experts have sessions and a room of their own at one site.
    pub expert_slot_minutes: Option<u32>,
    /// Quota of every expert.
    pub expert_quota: Option<u32>,
    /// Conferences: each takes two to four slots at some site.
    pub conferences: u32,
    /// Share of the people whom a conference attracts.
    pub conference_share: f64,
    /// Share of the meetings with a priority from 2 to 5.
    pub priorities: f64,
    /// Share of the meetings with another line-up that would do.
    pub alternatives: f64,
    /// Share of the meetings that must come after another one of the same person.
    pub precedence: f64,
    /// The limit on the spread of breaks.
    pub max_break_spread: Option<u32>,
    /// Whether blocked slots count as idle.
    pub blocked_slots_are_idle: bool,
    /// The order of criteria.
    pub criteria: Vec<Criterion>,
}

impl Default for Recipe {
    fn default() -> Self {
        Self {
            name: "synthetic".to_owned(),
            seed: 1,
            people: 100,
            meetings: 300,
            days: 1,
            sites: 1,
            travel_minutes: 0,
            sessions_per_day: 2,
            slots_per_session: 10,
            slot_minutes: 20,
            rooms: 1,
            tables: None,
            load: 0.8,
            skew: 0.8,
            part_time: 0.0,
            unavailable: 0.0,
            demand: 1.0,
            placeable: false,
            quota: None,
            promised: 1,
            experts: 0.0,
            expert_slot_minutes: None,
            expert_quota: None,
            conferences: 0,
            conference_share: 0.1,
            priorities: 0.0,
            alternatives: 0.0,
            precedence: 0.0,
            max_break_spread: None,
            blocked_slots_are_idle: false,
            criteria: Criterion::ALL.to_vec(),
        }
    }
}

/// The most tables of an event.
const MOST_TABLES: u32 = 1_000_000;

impl Recipe {
    /// Reads a recipe; every fault of its structure is collected. [`Self::check`] says whether its values make sense.
    pub fn read(value: &Value) -> Result<Self, Faults> {
        from_value(value, || schemars::schema_for!(Self).to_value())
    }

    /// The tables that `load` asks for: as many meetings per table and slot, in all slots of one site.
    pub(super) fn tables_by_load(&self) -> f64 {
        let n_times = [self.days, self.sessions_per_day, self.slots_per_session].map(f64::from);
        (f64::from(self.meetings) / (self.load * n_times.iter().product::<f64>())).ceil()
    }

    /// Every value that makes no sense.
    pub fn check(&self) -> Result<(), Faults> {
        let mut faults = Vec::new();
        let mut range = |field: &str, value: f64, least: f64, most: f64| {
            if !(least <= value && value <= most) {
                let remedy = format!("it must be a number from {least} to {most}");
                faults.push(Fault::new(field, format!("{value} is out of range"), remedy));
            }
        };
        let counts = [
            ("people", self.people, 2, 1_000_000),
            ("meetings", self.meetings, 0, 10_000_000),
            ("days", self.days, 1, 366),
            ("sites", self.sites, 1, 1_000),
            ("travel_minutes", self.travel_minutes, 0, 1_440),
            ("sessions_per_day", self.sessions_per_day, 1, 24),
            ("slots_per_session", self.slots_per_session, 1, 1_000),
            ("slot_minutes", self.slot_minutes, 1, 1_440),
            ("rooms", self.rooms, 1, 1_000),
            ("tables", self.tables.unwrap_or(1), 1, MOST_TABLES),
            ("expert_slot_minutes", self.expert_slot_minutes.unwrap_or(1), 1, 1_440),
            ("conferences", self.conferences, 0, 10_000),
            ("quota", self.quota.unwrap_or(0), 0, i32::MAX as u32),
            ("promised", self.promised, 0, i32::MAX as u32),
            ("expert_quota", self.expert_quota.unwrap_or(0), 0, i32::MAX as u32),
            ("max_break_spread", self.max_break_spread.unwrap_or(0), 0, i32::MAX as u32),
        ];
        for (field, value, least, most) in counts {
            range(field, value.into(), f64::from(least), f64::from(most));
        }
        range("load", self.load, 0.001, 1_000.0);
        range("skew", self.skew, 0.0, 5.0);
        range("demand", self.demand, 0.0, 1_000.0);
        let shares = [
            ("part_time", self.part_time),
            ("unavailable", self.unavailable),
            ("experts", self.experts),
            ("conference_share", self.conference_share),
            ("priorities", self.priorities),
            ("alternatives", self.alternatives),
            ("precedence", self.precedence),
        ];
        for (field, value) in shares {
            range(field, value, 0.0, 1.0);
        }
        self.check_lists(&mut faults);
        if faults.is_empty() { Ok(()) } else { Err(Faults(faults)) }
    }

    fn check_lists(&self, faults: &mut Vec<Fault>) {
        /// More slots than this are a mistake in some field, and take a long time to relate to each other.
        const MOST_SLOTS: u64 = 20_000;
        let n_slots = [self.days, self.sites, self.sessions_per_day, self.slots_per_session]
            .iter()
            .fold(1_u64, |n, &x| n.saturating_mul(u64::from(x)));
        if MOST_SLOTS < n_slots {
            let remedy = format!("keep days x sites x sessions x slots below {MOST_SLOTS}");
            faults.push(Fault::new("slots_per_session", format!("the event has {n_slots} slots"), remedy));
        }
        let minutes =
            [self.days.saturating_add(1), self.sessions_per_day, self.slots_per_session, self.slot_minutes]
                .iter()
                .fold(1_u64, |n, &x| n.saturating_mul(u64::from(x)));
        if i32::MAX as u64 / 2 <= minutes {
            let remedy = "take fewer or shorter slots";
            faults.push(Fault::new("slot_minutes", "the event lasts longer than the format can say", remedy));
        }
        let tables = self.tables_by_load();
        let is_known = self.tables.is_none() && tables.is_finite();
        if is_known && f64::from(MOST_TABLES) < tables {
            let remedy =
                format!("raise the load or plan more slots: an event has at most {MOST_TABLES} tables");
            faults.push(Fault::new("load", format!("the event would need {tables} tables"), remedy));
        }
        let mut criteria = self.criteria.clone();
        criteria.sort_unstable();
        criteria.dedup();
        if criteria.is_empty() || criteria.len() < self.criteria.len() {
            let remedy = "name at least one criterion, each at most once";
            faults.push(Fault::new("criteria", "is empty or names a criterion twice", remedy));
        }
    }
}
