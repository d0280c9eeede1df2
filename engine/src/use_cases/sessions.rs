//! Sessions and slots: made in one go, changed, deleted.

use crate::{
    Actor, Engine, Error, EventId, Faults, Kind, Refusal, SessionId,
    domain::{
        access::UseCase,
        event::Event,
        grid::{Grid, GridContext, PlannedSession},
        phase::Action,
        places::Places,
        session::{Session, SessionChange, Slot},
    },
    store::{Tx, events, places, sessions},
};
use serde_json::json;

/// What a grid would make.
#[derive(Clone, Debug)]
pub struct GridPreview {
    /// The sessions with their slots, as far as that can be said.
    pub sessions: Vec<PlannedSession>,
    /// How many slots there would be.
    pub n_slots: usize,
    /// How many meetings could be held in them.
    pub n_meetings: i64,
    /// Every fault: with one of them, nothing is made.
    pub faults: Faults,
}

impl Engine {
    /// What a grid would make, and every fault of it. Nothing is written.
    pub async fn preview_grid(&self, actor: &Actor, id: EventId, grid: &Grid) -> Result<GridPreview, Error> {
        let mut tx = self.read().await?;
        self.permit(&mut tx, actor, UseCase::MakeGrid, Some(id)).await?;
        let event = events::find(&mut tx, id).await?.ok_or(Error::not_found(Kind::Event))?;
        let places = places::find(&mut tx, id).await?;
        let present = sessions::list(&mut tx, id).await?;
        let (planned, faults) = grid.plan(context(&event, &places, &present));
        let tables = |session: &PlannedSession| -> i64 {
            let here = places.rooms().filter(|(_, room)| session.rooms.contains(&room.id));
            here.map(|(_, room)| room.tables).sum()
        };
        let n_meetings = planned.iter().map(|s| tables(s) * s.slots.len() as i64).sum();
        let n_slots = planned.iter().map(|session| session.slots.len()).sum();
        Ok(GridPreview { sessions: planned, n_slots, n_meetings, faults })
    }

    /// Makes sessions and slots, in place of those that the grid replaces: what was made.
    pub async fn make_grid(
        &self,
        actor: &Actor,
        (id, version): (EventId, i64),
        grid: &Grid,
    ) -> Result<Vec<SessionId>, Error> {
        let mut tx = self.write().await?;
        let case = UseCase::MakeGrid;
        let event = self.change_settings(&mut tx, actor, case, (id, version), Action::EditSettings).await?;
        let places = places::find(&mut tx, id).await?;
        let present = sessions::list(&mut tx, id).await?;
        let planned = grid.check(context(&event, &places, &present))?;
        self.delete_unused(&mut tx, actor, id, &grid.replaces).await?;
        let mut made = Vec::new();
        for session in planned {
            let session = self.session(session);
            sessions::insert(&mut tx, id, &session).await?;
            let entry = self.entry(actor, "session.created", Kind::Session, session.id).of(id);
            tx.record(entry.after(summary(&session)));
            made.push(session.id);
        }
        tx.commit().await?;
        Ok(made)
    }

    /// Changes name, kind and rooms of a session: the event's new version.
    pub async fn change_session(
        &self,
        actor: &Actor,
        (event_id, version): (EventId, i64),
        id: SessionId,
        change: &SessionChange,
    ) -> Result<i64, Error> {
        let mut tx = self.write().await?;
        let case = UseCase::ChangeSession;
        let event =
            self.change_settings(&mut tx, actor, case, (event_id, version), Action::EditSettings).await?;
        let places = places::find(&mut tx, event_id).await?;
        let all = sessions::list(&mut tx, event_id).await?;
        let session = all.iter().find(|session| session.id == id).ok_or(Error::not_found(Kind::Session))?;
        let changed = session.changed(change, &places, &all)?;
        sessions::update(&mut tx, &changed).await?;
        let entry = self.entry(actor, "session.changed", Kind::Session, id).of(event_id);
        tx.record(entry.before(summary(session)).after(summary(&changed)));
        tx.commit().await?;
        Ok(event.version)
    }

    /// Deletes sessions with their slots: the event's new version. Not those in which a meeting is asked for or planned.
    pub async fn delete_sessions(
        &self,
        actor: &Actor,
        (event_id, version): (EventId, i64),
        ids: &[SessionId],
    ) -> Result<i64, Error> {
        let mut tx = self.write().await?;
        let case = UseCase::DeleteSessions;
        let event =
            self.change_settings(&mut tx, actor, case, (event_id, version), Action::EditSettings).await?;
        let all = sessions::list(&mut tx, event_id).await?;
        if ids.iter().any(|id| !all.iter().any(|session| session.id == *id)) {
            return Err(Error::not_found(Kind::Session));
        }
        self.delete_unused(&mut tx, actor, event_id, ids).await?;
        tx.commit().await?;
        Ok(event.version)
    }

    async fn delete_unused(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        event: EventId,
        ids: &[SessionId],
    ) -> Result<(), Error> {
        if ids.is_empty() {
            return Ok(());
        }
        let used = sessions::in_use(tx, event).await?;
        if ids.iter().any(|id| used.contains(id)) {
            return Err(Refusal::MeetingsExist.into());
        }
        for id in ids {
            sessions::delete(tx, *id).await?;
            tx.record(self.entry(actor, "session.deleted", Kind::Session, *id).of(event));
        }
        Ok(())
    }

    fn session(&self, planned: PlannedSession) -> Session {
        let slot = |(starts_at, ends_at)| Slot { id: self.id(), starts_at, ends_at };
        Session {
            id: self.id(),
            site: planned.site,
            names: planned.names,
            meeting_kind: planned.meeting_kind,
            rooms: planned.rooms,
            slots: planned.slots.into_iter().map(slot).collect(),
        }
    }
}

fn context<'a>(event: &'a Event, places: &'a Places, sessions: &'a [Session]) -> GridContext<'a> {
    let details = &event.details;
    GridContext { days: &details.days, time_zone: details.time_zone, places, sessions }
}

fn summary(session: &Session) -> serde_json::Value {
    json!({
        "site": session.site,
        "names": session.names,
        "meeting_kind": session.meeting_kind,
        "rooms": session.rooms,
        "n_slots": session.slots.len(),
        "span": session.span(),
    })
}
