//! Where one meeting could go in a plan that stays as it is.

use std::collections::BTreeMap;

use serde::Serialize;

use super::change::Change;
use super::moves::Search;
use super::seated::{Seated, Spread};
use super::wire::{Moved, Place, Rise};
use super::{find_meeting, open_plan};
use crate::format::{Plan, Reason};
use crate::instance::{Instance, MeetingIdx, SlotIdx};
use crate::outcome::SolveError;
use crate::place::PoolIdx;
use crate::standing::Kept;
use crate::why::{Proof, Why, reason};

/// Other meetings that are moved at most to make a place.
const MOST_MOVES: usize = 3;

/// Options that the search for moves looks at, over all depths: some 20 ms.
const OPTIONS: u64 = 100_000;

/// Rows of moves that are offered at most.
const MOST_ROWS: usize = 10;

/// The places for one meeting in a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Insertion {
    /// The meeting.
    pub meeting: String,
    /// Its name for people.
    pub name: Option<String>,
    /// Where it stands already; the places are then those without it, compared with the plan without it.
    pub placed: Option<Place>,
    /// The places, the best first: free ones, or where there is none, those that the fewest moves of others make.
    pub places: Vec<Row>,
    /// Every set of up to so many moves of others was tried; 0 where a place is free. Larger sets may have been tried
    /// in part.
    pub tried_moves: usize,
    /// Whether every table is taken in every slot, so that no moves of others, however many, make a place.
    pub full: bool,
    /// Why there is no place without moves.
    pub reason: Option<Reason>,
    /// The reason in one sentence.
    pub detail: Option<String>,
}

/// A place and what it costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Slot, room, line-up, and the free table there at which people move least.
    pub place: Place,
    /// By how much each criterion changes.
    pub rise: Rise,
    /// Other meetings that go elsewhere.
    pub moves: Vec<Moved>,
}

/// Ranks the places for a meeting by the instance's criteria; where none is free, finds the smallest set of moves of
/// other meetings that makes one.
///
/// A plan in which a meeting stands where it may not is refused.
pub fn insert(instance: &Instance, plan: &Plan, meeting: &str) -> Result<Insertion, SolveError> {
    let m = find_meeting(instance, meeting)?;
    let proof = Proof::of(instance.criteria(), &plan.score, &plan.bounds);
    open_plan(instance, plan, |seated| {
        let stood = seated.remove(m);
        seated.set_base();
        let wire = &instance.file().meetings[m as usize];
        let mut insertion = Insertion {
            meeting: wire.id.clone(),
            name: wire.name.clone(),
            placed: stood.map(|kept| Place::new(instance, kept)),
            places: free_places(seated, m),
            tried_moves: 0,
            full: is_full(seated),
            reason: None,
            detail: None,
        };
        if insertion.places.is_empty() {
            let Why { reason, detail, .. } = reason(seated, m, proof, true);
            insertion.reason = Some(reason);
            insertion.detail = Some(detail);
            if !insertion.full {
                (insertion.places, insertion.tried_moves) = places_by_moves(seated, m);
            }
        }
        insertion
    })
}

/// Whether the meetings placed are as many as there are tables in all slots; where slots share minutes, that is left
/// open.
fn is_full(seated: &Seated<'_>) -> bool {
    let flat = seated.state.flat;
    let is_taken = |slot: usize| {
        flat.pools.list.iter().enumerate().all(|(i, pool)| {
            !pool.open.contains(slot) || !seated.state.has_room(PoolIdx(i as u32), slot as u32)
        })
    };
    flat.instance.slots.iter().all(|slot| slot.ticks.len() == 1) && (0..flat.n_slots).all(is_taken)
}

/// Every slot and room with a free table in which all are free, the best first.
fn free_places(seated: &mut Seated<'_>, meeting: u32) -> Vec<Row> {
    let flat = seated.state.flat;
    let instance = flat.instance;
    let mut best: BTreeMap<(SlotIdx, crate::instance::RoomIdx), (Vec<i64>, Kept)> = BTreeMap::new();
    let mut touched = Vec::new();
    for lineup in 0..flat.n_lineups(meeting) {
        for &slot in flat.slots(flat.option(meeting, lineup)) {
            if !seated.state.fits(meeting, lineup, slot) {
                continue;
            }
            for room in instance.rooms_in(MeetingIdx(meeting), SlotIdx(slot)) {
                let Some(table) = seated.best_table(meeting, lineup, slot, room) else { continue };
                let place = Kept { slot: SlotIdx(slot), room, table, lineup };
                seated.place(meeting, place);
                touched.clear();
                seated.touch(meeting, place, &mut touched);
                if seated.spread() == Spread::Kept {
                    let rise = seated.rise(&mut touched);
                    let key = (place.slot, room);
                    if best.get(&key).is_none_or(|(least, _)| rise < *least) {
                        best.insert(key, (rise, place));
                    }
                }
                seated.remove(meeting);
            }
        }
    }
    let mut rows: Vec<(Vec<i64>, Kept)> = best.into_values().collect();
    rows.sort_by_cached_key(|(rise, place)| {
        (rise.clone(), instance.slots[place.slot.at()].start, place.slot, place.room)
    });
    let row = |(rise, place): (Vec<i64>, Kept)| Row {
        place: Place::new(instance, place),
        rise: Rise::new(instance, &rise),
        moves: Vec::new(),
    };
    rows.into_iter().map(row).collect()
}

/// The best places that the smallest number of moves makes; and how many moves were tried in every combination.
fn places_by_moves(seated: &mut Seated<'_>, meeting: u32) -> (Vec<Row>, usize) {
    let instance = seated.state.flat.instance;
    let mut tried = 0;
    let mut changes: Vec<Change> = Vec::new();
    let mut search = Search::new(seated, OPTIONS);
    for moves in 1..=MOST_MOVES {
        let (found, complete) = search.run(meeting, moves);
        changes = found;
        if complete && tried + 1 == moves {
            tried = moves;
        }
        if !changes.is_empty() || !search.is_open() {
            break;
        }
    }
    changes.truncate(MOST_ROWS);
    let row = |change: &Change| {
        Some(Row {
            place: Place::new(instance, change.steps.first()?.to),
            rise: Rise::new(instance, &change.rise),
            moves: Moved::list(seated, &change.steps),
        })
    };
    (changes.iter().filter_map(row).collect(), tried)
}
