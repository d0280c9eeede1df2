//! Pins that no plan can contain: each alone or several together break a rule.

use super::{Instance, MOST_FAULTS, MeetingIdx, ParticipantIdx, PinData, RoomIdx, SlotIdx};
use crate::format::{Fault, PinFault};
use crate::labels::count;

/// Finds the pins that break H2 to H6 or H8 of `docs/formats.md`, and names them; returns line-ups with which all pins
/// go together.
pub(super) fn check(instance: &Instance, faults: &mut Vec<Fault>) -> Vec<(MeetingIdx, usize)> {
    let pins: Vec<(MeetingIdx, PinData)> = instance
        .meeting_indices()
        .filter_map(|m| instance.meetings[m.at()].pin.map(|pin| (m, pin)))
        .collect();
    if pins.is_empty() {
        return Vec::new();
    }
    let before = faults.len();
    for &(m, pin) in &pins {
        alone(instance, m, pin, faults);
    }
    together(instance, &pins, faults);
    faults.truncate(MOST_FAULTS);
    if faults.len() == before {
        tables(instance, &pins, faults);
    }
    if faults.len() > before {
        return Vec::new();
    }
    let mut chosen = Vec::new();
    let mut tries = MOST_TRIES;
    if !choose_lineups(instance, &pins, &mut chosen, &mut tries) && tries > 0 {
        let open = pins.iter().filter(|(m, pin)| seats(instance, *m, *pin).len() > 1);
        let ids: Vec<String> = open.clone().map(|(m, _)| instance.file.meetings[m.at()].id.clone()).collect();
        let problem = format!("no choice of line-ups lets the pins of {} go together", ids.join(", "));
        let m = open.map(|&(m, _)| m).next().unwrap_or(pins[0].0);
        let why = PinFault::NoLineups { meetings: ids };
        faults.push(fault(
            instance,
            m,
            why,
            (problem, "move or drop one of these pins, or pin the line-up too"),
        ));
    }
    chosen
}

/// Steps of the search for line-ups; pins that leave them open are few.
const MOST_TRIES: usize = 200_000;

/// Chooses a line-up for each pin in turn so that nobody is needed twice at a time or above the quota; goes back where
/// none is left.
fn choose_lineups(
    instance: &Instance,
    pins: &[(MeetingIdx, PinData)],
    chosen: &mut Vec<(MeetingIdx, usize)>,
    tries: &mut usize,
) -> bool {
    let mut from = 0;
    // No recursion: there may be more pins than a stack has room for.
    while let Some(&(m, pin)) = pins.get(chosen.len()) {
        let lineups = &instance.meetings[m.at()].lineups;
        let mut next = None;
        for (k, lineup) in lineups.iter().enumerate().skip(from) {
            *tries = tries.saturating_sub(1);
            if *tries == 0 {
                return false;
            }
            let goes = |p: &ParticipantIdx| can_sit(instance, *p, pin, chosen);
            if lineup.slots.contains(pin.slot.at()) && lineup.people.iter().all(goes) {
                next = Some(k);
                break;
            }
        }
        if let Some(k) = next {
            chosen.push((m, k));
            from = 0;
        } else if let Some((_, k)) = chosen.pop() {
            from = k + 1;
        } else {
            return false;
        }
    }
    true
}

/// Whether somebody may be in one more pinned meeting, beside those whose line-ups are chosen.
fn can_sit(instance: &Instance, p: ParticipantIdx, pin: PinData, chosen: &[(MeetingIdx, usize)]) -> bool {
    let with =
        |&&(other, k): &&(MeetingIdx, usize)| instance.meetings[other.at()].lineups[k].people.contains(&p);
    let mine: Vec<SlotIdx> = chosen
        .iter()
        .filter(with)
        .filter_map(|(other, _)| Some(instance.meetings[other.at()].pin?.slot))
        .collect();
    mine.len() < instance.participants[p.at()].max_meetings
        && !mine.iter().any(|&slot| instance.clash(slot, pin.slot))
}

fn fault(instance: &Instance, m: MeetingIdx, why: PinFault, (problem, remedy): (String, &str)) -> Fault {
    let id = &instance.file.meetings[m.at()].id;
    let (path, problem) = (format!("meetings[{}].pinned", m.at()), format!("pin of {id:?}: {problem}"));
    Fault { pin: Some(Box::new(why)), ..Fault::new(path, problem, remedy) }
}

