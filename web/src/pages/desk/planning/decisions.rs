//! Pins and blocks: what every run of the planner obeys.

use super::{board::Names, picking::Picking};
use crate::{
    App,
    error::Error,
    form::Field,
    page::{FormFaults, Layout, refused, render},
    pages::InEvent,
    words::Words,
};
use askama::Template;
use axum::{
    extract::{Path, State},
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

/// What is to be kept free: a person, a room, or one of its tables.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct BlockForm {
    who: String,
    person: String,
    room: String,
    table: String,
    slot: String,
    reason: String,
}

impl BlockForm {
    fn picking(&self) -> Picking<'_> {
        Picking { who: &self.who, person: &self.person }
    }

    /// What is meant; with a fault where that cannot be said.
    fn what(&self, words: Words, names: &Names, faults: &mut FormFaults) -> Option<Blocked> {
        let person = self.picking().resolve(words, names, faults);
        let table = self.table.trim();
        let room = self.room.parse().ok();
        match (person, room, table.parse().ok()) {
            (Some(_), Some(_), _) => faults.add("room", words.t("block-either")),
            (Some(person), None, _) => return Some(Blocked::Participant(person)),
            (None, Some(room), Some(table)) => return Some(Blocked::Table(room, table)),
            (None, Some(room), None) if table.is_empty() => return Some(Blocked::Room(room)),
            (None, Some(_), None) => faults.add("table", words.t("fault-out-of-range")),
            (None, None, _) if faults.is_empty() => faults.add("who", words.t("block-nothing")),
            (None, None, _) => {}
        }
        None
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
    let rooms = facts.rooms.iter().map(|room| (room.id.to_string(), room.name.clone()));
    let rooms = std::iter::once((String::new(), words.t("block-no-room"))).chain(rooms).collect();
    let always = (String::new(), words.t("block-always"));
    let slots = facts.slots.iter().map(|slot| (slot.id.to_string(), names.slot(slot.id)));
    let slots = std::iter::once(always).chain(slots).collect();
    let mut fields = form.picking().fields(words, (words.t("block-who"), names), faults);
    fields.extend([
        Field::choice("room", words.t("block-room"), rooms, &form.room).fault(faults, "room"),
        Field::line("number", "table", words.t("block-table"), &form.table)
            .limit("min", 1)
            .help(words.t("block-table-help"))
            .fault(faults, "table"),
        Field::choice("slot", words.t("block-when"), slots, &form.slot).fault(faults, "slot"),
        Field::text("reason", words.t("block-reason"), &form.reason).fault(faults, "reason"),
    ]);
    fields
}

pub(crate) async fn block(
    State(app): State<App>,
    at: InEvent,
    Form(form): Form<BlockForm>,
) -> Result<Response, Error> {
    let (engine, actor) = (app.engine(), &at.visitor.actor);
    let mut faults = FormFaults::default();
    let planning = engine.show_planning(actor, at.id).await?;
    let what = form.what(at.visitor.words, &Names::of(&at, &planning), &mut faults);
    let Some(what) = what else {
        return refused(faults.status(), decisions_page(&app, &at, &form, faults).await);
    };
    match engine.block(actor, at.id, what, form.slot.parse().ok(), &form.reason).await {
        Ok((_, meetings)) => {
            let done = if meetings.is_empty() { "blocked" } else { "blocked-meetings" };
            Ok(Redirect::to(&at.href(&format!("/desk/decisions?done={done}"))).into_response())
        }
        Err(error @ carnet_engine::Error::Invalid(_)) => {
            let faults = FormFaults::of(at.visitor.words, error)?;
            refused(faults.status(), decisions_page(&app, &at, &form, faults).await)
        }
        Err(error) => Err(error.into()),
    }
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
