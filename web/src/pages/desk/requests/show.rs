//! One request: both sides, how it stands, its history; answered on behalf of either side.

use super::{AREA, list};
use crate::{
    App,
    error::Error,
    form::filled::Filled,
    page::{FormFaults, Layout, Way, render},
    pages::{
        InEvent,
        catalogue::{in_words, moment},
        desk::{
            history::{Actors, HistoryLine, line},
            parts::{done, must, way},
        },
    },
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use carnet_engine::{
    Error as EngineError, MeetingRequestId, RequestFilter, RequestView,
    domain::{access::UseCase, request::RequestState},
};

#[derive(Template)]
#[template(path = "desk/requests/show.html")]
struct RequestPage {
    layout: Layout,
    faults: FormFaults,
    back: Way,
    href: String,
    on_behalf: String,
    class: &'static str,
    state: String,
    message: String,
    facts: Vec<(String, String)>,
    /// What may be done: word, text, and whether a reason can be given.
    verbs: Vec<(&'static str, String, bool)>,
    /// Those who could come, where a company was asked.
    attending: Vec<(String, String)>,
    reason: String,
    history: Vec<HistoryLine>,
}

/// What can be done with a request in a state, for the side whose it is to do.
const fn verbs(state: RequestState) -> &'static [(&'static str, bool)] {
    match state {
        RequestState::Pending => &[("accept", false), ("decline", true), ("withdraw", false)],
        RequestState::Accepted => &[("confirm", false), ("withdraw", false), ("cancel", true)],
        RequestState::Confirmed => &[("reschedule", true), ("cancel", true)],
        _ => &[],
    }
}

pub(crate) async fn show(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Path<(String, MeetingRequestId)>,
) -> Result<Response, Error> {
    request_page(&app, &at, id, (StatusCode::OK, FormFaults::default(), String::new())).await
}

/// The request with both sides, found among those of who asks.
async fn find(app: &App, at: &InEvent, id: MeetingRequestId) -> Result<RequestView, Error> {
    must(at, UseCase::ListRequests)?;
    let (request, ..) = app.engine().show_request(&at.visitor.actor, id).await?;
    if request.event != at.id {
        return Err(Error::NoPage);
    }
    let filter = RequestFilter { of: Some(request.from), most: 500, ..RequestFilter::default() };
    let views = app.engine().list_requests(&at.visitor.actor, at.id, &filter).await?;
    views.into_iter().find(|view| view.id == id).ok_or(Error::NoPage)
}

async fn request_page(
    app: &App,
    at: &InEvent,
    id: MeetingRequestId,
    (status, faults, reason): (StatusCode, FormFaults, String),
) -> Result<Response, Error> {
    let words = at.visitor.words;
    let view = find(app, at, id).await?;
    let (.., answer) = app.engine().show_request(&at.visitor.actor, id).await?;
    let may_act = must(at, UseCase::AnswerRequest).is_ok();
    let verb = |&(verb, why): &(&'static str, bool)| (verb, words.t(&format!("request-{verb}")), why);
    let choose = view.state == RequestState::Pending && !view.is_personal && view.asked.len() > 1;
    let page = RequestPage {
        layout: at.layout(words.t("desk-request"), AREA),
        faults,
        back: way(at, AREA, words.t("desk-requests-title")),
        href: at.href(&format!("{AREA}/{id}")),
        on_behalf: words.t("desk-request-on-behalf"),
        class: view.state.as_str(),
        state: words.t(&format!("request-state-{}", view.state)),
        message: view.message.clone(),
        facts: facts(at, &view, in_words(at, answer).1),
        verbs: if may_act { verbs(view.state).iter().map(verb).collect() } else { Vec::new() },
        attending: if choose {
            view.asked.iter().map(|person| (person.id.to_string(), person.name.clone())).collect()
        } else {
            Vec::new()
        },
        reason,
        history: history(app, at, &view).await?,
    };
    Ok((status, render(&page)?).into_response())
}

fn facts(at: &InEvent, view: &RequestView, placeable: String) -> Vec<(String, String)> {
    let words = at.visitor.words;
    let open = matches!(view.state, RequestState::Pending | RequestState::Accepted);
    let mut facts = vec![
        (words.t("desk-requests-asking"), list::name(&view.asking)),
        (words.t("desk-requests-asked"), list::asked_name(at, view)),
        (words.t("desk-requests-when"), moment(at, view.asked_at)),
    ];
    if let Some(end) = view.expires_at.filter(|_| open) {
        facts.push((words.t("desk-requests-expires"), moment(at, end)));
    }
    if open {
        facts.push((words.t("desk-requests-placeable"), placeable));
    }
    if let Some(reason) = &view.reason {
        facts.push((words.t("bulk-reason"), reason.clone()));
    }
    facts
}

async fn history(app: &App, at: &InEvent, view: &RequestView) -> Result<Vec<HistoryLine>, Error> {
    if must(at, UseCase::ReadAudit).is_err() {
        return Ok(Vec::new());
    }
    let people = view.asked.iter().chain([&view.asking]);
    let known = people.filter_map(|person| Some((person.account?.to_string(), person.name.clone())));
    let actors = Actors::read(app, at, known).await?;
    let records = app.engine().read_audit(&at.visitor.actor, Some(at.id), view.id).await?;
    Ok(records.iter().rev().map(|record| line(at, &actors, record, String::new())).collect())
}

pub(crate) async fn answer(
    State(app): State<App>,
    at: InEvent,
    Path((_, id, verb)): Path<(String, MeetingRequestId, String)>,
    filled: Filled,
) -> Result<Response, Error> {
    must(&at, UseCase::AnswerRequest)?;
    let (engine, actor) = (app.engine(), &at.visitor.actor);
    let why = filled.some("reason");
    let result = match verb.as_str() {
        "accept" => {
            engine.accept_request(actor, id, filled.get("attending").parse().ok()).await.map(|_| "accepted")
        }
        "decline" => engine.decline_request(actor, id, why).await.map(|()| "declined"),
        "confirm" => engine.confirm_request(actor, id).await.map(|_| "agreed"),
        "withdraw" => engine.withdraw_request(actor, id).await.map(|()| "withdrawn"),
        "cancel" => engine.cancel_request(actor, id, why).await.map(|()| "cancelled"),
        "reschedule" => engine.reschedule_request(actor, id, why).await.map(|()| "rescheduled"),
        _ => return Err(Error::NoPage),
    };
    match result {
        Ok(word) => Ok(done(&at, &format!("{AREA}/{id}"), &format!("request-{word}"))),
        Err(error @ (EngineError::Refused(_) | EngineError::Invalid(_))) => {
            let faults = FormFaults::of(at.visitor.words, error)?;
            let reason = filled.get("reason").to_owned();
            request_page(&app, &at, id, (StatusCode::UNPROCESSABLE_ENTITY, faults, reason)).await
        }
        Err(error) => Err(error.into()),
    }
}