/// What a pin breaks whatever the others are: the slot, the room, the people's time.
fn alone(instance: &Instance, m: MeetingIdx, pin: PinData, faults: &mut Vec<Fault>) {
    let file = &instance.file;
    let wire = &file.meetings[m.at()];
    let slot = &file.slots[pin.slot.at()];
    let listed = |list: &Option<Vec<String>>, id: &String| list.as_ref().is_none_or(|ids| ids.contains(id));
    if !listed(&wire.slots, &slot.id) || !listed(&wire.sessions, &slot.session) {
        let problem = format!("the meeting may not be held in slot {:?}", slot.id);
        let why = PinFault::SlotNotAllowed { slot: slot.id.clone() };
        faults.push(fault(instance, m, why, (problem, "pin it to one of its slots, or allow this one")));
        return;
    }
    if instance.rooms_in(m, pin.slot).next().is_none() {
        let room = pin.room.map(|r| file.rooms[r.at()].id.clone());
        let what = room.as_ref().map_or("no allowed room".to_owned(), |room| format!("room {room:?} not"));
        let problem = format!("in slot {:?} {what} open at its site", slot.id);
        let remedy = "pin it to an open room of the slot's site that the meeting allows";
        let why = PinFault::NoOpenRoom { slot: slot.id.clone(), room };
        faults.push(fault(instance, m, why, (problem, remedy)));
        return;
    }
    if seats(instance, m, pin).is_empty() {
        let away: Vec<String> = instance.meetings[m.at()]
            .lineups
            .iter()
            .enumerate()
            .filter(|(k, _)| pin.lineup.is_none_or(|pinned| pinned == *k))
            .flat_map(|(_, lineup)| &lineup.people)
            .filter(|p| !instance.participants[p.at()].free.contains(pin.slot.at()))
            .map(|p| file.participants[p.at()].id.clone())
            .collect();
        let problem = format!("{} cannot come in slot {:?}", away.join(" and "), slot.id);
        let why = PinFault::PeopleAway { slot: slot.id.clone(), participants: away };
        faults.push(fault(instance, m, why, (problem, "pin it to a slot in which everybody is free")));
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
        if faults.len() >= MOST_FAULTS {
            return;
        }
        let name = &instance.file.participants[p].id;
        for (i, &(a, slot_a)) in pinned.iter().enumerate() {
            let clashing = pinned[i + 1..].iter().filter(|&&(_, slot_b)| instance.clash(slot_a, slot_b));
            for &(b, slot_b) in clashing.take(MOST_FAULTS.saturating_sub(faults.len())) {
                let slots = [slot_a, slot_b].map(|s| instance.file.slots[s.at()].id.as_str());
                let problem = format!(
                    "{name} cannot be in {:?} (slot {:?}) and {:?} (slot {:?})",
                    ids(a),
                    slots[0],
                    ids(b),
                    slots[1]
                );
                let why = PinFault::Clash { participant: name.clone(), meeting: ids(a).to_owned() };
                faults.push(fault(instance, b, why, (problem, "move or drop one of the two pins")));
            }
        }
        let most = instance.participants[p].max_meetings;
        if pinned.len() > most {
            let n_pinned = pinned.len();
            let meetings = count(n_pinned, "pinned meeting", "pinned meetings");
            let problem = format!("{name} has {meetings} and a quota of {most}");
            let why = PinFault::OverQuota { participant: name.clone(), n_pinned, most };
            faults.push(fault(instance, pinned[0].0, why, (problem, "raise max_meetings or drop a pin")));
        }
    }
    for &(m, pin) in pins {
        for &first in &instance.meetings[m.at()].after {
            let Some(other) = instance.meetings[first.at()].pin else { continue };
            if !instance.ends_before(other.slot, pin.slot) {
                let problem = format!("starts before {:?} ends, which it must follow", ids(first));
                let why = PinFault::OutOfSequence { meeting: ids(first).to_owned() };
                let remedy = "move one of the two pins, or drop the precedence";
                faults.push(fault(instance, m, why, (problem, remedy)));
            }
        }
    }
}

