//! The data of the business-to-business meeting scheduling benchmark of Bofill et al., JAIR 74 (2022).
//!
//! All meetings can be placed there, and breaks are minimised, with a difference of at most 2 between two participants.

use std::collections::BTreeMap;

use super::dzn::{self, Item, Value, fault};
use crate::format::{
    Criterion, Fault, Faults, InstanceFile, InstanceFormat, Limits, Meeting, Participant, Pin, Room, Session,
    Site, Slot,
};

/// First minute of the first slot: 9:20.
const MORNING: u32 = 560;
/// Minutes of a slot.
const SLOT: u32 = 20;
/// What the published results allow any two participants' breaks to differ by.
const SPREAD: u32 = 2;
/// Larger counts are a mistake, and memory is finite.
const MOST: i64 = 1_000_000;

/// Reads MiniZinc data (`nBusiness`, `nMeetings`, `nTables`, `nTotalSlots`, `nMorningSlots`, `requested`, and where they are
/// given `forbidden`, `fixed` or `fixat`, `precedences`); other statements are passed over.
pub fn b2bsp(text: &str, name: &str) -> Result<InstanceFile, Faults> {
    let mut data = Data { statements: dzn::read(text)?, faults: Vec::new() };
    let instance = data.instance(name);
    if data.faults.is_empty() { Ok(instance) } else { Err(Faults(data.faults)) }
}

struct Data {
    statements: BTreeMap<String, Item>,
    faults: Vec<Fault>,
}

impl Data {
    fn instance(&mut self, name: &str) -> InstanceFile {
        let n_people = self.count("nBusiness", 0);
        let n_meetings = self.count("nMeetings", 0);
        let n_tables = self.count("nTables", 1);
        let n_slots = self.count("nTotalSlots", 1);
        let n_morning = self.count("nMorningSlots", 0);
        let times: Vec<(u32, u32)> =
            (0..n_slots as u32).map(|t| (MORNING + t * SLOT, MORNING + (t + 1) * SLOT)).collect();
        let mut participants: Vec<Participant> =
            (1..=n_people).map(|i| Participant { id: format!("p{i}"), ..Participant::default() }).collect();
        let mut meetings = self.requested(n_people, n_meetings, (n_morning, n_slots));
        self.forbidden(&mut participants, &times);
        self.fixed(&mut meetings, n_slots);
        self.precedences(&mut meetings);
        InstanceFile {
            format: InstanceFormat::V1,
            name: name.to_owned(),
            origin: None,
            timezone: None,
            sites: vec![Site { id: "venue".to_owned(), name: None }],
            travel: Vec::new(),
            sessions: vec![Session { id: "day".to_owned(), name: None, site: "venue".to_owned() }],
            slots: (1..).zip(&times).map(|(t, &(start, end))| slot(t, start, end)).collect(),
            rooms: vec![Room {
                id: "hall".to_owned(),
                name: None,
                site: "venue".to_owned(),
                tables: n_tables as u32,
                closed: Vec::new(),
            }],
            participants,
            busy: Vec::new(),
            meetings,
            previous: Vec::new(),
            limits: Limits { max_break_spread: Some(SPREAD) },
            blocked_slots_are_idle: true,
            criteria: vec![Criterion::Unplaced, Criterion::Breaks],
        }
    }

    fn fault(&mut self, line: usize, problem: impl Into<String>, remedy: impl Into<String>) {
        self.faults.push(fault(line, problem, remedy));
    }

    /// A number that must be there; 0 where it is not, with a fault.
    fn count(&mut self, name: &str, least: i64) -> usize {
        match self.statements.get(name).map(|item| (item.line, &item.value)) {
            Some((_, &Value::Int(n))) if (least..=MOST).contains(&n) => return n as usize,
            Some((line, _)) => {
                self.fault(line, format!("{name} is no whole number from {least} to {MOST}"), "");
            }
            None => self.missing(name),
        }
        0
    }

    fn missing(&mut self, name: &str) {
        self.faults.push(Fault::new(
            "",
            format!("{name} is missing"),
            format!("add a statement `{name} = ..;`"),
        ));
    }

