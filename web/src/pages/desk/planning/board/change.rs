//! A change of a plan by hand: what it would do, shown before anything is saved, and then done.

use super::{Names, differences};
use crate::{
    App,
    error::Error,
    form::Field,
    page::{FormFaults, Layout, refused, render},
    pages::InEvent,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::{Form, Query};
use carnet_engine::{
    EditPreview, MeetingId, PlanId, RoomId, SlotId,
    domain::{
        access::UseCase,
        plan::{Criterion, Edit, Place, Plan, PlanState, Score},
    },
};
use serde::Deserialize;

/// A change, as an address or a form says it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Change {
    meeting: Option<MeetingId>,
    /// `slot,room,table` or `slot,room`: where the meeting goes; nothing to take it out.
    place: String,
    /// Another meeting, to change places with.
    swap: Option<MeetingId>,
    /// Other meetings that make room, each as `meeting,slot,room,table`.
    also: Vec<String>,
    /// The version of the plan that was looked at.
    version: i64,
    /// Why rules of the organiser's own need not be kept.
    waive: String,
}

impl Change {
    /// The change as the engine takes it; nothing where the address is not one of ours.
    fn edits(&self) -> Option<Vec<Edit>> {
        let meeting = self.meeting?;
        if let Some(other) = self.swap {
            return Some(vec![Edit::Swap { one: meeting, other }]);
        }
        let first = match self.place.as_str() {
            "" => Edit::Drop { meeting },
            place => parse_place(meeting, place)?,
        };
        let others = self.also.iter().map(|other| {
            let (meeting, place) = other.split_once(',')?;
            parse_place(meeting.parse().ok()?, place)
        });
        // Who makes room goes first, so that a table is free by then.
        others.chain([Some(first)]).collect()
    }
}

fn parse_place(meeting: MeetingId, text: &str) -> Option<Edit> {
    let mut parts = text.split(',');
    let slot: SlotId = parts.next()?.parse().ok()?;
    let room: RoomId = parts.next()?.parse().ok()?;
    let table = parts.next().map(str::parse).transpose().ok()?;
    Some(Edit::Place { meeting, slot, room, table, lineup: None })
}

/// A place, as [`Change`] reads it.
pub(super) fn place_value(place: &Place) -> String {
    format!("{},{},{}", place.slot, place.room, place.table)
}

