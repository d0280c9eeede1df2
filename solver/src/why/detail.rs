//! The sentence that goes with a reason.

use super::{Hurdle, Looked, common_slots};
use crate::format::{Criterion, Reason};
use crate::instance::{Instance, MeetingIdx, SlotIdx};
use crate::labels::{Labels, count, list};
use crate::onspot::{Relaxation, Seated};

/// Slots that a sentence lists at most.
const MOST: usize = 3;

/// One sentence that names who and what stands in the way, and a change that would let it in.
pub(super) fn sentence(
    seated: &Seated<'_>,
    meeting: u32,
    reason: Reason,
    options: &[Looked],
    remedy: Option<&Relaxation>,
) -> String {
    let labels = Labels::new(seated.state.flat.instance);
    let facts = match reason {
        Reason::NoCommonSlot => never_together(seated, meeting),
        Reason::RoomsFull if options.is_empty() => never_open(seated, meeting),
        Reason::ParticipantFull => {
            or_else(full_people(seated, meeting, options), || in_slots(labels, options))
        }
        Reason::RoomsFull => {
            let free = options.iter().filter(|o| !o.hurdles.iter().any(|h| h.is_personal()));
            let slots = slots(labels, free.map(|o| o.slot));
            format!("no table is free in {slots}, where everybody is")
        }
        Reason::NotReached if options.iter().any(|o| o.hurdles.is_empty()) => {
            let free = options.iter().filter(|o| o.hurdles.is_empty()).map(|o| o.slot);
            unused(seated.state.flat.instance, &slots(labels, free))
        }
        Reason::NotReached => {
            format!("the search ended before it could decide; {}", in_slots(labels, options))
        }
        _ => in_slots(labels, options),
    };
    match remedy {
        Some(relaxation) => format!("{facts}; it would fit if {relaxation}"),
        None => facts,
    }
}

/// Why a free place was left.
fn unused(instance: &Instance, slots: &str) -> String {
    let first = instance.criteria().iter().take_while(|&&c| c != Criterion::Unplaced);
    let first: Vec<&str> = first.map(|c| c.name()).collect();
    if first.is_empty() {
        return format!("the search ended before it used the free place in {slots}");
    }
    let first = first.join(", ");
    format!(
        "the free place in {slots} was not used: in this event {first} comes before unplaced, or the search ended"
    )
}

fn or_else(text: Option<String>, other: impl FnOnce() -> String) -> String {
    text.unwrap_or_else(other)
}

/// Those whom their own meetings keep away from every slot.
fn full_people(seated: &Seated<'_>, meeting: u32, options: &[Looked]) -> Option<String> {
    let instance = seated.state.flat.instance;
    let labels = Labels::new(instance);
    let people = seated.people(meeting, 0);
    if let Some(&p) = people.iter().find(|&&p| seated.state.at_quota(p)) {
        let most = instance.participants[p as usize].max_meetings;
        return Some(format!("{} has as many meetings as the quota of {most} allows", labels.person(p)));
    }
    let busy = |o: &Looked, p: u32| {
        o.hurdles.iter().any(|h| matches!(h, Hurdle::Meeting { person, .. } if *person == p))
    };
    let of_first = || options.iter().filter(|o| o.lineup == 0);
    let &p = people.iter().find(|&&p| of_first().all(|o| busy(o, p)))?;
    of_first().next()?;
    let slots = slots(labels, of_first().map(|o| o.slot));
    Some(format!("{} is in other meetings in every slot that would do ({slots})", labels.person(p)))
}

fn never_together(seated: &Seated<'_>, meeting: u32) -> String {
    let instance = seated.state.flat.instance;
    let labels = Labels::new(instance);
    let people = labels.people(seated.people(meeting, 0));
    let n_others = instance.meetings[meeting as usize].lineups.len() - 1;
    let others = if n_others > 0 { ", nor any other line-up," } else { "" };
    format!("{people}{others} are never free together in a slot in which the meeting may be held")
}

fn never_open(seated: &Seated<'_>, meeting: u32) -> String {
    let instance = seated.state.flat.instance;
    let labels = Labels::new(instance);
    let common = common_slots(instance, meeting).into_iter().map(|(_, slot)| slot);
    format!("no room that the meeting may use is open in {}, where everybody is free", slots(labels, common))
}

/// What stands in the way, slot by slot.
fn in_slots(labels: Labels<'_>, options: &[Looked]) -> String {
    let text = |o: &Looked| {
        let hurdles = o.hurdles.iter().take(2).map(|h| hurdle(labels, *h));
        let lineup = if o.lineup > 0 { format!(" with line-up {}", o.lineup) } else { String::new() };
        format!("in {}{lineup} {}", labels.slot(o.slot), list(hurdles))
    };
    let mut parts: Vec<String> = options.iter().take(MOST).map(text).collect();
    if options.len() > MOST {
        let n_more = options.len() - MOST;
        parts.push(count(n_more, "more slot is taken alike", "more slots are taken alike"));
    }
    parts.join(", ")
}

/// What a hurdle is, as the end of a sentence.
pub(crate) fn hurdle(labels: Labels<'_>, hurdle: Hurdle) -> String {
    match hurdle {
        Hurdle::Meeting { person, meeting } => {
            format!("{} is in {}", labels.person(person), labels.meeting(meeting))
        }
        Hurdle::Quota { person } => format!("the quota of {} is reached", labels.person(person)),
        Hurdle::Rooms => "no table is free".to_owned(),
        Hurdle::Sequence { meeting } => {
            format!("{} stands out of sequence with it", labels.meeting(meeting))
        }
        Hurdle::Spread => "somebody would have too many breaks more than others".to_owned(),
    }
}

fn slots(labels: Labels<'_>, slots: impl Iterator<Item = u32>) -> String {
    let mut slots: Vec<u32> = slots.collect();
    slots.sort_unstable();
    slots.dedup();
    let n = slots.len();
    let mut parts: Vec<String> = slots.into_iter().take(MOST).map(|s| labels.slot(s)).collect();
    if n > MOST {
        parts.push(format!("{} more", n - MOST));
    }
    list(parts)
}

/// Participants who alone keep a slot from being shared, with slot and line-up.
pub(crate) fn lone_absentees(seated: &Seated<'_>, meeting: u32) -> Vec<(u32, u8, u32)> {
    let instance = seated.state.flat.instance;
    let mut found = Vec::new();
    for lineup in 0..seated.state.flat.n_lineups(meeting) {
        for slot in 0..instance.slots.len() {
            if !instance.admits(MeetingIdx(meeting), SlotIdx::new(slot)) {
                continue;
            }
            let people = seated.people(meeting, lineup).iter();
            let mut away = people.filter(|&&p| !instance.participants[p as usize].free.contains(slot));
            if let (Some(&one), None) = (away.next(), away.next()) {
                found.push((one, lineup, slot as u32));
            }
        }
    }
    found
}