/// Whether all pins of a minute find tables: a matching of pins to rooms, looked for at every start of a slot.
fn tables(instance: &Instance, pins: &[(MeetingIdx, PinData)], faults: &mut Vec<Fault>) {
    let mut ticks = vec![None; instance.n_ticks];
    for slot in &instance.slots {
        // The first is its own start.
        if let Some(&tick) = slot.ticks.first() {
            ticks[tick] = Some((slot.site, slot.start));
        }
    }
    for (site, minute) in ticks.into_iter().flatten() {
        let goes_on = |pin: &PinData| {
            let slot = &instance.slots[pin.slot.at()];
            slot.site == site && (slot.start..slot.end).contains(&minute)
        };
        let here: Vec<(MeetingIdx, PinData)> = pins.iter().copied().filter(|(_, pin)| goes_on(pin)).collect();
        let mut seated: Vec<Vec<usize>> = vec![Vec::new(); instance.rooms.len()];
        for i in 0..here.len() {
            let mut tried = vec![false; instance.rooms.len()];
            if !seat(instance, &here, i, &mut seated, &mut tried) {
                let (m, pin) = here[i];
                let slot = &instance.file.slots[pin.slot.at()].id;
                let others: Vec<String> =
                    here[..i].iter().map(|(m, _)| instance.file.meetings[m.at()].id.clone()).collect();
                let problem =
                    format!("no table is left in slot {slot:?} beside the pins of {}", others.join(", "));
                let why = PinFault::NoTable { slot: slot.clone(), meetings: others };
                let remedy = "move a pin to another slot or room, or add a table";
                faults.push(fault(instance, m, why, (problem, remedy)));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Pin;
    use crate::testing::EventBuilder;

    /// Meetings for two, all of them pinned to one slot.
    fn all_pinned(n: usize, people: impl Fn(usize) -> [String; 2]) -> crate::format::InstanceFile {
        let mut file = EventBuilder::one_hall(2, 3, 2).build();
        file.rooms[0].tables = u32::try_from(n).unwrap();
        let like = file.participants[0].clone();
        let everybody: std::collections::BTreeSet<String> = (0..n).flat_map(&people).collect();
        let person = |id: String| crate::format::Participant { id, ..like.clone() };
        file.participants = everybody.into_iter().map(person).collect();
        let pinned = Some(Pin { slot: "am1".to_owned(), room: None, lineup: None });
        let meeting = |i: usize| crate::format::Meeting {
            id: format!("m{i}"),
            attendees: people(i).into(),
            pinned: pinned.clone(),
            ..crate::format::Meeting::default()
        };
        file.meetings = (0..n).map(meeting).collect();
        file
    }

    #[test]
    fn very_many_pins_that_clash_tell_no_more_faults_than_anybody_reads() {
        let both = all_pinned(3000, |_| ["a".to_owned(), "b".to_owned()]);
        assert_eq!(Instance::new(both).unwrap_err().0.len(), MOST_FAULTS);
    }

    #[test]
    fn very_many_pins_take_no_more_stack_than_few() {
        let file = all_pinned(3000, |i| [format!("a{i}"), format!("b{i}")]);
        let small = std::thread::Builder::new().stack_size(256 * 1024);
        let checked = small.spawn(move || Instance::new(file).map(|instance| instance.meetings.len()));
        assert_eq!(checked.unwrap().join().unwrap().unwrap(), 3000);
    }

    fn pinned_together(alternatives: &[&[&str]]) -> Result<Instance, crate::format::Faults> {
        let mut file =
            EventBuilder::one_hall(2, 3, 5).meeting(&["p1", "p2", "p3"]).meeting(&["p2", "p4"]).build();
        let lineup = |people: &&[&str]| people.iter().map(|p| (*p).to_owned()).collect();
        file.meetings[1].alternatives = alternatives.iter().map(lineup).collect();
        for meeting in &mut file.meetings {
            meeting.pinned = Some(Pin { slot: "am1".to_owned(), room: None, lineup: None });
        }
        Instance::new(file)
    }

    #[test]
    fn pins_that_no_choice_of_lineups_reconciles_are_refused() {
        let faults = pinned_together(&[&["p3", "p4"]]).unwrap_err().0;
        assert_eq!(faults.len(), 1);
        assert_eq!(faults[0].path, "meetings[1].pinned");
        assert!(faults[0].problem.contains("no choice of line-ups"), "{}", faults[0]);
    }

    #[test]
    fn a_pin_above_the_quota_is_told_in_the_words_for_one_and_for_many() {
        for (n_pinned, told) in
            [(1, "p1 has 1 pinned meeting and a quota of 0"), (2, "p1 has 2 pinned meetings and")]
        {
            let event = EventBuilder::one_hall(2, 2, 3).meeting(&["p1", "p2"]).meeting(&["p1", "p3"]);
            let mut file = event.with_person("p1", |p| p.max_meetings = Some(n_pinned - 1)).build();
            for (meeting, slot) in file.meetings.iter_mut().zip(["am1", "am2"]).take(n_pinned as usize) {
                meeting.pinned = Some(Pin { slot: slot.to_owned(), room: None, lineup: None });
            }
            let faults = Instance::new(file).unwrap_err().0;
            assert!(faults[0].problem.contains(told), "{}", faults[0]);
            let most = n_pinned as usize - 1;
            let why = PinFault::OverQuota { participant: "p1".to_owned(), n_pinned: n_pinned as usize, most };
            assert_eq!(faults[0].pin, Some(Box::new(why)));
        }
    }

    #[test]
    fn pins_that_leave_a_lineup_open_take_one_that_goes() {
        let instance = pinned_together(&[&["p3", "p4"], &["p4", "p5"]]).unwrap();
        assert_eq!(instance.meetings[1].pin.unwrap().possible, 2);
    }
}
