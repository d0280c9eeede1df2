//! Random plans, made without the planner: sensible or not, and then told lies about.

use carnet_solver::format::{
    Assignment, Criterion, InstanceFile, Meeting, Plan, PlanFormat, Reason, Score, Status, Unplaced,
};
use carnet_solver::{Rule, check};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::sizes::Sizes;
use crate::strategies::events;

/// Slot, room, table and line-up to try for a meeting.
type Draw = [Index; 4];

/// Valid events, each with a plan of which nothing is sure.
pub(crate) fn events_with_plans() -> impl Strategy<Value = (InstanceFile, Plan)> {
    let corruptions = prop_oneof![
        1 => Just(Vec::new()),
        1 => prop::collection::vec(corruption(), 1..=3),
    ];
    (events_with_honest_plans(Sizes::SMALL), corruptions).prop_map(|((file, mut plan), corruptions)| {
        for corruption in corruptions {
            corruption.apply(&file, &mut plan);
        }
        (file, plan)
    })
}

/// Valid events of these sizes, each with a plan that says the truth about itself and mostly breaks no rule.
pub(crate) fn events_with_honest_plans(sizes: Sizes) -> impl Strategy<Value = (InstanceFile, Plan)> {
    let draws = prop::collection::vec(prop::collection::vec(any::<Draw>(), 8), 8);
    let order = Just((0..8).collect::<Vec<usize>>()).prop_shuffle();
    let slacks =
        prop::collection::vec(prop_oneof![Just(Some(0)), Just(Some(1)), Just(None)], Criterion::ALL.len());
    let n_proven = prop_oneof![Just(0), Just(1), Just(Criterion::ALL.len())];
    (events(sizes), draws, order, prop::bool::weighted(0.8), slacks, n_proven).prop_map(
        |(file, draws, order, is_sensible, slacks, n_proven)| {
            let mut plan = empty_plan(&file);
            for m in order.into_iter().filter(|&m| m < file.meetings.len()) {
                place(&file, m, &draws[m], is_sensible, &mut plan);
            }
            list_unplaced(&file, &mut plan);
            plan.score = check(&file, &plan).score;
            for (i, (&criterion, slack)) in file.criteria.iter().zip(slacks).enumerate() {
                let slack = if i < n_proven { Some(0) } else { slack };
                plan.bounds.0.extend(slack.map(|slack| (criterion, plan.score.0[&criterion] - slack)));
            }
            set_status(&file, &mut plan);
            (file, plan)
        },
    )
}

/// A plan of nothing.
pub(crate) fn empty_plan(file: &InstanceFile) -> Plan {
    Plan {
        format: PlanFormat::V1,
        instance: file.name.clone(),
        assignments: Vec::new(),
        score: Score::default(),
        bounds: Score::default(),
        status: Status::Feasible,
        unplaced: Vec::new(),
    }
}

/// Whether the plan keeps the rules that only get harder with every further meeting.
pub(crate) fn can_grow(file: &InstanceFile, plan: &Plan) -> bool {
    let grows = |rule| rule <= Rule::H6 || rule == Rule::H8;
    !check(file, plan).violations.iter().any(|violation| grows(violation.rule))
}

/// Lists every meeting without assignment, for no good reason.
pub(crate) fn list_unplaced(file: &InstanceFile, plan: &mut Plan) {
    let is_placed = |m: &&Meeting| plan.assignments.iter().any(|a| a.meeting == m.id);
    let entry = |m: &Meeting| Unplaced { meeting: m.id.clone(), reason: Reason::NotReached, detail: None };
    plan.unplaced = file.meetings.iter().filter(|m| !is_placed(m)).map(entry).collect();
}

/// Tries the draws in turn; in a plan without sense the first is taken whatever it breaks.
fn place(file: &InstanceFile, m: usize, draws: &[Draw], is_sensible: bool, plan: &mut Plan) {
    let meeting = &file.meetings[m];
    let pin = meeting.pinned.as_ref();
    for [slot, room, table, lineup] in draws {
        let room = &file.rooms[room.index(file.rooms.len())];
        let room = pin
            .and_then(|pin| pin.room.as_ref())
            .map_or(room, |id| file.rooms.iter().find(|room| room.id == *id).expect("the pin's room exists"));
        let slot = pin.map_or(&file.slots[slot.index(file.slots.len())].id, |pin| &pin.slot);
        let lineup = lineup.index(meeting.alternatives.len() + 1) as i64;
        plan.assignments.push(Assignment {
            meeting: meeting.id.clone(),
            slot: slot.clone(),
            room: room.id.clone(),
            table: table.index(room.tables as usize) as i64 + 1,
            lineup: pin.and_then(|pin| pin.lineup).map_or(lineup, i64::from),
        });
        if !is_sensible || can_grow(file, plan) {
            return;
        }
        plan.assignments.pop();
    }
}

