//! Looking up what an agenda shows.

use std::collections::BTreeMap;

use carnet_solver::format::{
    Assignment, Busy, Fault, Faults, InstanceFile, Meeting, Participant, Plan, Room, Session, Site, Slot,
};

/// An instance and a plan whose references all exist.
pub(super) struct Event<'a> {
    pub(super) file: &'a InstanceFile,
    sites: BTreeMap<&'a str, &'a Site>,
    sessions: BTreeMap<&'a str, &'a Session>,
    rooms: BTreeMap<&'a str, &'a Room>,
    people: BTreeMap<&'a str, &'a Participant>,
    /// By session, each by start.
    pub(super) slots: BTreeMap<&'a str, Vec<&'a Slot>>,
    /// The busy intervals of each participant.
    busy: BTreeMap<&'a str, Vec<&'a Busy>>,
    /// The placed meetings of each participant.
    placed: BTreeMap<&'a str, Vec<Placed<'a>>>,
}

/// A meeting with its place.
#[derive(Clone, Copy)]
pub(super) struct Placed<'a> {
    pub(super) meeting: &'a Meeting,
    pub(super) people: &'a [String],
    pub(super) slot: &'a Slot,
    pub(super) assignment: &'a Assignment,
}

impl<'a> Event<'a> {
    /// Every reference of the plan that leads nowhere is a fault.
    pub(super) fn new(file: &'a InstanceFile, plan: &'a Plan) -> Result<Self, Faults> {
        let mut event = Self {
            file,
            sites: file.sites.iter().map(|x| (x.id.as_str(), x)).collect(),
            sessions: file.sessions.iter().map(|x| (x.id.as_str(), x)).collect(),
            rooms: file.rooms.iter().map(|x| (x.id.as_str(), x)).collect(),
            people: file.participants.iter().map(|x| (x.id.as_str(), x)).collect(),
            slots: BTreeMap::new(),
            busy: BTreeMap::new(),
            placed: BTreeMap::new(),
        };
        for busy in &file.busy {
            for person in &busy.participants {
                event.busy.entry(person).or_default().push(busy);
            }
        }
        for slot in &file.slots {
            event.slots.entry(&slot.session).or_default().push(slot);
        }
        for slots in event.slots.values_mut() {
            slots.sort_by_key(|slot| slot.start);
        }
        let mut faults = Vec::new();
        event.place(plan, &mut faults);
        if faults.is_empty() { Ok(event) } else { Err(Faults(faults)) }
    }

    fn place(&mut self, plan: &'a Plan, faults: &mut Vec<Fault>) {
        let meetings: BTreeMap<&str, &Meeting> =
            self.file.meetings.iter().map(|m| (m.id.as_str(), m)).collect();
        let slots: BTreeMap<&str, &Slot> = self.file.slots.iter().map(|s| (s.id.as_str(), s)).collect();
        for (i, assignment) in plan.assignments.iter().enumerate() {
            let mut fault = |field: &str, id: &str| {
                let problem = format!("{id:?} does not exist in the instance");
                faults.push(Fault::new(format!("assignments[{i}].{field}"), problem, ""));
            };
            let meeting = meetings.get(assignment.meeting.as_str());
            let slot = slots.get(assignment.slot.as_str());
            if meeting.is_none() {
                fault("meeting", &assignment.meeting);
            }
            if slot.is_none() {
                fault("slot", &assignment.slot);
            }
            if !self.rooms.contains_key(assignment.room.as_str()) {
                fault("room", &assignment.room);
            }
            let (Some(&meeting), Some(&slot)) = (meeting, slot) else { continue };
            let Some(people) = lineup(meeting, assignment.lineup) else {
                fault("lineup", &assignment.lineup.to_string());
                continue;
            };
            for person in people {
                let placed = Placed { meeting, people, slot, assignment };
                self.placed.entry(person).or_default().push(placed);
            }
        }
    }

    /// The placed meetings of a participant.
    pub(super) fn placed(&self, person: &str) -> &[Placed<'a>] {
        self.placed.get(person).map(Vec::as_slice).unwrap_or_default()
    }

    /// The busy intervals of a participant.
    pub(super) fn busy(&self, person: &str) -> &[&'a Busy] {
        self.busy.get(person).map(Vec::as_slice).unwrap_or_default()
    }

    /// Session and site, by name where they have one.
    pub(super) fn session_heading(&self, id: &str) -> String {
        let Some(session) = self.sessions.get(id) else { return id.to_owned() };
        let name = session.name.as_deref().unwrap_or(&session.id);
        format!("{name}, {}", self.site_name(&session.site))
    }

    pub(super) fn site_name<'b>(&'b self, id: &'b str) -> &'b str {
        self.sites.get(id).and_then(|site| site.name.as_deref()).unwrap_or(id)
    }

    pub(super) fn room_name<'b>(&'b self, id: &'b str) -> &'b str {
        self.rooms.get(id).and_then(|room| room.name.as_deref()).unwrap_or(id)
    }

    pub(super) fn person_name<'b>(&'b self, id: &'b str) -> &'b str {
        self.people.get(id).and_then(|person| person.name.as_deref()).unwrap_or(id)
    }
}

fn lineup(meeting: &Meeting, number: i64) -> Option<&[String]> {
    match usize::try_from(number).ok()? {
        0 => Some(&meeting.attendees),
        k => meeting.alternatives.get(k - 1).map(Vec::as_slice),
    }
}
