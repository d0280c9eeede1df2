//! What the desk shows of the audit is in words: what was done, and of which fields.

use crate::{
    harness::{Browser, WORLD, at},
    words::catalogue,
};
use carnet_engine::AuditFilter;
use serde_json::Value;
use std::collections::BTreeSet;

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
    let names = names.iter().map(|name| format!("audit-field-{}", name.replace('_', "-")));
    let missing: Vec<_> = names.chain(actions).filter(|key| !texts.contains_key(key)).collect();
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
