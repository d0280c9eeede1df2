//! Conversations of participants with the organisers.

use super::{
    parts::{FormPage, Section, Shown, done, must, number, way},
    people::People,
};
use crate::{
    App,
    error::Error,
    form::Field,
    form::filled::Filled,
    page::{FormFaults, Layout, Way, refused, render},
    pages::{InEvent, catalogue::moment},
};
use askama::Template;
use axum::{
    Router,
    extract::{Path, Query, State},
    response::Response,
    routing::get,
};
use carnet_engine::{
    ConversationId,
    domain::{
        access::UseCase,
        message::{Conversation, Message},
    },
};

/// Where the area stands in the event.
pub(super) const AREA: &str = "/desk/messages";
/// How many people a search shows.
const FOUND_MOST: usize = 30;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/messages", get(list))
        .route("/messages/new", get(new).post(write))
        .route("/messages/{conversation}", get(show).post(answer))
}

#[derive(Template)]
#[template(path = "desk/messages/list.html")]
struct ListPage {
    layout: Layout,
    new: Option<String>,
    lines: Vec<(String, String, String)>,
}

async fn list(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    must(&at, UseCase::ReadMessages)?;
    let people = People::read(&app, &at).await?;
    let all = app.engine().list_conversations(&at.visitor.actor, at.id, None).await?;
    let line = |conversation: &Conversation| {
        let href = at.href(&format!("{AREA}/{}", conversation.id));
        (href, people.name(&at, conversation.one), moment(&at, conversation.last_at))
    };
    render(&ListPage {
        layout: at.layout(at.visitor.words.t("desk-messages-title"), AREA),
        new: must(&at, UseCase::AnswerMessage).is_ok().then(|| at.href(&format!("{AREA}/new"))),
        lines: all.iter().map(line).collect(),
    })
}

#[derive(Template)]
#[template(path = "desk/messages/show.html")]
struct ConversationPage {
    layout: Layout,
    faults: FormFaults,
    back: Way,
    messages: Vec<Line>,
    answer: Option<Field>,
}

struct Line {
    who: String,
    when: String,
    text: String,
    ours: bool,
}

async fn find(app: &App, at: &InEvent, id: ConversationId) -> Result<Conversation, Error> {
    must(at, UseCase::ReadMessages)?;
    let all = app.engine().list_conversations(&at.visitor.actor, at.id, None).await?;
    all.into_iter().find(|conversation| conversation.id == id).ok_or(Error::NoPage)
}

async fn show(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Path<(String, ConversationId)>,
) -> Result<Response, Error> {
    conversation_page(&app, &at, id, Shown::first(Filled::default())).await
}

async fn conversation_page(
    app: &App,
    at: &InEvent,
    id: ConversationId,
    shown: Shown,
) -> Result<Response, Error> {
    let words = at.visitor.words;
    let conversation = find(app, at, id).await?;
    let people = People::read(app, at).await?;
    let messages = app.engine().read_conversation(&at.visitor.actor, id).await?;
    let line = |message: &Message| Line {
        who: message.from.map_or_else(|| words.t("desk-messages-organisers"), |from| people.name(at, from)),
        when: moment(at, message.sent_at),
        text: message.text.clone(),
        ours: message.from.is_none(),
    };
    let answer = shown.fields(words).lines(4, "desk-messages-answer", "text").required();
    let page = ConversationPage {
        layout: at.layout(people.name(at, conversation.one), AREA),
        back: way(at, AREA, words.t("desk-messages-title")),
        messages: messages.iter().map(line).collect(),
        answer: must(at, UseCase::AnswerMessage).is_ok().then_some(answer),
        faults: shown.faults.clone(),
    };
    refused(shown.status, render(&page))
}

async fn answer(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Path<(String, ConversationId)>,
    filled: Filled,
) -> Result<Response, Error> {
    let conversation = find(&app, &at, id).await?;
    match app.engine().answer_message(&at.visitor.actor, conversation.one, filled.get("text")).await {
        Ok(_) => Ok(done(&at, &format!("{AREA}/{id}"), "message-sent")),
        Err(error) => {
            conversation_page(&app, &at, id, Shown::refused(at.visitor.words, filled, error)?).await
        }
    }
}

// A message to somebody who has not written

async fn new(
    State(app): State<App>,
    at: InEvent,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, Error> {
    new_page(&app, &at, Shown::first(Filled::from_iter(pairs))).await
}

#[derive(Template)]
#[template(path = "desk/messages/new.html")]
struct NewPage {
    form: FormPage,
    layout: Layout,
    href: String,
    who: String,
}

async fn new_page(app: &App, at: &InEvent, shown: Shown) -> Result<Response, Error> {
    must(at, UseCase::AnswerMessage)?;
    let words = at.visitor.words;
    let people = People::read(app, at).await?;
    let who = shown.filled.get("who").trim().to_owned();
    let found = if who.is_empty() { Vec::new() } else { people.find(&who, FOUND_MOST) };
    let found: Vec<_> = found.iter().map(|(id, _)| (id.to_string(), people.name(at, *id))).collect();
    let fields = shown.fields(words);
    let back = (AREA, way(at, AREA, words.t("desk-messages-title")));
    let mut form = FormPage::new(at, words.t("desk-messages-new"), back, words.t("desk-messages-send"));
    if !found.is_empty() {
        form = form.hidden("who", &who).section(Section::plain(vec![
            fields.choice("desk-messages-to", "to", found),
            fields.lines(5, "desk-messages-text", "text").required(),
        ]));
    }
    form.faults = shown.faults.clone();
    let href = at.href(&format!("{AREA}/new"));
    let page = NewPage { layout: form.layout.clone(), form, href, who };
    refused(shown.status, render(&page))
}

async fn write(State(app): State<App>, at: InEvent, filled: Filled) -> Result<Response, Error> {
    let to = number(&filled, "to")?;
    match app.engine().answer_message(&at.visitor.actor, to, filled.get("text")).await {
        Ok(_) => Ok(done(&at, AREA, "message-sent")),
        Err(error) => new_page(&app, &at, Shown::refused(at.visitor.words, filled, error)?).await,
    }
}
