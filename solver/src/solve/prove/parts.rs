//! Parts of an event that have nothing to do with each other, each by clauses of its own, side by side.

use std::sync::atomic::AtomicI64;

use rayon::prelude::*;

use super::{adopt, climb};
use crate::config::Cancel;
use crate::exact::{Aim, Sat};
use crate::format::Criterion;
use crate::instance::MeetingIdx;
use crate::place::Spots;
use crate::search::State;
use crate::solve::Run;
use crate::solve::bound::Proof;

/// Proves or improves the first open criterion part by part; the bounds of the parts add up.
///
/// The limit on the spread of breaks ties the parts together: neglecting it lowers the bound, and a plan that breaks it
/// is not taken over.
pub(super) fn prove(
    run: &Run<'_>,
    state: &mut State<'_>,
    parts: &[Vec<MeetingIdx>],
    criterion: Criterion,
) -> Vec<Proof> {
    let given = earlier_values(run, state, criterion);
    let answers: Vec<(i64, Option<Spots>)> =
        parts.par_iter().map(|part| prove_part(run, state, part, criterion)).collect();
    let bound = answers.iter().map(|(bound, _)| bound).sum();
    let mut spots = state.spots().clone();
    for (part, plan) in parts.iter().zip(answers).filter_map(|(part, (_, plan))| Some((part, plan?))) {
        for m in part {
            spots[m.at()] = plan[m.at()];
        }
    }
    adopt(run, state, Some(spots));
    vec![Proof { criterion, bound, given }]
}

fn prove_part(
    run: &Run<'_>,
    state: &State<'_>,
    part: &[MeetingIdx],
    criterion: Criterion,
) -> (i64, Option<Spots>) {
    let known = value(run, state, part, criterion);
    if known == 0 {
        return (0, None);
    }
    let mut sat = Sat::of_part(run.instance, state.flat.pools, part, Aim::Prove);
    climb(run, &mut sat, criterion, &AtomicI64::new(0), &AtomicI64::new(known), &Cancel::default())
}

/// The criterion summed over the people of a part.
fn value(run: &Run<'_>, state: &State<'_>, part: &[MeetingIdx], criterion: Criterion) -> i64 {
    let lineups = part.iter().flat_map(|m| &run.instance.meetings[m.at()].lineups);
    let mut people: Vec<u32> = lineups.flat_map(|l| &l.people).map(|p| p.0).collect();
    people.sort_unstable();
    people.dedup();
    let of = |gaps: crate::search::Gaps| if criterion == Criterion::Idle { gaps.idle } else { gaps.breaks };
    people.into_iter().map(|p| i64::from(of(state.gaps_of(p)))).sum()
}

/// What the proof of a criterion is given: everything placed. Earlier criteria of agendas do not enter the clauses.
fn earlier_values(run: &Run<'_>, state: &State<'_>, criterion: Criterion) -> Vec<(Criterion, i64)> {
    let earlier = run.instance.criteria().iter().take_while(|&&c| c != criterion);
    earlier.filter(|&&c| c == Criterion::Unplaced).map(|&c| (c, state.values().get(c))).collect()
}
