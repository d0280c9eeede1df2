//! How evenly meetings fell.

use crate::{
    Actor, Engine, Error, EventId,
    domain::{
        access::UseCase,
        fairness::{Fairness, Share},
        registration::RegistrationState,
    },
    store::{categories, fairness, participants, registrations},
};
use std::collections::{BTreeMap, HashMap};

impl Engine {
    /// What each person within the actor's reach asked for, agreed on and got in the published plan.
    pub async fn show_fairness(&self, actor: &Actor, event: EventId) -> Result<Fairness, Error> {
        let mut tx = self.read().await?;
        let permit = self.permit(&mut tx, actor, UseCase::ShowFairness, Some(event)).await?;
        let all = registrations::list_by_event(&mut tx, event).await?.into_iter();
        let registrations: BTreeMap<_, _> = all
            .filter(|one| one.state == RegistrationState::Validated && permit.covers(&one.subject()))
            .map(|one| (one.id, one))
            .collect();
        let categories = categories::find(&mut tx, event).await?;
        let asked: HashMap<_, _> = fairness::asked(&mut tx, event).await?.into_iter().collect();
        let agreed = fairness::agreed(&mut tx, event).await?.into_iter();
        let agreed: HashMap<_, _> = agreed.map(|(id, agreed, obtained)| (id, (agreed, obtained))).collect();
        let mut shares = Vec::new();
        for person in participants::list_by_event(&mut tx, event).await? {
            let Some(registration) = registrations.get(&person.registration).filter(|_| person.validated)
            else {
                continue;
            };
            let (agreed, obtained) = agreed.get(&person.id).copied().unwrap_or_default();
            let of_category = categories.find(person.category).and_then(|category| category.promised);
            shares.push(Share {
                participant: person.id,
                name: person.name,
                company: registration.company_name.clone(),
                category: person.category,
                country: registration.country.clone(),
                asked: asked.get(&person.id).copied().unwrap_or_default(),
                agreed,
                obtained,
                promised: person.promised.or(of_category).unwrap_or_default(),
            });
        }
        Ok(Fairness::of(shares))
    }
}
