//! Requests: looked through, answered, and ended.

use super::{expert::Demand, messages, space::Space};
use crate::{
    App,
    error::Error,
    format,
    page::{FormFaults, Layout, Way, refused, render},
    pages::{InEvent, catalogue},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::{Form, Query};
use carnet_engine::{
    Error as EngineError, MeetingRequestId, ParticipantId, Refusal, RequestFilter, RequestView, SlotId,
    domain::request::{Person, RequestState},
};
use serde::Deserialize;

const HERE: &str = "/requests";
/// How many requests are looked through.
const MOST: i64 = 500;

/// Which are shown.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Show {
    state: Option<String>,
}

#[derive(Template)]
#[template(path = "participant/requests.html")]
struct RequestsPage {
    layout: Layout,
    /// Each state that there is, and all.
    filters: Vec<Way>,
    /// How much the visitor is asked for, as an expert.
    demand: Option<Demand>,
    /// What waits for the visitor.
    waiting: Vec<Line>,
    received: Vec<Line>,
    sent: Vec<Line>,
    catalogue: String,
}

/// A request, as a list and its own page show it.
pub(super) struct Line {
    pub(super) href: String,
    /// Where the other company is in the catalogue.
    pub(super) entry: String,
    /// With whom.
    pub(super) company: String,
    pub(super) name: String,
    pub(super) message: String,
    pub(super) state: String,
    pub(super) class: &'static str,
    pub(super) when: String,
    /// The slot that it is for, and whether it waits for that.
    pub(super) slot: Option<String>,
    pub(super) reason: String,
    /// What the visitor may do at once, as verb and text.
    pub(super) verbs: Vec<(&'static str, String)>,
    /// What is asked about once more.
    pub(super) steps: Vec<Step>,
    /// Those who could come, where a company was asked.
    pub(super) attending: Vec<(String, String)>,
}

/// Something that ends a request or changes it: what it means is said before, and a reason may go with it.
pub(super) struct Step {
    pub(super) verb: &'static str,
    pub(super) text: String,
    pub(super) means: String,
    pub(super) takes_reason: bool,
    /// Whether it was tried and refused, with the reason that was typed.
    pub(super) tried: bool,
    pub(super) reason: String,
}

pub(crate) async fn list(
    State(app): State<App>,
    space: Space,
    Query(show): Query<Show>,
) -> Result<Response, Error> {
    let (at, me) = (&space.at, &space.me);
    let all = read(&app, &space).await?;
    let state = show.state.as_deref().and_then(|state| RequestState::parse(state).ok());
    let (mut waiting, mut received, mut sent) = (Vec::new(), Vec::new(), Vec::new());
    for view in all.iter().filter(|view| state.is_none_or(|state| view.state == state)) {
        let list = match (waits_for(me, view), is_mine(me, view)) {
            (true, _) => &mut waiting,
            (_, true) => &mut sent,
            (_, false) => &mut received,
        };
        list.push(line(at, me, view));
    }
    render(&RequestsPage {
        layout: space.layout(at.visitor.words.t("requests-title"), HERE),
        filters: filters(at, &all, state),
        demand: Demand::read(&app, &space, &all).await?,
        waiting,
        received,
        sent,
        catalogue: at.href("/catalogue"),
    })
}

/// The visitor's requests, the latest first.
pub(super) async fn read(app: &App, space: &Space) -> Result<Vec<RequestView>, Error> {
    let filter = RequestFilter { of: Some(space.me.id), most: MOST, ..RequestFilter::default() };
    Ok(app.engine().list_requests(&space.at.visitor.actor, space.at.id, &filter).await?)
}

/// All, and each state in which there is one.
fn filters(at: &InEvent, all: &[RequestView], chosen: Option<RequestState>) -> Vec<Way> {
    let words = at.visitor.words;
    let every = Way {
        href: at.href(HERE),
        text: format!("{} ({})", words.t("requests-all"), all.len()),
        here: chosen.is_none(),
    };
    let counts = RequestState::ALL.iter().map(|state| {
        let n = all.iter().filter(|view| view.state == *state).count();
        (*state, n)
    });
    let of = |(state, n): (RequestState, usize)| Way {
        href: at.href(&format!("{HERE}?state={state}")),
        text: format!("{} ({n})", words.t(&format!("request-state-{state}"))),
        here: chosen == Some(state),
    };
    [every].into_iter().chain(counts.filter(|(_, n)| *n > 0).map(of)).collect()
}

pub(super) fn is_mine(me: &Person, view: &RequestView) -> bool {
    view.asking.registration == me.registration
}

/// Whether a request waits for somebody to answer or to confirm.
pub(super) fn waits_for(me: &Person, view: &RequestView) -> bool {
    match view.state {
        RequestState::Pending => !is_mine(me, view),
        RequestState::Accepted => is_mine(me, view),
        _ => false,
    }
}

/// A request in words.
pub(super) fn line(at: &InEvent, me: &Person, view: &RequestView) -> Line {
    let words = at.visitor.words;
    let mine = is_mine(me, view);
    let attending = view.asked.iter().find(|person| Some(person.id) == view.attending);
    let asked = attending.or(view.asked.first());
    let other = if mine { asked } else { Some(&view.asking) };
    let choose = view.state == RequestState::Pending && !mine && !view.is_personal && view.asked.len() > 1;
    let could_attend = view.asked.iter().filter(|_| choose);
    let slot = view.slot.and_then(|id| slot_time(at, id)).map(|time| {
        words.with(if view.waiting { "request-slot-waiting" } else { "request-slot" }, "at", &time)
    });
    let (verbs, steps) = ways(at, view.state, mine);
    Line {
        href: at.href(&format!("{HERE}/{}", view.id)),
        entry: other.map_or_else(String::new, |p| at.href(&format!("/catalogue/{}", p.registration))),
        company: other.map_or("", |other| other.company.as_str()).to_owned(),
        name: if mine && attending.is_none() && view.asked.len() > 1 {
            words.t("ask-anybody")
        } else {
            other.map_or("", |other| other.name.as_str()).to_owned()
        },
        message: view.message.clone(),
        state: state_in_words(at, view),
        class: view.state.as_str(),
        when: catalogue::moment(at, view.asked_at),
        slot,
        reason: view.reason.clone().unwrap_or_default(),
        verbs,
        steps,
        attending: could_attend.map(|person| (person.id.to_string(), person.name.clone())).collect(),
    }
}

fn state_in_words(at: &InEvent, view: &RequestView) -> String {
    let again = view.wants_reschedule && view.state == RequestState::Confirmed;
    let key = if again { "request-other-time".to_owned() } else { format!("request-state-{}", view.state) };
    at.visitor.words.t(&key)
}

/// What may be done with a request in a state: at once, and after a question.
fn ways(at: &InEvent, state: RequestState, mine: bool) -> (Vec<(&'static str, String)>, Vec<Step>) {
    let words = at.visitor.words;
    let (verbs, steps): (&[&'static str], &[&'static str]) = match (state, mine) {
        (RequestState::Pending, false) => (&["accept"], &["decline"]),
        (RequestState::Pending, true) => (&[], &["withdraw"]),
        (RequestState::Accepted, true) => (&["confirm"], &["withdraw"]),
        (RequestState::Accepted, false) => (&[], &["cancel"]),
        (RequestState::Confirmed, _) => (&[], &["reschedule", "cancel"]),
        _ => (&[], &[]),
    };
    let verb = |verb: &&'static str| (*verb, words.t(&format!("request-{verb}")));
    let step = |verb: &&'static str| Step {
        verb,
        text: words.t(&format!("request-{verb}")),
        means: words.t(&format!("request-{verb}-means")),
        takes_reason: *verb != "withdraw",
        tried: false,
        reason: String::new(),
    };
    (verbs.iter().map(verb).collect(), steps.iter().map(step).collect())
}

/// When a slot is.
pub(super) fn slot_time(at: &InEvent, id: SlotId) -> Option<String> {
    let mut slots = at.pages.as_ref()?.sessions.iter().flat_map(|session| &session.slots);
    let slot = slots.find(|slot| slot.id == id)?;
    Some(format::moment(at.visitor.language(), at.zone, slot.starts_at))
}

#[derive(Template)]
#[template(path = "participant/request.html")]
struct RequestPage {
    layout: Layout,
    faults: FormFaults,
    line: Line,
    back: String,
    /// What happened so far, and what happens by itself.
    history: Vec<(String, String)>,
    /// Whether it can still be placed, as class and text, as long as that matters.
    answer: Option<(&'static str, String)>,
    agenda: Option<String>,
    /// Where one writes to the other, where one may.
    write: Option<String>,
}

pub(crate) async fn show(
    State(app): State<App>,
    space: Space,
    Path((_, id)): Path<(String, MeetingRequestId)>,
) -> Result<Response, Error> {
    request_page(&app, &space, id, (FormFaults::default(), "", "")).await
}

/// The page of a request, with why what was tried was refused, and the reason that was typed.
async fn request_page(
    app: &App,
    space: &Space,
    id: MeetingRequestId,
    (faults, tried, typed): (FormFaults, &str, &str),
) -> Result<Response, Error> {
    let (at, me) = (&space.at, &space.me);
    let (request, meeting, answer) =
        app.engine().show_request(&at.visitor.actor, id).await.map_err(Error::hidden)?;
    let all = read(app, space).await?;
    let view = all.iter().find(|view| view.id == id).ok_or(Error::NoPage)?;
    let mut line = line(at, me, view);
    for step in line.steps.iter_mut().filter(|step| step.verb == tried) {
        step.tried = true;
        typed.clone_into(&mut step.reason);
    }
    let words = at.visitor.words;
    let moment = |time| catalogue::moment(at, time);
    let mut history = vec![(moment(request.asked_at), words.t("request-was-asked"))];
    if let Some(answered) = request.answered_at {
        let key = if request.state == RequestState::Declined {
            "request-was-declined"
        } else {
            "request-was-accepted"
        };
        history.push((moment(answered), words.t(key)));
    }
    if let Some(expires) = request.expires_at.filter(|_| request.state.is_open()) {
        let key = if request.state == RequestState::Accepted {
            "request-ends-accepted"
        } else {
            "request-ends-pending"
        };
        history.push((moment(expires), words.t(key)));
    }
    let undecided = matches!(request.state, RequestState::Pending | RequestState::Accepted);
    let write = write_to(app, space, view).await?;
    render(&RequestPage {
        faults,
        write,
        layout: space.layout(line.company.clone(), HERE),
        line,
        back: at.href(HERE),
        history,
        answer: undecided.then(|| catalogue::in_words(at, answer)),
        agenda: meeting.map(|_| at.href("/agenda")),
    })
}

/// Where one writes to the first of the other side to whom one may.
async fn write_to(app: &App, space: &Space, view: &RequestView) -> Result<Option<String>, Error> {
    let others = if is_mine(&space.me, view) { &view.asked } else { std::slice::from_ref(&view.asking) };
    for other in others {
        if messages::may_write(app, space, other.id).await? {
            return Ok(Some(space.at.href(&format!("/messages/new?to={}", other.id))));
        }
    }
    Ok(None)
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
    space: Space,
    Path((_, id, verb)): Path<(String, MeetingRequestId, String)>,
    Form(form): Form<AnswerForm>,
) -> Result<Response, Error> {
    let (engine, actor) = (app.engine(), &space.at.visitor.actor);
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
    match done {
        Ok(done) => Ok(Redirect::to(&space.at.href(&format!("{HERE}?done={done}"))).into_response()),
        Err(EngineError::Refused(Refusal::NotAllowed)) => Err(Error::NoPage),
        Err(error) => {
            let faults = FormFaults::of(space.at.visitor.words, error)?;
            refused(faults.status(), request_page(&app, &space, id, (faults, &verb, &form.reason)).await)
        }
    }
}
