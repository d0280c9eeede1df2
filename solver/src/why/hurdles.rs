//! What stands in the way of one option of a meeting, in a plan as it is.

use crate::instance::{MeetingIdx, PinData, SlotIdx};
use crate::onspot::{Seated, Spread};
use crate::search::NONE;
use crate::standing::Kept;

/// Something that keeps a meeting out of a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Hurdle {
    /// Somebody is in another meeting, or on the way to or from it.
    Meeting { person: u32, meeting: u32 },
    /// Somebody has as many meetings as the quota allows.
    Quota { person: u32 },
    /// No room that is open and allowed has a free table.
    Rooms,
    /// Another meeting must end before, or start after.
    Sequence { meeting: u32 },
    /// The numbers of breaks would differ by more than the limit.
    Spread,
}

impl Hurdle {
    /// Whether it is about somebody's time or quota.
    pub(crate) fn is_personal(self) -> bool {
        matches!(self, Self::Meeting { .. } | Self::Quota { .. })
    }
}

/// An option with all that stands in its way; nothing for a place that is free.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Looked {
    pub(crate) slot: u32,
    pub(crate) lineup: u8,
    pub(crate) hurdles: Vec<Hurdle>,
}

/// Every option of an unplaced meeting in which its people are there and an allowed room is open.
pub(crate) fn look_around(seated: &mut Seated<'_>, meeting: u32) -> Vec<Looked> {
    let flat = seated.state.flat;
    let mut looked = Vec::new();
    for lineup in 0..flat.n_lineups(meeting) {
        for &slot in flat.slots(flat.option(meeting, lineup)) {
            looked.push(Looked { slot, lineup, hurdles: look(seated, meeting, lineup, slot) });
        }
    }
    looked
}

/// What stands in the way of an unplaced meeting in a slot. Breaks are looked at only where nothing else does.
pub(crate) fn look(seated: &mut Seated<'_>, meeting: u32, lineup: u8, slot: u32) -> Vec<Hurdle> {
    let mut hurdles = Vec::new();
    let state = &seated.state;
    for &person in seated.people(meeting, lineup) {
        let conflicts = &state.flat.instance.slots[slot as usize].conflicts;
        let clashing = if state.clashing(person, slot) > 0 { conflicts.as_slice() } else { &[] };
        let slots = std::iter::once(slot).chain(clashing.iter().map(|s| s.0));
        let meetings = slots.map(|s| state.at(person, s)).filter(|&m| m != NONE);
        hurdles.extend(meetings.map(|meeting| Hurdle::Meeting { person, meeting }));
        if state.at_quota(person) {
            hurdles.push(Hurdle::Quota { person });
        }
    }
    hurdles.extend(seated.out_of_sequence(meeting, slot).map(|meeting| Hurdle::Sequence { meeting }));
    match seated.best_seat(meeting, lineup, slot) {
        None => hurdles.push(Hurdle::Rooms),
        Some(place) if hurdles.is_empty() && seated.spread_with(meeting, place) == Spread::Broken => {
            hurdles.push(Hurdle::Spread);
        }
        Some(_) => {}
    }
    hurdles.sort_unstable();
    hurdles
}

/// Whether meetings of a kind alone keep an option from being used, by people, quotas or tables.
pub(crate) fn is_barred(
    seated: &Seated<'_>,
    meeting: u32,
    looked: &Looked,
    kind: impl Fn(u32) -> bool,
) -> bool {
    let instance = seated.state.flat.instance;
    let people = seated.people(meeting, looked.lineup);
    let bars = |hurdle: &Hurdle| match *hurdle {
        Hurdle::Meeting { meeting: other, .. } => kind(other) && always_meets(seated, other, people),
        Hurdle::Quota { person } => {
            let data = &instance.participants[person as usize];
            let sits = |m: u32| seated.stands(m).is_some() && always_meets(seated, m, &[person]);
            data.max_meetings <= data.meetings.iter().filter(|m| kind(m.0) && sits(m.0)).count()
        }
        Hurdle::Rooms => {
            let ticks = &instance.slots[looked.slot as usize].ticks;
            instance.rooms_in(MeetingIdx(meeting), SlotIdx(looked.slot)).all(|room| {
                let tables = instance.rooms[room.at()].tables;
                let full = |&tick: &usize| {
                    let here = seated.tables.meetings(room, &[tick]);
                    here.into_iter().filter(|&m| kind(m) && keeps_room(seated, m)).count() >= tables
                };
                ticks.iter().any(full)
            })
        }
        Hurdle::Sequence { .. } | Hurdle::Spread => false,
    };
    looked.hurdles.iter().any(bars)
}

/// Whether a meeting takes somebody of these people whichever of its line-ups comes.
fn always_meets(seated: &Seated<'_>, meeting: u32, people: &[u32]) -> bool {
    if is_kept(seated, meeting) {
        let stands = |k: Kept| seated.people(meeting, k.lineup).iter().any(|p| people.contains(p));
        return seated.stands(meeting).is_some_and(stands);
    }
    let lineups = &seated.state.flat.instance.meetings[meeting as usize].lineups;
    let mut possible = lineups.iter().filter(|l| !l.slots.is_empty());
    possible.all(|lineup| lineup.people.iter().any(|p| people.contains(&p.0)))
}

/// Whether a firm meeting stays in its room: a pin may leave the room open.
fn keeps_room(seated: &Seated<'_>, meeting: u32) -> bool {
    let instance = seated.state.flat.instance;
    let only_room = |pin: PinData| {
        pin.room.is_some() || instance.rooms_in(MeetingIdx(meeting), pin.slot).nth(1).is_none()
    };
    is_kept(seated, meeting) || instance.meetings[meeting as usize].pin.is_some_and(only_room)
}

/// Whether a meeting stays as it is in every way. One that is pinned may be so too, which is not looked at.
fn is_kept(seated: &Seated<'_>, meeting: u32) -> bool {
    seated.state.fixed[meeting as usize] && !seated.is_pinned(meeting)
}
