//! Agendas: read, and which of them changed.

use super::requests::NO_PARTICIPANT;
use crate::{
    Actor, Engine, Error, EventId, Kind, ParticipantId, RoomId,
    domain::{
        access::UseCase,
        agenda::{Agenda, ChangedAgendas},
        request::Person,
    },
    store::{Tx, agenda_entries, agendas, parties},
};
use chrono::{DateTime, Utc};

impl Engine {
    /// The agenda of a person or an expert: for themselves, the check-in desk, and administrators.
    pub async fn show_agenda(&self, actor: &Actor, of: ParticipantId) -> Result<Agenda, Error> {
        let mut tx = self.read().await?;
        let person = parties::person(&mut tx, of).await?;
        let event = person.as_ref().map(|person| person.event);
        let permit = self.permit(&mut tx, actor, UseCase::ShowAgenda, event).await?;
        let person = person.filter(|person| permit.covers(&person.subject())).ok_or(NO_PARTICIPANT)?;
        of_person(&mut tx, &person).await
    }

    /// The agenda of a room: for whoever reaches everybody.
    pub async fn show_room_agenda(&self, actor: &Actor, room: RoomId) -> Result<Agenda, Error> {
        const NO_ROOM: Error = Error::not_found(Kind::Room);
        let mut tx = self.read().await?;
        let event = agenda_entries::event_of_room(&mut tx, room).await?;
        let permit = self.permit(&mut tx, actor, UseCase::ShowAgenda, event).await?;
        // A room shows people of all companies.
        let event = event.filter(|_| permit.reaches_everybody()).ok_or(NO_ROOM)?;
        let (version, changed_at) = parts(agendas::room_version(&mut tx, room).await?);
        let entries = agenda_entries::of_room(&mut tx, event, room).await?;
        Ok(Agenda { event, version, changed_at, entries, unplaced: Vec::new() })
    }

    /// Whose agendas changed after a moment, within the actor's reach: these alone are told, and printed anew.
    pub async fn list_changed_agendas(
        &self,
        actor: &Actor,
        event: EventId,
        since: DateTime<Utc>,
    ) -> Result<ChangedAgendas, Error> {
        let mut tx = self.read().await?;
        let permit = self.permit(&mut tx, actor, UseCase::ListChangedAgendas, Some(event)).await?;
        let mut changed = ChangedAgendas::default();
        // Before that there is nothing, and PostgreSQL knows no time long before.
        let since = since.max(DateTime::UNIX_EPOCH);
        for row in agendas::changed_since(&mut tx, event, since).await? {
            let reached = permit.reaches_everybody()
                || parties::person(&mut tx, row.0).await?.is_some_and(|p| permit.covers(&p.subject()));
            if reached {
                changed.people.push(row);
            }
        }
        if permit.reaches_everybody() {
            changed.rooms = agendas::rooms_changed_since(&mut tx, event, since).await?;
        }
        Ok(changed)
    }
}

/// The agenda of somebody.
pub(super) async fn of_person(tx: &mut Tx, person: &Person) -> Result<Agenda, Error> {
    let (version, changed_at) = parts(agendas::version(tx, person.id).await?);
    Ok(Agenda {
        event: person.event,
        version,
        changed_at,
        entries: agenda_entries::of_person(tx, person.event, person.id).await?,
        unplaced: agenda_entries::unplaced(tx, person.id).await?,
    })
}

fn parts(version: Option<(i64, DateTime<Utc>)>) -> (i64, Option<DateTime<Utc>>) {
    version.map_or((0, None), |(version, at)| (version, Some(at).filter(|_| version > 0)))
}
