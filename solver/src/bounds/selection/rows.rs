//! What the selection must not exceed: the time of each participant, the tables of the rooms.

use crate::bits::Bits;
use crate::bounds::blocks::{all_slots, blocks};
use crate::bounds::{capacity, mix};
use crate::instance::{Instance, Lineup, MeetingIdx, ParticipantIdx, SessionData};
use crate::outcome::Resource;

/// A meeting with a line-up in a group of slots: what a variable stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) meeting: MeetingIdx,
    pub(super) lineup: usize,
    pub(super) group: usize,
}

/// `∑ factor·z[choice] ≤ cap`.
pub(super) struct Row {
    pub(super) terms: Vec<(Choice, f64)>,
    pub(super) cap: f64,
    pub(super) resource: Resource,
}

impl Row {
    fn count(choices: Vec<Choice>, cap: usize, resource: Resource) -> Self {
        Self { terms: choices.into_iter().map(|c| (c, 1.0)).collect(), cap: cap as f64, resource }
    }
}

/// All rows that can bind.
pub(super) fn rows(instance: &Instance, groups: &[Bits]) -> Vec<Row> {
    let blocks = blocks(instance);
    let people = (0..instance.participants.len()).map(ParticipantIdx::new);
    let mut rows: Vec<Row> = people.flat_map(|p| of_participant(instance, groups, &blocks, p)).collect();
    rows.extend(of_rooms(instance, groups));
    rows
}

/// The choices that a meeting has.
pub(super) fn choices(instance: &Instance, groups: &[Bits], meeting: MeetingIdx) -> Vec<Choice> {
    let lineups = instance.meetings[meeting.at()].lineups.iter().enumerate();
    let of_lineup = |(lineup, data): (usize, &Lineup)| {
        let slots = data.slots.clone();
        let met = groups.iter().enumerate().filter(move |(_, group)| slots.meets(group));
        met.map(move |(group, _)| Choice { meeting, lineup, group })
    };
    lineups.flat_map(of_lineup).collect()
}

/// `∑_{m∋p} z[m,k,g] ≤ cap(p, g)`, the same over all groups, and how short and long meetings go together.
fn of_participant(instance: &Instance, groups: &[Bits], blocks: &[Bits], p: ParticipantIdx) -> Vec<Row> {
    let person = &instance.participants[p.at()];
    let with_p = |c: &Choice| instance.meetings[c.meeting.at()].lineups[c.lineup].people.contains(&p);
    let own: Vec<Choice> =
        person.meetings.iter().flat_map(|&m| choices(instance, groups, m)).filter(with_p).collect();
    let resource = Resource::Participant(instance.file.participants[p.at()].id.clone());
    let mut rows = Vec::new();
    let mut add = |choices: Vec<Choice>, slots: &Bits, mixed: bool| {
        let n_meetings = n_meetings(&choices);
        let mut free = person.free.clone();
        free.intersect(slots);
        // Counting is enough to see that most rows bind nothing.
        let most = capacity::n_starts(instance, &free).min(person.max_meetings);
        if n_meetings > most || mixed && mix::may_bind(instance, &free, n_meetings) {
            let cap = capacity::of_participant(instance, p, slots);
            if mixed {
                rows.extend(of_lengths(instance, blocks, &free, &choices, cap, &resource));
            }
            if n_meetings > cap {
                rows.push(Row::count(choices, cap, resource.clone()));
            }
        }
    };
    if groups.len() > 1 {
        for (g, group) in groups.iter().enumerate() {
            add(own.iter().copied().filter(|c| c.group == g).collect(), group, true);
        }
    }
    add(own.clone(), &all_slots(instance), groups.len() == 1);
    rows
}

/// A long meeting may cost more than one short one.
fn of_lengths(
    instance: &Instance,
    blocks: &[Bits],
    free: &Bits,
    own: &[Choice],
    cap: usize,
    resource: &Resource,
) -> Vec<Row> {
    let is_long = mix::long(instance, free);
    let long = |c: &Choice| {
        let mut slots = instance.meetings[c.meeting.at()].lineups[c.lineup].slots.clone();
        slots.intersect(free);
        slots.iter().all(&is_long)
    };
    let (long, short): (Vec<Choice>, Vec<Choice>) = own.iter().partition(|c| long(c));
    let cuts = mix::cuts(instance, blocks, free, (n_meetings(&short), n_meetings(&long)), cap);
    let terms = |cut: &mix::Cut| {
        let short = short.iter().map(|&c| (c, f64::from(cut.short)));
        short.chain(long.iter().map(|&c| (c, f64::from(cut.long)))).collect()
    };
    cuts.iter()
        .map(|cut| Row { terms: terms(cut), cap: f64::from(cut.cap), resource: resource.clone() })
        .collect()
}

fn n_meetings(choices: &[Choice]) -> usize {
    let mut meetings: Vec<MeetingIdx> = choices.iter().map(|c| c.meeting).collect();
    meetings.dedup();
    meetings.len()
}

/// Tables of all rooms in a group, and of the rooms that some meetings are restricted to.
fn of_rooms(instance: &Instance, groups: &[Bits]) -> Vec<Row> {
    let mut all_rooms = Bits::new(instance.rooms.len());
    (0..instance.rooms.len()).for_each(|r| all_rooms.insert(r));
    let mut sets = capacity::restricted_rooms(instance);
    sets.push((all_rooms, instance.meeting_indices().collect()));
    let mut rows = Vec::new();
    for (rooms, meetings) in &sets {
        let all: Vec<Choice> = meetings.iter().flat_map(|&m| choices(instance, groups, m)).collect();
        for (g, group) in groups.iter().enumerate() {
            let own: Vec<Choice> = all.iter().copied().filter(|c| c.group == g).collect();
            let mut cap = capacity::of_rooms(instance, rooms, group);
            let apart = |s: usize| instance.slots[s].overlaps.iter().all(|o| !group.contains(o.at()));
            if group.iter().all(apart) {
                cap = cap.min(capacity::of_presence(instance, group));
            }
            if n_meetings(&own) > cap {
                rows.push(Row::count(own, cap, resource_of(instance, groups, g)));
            }
        }
    }
    rows
}

/// What the organiser knows the tables of a group by.
fn resource_of(instance: &Instance, groups: &[Bits], g: usize) -> Resource {
    let touched = |(i, session): (usize, &SessionData)| {
        session.slots.iter().any(|s| groups[g].contains(s.at())).then_some(i)
    };
    let mut sessions = instance.sessions.iter().enumerate().filter_map(touched);
    match (sessions.next(), sessions.next()) {
        (Some(only), None) if groups.len() > 1 => Resource::Session(instance.file.sessions[only].id.clone()),
        _ => Resource::Tables,
    }
}
