//! Signing up for activities, on the programme.

use super::space::Space;
use crate::{
    App,
    error::Error,
    format,
    page::FormFaults,
    pages::{InEvent, event},
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use carnet_engine::{
    ActivityId, ActivityView,
    domain::{
        access::UseCase,
        activity::{ActivityState, Audience, WhenFull},
        agenda::{AgendaEntry, What},
        sign_up::{SignUp, SignUpState},
    },
};
use chrono::{DateTime, Utc};

/// What the visitor has signed up for, and what else there is at that time.
pub(crate) struct Own {
    sign_ups: Vec<SignUp>,
    entries: Vec<AgendaEntry>,
    now: DateTime<Utc>,
}

/// The visitor's part in an activity.
pub(crate) struct Part {
    /// How it stands, as class and text.
    pub(crate) state: Option<(&'static str, String)>,
    /// What stands against it.
    pub(crate) note: Option<String>,
    /// What can be done: where, and how it is called.
    pub(crate) way: Option<(String, String)>,
}

impl Own {
    /// Nothing for those who do not take part.
    pub(crate) async fn read(app: &App, at: &InEvent) -> Result<Option<Self>, Error> {
        let Some(me) = at.person().filter(|_| at.may(UseCase::ListSignUpsOf)) else { return Ok(None) };
        let (engine, actor) = (app.engine(), &at.visitor.actor);
        Ok(Some(Self {
            sign_ups: engine.list_sign_ups_of(actor, at.id, me.id).await?,
            entries: engine.show_agenda(actor, me.id).await?.entries,
            now: engine.now(),
        }))
    }

    /// The part in an activity of the programme.
    pub(crate) fn part(&self, at: &InEvent, view: &ActivityView) -> Part {
        let (words, activity) = (at.visitor.words, &view.activity);
        let mut part = Part { state: None, note: None, way: None };
        if activity.details.audience == Audience::Everybody {
            part.note = Some(words.t("activity-for-everybody"));
            return part;
        }
        let own =
            self.sign_ups.iter().find(|s| s.activity == activity.id && s.state != SignUpState::Cancelled);
        let way = |verb: &str| {
            let href = at.href(&format!("/activities/{}/{verb}", activity.id));
            (href, words.t(&format!("activity-{verb}")))
        };
        if let Some(own) = own {
            let class = if own.state == SignUpState::Confirmed { "confirmed" } else { "pending" };
            part.state = Some((class, words.t(&format!("sign-up-state-{}", own.state))));
            part.way = Some(way("sign-out"));
            return part;
        }
        if activity.state != ActivityState::Open || activity.details.times.starts_at <= self.now {
            return part;
        }
        if activity.details.audience == Audience::Invited {
            part.note = Some(words.t("activity-for-invited"));
            return part;
        }
        if let Some(other) = self.clash(at, view) {
            part.note = Some(words.with("activity-clash", "what", &other));
            return part;
        }
        let is_full = activity.details.capacity.is_some_and(|most| view.n_confirmed + view.n_waiting >= most);
        match (is_full, activity.details.when_full) {
            (true, WhenFull::Close) => part.note = Some(words.t("refusal-activity-full")),
            (true, WhenFull::Wait) => {
                part.note = Some(words.n("activity-full-wait", view.n_waiting));
                part.way = Some(way("wait"));
            }
            (false, _) => part.way = Some(way("sign-up")),
        }
        part
    }

    /// What the visitor has at the time of an activity already.
    fn clash(&self, at: &InEvent, view: &ActivityView) -> Option<String> {
        let times = view.activity.details.times;
        let clashes = |entry: &&AgendaEntry| {
            let waits = matches!(entry.what, What::Activity { confirmed: false, .. });
            !waits && entry.starts_at < times.ends_at && times.starts_at < entry.ends_at
        };
        let entry = self.entries.iter().find(clashes)?;
        let line = super::agenda::line(at, entry);
        Some(format!("{}, {}", format::time(at.zone, entry.starts_at), line.what))
    }
}

pub(super) async fn sign_up(
    State(app): State<App>,
    space: Space,
    Path((_, activity)): Path<(String, ActivityId)>,
) -> Result<Response, Error> {
    let at = &space.at;
    match app.engine().sign_up(&at.visitor.actor, at.id, activity, space.me.id).await {
        Ok(sign_up) if sign_up.state == SignUpState::Waiting => Ok(back(at, "sign-up-waiting")),
        Ok(_) => Ok(back(at, "signed-up")),
        Err(error) => {
            let faults = FormFaults::of(at.visitor.words, error)?;
            let page = event::programme_page(&app, at, faults).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

pub(super) async fn sign_out(
    State(app): State<App>,
    space: Space,
    Path((_, activity)): Path<(String, ActivityId)>,
) -> Result<Response, Error> {
    let (engine, actor, event) = (app.engine(), &space.at.visitor.actor, space.at.id);
    let all = engine.list_sign_ups_of(actor, event, space.me.id).await?;
    let own = all.iter().find(|s| s.activity == activity && s.state != SignUpState::Cancelled);
    engine.cancel_sign_up(actor, event, own.ok_or(Error::NoPage)?.id).await?;
    Ok(back(&space.at, "signed-out-of"))
}

fn back(at: &InEvent, done: &str) -> Response {
    Redirect::to(&at.href(&format!("/programme?done={done}"))).into_response()
}
