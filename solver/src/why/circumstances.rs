//! What a reason is about, as data, for callers that say it in another language.

use serde::Serialize;

use super::{Hurdle, Looked, common_slots};
use crate::format::Reason;
use crate::onspot::{Relaxation, Seated};

/// Identifiers of a kind that are listed at most.
const MOST: usize = 12;

/// Who and what keeps a meeting without a place, by identifier; the first dozen of each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Circumstances {
    /// Those who are never there together, or whose other meetings or quotas stand in the way.
    pub participants: Vec<String>,
    /// The slots in which everybody of a line-up is there.
    pub slots: Vec<String>,
    /// Meetings that stand in the way there.
    pub meetings: Vec<String>,
    /// A single change that would let the meeting in, where one is known.
    pub remedy: Option<Relaxation>,
}

pub(super) fn gather(
    seated: &Seated<'_>,
    meeting: u32,
    reason: Reason,
    options: &[Looked],
    remedy: Option<Relaxation>,
) -> Circumstances {
    let file = seated.state.flat.instance.file();
    let (mut people, mut meetings) = (Vec::new(), Vec::new());
    for hurdle in options.iter().flat_map(|option| &option.hurdles) {
        match *hurdle {
            Hurdle::Meeting { person, meeting } => {
                people.push(person);
                meetings.push(meeting);
            }
            Hurdle::Quota { person } => people.push(person),
            Hurdle::Sequence { meeting } => meetings.push(meeting),
            Hurdle::Rooms | Hurdle::Spread => {}
        }
    }
    let slots = if options.is_empty() {
        common_slots(seated.state.flat.instance, meeting).into_iter().map(|(_, slot)| slot).collect()
    } else {
        options.iter().map(|option| option.slot).collect()
    };
    if reason == Reason::NoCommonSlot {
        people = seated.people(meeting, 0).to_vec();
    }
    Circumstances {
        participants: first(people, |p| &file.participants[p].id),
        slots: first(slots, |s| &file.slots[s].id),
        meetings: first(meetings, |m| &file.meetings[m].id),
        remedy,
    }
}

fn first<'f>(mut indices: Vec<u32>, id: impl Fn(usize) -> &'f String) -> Vec<String> {
    indices.sort_unstable();
    indices.dedup();
    indices.into_iter().take(MOST).map(|i| id(i as usize).clone()).collect()
}
