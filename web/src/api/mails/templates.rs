//! Texts of mails that an event has of its own.

use super::NoticeKind;
use crate::{
    App,
    api::{Error, Ids, OfEvent, Sent, account::Language, words::words},
};
use axum::{Json, extract::State, http::StatusCode};
use carnet_engine::domain::{UnknownWord, account, mail_template, notice};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, str::FromStr};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_mail_templates))
        .routes(routes!(set_mail_template, reset_mail_template))
}

words! {
    /// What a text of a mail may name, in braces: `{event}`.
    Placeholder = mail_template::Placeholder,
}

impl FromStr for NoticeKind {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        notice::NoticeKind::parse(word).map(Self)
    }
}

impl FromStr for Language {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        account::Language::parse(word).map(Self)
    }
}

/// The text of a kind of notice in a language.
#[derive(Debug, Serialize, ToSchema)]
struct MailTemplate {
    /// The kind.
    kind: NoticeKind,
    /// The language.
    language: Language,
    /// What the text may name, in braces.
    placeholders: Vec<Placeholder>,
    /// The event's own text; nothing for the one that comes with Carnet.
    own: Option<MailText>,
}

/// A subject and a text that organisers wrote.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct MailText {
    /// The subject.
    subject: String,
    /// The text, in paragraphs.
    body: String,
}

impl From<mail_template::MailTemplate> for MailText {
    fn from(template: mail_template::MailTemplate) -> Self {
        let mail_template::MailTemplate { subject, body } = template;
        Self { subject, body }
    }
}

/// Lists every kind of notice of which an event may have a text of its own, in each language.
#[utoipa::path(
    get,
    path = "/mail-templates",
    tag = "mail-templates",
    params(("event" = String, Path)),
    responses((status = OK, body = Vec<MailTemplate>))
)]
async fn list_mail_templates(State(app): State<App>, at: OfEvent) -> Result<Json<Vec<MailTemplate>>, Error> {
    let own = app.engine().list_mail_templates(&at.actor, at.id).await?;
    let mut own: BTreeMap<_, _> = own.into_iter().collect();
    let kinds = notice::NoticeKind::ALL.iter().filter(|kind| kind.is_of_event());
    let of = kinds.flat_map(|kind| account::Language::ALL.iter().map(|language| (*kind, *language)));
    let template = |of: (notice::NoticeKind, account::Language)| MailTemplate {
        kind: of.0.into(),
        language: of.1.into(),
        placeholders: of.0.placeholders().iter().copied().map(Placeholder).collect(),
        own: own.remove(&of).map(MailText::from),
    };
    Ok(Json(of.map(template).collect()))
}

/// Gives an event a text of its own. Notices that wait are written by it too.
#[utoipa::path(
    put,
    path = "/mail-templates/{kind}/{language}",
    tag = "mail-templates",
    params(("event" = String, Path), ("kind" = NoticeKind, Path), ("language" = Language, Path)),
    request_body = MailText,
    responses((status = NO_CONTENT))
)]
async fn set_mail_template(
    State(app): State<App>,
    at: OfEvent,
    Ids(kind, language): Ids<NoticeKind, Language>,
    Sent(text): Sent<MailText>,
) -> Result<StatusCode, Error> {
    let template = mail_template::MailTemplate { subject: text.subject, body: text.body };
    app.engine().set_mail_template(&at.actor, at.id, (kind.0, language.0), &template).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Goes back to the text that comes with Carnet.
#[utoipa::path(
    delete,
    path = "/mail-templates/{kind}/{language}",
    tag = "mail-templates",
    params(("event" = String, Path), ("kind" = NoticeKind, Path), ("language" = Language, Path)),
    responses((status = NO_CONTENT))
)]
async fn reset_mail_template(
    State(app): State<App>,
    at: OfEvent,
    Ids(kind, language): Ids<NoticeKind, Language>,
) -> Result<StatusCode, Error> {
    app.engine().reset_mail_template(&at.actor, at.id, (kind.0, language.0)).await?;
    Ok(StatusCode::NO_CONTENT)
}
