//! Asking for a meeting, on the page of an entry of the catalogue.

use crate::{
    App,
    error::Error,
    format,
    page::FormFaults,
    pages::{InEvent, catalogue},
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::Form;
use carnet_engine::{
    ParticipantId, RegistrationId, SlotId,
    domain::{
        access::UseCase,
        agenda::What,
        catalogue::Entry,
        request::{AskedParty, NewAsk, Person, RequestState},
        session::{MeetingKind, Slot},
        text::Texts,
    },
};
use serde::Deserialize;
use std::collections::BTreeSet;

/// A request, as the page of an entry sends it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AskForm {
    /// A person; nobody for the company.
    pub(crate) to: String,
    /// A slot; none for whenever both are there.
    pub(crate) slot: String,
    pub(crate) message: String,
}

pub(crate) async fn ask(
    State(app): State<App>,
    at: InEvent,
    Path((_, registration)): Path<(String, RegistrationId)>,
    Form(form): Form<AskForm>,
) -> Result<Response, Error> {
    let me = at.me()?;
    let to = match form.to.parse::<ParticipantId>() {
        Ok(person) => AskedParty::Person(person),
        Err(_) => AskedParty::Company(registration),
    };
    let new = NewAsk { from: me.id, to, slot: form.slot.parse().ok(), message: form.message.clone() };
    match app.engine().ask(&at.visitor.actor, at.id, &new).await {
        Ok(outcome) => {
            let done = match (outcome.state, outcome.placed, outcome.waiting) {
                (RequestState::Confirmed, Some(_), _) => "placed",
                (_, _, true) => "asked-waiting",
                (RequestState::Confirmed, None, false) => "agreed",
                _ => "asked",
            };
            Ok(Redirect::to(&at.href(&format!("/requests?done={done}"))).into_response())
        }
        Err(error) => {
            let faults = FormFaults::of(at.visitor.words, error)?;
            let page = catalogue::entry_page(&app, &at, registration, (faults, form)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// The slots that somebody may ask for: of the kind of those who are asked, in which one is there and has nothing yet.
pub(crate) async fn slots(
    app: &App,
    at: &InEvent,
    me: &Person,
    entry: &Entry,
) -> Result<Vec<(String, String)>, Error> {
    let Some(pages) = &at.pages else { return Ok(Vec::new()) };
    if at.presence.may(UseCase::ShowAvailability).is_err() {
        return Ok(Vec::new());
    }
    let (engine, actor) = (app.engine(), &at.visitor.actor);
    let mine = engine.show_availability(actor, at.id, me.id).await?;
    let agenda = engine.show_agenda(actor, me.id).await?;
    let there: BTreeSet<SlotId> = mine.iter().filter(|slot| slot.available).map(|slot| slot.slot).collect();
    let with_expert = me.expert || entry.people.iter().any(|person| person.expert);
    let with_company = !me.expert && entry.people.iter().any(|person| !person.expert);
    let fits = |kind| match kind {
        MeetingKind::Any => true,
        MeetingKind::Expert => with_expert,
        MeetingKind::Company => with_company,
    };
    let now = engine.now();
    let is_free = |from, to| {
        let sure =
            agenda.entries.iter().filter(|e| !matches!(e.what, What::Activity { confirmed: false, .. }));
        now < from && !sure.into_iter().any(|entry| entry.starts_at < to && from < entry.ends_at)
    };
    let sessions = pages.sessions.iter().filter(|session| fits(session.meeting_kind));
    let mut slots: Vec<_> =
        sessions.flat_map(|session| session.slots.iter().map(move |slot| (slot, &session.names))).collect();
    slots.retain(|(slot, _)| there.contains(&slot.id) && is_free(slot.starts_at, slot.ends_at));
    slots.sort_by_key(|(slot, _)| slot.starts_at);
    let language = at.visitor.language();
    // Two sessions may be held at once.
    let label = |slot: &Slot, session: &Texts| {
        format!("{} ({})", format::moment(language, at.zone, slot.starts_at), session.get(language))
    };
    Ok(slots.into_iter().map(|(slot, session)| (slot.id.to_string(), label(slot, session))).collect())
}
