//! Where an exhibitor receives: a room of the event, for the meetings of an event whose rules say so.

use super::is_alive;
use crate::{
    Actor, Engine, Error, EventId, Fault, FaultCode, Kind, Refusal, RegistrationId, RoomId,
    domain::{access::UseCase, phase::Action},
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
        self.permit_booths(&mut tx, actor, event).await?;
        let dossier = registrations::dossier(&mut tx, event, id).await?;
        dossier.ok_or(Error::not_found(Kind::Registration))?;
        Ok(booths::find(&mut tx, id).await?)
    }

    /// Says which room is the booth of a registration, or that it has none. A booth is of one exhibitor alone; that of a
    /// registration that does not count any more can only be freed.
    ///
    /// It holds at once, for the published plan too, of which nothing is moved by it: runs that keep that plan are refused by
    /// the meetings that stand elsewhere, until those are moved; a run that plans anew places all by it.
    pub async fn set_booth(
        &self,
        actor: &Actor,
        event: EventId,
        id: RegistrationId,
        room: Option<RoomId>,
    ) -> Result<(), Error> {
        let mut tx = self.write().await?;
        self.permit_booths(&mut tx, actor, event).await?;
        events::lock(&mut tx, event).await?;
        let dossier = registrations::dossier(&mut tx, event, id).await?;
        let dossier = dossier.ok_or(Error::not_found(Kind::Registration))?;
        self.event_in_phase(&mut tx, event, Action::ManageRegistrations).await?;
        if room.is_some() && !is_alive(dossier.registration.state) {
            return Err(Refusal::RegistrationState.into());
        }
        let before = booths::find(&mut tx, id).await?;
        if before == room {
            return Ok(());
        }
        let places = places::find(&mut tx, event).await?;
        let named = |room: RoomId| places.rooms().find(|(_, known)| known.id == room).map(|(_, known)| known);
        if let Some(room) = room {
            let known = named(room).ok_or_else(|| Fault::new("room", FaultCode::UnknownChoice))?;
            if known.tables == 0 {
                return Err(Fault::new("room", FaultCode::NoTables).into());
            }
            if booths::is_of_another(&mut tx, room, id).await? {
                return Err(Fault::new("room", FaultCode::InUse).into());
            }
        }
        booths::set(&mut tx, event, id, room).await?;
        let name = |room: Option<RoomId>| json!({ "room": room.and_then(named).map(|room| &room.name) });
        let entry = self.entry(actor, "registration.booth-set", Kind::Registration, id).of(event);
        tx.record(entry.before(name(before)).after(name(room)));
        Ok(tx.commit().await?)
    }

    /// A booth is taken from everybody else: a secondary administrator needs the function for everybody.
    async fn permit_booths(&self, tx: &mut Tx, actor: &Actor, event: EventId) -> Result<(), Error> {
        let permit = self.permit(tx, actor, UseCase::SetBooth, Some(event)).await?;
        if permit.reaches_everybody() { Ok(()) } else { Err(Refusal::NotAllowed.into()) }
    }
}
