//! Why a meeting has no place: the reasons of `docs/formats.md`, each given only where it is true.

mod circumstances;
mod detail;
mod hurdles;
#[cfg(test)]
mod tests;

pub use circumstances::Circumstances;
pub(crate) use detail::{hurdle as hurdle_text, lone_absentees};
pub(crate) use hurdles::{Hurdle, Looked, look, look_around};

use crate::format::{Criterion, Reason, Score};
use crate::instance::{Instance, MeetingIdx, SlotIdx};
use crate::onspot::{Change, Search, Seated, smallest};
use hurdles::is_barred;

/// Options that the search for a single move may look at, for each unplaced meeting.
const OPTIONS: u64 = 20_000;

/// How far a plan is proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Proof {
    /// No plan places meetings of more priority, given that all criteria before are at their values.
    Selection,
    /// A better selection may exist.
    None,
}

impl Proof {
    /// What a score and the bounds proven for it say.
    pub(crate) fn of(criteria: &[Criterion], score: &Score, bounds: &Score) -> Self {
        let selects =
            |c: &Criterion| matches!(c, Criterion::Unplaced | Criterion::Shortfall | Criterion::Order);
        let last = criteria.iter().position(|&c| c == Criterion::Unplaced);
        let last = last.or_else(|| criteria.iter().rposition(selects));
        let tight = |c: &Criterion| score.get(*c).is_some_and(|value| bounds.get(*c) == Some(value));
        match last {
            Some(last) if criteria[..=last].iter().all(tight) => Self::Selection,
            _ => Self::None,
        }
    }
}

/// Why a meeting has no place.
pub(crate) struct Why {
    pub(crate) reason: Reason,
    /// The reason in one sentence.
    pub(crate) detail: String,
    /// What the sentence is about.
    pub(crate) circumstances: Circumstances,
}

/// Why an unplaced meeting has no place, and what would let it in.
///
/// A reason that blames people or rooms is given only where other meetings cannot make way: the selection is proven, or
/// all that stands in the way is pinned or kept, or somebody's own meetings fill every slot of that person.
///
/// `moves`: whether to look for a move that would make a place; it takes some milliseconds.
pub(crate) fn reason(seated: &mut Seated<'_>, meeting: u32, proof: Proof, moves: bool) -> Why {
    let options = look_around(seated, meeting);
    let (reason, change) = if options.is_empty() {
        (without_options(seated, meeting), None)
    } else {
        decide(seated, meeting, &options, proof, moves)
    };
    let remedy = smallest(seated, meeting, &options, change.as_ref());
    let detail = detail::sentence(seated, meeting, reason, &options, remedy.as_ref());
    let circumstances = circumstances::gather(seated, meeting, reason, &options, remedy);
    Why { reason, detail, circumstances }
}

fn decide(
    seated: &mut Seated<'_>,
    meeting: u32,
    options: &[Looked],
    proof: Proof,
    moves: bool,
) -> (Reason, Option<Change>) {
    let by_pins = options.iter().all(|o| is_barred(seated, meeting, o, |m| seated.is_pinned(m)));
    if by_pins && !options.iter().all(|o| excludes_somebody(seated, o)) {
        return (Reason::BlockedByPin, None);
    }
    let firm = options.iter().all(|o| is_barred(seated, meeting, o, |m| seated.is_firm(m)));
    let present: Vec<&Looked> =
        options.iter().filter(|o| !o.hurdles.iter().any(|h| h.is_personal())).collect();
    let certain = proof == Proof::Selection || firm;
    if !certain && moves {
        let (changes, _) = Search::new(seated, OPTIONS).run(meeting, 1);
        if let Some(change) = changes.into_iter().next() {
            return (Reason::NotReached, Some(change));
        }
    }
    if present.is_empty() {
        let full = certain || is_somebody_full(seated, meeting, options);
        return (if full { Reason::ParticipantFull } else { Reason::NotReached }, None);
    }
    let seatable: Vec<&Looked> =
        present.iter().copied().filter(|o| !o.hurdles.contains(&Hurdle::Rooms)).collect();
    if seatable.is_empty() {
        let state = &seated.state;
        // Tables may be numbered anew where their number alone would do.
        let renumber = present.iter().any(|o| state.free_pool(meeting, o.slot).is_some());
        let pinned = |o: &&Looked| is_barred(seated, meeting, o, |m| seated.is_pinned(m));
        let reason = match certain && !renumber {
            true if present.iter().all(pinned) => Reason::BlockedByPin,
            true => Reason::RoomsFull,
            false => Reason::NotReached,
        };
        return (reason, None);
    }
    let is_free = |o: &&Looked| o.hurdles.is_empty();
    let breaks_spread = |o: &&Looked| o.hurdles.contains(&Hurdle::Spread);
    let reason = if seatable.iter().any(is_free) {
        Reason::NotReached
    } else if seatable.iter().any(breaks_spread) {
        Reason::BreakLimit
    } else {
        Reason::Precedence
    };
    (reason, None)
}

/// Whether somebody needed may have no meeting at all: that keeps an option out for good, but is no pin's doing.
fn excludes_somebody(seated: &Seated<'_>, option: &Looked) -> bool {
    let people = &seated.state.flat.instance.participants;
    option
        .hurdles
        .iter()
        .any(|h| matches!(*h, Hurdle::Quota { person } if people[person as usize].max_meetings == 0))
}

/// The reason of a meeting whose people are never all there while a room is open.
fn without_options(seated: &Seated<'_>, meeting: u32) -> Reason {
    if common_slots(seated.state.flat.instance, meeting).is_empty() {
        Reason::NoCommonSlot
    } else {
        Reason::RoomsFull
    }
}

/// Line-ups and slots in which everybody is there, whether or not a room is open.
pub(crate) fn common_slots(instance: &Instance, meeting: u32) -> Vec<(u8, u32)> {
    let data = &instance.meetings[meeting as usize];
    let pinned = data.pin.and_then(|pin| pin.lineup);
    let mut found = Vec::new();
    for (k, lineup) in data.lineups.iter().enumerate().filter(|(k, _)| pinned.is_none_or(|p| p == *k)) {
        let free = |s: usize| lineup.people.iter().all(|p| instance.participants[p.at()].free.contains(s));
        let admitted = |s: usize| instance.admits(MeetingIdx(meeting), SlotIdx::new(s));
        let slots = (0..instance.slots.len()).filter(|&s| admitted(s) && free(s));
        found.extend(slots.map(|s| (k.min(255) as u8, s as u32)));
    }
    found
}

/// Whether in every line-up somebody has no time left in any of the slots, or as many meetings as the quota allows.
fn is_somebody_full(seated: &Seated<'_>, meeting: u32, options: &[Looked]) -> bool {
    (0..seated.state.flat.n_lineups(meeting)).all(|lineup| {
        let own: Vec<&Looked> = options.iter().filter(|o| o.lineup == lineup).collect();
        let fills = |h: &Hurdle, person: u32| match *h {
            Hurdle::Meeting { person: p, .. } | Hurdle::Quota { person: p } => p == person,
            _ => false,
        };
        let is_full = |&p: &u32| own.iter().all(|o| o.hurdles.iter().any(|h| fills(h, p)));
        own.is_empty() || seated.people(meeting, lineup).iter().any(is_full)
    })
}
