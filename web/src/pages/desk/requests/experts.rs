//! Experts whom more companies want to see than can: and whom each of them sees.

use super::AREA;
use crate::{
    App,
    error::Error,
    form::filled::Filled,
    page::{FormFaults, Layout, Way, render},
    pages::{
        InEvent,
        desk::{on_spot::OnSpotPage, parts::way, plan::Published},
    },
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use carnet_engine::{MeetingId, ParticipantId, domain::category::CategoryKind};
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "desk/requests/experts.html")]
struct ExpertsPage {
    layout: Layout,
    back: Way,
    /// Without a published plan there is nothing to choose from yet.
    published: bool,
    lines: Vec<Line>,
}

struct Line {
    href: String,
    name: String,
    asked: usize,
    placed: usize,
    quota: String,
    over: bool,
}

/// The experts with the meetings that were agreed with them.
async fn experts(
    app: &App,
    at: &InEvent,
    published: &Published,
) -> Result<Vec<(ParticipantId, Vec<MeetingId>)>, Error> {
    let setup = app.engine().show_event(&at.visitor.actor, at.id).await?;
    let kind = |id| setup.categories.find(id).map(|category| category.kind);
    let experts =
        published.people.all().filter(|(_, known)| kind(known.category) == Some(CategoryKind::Expert));
    let mut meetings: BTreeMap<ParticipantId, Vec<MeetingId>> =
        experts.map(|(id, _)| (id, Vec::new())).collect();
    for meeting in &published.planning.facts.meetings {
        for person in published.planning.people(meeting.id, 0) {
            if let Some(own) = meetings.get_mut(person) {
                own.push(meeting.id);
            }
        }
    }
    Ok(meetings.into_iter().filter(|(_, own)| !own.is_empty()).collect())
}

pub(crate) async fn list(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    let words = at.visitor.words;
    let published = Published::read(&app, &at).await?;
    let mut lines = Vec::new();
    if let Some(published) = &published {
        for (expert, meetings) in experts(&app, &at, published).await? {
            let person = published.person(expert);
            let placed = meetings.iter().filter(|m| published.plan.placements.contains_key(m)).count();
            lines.push(Line {
                href: at.href(&format!("{AREA}/experts/{expert}")),
                name: published.people.name(&at, expert),
                asked: meetings.len(),
                placed,
                quota: person
                    .and_then(|person| person.max_meetings)
                    .map_or_else(|| words.t("desk-person-no-limit"), |most| most.to_string()),
                over: placed < meetings.len(),
            });
        }
    }
    lines.sort_by_key(|line| (std::cmp::Reverse(line.asked - line.placed), line.name.clone()));
    render(&ExpertsPage {
        layout: at.layout(words.t("desk-requests-experts"), AREA),
        back: way(&at, AREA, words.t("desk-requests-title")),
        published: published.is_some(),
        lines,
    })
}

#[derive(Template)]
#[template(path = "desk/requests/expert.html")]
struct ExpertPage {
    layout: Layout,
    faults: FormFaults,
    back: Way,
    quota: String,
    meetings: Vec<Choice>,
}

struct Choice {
    id: String,
    who: String,
    where_placed: String,
    chosen: bool,
}

pub(crate) async fn show(
    State(app): State<App>,
    at: InEvent,
    Path((_, expert)): Path<(String, ParticipantId)>,
) -> Result<Response, Error> {
    expert_page(&app, &at, expert, (StatusCode::OK, FormFaults::default(), None)).await
}

async fn expert_page(
    app: &App,
    at: &InEvent,
    expert: ParticipantId,
    (status, faults, ticked): (StatusCode, FormFaults, Option<&[MeetingId]>),
) -> Result<Response, Error> {
    let words = at.visitor.words;
    let published = Published::read(app, at).await?.ok_or(Error::NoPage)?;
    let all = experts(app, at, &published).await?;
    let (_, meetings) = all.into_iter().find(|(id, _)| *id == expert).ok_or(Error::NoPage)?;
    let person = published.person(expert).ok_or(Error::NoPage)?;
    let choice = |meeting: &MeetingId| {
        let place = published.plan.placements.get(meeting);
        Choice {
            id: meeting.to_string(),
            who: published.others(at, *meeting, expert),
            where_placed: place.map_or_else(|| words.t("today-no-place"), |place| published.place(at, place)),
            chosen: ticked.map_or(place.is_some(), |ticked| ticked.contains(meeting)),
        }
    };
    let page = ExpertPage {
        layout: at.layout(published.people.name(at, expert), AREA),
        faults,
        back: way(at, &format!("{AREA}/experts"), words.t("desk-requests-experts")),
        quota: person.max_meetings.map_or_else(|| words.t("desk-person-no-limit"), |most| most.to_string()),
        meetings: meetings.iter().map(choice).collect(),
    };
    Ok((status, render(&page)?).into_response())
}

pub(crate) async fn choose(
    State(app): State<App>,
    at: InEvent,
    Path((_, expert)): Path<(String, ParticipantId)>,
    filled: Filled,
) -> Result<Response, Error> {
    let words = at.visitor.words;
    let chosen: Vec<MeetingId> = filled.all("meeting").filter_map(|id| id.parse().ok()).collect();
    match app.engine().choose_for_expert(&at.visitor.actor, at.id, expert, &chosen).await {
        Ok(on_spot) => {
            let back = way(&at, &format!("{AREA}/experts"), words.t("desk-requests-experts"));
            OnSpotPage::after(&app, &at, (words.t("desk-requests-experts"), AREA, back), &on_spot).await
        }
        Err(error) => {
            let faults = FormFaults::of(words, error)?;
            let shown = (StatusCode::UNPROCESSABLE_ENTITY, faults, Some(chosen.as_slice()));
            expert_page(&app, &at, expert, shown).await
        }
    }
}
