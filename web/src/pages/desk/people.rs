//! People by name, for pages of the desk that know them by identity.

use crate::{App, error::Error, pages::InEvent};
use carnet_engine::{CategoryId, DeskFilter, ParticipantId, RegistrationId, domain::access::UseCase};
use std::collections::BTreeMap;

/// As many registrations as the engine lists at a time.
const PAGE: usize = 500;

/// Somebody who takes part.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) name: String,
    pub(super) company: String,
    pub(super) registration: RegistrationId,
    pub(super) category: CategoryId,
}

/// Those whom the visitor may know, each with the company.
#[derive(Debug, Default)]
pub(super) struct People(BTreeMap<ParticipantId, Known>);

impl People {
    /// Everybody of the event within the visitor's reach; nobody where the visitor may not know who comes.
    pub(super) async fn read(app: &App, at: &InEvent) -> Result<Self, Error> {
        let mut all = BTreeMap::new();
        if at.presence.may_administer(UseCase::ListForDesk).is_err() {
            return Ok(Self(all));
        }
        let mut after = None;
        loop {
            let filter = DeskFilter { words: String::new(), after, most: PAGE };
            let lines = app.engine().list_for_desk(&at.visitor.actor, at.id, &filter).await?;
            let n_lines = lines.len();
            after = lines.last().map(|line| line.arrival);
            for line in lines {
                let known = |name, category| Known {
                    name,
                    company: line.company.clone(),
                    registration: line.registration,
                    category,
                };
                let people = line.people.into_iter();
                all.extend(people.map(|person| (person.id, known(person.name, person.category))));
            }
            if n_lines < PAGE {
                return Ok(Self(all));
            }
        }
    }

    /// Everybody.
    pub(super) fn all(&self) -> impl Iterator<Item = (ParticipantId, &Known)> {
        self.0.iter().map(|(id, known)| (*id, known))
    }

    /// A person, where the visitor may know them.
    pub(super) fn get(&self, id: ParticipantId) -> Option<&Known> {
        self.0.get(&id)
    }

    /// A person with the company, or that it is somebody whom the visitor does not know.
    pub(super) fn name(&self, at: &InEvent, id: ParticipantId) -> String {
        match self.get(id) {
            Some(known) => format!("{}, {}", known.name, known.company),
            None => at.visitor.words.t("desk-somebody"),
        }
    }

    /// Those whose name or company has all the words.
    pub(super) fn find(&self, words: &str, most: usize) -> Vec<(ParticipantId, &Known)> {
        let words: Vec<_> = words.split_whitespace().map(str::to_lowercase).collect();
        let fits = |(_, known): &(&ParticipantId, &Known)| {
            let text = format!("{} {}", known.name, known.company).to_lowercase();
            words.iter().all(|word| text.contains(word))
        };
        self.0.iter().filter(fits).take(most).map(|(id, known)| (*id, known)).collect()
    }
}
