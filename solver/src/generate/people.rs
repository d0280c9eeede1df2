//! Who is there, when, and how sought after.

use fastrand::Rng;

use super::names;
use super::pick::log_normal;
use super::places::Places;
use super::recipe::Recipe;
use crate::bits::Bits;
use crate::format::{Busy, Participant};

/// Everybody, as the instance says it and as the generator needs it.
pub(super) struct Crowd {
    pub(super) participants: Vec<Participant>,
    pub(super) busy: Vec<Busy>,
    pub(super) people: Vec<Person>,
}

/// What the generator needs to know of a participant.
pub(super) struct Person {
    pub(super) expert: bool,
    /// The site of the expert's own sessions.
    pub(super) office: Option<usize>,
    /// How sought after.
    pub(super) weight: f64,
    /// Slots that are free.
    pub(super) free: Bits,
    /// How many meetings the participant asks for at most.
    pub(super) most: usize,
}

/// How much more than others experts are sought after.
const EXPERT_WEIGHT: f64 = 2.0;

/// Invents the people, their absences and their conferences.
pub(super) fn crowd(recipe: &Recipe, places: &Places, rng: &mut Rng) -> Crowd {
    let n = recipe.people as usize;
    let n_experts = (recipe.experts * n as f64).round() as usize;
    let mut away = Vec::with_capacity(n);
    let mut crowd = Crowd { participants: Vec::with_capacity(n), busy: Vec::new(), people: Vec::new() };
    for i in 0..n {
        let expert = (n - n_experts..n).contains(&i).then(|| i - (n - n_experts));
        let absent = absences(recipe, places.times.len(), rng);
        crowd.participants.push(Participant {
            id: expert.map_or_else(|| format!("p{}", i + 1), |e| format!("e{}", e + 1)),
            name: Some(expert.map_or_else(|| names::company(i), names::expert)),
            unavailable: intervals(&absent, &places.times),
            max_meetings: expert.and(recipe.expert_quota).or(recipe.quota),
            min_meetings: recipe.promised,
        });
        away.push(absent);
        let office = expert.filter(|_| places.offices()).map(|_| rng.usize(..places.sites.len()));
        let weight = log_normal(recipe.skew, rng) * if expert.is_some() { EXPERT_WEIGHT } else { 1.0 };
        crowd.people.push(Person {
            expert: expert.is_some(),
            office,
            weight,
            free: places.slots_of(office),
            most: 0,
        });
    }
    for i in 0..recipe.conferences {
        let conference = conference(recipe, places, &mut away, &crowd, i, rng);
        crowd.busy.push(conference);
    }
    occupy(recipe, places, &mut crowd);
    crowd
}

/// At which times somebody is away.
fn absences(recipe: &Recipe, n_times: usize, rng: &mut Rng) -> Vec<bool> {
    /// Who is there only for a part of the event stays for 40 to 80 % of it.
    const PART: (f64, f64) = (0.4, 0.8);
    let mut away = vec![false; n_times];
    if rng.f64() < recipe.part_time {
        let share = PART.0 + (PART.1 - PART.0) * rng.f64();
        let stay = ((share * n_times as f64).round() as usize).clamp(1, n_times);
        let from = rng.usize(..=n_times - stay);
        away.fill(true);
        away[from..from + stay].fill(false);
    }
    for time in &mut away {
        *time |= rng.f64() < recipe.unavailable;
    }
    away
}

/// Runs of absent times as intervals.
fn intervals(away: &[bool], times: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut intervals: Vec<(u32, u32)> = Vec::new();
    for (i, &(start, end)) in times.iter().enumerate() {
        match intervals.last_mut() {
            _ if !away[i] => {}
            Some(last) if 0 < i && away[i - 1] => last.1 = end,
            _ => intervals.push((start, end)),
        }
    }
    intervals
}

/// A conference of two to four slots in one session, and who goes there; they are away from then on.
fn conference(
    recipe: &Recipe,
    places: &Places,
    away: &mut [Vec<bool>],
    crowd: &Crowd,
    number: u32,
    rng: &mut Rng,
) -> Busy {
    let per_session = recipe.slots_per_session as usize;
    let length = rng.usize(2..=4).min(per_session);
    let session = rng.usize(..places.times.len() / per_session);
    let first = session * per_session + rng.usize(..=per_session - length);
    let times = first..first + length;
    let mut busy = Busy {
        id: format!("c{}", number + 1),
        name: Some(format!("Conference {}", number + 1)),
        site: places.sites[rng.usize(..places.sites.len())].id.clone(),
        start: places.times[first].0,
        end: places.times[first + length - 1].1,
        participants: Vec::new(),
    };
    for (i, person) in crowd.participants.iter().enumerate() {
        if rng.f64() < recipe.conference_share
            && !crowd.people[i].expert
            && times.clone().all(|time| !away[i][time])
        {
            away[i][times.clone()].fill(true);
            busy.participants.push(person.id.clone());
        }
    }
    busy
}

/// Takes from everybody the slots that absences and conferences block, and sets what they ask for at most.
fn occupy(recipe: &Recipe, places: &Places, crowd: &mut Crowd) {
    for (person, participant) in crowd.people.iter_mut().zip(&crowd.participants) {
        for &interval in &participant.unavailable {
            block(places, &mut person.free, interval, |_| 0);
        }
    }
    let positions: std::collections::BTreeMap<String, usize> =
        crowd.participants.iter().enumerate().map(|(i, p)| (p.id.clone(), i)).collect();
    for busy in &crowd.busy {
        let way = |site: usize| if places.sites[site].id == busy.site { 0 } else { recipe.travel_minutes };
        for id in &busy.participants {
            block(places, &mut crowd.people[positions[id]].free, (busy.start, busy.end), way);
        }
    }
    for (person, participant) in crowd.people.iter_mut().zip(&crowd.participants) {
        let mut starts: Vec<u32> = person.free.iter().map(|slot| places.slots[slot].start).collect();
        starts.sort_unstable();
        starts.dedup();
        person.most = if recipe.placeable {
            participant.max_meetings.map_or(usize::MAX, |most| most as usize)
        } else {
            (recipe.demand * starts.len() as f64) as usize
        };
    }
}

fn block(places: &Places, free: &mut Bits, (start, end): (u32, u32), way: impl Fn(usize) -> u32) {
    for (i, slot) in places.slots.iter().enumerate() {
        let way = way(places.kinds[i].site);
        if start < slot.end + way && slot.start < end + way {
            free.remove(i);
        }
    }
}