fn set_status(file: &InstanceFile, plan: &mut Plan) {
    for status in [Status::Feasible, Status::FirstOptimal, Status::Optimal] {
        plan.status = status;
        if !check(file, plan).violations.iter().any(|violation| violation.rule == Rule::Status) {
            return;
        }
    }
}

/// One thing to spoil in a plan.
#[derive(Clone, Copy, Debug)]
enum Corruption {
    Score(Criterion, i64),
    NoScore(Criterion),
    Bound(Criterion, i64),
    Status(Status),
    Instance,
    Twice(Index),
    Slot(Index, Option<Index>),
    Room(Index, Option<Index>),
    Meeting(Index, Option<Index>),
    Table(Index, i64),
    Lineup(Index, i64),
    NoAssignment(Index),
    NoReason(Index),
    Reason(Option<Index>),
}

fn corruption() -> impl Strategy<Value = Corruption> {
    let criterion = || select(Criterion::ALL.to_vec());
    let other = || prop::option::weighted(0.7, any::<Index>());
    let odd = || select(vec![i64::MIN, -1, 0, 1, 2, 3, 4, 1 << 31, 1 << 32, i64::MAX]);
    prop_oneof![
        (criterion(), -2..=2_i64).prop_map(|(c, by)| Corruption::Score(c, by)),
        criterion().prop_map(Corruption::NoScore),
        (criterion(), odd()).prop_map(|(c, value)| Corruption::Bound(c, value)),
        select(vec![Status::Feasible, Status::FirstOptimal, Status::Optimal]).prop_map(Corruption::Status),
        Just(Corruption::Instance),
        any::<Index>().prop_map(Corruption::Twice),
        (any::<Index>(), other()).prop_map(|(i, to)| Corruption::Slot(i, to)),
        (any::<Index>(), other()).prop_map(|(i, to)| Corruption::Room(i, to)),
        (any::<Index>(), other()).prop_map(|(i, to)| Corruption::Meeting(i, to)),
        (any::<Index>(), odd()).prop_map(|(i, table)| Corruption::Table(i, table)),
        (any::<Index>(), odd()).prop_map(|(i, k)| Corruption::Lineup(i, k)),
        any::<Index>().prop_map(Corruption::NoAssignment),
        any::<Index>().prop_map(Corruption::NoReason),
        other().prop_map(Corruption::Reason),
    ]
}

impl Corruption {
    fn apply(self, file: &InstanceFile, plan: &mut Plan) {
        let slots: Vec<&String> = file.slots.iter().map(|x| &x.id).collect();
        let rooms: Vec<&String> = file.rooms.iter().map(|x| &x.id).collect();
        let meetings: Vec<&String> = file.meetings.iter().map(|x| &x.id).collect();
        let assignments = &mut plan.assignments;
        match self {
            Self::Score(criterion, by) => *plan.score.0.entry(criterion).or_default() += by,
            Self::NoScore(criterion) => drop(plan.score.0.remove(&criterion)),
            Self::Bound(criterion, bound) => drop(plan.bounds.0.insert(criterion, bound)),
            Self::Status(status) => plan.status = status,
            Self::Instance => plan.instance.push('!'),
            Self::Twice(i) => {
                if !assignments.is_empty() {
                    assignments.push(i.get(assignments).clone());
                }
            }
            Self::Slot(i, to) => change(assignments, i, |a| a.slot = one_of(&slots, to)),
            Self::Room(i, to) => change(assignments, i, |a| a.room = one_of(&rooms, to)),
            Self::Meeting(i, to) => {
                change(assignments, i, |a| a.meeting = one_of(&meetings, to));
            }
            Self::Table(i, table) => change(assignments, i, |a| a.table = table),
            Self::Lineup(i, lineup) => change(assignments, i, |a| a.lineup = lineup),
            Self::NoAssignment(i) => remove(assignments, i),
            Self::NoReason(i) => remove(&mut plan.unplaced, i),
            Self::Reason(meeting) => {
                let meeting = one_of(&meetings, meeting);
                plan.unplaced.push(Unplaced { meeting, reason: Reason::RoomsFull, detail: None });
            }
        }
    }
}

fn change<T>(list: &mut [T], i: Index, change: impl FnOnce(&mut T)) {
    if !list.is_empty() {
        change(i.get_mut(list));
    }
}

fn remove<T>(list: &mut Vec<T>, i: Index) {
    if !list.is_empty() {
        list.remove(i.index(list.len()));
    }
}

/// One of the identifiers, or one that does not exist.
fn one_of(ids: &[&String], i: Option<Index>) -> String {
    match i {
        Some(i) if !ids.is_empty() => (*i.get(ids)).clone(),
        _ => "nobody".to_owned(),
    }
}
