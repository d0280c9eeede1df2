//! Messages: with the organisers, and with other parties where that is allowed.

use super::space::Space;
use crate::{
    App,
    error::Error,
    page::{FormFaults, Layout, refused, render},
    pages::catalogue::moment,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::{Form, Query};
use carnet_engine::{
    ConversationId, Error as EngineError, ParticipantId,
    domain::{
        access::UseCase,
        message::{Conversation, Correspondent, Message},
    },
};
use serde::Deserialize;

const HERE: &str = "/messages";

#[derive(Template)]
#[template(path = "participant/messages.html")]
struct MessagesPage {
    layout: Layout,
    conversations: Vec<Line>,
    to_organisers: String,
    requests: String,
}

struct Line {
    href: String,
    with: String,
    last: String,
    unread: Option<String>,
}

pub(super) async fn list(State(app): State<App>, space: Space) -> Result<Response, Error> {
    let all = conversations(&app, &space).await?;
    let words = space.at.visitor.words;
    let line = |conversation: &Conversation| Line {
        href: space.at.href(&format!("{HERE}/{}", conversation.id)),
        with: with_whom(&space, conversation),
        last: moment(&space.at, conversation.last_at),
        unread: (conversation.n_unread > 0).then(|| words.n("messages-unread", conversation.n_unread)),
    };
    render(&MessagesPage {
        layout: space.layout(words.t("messages-title"), HERE),
        conversations: all.iter().map(line).collect(),
        to_organisers: space.at.href(&format!("{HERE}/new")),
        requests: space.at.href("/requests"),
    })
}

/// The visitor's conversations.
async fn conversations(app: &App, space: &Space) -> Result<Vec<Conversation>, Error> {
    let of = Some(space.me.id);
    Ok(app.engine().list_conversations(&space.at.visitor.actor, space.at.id, of).await?)
}

/// How many messages the visitor has not read.
pub(super) async fn n_unread(app: &App, space: &Space) -> Result<i64, Error> {
    if !space.at.may(UseCase::ReadMessages) {
        return Ok(0);
    }
    Ok(conversations(app, space).await?.iter().map(|conversation| conversation.n_unread).sum())
}

fn with_whom(space: &Space, conversation: &Conversation) -> String {
    match conversation.with(space.me.id) {
        Some(other) => format!("{}, {}", other.name, other.company),
        None => space.at.visitor.words.t("messages-organisers"),
    }
}

#[derive(Template)]
#[template(path = "participant/conversation.html")]
struct ConversationPage {
    layout: Layout,
    faults: FormFaults,
    back: String,
    messages: Vec<Said>,
    action: String,
    /// Whom the message goes to; nobody for the organisers.
    to: String,
    /// What was typed before.
    text: String,
}

struct Said {
    by: String,
    mine: bool,
    when: String,
    paragraphs: Vec<String>,
}

/// A conversation that is there; it counts as read from now on.
pub(super) async fn show(
    State(app): State<App>,
    space: Space,
    Path((_, id)): Path<(String, ConversationId)>,
) -> Result<Response, Error> {
    let all = conversations(&app, &space).await?;
    let conversation = all.iter().find(|conversation| conversation.id == id).ok_or(Error::NoPage)?;
    let messages = app.engine().open_conversation(&space.at.visitor.actor, id).await?;
    let to = conversation.with(space.me.id).map(|other| other.participant);
    let with = with_whom(&space, conversation);
    page(&space, with, (to, ""), &messages, FormFaults::default())
}

/// Whom to write to.
#[derive(Debug, Default, Deserialize)]
pub(super) struct To {
    to: Option<ParticipantId>,
}

/// A first message, or on with what there is.
pub(super) async fn new(
    State(app): State<App>,
    space: Space,
    Query(To { to }): Query<To>,
) -> Result<Response, Error> {
    let all = conversations(&app, &space).await?;
    let known = all.iter().find(|c| c.with(space.me.id).map(|other| other.participant) == to);
    if let Some(known) = known {
        return Ok(Redirect::to(&space.at.href(&format!("{HERE}/{}", known.id))).into_response());
    }
    let with = name(&app, &space, to).await?;
    page(&space, with, (to, ""), &[], FormFaults::default())
}

/// Whom a message goes to, where one may write to them.
async fn name(app: &App, space: &Space, to: Option<ParticipantId>) -> Result<String, Error> {
    let Some(to) = to else { return Ok(space.at.visitor.words.t("messages-organisers")) };
    let addressee = app.engine().show_addressee(&space.at.visitor.actor, space.me.id, to).await?;
    Ok(format!("{}, {}", addressee.name, addressee.company))
}

/// Whether the visitor may write to somebody.
pub(super) async fn may_write(app: &App, space: &Space, to: ParticipantId) -> Result<bool, Error> {
    match app.engine().show_addressee(&space.at.visitor.actor, space.me.id, to).await {
        Ok(_) => Ok(true),
        Err(EngineError::NotFound { .. } | EngineError::Refused(_)) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// A message.
#[derive(Debug, Deserialize)]
pub(super) struct MessageForm {
    #[serde(default)]
    to: String,
    #[serde(default)]
    text: String,
}

pub(super) async fn write(
    State(app): State<App>,
    space: Space,
    Form(form): Form<MessageForm>,
) -> Result<Response, Error> {
    let to = match form.to.as_str() {
        "" => None,
        id => Some(id.parse().map_err(|_| Error::NoPage)?),
    };
    let correspondent = to.map_or(Correspondent::Organisers, Correspondent::Participant);
    let (engine, actor) = (app.engine(), &space.at.visitor.actor);
    match engine.write_message(actor, space.me.id, correspondent, &form.text).await {
        Ok(_) => Ok(Redirect::to(&space.at.href(&format!("{HERE}?done=written"))).into_response()),
        Err(error) => {
            let faults = FormFaults::of(space.at.visitor.words, error)?;
            let status = faults.status();
            // Where one may not write, there is nobody to name.
            let with = match name(&app, &space, to).await {
                Ok(name) => name,
                Err(Error::Engine(EngineError::Refused(_))) => space.at.visitor.words.t("messages-title"),
                Err(error) => return Err(error),
            };
            refused(status, page(&space, with, (to, &form.text), &[], faults))
        }
    }
}

fn page(
    space: &Space,
    with: String,
    (to, text): (Option<ParticipantId>, &str),
    messages: &[Message],
    faults: FormFaults,
) -> Result<Response, Error> {
    let said = |message: &Message| {
        let mine = message.from == Some(space.me.id);
        Said {
            by: if mine { space.me.name.clone() } else { with.clone() },
            mine,
            when: moment(&space.at, message.sent_at),
            paragraphs: message.text.lines().map(str::to_owned).collect(),
        }
    };
    render(&ConversationPage {
        messages: messages.iter().map(said).collect(),
        layout: space.layout(with, HERE),
        faults,
        back: space.at.href(HERE),
        action: space.at.href(&format!("{HERE}/new")),
        to: to.map(|to| to.to_string()).unwrap_or_default(),
        text: text.to_owned(),
    })
}
