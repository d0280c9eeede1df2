//! Pins that no plan can contain: each alone or several together break a rule.

use super::{Instance, MeetingIdx, ParticipantIdx, PinData, RoomIdx, SlotIdx};
use crate::format::Fault;

/// Finds the pins that break H2 to H6 or H8 of `docs/formats.md`, and names them.
pub(super) fn check(instance: &Instance, faults: &mut Vec<Fault>) {
    let pins: Vec<(MeetingIdx, PinData)> = instance
        .meeting_indices()
        .filter_map(|m| instance.meetings[m.at()].pin.map(|pin| (m, pin)))
        .collect();
    if pins.is_empty() {
        return;
    }
    let before = faults.len();
    for &(m, pin) in &pins {
        alone(instance, m, pin, faults);
    }
    together(instance, &pins, faults);
    if faults.len() == before {
        tables(instance, &pins, faults);
    }
}

fn fault(instance: &Instance, m: MeetingIdx, problem: impl Into<String>, remedy: &str) -> Fault {
    let id = &instance.file.meetings[m.at()].id;
    Fault::new(format!("meetings[{}].pinned", m.at()), format!("pin of {id:?}: {}", problem.into()), remedy)
}

/// What a pin breaks whatever the others are: the slot, the room, the people's time.
fn alone(instance: &Instance, m: MeetingIdx, pin: PinData, faults: &mut Vec<Fault>) {
    let file = &instance.file;
    let wire = &file.meetings[m.at()];
    let slot = &file.slots[pin.slot.at()];
    let listed = |list: &Option<Vec<String>>, id: &String| list.as_ref().is_none_or(|ids| ids.contains(id));
    if !listed(&wire.slots, &slot.id) || !listed(&wire.sessions, &slot.session) {
        let problem = format!("the meeting may not be held in slot {:?}", slot.id);
        faults.push(fault(instance, m, problem, "pin it to one of its slots, or allow this one"));
        return;
    }
    if instance.rooms_in(m, pin.slot).next().is_none() {
        let what = pin
            .room
            .map_or("no allowed room".to_owned(), |r| format!("room {:?} not", file.rooms[r.at()].id));
        let problem = format!("in slot {:?} {what} open at its site", slot.id);
        faults.push(fault(
            instance,
            m,
            problem,
            "pin it to an open room of the slot's site that the meeting allows",
        ));
        return;
    }
    if seats(instance, m, pin).is_empty() {
        let away: Vec<&str> = instance.meetings[m.at()]
            .lineups
            .iter()
            .enumerate()
            .filter(|(k, _)| pin.lineup.is_none_or(|pinned| pinned == *k))
            .flat_map(|(_, lineup)| &lineup.people)
            .filter(|p| !instance.participants[p.at()].free.contains(pin.slot.at()))
            .map(|p| file.participants[p.at()].id.as_str())
            .collect();
        let problem = format!("{} cannot come in slot {:?}", away.join(" and "), slot.id);
        faults.push(fault(instance, m, problem, "pin it to a slot in which everybody is free"));
    }
}

/// The line-ups that a pin leaves.
fn seats(instance: &Instance, m: MeetingIdx, pin: PinData) -> Vec<&[ParticipantIdx]> {
    let lineups = instance.meetings[m.at()].lineups.iter();
    lineups.filter(|l| l.slots.contains(pin.slot.at())).map(|l| l.people.as_slice()).collect()
}

/// Whether the participant sits in the meeting whichever line-up is taken.
fn surely(seats: &[&[ParticipantIdx]], p: ParticipantIdx) -> bool {
    !seats.is_empty() && seats.iter().all(|people| people.contains(&p))
}

