//! One session: its name, for what it is, in which rooms.

use super::{super::super::parts::way, AREA, read, room_options};
use crate::{
    App,
    error::Error,
    form::filled::Filled,
    pages::{
        InEvent,
        desk::parts::{FormPage, Section, Shown, done, must, number},
    },
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use carnet_engine::{
    SessionId,
    domain::{
        access::UseCase,
        event::EventSetup,
        session::{MeetingKind, Session, SessionChange},
    },
};

fn find(setup: &EventSetup, id: SessionId) -> Result<&Session, Error> {
    setup.sessions.iter().find(|session| session.id == id).ok_or(Error::NoPage)
}

pub(crate) async fn show(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Path<(String, SessionId)>,
) -> Result<Response, Error> {
    must(&at, UseCase::ChangeSession)?;
    let setup = read(&app, &at).await?;
    let session = find(&setup, id)?;
    let mut filled = Filled::default();
    filled.put("version", setup.event.version);
    filled.put_texts("names", Some(&session.names));
    filled.put("meeting_kind", session.meeting_kind);
    for room in &session.rooms {
        filled.put("rooms", room);
    }
    session_page(&at, &setup, (session, Shown::first(filled)))
}

fn session_page(
    at: &InEvent,
    setup: &EventSetup,
    (session, shown): (&Session, Shown),
) -> Result<Response, Error> {
    let words = at.visitor.words;
    let fields = shown.fields(words);
    let mut places = setup.places.clone();
    places.sites.retain(|site| site.id == session.site);
    let back = (AREA, way(at, &format!("{AREA}/sessions"), words.t("set-up-sessions")));
    let title = session.names.get(words.0).to_owned();
    let page = FormPage::new(at, title, back, words.t("desk-save"))
        .intro(words.t("set-up-session-help"))
        .carry(&shown.filled, "version")
        .section(Section::default().row(fields.texts("set-up-name", "names")).row(vec![
            fields.word("slot-grid-kind", "meeting_kind", ("meeting-kind", MeetingKind::ALL)),
            fields.choices("slot-grid-rooms", "rooms", room_options(words, &places)),
        ]));
    shown.render(page)
}

pub(crate) async fn save(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Path<(String, SessionId)>,
    mut filled: Filled,
) -> Result<Response, Error> {
    must(&at, UseCase::ChangeSession)?;
    let setup = read(&app, &at).await?;
    let session = find(&setup, id)?;
    let change = SessionChange {
        names: filled.texts("names"),
        meeting_kind: MeetingKind::parse(filled.get("meeting_kind")).unwrap_or(session.meeting_kind),
        rooms: filled.all("rooms").filter_map(|room| room.parse().ok()).collect(),
    };
    let seen = (at.id, number(&filled, "version")?);
    match app.engine().change_session(&at.visitor.actor, seen, id, &change).await {
        Ok(_) => Ok(done(&at, &format!("{AREA}/sessions"), "saved")),
        Err(error) => {
            filled.renew("version", setup.event.version, &error);
            session_page(&at, &setup, (session, Shown::refused(at.visitor.words, filled, error)?))
        }
    }
}