#[derive(Template)]
#[template(path = "desk/change.html")]
struct ChangePage {
    layout: Layout,
    faults: FormFaults,
    lines: Vec<MoveLine>,
    /// What differs in numbers.
    difference: Vec<String>,
    criteria: Vec<CriterionLine>,
    people: Vec<String>,
    broken: Vec<String>,
    /// The reason, where every rule that would be broken is the organiser's own.
    waive: Option<Field>,
    possible: bool,
    published: bool,
    hidden: Vec<(&'static str, String)>,
    href: String,
    back: String,
}

struct MoveLine {
    who: String,
    from: String,
    to: String,
}

struct CriterionLine {
    name: String,
    before: i64,
    after: i64,
}

pub(crate) async fn preview(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Path<(String, PlanId)>,
    Query(change): Query<Change>,
) -> Result<Response, Error> {
    change_page(&app, &at, id, &change, FormFaults::default()).await
}

async fn change_page(
    app: &App,
    at: &InEvent,
    id: PlanId,
    change: &Change,
    mut faults: FormFaults,
) -> Result<Response, Error> {
    let (engine, actor) = (app.engine(), &at.visitor.actor);
    if let Err(refusal) = at.presence.may(UseCase::EditPlan) {
        return Err(carnet_engine::Error::Refused(refusal).into());
    }
    let edits = change.edits().ok_or(Error::NoPage)?;
    let (planning, plan) = engine.show_board(actor, at.id, id).await?;
    let found = match engine.preview_edit(actor, at.id, id, &edits).await {
        Ok(found) => Some(found),
        // What was wrong before stands first.
        Err(error) if faults.is_empty() => {
            faults = FormFaults::of(at.visitor.words, error)?;
            None
        }
        Err(_) => None,
    };
    let names = Names::of(at, &planning);
    let words = at.visitor.words;
    let href = at.href(&format!("/desk/plans/{id}/change"));
    let meeting = change.meeting.map_or_else(String::new, |meeting| meeting.to_string());
    let broken = found.as_ref().map_or_else(Vec::new, |found| broken_lines(at, &names, found));
    let waivable = found.as_ref().is_some_and(|found| found.broken.iter().all(|(_, waivable)| *waivable));
    let difference = found.as_ref().map(|found| &found.difference);
    let waive = (waivable && !broken.is_empty()).then(|| {
        let field = Field::text("waive", words.t("change-waive"), &change.waive).required();
        field.help(words.t("change-waive-help")).fault(&faults, "waive")
    });
    render(&ChangePage {
        layout: at.layout(words.t("change-title"), "/desk/plans"),
        possible: found.is_some() && (broken.is_empty() || waivable),
        lines: found.as_ref().map_or_else(Vec::new, |found| move_lines(at, &names, found)),
        criteria: found.as_ref().map_or_else(Vec::new, |found| criteria(at, &found.before, &found.after)),
        people: difference.map_or_else(Vec::new, |d| d.people.iter().map(|id| names.person(*id)).collect()),
        difference: difference.map_or_else(Vec::new, |d| differences(at, d)),
        broken,
        waive,
        faults,
        published: plan.head.state == PlanState::Published,
        hidden: hidden(change, &plan, &meeting),
        back: at.href(&format!("/desk/plans/{id}/meetings/{meeting}")),
        href,
    })
}

/// The change once more, for the form that does it. The version is the one that is shown.
fn hidden(change: &Change, plan: &Plan, meeting: &str) -> Vec<(&'static str, String)> {
    let mut fields = vec![
        ("version", plan.head.version.to_string()),
        ("meeting", meeting.to_owned()),
        ("place", change.place.clone()),
    ];
    fields.extend(change.swap.map(|other| ("swap", other.to_string())));
    fields.extend(change.also.iter().map(|other| ("also", other.clone())));
    fields
}

fn move_lines(at: &InEvent, names: &Names, found: &EditPreview) -> Vec<MoveLine> {
    let nowhere = || at.visitor.words.t("change-nowhere");
    let difference = &found.difference;
    let line = |meeting, from: Option<&Place>, to: Option<&Place>| MoveLine {
        who: names.meeting_in_full(meeting, to.or(from).map_or(0, |place| place.lineup)),
        from: from.map_or_else(nowhere, |place| names.place(place)),
        to: to.map_or_else(nowhere, |place| names.place(place)),
    };
    let moved = difference.moved.iter().map(|m| line(m.meeting, Some(&m.from), Some(&m.to)));
    let added = difference.added.iter().map(|(meeting, to)| line(*meeting, None, Some(to)));
    let dropped = difference.dropped.iter().map(|(meeting, from)| line(*meeting, Some(from), None));
    moved.chain(added).chain(dropped).collect()
}

/// The criteria that become other ones.
fn criteria(at: &InEvent, before: &Score, after: &Score) -> Vec<CriterionLine> {
    let line = |criterion: &Criterion| {
        let (before, after) = (before.get(*criterion)?, after.get(*criterion)?);
        let name = at.visitor.words.t(&format!("criterion-{}", criterion.name().replace('_', "-")));
        (before != after).then_some(CriterionLine { name, before, after })
    };
    Criterion::ALL.iter().filter_map(line).collect()
}

fn broken_lines(at: &InEvent, names: &Names, found: &EditPreview) -> Vec<String> {
    let line = |(breach, _): &(_, bool)| super::breaches::in_words(at, names, breach);
    let mut lines: Vec<String> = found.broken.iter().map(line).collect();
    lines.dedup();
    lines
}

pub(crate) async fn carry_out(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Path<(String, PlanId)>,
    Form(change): Form<Change>,
) -> Result<Response, Error> {
    let edits = change.edits().ok_or(Error::NoPage)?;
    let waive = Some(change.waive.trim()).filter(|reason| !reason.is_empty());
    match app.engine().edit_plan(&at.visitor.actor, at.id, (id, change.version), &edits, waive).await {
        Ok(changed) => {
            let there = format!("/desk/plans/{}?done=moved", changed.plan.id);
            Ok(Redirect::to(&at.href(&there)).into_response())
        }
        Err(carnet_engine::Error::Invalid(faults)) => {
            let faults = FormFaults::of(at.visitor.words, carnet_engine::Error::Invalid(faults))?;
            refused(faults.status(), change_page(&app, &at, id, &change, faults).await)
        }
        // What it would do to the plan as it is now is shown, and can be done then.
        Err(carnet_engine::Error::Conflict) => {
            let faults = FormFaults::whole(at.visitor.words.t("change-conflict"));
            refused(StatusCode::CONFLICT.into(), change_page(&app, &at, id, &change, faults).await)
        }
        Err(error) => Err(error.into()),
    }
}
