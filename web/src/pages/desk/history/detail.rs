//! What an object was, or is, in words: the names of fields, and of values that have words somewhere.

use crate::{format, words::Words};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde_json::Value;
use uuid::Uuid;

/// Values that have words elsewhere: the field, the kind of objects whose it is where that matters, and how the keys begin.
const VALUES: &[(&str, &str, &str)] = &[
    ("state", "meeting-request", "request-state"),
    ("state", "registration", "desk-registration"),
    ("state", "sign-up", "sign-up-state"),
    ("state", "activity", "activity-state"),
    // Of these the state is all that is told.
    ("", "registration", "desk-registration"),
    ("", "activity", "activity-state"),
    ("kind", "offering", "desk-offering"),
    ("kind", "activity", "activity"),
    ("kind", "role", "role"),
    ("kind", "meeting", "meeting-kind"),
    ("kind", "event", "category-kind"),
    ("audience", "activity", "activity-audience"),
    ("audience", "reminder-rule", "audience"),
    ("phase", "", "phase"),
    ("preset", "", "preset"),
    ("role", "", "host"),
    ("functions", "", "function"),
    ("meeting_kind", "", "meeting-kind"),
    ("acceptance", "", "acceptance"),
    ("expert_mode", "", "expert-mode"),
    ("messages", "", "messages-rule"),
    ("when_over", "", "when-over"),
    ("when_full", "", "when-full"),
    ("criteria", "", "criterion"),
    ("status", "plan", "plan-status"),
    ("mode", "run", "run-mode"),
    ("anchor", "", "anchor"),
    ("channel", "", "channel"),
    ("copies", "", "copies"),
    ("public", "", "public-part"),
    ("meeting_places", "", "meeting-places"),
    ("how", "run", "run-stop"),
    ("kinds", "registration-settings", "file-kind"),
    ("kinds", "webhook", "happening"),
];

/// Reads what an entry of the audit tells of objects of a kind.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    pub(super) words: Words,
    pub(super) zone: Tz,
    pub(super) kind: &'a str,
}

impl Reading<'_> {
    /// A field in words: values by their names, without what is empty and without identities, which say nothing to anybody.
    pub(super) fn shown(self, field: &str, value: &Value) -> String {
        match value {
            Value::Null => String::new(),
            Value::Bool(yes) => self.words.t(if *yes { "desk-yes" } else { "desk-no" }),
            Value::Number(n) => n.to_string(),
            Value::String(text) => self.text(field, text),
            Value::Object(fields) => {
                let shown = fields.iter().map(|(name, value)| (self.name(name), self.shown(name, value)));
                let shown = shown.filter(|(_, text)| !text.is_empty());
                shown.map(|(name, text)| self.pair(&name, &text)).collect::<Vec<_>>().join("; ")
            }
            Value::Array(all) => {
                let shown = all.iter().map(|one| self.shown(field, one)).filter(|text| !text.is_empty());
                shown.collect::<Vec<_>>().join(", ")
            }
        }
    }

    fn text(self, field: &str, text: &str) -> String {
        if text.parse::<Uuid>().is_ok() {
            return String::new();
        }
        if let Ok(at) = text.parse::<DateTime<Utc>>() {
            return format::moment(self.words.0, self.zone, at);
        }
        let of_field =
            VALUES.iter().filter(|(of, kind, _)| *of == field && (kind.is_empty() || *kind == self.kind));
        let keys = of_field.map(|(.., prefix)| format!("{prefix}-{}", text.replace('_', "-")));
        keys.into_iter()
            .find(|key| self.words.has(key))
            .map_or_else(|| text.to_owned(), |key| self.words.t(&key))
    }

    /// What a field is called; by its own name where an organiser gave it that.
    fn name(self, field: &str) -> String {
        let field = field.replace('_', "-");
        // Criteria of plans have their names there.
        let keys = ["audit-field", "criterion"].map(|prefix| format!("{prefix}-{field}"));
        let key = keys.iter().find(|key| self.words.has(key));
        key.map_or_else(|| field.clone(), |key| self.words.t(key))
    }

    /// A name with its value, as the language writes colons.
    fn pair(self, name: &str, text: &str) -> String {
        self.words.with_all(
            "audit-pair",
            &[("name".into(), name.into()), ("value".into(), text.into())].into_iter().collect(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use carnet_engine::domain::account::Language;
    use serde_json::json;

    fn shown(language: Language, kind: &str, detail: &Value) -> String {
        Reading { words: Words(language), zone: chrono_tz::Europe::Paris, kind }.shown("", detail)
    }

    #[test]
    fn details_are_read_by_name_and_what_is_empty_is_left_out() {
        let detail = json!({
            "co_organiser": "01a09f25-0a80-77f5-a43d-e26509000000", "function": "Achats", "listed": true,
            "people": ["Ada", "Bob"], "reason": null, "texts": { "fr": "Oui" },
        });
        let french = "function : Achats; Au catalogue : oui; Personnes : Ada, Bob; Textes : français : Oui";
        assert_eq!(shown(Language::French, "registration", &detail), french);
        assert_eq!(shown(Language::English, "plan", &Value::Null), "");
    }

    #[test]
    fn values_that_have_words_are_told_by_them_and_moments_by_the_clock_of_the_event() {
        let english = |kind: &str, detail: Value| shown(Language::English, kind, &detail);
        assert_eq!(english("meeting-request", json!({ "state": "pending" })), "State: Pending");
        assert_eq!(shown(Language::French, "registration", &json!("submitted")), "À examiner");
        let times = json!({ "starts_at": "2027-06-17T08:00:00Z" });
        assert!(english("activity", times).ends_with("10:00"));
    }
}
