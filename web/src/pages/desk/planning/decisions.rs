//! Pins and blocks: what every run of the planner obeys.

use super::board::Names;
use crate::{
    App,
    error::Error,
    form::Field,
    page::{FormFaults, Layout, render},
    pages::InEvent,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::Form;
use carnet_engine::{
    BlockId, MeetingId,
    domain::{
        access::UseCase,
        plan::{Block, Blocked, Pin},
        planning::Planning,
    },
};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "desk/decisions.html")]
struct DecisionsPage {
    layout: Layout,
    faults: FormFaults,
    may_decide: bool,
    pins: Vec<Line>,
    blocks: Vec<Line>,
    fields: Vec<Field>,
    href: String,
    back: String,
}

struct Line {
    /// Where it is removed.
    href: String,
    what: String,
    detail: String,
}

/// What is to be kept free.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct BlockForm {
    /// `participant:ID`, `room:ID` or `table:ID`.
    what: String,
    table: String,
    slot: String,
    reason: String,
}

impl BlockForm {
    fn what(&self) -> Option<Blocked> {
        let (kind, id) = self.what.split_once(':')?;
        match (kind, self.table.trim().parse::<i64>().ok()) {
            ("participant", _) => Some(Blocked::Participant(id.parse().ok()?)),
            ("room", Some(table)) => Some(Blocked::Table(id.parse().ok()?, table)),
            ("room", None) => Some(Blocked::Room(id.parse().ok()?)),
            _ => None,
        }
    }
}

pub(crate) async fn list(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    decisions_page(&app, &at, &BlockForm::default(), FormFaults::default()).await
}

async fn decisions_page(
    app: &App,
    at: &InEvent,
    form: &BlockForm,
    faults: FormFaults,
) -> Result<Response, Error> {
    let (engine, actor) = (app.engine(), &at.visitor.actor);
    let (pins, blocks) = engine.list_decisions(actor, at.id).await?;
    let planning = engine.show_planning(actor, at.id).await?;
    let names = Names::of(at, &planning);
    let href = at.href("/desk/decisions");
    let mut blocks: Vec<_> = blocks.iter().map(|block| block_line(at, &names, block, &href)).collect();
    blocks.sort_by(|one, other| one.what.cmp(&other.what));
    render(&DecisionsPage {
        layout: at.layout(at.visitor.words.t("decisions-title"), "/desk/plans"),
        may_decide: at.presence.may(UseCase::Decide).is_ok(),
        pins: pins.iter().map(|pin| pin_line(at, &names, pin, &href)).collect(),
        blocks,
        fields: fields(at, &planning, &names, (form, &faults)),
        faults,
        back: at.href("/desk/plans"),
        href,
    })
}

fn pin_line(at: &InEvent, names: &Names, pin: &Pin, href: &str) -> Line {
    let words = at.visitor.words;
    let room = pin.room.map(|room| names.room(room).to_owned());
    let table = pin.table.map(|table| words.n("word-table", table));
    let place = [Some(names.slot(pin.slot)), room, table].into_iter().flatten().collect::<Vec<_>>();
    Line {
        href: format!("{href}/pins/{}/remove", pin.meeting),
        what: names.meeting(pin.meeting, pin.lineup.unwrap_or(0)),
        detail: place.join(", "),
    }
}

fn block_line(at: &InEvent, names: &Names, block: &Block, href: &str) -> Line {
    let words = at.visitor.words;
    let what = match block.what {
        Blocked::Participant(id) => names.person(id),
        Blocked::Room(id) => names.room(id).to_owned(),
        Blocked::Table(id, table) => format!("{}, {}", names.room(id), words.n("word-table", table)),
    };
    let when = block.slot.map_or_else(|| words.t("block-always"), |slot| names.slot(slot));
    let detail = if block.reason.is_empty() { when } else { format!("{when} – {}", block.reason) };
    Line { href: format!("{href}/blocks/{}/remove", block.id), what, detail }
}

fn fields(
    at: &InEvent,
    planning: &Planning,
    names: &Names,
    (form, faults): (&BlockForm, &FormFaults),
) -> Vec<Field> {
    let (words, facts) = (at.visitor.words, &planning.facts);
    let mut people: Vec<_> = facts
        .participants
        .iter()
        .map(|person| (format!("participant:{}", person.id), names.person(person.id)))
        .collect();
    people.sort_by_key(|(_, name)| name.to_lowercase());
    let rooms = facts.rooms.iter().map(|room| (format!("room:{}", room.id), room.name.clone()));
    let nothing = (String::new(), words.t("block-choose"));
    let what = [vec![nothing], rooms.collect(), people].concat();
    let always = (String::new(), words.t("block-always"));
    let slots = facts.slots.iter().map(|slot| (slot.id.to_string(), names.slot(slot.id)));
    let slots = std::iter::once(always).chain(slots).collect();
    vec![
        Field::choice("what", words.t("block-what"), what, &form.what).required().fault(faults, "what"),
        Field::line("number", "table", words.t("block-table"), &form.table)
            .limit("min", 1)
            .help(words.t("block-table-help"))
            .fault(faults, "table"),
        Field::choice("slot", words.t("block-when"), slots, &form.slot).fault(faults, "slot"),
        Field::text("reason", words.t("block-reason"), &form.reason).fault(faults, "reason"),
    ]
}

pub(crate) async fn block(
    State(app): State<App>,
    at: InEvent,
    Form(form): Form<BlockForm>,
) -> Result<Response, Error> {
    let Some(what) = form.what() else {
        let mut faults = FormFaults::default();
        faults.add("what", at.visitor.words.t("fault-required"));
        return refused(&app, &at, &form, faults).await;
    };
    match app.engine().block(&at.visitor.actor, at.id, what, form.slot.parse().ok(), &form.reason).await {
        Ok((_, meetings)) => {
            let done = if meetings.is_empty() { "blocked" } else { "blocked-meetings" };
            Ok(Redirect::to(&at.href(&format!("/desk/decisions?done={done}"))).into_response())
        }
        Err(error @ carnet_engine::Error::Invalid(_)) => {
            let faults = FormFaults::of(at.visitor.words, error)?;
            refused(&app, &at, &form, faults).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn refused(app: &App, at: &InEvent, form: &BlockForm, faults: FormFaults) -> Result<Response, Error> {
    let page = decisions_page(app, at, form, faults).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

pub(crate) async fn unpin(
    State(app): State<App>,
    at: InEvent,
    Path((_, meeting)): Path<(String, MeetingId)>,
) -> Result<Redirect, Error> {
    app.engine().unpin_meeting(&at.visitor.actor, at.id, meeting).await?;
    Ok(Redirect::to(&at.href("/desk/decisions?done=unpinned")))
}

pub(crate) async fn unblock(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Path<(String, BlockId)>,
) -> Result<Redirect, Error> {
    app.engine().unblock(&at.visitor.actor, at.id, id).await?;
    Ok(Redirect::to(&at.href("/desk/decisions?done=unblocked")))
}
