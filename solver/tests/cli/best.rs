//! The events that come with the planner, against the best values known.

use std::path::Path;

use serde_json::{Map, Value};

use crate::support::{folder, run};

#[test]
fn shipped_events_are_planned_as_well_as_is_known() {
    let instances = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../instances"));
    let read = |path: &Path| serde_json::from_str::<Value>(&std::fs::read_to_string(path).unwrap()).unwrap();
    let best = read(&instances.join("best.json"));
    let folder = folder();
    let mut n_compared = 0;
    for (name, known) in best.as_object().unwrap() {
        let event = instances.join(format!("{name}.json"));
        if !event.exists() {
            continue; // made from a recipe: the benchmarks plan those
        }
        let ran = run(
            folder.path(),
            &["solve", event.to_str().unwrap(), "--work-limit", "1000", "-o", "made.json"],
        );
        assert_eq!(ran.status, 0, "{name}: {}", ran.stderr);
        let made = read(&folder.path().join("made.json"));
        assert_eq!(without_moves(&made["score"]), without_moves(known), "{name}");
        n_compared += 1;
    }
    assert!(n_compared >= 14, "only {n_compared} events are in best.json");
}

/// A score without changes of table, of which nothing is proven.
fn without_moves(score: &Value) -> Map<String, Value> {
    let mut score = score.as_object().unwrap().clone();
    score.remove("moves");
    score
}