    /// The entries of an array of so many; `None` where there is none, with a fault where there is a wrong one.
    fn array(&mut self, name: &str, n: usize) -> Option<Vec<Item>> {
        let item = self.statements.get(name)?.clone();
        match item.value {
            Value::Array(entries) if entries.len() == n => return Some(entries),
            Value::Array(entries) => {
                self.fault(
                    item.line,
                    format!("{name} has {} entries", entries.len()),
                    format!("it must have {n}"),
                );
            }
            _ => self.fault(item.line, format!("{name} is no array"), format!("it must be an array of {n}")),
        }
        None
    }

    /// A whole number of an array; `None` with a fault where it is none or out of range.
    fn number(&mut self, name: &str, item: &Item, least: i64, most: usize) -> Option<usize> {
        match item.value {
            Value::Int(n) if (least..=most as i64).contains(&n) => Some(n as usize),
            _ => {
                self.fault(
                    item.line,
                    format!("an entry of {name} is wrong"),
                    format!("it must be {least} to {most}"),
                );
                None
            }
        }
    }

    /// Rows of two participants and a wish: 1 the morning, 2 the afternoon, anything else any time.
    fn requested(&mut self, n_people: usize, n: usize, (n_morning, n_slots): (usize, usize)) -> Vec<Meeting> {
        if !self.statements.contains_key("requested") {
            self.missing("requested");
        }
        let Some(entries) = self.array("requested", 3 * n) else { return Vec::new() };
        let mut meetings = Vec::with_capacity(n);
        for (i, row) in entries.chunks_exact(3).enumerate() {
            let people: Vec<usize> =
                row[..2].iter().filter_map(|item| self.number("requested", item, 1, n_people)).collect();
            if people.len() == 2 && people[0] == people[1] {
                self.fault(row[0].line, format!("meeting {} is of one with themselves", i + 1), "name two");
            }
            let slots = match row[2].value {
                Value::Int(1) => Some(1..=n_morning),
                Value::Int(2) => Some(n_morning + 1..=n_slots),
                _ => None,
            };
            meetings.push(Meeting {
                id: format!("m{}", i + 1),
                attendees: people.iter().map(|p| format!("p{p}")).collect(),
                slots: slots.map(|slots| slots.map(|t| format!("t{t}")).collect()),
                ..Meeting::default()
            });
        }
        meetings
    }

    /// A set of slots for each participant; slot 0 stands for none.
    fn forbidden(&mut self, participants: &mut [Participant], times: &[(u32, u32)]) {
        let Some(entries) = self.array("forbidden", participants.len()) else { return };
        for (item, person) in entries.iter().zip(participants) {
            for slot in self.members("forbidden", item, times.len()) {
                person.unavailable.push(times[slot - 1]);
            }
        }
    }

    /// A slot for each meeting; slot 0 stands for none.
    fn fixed(&mut self, meetings: &mut [Meeting], n_slots: usize) {
        for name in ["fixed", "fixat"] {
            let Some(entries) = self.array(name, meetings.len()) else { continue };
            for (item, meeting) in entries.iter().zip(&mut *meetings) {
                if let Some(slot) = self.number(name, item, 0, n_slots)
                    && 0 < slot
                {
                    meeting.pinned = Some(Pin { slot: format!("t{slot}"), room: None, lineup: None });
                }
            }
        }
    }

    /// For each meeting, the set of those that must end before it starts.
    fn precedences(&mut self, meetings: &mut [Meeting]) {
        let n = meetings.len();
        for name in ["precedences", "precedence"] {
            let Some(entries) = self.array(name, n) else { continue };
            for (item, meeting) in entries.iter().zip(&mut *meetings) {
                meeting.after = self.members(name, item, n).iter().map(|m| format!("m{m}")).collect();
            }
        }
    }

    /// The members of a set from 1, ascending; 0 stands for none.
    fn members(&mut self, name: &str, item: &Item, most: usize) -> Vec<usize> {
        let Value::Set(members) = &item.value else {
            self.fault(item.line, format!("an entry of {name} is no set"), "write it as {1, 3}");
            return Vec::new();
        };
        let mut numbers: Vec<usize> = Vec::new();
        for &member in members {
            match usize::try_from(member) {
                Ok(number) if number <= most => numbers.push(number),
                _ => self.fault(
                    item.line,
                    format!("{member} in {name} is out of range"),
                    format!("it must be 1 to {most}"),
                ),
            }
        }
        numbers.retain(|&number| 0 < number);
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }
}

fn slot(number: usize, start: u32, end: u32) -> Slot {
    Slot { id: format!("t{number}"), name: None, session: "day".to_owned(), start, end }
}

#[cfg(test)]
mod tests;
