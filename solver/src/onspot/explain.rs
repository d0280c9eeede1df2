//! Why a meeting stands where it stands, or nowhere.

use serde::Serialize;

use super::relax::relaxations;
use super::seated::Seated;
use super::wire::Place;
use super::{Relaxation, find_meeting, open_plan};
use crate::format::{Plan, Reason};
use crate::instance::{Instance, RoomIdx, SlotIdx};
use crate::labels::{Labels, list};
use crate::outcome::SolveError;
use crate::search::NONE;
use crate::why::{Hurdle, Proof, Why, common_slots, hurdle_text, look, look_around, reason};

/// What there is to say about one meeting in a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The meeting.
    pub meeting: String,
    /// Its name for people.
    pub name: Option<String>,
    /// Where it stands.
    pub placed: Option<Place>,
    /// Why it stands nowhere.
    pub reason: Option<Reason>,
    /// The reason in one sentence.
    pub detail: Option<String>,
    /// Everybody of its line-ups, each once.
    pub people: Vec<Person>,
    /// Slots that the meeting allows and in which everybody of a line-up is there, with what stands in the way of it.
    pub common_slots: Vec<CommonSlot>,
    /// Single changes that would let it in, each tried; empty for a meeting that has a place.
    pub relaxations: Vec<Relaxation>,
}

/// How full a participant of the meeting is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Person {
    /// The participant.
    pub id: String,
    /// Their name for people.
    pub name: Option<String>,
    /// Meetings in the plan.
    pub meetings: usize,
    /// Quota, where there is one.
    pub max_meetings: Option<u32>,
    /// Slots in which they are there and free of other meetings.
    pub free_slots: Vec<String>,
}

/// A slot that a line-up shares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CommonSlot {
    /// The slot.
    pub slot: String,
    /// The line-up.
    pub lineup: usize,
    /// What stands in the way there; nothing where the meeting stands or could stand.
    pub obstacles: Vec<Obstacle>,
    /// The same in words.
    pub text: String,
}

/// Something in the way of a meeting in a slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Obstacle {
    /// Somebody is in another meeting, or on the way to or from it.
    Meeting {
        /// The participant.
        participant: String,
        /// The other meeting.
        meeting: String,
        /// Whether an organiser pinned the other meeting.
        pinned: bool,
    },
    /// Somebody has as many meetings as the quota allows.
    Quota {
        /// The participant.
        participant: String,
    },
    /// No allowed room has a free table.
    RoomsFull,
    /// No allowed room is open.
    Closed,
    /// Another meeting must end before this one, or start after it.
    Sequence {
        /// The other meeting.
        meeting: String,
    },
    /// The limit on the spread of breaks.
    BreakLimit,
}

/// Explains a meeting of a plan.
///
/// A plan in which a meeting stands where it may not is refused.
pub fn explain(instance: &Instance, plan: &Plan, meeting: &str) -> Result<Explanation, SolveError> {
    let m = find_meeting(instance, meeting)?;
    let proof = Proof::of(instance.criteria(), &plan.score, &plan.bounds);
    open_plan(instance, plan, |seated| {
        let people = people(seated, m);
        let stood = seated.remove(m);
        let common_slots = find_common_slots(seated, m);
        let wire = &instance.file().meetings[m as usize];
        let mut explanation = Explanation {
            meeting: wire.id.clone(),
            name: wire.name.clone(),
            placed: stood.map(|kept| Place::new(instance, kept)),
            reason: None,
            detail: None,
            people,
            common_slots,
            relaxations: Vec::new(),
        };
        if stood.is_none() {
            seated.set_base();
            let Why { reason, detail, .. } = reason(seated, m, proof, true);
            let options = look_around(seated, m);
            explanation.reason = Some(reason);
            explanation.detail = Some(detail);
            explanation.relaxations = relaxations(seated, m, &options);
        }
        explanation
    })
}

