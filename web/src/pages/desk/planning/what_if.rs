//! What if: a run of the planner on the event as it might be, compared with how it is.

use super::{board::Names, picking::Picking};
use crate::{
    App,
    error::Error,
    form::Field,
    page::{FormFaults, Layout, refused, render},
    pages::InEvent,
};
use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::Form;
use carnet_engine::{
    ParticipantId,
    domain::{
        access::UseCase,
        planning::{ExtraParticipant, ExtraTables, LongerSession, Planning, Scenario, SlotFact},
        run::Orders,
    },
};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "desk/what_if.html")]
struct WhatIfPage {
    layout: Layout,
    faults: FormFaults,
    /// Each thing that might be, as one or two fields.
    rows: Vec<Vec<Field>>,
    href: String,
    back: String,
}

/// What might be.
#[derive(Debug, Deserialize)]
#[serde(default)]
pub(crate) struct WhatIfForm {
    tables_room: String,
    tables: String,
    session: String,
    slots: String,
    /// Like whom one more person comes.
    who: String,
    person: String,
    without_room: String,
    seconds: u64,
}

impl Default for WhatIfForm {
    fn default() -> Self {
        let nothing = String::new;
        Self {
            tables_room: nothing(),
            tables: "1".to_owned(),
            session: nothing(),
            slots: "1".to_owned(),
            who: nothing(),
            person: nothing(),
            without_room: nothing(),
            seconds: 20,
        }
    }
}

impl WhatIfForm {
    fn like(&self) -> Picking<'_> {
        Picking { who: &self.who, person: &self.person }
    }

    fn scenario(&self, like: Option<ParticipantId>) -> Scenario {
        let tables = self.tables.trim().parse().unwrap_or(0);
        let slots = self.slots.trim().parse().unwrap_or(0);
        let room = self.tables_room.parse().ok();
        let session = self.session.parse().ok();
        Scenario {
            tables: room.map(|room| ExtraTables { room, tables }).into_iter().collect(),
            sessions: session.map(|session| LongerSession { session, slots }).into_iter().collect(),
            participants: like.map(|like| ExtraParticipant { like }).into_iter().collect(),
            without_rooms: self.without_room.parse().ok().into_iter().collect(),
            quotas: Vec::new(),
        }
    }
}

pub(crate) async fn show(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    what_if_page(&app, &at, &WhatIfForm::default(), FormFaults::default()).await
}

async fn what_if_page(
    app: &App,
    at: &InEvent,
    form: &WhatIfForm,
    faults: FormFaults,
) -> Result<Response, Error> {
    if let Err(refusal) = at.presence.may(UseCase::StartRun) {
        return Err(carnet_engine::Error::Refused(refusal).into());
    }
    let planning = app.engine().show_planning(&at.visitor.actor, at.id).await?;
    render(&WhatIfPage {
        layout: at.layout(at.visitor.words.t("what-if-title"), "/desk/plans"),
        rows: rows(at, &planning, (form, &faults)),
        faults,
        href: at.href("/desk/what-if"),
        back: at.href("/desk/plans"),
    })
}

fn rows(at: &InEvent, planning: &Planning, (form, faults): (&WhatIfForm, &FormFaults)) -> Vec<Vec<Field>> {
    let (words, facts, names) = (at.visitor.words, &planning.facts, Names::of(at, planning));
    let nothing = || (String::new(), words.t("what-if-no-change"));
    let rooms: Vec<_> = facts.rooms.iter().map(|room| (room.id.to_string(), room.name.clone())).collect();
    let first = |session| facts.slots.iter().find(|slot: &&SlotFact| slot.session == session);
    let sessions = facts.sessions.iter().filter_map(|session| {
        Some((session.id.to_string(), words.with("what-if-from", "at", &names.slot(first(session.id)?.id))))
    });
    let or_nothing = |options: Vec<(String, String)>| [vec![nothing()], options].concat();
    let number = |name: &str, key: &str, value: &str| Field::line("number", name, words.t(key), value);
    let choice = |name: &str, key: &str, options, value: &str| {
        Field::choice(name, words.t(key), or_nothing(options), value)
    };
    let tables = number("tables", "what-if-tables", &form.tables).fault(faults, "tables[0].tables");
    let slots = number("slots", "what-if-slots", &form.slots).fault(faults, "sessions[0].slots");
    let seconds = number("seconds", "run-seconds", &form.seconds.to_string()).required();
    vec![
        vec![choice("tables_room", "what-if-tables-room", rooms.clone(), &form.tables_room), tables],
        vec![choice("session", "what-if-session", sessions.collect(), &form.session), slots.limit("min", 1)],
        form.like().fields(words, (words.t("what-if-like"), &names), faults),
        vec![choice("without_room", "what-if-without", rooms, &form.without_room)],
        vec![seconds.limit("min", 1).limit("max", Orders::MOST_SECONDS).fault(faults, "seconds")],
    ]
}

pub(crate) async fn start(
    State(app): State<App>,
    at: InEvent,
    Form(form): Form<WhatIfForm>,
) -> Result<Response, Error> {
    let (engine, actor) = (app.engine(), &at.visitor.actor);
    let mut faults = FormFaults::default();
    let planning = engine.show_planning(actor, at.id).await?;
    let like = form.like().resolve(at.visitor.words, &Names::of(&at, &planning), &mut faults);
    if !faults.is_empty() {
        return refused(faults.status(), what_if_page(&app, &at, &form, faults).await);
    }
    let scenario = Some(form.scenario(like));
    let orders = Orders { scenario, seconds: form.seconds, ..Orders::default() };
    match engine.start_run(actor, at.id, &orders).await {
        Ok(run) => Ok(Redirect::to(&at.href(&format!("/desk/runs/{run}"))).into_response()),
        Err(error) => {
            let faults = FormFaults::of(at.visitor.words, error)?;
            refused(faults.status(), what_if_page(&app, &at, &form, faults).await)
        }
    }
}
