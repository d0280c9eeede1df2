//! Events, and what is set for them.

use super::{
    Asked, Caller, Error, OfEvent, Page,
    read::Paging,
    words::{Texts, words},
};
use crate::App;
use axum::{Json, extract::State};
use carnet_engine::{
    EventSummary,
    domain::{category, event::EventSetup, phase, places, readiness, session},
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_events))
        .routes(routes!(show_event))
        .routes(routes!(check_readiness))
}

words! {
    /// How far an event is.
    Phase = phase::Phase,
    /// For whom a category is.
    CategoryKind = category::CategoryKind,
    /// For what kind of meetings a session is.
    MeetingKind = session::MeetingKind,
    /// Something to be done for an event before it can open.
    Task = readiness::Task,
}

/// An event in a list.
#[derive(Debug, Serialize, ToSchema)]
struct EventLine {
    /// Its identity.
    id: Uuid,
    /// Its name in addresses.
    slug: String,
    /// What it is called.
    names: Texts,
    /// How far it is.
    phase: Phase,
    /// Its first day.
    first_day: NaiveDate,
    /// Its last day.
    last_day: NaiveDate,
}

impl From<EventSummary> for EventLine {
    fn from(event: EventSummary) -> Self {
        Self {
            id: event.id.into(),
            slug: event.slug,
            names: event.names.into(),
            phase: event.phase.into(),
            first_day: event.first_day,
            last_day: event.last_day,
        }
    }
}

/// Which page of a list.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Paged {
    /// The page, from 1.
    pub(super) page: Option<usize>,
    /// Results of a page: 50, or up to 200.
    pub(super) page_size: Option<usize>,
}

/// Lists the events in which the account is something; for administrators of the installation all.
#[utoipa::path(get, path = "/events", tag = "events", params(Paged), responses((status = OK, body = Page<EventLine>)))]
async fn list_events(
    State(app): State<App>,
    by: Caller,
    Asked(paged, uri): Asked<Paged>,
) -> Result<Json<Page<EventLine>>, Error> {
    let paging = Paging::new(paged.page, paged.page_size)?;
    let all = app.engine().list_events(&by.actor).await?;
    Ok(Json(Page::of(all, paging, &uri, EventLine::from)))
}

/// An event, with everything that is set for it.
#[derive(Debug, Serialize, ToSchema)]
struct Event {
    /// Its identity.
    id: Uuid,
    /// Its name in addresses.
    slug: String,
    /// What it is called.
    names: Texts,
    /// How far it is.
    phase: Phase,
    /// Its time zone, such as `Europe/Paris`.
    time_zone: String,
    /// Its days.
    days: Vec<NaiveDate>,
    /// Until when registrations are taken.
    registration_closes_at: Option<DateTime<Utc>>,
    /// Where it takes place.
    sites: Vec<Site>,
    /// The ways between sites; a pair that is not listed takes no time.
    travel: Vec<Travel>,
    /// For whom it is.
    categories: Vec<Category>,
    /// When meetings are held.
    sessions: Vec<Session>,
    /// How often it was changed.
    version: i64,
}

/// A site: a place of an event.
#[derive(Debug, Serialize, ToSchema)]
struct Site {
    /// Its identity.
    id: Uuid,
    /// What it is called.
    names: Texts,
    /// Where it is.
    address: Option<String>,
    /// Its rooms.
    rooms: Vec<Room>,
}

/// A room.
#[derive(Debug, Serialize, ToSchema)]
struct Room {
    /// Its identity.
    id: Uuid,
    /// What it is called.
    name: String,
    /// Its tables, numbered from 1.
    tables: i64,
}

/// The way between two sites, in both directions.
#[derive(Debug, Serialize, ToSchema)]
struct Travel {
    /// The one site.
    from: Uuid,
    /// The other.
    to: Uuid,
    /// How long it takes.
    minutes: i64,
}

/// A category of participants.
#[derive(Debug, Serialize, ToSchema)]
struct Category {
    /// Its identity.
    id: Uuid,
    /// What it is called.
    names: Texts,
    /// For whom it is.
    kind: CategoryKind,
    /// The most meetings of each participant.
    max_meetings: Option<i64>,
    /// The meetings that each participant is promised.
    min_meetings: Option<i64>,
    /// The categories whom its participants may ask for meetings.
    may_ask: Vec<Uuid>,
}