/// What pins break together: clashes, quotas, precedence. A line-up left open counts with those whom all have in common.
fn together(instance: &Instance, pins: &[(MeetingIdx, PinData)], faults: &mut Vec<Fault>) {
    let ids = |m: MeetingIdx| instance.file.meetings[m.at()].id.as_str();
    let mut pinned_of: Vec<Vec<(MeetingIdx, SlotIdx)>> = vec![Vec::new(); instance.participants.len()];
    for &(m, pin) in pins {
        let seats = seats(instance, m, pin);
        for &p in seats.first().copied().unwrap_or_default() {
            if surely(&seats, p) {
                pinned_of[p.at()].push((m, pin.slot));
            }
        }
    }
    for (p, pinned) in pinned_of.iter().enumerate() {
        let name = &instance.file.participants[p].id;
        for (i, &(a, slot_a)) in pinned.iter().enumerate() {
            for &(b, slot_b) in pinned[i + 1..].iter().filter(|&&(_, slot_b)| instance.clash(slot_a, slot_b))
            {
                let slots = [slot_a, slot_b].map(|s| instance.file.slots[s.at()].id.as_str());
                let problem = format!(
                    "{name} cannot be in {:?} (slot {:?}) and {:?} (slot {:?})",
                    ids(a),
                    slots[0],
                    ids(b),
                    slots[1]
                );
                faults.push(fault(instance, b, problem, "move or drop one of the two pins"));
            }
        }
        let most = instance.participants[p].max_meetings;
        if pinned.len() > most {
            let problem = format!("{name} has {} pinned meetings and a quota of {most}", pinned.len());
            faults.push(fault(instance, pinned[0].0, problem, "raise max_meetings or drop a pin"));
        }
    }
    for &(m, pin) in pins {
        for &first in &instance.meetings[m.at()].after {
            let Some(other) = instance.meetings[first.at()].pin else { continue };
            if !instance.ends_before(other.slot, pin.slot) {
                let problem = format!("starts before {:?} ends, which it must follow", ids(first));
                faults.push(fault(instance, m, problem, "move one of the two pins, or drop the precedence"));
            }
        }
    }
}

/// Whether all pins of a minute find tables: a matching of pins to rooms, looked for at every start of a slot.
fn tables(instance: &Instance, pins: &[(MeetingIdx, PinData)], faults: &mut Vec<Fault>) {
    for tick in 0..instance.n_ticks {
        let here: Vec<(MeetingIdx, PinData)> = pins
            .iter()
            .copied()
            .filter(|(_, pin)| instance.slots[pin.slot.at()].ticks.contains(&tick))
            .collect();
        let mut seated: Vec<Vec<usize>> = vec![Vec::new(); instance.rooms.len()];
        for i in 0..here.len() {
            let mut tried = vec![false; instance.rooms.len()];
            if !seat(instance, &here, i, &mut seated, &mut tried) {
                let (m, pin) = here[i];
                let slot = &instance.file.slots[pin.slot.at()].id;
                let others: Vec<&str> =
                    here[..i].iter().map(|(m, _)| instance.file.meetings[m.at()].id.as_str()).collect();
                let problem =
                    format!("no table is left in slot {slot:?} beside the pins of {}", others.join(", "));
                faults.push(fault(
                    instance,
                    m,
                    problem,
                    "move a pin to another slot or room, or add a table",
                ));
                return;
            }
        }
    }
}

/// One augmenting path of the matching of pins to rooms.
fn seat(
    instance: &Instance,
    pins: &[(MeetingIdx, PinData)],
    i: usize,
    seated: &mut [Vec<usize>],
    tried: &mut [bool],
) -> bool {
    let (m, pin) = pins[i];
    let rooms: Vec<RoomIdx> = instance.rooms_in(m, pin.slot).collect();
    for r in rooms {
        if std::mem::replace(&mut tried[r.at()], true) {
            continue;
        }
        if seated[r.at()].len() < instance.rooms[r.at()].tables {
            seated[r.at()].push(i);
            return true;
        }
        for k in 0..seated[r.at()].len() {
            let other = seated[r.at()][k];
            if seat(instance, pins, other, seated, tried) {
                seated[r.at()][k] = i;
                return true;
            }
        }
    }
    false
}
