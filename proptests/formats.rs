//! Files survive being written and read, and the names in them mean nothing.

use std::collections::BTreeSet;

use carnet_solver::format::{read_instance, read_plan, write_json};
use carnet_solver::{Instance, Rule, check};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::plans::{events_with_honest_plans, events_with_plans};
use crate::sizes::Sizes;

proptest! {
    #[test]
    fn what_is_written_is_read_again((file, plan) in events_with_plans()) {
        prop_assert_eq!(read_instance(&write_json(&file)), Ok(file));
        prop_assert_eq!(read_plan(&write_json(&plan)), Ok(plan));
    }

    /// Of somebody with two meetings at once, no rule says which comes first, so `moves` is not defined; H4 excludes it.
    #[test]
    fn other_identifiers_change_no_score((file, plan) in events_with_honest_plans(Sizes::SMALL)) {
        let report = check(&file, &plan);
        prop_assume!(report.violations.iter().all(|v| v.rule != Rule::H4));
        let ids = identifiers(&json!(file));
        let other_file = serde_json::from_value(renamed(json!(file), &ids)).expect("the format is the same");
        let other_plan = serde_json::from_value(renamed(json!(plan), &ids)).expect("the format is the same");
        let other_report = check(&other_file, &other_plan);
        prop_assert_eq!(&report.score, &other_report.score);
        let rules = |report: &carnet_solver::Report| -> BTreeSet<Rule> { report.violations.iter().map(|v| v.rule).collect() };
        prop_assert_eq!(rules(&report), rules(&other_report));
        prop_assert!(Instance::new(other_file).is_ok());
    }
}

fn identifiers(file: &Value) -> BTreeSet<String> {
    let lists = ["sites", "sessions", "slots", "rooms", "participants", "busy", "meetings"];
    let rows = lists.iter().filter_map(|list| file.get(list)?.as_array()).flatten();
    rows.filter_map(|row| row["id"].as_str().map(str::to_owned)).collect()
}

/// Every identifier written backwards, so that their order changes too.
fn renamed(value: Value, ids: &BTreeSet<String>) -> Value {
    match value {
        Value::String(text) if ids.contains(&text) => {
            Value::String(format!("é{}", text.chars().rev().collect::<String>()))
        }
        Value::Array(values) => Value::Array(values.into_iter().map(|value| renamed(value, ids)).collect()),
        Value::Object(fields) => {
            Value::Object(fields.into_iter().map(|(key, value)| (key, renamed(value, ids))).collect())
        }
        other => other,
    }
}
