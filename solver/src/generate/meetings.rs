//! Who wants to meet whom.

use std::collections::BTreeSet;

use fastrand::Rng;

use super::hidden::Hidden;
use super::people::{Crowd, Person};
use super::pick::Urn;
use super::places::{Places, expert_room};
use super::recipe::Recipe;
use crate::bits::Bits;
use crate::format::Meeting;

/// Draws per meeting before the search for more pairs ends.
const TRIES: usize = 60;

/// Two who meet, and where in the hidden plan, if there is one.
struct Pair {
    people: [usize; 2],
    slot: Option<usize>,
}

/// Invents the meetings.
pub(super) fn meetings(recipe: &Recipe, places: &Places, crowd: &Crowd, rng: &mut Rng) -> Vec<Meeting> {
    let pairs = pairs(recipe, places, crowd, rng);
    let restrictions: Vec<Restriction> =
        offices(places).map(|office| Restriction::new(recipe, places, office)).collect();
    let mut meetings: Vec<Meeting> = Vec::with_capacity(pairs.len());
    for (i, pair) in pairs.iter().enumerate() {
        let office = office(crowd, pair.people);
        let mut meeting = Meeting {
            id: format!("m{}", i + 1),
            attendees: pair.people.iter().map(|&p| crowd.participants[p].id.clone()).collect(),
            ..Meeting::default()
        };
        if places.offices() {
            let restriction = &restrictions[office.map_or(0, |site| site + 1)];
            meeting.sessions = Some(restriction.sessions.clone());
            meeting.rooms = Some(restriction.rooms.clone());
        }
        if rng.f64() < recipe.priorities {
            meeting.priority = rng.u32(2..=5);
        }
        if rng.f64() < recipe.alternatives
            && let Some(other) = alternative(crowd, pair.people, rng)
        {
            let [first, _] = pair.people;
            meeting.alternatives =
                vec![[first, other].iter().map(|&p| crowd.participants[p].id.clone()).collect()];
        }
        meetings.push(meeting);
    }
    precede(recipe, places, &pairs, &mut meetings, rng);
    meetings
}

/// Different pairs of people, the sought-after ones in many, until nobody is left who wants more.
fn pairs(recipe: &Recipe, places: &Places, crowd: &Crowd, rng: &mut Rng) -> Vec<Pair> {
    let wanted = recipe.meetings as usize;
    let mut urn = Urn::new(crowd.people.iter().map(|p| p.weight).collect());
    let mut left: Vec<usize> = crowd.people.iter().map(|p| p.most).collect();
    for (i, _) in left.iter().enumerate().filter(|(_, left)| **left == 0) {
        urn.remove(i);
    }
    let slots: Vec<Bits> = offices(places).map(|office| places.slots_of(office)).collect();
    let mut hidden = Hidden::new(places, crowd);
    let mut met = BTreeSet::new();
    let mut pairs = Vec::with_capacity(wanted);
    for _ in 0..TRIES * wanted {
        if pairs.len() == wanted {
            break;
        }
        let (Some(a), Some(b)) = (urn.draw(rng), urn.draw(rng)) else { break };
        let both_experts = crowd.people[a].expert && crowd.people[b].expert;
        if a == b || both_experts || met.contains(&(a.min(b), a.max(b))) {
            continue;
        }
        // Experts are met: they never ask.
        let people = if crowd.people[a].expert { [b, a] } else { [a, b] };
        let slot = if recipe.placeable {
            let allowed = &slots[office(crowd, people).map_or(0, |site| site + 1)];
            let Some(slot) = hidden.place(people, allowed, rng) else { continue };
            Some(slot)
        } else {
            None
        };
        met.insert((a.min(b), a.max(b)));
        pairs.push(Pair { people, slot });
        for person in people {
            left[person] -= 1;
            if left[person] == 0 || (recipe.placeable && hidden.is_full(person)) {
                urn.remove(person);
            }
        }
    }
    pairs
}

/// Everybody's sessions, then those of each site's experts.
fn offices(places: &Places) -> impl Iterator<Item = Option<usize>> + use<> {
    std::iter::once(None).chain((0..places.sites.len()).map(Some))
}

/// The site at which the two must meet because one of them is an expert there.
fn office(crowd: &Crowd, people: [usize; 2]) -> Option<usize> {
    people.iter().find_map(|&p| crowd.people[p].office)
}

/// Where meetings of one kind may be held.
struct Restriction {
    sessions: Vec<String>,
    rooms: Vec<String>,
}

impl Restriction {
    fn new(recipe: &Recipe, places: &Places, office: Option<usize>) -> Self {
        let rooms = match office {
            Some(site) => vec![expert_room(&places.sites[site].id)],
            None => places.ordinary_rooms(recipe),
        };
        Self { sessions: places.sessions_of(office), rooms }
    }
}

/// Somebody who could stand in for the second of the two: an expert of the same site for an expert.
fn alternative(crowd: &Crowd, [first, second]: [usize; 2], rng: &mut Rng) -> Option<usize> {
    const TRIES: usize = 20;
    let kind = |p: &Person| (p.expert, p.office);
    let n = crowd.people.len();
    // Experts stand at the end of the list.
    let first_expert = crowd.people.partition_point(|p| !p.expert);
    let range = if crowd.people[second].expert { first_expert..n } else { 0..first_expert };
    (0..TRIES)
        .map(|_| rng.usize(range.clone()))
        .find(|&p| p != first && p != second && kind(&crowd.people[p]) == kind(&crowd.people[second]))
}

/// Makes some meetings wait for the one before in the list of the same person; where there is a hidden plan, as it has them.
fn precede(recipe: &Recipe, places: &Places, pairs: &[Pair], meetings: &mut [Meeting], rng: &mut Rng) {
    let mut latest = vec![None; recipe.people as usize];
    for (i, pair) in pairs.iter().enumerate() {
        let before = latest[pair.people[rng.usize(..2)]];
        if let Some(before) = before
            && rng.f64() < recipe.precedence
        {
            let ends_before = |a: usize, b: usize| match (pairs[a].slot, pairs[b].slot) {
                (Some(a), Some(b)) => places.slots[a].end <= places.slots[b].start,
                _ => a < b,
            };
            let (first, second) = if ends_before(before, i) { (before, i) } else { (i, before) };
            if ends_before(first, second) {
                let first = meetings[first].id.clone();
                meetings[second].after.push(first);
            }
        }
        for &person in &pair.people {
            latest[person] = Some(i);
        }
    }
}
