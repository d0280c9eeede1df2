//! Feeds: an agenda under a secret address, which programs read that nobody can sign in with.

use super::{requests::NO_PARTICIPANT, tokens::secret_hash};
use crate::{
    Actor, Engine, Error, Kind, ParticipantId,
    domain::{access::UseCase, account::Language, agenda::Feed, request::Person},
    store::{Tx, events, feeds, parties},
};
use chrono::{DateTime, Utc};

impl Engine {
    /// Gives the own agenda a secret address: the secret, which is told this once. Whatever address there was leads nowhere
    /// from now on.
    pub async fn renew_feed(&self, actor: &Actor, of: ParticipantId) -> Result<String, Error> {
        let mut tx = self.write().await?;
        let person = self.fed(&mut tx, actor, of).await?;
        let secret = self.secret_text();
        feeds::save(&mut tx, (person.event, of), &secret_hash(&secret), self.now()).await?;
        let entry = self.entry(actor, "calendar-feed.renewed", Kind::Participant, of);
        tx.record(entry.of(person.event));
        tx.commit().await?;
        Ok(secret)
    }

    /// Takes the secret address of the own agenda away.
    pub async fn end_feed(&self, actor: &Actor, of: ParticipantId) -> Result<(), Error> {
        let mut tx = self.write().await?;
        let person = self.fed(&mut tx, actor, of).await?;
        if !feeds::delete(&mut tx, of).await? {
            return Ok(());
        }
        let entry = self.entry(actor, "calendar-feed.ended", Kind::Participant, of);
        tx.record(entry.of(person.event));
        Ok(tx.commit().await?)
    }

    /// Since when the own agenda has a secret address, if it has one.
    pub async fn feed_since(&self, actor: &Actor, of: ParticipantId) -> Result<Option<DateTime<Utc>>, Error> {
        let mut tx = self.read().await?;
        self.fed(&mut tx, actor, of).await?;
        Ok(feeds::since(&mut tx, of).await?)
    }

    /// The agenda that a secret leads to. Of who does not take part any more there is none.
    pub async fn read_feed(&self, actor: &Actor, secret: &str) -> Result<Feed, Error> {
        const NOTHING: Error = Error::not_found(Kind::Participant);
        let mut tx = self.read().await?;
        self.permit(&mut tx, actor, UseCase::ReadFeed, None).await?;
        let of = feeds::find(&mut tx, &secret_hash(secret)).await?.ok_or(NOTHING)?;
        let person = parties::person(&mut tx, of).await?;
        let person = person.filter(|person| person.validated && person.account.is_some()).ok_or(NOTHING)?;
        let event = events::find(&mut tx, person.event).await?.ok_or(NOTHING)?;
        Ok(Feed {
            names: event.details.names,
            time_zone: event.details.time_zone,
            language: person.language.unwrap_or(Language::French),
            agenda: super::agendas::of_person(&mut tx, &person).await?,
        })
    }

    /// The participant whose agenda it is, where that is the actor.
    async fn fed(&self, tx: &mut Tx, actor: &Actor, of: ParticipantId) -> Result<Person, Error> {
        let person = parties::person(tx, of).await?;
        let event = person.as_ref().map(|person| person.event);
        let permit = self.permit(tx, actor, UseCase::ManageFeed, event).await?;
        person.filter(|person| permit.covers(&person.subject())).ok_or(NO_PARTICIPANT)
    }
}
