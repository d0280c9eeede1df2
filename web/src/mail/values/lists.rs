//! Agendas in letters, line by line.

use super::{Telling, id, moment};
use crate::format;
use carnet_engine::domain::{agenda::AgendaEntry, notice::NoticeKind, zone::day_of};
use chrono::{DateTime, Utc};
use serde_json::Value;
use std::collections::HashMap;
use uuid::Uuid;

impl Telling<'_> {
    /// The whole agenda, or what changed in it.
    pub(super) fn agenda_lines(&self) -> String {
        if self.claimed.notice.kind == NoticeKind::AgendaPublished {
            let entries = self.around.agenda.as_ref().map_or(&[][..], |agenda| &agenda.entries);
            return self.by_day(entries);
        }
        let changes = self.data("changes").as_array().map_or(&[][..], Vec::as_slice);
        let mut lines: Vec<_> = changes.iter().filter_map(|change| self.change(change)).collect();
        lines.sort();
        lines.into_iter().map(|(_, line)| line).collect::<Vec<_>>().join("\n")
    }

    /// Lines under the days that they are on.
    fn by_day(&self, entries: &[AgendaEntry]) -> String {
        let mut lines = Vec::new();
        let mut last = None;
        for entry in entries {
            let day = day_of(self.zone(), entry.starts_at);
            if last != Some(day) {
                if last.is_some() {
                    lines.push(String::new());
                }
                lines.push(format::day(self.language(), day));
                last = Some(day);
            }
            let time = |at| format::time(self.zone(), at);
            let (from, to) = (time(entry.starts_at), time(entry.ends_at));
            lines.push(format!("{from}–{to} · {} · {}", self.title(entry), self.place_of(entry)));
        }
        lines.join("\n")
    }

    /// What became of a meeting, as it is now, by when it is or was: it may have changed again meanwhile.
    fn change(&self, change: &Value) -> Option<(DateTime<Utc>, String)> {
        let meeting: Uuid = change["meeting"].as_str()?.parse().ok()?;
        let entries = self.around.agenda.as_ref().map_or(&[][..], |agenda| &agenda.entries);
        let was = &change["was"];
        let Some(entry) = entries.iter().find(|entry| id(entry) == meeting) else {
            let (from, to) = (moment(&was["starts_at"])?, moment(&was["ends_at"])?);
            return Some((from, self.words.with("mail-change-gone", "when", &self.span(from, to))));
        };
        let when = self.span(entry.starts_at, entry.ends_at);
        let what = format!("{when} · {} · {}", self.title(entry), self.place_of(entry));
        let line = match moment(&was["starts_at"]).zip(moment(&was["ends_at"])) {
            Some((from, to)) => {
                let values =
                    HashMap::from([("what".into(), what.into()), ("was".into(), self.span(from, to).into())]);
                self.words.with_all("mail-change-moved", &values)
            }
            None => self.words.with("mail-change-new", "what", &what),
        };
        Some((entry.starts_at, line))
    }
}
