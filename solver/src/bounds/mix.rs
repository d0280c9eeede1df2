//! How many short and how many long meetings one participant can have together.
//!
//! A consultation of half an hour among meetings of twenty minutes takes the time of two of them, but two consultations
//! in a row take the time of three. With `a(b)` the most short meetings beside `b` long ones, the pairs `(a, b)` of
//! every plan lie under the concave envelope of `a`; its edges are the rows of the selection.

use crate::bits::Bits;
use crate::instance::{Instance, SlotIdx};

/// `short·(short meetings) + long·(long meetings) ≤ cap`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) short: u32,
    pub(super) long: u32,
    pub(super) cap: u32,
}

/// Whether a slot is longer than the shortest of those given.
pub(super) fn long<'a>(instance: &'a Instance, slots: &Bits) -> impl Fn(usize) -> bool + use<'a> {
    let length = |s: usize| instance.slots[s].end - instance.slots[s].start;
    let shortest = slots.iter().map(length).min().unwrap_or(0);
    move |s| instance.slots[s].end - instance.slots[s].start > shortest
}

/// Whether rows on lengths can matter to somebody with these slots and so many meetings: a quick look that never says
/// no wrongly.
pub(super) fn may_bind(instance: &Instance, slots: &Bits, n_meetings: usize) -> bool {
    let is_long = long(instance, slots);
    let n_long = slots.iter().filter(|&s| is_long(s)).count();
    n_long > 0 && slots.len() - n_long < n_meetings * LEAST_SHARE
}

/// A meeting in a long slot takes the time of so many short ones at most, as far as rows are looked for.
const LEAST_SHARE: usize = 3;

/// The edges of the envelope that say more than `short + long ≤ cap`.
pub(super) fn cuts(
    instance: &Instance,
    blocks: &[Bits],
    slots: &Bits,
    (n_short, n_long): (usize, usize),
    cap: usize,
) -> Vec<Cut> {
    if n_short == 0 || n_long == 0 {
        return Vec::new();
    }
    let most = most_short(instance, blocks, slots, n_long);
    let points: Vec<(i64, i64)> = (0..).zip(&most).filter_map(|(b, &a)| Some((b, i64::from(a?)))).collect();
    let hull = envelope(&points);
    let mut cuts = Vec::new();
    for edge in hull.windows(2) {
        let ((b1, a1), (b2, a2)) = (edge[0], edge[1]);
        let (short, long) = (b2 - b1, a1 - a2);
        let most = short * a1 + long * b1;
        // What all meetings need at least weighs no more than the plain row, or everybody fits.
        let fits = short * n_short as i64 + long * n_long as i64 <= most;
        let plain = long <= short && most >= short * cap as i64;
        let cut = [short, long, most].map(|x| u32::try_from(x).ok());
        if let ([Some(short), Some(long), Some(cap)], false) = (cut, fits || plain) {
            cuts.push(Cut { short, long, cap });
        }
    }
    cuts
}

/// The upper concave envelope of points by ascending first coordinate (Andrew's monotone chain).
fn envelope(points: &[(i64, i64)]) -> Vec<(i64, i64)> {
    let mut hull: Vec<(i64, i64)> = Vec::new();
    for &p in points {
        while let [.., a, b] = hull[..] {
            let turn = (b.0 - a.0) * (p.1 - a.1) - (b.1 - a.1) * (p.0 - a.0);
            if turn < 0 {
                break;
            }
            hull.pop();
        }
        hull.push(p);
    }
    hull
}

/// `a(b)` for `b = 0..=n_long`: the most meetings beside exactly `b` in long slots, along runs of slots of which each
/// follows the one before without a clash; `None` where there is no such run.
///
/// Too large, never too small, where travel times break the triangle inequality.
fn most_short(instance: &Instance, blocks: &[Bits], slots: &Bits, n_long: usize) -> Vec<Option<u32>> {
    let is_long = long(instance, slots);
    let mut total = vec![None; n_long + 1];
    total[0] = Some(0);
    for block in blocks {
        let mut own = block.clone();
        own.intersect(slots);
        let mut by_time: Vec<usize> = own.iter().collect();
        by_time.sort_by_key(|&s| (instance.slots[s].start, s));
        total = both(&total, &in_block(instance, &by_time, &is_long, n_long));
    }
    total
}

/// `a(b)` of one block.
fn in_block(
    instance: &Instance,
    by_time: &[usize],
    is_long: impl Fn(usize) -> bool,
    n_long: usize,
) -> Vec<Option<u32>> {
    let mut best = vec![None; n_long + 1];
    best[0] = Some(0);
    let mut ending: Vec<Vec<Option<u32>>> = Vec::with_capacity(by_time.len());
    for (i, &s) in by_time.iter().enumerate() {
        let mut before = vec![None; n_long + 1];
        before[0] = Some(0);
        for k in (0..i).filter(|&k| !instance.clash(SlotIdx::new(by_time[k]), SlotIdx::new(s))) {
            before.iter_mut().zip(&ending[k]).for_each(|(to, &from)| *to = from.max(*to));
        }
        // A short meeting may take any slot, a long one only long slots.
        let mut here: Vec<Option<u32>> = before.iter().map(|a| a.map(|a| a + 1)).collect();
        if is_long(s) {
            for b in 1..=n_long {
                here[b] = here[b].max(before[b - 1]);
            }
        }
        best.iter_mut().zip(&here).for_each(|(to, &from)| *to = from.max(*to));
        ending.push(here);
    }
    best
}

/// The most over two blocks: the maximum over all ways to share the long meetings out.
fn both(one: &[Option<u32>], other: &[Option<u32>]) -> Vec<Option<u32>> {
    let ways = |b: usize| (0..=b).filter_map(move |k| Some(one[k]? + other[b - k]?));
    (0..one.len()).map(|b| ways(b).max()).collect()
}

#[cfg(test)]
mod tests;
