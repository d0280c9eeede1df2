//! Asks `check_plan.py`, the reference reading of `docs/formats.md`.

use std::io::{Seek, Write};
use std::process::{Command, Stdio};

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;

/// As many values as a property has cases, the same in every run. `PROPTEST_CASES` sets how many.
pub(crate) fn cases<S: Strategy>(strategy: &S) -> Vec<S::Value> {
    let mut runner = TestRunner::deterministic();
    let n_cases = ProptestConfig::default().cases;
    (0..n_cases)
        .map(|_| strategy.new_tree(&mut runner).expect("the strategy never gives up").current())
        .collect()
}

/// The answers of `agree.py` to cases `{"instance": …, "plan": …}`, all in one process.
pub(crate) fn ask(cases: &[Value]) -> Vec<Value> {
    let mut input = tempfile::tempfile().expect("the temporary folder can be written to");
    for case in cases {
        writeln!(input, "{case}").expect("the temporary folder has room");
    }
    input.rewind().expect("a file can be rewound");
    let output = Command::new("python3")
        .args(["-B", concat!(env!("CARGO_MANIFEST_DIR"), "/agree.py")]) // -B: no __pycache__ in the source tree
        .stdin(Stdio::from(input))
        .output()
        .unwrap_or_else(|error| {
            panic!("these tests need Python 3 (no packages): install it so that `python3` runs; {error}")
        });
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "agree.py failed; it needs Python 3.8 or newer:\n{stderr}");
    let answers = String::from_utf8(output.stdout).expect("agree.py writes ASCII");
    let answers: Vec<Value> =
        answers.lines().map(|line| serde_json::from_str(line).expect("agree.py writes JSON lines")).collect();
    assert_eq!(answers.len(), cases.len(), "agree.py answers every case:\n{stderr}");
    answers
}

/// Shows the smallest of the disagreements with the reference, where there is one.
pub(crate) fn assert_agreement(disagreements: &[String]) {
    if let Some(smallest) = disagreements.iter().min_by_key(|text| text.len()) {
        panic!("{} disagreements, the smallest:\n{smallest}", disagreements.len());
    }
}
