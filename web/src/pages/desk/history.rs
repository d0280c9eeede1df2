//! Who did what, and when: entries of the audit in words.

mod detail;

use super::names;
use crate::{App, error::Error, pages::InEvent, pages::catalogue::moment, words::Words};
use carnet_engine::AuditRecord;
use detail::Reading;
use serde_json::Value;
use std::collections::BTreeMap;

/// An entry, to be read.
pub(super) struct HistoryLine {
    pub(super) when: String,
    pub(super) who: String,
    pub(super) what: String,
    /// Of which object, where a page shows several.
    pub(super) object: String,
    pub(super) before: String,
    pub(super) after: String,
}

/// Those who appear in a history, by account.
pub(super) struct Actors(BTreeMap<String, String>);

impl Actors {
    /// The administrators, as far as the visitor may know them, and those that the page knows.
    pub(super) async fn read(
        app: &App,
        at: &InEvent,
        known: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, Error> {
        let mut all: BTreeMap<_, _> = known.collect();
        all.extend(names::accounts(app, at).await?);
        Ok(Self(all))
    }

    fn name(&self, words: Words, actor: &str) -> String {
        match (self.0.get(actor), actor) {
            (Some(name), _) => name.clone(),
            (None, "system") => words.t("history-system"),
            (None, "anonymous") => words.t("history-anonymous"),
            (None, _) => words.t("history-somebody"),
        }
    }
}

/// An entry in words.
pub(super) fn line(at: &InEvent, actors: &Actors, record: &AuditRecord, object: String) -> HistoryLine {
    let words = at.visitor.words;
    let detail: Value =
        record.detail.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let reading = Reading { words, zone: at.zone, kind: &record.kind };
    HistoryLine {
        when: moment(at, record.at),
        who: actors.name(words, &record.actor),
        what: action(words, &record.action),
        object,
        before: reading.shown("", &detail["before"]),
        after: reading.shown("", &detail["after"]),
    }
}

/// What was done; by its stable name where there are no words for it.
pub(super) fn action(words: Words, action: &str) -> String {
    let key = format!("audit-{}", action.replace('.', "-"));
    if words.has(&key) { words.t(&key) } else { action.to_owned() }
}
