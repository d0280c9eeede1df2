//! Finding one person among many by a part of the name: a page that lists fifteen hundred of them is slow to load and to read.

use super::board::Names;
use crate::{form::Field, page::FormFaults, words::Words};
use carnet_engine::ParticipantId;

/// The most people of whom one is chosen.
const CANDIDATES_MOST: usize = 30;

/// Who is meant, as the fields `who` and `person` of a form say it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Picking<'a> {
    /// A part of the name or of the company.
    pub(super) who: &'a str,
    /// The person, once it was chosen among those who have it.
    pub(super) person: &'a str,
}

impl Picking<'_> {
    /// The person who is meant, or nobody where nothing was typed; with a fault where nobody or several have the name.
    pub(super) fn resolve(
        &self,
        words: Words,
        names: &Names,
        faults: &mut FormFaults,
    ) -> Option<ParticipantId> {
        if let Some(chosen) = self.chosen(names) {
            return Some(chosen);
        }
        if self.who.trim().is_empty() {
            return None;
        }
        match names.matching(self.who).as_slice() {
            [] => faults.add("who", words.t("picking-nobody")),
            [one] => return Some(one.id),
            several if several.len() > CANDIDATES_MOST => {
                faults.add("who", words.n("picking-too-many", several.len() as i64));
            }
            several => faults.add("person", words.n("picking-several", several.len() as i64)),
        }
        None
    }

    /// The person who was chosen among those who have the name; nobody where another name was typed since.
    fn chosen(&self, names: &Names) -> Option<ParticipantId> {
        let chosen = self.person.parse().ok()?;
        let of_name = || names.matching(self.who).into_iter().any(|person| person.id == chosen);
        (!self.who.trim().is_empty() && of_name()).then_some(chosen)
    }

    /// The field to type into, and the one to choose in where several were found.
    pub(super) fn fields(
        &self,
        words: Words,
        (label, names): (String, &Names),
        faults: &FormFaults,
    ) -> Vec<Field> {
        let who = Field::text("who", label, self.who).help(words.t("picking-help")).fault(faults, "who");
        let asked = self.chosen(names).is_some() || faults.at("person").is_some();
        if !asked {
            return vec![who];
        }
        let found = names.matching(self.who);
        let candidates = found.iter();
        let candidates = candidates.map(|person| (person.id.to_string(), names.person(person.id)));
        let nobody = (String::new(), words.t("picking-choose"));
        let candidates = std::iter::once(nobody).chain(candidates).collect();
        let which = Field::choice("person", words.t("picking-which"), candidates, self.person);
        vec![who, which.fault(faults, "person")]
    }
}
