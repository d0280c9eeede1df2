//! The history of the whole event, and whether it is as it was written.

use super::{
    history::{Actors, HistoryLine, line},
    parts::must,
};
use crate::{
    App,
    error::Error,
    form::Field,
    form::filled::{Fields, Filled},
    page::{FormFaults, Layout, render},
    pages::InEvent,
};
use askama::Template;
use axum::{
    Router,
    extract::{Query, State},
    response::Response,
    routing::get,
};
use carnet_engine::{AuditFilter, AuditRecord, Kind, domain::access::UseCase};

/// Where the area stands in the event.
pub(super) const AREA: &str = "/desk/history";
/// How many entries a page shows.
const PAGE: i64 = 100;

/// The kinds of objects that an event has entries of.
const KINDS: &[Kind] = &[
    Kind::Event,
    Kind::Role,
    Kind::Registration,
    Kind::Participant,
    Kind::Offering,
    Kind::MeetingRequest,
    Kind::Meeting,
    Kind::Activity,
    Kind::SignUp,
    Kind::Plan,
    Kind::Run,
    Kind::Session,
];

pub(super) fn routes() -> Router<App> {
    Router::new().route("/history", get(show))
}

#[derive(Template)]
#[template(path = "desk/event_history.html")]
struct HistoryPage {
    layout: Layout,
    href: String,
    kind: Field,
    lines: Vec<HistoryLine>,
    next: Option<String>,
    /// What checking the chain said, where it was checked.
    checked: Option<(bool, String)>,
}

async fn show(
    State(app): State<App>,
    at: InEvent,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Error> {
    must(&at, UseCase::ReadAudit)?;
    let (engine, actor, words) = (app.engine(), &at.visitor.actor, at.visitor.words);
    let asked = Filled::from_iter(pairs);
    let kind = Kind::parse(asked.get("kind")).ok();
    let filter = AuditFilter { kind, before: asked.get("before").parse().ok(), most: PAGE };
    let records = engine.list_audit(actor, at.id, &filter).await?;
    let actors = Actors::read(&app, &at, std::iter::empty()).await?;
    let last = records.last().map(|record| record.position).filter(|_| records.len() as i64 == PAGE);
    let checked = if asked.has("check") {
        let broken = engine.verify_audit(actor, Some(at.id)).await?;
        let text = match broken {
            None => words.t("history-whole"),
            Some(link) => words.n("history-broken", link.position),
        };
        Some((broken.is_none(), text))
    } else {
        None
    };
    let href = at.href(AREA);
    let of_object = |record: &AuditRecord| line(&at, &actors, record, kind_name(&at, &record.kind));
    render(&HistoryPage {
        layout: at.layout(words.t("desk-history"), AREA),
        kind: kind_field(&at, &asked),
        lines: records.iter().map(of_object).collect(),
        next: last.map(|last| format!("{href}?kind={}&before={last}", asked.get("kind"))),
        checked,
        href,
    })
}

fn kind_name(at: &InEvent, kind: &str) -> String {
    at.visitor.words.t(&format!("kind-{kind}"))
}

fn kind_field(at: &InEvent, asked: &Filled) -> Field {
    let fields = Fields { words: at.visitor.words, filled: asked, faults: &FormFaults::default() };
    let all = [(String::new(), at.visitor.words.t("history-everything"))];
    let kinds = KINDS.iter().map(|kind| (kind.to_string(), kind_name(at, kind.as_str())));
    fields.choice("history-object", "kind", all.into_iter().chain(kinds).collect())
}