/// A session: a run of slots at one site.
#[derive(Debug, Serialize, ToSchema)]
struct Session {
    /// Its identity.
    id: Uuid,
    /// Where it is.
    site: Uuid,
    /// What it is called.
    names: Texts,
    /// For what kind of meetings.
    meeting_kind: MeetingKind,
    /// The rooms in which meetings are held.
    rooms: Vec<Uuid>,
    /// Its slots, in order.
    slots: Vec<Slot>,
}

/// A slot: the time of one meeting.
#[derive(Debug, Serialize, ToSchema)]
struct Slot {
    /// Its identity.
    id: Uuid,
    /// From when.
    starts_at: DateTime<Utc>,
    /// Until when.
    ends_at: DateTime<Utc>,
}

impl From<EventSetup> for Event {
    fn from(setup: EventSetup) -> Self {
        let EventSetup { event, places, categories, sessions, .. } = setup;
        let category = |category: &category::Category| Category {
            id: category.id.into(),
            names: category.names.clone().into(),
            kind: category.kind.into(),
            max_meetings: category.max_meetings,
            min_meetings: category.promised,
            may_ask: categories
                .list
                .iter()
                .filter(|other| categories.may_ask(category.id, other.id))
                .map(|other| other.id.into())
                .collect(),
        };
        let travel =
            |way: places::Travel| Travel { from: way.from.into(), to: way.to.into(), minutes: way.minutes };
        let details = event.details;
        Self {
            id: event.id.into(),
            slug: details.slug,
            names: details.names.into(),
            phase: event.phase.into(),
            time_zone: details.time_zone.name().to_owned(),
            days: details.days,
            registration_closes_at: details.registration_closes_at,
            sites: places.sites.into_iter().map(Site::from).collect(),
            travel: places.travel.into_iter().map(travel).collect(),
            categories: categories.list.iter().map(category).collect(),
            sessions: sessions.into_iter().map(Session::from).collect(),
            version: event.version,
        }
    }
}

impl From<places::Site> for Site {
    fn from(site: places::Site) -> Self {
        let room = |room: places::Room| Room { id: room.id.into(), name: room.name, tables: room.tables };
        Self {
            id: site.id.into(),
            names: site.names.into(),
            address: site.address,
            rooms: site.rooms.into_iter().map(room).collect(),
        }
    }
}

impl From<session::Session> for Session {
    fn from(session: session::Session) -> Self {
        let slot = |slot: session::Slot| Slot {
            id: slot.id.into(),
            starts_at: slot.starts_at,
            ends_at: slot.ends_at,
        };
        Self {
            id: session.id.into(),
            site: session.site.into(),
            names: session.names.into(),
            meeting_kind: session.meeting_kind.into(),
            rooms: session.rooms.into_iter().map(Uuid::from).collect(),
            slots: session.slots.into_iter().map(slot).collect(),
        }
    }
}

/// Shows everything that is set for an event.
#[utoipa::path(get, path = "/events/{event}", tag = "events", params(("event" = String, Path)), responses((status = OK, body = Event)))]
async fn show_event(State(app): State<App>, at: OfEvent) -> Result<Json<Event>, Error> {
    Ok(Json(app.engine().show_event(&at.actor, at.id).await?.into()))
}

/// A task of an organiser.
#[derive(Debug, Serialize, ToSchema)]
struct Readiness {
    /// What is to be done.
    task: Task,
    /// Whether it is done.
    done: bool,
    /// Whether the event cannot open without it.
    needed: bool,
}

/// Lists what is done and what is still to be done before an event can open.
#[utoipa::path(
    get,
    path = "/events/{event}/readiness",
    tag = "events",
    params(("event" = String, Path)),
    responses((status = OK, body = Vec<Readiness>))
)]
async fn check_readiness(State(app): State<App>, at: OfEvent) -> Result<Json<Vec<Readiness>>, Error> {
    let all = app.engine().check_readiness(&at.actor, at.id).await?;
    let task = |task: readiness::Readiness| Readiness {
        task: task.task.into(),
        done: task.done,
        needed: task.needed,
    };
    Ok(Json(all.into_iter().map(task).collect()))
}
