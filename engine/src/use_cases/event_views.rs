//! Reading events: everything for administrators, the public part for everybody.

use crate::{
    Actor, CategoryId, Engine, Error, EventId, Kind,
    domain::{
        access::UseCase,
        event::{EventSetup, EventTexts, check_slug},
        look::Look,
        phase::{Action, Phase},
        places::Places,
        readiness::Readiness,
        session::Session,
        text::Texts,
    },
    store::events::{self, EventSummary},
    use_cases::PublicHost,
};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

/// What everybody may know of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicEvent {
    /// Its identity.
    pub id: EventId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub names: Texts,
    /// Its time zone.
    pub time_zone: Tz,
    /// How its pages look, those among them that say that it is over.
    pub look: Look,
    /// The rest; nothing once its pages are over.
    pub pages: Option<PublicPages>,
}

/// What the pages of an event say.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicPages {
    /// How far it is.
    pub phase: Phase,
    /// Its texts.
    pub texts: EventTexts,
    /// Its days.
    pub days: Vec<NaiveDate>,
    /// Until when people register.
    pub registration_closes_at: Option<DateTime<Utc>>,
    /// Whether people may register now.
    pub takes_registrations: bool,
    /// Who holds it.
    pub hosts: Vec<PublicHost>,
    /// Where.
    pub places: Places,
    /// For whom.
    pub categories: Vec<(CategoryId, Texts)>,
    /// When meetings are held.
    pub sessions: Vec<Session>,
}

impl Engine {
    /// Everything that is set for an event, for those who administer it.
    pub async fn show_event(&self, actor: &Actor, id: EventId) -> Result<EventSetup, Error> {
        let mut tx = self.read().await?;
        self.permit(&mut tx, actor, UseCase::ShowEvent, Some(id)).await?;
        Ok(self.set_up(&mut tx, id).await?.event.clone())
    }

    /// What everybody may know of an event. One that has not opened is not found.
    pub async fn show_public_event(&self, actor: &Actor, slug: &str) -> Result<PublicEvent, Error> {
        let mut tx = self.read().await?;
        self.permit(&mut tx, actor, UseCase::ShowPublicEvent, None).await?;
        let slug = check_slug(slug).map_err(|_| Error::not_found(Kind::Event))?;
        let id = events::find_by_slug(&mut tx, &slug).await?.ok_or(Error::not_found(Kind::Event))?;
        let set_up = self.set_up(&mut tx, id).await?;
        let EventSetup { event, places, categories, sessions, .. } = &set_up.event;
        let over = event.is_over(self.now());
        if !over && !event.phase.allows(Action::SeePublic) || event.phase < Phase::Open {
            return Err(Error::not_found(Kind::Event));
        }
        let details = &event.details;
        let pages = || PublicPages {
            phase: event.phase,
            texts: details.texts.clone(),
            days: details.days.clone(),
            registration_closes_at: details.registration_closes_at,
            takes_registrations: event.takes_registrations(self.now()),
            hosts: set_up.hosts.clone(),
            places: places.clone(),
            categories: categories.list.iter().map(|one| (one.id, one.names.clone())).collect(),
            sessions: sessions.clone(),
        };
        Ok(PublicEvent {
            id,
            slug: details.slug.clone(),
            names: details.names.clone(),
            time_zone: details.time_zone,
            look: set_up.look.clone(),
            pages: (!over).then(pages),
        })
    }

    /// The events in which the actor has a role; for administrators of the installation all.
    pub async fn list_events(&self, actor: &Actor) -> Result<Vec<EventSummary>, Error> {
        let mut tx = self.read().await?;
        let permit = self.permit(&mut tx, actor, UseCase::ListEvents, None).await?;
        let mut found = events::list(&mut tx, permit.all, permit.own).await?;
        if let Some(limits) = &actor.limits {
            found.retain(|event| limits.reaches(event.id));
        }
        Ok(found)
    }

    /// The events whose pages are there.
    pub async fn list_public_events(&self, actor: &Actor) -> Result<Vec<EventSummary>, Error> {
        let mut tx = self.read().await?;
        self.permit(&mut tx, actor, UseCase::ListPublicEvents, None).await?;
        Ok(events::list_public(&mut tx, self.now()).await?)
    }

    /// What is done and what is still to be done before the event can open.
    pub async fn check_readiness(&self, actor: &Actor, id: EventId) -> Result<Vec<Readiness>, Error> {
        let mut tx = self.read().await?;
        self.permit(&mut tx, actor, UseCase::CheckReadiness, Some(id)).await?;
        self.tasks(&mut tx, id).await
    }
}
