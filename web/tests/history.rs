//! What the desk shows of the audit is in words: what was done, and of which fields.

use crate::{
    harness::{Browser, WORLD, at},
    words::catalogue,
};
use carnet_engine::AuditFilter;
use serde_json::Value;
use std::{collections::BTreeSet, fs, path::Path};

/// The names of all fields in a value. Those of answers are the organiser's own.
fn fields(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(all) => {
            for (name, value) in all {
                found.insert(name.clone());
                if name != "answers" {
                    fields(value, found);
                }
            }
        }
        Value::Array(all) => all.iter().for_each(|value| fields(value, found)),
        _ => {}
    }
}

#[test]
fn everything_that_an_event_records_has_words() {
    let (actor, event) = (WORLD.demo.cast.principal.actor(), WORLD.demo.event);
    let (mut names, mut actions, mut before) = (BTreeSet::new(), BTreeSet::new(), None);
    loop {
        let filter = AuditFilter { kind: None, before, most: 500 };
        let page = WORLD.runtime.block_on(WORLD.demo.engine.list_audit(&actor, event, &filter));
        let page = page.expect("the audit");
        let Some(last) = page.last() else { break };
        before = Some(last.position);
        for record in page {
            actions.insert(format!("audit-{}", record.action.replace('.', "-")));
            let detail = record.detail.unwrap_or_default();
            let detail: Value = serde_json::from_str(&detail).unwrap_or_default();
            fields(&detail["before"], &mut names);
            fields(&detail["after"], &mut names);
        }
    }
    assert!(names.len() > 50 && actions.len() > 20, "{names:?} {actions:?}");
    let texts = catalogue("en");
    let has_words = |name: &str| {
        ["audit-field", "criterion"].iter().any(|prefix| texts.contains_key(&format!("{prefix}-{name}")))
    };
    let names = names.into_iter().map(|name| name.replace('_', "-"));
    let missing: Vec<_> = names.filter(|name| !has_words(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let missing: Vec<_> = actions.iter().filter(|key| !texts.contains_key(*key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// What is done outside of events, and so is in no history of one.
const OUTSIDE: [&str; 3] = ["account.", "api-token.", "organisation."];

/// The actions that the sources of a folder record, as far as they are named where the entry begins.
fn recorded(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            recorded(&path, found);
            continue;
        }
        let text = fs::read_to_string(&path).expect("a source");
        for call in text.split(".entry(").skip(1) {
            let second = call.split_once(',').map(|(_, rest)| rest.trim_start());
            let named = second.and_then(|rest| rest.strip_prefix('"')?.split_once('"'));
            // A map has entries too, by names without a dot.
            found.extend(named.filter(|(word, _)| word.contains('.')).map(|(action, _)| action.to_owned()));
        }
    }
}

#[test]
fn what_no_demo_does_has_words_too() {
    let mut actions = BTreeSet::new();
    recorded(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../engine/src/use_cases"), &mut actions);
    assert!(actions.len() > 80, "{actions:?}");
    let texts = catalogue("en");
    let has_words = |action: &String| texts.contains_key(&format!("audit-{}", action.replace('.', "-")));
    let is_outside = |action: &String| OUTSIDE.iter().any(|kind| action.starts_with(kind));
    let missing: Vec<_> = actions.iter().filter(|one| !is_outside(one) && !has_words(one)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn a_history_speaks_of_fields_and_states_in_the_language_of_whoever_reads_it() {
    let mut browser = Browser::of(&WORLD.demo.cast.principal);
    let page = browser.get(&at("/desk/history?kind=meeting-request"));
    let cells = page.texts("td").join(" | ");
    assert!(cells.contains("État : "), "{cells}");
    assert!(!cells.contains("state") && !cells.contains("to_registration"), "{cells}");
}
