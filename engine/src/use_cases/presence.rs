//! What somebody is in an event: what a page needs to show each the own ways.

use crate::{
    Actor, Engine, Error, EventId, Refusal, Who,
    domain::{
        access::{self, Standing, UseCase},
        request::Person,
    },
    store::parties,
};
use std::sync::Arc;

/// What somebody is in an event.
#[derive(Clone, Debug)]
pub struct Presence {
    /// As whom they take part: an account does as one person.
    pub people: Vec<Person>,
    standing: Arc<Standing>,
    factor_needed: bool,
}

impl Presence {
    /// Whether they may call a use case of the event, or why not. Whom it reaches is another matter.
    pub fn may(&self, use_case: UseCase) -> Result<(), Refusal> {
        access::decide(use_case, &self.standing, self.factor_needed).map(|_| ())
    }

    /// Whether they may as who administers the event, or some of its people; not only for themselves.
    pub fn may_administer(&self, use_case: UseCase) -> Result<(), Refusal> {
        let permit = access::decide(use_case, &self.standing, self.factor_needed)?;
        match (permit.all || permit.within.is_some(), self.standing.who) {
            (true, _) => Ok(()),
            (false, Who::Anonymous) => Err(Refusal::SignInNeeded),
            (false, _) => Err(Refusal::NotAllowed),
        }
    }

    /// Whether they may, and it reaches everybody of the event: what whoever plans needs.
    pub fn may_for_everybody(&self, use_case: UseCase) -> Result<(), Refusal> {
        let permit = access::decide(use_case, &self.standing, self.factor_needed)?;
        if permit.reaches_everybody() { Ok(()) } else { Err(Refusal::NotAllowed) }
    }
}

impl Engine {
    /// What the actor is in an event; nothing in one that is not there.
    pub async fn show_presence(&self, actor: &Actor, event: EventId) -> Result<Presence, Error> {
        let mut tx = self.read().await?;
        self.permit(&mut tx, actor, UseCase::ShowPresence, Some(event)).await?;
        let people = match actor.account_id() {
            Some(account) => parties::people_of(&mut tx, event, account).await?,
            None => Vec::new(),
        };
        let standing = self.standing(&mut tx, actor, Some(event)).await?;
        Ok(Presence { people, standing, factor_needed: self.settings().organisers_need_second_factor })
    }
}