fn people(seated: &Seated<'_>, meeting: u32) -> Vec<Person> {
    let instance = seated.state.flat.instance;
    let mut people: Vec<u32> = Vec::new();
    for lineup in &instance.meetings[meeting as usize].lineups {
        for p in &lineup.people {
            if !people.contains(&p.0) {
                people.push(p.0);
            }
        }
    }
    let person = |p: u32| {
        let wire = &instance.file().participants[p as usize];
        let free =
            |s: &usize| seated.state.at(p, *s as u32) == NONE && seated.state.clashing(p, *s as u32) == 0;
        let slots = instance.participants[p as usize].free.iter().filter(free);
        Person {
            id: wire.id.clone(),
            name: wire.name.clone(),
            meetings: seated.state.count[p as usize] as usize,
            max_meetings: wire.max_meetings,
            free_slots: slots.map(|s| instance.file().slots[s].id.clone()).collect(),
        }
    };
    people.into_iter().map(person).collect()
}

fn find_common_slots(seated: &mut Seated<'_>, meeting: u32) -> Vec<CommonSlot> {
    let instance = seated.state.flat.instance;
    let slots = common_slots(instance, meeting);
    slots.into_iter().map(|(lineup, slot)| common_slot(seated, meeting, lineup, slot)).collect()
}

fn common_slot(seated: &mut Seated<'_>, meeting: u32, lineup: u8, slot: u32) -> CommonSlot {
    let (instance, labels) = (seated.state.flat.instance, Labels::new(seated.state.flat.instance));
    let allowed = seated.state.flat.allows(seated.state.flat.option(meeting, lineup), slot);
    let hurdles = look(seated, meeting, lineup, slot);
    let mut obstacles = Vec::new();
    let mut texts = Vec::new();
    for hurdle in hurdles {
        let closed = hurdle == Hurdle::Rooms && !allowed;
        obstacles.push(if closed { Obstacle::Closed } else { Obstacle::new(seated, hurdle) });
        texts.push(match hurdle {
            Hurdle::Rooms if closed => "no room that it may use is open".to_owned(),
            Hurdle::Meeting { meeting, .. } if seated.is_pinned(meeting) => {
                format!("{} (pinned)", hurdle_text(labels, hurdle))
            }
            Hurdle::Rooms => full_rooms(seated, meeting, slot),
            _ => hurdle_text(labels, hurdle),
        });
    }
    let text = if texts.is_empty() { "free".to_owned() } else { list(texts) };
    let slot = instance.file().slots[slot as usize].id.clone();
    CommonSlot { slot, lineup: usize::from(lineup), obstacles, text }
}

/// Says which rooms are full.
fn full_rooms(seated: &Seated<'_>, meeting: u32, slot: u32) -> String {
    /// Rooms that are named at most.
    const MOST: usize = 3;
    let instance = seated.state.flat.instance;
    let labels = Labels::new(instance);
    let rooms: Vec<RoomIdx> =
        instance.rooms_in(crate::instance::MeetingIdx(meeting), SlotIdx(slot)).collect();
    if rooms.len() > MOST {
        return format!("all {} rooms are full", rooms.len());
    }
    let verb = if rooms.len() == 1 { "is" } else { "are" };
    format!("{} {verb} full", list(rooms.into_iter().map(|r| labels.room(r))))
}

impl Obstacle {
    fn new(seated: &Seated<'_>, hurdle: Hurdle) -> Self {
        let file = seated.state.flat.instance.file();
        let person = |p: u32| file.participants[p as usize].id.clone();
        let id = |m: u32| file.meetings[m as usize].id.clone();
        match hurdle {
            Hurdle::Meeting { person: p, meeting } => Self::Meeting {
                participant: person(p),
                meeting: id(meeting),
                pinned: seated.is_pinned(meeting),
            },
            Hurdle::Quota { person: p } => Self::Quota { participant: person(p) },
            Hurdle::Rooms => Self::RoomsFull,
            Hurdle::Sequence { meeting } => Self::Sequence { meeting: id(meeting) },
            Hurdle::Spread => Self::BreakLimit,
        }
    }
}
