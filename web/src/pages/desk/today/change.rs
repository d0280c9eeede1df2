//! Changes of the published plan on the day: each looked at first, with the meetings that it is about.

use super::AREA;
use crate::{
    App,
    error::Error,
    form::Field,
    form::filled::Filled,
    page::{FormFaults, Layout, Way, refused, render},
    pages::{
        InEvent,
        desk::{
            on_spot::OnSpotPage,
            parts::{Shown, way},
            plan::Published,
        },
    },
    words::Words,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use carnet_engine::{
    Error as EngineError, Late, MeetingId, OnSpot, ParticipantId,
    domain::{access::UseCase, plan::Place, zone},
};
use chrono::NaiveDateTime;

type OfPerson = Path<(String, ParticipantId)>;

#[derive(Template)]
#[template(path = "desk/today/change.html")]
struct ChangePage {
    layout: Layout,
    faults: FormFaults,
    back: Way,
    help: String,
    /// The meetings that it is about: who, and where they are now.
    meetings: Vec<(String, String)>,
    nothing: String,
    fields: Vec<Field>,
    submit: String,
}

/// What a page is about: its key of words, and whose meetings.
#[derive(Clone, Copy)]
enum About {
    Gaps,
    Late(ParticipantId),
    Expert(ParticipantId),
}

impl About {
    const fn key(self) -> &'static str {
        match self {
            Self::Gaps => "today-fill",
            Self::Late(_) => "today-late",
            Self::Expert(_) => "today-replace",
        }
    }

    fn title(self, words: Words, at: &InEvent, published: &Published) -> String {
        match self {
            Self::Gaps => words.t(self.key()),
            Self::Late(person) | Self::Expert(person) => {
                format!("{}: {}", words.t(self.key()), published.people.name(at, person))
            }
        }
    }

    /// The meetings, with their places.
    fn meetings(self, published: &Published) -> Vec<(MeetingId, Option<Place>)> {
        let facts = &published.planning.facts;
        let place = |meeting: MeetingId| published.plan.placements.get(&meeting).copied();
        let all = facts.meetings.iter().map(|meeting| (meeting.id, place(meeting.id)));
        let mut own: Vec<_> = match self {
            Self::Gaps => all.filter(|(_, place)| place.is_none()).collect(),
            Self::Late(person) | Self::Expert(person) => all
                .filter(|(meeting, place)| {
                    let lineup = place.map_or(0, |place| place.lineup);
                    place.is_some() && published.planning.people(*meeting, lineup).contains(&person)
                })
                .collect(),
        };
        let start = |place: &Option<Place>| {
            let slot = place.and_then(|place| facts.slots.iter().find(|slot| slot.id == place.slot));
            slot.map(|slot| slot.starts_at)
        };
        own.sort_by_key(|(_, place)| start(place));
        own
    }
}

fn may(at: &InEvent) -> Result<(), Error> {
    at.presence.may_for_everybody(UseCase::EditPlan).map_err(|refusal| EngineError::Refused(refusal).into())
}

async fn change_page(app: &App, at: &InEvent, about: About, shown: Shown) -> Result<Response, Error> {
    may(at)?;
    let words = at.visitor.words;
    let published = Published::read(app, at).await?;
    let fields = shown.fields(words);
    let fields = match about {
        About::Late(_) => vec![
            fields.line("datetime-local", "today-until", "until").required(),
            fields.number("today-moves", "max_moves", (0, 100)).help(words.t("today-moves-help")),
        ],
        _ => Vec::new(),
    };
    let key = about.key();
    let mut page = ChangePage {
        layout: at.layout(words.t(key), AREA),
        back: way(at, AREA, words.t("today-title")),
        help: words.t(&format!("{key}-help")),
        meetings: Vec::new(),
        nothing: words.t(&format!("{key}-nothing")),
        fields,
        submit: words.t(&format!("{key}-do")),
        faults: shown.faults.clone(),
    };
    match &published {
        None => page.nothing = words.t("today-not-published"),
        Some(published) => {
            page.layout = at.layout(about.title(words, at, published), AREA);
            let line = |(meeting, place): (MeetingId, Option<Place>)| {
                let place =
                    place.map_or_else(|| words.t("today-no-place"), |place| published.place(at, &place));
                (published.who(at, meeting), place)
            };
            page.meetings = about.meetings(published).into_iter().map(line).collect();
        }
    }
    refused(shown.status, render(&page))
}

pub(crate) async fn look_at_gaps(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    change_page(&app, &at, About::Gaps, Shown::first(Filled::default())).await
}

pub(crate) async fn look_at_late(
    State(app): State<App>,
    at: InEvent,
    Path((_, person)): OfPerson,
) -> Result<Response, Error> {
    let mut filled = Filled::default();
    filled.put("max_moves", 0);
    change_page(&app, &at, About::Late(person), Shown::first(filled)).await
}

pub(crate) async fn look_at_expert(
    State(app): State<App>,
    at: InEvent,
    Path((_, person)): OfPerson,
) -> Result<Response, Error> {
    change_page(&app, &at, About::Expert(person), Shown::first(Filled::default())).await
}

/// What came of it, or the page again with what was refused.
async fn answer(
    app: &App,
    at: &InEvent,
    about: About,
    (result, filled): (Result<OnSpot, EngineError>, Filled),
) -> Result<Response, Error> {
    let words = at.visitor.words;
    match result {
        Ok(on_spot) => {
            let back = way(at, AREA, words.t("today-title"));
            OnSpotPage::after(app, at, (words.t(about.key()), AREA, back), &on_spot).await
        }
        Err(error) => change_page(app, at, about, Shown::refused(words, filled, error)?).await,
    }
}

pub(crate) async fn fill(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    let result = app.engine().fill_gaps(&at.visitor.actor, at.id, None).await;
    answer(&app, &at, About::Gaps, (result, Filled::default())).await
}

pub(crate) async fn shift(
    State(app): State<App>,
    at: InEvent,
    Path((_, person)): OfPerson,
    filled: Filled,
) -> Result<Response, Error> {
    let words = at.visitor.words;
    let mut faults = FormFaults::default();
    let until: Option<NaiveDateTime> = filled.moment("until", words, &mut faults);
    let until = until.and_then(|local| zone::instant(at.zone, local, zone::Twice::Earlier));
    if until.is_none() && faults.is_empty() {
        faults.add("until", words.t("fault-required"));
    }
    let max_moves = filled.read("max_moves", words, &mut faults).unwrap_or(0);
    let Some(until) = until.filter(|_| faults.is_empty()) else {
        return change_page(&app, &at, About::Late(person), Shown::misread(filled, faults)).await;
    };
    let late = Late { participant: person, until, max_moves };
    let result = app.engine().shift_late(&at.visitor.actor, at.id, late).await;
    answer(&app, &at, About::Late(person), (result, filled)).await
}

pub(crate) async fn replace(
    State(app): State<App>,
    at: InEvent,
    Path((_, person)): OfPerson,
) -> Result<Response, Error> {
    let result = app.engine().replace_expert(&at.visitor.actor, at.id, person).await;
    answer(&app, &at, About::Expert(person), (result, Filled::default())).await
}
