//! How many meetings one participant, or the rooms of a group of slots, can hold at most.

use crate::bits::Bits;
use crate::instance::{Instance, MeetingIdx, ParticipantIdx, SlotIdx};

/// The most meetings that a participant can have in a set of slots.
///
/// The smallest of three: the quota, the longest run of slots of which each can follow the one before (a person does
/// one thing at a time), and the largest system of distinct times for the participant's meetings.
pub(super) fn of_participant(instance: &Instance, p: ParticipantIdx, group: &Bits) -> usize {
    let person = &instance.participants[p.at()];
    let mut slots = person.free.clone();
    slots.intersect(group);
    let slots: Vec<usize> = slots.iter().collect();
    longest_run(instance, &slots).min(distinct_times(instance, p, &slots)).min(person.max_meetings)
}

/// At how many times the slots begin: nobody has more meetings in them.
pub(crate) fn n_starts(instance: &Instance, slots: &Bits) -> usize {
    let mut starts: Vec<u32> = slots.iter().map(|s| instance.slots[s].start).collect();
    starts.sort_unstable();
    starts.dedup();
    starts.len()
}

/// Longest path through slots by time, each following the one before it without a clash.
///
/// Exact where travel times keep the triangle inequality; otherwise too large, which a bound may be.
fn longest_run(instance: &Instance, slots: &[usize]) -> usize {
    if slots.iter().all(|&s| instance.slots[s].conflicts.is_empty()) {
        return slots.len();
    }
    let mut by_time = slots.to_vec();
    by_time.sort_by_key(|&s| (instance.slots[s].start, s));
    let mut longest = vec![1; by_time.len()];
    for i in 0..by_time.len() {
        for k in 0..i {
            if longest[k] + 1 > longest[i]
                && !instance.clash(SlotIdx::new(by_time[k]), SlotIdx::new(by_time[i]))
            {
                longest[i] = longest[k] + 1;
            }
        }
    }
    longest.into_iter().max().unwrap_or(0)
}

/// Largest number of the participant's meetings that can be given distinct times: a bipartite matching by augmenting
/// paths. Slots at several sites that begin and end together are one time.
fn distinct_times(instance: &Instance, p: ParticipantIdx, slots: &[usize]) -> usize {
    let time = |s: usize| (instance.slots[s].start, instance.slots[s].end);
    let mut times: Vec<(u32, u32)> = slots.iter().map(|&s| time(s)).collect();
    times.sort_unstable();
    times.dedup();
    let time_of: Vec<usize> = slots.iter().map(|&s| times.partition_point(|t| *t < time(s))).collect();
    let domains: Vec<Vec<usize>> = instance.participants[p.at()]
        .meetings
        .iter()
        .map(|m| {
            let lineups = || instance.meetings[m.at()].lineups.iter().filter(|l| l.people.contains(&p));
            let allowed = |i: &usize| lineups().any(|l| l.slots.contains(slots[*i]));
            let mut domain: Vec<usize> = (0..slots.len()).filter(allowed).map(|i| time_of[i]).collect();
            domain.sort_unstable();
            domain.dedup();
            domain
        })
        .collect();
    let mut taken_by = vec![usize::MAX; times.len()];
    let mut size = 0;
    for m in 0..domains.len() {
        let mut tried = vec![false; times.len()];
        size += usize::from(augment(m, &domains, &mut taken_by, &mut tried));
    }
    size
}

fn augment(m: usize, domains: &[Vec<usize>], taken_by: &mut [usize], tried: &mut [bool]) -> bool {
    for &time in &domains[m] {
        if std::mem::replace(&mut tried[time], true) {
            continue;
        }
        if taken_by[time] == usize::MAX || augment(taken_by[time], domains, taken_by, tried) {
            taken_by[time] = m;
            return true;
        }
    }
    false
}

/// The most meetings that a set of rooms can hold in a set of slots: a table holds one meeting at every start of a slot.
pub(super) fn of_rooms(instance: &Instance, rooms: &Bits, group: &Bits) -> usize {
    let mut tables = vec![0; instance.n_ticks];
    for room in rooms.iter().map(|r| &instance.rooms[r]) {
        let mut open = vec![false; instance.n_ticks];
        let slots = group.iter().filter(|&s| room.open.contains(s));
        slots.flat_map(|s| &instance.slots[s].ticks).for_each(|&t| open[t] = true);
        open.iter()
            .zip(&mut tables)
            .filter(|(open, _)| **open)
            .for_each(|(_, tables)| *tables += room.tables);
    }
    tables.into_iter().sum()
}

/// The most meetings of two that those who are there at all can have in a set of slots that do not share minutes.
pub(super) fn of_presence(instance: &Instance, group: &Bits) -> usize {
    let present = |s: usize| instance.participants.iter().filter(|p| p.free.contains(s)).count();
    group.iter().map(|s| present(s) / 2).sum()
}

/// The sets of rooms that some meetings are restricted to, each with those meetings.
pub(super) fn restricted_rooms(instance: &Instance) -> Vec<(Bits, Vec<MeetingIdx>)> {
    let mut sets: Vec<(Bits, Vec<MeetingIdx>)> = Vec::new();
    let n_rooms = instance.rooms.len();
    for m in instance.meeting_indices().filter(|m| instance.meetings[m.at()].rooms.len() < n_rooms) {
        let rooms = &instance.meetings[m.at()].rooms;
        match sets.iter_mut().find(|(set, _)| set == rooms) {
            Some((_, meetings)) => meetings.push(m),
            None => sets.push((rooms.clone(), vec![m])),
        }
    }
    sets
}
