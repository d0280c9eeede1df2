//! The next edition of the demo event: a year later, and open for whoever wants to register.

use super::Demo;
use crate::{
    Actor, Engine, Error, EventId,
    domain::{
        account::{Language, NewAccount},
        event::CopyOfEvent,
        phase::Phase,
        text::Texts,
    },
};
use chrono::Days;

/// The name of the next edition in addresses.
pub const NEXT_SLUG: &str = "rencontres-suivantes";
/// So many whole weeks that it begins on the same day of the week.
const LATER: Days = Days::new(364);

/// Announces the next edition, with the same principal administrator.
pub async fn announce_next(engine: &Engine, demo: &Demo) -> Result<EventId, Error> {
    let system = Actor::system();
    let original = engine.show_event(&system, demo.event).await?;
    let names = Texts::new("Prochaines rencontres de Port-Estelle", "Next Port-Estelle meetings");
    let first_day = original.event.details.first_day() + LATER;
    let copy = CopyOfEvent { slug: NEXT_SLUG.into(), names, first_day };
    let event = engine.copy_event(&system, demo.event, &copy).await?;
    let (name, email) = (demo.cast.principal.name.clone(), demo.cast.principal.email.clone());
    engine.name_principal(&system, event, &NewAccount { email, name, language: Language::French }).await?;
    for phase in [Phase::Preparation, Phase::Open] {
        let version = engine.show_event(&system, event).await?.event.version;
        engine.change_phase(&system, (event, version), phase).await?;
    }
    Ok(event)
}
