//! How the pages of an event look: set by those who edit it, seen by everybody who sees its pages.

use crate::{
    Actor, Engine, Error, EventId, Kind,
    domain::{
        access::UseCase,
        look::{ImagePlace, Look, NewLook},
        phase::{Action, Phase},
    },
    store::{Tx, looks},
};
use serde_json::json;

impl Engine {
    /// Sets colours and pictures: the new version. `seen` is the version that is changed, 0 for the first.
    pub async fn set_look(
        &self,
        actor: &Actor,
        event: EventId,
        seen: i64,
        new: &NewLook,
    ) -> Result<i64, Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::SetLook, Some(event)).await?;
        self.hold_event(&mut tx, event, Action::EditTexts).await?;
        let checked = new.check()?;
        let before = looks::find(&mut tx, event).await?;
        if !looks::save(&mut tx, event, (checked.colours, seen)).await? {
            return Err(Error::Conflict);
        }
        for (place, image) in checked.images {
            match image {
                Some((media_type, content)) => {
                    looks::save_image(&mut tx, event, place, (media_type, &content)).await?;
                }
                None => looks::delete_image(&mut tx, event, place).await?,
            }
        }
        let after = looks::find(&mut tx, event).await?;
        let shown = |look: &Look| json!({ "colours": look.colours, "images": look.images });
        let entry = self.entry(actor, "event.look-set", Kind::Event, event).of(event);
        tx.record(entry.before(shown(&before)).after(shown(&after)));
        tx.commit().await?;
        Ok(after.version)
    }

    /// How the pages of an event look, for whoever sees them, and for those who run it before.
    pub async fn show_look(&self, actor: &Actor, event: EventId) -> Result<Look, Error> {
        let mut tx = self.read().await?;
        self.permit(&mut tx, actor, UseCase::ShowLook, Some(event)).await?;
        self.sees_pages(&mut tx, actor, event).await?;
        Ok(self.set_up(&mut tx, event).await?.look.clone())
    }

    /// A picture of an event with its media type, likewise.
    pub async fn read_look_image(
        &self,
        actor: &Actor,
        event: EventId,
        place: ImagePlace,
    ) -> Result<(String, Vec<u8>), Error> {
        let mut tx = self.read().await?;
        self.permit(&mut tx, actor, UseCase::ShowLook, Some(event)).await?;
        self.sees_pages(&mut tx, actor, event).await?;
        looks::image(&mut tx, event, place).await?.ok_or(Error::not_found(Kind::Attachment))
    }

    async fn sees_pages(&self, tx: &mut Tx, actor: &Actor, event: EventId) -> Result<(), Error> {
        let nothing = Error::not_found(Kind::Event);
        let set_up = self.set_up(tx, event).await?;
        // Pages that are over still say so, in the colours of the event.
        if set_up.event.event.phase >= Phase::Open {
            return Ok(());
        }
        match self.permit(tx, actor, UseCase::ShowEvent, Some(event)).await {
            Err(Error::Refused(_)) => Err(nothing),
            permit => permit.map(|_| ()),
        }
    }
}
