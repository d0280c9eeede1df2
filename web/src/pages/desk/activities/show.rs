//! One activity: its state, who comes, who waits, and signing people up, out and over.

use super::{
    AREA, all,
    list::{place, when},
    one,
};
use crate::{
    App,
    error::Error,
    form::Field,
    form::filled::Filled,
    page::{FormFaults, Layout, Way, refused, render},
    pages::{
        InEvent,
        catalogue::moment,
        desk::{
            parts::{Shown, done, must, number, way},
            people::People,
        },
    },
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use carnet_engine::{
    ActivityId, ActivityView, Error as EngineError, SignUpId,
    domain::{
        access::UseCase,
        activity::{ActivityState, Audience},
        sign_up::{SignUp, SignUpState},
    },
};

/// How many people a search shows.
const FOUND_MOST: usize = 20;

type Of = Path<(String, ActivityId)>;
type OfSignUp = Path<(String, ActivityId, SignUpId)>;

#[derive(Template)]
#[template(path = "desk/activities/show.html")]
struct ActivityPage {
    layout: Layout,
    faults: FormFaults,
    back: Way,
    href: String,
    version: i64,
    class: &'static str,
    state: String,
    facts: Vec<(String, String)>,
    edit: Option<String>,
    /// Into which states it can go: word and text.
    next: Vec<(&'static str, String)>,
    reason: Field,
    put_off: Vec<Field>,
    coming: Vec<Line>,
    waiting: Vec<Line>,
    /// Other activities, to which people are transferred.
    others: Vec<(String, String)>,
    may_sign_up: bool,
    who: String,
    found: Vec<(String, String)>,
}

struct Line {
    href: String,
    name: String,
    since: String,
}

pub(crate) async fn show(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Of,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Error> {
    activity_page(&app, &at, id, Shown::first(Filled::from_iter(pairs))).await
}

async fn activity_page(app: &App, at: &InEvent, id: ActivityId, shown: Shown) -> Result<Response, Error> {
    let (words, actor) = (at.visitor.words, &at.visitor.actor);
    let views = all(app, at).await?;
    let view = views.iter().find(|view| view.activity.id == id).ok_or(Error::NoPage)?;
    let setup = app.engine().show_event(actor, at.id).await?;
    let people = People::read(app, at).await?;
    let sign_ups = app.engine().list_sign_ups(actor, at.id, id).await?;
    let of_state = |state: SignUpState| {
        let own = sign_ups.iter().filter(move |sign_up| sign_up.state == state);
        own.map(|sign_up| line(at, &people, sign_up)).collect()
    };
    let who = shown.filled.get("who").trim().to_owned();
    let found = if who.is_empty() { Vec::new() } else { people.find(&who, FOUND_MOST) };
    let signed_up = |id| sign_ups.iter().any(|s| s.participant == id && s.state != SignUpState::Cancelled);
    let audience = view.activity.details.audience;
    let may_change = must(at, UseCase::ChangeActivityState).is_ok();
    let page = ActivityPage {
        layout: at.layout(view.activity.details.names.get(words.0).to_owned(), AREA),
        back: way(at, AREA, words.t("activities-title")),
        href: at.href(&format!("{AREA}/{id}")),
        version: view.activity.version,
        class: view.activity.state.as_str(),
        state: words.t(&format!("activity-state-{}", view.activity.state)),
        facts: facts(at, view, [when(at, view), place(at, &setup, view)]),
        edit: must(at, UseCase::ChangeActivity).is_ok().then(|| at.href(&format!("{AREA}/{id}/edit"))),
        next: if may_change { next_states(at, view.activity.state) } else { Vec::new() },
        reason: Field::lines(2, "reason", words.t("activities-reason"), shown.filled.get("reason"))
            .help(words.t("activities-reason-help"))
            .fault(&shown.faults, "reason"),
        put_off: if may_change { put_off(at, &shown, view.activity.state) } else { Vec::new() },
        coming: of_state(SignUpState::Confirmed),
        waiting: of_state(SignUpState::Waiting),
        others: views
            .iter()
            .filter(|other| other.activity.id != id && other.activity.details.audience != Audience::Everybody)
            .map(|other| {
                (other.activity.id.to_string(), other.activity.details.names.get(words.0).to_owned())
            })
            .collect(),
        may_sign_up: audience != Audience::Everybody && must(at, UseCase::SignUp).is_ok(),
        found: found
            .into_iter()
            .filter(|(id, _)| !signed_up(*id))
            .map(|(id, _)| (id.to_string(), people.name(at, id)))
            .collect(),
        who,
        faults: shown.faults,
    };
    refused(shown.status, render(&page))
}

fn line(at: &InEvent, people: &People, sign_up: &SignUp) -> Line {
    Line {
        href: at.href(&format!("{AREA}/{}/sign-ups/{}", sign_up.activity, sign_up.id)),
        name: people.name(at, sign_up.participant),
        since: moment(at, sign_up.created_at),
    }
}

fn facts(at: &InEvent, view: &ActivityView, [when, place]: [String; 2]) -> Vec<(String, String)> {
    let words = at.visitor.words;
    let details = &view.activity.details;
    let speakers: Vec<_> = details.speakers.iter().map(|speaker| speaker.name.as_str()).collect();
    let capacity = details.capacity.map_or_else(|| words.t("desk-person-no-limit"), |most| most.to_string());
    let mut facts = vec![
        (words.t("set-up-when"), when),
        (words.t("set-up-where"), place),
        (words.t("activities-kind"), words.t(&format!("activity-{}", details.kind))),
        (words.t("activities-audience"), words.t(&format!("activity-audience-{}", details.audience))),
        (words.t("activities-capacity"), capacity),
        (words.t("activities-when-full"), words.t(&format!("when-full-{}", details.when_full))),
        (words.t("activities-reference"), details.reference.clone().unwrap_or_default()),
        (words.t("activities-in-charge"), details.in_charge.clone().unwrap_or_default()),
        (words.t("activities-speakers"), speakers.join(", ")),
        (words.t("activities-reason"), view.activity.state_reason.clone().unwrap_or_default()),
    ];
    facts.retain(|(_, text)| !text.is_empty());
    facts
}

fn next_states(at: &InEvent, state: ActivityState) -> Vec<(&'static str, String)> {
    let reachable = ActivityState::ALL.iter().filter(|next| state.leads_to(**next));
    reachable.map(|next| (next.as_str(), at.visitor.words.t(&format!("activities-to-{next}")))).collect()
}

fn put_off(at: &InEvent, shown: &Shown, state: ActivityState) -> Vec<Field> {
    let can = state == ActivityState::Postponed || state.leads_to(ActivityState::Postponed);
    if !can {
        return Vec::new();
    }
    let fields = shown.fields(at.visitor.words);
    vec![
        fields.line("datetime-local", "activities-starts", "starts").required(),
        fields.line("datetime-local", "activities-ends", "ends").required(),
        fields.lines(2, "activities-reason", "why").required(),
    ]
}

/// Back to the activity: with what was done, or with what was refused and why.
async fn answer<T>(
    app: &App,
    at: &InEvent,
    id: ActivityId,
    (result, word, filled): (Result<T, EngineError>, &str, Filled),
) -> Result<Response, Error> {
    match result {
        Ok(_) => Ok(done(at, &format!("{AREA}/{id}"), word)),
        Err(error) => activity_page(app, at, id, Shown::refused(at.visitor.words, filled, error)?).await,
    }
}

pub(crate) async fn change_state(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Of,
    filled: Filled,
) -> Result<Response, Error> {
    let next = ActivityState::parse(filled.get("state")).map_err(|_| Error::NoPage)?;
    let seen = (at.id, id, number(&filled, "version")?);
    let reason = filled.some("reason");
    let result = app.engine().change_activity_state(&at.visitor.actor, seen, next, reason).await;
    answer(&app, &at, id, (result, "saved", filled)).await
}

pub(crate) async fn postpone(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Of,
    filled: Filled,
) -> Result<Response, Error> {
    let words = at.visitor.words;
    let mut faults = FormFaults::default();
    let times = ["starts", "ends"].map(|name| {
        let time = filled.moment(name, words, &mut faults);
        if filled.some(name).is_none() {
            faults.add(name, words.t("fault-required"));
        }
        time
    });
    let [Some(starts), Some(ends)] = times else {
        return activity_page(&app, &at, id, Shown::misread(filled, faults)).await;
    };
    let seen = (at.id, id, number(&filled, "version")?);
    let why = filled.get("why");
    let result = app.engine().postpone_activity(&at.visitor.actor, seen, (starts, ends), why).await;
    answer(&app, &at, id, (result, "saved", filled)).await
}

pub(crate) async fn sign_up(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Of,
    filled: Filled,
) -> Result<Response, Error> {
    let person = number(&filled, "participant")?;
    let result = app.engine().sign_up(&at.visitor.actor, at.id, id, person).await;
    let word = match &result {
        Ok(sign_up) if sign_up.state == SignUpState::Waiting => "waiting",
        _ => "signed-up",
    };
    answer(&app, &at, id, (result, word, filled)).await
}

pub(crate) async fn cancel(
    State(app): State<App>,
    at: InEvent,
    Path((_, id, sign_up)): OfSignUp,
) -> Result<Response, Error> {
    let result = app.engine().cancel_sign_up(&at.visitor.actor, at.id, sign_up).await;
    answer(&app, &at, id, (result, "removed", Filled::default())).await
}

pub(crate) async fn transfer(
    State(app): State<App>,
    at: InEvent,
    Path((_, id, sign_up)): OfSignUp,
    filled: Filled,
) -> Result<Response, Error> {
    let to = number(&filled, "to")?;
    // That there is such an activity is for the engine to say; whose page this is, for the address.
    one(&app, &at, id).await?;
    let result = app.engine().transfer_sign_up(&at.visitor.actor, at.id, sign_up, to).await;
    answer(&app, &at, id, (result, "transferred", filled)).await
}
