//! Who is expected, for the check-in desk: what it needs to let people in, and nothing that they told the organisers alone.

use crate::{
    ActivityId, Actor, Engine, Error, EventId, ParticipantId, RegistrationId,
    domain::{
        access::UseCase,
        fold::{fold, words_of},
        registration::{Participant, RegistrationState},
    },
    ids::CategoryId,
    store::{participants, registrations, sign_ups},
};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// Which of those who are expected to list.
#[derive(Clone, Debug, Default)]
pub struct DeskFilter {
    /// Words of the company's name or of a person's.
    pub words: String,
    /// After the registration that arrived at this rank.
    pub after: Option<i64>,
    /// How many registrations, from 1 to 500.
    pub most: usize,
}

/// A company as the check-in desk sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskLine {
    /// The registration.
    pub registration: RegistrationId,
    /// Its rank of arrival.
    pub arrival: i64,
    /// The company's name.
    pub company: String,
    /// Where the registration stands.
    pub state: RegistrationState,
    /// Its people.
    pub people: Vec<DeskPerson>,
}

/// A person as the check-in desk sees them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskPerson {
    /// Who.
    pub id: ParticipantId,
    /// The name.
    pub name: String,
    /// The category.
    pub category: CategoryId,
    /// Whether an organiser found the person good.
    pub validated: bool,
    /// Since when the person does not come.
    pub absent_since: Option<DateTime<Utc>>,
    /// The activities in which the person has a place; without those that everybody attends.
    pub activities: Vec<ActivityId>,
}

impl Engine {
    /// Those who are expected, by arrival of their registration.
    pub async fn list_for_desk(
        &self,
        actor: &Actor,
        event: EventId,
        filter: &DeskFilter,
    ) -> Result<Vec<DeskLine>, Error> {
        let mut tx = self.read().await?;
        let permit = self.permit(&mut tx, actor, UseCase::ListForDesk, Some(event)).await?;
        let mut people: BTreeMap<_, Vec<Participant>> = BTreeMap::new();
        for person in participants::list_by_event(&mut tx, event).await? {
            people.entry(person.registration).or_default().push(person);
        }
        let mut activities: BTreeMap<_, Vec<ActivityId>> = BTreeMap::new();
        for (person, activity) in sign_ups::list_confirmed(&mut tx, event).await? {
            activities.entry(person).or_default().push(activity);
        }
        let words = words_of(&filter.words);
        let mut lines = Vec::new();
        for registration in registrations::list_by_event(&mut tx, event).await? {
            let people = people.remove(&registration.id).unwrap_or_default();
            let mut texts = vec![fold(&registration.company_name)];
            texts.extend(people.iter().map(|person| fold(&person.name)));
            let found = words.iter().all(|word| texts.iter().any(|text| text.contains(word.as_str())));
            let is_next = filter.after.is_none_or(|after| registration.arrival > after);
            if !found || !is_next || !permit.covers(&registration.subject()) {
                continue;
            }
            let person = |person: Participant| DeskPerson {
                activities: activities.remove(&person.id).unwrap_or_default(),
                id: person.id,
                name: person.name,
                category: person.category,
                validated: person.validated,
                absent_since: person.absent_since,
            };
            lines.push(DeskLine {
                registration: registration.id,
                arrival: registration.arrival,
                people: people.into_iter().map(person).collect(),
                company: registration.company_name,
                state: registration.state,
            });
            if lines.len() == filter.most.clamp(1, 500) {
                break;
            }
        }
        Ok(lines)
    }
}
