//! How messages name what an instance holds: the identifier, with the name for people where there is one.

use crate::format::InstanceFile;
use crate::instance::{Instance, RoomIdx};

/// Texts for the indices of an instance.
#[derive(Clone, Copy)]
pub(crate) struct Labels<'a>(&'a InstanceFile);

impl<'a> Labels<'a> {
    pub(crate) fn new(instance: &'a Instance) -> Self {
        Self(instance.file())
    }

    pub(crate) fn person(self, p: u32) -> String {
        let person = &self.0.participants[p as usize];
        label(&person.id, person.name.as_deref())
    }

    pub(crate) fn meeting(self, m: u32) -> String {
        let meeting = &self.0.meetings[m as usize];
        label(&meeting.id, meeting.name.as_deref())
    }

    pub(crate) fn slot(self, s: u32) -> String {
        let slot = &self.0.slots[s as usize];
        label(&slot.id, slot.name.as_deref())
    }

    pub(crate) fn room(self, r: RoomIdx) -> String {
        let room = &self.0.rooms[r.at()];
        label(&room.id, room.name.as_deref())
    }

    /// Several people as one part of a sentence.
    pub(crate) fn people(self, people: &[u32]) -> String {
        list(people.iter().map(|&p| self.person(p)))
    }
}

fn label(id: &str, name: Option<&str>) -> String {
    name.map_or_else(|| id.to_owned(), |name| format!("{id} ({name})"))
}

/// A number with its noun: `1 slot`, `2 slots`.
pub(crate) fn count(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

/// Parts of a sentence with commas and a last "and".
pub(crate) fn list(parts: impl IntoIterator<Item = String>) -> String {
    let mut parts: Vec<String> = parts.into_iter().collect();
    let Some(last) = parts.pop() else { return String::new() };
    if parts.is_empty() { last } else { format!("{} and {last}", parts.join(", ")) }
}
