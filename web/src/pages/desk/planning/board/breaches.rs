//! Rules that a change would break, in words.

use super::Names;
use crate::pages::InEvent;
use carnet_engine::domain::planning::BrokenRule;
use fluent_templates::fluent_bundle::FluentValue;
use serde_json::Value;
use std::{borrow::Cow, collections::HashMap};

/// A rule that would be broken, with who and what it is about.
pub(super) fn in_words(at: &InEvent, names: &Names, breach: &BrokenRule) -> String {
    let text = |field: &str| breach.data.get(field).and_then(Value::as_str);
    let number = |field: &str| breach.data.get(field).and_then(Value::as_i64).unwrap_or_default();
    let meeting = |id: Option<&str>| {
        let id = id.and_then(|id| id.parse().ok());
        id.map_or_else(String::new, |id| names.meeting(id, 0))
    };
    let person = breach.participant().map_or_else(String::new, |id| names.person(id));
    let slot = text("slot").and_then(|id| id.parse().ok()).map_or_else(String::new, |id| names.slot(id));
    let room = text("room").and_then(|id| id.parse().ok()).map_or("", |id| names.room(id)).to_owned();
    let engaged = |field: &str| {
        let found = breach.data.get(field)?;
        let found = found.get("meeting").and_then(Value::as_str);
        Some(match found {
            Some(id) => meeting(Some(id)),
            None => at.visitor.words.t("breach-activity"),
        })
    };
    let one = engaged("one").or_else(|| text("one").map(|id| meeting(Some(id)))).unwrap_or_default();
    let other = engaged("other").or_else(|| text("other").map(|id| meeting(Some(id)))).unwrap_or_default();
    let values: HashMap<Cow<'static, str>, FluentValue<'_>> = [
        ("who", meeting(text("meeting"))),
        ("person", person),
        ("slot", slot),
        ("room", room),
        ("one", one),
        ("other", other),
        ("after", meeting(text("after"))),
    ]
    .into_iter()
    .map(|(name, value)| (Cow::Borrowed(name), FluentValue::from(value)))
    .chain(["table", "most", "meetings", "spread"].map(|name| (name.into(), FluentValue::from(number(name)))))
    .collect();
    let key = format!("breach-{}", text("breach").unwrap_or("claim"));
    at.visitor.words.with_all(&key, &values)
}
