//! Where an exhibitor receives: a room of the event, for the meetings of an event whose rules say so.

use crate::{
    Actor, Engine, Error, EventId, Fault, FaultCode, Kind, RegistrationId, RoomId,
    domain::{access::UseCase, phase::Action, registration::Dossier},
    store::{Tx, booths, events, places, registrations},
};
use serde_json::json;

impl Engine {
    /// The room that is the booth of a registration.
    pub async fn show_booth(
        &self,
        actor: &Actor,
        event: EventId,
        id: RegistrationId,
    ) -> Result<Option<RoomId>, Error> {
        let mut tx = self.read().await?;
        self.for_booth(&mut tx, actor, event, id).await?;
        Ok(booths::find(&mut tx, id).await?)
    }

    /// Says which room is the booth of a registration, or that it has none. Its meetings are planned there from the next run on;
    /// what the published plan has elsewhere is seen there as what it breaks.
    pub async fn set_booth(
        &self,
        actor: &Actor,
        event: EventId,
        id: RegistrationId,
        room: Option<RoomId>,
    ) -> Result<(), Error> {
        let mut tx = self.write().await?;
        self.for_booth(&mut tx, actor, event, id).await?;
        events::lock(&mut tx, event).await?;
        self.event_in_phase(&mut tx, event, Action::ManageRegistrations).await?;
        let places = places::find(&mut tx, event).await?;
        let named = |room: RoomId| places.rooms().find(|(_, known)| known.id == room).map(|(_, known)| known);
        match room.map(named) {
            Some(None) => return Err(Fault::new("room", FaultCode::UnknownChoice).into()),
            Some(Some(known)) if known.tables == 0 => {
                return Err(Fault::new("room", FaultCode::NoTables).into());
            }
            _ => {}
        }
        let before = booths::find(&mut tx, id).await?;
        booths::set(&mut tx, event, id, room).await?;
        let name = |room: Option<RoomId>| json!({ "room": room.and_then(named).map(|room| &room.name) });
        let entry = self.entry(actor, "registration.booth-set", Kind::Registration, id).of(event);
        tx.record(entry.before(name(before)).after(name(room)));
        Ok(tx.commit().await?)
    }

    /// The registration, for whoever may say where it receives.
    async fn for_booth(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        event: EventId,
        id: RegistrationId,
    ) -> Result<Dossier, Error> {
        let permit = self.permit(tx, actor, UseCase::SetBooth, Some(event)).await?;
        let dossier = registrations::dossier(tx, event, id).await?;
        let reached = dossier.filter(|dossier| permit.covers(&dossier.subject()));
        reached.ok_or(Error::not_found(Kind::Registration))
    }
}
