//! Who does not come, or is gone, and who is back; and how many meetings a person has.

use crate::{
    Actor, Engine, Error, EventId, Kind, ParticipantId,
    domain::{
        access::UseCase,
        phase::Action,
        registration::{MeetingQuota, Participant},
    },
    store::{Tx, categories, events, participants, registrations},
};
use chrono::{DateTime, Utc};
use serde_json::json;

impl Engine {
    /// Says that a participant is gone from now on, or does not come. Nobody asks them any more, and no plan counts on them;
    /// what the published plan has of them stays until somebody changes it. Said twice, the first time holds.
    pub async fn mark_absent(&self, actor: &Actor, event: EventId, id: ParticipantId) -> Result<(), Error> {
        self.set_absence(actor, event, id, Some(self.now())).await
    }

    /// Says that a participant is there after all.
    pub async fn mark_back(&self, actor: &Actor, event: EventId, id: ParticipantId) -> Result<(), Error> {
        self.set_absence(actor, event, id, None).await
    }

    async fn set_absence(
        &self,
        actor: &Actor,
        event: EventId,
        id: ParticipantId,
        since: Option<DateTime<Utc>>,
    ) -> Result<(), Error> {
        let (mut tx, person) = self.take_person(actor, event, id, UseCase::SetAttendance).await?;
        if since.is_some() == person.absent_since.is_some() {
            return Ok(());
        }
        let new = Participant { absent_since: since, ..person.clone() };
        if !participants::update(&mut tx, &new).await? {
            return Err(Error::Conflict);
        }
        let action = if since.is_some() { "participant.gone" } else { "participant.back" };
        let entry = self.entry(actor, action, Kind::Participant, id).of(event);
        tx.record(entry.before(json!(person.absent_since)).after(json!(since)));
        Ok(tx.commit().await?)
    }

    /// Says how many meetings a person may have and is promised, where that differs from the category. `version` is the
    /// person's that was seen. What was agreed before stays agreed.
    pub async fn set_quota(
        &self,
        actor: &Actor,
        event: EventId,
        (id, version): (ParticipantId, i64),
        quota: MeetingQuota,
    ) -> Result<(), Error> {
        let (mut tx, person) = self.take_person(actor, event, id, UseCase::SetQuota).await?;
        let categories = categories::find(&mut tx, event).await?;
        let category = categories.list.iter().find(|category| category.id == person.category);
        quota.check(category.and_then(|category| category.max_meetings))?;
        let MeetingQuota { max_meetings, promised } = quota;
        let new = Participant { max_meetings, promised, version, ..person.clone() };
        if !participants::update(&mut tx, &new).await? {
            return Err(Error::Conflict);
        }
        let entry = self.entry(actor, "participant.quota-set", Kind::Participant, id).of(event);
        let shown = |p: &Participant| json!({ "max_meetings": p.max_meetings, "promised": p.promised });
        tx.record(entry.before(shown(&person)).after(shown(&new)));
        Ok(tx.commit().await?)
    }

    /// A person of an event that is locked, so that nobody asks or agrees with them meanwhile.
    async fn take_person(
        &self,
        actor: &Actor,
        event: EventId,
        id: ParticipantId,
        use_case: UseCase,
    ) -> Result<(Tx, Participant), Error> {
        let mut tx = self.write().await?;
        let permit = self.permit(&mut tx, actor, use_case, Some(event)).await?;
        let nothing = || Error::not_found(Kind::Participant);
        let found = participants::find(&mut tx, event, id).await?.ok_or_else(nothing)?;
        events::lock(&mut tx, event).await?;
        registrations::lock(&mut tx, event, found.registration).await?;
        let dossier = registrations::dossier(&mut tx, event, found.registration).await?;
        let dossier = dossier.ok_or_else(nothing)?;
        let person = dossier.people.iter().find(|person| person.id == id).ok_or_else(nothing)?;
        if !permit.covers(&dossier.subject_of(person)) {
            return Err(nothing());
        }
        self.event_in_phase(&mut tx, event, Action::ManageRegistrations).await?;
        Ok((tx, person.clone()))
    }
}
