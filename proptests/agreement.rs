//! Two checkers that share nothing, in two languages, say the same of every plan.

use std::collections::BTreeSet;

use carnet_solver::check;
use carnet_solver::format::{InstanceFile, Plan};
use serde_json::{Value, json};

use crate::plans::events_with_plans;
use crate::python::{ask, cases};

/// The rules broken, and the score.
type Verdict = (BTreeSet<String>, Value);

fn ours(file: &InstanceFile, plan: &Plan) -> Verdict {
    let report = check(file, plan);
    (report.violations.iter().map(|v| v.rule.to_string()).collect(), json!(report.score))
}

fn reference(answer: &Value) -> Verdict {
    let errors = answer["errors"].as_array().unwrap_or_else(|| panic!("the instance is valid: {answer}"));
    let rule = |error: &Value| {
        let error = error.as_str().expect("errors are texts");
        error.split([' ', ':']).next().unwrap_or_default().to_owned()
    };
    (errors.iter().map(rule).collect(), answer["score"].clone())
}

#[test]
fn the_reference_checker_finds_the_same_rules_broken_and_the_same_score() {
    let cases = cases(&events_with_plans());
    let asked: Vec<Value> =
        cases.iter().map(|(file, plan)| json!({"instance": file, "plan": plan})).collect();
    let answers = ask(&asked);
    let mut seen = BTreeSet::new();
    let mut n_valid = 0;
    let mut disagreements = Vec::new();
    for (((file, plan), case), answer) in cases.iter().zip(&asked).zip(&answers) {
        let (ours, reference) = (ours(file, plan), reference(answer));
        if ours != reference {
            disagreements.push(format!("ours: {ours:?}\nreference: {reference:?}\n{answer}\n{case}"));
        }
        n_valid += usize::from(ours.0.is_empty());
        seen.extend(ours.0);
    }
    crate::python::assert_agreement(&disagreements);
    assert!(
        n_valid * 5 > cases.len() && n_valid * 5 < cases.len() * 4,
        "{n_valid} of {} are valid",
        cases.len()
    );
    let rules = ["H1", "H2", "H3", "H4", "H5", "H6", "H7", "H8", "H9", "H10"];
    let rules = rules.into_iter().chain(["score", "bounds", "status", "instance"]);
    let unseen: Vec<&str> = rules.filter(|&rule| !seen.contains(rule)).collect();
    assert!(unseen.is_empty() || cases.len() < 256, "no case breaks {unseen:?}");
}
