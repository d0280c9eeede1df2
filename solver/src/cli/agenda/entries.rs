//! What stands in an agenda, in time order.

use carnet_solver::format::{Busy, Participant, Slot};

use super::event::{Event, Placed};

/// Something that somebody does from `start` to `end`.
pub(super) struct Entry<'a> {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) what: What<'a>,
}

/// What it is.
pub(super) enum What<'a> {
    Meeting { meeting: &'a str, session: &'a str, room: &'a str, table: i64, with: Vec<&'a str> },
    Busy { busy: &'a Busy },
    Break { session: &'a str },
}

/// The participant's meetings, busy intervals and breaks, in time order.
pub(super) fn of<'a>(event: &Event<'a>, person: &'a Participant) -> Vec<Entry<'a>> {
    let placed = event.placed(&person.id);
    let busy = event.busy(&person.id);
    let mut entries: Vec<Entry<'a>> = placed.iter().map(|p| meeting(p, &person.id)).collect();
    entries.extend(busy.iter().map(|&busy| Entry {
        start: busy.start,
        end: busy.end,
        what: What::Busy { busy },
    }));
    for (session, slots) in &event.slots {
        entries.extend(breaks(event, person, session, slots, busy));
    }
    entries.sort_by_key(|entry| (entry.start, entry.end));
    entries
}

fn meeting<'a>(placed: &Placed<'a>, person: &str) -> Entry<'a> {
    Entry {
        start: placed.slot.start,
        end: placed.slot.end,
        what: What::Meeting {
            meeting: &placed.meeting.id,
            session: &placed.slot.session,
            room: &placed.assignment.room,
            table: placed.assignment.table,
            with: placed.people.iter().map(String::as_str).filter(|id| *id != person).collect(),
        },
    }
}

/// Runs of idle slots between the participant's first and last meeting in the session.
fn breaks<'a>(
    event: &Event<'a>,
    person: &Participant,
    session: &'a str,
    slots: &[&'a Slot],
    busy: &[&'a Busy],
) -> Vec<Entry<'a>> {
    let placed = event.placed(&person.id);
    let met: Vec<u32> = placed.iter().filter(|p| p.slot.session == session).map(|p| p.slot.start).collect();
    let (Some(&first), Some(&last)) = (met.iter().min(), met.iter().max()) else { return Vec::new() };
    let idle = |slot: &Slot| {
        let meets = placed.iter().any(|p| overlap(slot, p.slot.start, p.slot.end));
        let blocked = busy.iter().any(|b| overlap(slot, b.start, b.end))
            || person.unavailable.iter().any(|&(start, end)| overlap(slot, start, end));
        !meets && (event.file.blocked_slots_are_idle || !blocked)
    };
    let between = slots.iter().filter(|slot| first < slot.start && slot.start < last);
    let mut breaks: Vec<Entry<'a>> = Vec::new();
    let mut goes_on = false;
    for slot in between {
        match breaks.last_mut() {
            _ if !idle(slot) => goes_on = false,
            Some(current) if goes_on => current.end = slot.end,
            _ => {
                breaks.push(Entry { start: slot.start, end: slot.end, what: What::Break { session } });
                goes_on = true;
            }
        }
    }
    breaks
}

fn overlap(slot: &Slot, start: u32, end: u32) -> bool {
    slot.start < end && start < slot.end
}
