//! The instance by position: identifiers are looked up once, everything after works on numbers.

use std::collections::HashMap;

use crate::format::InstanceFile;

/// Positions by identifier; only ever looked up, so its order does not matter.
pub(super) type Names<'a> = HashMap<&'a str, usize>;

/// An instance file with its references resolved.
pub(super) struct Event<'a> {
    pub(super) file: &'a InstanceFile,
    pub(super) meetings: Names<'a>,
    pub(super) slots: Names<'a>,
    pub(super) rooms: Names<'a>,
    people: Names<'a>,
    /// By meeting: line-up 0.
    pub(super) attendees: Vec<Vec<usize>>,
    /// By slot.
    pub(super) times: Vec<Time>,
    /// By session: its slots by start.
    pub(super) sessions: Vec<Vec<usize>>,
    /// By room.
    pub(super) room_sites: Vec<usize>,
    /// By room: when it is closed.
    pub(super) closed: Vec<Vec<Span>>,
    /// By participant: the busy intervals.
    pub(super) busy: Vec<Vec<Busy<'a>>>,
    pub(super) travel: Travel,
}

/// Minutes `[start, end)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Span {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Span {
    pub(super) fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// When and where a slot is.
#[derive(Clone, Copy)]
pub(super) struct Time {
    pub(super) span: Span,
    pub(super) session: usize,
    /// Position in the session.
    pub(super) rank: usize,
    pub(super) site: usize,
}

/// A busy interval of one participant.
#[derive(Clone, Copy)]
pub(super) struct Busy<'a> {
    pub(super) id: &'a str,
    pub(super) span: Span,
    pub(super) site: usize,
}

/// Minutes between sites.
pub(super) struct Travel {
    minutes: HashMap<(usize, usize), u32>,
    /// The longest way.
    pub(super) longest: u32,
}

impl Travel {
    pub(super) fn between(&self, a: usize, b: usize) -> u32 {
        if a == b { 0 } else { self.minutes.get(&(a, b)).copied().unwrap_or(0) }
    }
}

impl<'a> Event<'a> {
    pub(super) fn new(file: &'a InstanceFile) -> Self {
        let sites = names(file.sites.iter().map(|x| &x.id));
        let slots = names(file.slots.iter().map(|x| &x.id));
        let people = names(file.participants.iter().map(|x| &x.id));
        let (times, sessions) = times(file, &sites);
        let closed = |ids: &[String]| ids.iter().map(|id| times[slots[id.as_str()]].span).collect();
        let mut busy = vec![Vec::new(); file.participants.len()];
        for block in &file.busy {
            let span = Span { start: block.start, end: block.end };
            for id in &block.participants {
                let site = sites[block.site.as_str()];
                busy[people[id.as_str()]].push(Busy { id: &block.id, span, site });
            }
        }
        Self {
            file,
            meetings: names(file.meetings.iter().map(|x| &x.id)),
            rooms: names(file.rooms.iter().map(|x| &x.id)),
            room_sites: file.rooms.iter().map(|room| sites[room.site.as_str()]).collect(),
            closed: file.rooms.iter().map(|room| closed(&room.closed)).collect(),
            travel: travel(file, &sites),
            attendees: file.meetings.iter().map(|meeting| positions(&people, &meeting.attendees)).collect(),
            slots,
            people,
            times,
            sessions,
            busy,
        }
    }

    /// Line-up `k` of a meeting, where there is one.
    pub(super) fn lineup(&self, meeting: usize, k: i64) -> Option<Vec<usize>> {
        match usize::try_from(k).ok()? {
            0 => Some(self.attendees[meeting].clone()),
            k => Some(positions(&self.people, self.file.meetings[meeting].alternatives.get(k - 1)?)),
        }
    }

    pub(super) fn meeting_id(&self, meeting: usize) -> &'a str {
        &self.file.meetings[meeting].id
    }

    pub(super) fn slot_id(&self, slot: usize) -> &'a str {
        &self.file.slots[slot].id
    }

    pub(super) fn room_id(&self, room: usize) -> &'a str {
        &self.file.rooms[room].id
    }
}

fn names<'a>(ids: impl Iterator<Item = &'a String>) -> Names<'a> {
    ids.enumerate().map(|(i, id)| (id.as_str(), i)).collect()
}

fn positions(names: &Names<'_>, ids: &[String]) -> Vec<usize> {
    ids.iter().map(|id| names[id.as_str()]).collect()
}

fn times(file: &InstanceFile, sites: &Names<'_>) -> (Vec<Time>, Vec<Vec<usize>>) {
    let by_id = names(file.sessions.iter().map(|x| &x.id));
    let mut sessions = vec![Vec::new(); file.sessions.len()];
    let mut times: Vec<Time> = Vec::with_capacity(file.slots.len());
    for (i, slot) in file.slots.iter().enumerate() {
        let session = by_id[slot.session.as_str()];
        sessions[session].push(i);
        let site = sites[file.sessions[session].site.as_str()];
        times.push(Time { span: Span { start: slot.start, end: slot.end }, session, rank: 0, site });
    }
    for slots in &mut sessions {
        slots.sort_by_key(|&i| times[i].span.start);
        for (rank, &i) in slots.iter().enumerate() {
            times[i].rank = rank;
        }
    }
    (times, sessions)
}

/// Of a pair that is listed twice, the last entry counts.
fn travel(file: &InstanceFile, sites: &Names<'_>) -> Travel {
    let mut minutes = HashMap::new();
    for leg in &file.travel {
        let (a, b) = (sites[leg.from.as_str()], sites[leg.to.as_str()]);
        minutes.insert((a, b), leg.minutes);
        minutes.insert((b, a), leg.minutes);
    }
    let longest = minutes.values().copied().max().unwrap_or(0);
    Travel { minutes, longest }
}
