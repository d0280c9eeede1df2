//! Small random events, and what the checker says to the spots that exact methods find.

use crate::check::check;
use crate::exact::all_spots;
use crate::format::{Assignment, InstanceFile, Previous, Score};
use crate::instance::{Instance, MeetingIdx};
use crate::place::{Pools, Spot, Spots};
use crate::seating::seat;
use crate::testing::{EventBuilder, honest, plan};

/// An event of two overlapping sessions and a third at another site, with a bit of everything. Meetings have few slots
/// each, so that idle slots cannot always be avoided and trying every plan does not take long.
pub(super) fn random_event(seed: u64) -> InstanceFile {
    let mut rng = fastrand::Rng::with_seed(seed);
    let mut event = EventBuilder::new()
        .site("a")
        .site("b")
        .travel("a", "b", 5)
        .session("am", "a")
        .slots("am", 0, 10, 5)
        .session("in", "a")
        .slots("in", 10, 15, 2)
        .session("pm", "b")
        .slots("pm", 50, 10, 2)
        .room("hall", "a", 1)
        .room("nook", "a", 1)
        .room("loft", "b", 1)
        .people(5);
    let ids = ["am1", "am2", "am3", "am4", "am5", "in1", "in2", "pm1", "pm2"];
    for _ in 0..5 {
        let mut people = ["p1", "p2", "p3", "p4", "p5"];
        rng.shuffle(&mut people);
        event = event.meeting(&people[..2 + usize::from(rng.u8(0..6) == 0)]).with_meeting(|m| {
            if rng.u8(0..4) == 0 {
                m.alternatives = vec![vec![people[1].to_owned(), people[3].to_owned()]];
            }
            if rng.u8(0..4) == 0 {
                m.rooms = Some(vec!["hall".to_owned()]);
            }
            m.priority = rng.u32(1..4);
            m.slots = Some(rng.choose_multiple(ids, 4).into_iter().map(str::to_owned).collect());
        });
    }
    let [early, late, quota] = [0; 3].map(|_| rng.u32(0..4));
    event
        .with(|e| {
            e.previous = ["m1", "m2", "m5"].map(|m| known(m, "am3", "hall")).to_vec();
            e.blocked_slots_are_idle = rng.bool();
            e.rooms[0].closed = vec!["am2".to_owned()];
            e.limits.max_break_spread = (rng.u8(0..2) == 0).then(|| rng.u32(0..2));
            let last = &mut e.meetings[4];
            last.after = if rng.bool() { vec!["m1".to_owned()] } else { Vec::new() };
        })
        .with_person("p1", |p| p.unavailable = vec![(10 * early, 10 * early + 20)])
        .with_person("p2", |p| p.unavailable = vec![(10 * late, 10 * late + 10)])
        .with_person("p3", |p| p.max_meetings = Some(2 + quota))
        .build()
}

fn known(meeting: &str, slot: &str, room: &str) -> Previous {
    let [meeting, slot, room] = [meeting, slot, room].map(str::to_owned);
    Previous { meeting, slot, room, table: None, lineup: None }
}

/// The score of a plan with these spots, if it is valid.
pub(super) fn score(instance: &Instance, pools: &Pools, spots: &Spots) -> Option<Score> {
    let file = instance.file();
    let seats = seat(instance, pools, spots, &vec![None; spots.len()], 1);
    let mut draft = plan(file, &[]);
    for m in instance.meeting_indices() {
        if let Some(spot) = spots[m.at()] {
            let (room, table) = seats[m.at()]?;
            draft.assignments.push(Assignment {
                meeting: file.meetings[m.at()].id.clone(),
                slot: file.slots[spot.slot.at()].id.clone(),
                room: file.rooms[room.at()].id.clone(),
                table: table as i64,
                lineup: i64::from(spot.lineup),
            });
        }
    }
    let plan = honest(file, draft);
    check(file, &plan).is_valid().then_some(plan.score)
}

/// The scores of all valid plans; every meeting is placed unless it `may_drop` out.
pub(super) fn all_scores(instance: &Instance, pools: &Pools, may_drop: bool) -> Vec<Score> {
    let mut scores = Vec::new();
    let mut spots: Spots = Vec::new();
    complete(instance, pools, may_drop, &mut spots, &mut scores);
    scores
}

fn complete(instance: &Instance, pools: &Pools, may_drop: bool, spots: &mut Spots, scores: &mut Vec<Score>) {
    if spots.len() == instance.meetings.len() {
        scores.extend(score(instance, pools, spots));
        return;
    }
    let m = MeetingIdx::new(spots.len());
    for choice in all_spots(instance, pools, m).map(Some).chain(may_drop.then_some(None)) {
        if choice.is_none_or(|spot| !clashes(instance, spots, m, spot)) {
            spots.push(choice);
            complete(instance, pools, may_drop, spots, scores);
            spots.pop();
        }
    }
}

/// Whether somebody of the meeting is already in another one then: spares the checker most of its work.
fn clashes(instance: &Instance, spots: &Spots, m: MeetingIdx, spot: Spot) -> bool {
    let people = |m: usize, spot: Spot| &instance.meetings[m].lineups[usize::from(spot.lineup)].people;
    let own = people(m.at(), spot);
    spots.iter().enumerate().filter_map(|(i, other)| other.map(|other| (i, other))).any(|(i, other)| {
        instance.clash(spot.slot, other.slot) && people(i, other).iter().any(|p| own.contains(p))
    })
}
