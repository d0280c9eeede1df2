//! Places, categories and rules of an event.

use crate::{
    Actor, Engine, Error, EventId, Kind,
    domain::{
        access::UseCase,
        category::{NewCategory, check_categories},
        event_rules::Rules,
        phase::Action,
        places::NewPlaces,
    },
    store::{agendas, categories, events, places},
};
use serde_json::json;

impl Engine {
    /// Edits sites, rooms, tables and travel: the new version. Agendas that show a room by another name now rise.
    pub async fn set_places(
        &self,
        actor: &Actor,
        (id, version): (EventId, i64),
        new: &NewPlaces,
    ) -> Result<i64, Error> {
        let mut tx = self.write().await?;
        let case = UseCase::SetPlaces;
        let event = self.change_settings(&mut tx, actor, case, (id, version), Action::EditSettings).await?;
        let present = places::find(&mut tx, id).await?;
        let used = places::in_use(&mut tx, id).await?;
        let next = new.check(&present, &used, &mut || self.id())?;
        places::save(&mut tx, id, &present, &next).await?;
        let renamed = present.renamed(&next);
        let mut people = Vec::new();
        for &room in &renamed {
            people.extend(agendas::in_room(&mut tx, room).await?);
        }
        agendas::raise(&mut tx, id, &people, self.now()).await?;
        agendas::raise_rooms(&mut tx, id, &renamed, self.now()).await?;
        let entry = self.entry(actor, "event.places-set", Kind::Event, id).of(id);
        tx.record(entry.before(json!(present)).after(json!(next)));
        tx.commit().await?;
        Ok(event.version)
    }

    /// Edits categories, and who may ask whom: the new version.
    pub async fn set_categories(
        &self,
        actor: &Actor,
        (id, version): (EventId, i64),
        list: &[NewCategory],
    ) -> Result<i64, Error> {
        let mut tx = self.write().await?;
        let case = UseCase::SetCategories;
        let event = self.change_settings(&mut tx, actor, case, (id, version), Action::EditSettings).await?;
        let present = categories::find(&mut tx, id).await?;
        let used = categories::in_use(&mut tx, id).await?;
        let next = check_categories(list, &present, &used, &mut || self.id())?;
        categories::save(&mut tx, id, &present, &next).await?;
        let entry = self.entry(actor, "event.categories-set", Kind::Event, id).of(id);
        tx.record(entry.before(json!(present)).after(json!(next)));
        tx.commit().await?;
        Ok(event.version)
    }

    /// Edits the rules of meetings: the new version. They hold for what is asked from now on.
    pub async fn set_rules(
        &self,
        actor: &Actor,
        (id, version): (EventId, i64),
        rules: &Rules,
    ) -> Result<i64, Error> {
        let mut tx = self.write().await?;
        let case = UseCase::SetRules;
        let event = self.change_settings(&mut tx, actor, case, (id, version), Action::EditSettings).await?;
        rules.check()?;
        events::set_rules(&mut tx, id, rules).await?;
        let entry = self.entry(actor, "event.rules-set", Kind::Event, id).of(id);
        tx.record(entry.before(json!(event.rules)).after(json!(rules)));
        tx.commit().await?;
        Ok(event.version)
    }
}
