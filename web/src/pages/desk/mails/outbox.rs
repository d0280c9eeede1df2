//! The outbox of an event: to whom, how far, and why not.

use super::parts;
use crate::{
    App,
    error::Error,
    format,
    page::{Layout, Way, render},
    pages::InEvent,
    words::Words,
};
use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use carnet_engine::{
    NoticeId,
    domain::{
        access::UseCase,
        outbox::{Delivery, OutboxLine},
    },
};
use serde::Deserialize;

/// How many lines a page has.
const LINES: i64 = 50;
const HERE: &str = "/desk/mails/outbox";

/// Which lines.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Which {
    state: Option<Delivery>,
    after: Option<NoticeId>,
}

#[derive(Template)]
#[template(path = "desk/mails/outbox.html")]
struct OutboxPage {
    layout: Layout,
    parts: Vec<Way>,
    sends: bool,
    states: Vec<Way>,
    lines: Vec<Line>,
    older: Option<String>,
    newest: Option<String>,
}

struct Line {
    name: String,
    email: String,
    about: String,
    class: &'static str,
    state: String,
    when: String,
    failure: String,
    /// Where to have it sent again.
    retry: Option<String>,
}

pub(super) async fn list(
    State(app): State<App>,
    at: InEvent,
    Query(which): Query<Which>,
) -> Result<Response, Error> {
    let range = (which.after, which.state);
    let page = app.engine().list_notices(&at.visitor.actor, at.id, range, LINES).await?;
    let words = at.visitor.words;
    let href = at.href(HERE);
    let of_state = |state: Option<Delivery>| match state {
        Some(state) => format!("{href}?state={state}"),
        None => href.clone(),
    };
    let n_all: i64 = page.n_by_state.iter().map(|(_, n)| n).sum();
    let all = Way { href: of_state(None), text: words.n("outbox-all", n_all), here: which.state.is_none() };
    let state = |(state, n): &(Delivery, i64)| Way {
        href: of_state(Some(*state)),
        text: format!("{} ({n})", words.t(&format!("delivery-{state}"))),
        here: which.state == Some(*state),
    };
    let older = page.next.map(|next| {
        let first = of_state(which.state);
        format!("{first}{}after={next}", if which.state.is_some() { '&' } else { '?' })
    });
    let may_retry = at.presence.may(UseCase::RetryNotice).is_ok();
    render(&OutboxPage {
        layout: at.layout(words.t("outbox-title"), "/desk/mails"),
        parts: parts(&at, HERE),
        sends: app.sends_mails(),
        states: std::iter::once(all).chain(page.n_by_state.iter().map(state)).collect(),
        lines: page.lines.iter().map(|one| line(&at, one, may_retry)).collect(),
        older,
        newest: which.after.map(|_| of_state(which.state)),
    })
}

fn line(at: &InEvent, line: &OutboxLine, may_retry: bool) -> Line {
    let words = at.visitor.words;
    let moment = |at_moment| format::moment(at.visitor.language(), at.zone, at_moment);
    let (class, when) = match line.delivery {
        Delivery::Sent => ("done", line.sent_at.map(moment).unwrap_or_default()),
        Delivery::GivenUp => ("failed", String::new()),
        Delivery::Waiting => ("pending", words.with("outbox-due", "when", &moment(line.due_at))),
        Delivery::Retrying => ("pending", words.with("outbox-next", "when", &moment(line.attempt_at))),
    };
    let failed = matches!(line.delivery, Delivery::GivenUp | Delivery::Retrying);
    Line {
        name: line.name.clone(),
        email: if line.by_sms { words.t("outbox-by-sms") } else { line.email.clone() },
        about: words.t(&format!("mail-kind-{}", line.kind)),
        class,
        state: words.t(&format!("delivery-{}", line.delivery)),
        when,
        failure: line.failure.as_deref().map(|reason| in_words(words, reason)).unwrap_or_default(),
        retry: (failed && may_retry).then(|| at.href(&format!("{HERE}/{}/retry", line.id))),
    }
}

/// Why something failed: what we know by a word, and what a server said as it said it.
fn in_words(words: Words, reason: &str) -> String {
    let key = format!("mail-failure-{reason}");
    if words.has(&key) { words.t(&key) } else { reason.to_owned() }
}

/// Which notice.
#[derive(Debug, Deserialize)]
pub(super) struct OfNotice {
    notice: NoticeId,
}

pub(super) async fn retry(
    State(app): State<App>,
    at: InEvent,
    Path(of): Path<OfNotice>,
) -> Result<Response, Error> {
    app.engine().retry_notice(&at.visitor.actor, at.id, of.notice).await.map_err(Error::hidden)?;
    Ok(Redirect::to(&at.href(&format!("{HERE}?done=retried"))).into_response())
}
