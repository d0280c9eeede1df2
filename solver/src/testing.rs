//! Small events and plans for the unit tests of the crate.

use crate::Instance;
use crate::check::check;
use crate::format::{
    Assignment, Busy, Criterion, InstanceFile, InstanceFormat, Limits, Meeting, Participant, Plan,
    PlanFormat, Reason, Room, Score, Session, Site, Slot, Status, Travel, Unplaced,
};

/// Builds an event step by step; what has no method of its own is set in [`Self::with`] and its like.
pub(crate) struct EventBuilder(InstanceFile);

impl EventBuilder {
    /// An event without anything.
    pub(crate) fn new() -> Self {
        Self(InstanceFile {
            format: InstanceFormat::V1,
            name: "test".to_owned(),
            origin: None,
            timezone: None,
            sites: Vec::new(),
            travel: Vec::new(),
            sessions: Vec::new(),
            slots: Vec::new(),
            rooms: Vec::new(),
            participants: Vec::new(),
            busy: Vec::new(),
            meetings: Vec::new(),
            previous: Vec::new(),
            limits: Limits::default(),
            blocked_slots_are_idle: false,
            criteria: Criterion::ALL.to_vec(),
        })
    }

    /// Site `a` with session `am`, its slots `am1`, `am2`, … of 10 minutes from minute 0, and the room `hall`.
    pub(crate) fn one_hall(slots: u32, tables: u32, people: usize) -> Self {
        Self::new()
            .site("a")
            .session("am", "a")
            .slots("am", 0, 10, slots)
            .room("hall", "a", tables)
            .people(people)
    }

    pub(crate) fn site(mut self, id: &str) -> Self {
        self.0.sites.push(Site { id: id.to_owned(), name: None });
        self
    }

    pub(crate) fn travel(mut self, from: &str, to: &str, minutes: u32) -> Self {
        self.0.travel.push(Travel { from: from.to_owned(), to: to.to_owned(), minutes });
        self
    }

    pub(crate) fn session(mut self, id: &str, site: &str) -> Self {
        self.0.sessions.push(Session { id: id.to_owned(), site: site.to_owned(), ..Session::default() });
        self
    }

    /// `count` slots without gaps, named after their session and numbered from 1.
    pub(crate) fn slots(mut self, session: &str, start: u32, length: u32, count: u32) -> Self {
        for i in 0..count {
            let start = start + i * length;
            let id = format!("{session}{}", i + 1);
            let session = session.to_owned();
            self.0.slots.push(Slot { id, session, start, end: start + length, name: None });
        }
        self
    }

    pub(crate) fn room(mut self, id: &str, site: &str, tables: u32) -> Self {
        self.0.rooms.push(Room { id: id.to_owned(), site: site.to_owned(), tables, ..Room::default() });
        self
    }

    /// Adds `p1`, `p2`, …
    pub(crate) fn people(mut self, count: usize) -> Self {
        let ids = (1..=count).map(|i| format!("p{i}"));
        self.0.participants.extend(ids.map(|id| Participant { id, ..Participant::default() }));
        self
    }

    /// Adds a busy interval at a site: `b1`, `b2`, …
    pub(crate) fn busy(mut self, site: &str, start: u32, end: u32, participants: &[&str]) -> Self {
        let id = format!("b{}", self.0.busy.len() + 1);
        let participants = strings(participants);
        self.0.busy.push(Busy { id, site: site.to_owned(), start, end, participants, name: None });
        self
    }

    /// Adds the next of the meetings `m1`, `m2`, …
    pub(crate) fn meeting(mut self, attendees: &[&str]) -> Self {
        let id = format!("m{}", self.0.meetings.len() + 1);
        self.0.meetings.push(Meeting { id, attendees: strings(attendees), ..Meeting::default() });
        self
    }

    /// Changes the meeting added last.
    pub(crate) fn with_meeting(mut self, change: impl FnOnce(&mut Meeting)) -> Self {
        change(self.0.meetings.last_mut().unwrap());
        self
    }

    /// Changes a participant.
    pub(crate) fn with_person(mut self, id: &str, change: impl FnOnce(&mut Participant)) -> Self {
        change(self.0.participants.iter_mut().find(|p| p.id == id).unwrap());
        self
    }

    /// Changes anything.
    pub(crate) fn with(mut self, change: impl FnOnce(&mut InstanceFile)) -> Self {
        change(&mut self.0);
        self
    }

    /// The event, which must be valid.
    pub(crate) fn build(self) -> InstanceFile {
        Instance::new(self.0.clone()).unwrap();
        self.0
    }
}

/// The plan with these assignments `(meeting, slot, room, table)` that is honest about itself and proves nothing.
pub(crate) fn plan(event: &InstanceFile, assignments: &[(&str, &str, &str, i64)]) -> Plan {
    let assignment = |&(meeting, slot, room, table): &(&str, &str, &str, i64)| Assignment {
        meeting: meeting.to_owned(),
        slot: slot.to_owned(),
        room: room.to_owned(),
        table,
        lineup: 0,
    };
    let plan = Plan {
        format: PlanFormat::V1,
        instance: event.name.clone(),
        assignments: assignments.iter().map(assignment).collect(),
        score: Score::default(),
        bounds: Score::default(),
        status: Status::Feasible,
        unplaced: Vec::new(),
    };
    honest(event, plan)
}

/// The plan with its score and its list of unplaced meetings made true.
pub(crate) fn honest(event: &InstanceFile, mut plan: Plan) -> Plan {
    let is_placed = |m: &Meeting| plan.assignments.iter().any(|a| a.meeting == m.id);
    let unplaced = event.meetings.iter().filter(|m| !is_placed(m));
    let entry = |m: &Meeting| Unplaced { meeting: m.id.clone(), reason: Reason::NotReached, detail: None };
    plan.unplaced = unplaced.map(entry).collect();
    plan.score = check(event, &plan).score;
    plan
}

/// What the checker says is wrong, as text.
pub(crate) fn breaches(event: &InstanceFile, plan: &Plan) -> Vec<String> {
    check(event, plan).violations.iter().map(ToString::to_string).collect()
}

/// Owned texts.
pub(crate) fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}
