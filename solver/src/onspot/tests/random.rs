//! Insertions into random plans, each carried out and held against the checker.

use fastrand::Rng;

use super::*;

/// A crowded event with everything that rules can be about, and a plan filled by hand.
fn random_event(seed: u64) -> (InstanceFile, Plan) {
    let mut rng = Rng::with_seed(seed);
    let event = EventBuilder::one_hall(4, 2, 7).room("loft", "a", 1).site("b").travel("a", "b", 10);
    let event = event.session("pm", "b").slots("pm", 50, 10, 2).room("shed", "b", 1);
    let mut event = event.session("x", "a").slots("x", 5, 15, 2);
    for i in 0..14 {
        let people: Vec<String> = (1..=7).map(|p| format!("p{p}")).collect();
        let mut chosen = rng.choose_multiple(people.iter(), 4);
        chosen.sort();
        let (a, b): (Vec<&str>, Vec<&str>) =
            (vec![chosen[0], chosen[1]], vec![chosen[2].as_str(), chosen[3].as_str()]);
        event = event.meeting(&a).with_meeting(|m| {
            if rng.u8(0..3) == 0 {
                m.alternatives = vec![crate::testing::strings(&b)];
            }
            if rng.u8(0..6) == 0 && i > 0 {
                m.after = vec![format!("m{}", rng.u32(1..=i))];
            }
        });
    }
    let event = event.with_person("p1", |p| p.max_meetings = Some(3));
    let event = event.busy("b", 20, 25, &["p2"]).with(|f| f.limits.max_break_spread = Some(2)).build();
    let instance = Instance::new(event.clone()).unwrap();
    let mut filled = plan(&event, &[]);
    for i in (0..12).rev() {
        let id = format!("m{}", i + 1);
        let found = insert(&instance, &filled, &id).unwrap();
        if let Some(row) = found.places.get(rng.usize(0..=found.places.len() / 2)) {
            filled = carried_out(&event, &filled, &id, row);
        }
    }
    (event, filled)
}

#[test]
fn every_offer_is_valid_and_costs_what_it_says() {
    let (mut free, mut moved, mut none) = (0, 0, 0);
    for seed in 0..60 {
        let (event, plan) = random_event(seed);
        assert!(check(&event, &plan).is_valid());
        let instance = Instance::new(event.clone()).unwrap();
        for meeting in &event.meetings {
            let found = insert(&instance, &plan, &meeting.id).unwrap();
            verify(&event, &plan, &found);
            match found.places.first() {
                Some(row) if row.moves.is_empty() => free += 1,
                Some(_) => moved += 1,
                None => none += 1,
            }
            let explanation = explain(&instance, &plan, &meeting.id).unwrap();
            assert_eq!(explanation.placed, found.placed);
        }
    }
    assert!(free > 50 && moved > 20 && none > 5, "{free} free, {moved} by moves, {none} without");
}
