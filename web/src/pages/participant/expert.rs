//! How much an expert is asked for: by how many, with how many slots, and who has a place by now.

use super::{agenda, requests::is_mine, space::Space};
use crate::{App, error::Error, format};
use carnet_engine::{
    RequestView,
    domain::{
        access::UseCase,
        agenda::{AgendaEntry, What},
        request::RequestState,
    },
};

/// What an expert sees above the requests.
pub(super) struct Demand {
    /// How many ask, how many meetings are agreed, how many slots there are, how many meetings have a place: in words.
    pub(super) counts: Vec<String>,
    /// Whether more is agreed than can be held: the organisers decide then.
    pub(super) over: bool,
    /// The meetings that are agreed: where the request is, with whom, and when and where.
    pub(super) agreed: Vec<(String, String, Option<String>)>,
}

impl Demand {
    /// Of the visitor, where that is an expert.
    pub(super) async fn read(app: &App, space: &Space, all: &[RequestView]) -> Result<Option<Self>, Error> {
        let (at, me) = (&space.at, &space.me);
        if !me.expert || !at.may(UseCase::ShowAvailability) || !at.may(UseCase::ShowAgenda) {
            return Ok(None);
        }
        let (engine, actor) = (app.engine(), &at.visitor.actor);
        let slots = engine.show_availability(actor, at.id, me.id).await?;
        let n_slots = slots.iter().filter(|slot| slot.available).count() as i64;
        let entries = engine.show_agenda(actor, me.id).await?.entries;
        let n_asking = all.iter().filter(|view| view.state.is_open() && !is_mine(me, view)).count() as i64;
        let confirmed: Vec<_> = all.iter().filter(|view| view.state == RequestState::Confirmed).collect();
        let agreed: Vec<_> = confirmed.iter().map(|view| line(space, view, &entries)).collect();
        let (n_agreed, words) = (agreed.len() as i64, at.visitor.words);
        let n_placed = agreed.iter().filter(|(.., place)| place.is_some()).count() as i64;
        let mut counts = vec![
            words.n("demand-asking", n_asking),
            words.n("demand-agreed", n_agreed),
            words.n("demand-slots", n_slots),
            words.n("demand-placed", n_placed),
        ];
        counts.extend(me.most_meetings.map(|most| words.n("demand-most", most)));
        let most = me.most_meetings.map_or(n_slots, |most| most.min(n_slots));
        Ok(Some(Self { counts, over: n_agreed > most, agreed }))
    }
}

/// An agreed meeting, with its place where it has one.
fn line(space: &Space, view: &RequestView, entries: &[AgendaEntry]) -> (String, String, Option<String>) {
    let at = &space.at;
    let other = if is_mine(&space.me, view) { view.asked.first() } else { Some(&view.asking) };
    let who = other.map_or_else(String::new, |other| format!("{} ({})", other.company, other.name));
    let is_it = |entry: &&AgendaEntry| match &entry.what {
        What::Meeting { meeting, .. } => Some(meeting.id) == view.meeting,
        What::Activity { .. } => false,
    };
    let place = entries.iter().find(is_it).map(|entry| {
        let when = format::moment(at.visitor.language(), at.zone, entry.starts_at);
        format!("{when}, {}", agenda::line(at, entry).place)
    });
    (at.href(&format!("/requests/{}", view.id)), who, place)
}
