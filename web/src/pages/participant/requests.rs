//! Asking for meetings, and answering.

use crate::{
    App,
    error::Error,
    page::{FormFaults, Layout, render},
    pages::{InEvent, catalogue},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::Form;
use carnet_engine::{
    MeetingRequestId, ParticipantId, RegistrationId, RequestFilter, RequestView,
    domain::request::{AskedParty, NewAsk, Person, RequestState},
};
use serde::Deserialize;

/// How many requests a page shows.
const MOST: i64 = 200;

#[derive(Template)]
#[template(path = "participant/requests.html")]
struct RequestsPage {
    layout: Layout,
    /// What waits for the visitor.
    waiting: Vec<Line>,
    received: Vec<Line>,
    sent: Vec<Line>,
    catalogue: String,
}

struct Line {
    href: String,
    /// With whom.
    company: String,
    name: String,
    message: String,
    state: String,
    class: &'static str,
    when: String,
    reason: String,
    /// What the visitor may do, as verb and text.
    verbs: Vec<(&'static str, String)>,
    /// Those who could come, where a company was asked.
    attending: Vec<(String, String)>,
}

pub(crate) async fn list(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    let me = at.me(None)?;
    let filter = RequestFilter { of: Some(me.id), most: MOST, ..RequestFilter::default() };
    let all = app.engine().list_requests(&at.visitor.actor, at.id, &filter).await?;
    let (mut waiting, mut received, mut sent) = (Vec::new(), Vec::new(), Vec::new());
    for view in &all {
        let mine = view.asking.registration == me.registration;
        let line = line(&at, me, view);
        let for_me = match view.state {
            RequestState::Pending => !mine,
            RequestState::Accepted => mine,
            _ => false,
        };
        match (for_me, mine) {
            (true, _) => waiting.push(line),
            (_, true) => sent.push(line),
            (_, false) => received.push(line),
        }
    }
    let layout = at.layout(at.visitor.words.t("requests-title"), "/requests");
    render(&RequestsPage { layout, waiting, received, sent, catalogue: at.href("/catalogue") })
}

fn line(at: &InEvent, me: &Person, view: &RequestView) -> Line {
    let words = at.visitor.words;
    let mine = view.asking.registration == me.registration;
    let other = if mine { view.asked.first() } else { Some(&view.asking) };
    let verb = |verb: &'static str| (verb, words.t(&format!("request-{verb}")));
    let verbs = match (view.state, mine) {
        (RequestState::Pending, false) => vec![verb("accept"), verb("decline")],
        (RequestState::Pending, true) => vec![verb("withdraw")],
        (RequestState::Accepted, true) => vec![verb("confirm"), verb("withdraw")],
        (RequestState::Accepted, false) => vec![verb("cancel")],
        (RequestState::Confirmed, _) => vec![verb("reschedule"), verb("cancel")],
        _ => Vec::new(),
    };
    let choose = view.state == RequestState::Pending && !mine && !view.is_personal && view.asked.len() > 1;
    let attending = view.asked.iter().filter(|_| choose);
    Line {
        href: at.href(&format!("/requests/{}", view.id)),
        company: other.map_or("", |other| other.company.as_str()).to_owned(),
        name: if mine && !view.is_personal {
            words.t("ask-anybody")
        } else {
            other.map_or("", |other| other.name.as_str()).to_owned()
        },
        message: view.message.clone(),
        state: words.t(&format!("request-state-{}", view.state)),
        class: view.state.as_str(),
        when: catalogue::moment(at, view.asked_at),
        reason: view.reason.clone().unwrap_or_default(),
        verbs,
        attending: attending.map(|person| (person.id.to_string(), person.name.clone())).collect(),
    }
}

/// A request, as the page of an entry sends it.
#[derive(Debug, Deserialize)]
pub(crate) struct AskForm {
    /// A person; nobody for the company.
    #[serde(default)]
    to: String,
    #[serde(default)]
    message: String,
}

pub(crate) async fn ask(
    State(app): State<App>,
    at: InEvent,
    Path((_, registration)): Path<(String, RegistrationId)>,
    Form(form): Form<AskForm>,
) -> Result<Response, Error> {
    let me = at.me(None)?;
    let to = match form.to.parse::<ParticipantId>() {
        Ok(person) => AskedParty::Person(person),
        Err(_) => AskedParty::Company(registration),
    };
    let new = NewAsk { from: me.id, to, slot: None, message: form.message.clone() };
    match app.engine().ask(&at.visitor.actor, at.id, &new).await {
        Ok(outcome) => {
            let done = if outcome.state == RequestState::Confirmed { "agreed" } else { "asked" };
            Ok(Redirect::to(&at.href(&format!("/requests?done={done}"))).into_response())
        }
        Err(error) => {
            let faults = FormFaults::of(at.visitor.words, error)?;
            catalogue::entry_page(&app, &at, registration, (faults, form.message)).await
        }
    }
}

/// An answer.
#[derive(Debug, Deserialize)]
pub(crate) struct AnswerForm {
    #[serde(default)]
    reason: String,
    #[serde(default)]
    attending: Option<ParticipantId>,
}

pub(crate) async fn answer(
    State(app): State<App>,
    at: InEvent,
    Path((_, id, verb)): Path<(String, MeetingRequestId, String)>,
    Form(form): Form<AnswerForm>,
) -> Result<Redirect, Error> {
    let (engine, actor) = (app.engine(), &at.visitor.actor);
    let reason = Some(form.reason.as_str()).filter(|reason| !reason.trim().is_empty());
    let done = match verb.as_str() {
        "accept" => engine.accept_request(actor, id, form.attending).await.map(|_| "accepted"),
        "decline" => engine.decline_request(actor, id, reason).await.map(|()| "declined"),
        "confirm" => engine.confirm_request(actor, id).await.map(|_| "agreed"),
        "withdraw" => engine.withdraw_request(actor, id).await.map(|()| "withdrawn"),
        "cancel" => engine.cancel_request(actor, id, reason).await.map(|()| "cancelled"),
        "reschedule" => engine.reschedule_request(actor, id, reason).await.map(|()| "rescheduled"),
        _ => return Err(Error::NoPage),
    };
    let done = done.map_err(Error::hidden)?;
    Ok(Redirect::to(&at.href(&format!("/requests?done={done}"))))
}
