use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::*;
use crate::Instance;
use crate::format::write_json;

/// Recipes that between them use every field, at sizes that a test can afford.
fn recipes() -> Vec<Recipe> {
    let plain = Recipe::default();
    vec![
        plain.clone(),
        Recipe { people: 2, meetings: 9, slots_per_session: 1, sessions_per_day: 1, ..plain.clone() },
        Recipe { people: 60, meetings: 200, skew: 2.0, quota: Some(5), promised: 2, ..plain.clone() },
        Recipe { load: 0.98, unavailable: 0.1, part_time: 0.25, placeable: true, ..plain.clone() },
        Recipe { unavailable: 0.4, demand: 1.4, skew: 1.5, ..plain.clone() },
        Recipe { unavailable: 1.0, demand: 1.4, ..plain.clone() },
        Recipe { experts: 1.0, expert_slot_minutes: Some(30), ..plain.clone() },
        Recipe { sessions_per_day: 5, slots_per_session: 20, days: 2, ..plain.clone() },
        everything(),
        Recipe { placeable: true, ..everything() },
        Recipe { expert_slot_minutes: None, max_break_spread: Some(2), ..everything() },
    ]
}

fn everything() -> Recipe {
    Recipe {
        people: 150,
        meetings: 400,
        days: 3,
        sites: 3,
        travel_minutes: 25,
        slots_per_session: 6,
        rooms: 2,
        part_time: 0.3,
        unavailable: 0.05,
        experts: 0.1,
        expert_slot_minutes: Some(30),
        expert_quota: Some(6),
        conferences: 5,
        priorities: 0.2,
        alternatives: 0.2,
        precedence: 0.2,
        ..Recipe::default()
    }
}

#[test]
fn every_recipe_makes_a_valid_event_for_every_seed() {
    for recipe in recipes() {
        recipe.check().unwrap();
        for seed in 1..=4 {
            let recipe = Recipe { seed, ..recipe.clone() };
            let event = generate(&recipe);
            assert_eq!(event, generate(&recipe), "the same recipe makes another event");
            let pairs: BTreeSet<BTreeSet<&String>> =
                event.meetings.iter().map(|m| m.attendees.iter().collect()).collect();
            assert_eq!(pairs.len(), event.meetings.len(), "a pair meets twice");
            assert!(pairs.iter().all(|pair| pair.len() == 2), "somebody meets themselves");
            if let Err(faults) = Instance::read(&write_json(&event)) {
                panic!("{recipe:?}:\n{faults}");
            }
        }
    }
}

#[test]
fn seeds_make_different_events() {
    let other = Recipe { seed: 2, ..Recipe::default() };
    assert_ne!(generate(&Recipe::default()), generate(&other));
}

#[test]
fn nobody_of_a_placeable_event_has_more_meetings_than_free_slots() {
    let recipe = Recipe { load: 0.98, unavailable: 0.3, placeable: true, skew: 1.5, ..Recipe::default() };
    let event = generate(&recipe);
    assert_eq!(event.meetings.len(), 300);
    let instance = Instance::new(event).unwrap();
    for person in &instance.participants {
        assert!(person.meetings.len() <= person.free.len());
    }
}

#[test]
fn over_subscribed_people_ask_for_more_than_their_free_slots() {
    let recipe =
        Recipe { people: 300, meetings: 600, unavailable: 0.4, demand: 1.4, skew: 1.3, ..Recipe::default() };
    let instance = Instance::new(generate(&recipe)).unwrap();
    let over = instance.participants.iter().filter(|p| p.free.len() < p.meetings.len()).count();
    assert!(10 < over && over < 60, "{over}");
    for person in &instance.participants {
        assert!(person.meetings.len() as f64 <= 1.4 * person.free.len() as f64);
    }
}

#[test]
fn values_that_make_no_sense_are_refused_all_at_once() {
    let recipe = Recipe { people: 1, load: f64::NAN, skew: -1.0, criteria: Vec::new(), ..Recipe::default() };
    let fields: Vec<String> = recipe.check().unwrap_err().0.into_iter().map(|fault| fault.path).collect();
    assert_eq!(fields, ["people", "load", "skew", "criteria"]);
    let endless =
        Recipe { days: u32::MAX, slots_per_session: u32::MAX, slot_minutes: u32::MAX, ..Recipe::default() };
    assert!(endless.check().is_err());
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../instances")
}

#[test]
fn every_instance_and_recipe_of_the_repository_is_valid() {
    let (mut n_instances, mut n_recipes) = (0, 0);
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let Some(name) = file.strip_suffix(".json") else { continue };
        let text = std::fs::read_to_string(&path).unwrap();
        if let Some(name) = name.strip_suffix(".recipe") {
            n_recipes += 1;
            let recipe: Recipe = serde_json::from_str(&text).unwrap();
            recipe.check().unwrap_or_else(|faults| panic!("{file}: {faults}"));
            assert_eq!(recipe.name, name, "{file}");
            let event = generate(&recipe);
            assert_eq!(event.meetings.len(), recipe.meetings as usize, "{file}");
            Instance::new(event).unwrap_or_else(|faults| panic!("{file}: {faults}"));
        } else if name != "best" {
            n_instances += 1;
            Instance::read(&text).unwrap_or_else(|faults| panic!("{file}: {faults}"));
        }
    }
    assert!(13 < n_instances && 5 <= n_recipes, "{n_instances} instances, {n_recipes} recipes");
}
