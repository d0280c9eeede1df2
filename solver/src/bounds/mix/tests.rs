use fastrand::Rng;

use super::*;
use crate::bounds::blocks::{all_slots, blocks};
use crate::instance::Instance;
use crate::testing::EventBuilder;

/// Meetings of 20 and of 30 minutes beside each other, at two sites, on two half-days.
fn two_lengths() -> Instance {
    let event = EventBuilder::new()
        .site("a")
        .site("b")
        .travel("a", "b", 20)
        .session("am", "a")
        .slots("am", 0, 20, 6)
        .session("am-x", "a")
        .slots("am-x", 0, 30, 4)
        .session("am-b", "b")
        .slots("am-b", 0, 20, 4)
        .session("pm", "b")
        .slots("pm", 300, 20, 3)
        .session("pm-x", "b")
        .slots("pm-x", 310, 30, 2)
        .room("hall", "a", 1)
        .room("loft", "b", 1)
        .people(2)
        .meeting(&["p1", "p2"])
        .build();
    Instance::new(event).unwrap()
}

/// Every set of slots that one person could be in, as (short, long) with each long slot used either way.
fn all_pairs(instance: &Instance, slots: &Bits) -> Vec<(usize, usize)> {
    let is_long = long(instance, slots);
    let list: Vec<usize> = slots.iter().collect();
    let mut pairs = Vec::new();
    for chosen in 0..1_u32 << list.len() {
        let set: Vec<usize> = (0..list.len()).filter(|i| chosen >> i & 1 == 1).map(|i| list[i]).collect();
        let clash = |s: usize, t: usize| instance.clash(SlotIdx::new(s), SlotIdx::new(t));
        if set.iter().enumerate().any(|(i, &s)| set[i + 1..].iter().any(|&t| clash(s, t))) {
            continue;
        }
        let n_long = set.iter().filter(|&&s| is_long(s)).count();
        pairs.extend((0..=n_long).map(|b| (set.len() - b, b)));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

#[test]
fn every_agenda_keeps_every_cut() {
    let instance = two_lengths();
    let mut n_cuts = 0;
    for seed in 0..60 {
        let mut rng = Rng::with_seed(seed);
        let mut slots = all_slots(&instance);
        while slots.len() > 12 {
            slots.remove(rng.usize(0..instance.slots.len()));
        }
        let pairs = all_pairs(&instance, &slots);
        let cap = pairs.iter().map(|(a, b)| a + b).max().unwrap();
        let cuts = cuts(&instance, &blocks(&instance), &slots, (20, 4), cap);
        for cut in &cuts {
            let weight = |&(a, b): &(usize, usize)| a as u32 * cut.short + b as u32 * cut.long;
            let most = pairs.iter().filter(|(_, b)| *b <= 4).map(weight).max();
            assert_eq!(most, Some(cut.cap), "seed {seed}: {cut:?}");
        }
        n_cuts += cuts.len();
    }
    assert!(n_cuts > 10, "the events of this test hardly mix lengths: {n_cuts} cuts");
}
