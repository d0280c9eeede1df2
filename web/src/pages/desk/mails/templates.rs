//! The texts of mails: which there are, and one of them with how it will look.

use super::parts;
use crate::{
    App,
    error::Error,
    form::Field,
    mail::{example, text},
    page::{FormFaults, Layout, Way, render},
    pages::InEvent,
    words::Words,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::Form;
use carnet_engine::domain::{
    account::Language, mail_template::MailTemplate, notice::NoticeKind, outbox::EventOfNotice,
};
use serde::Deserialize;

const HERE: &str = "/desk/mails/templates";

#[derive(Template)]
#[template(path = "desk/mails/templates.html")]
struct TemplatesPage {
    layout: Layout,
    parts: Vec<Way>,
    kinds: Vec<KindLine>,
}

struct KindLine {
    name: String,
    languages: Vec<LanguageLine>,
}

struct LanguageLine {
    href: String,
    name: String,
    own: bool,
}

pub(super) async fn list(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    let own = app.engine().list_mail_templates(&at.visitor.actor, at.id).await?;
    let words = at.visitor.words;
    let language = |kind: NoticeKind, language: Language| LanguageLine {
        href: at.href(&format!("{HERE}/{kind}/{language}")),
        name: Words(language).t("layout-language"),
        own: own.iter().any(|(of, _)| *of == (kind, language)),
    };
    let kinds = NoticeKind::ALL.iter().filter(|kind| kind.is_of_event()).map(|kind| KindLine {
        name: words.t(&format!("mail-kind-{kind}")),
        languages: Language::ALL.iter().map(|one| language(*kind, *one)).collect(),
    });
    render(&TemplatesPage {
        layout: at.layout(words.t("mail-templates-title"), "/desk/mails"),
        parts: parts(&at, HERE),
        kinds: kinds.collect(),
    })
}

/// Which text.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct Which {
    kind: NoticeKind,
    language: Language,
}

impl Which {
    fn key(self) -> (NoticeKind, Language) {
        (self.kind, self.language)
    }
}

#[derive(Template)]
#[template(path = "desk/mails/template.html")]
struct TemplatePage {
    layout: Layout,
    parts: Vec<Way>,
    list: String,
    href: String,
    faults: FormFaults,
    subject: Field,
    body: Field,
    /// What may be named, each with what it stands for.
    placeholders: Vec<(String, String)>,
    /// Whether the event has a text of its own.
    own: bool,
    language: &'static str,
    preview: Option<Preview>,
}

/// How it will look, with things that are made up.
struct Preview {
    subject: String,
    text: String,
}

pub(super) async fn edit(
    State(app): State<App>,
    at: InEvent,
    Path(which): Path<Which>,
) -> Result<Response, Error> {
    let own = find(&app, &at, which).await?;
    let shown = own.clone().unwrap_or_else(|| text::default_template(Words(which.language), which.kind));
    page(&app, &at, which, (&shown, own.is_some()), FormFaults::default())
}

/// The text that the event has of its own.
async fn find(app: &App, at: &InEvent, which: Which) -> Result<Option<MailTemplate>, Error> {
    let own = app.engine().list_mail_templates(&at.visitor.actor, at.id).await?;
    if !which.kind.is_of_event() {
        return Err(Error::NoPage);
    }
    Ok(own.into_iter().find(|(of, _)| *of == which.key()).map(|(_, template)| template))
}

fn page(
    app: &App,
    at: &InEvent,
    which: Which,
    (shown, own): (&MailTemplate, bool),
    faults: FormFaults,
) -> Result<Response, Error> {
    let words = at.visitor.words;
    let placeholder = |name: &str| (format!("{{{name}}}"), words.t(&format!("placeholder-{name}")));
    let subject = Field::text("subject", words.t("mail-template-subject"), &shown.subject);
    let body = Field::lines(16, "body", words.t("mail-template-body"), &shown.body);
    let kind = words.t(&format!("mail-kind-{}", which.kind));
    render(&TemplatePage {
        layout: at.layout(format!("{kind} ({})", Words(which.language).t("layout-language")), "/desk/mails"),
        parts: parts(at, HERE),
        list: at.href(HERE),
        href: at.href(&format!("{HERE}/{}/{}", which.kind, which.language)),
        subject: subject.required().limit("maxlength", 200).fault(&faults, "subject"),
        body: body.required().fault(&faults, "body").help(words.t("mail-template-help")),
        placeholders: which.kind.placeholders().iter().map(|one| placeholder(one.as_str())).collect(),
        own,
        language: which.language.as_str(),
        preview: if faults.is_empty() { Some(preview(app, at, which, shown)?) } else { None },
        faults,
    })
}

fn preview(app: &App, at: &InEvent, which: Which, shown: &MailTemplate) -> Result<Preview, Error> {
    let event = EventOfNotice { slug: at.slug.clone(), names: at.names.clone(), time_zone: at.zone };
    let (claimed, around) = example::of(which.kind, which.language, event, app.engine().now());
    let filled = text::filled(shown, &claimed, &around, app.public_url())?;
    Ok(Preview { subject: filled.subject, text: filled.text })
}

/// What was written, and whether to keep it or to look at it first.
#[derive(Debug, Deserialize)]
pub(super) struct TemplateForm {
    subject: String,
    body: String,
    #[serde(default)]
    look: Option<String>,
}

pub(super) async fn save(
    State(app): State<App>,
    at: InEvent,
    Path(which): Path<Which>,
    Form(form): Form<TemplateForm>,
) -> Result<Response, Error> {
    let own = find(&app, &at, which).await?.is_some();
    let written = MailTemplate { subject: form.subject, body: form.body.replace("\r\n", "\n") };
    let result = if form.look.is_some() {
        written.check(which.kind).map(|_| ())
    } else {
        app.engine().set_mail_template(&at.visitor.actor, at.id, which.key(), &written).await
    };
    match result {
        Ok(()) if form.look.is_some() => page(&app, &at, which, (&written, own), FormFaults::default()),
        Ok(()) => {
            let href = at.href(&format!("{HERE}/{}/{}?done=mail-template-saved", which.kind, which.language));
            Ok(Redirect::to(&href).into_response())
        }
        Err(error) => {
            let faults = FormFaults::of(at.visitor.words, error)?;
            let page = page(&app, &at, which, (&written, own), faults)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

pub(super) async fn reset(
    State(app): State<App>,
    at: InEvent,
    Path(which): Path<Which>,
) -> Result<Response, Error> {
    app.engine().reset_mail_template(&at.visitor.actor, at.id, which.key()).await.map_err(Error::hidden)?;
    let href = at.href(&format!("{HERE}/{}/{}?done=mail-template-reset", which.kind, which.language));
    Ok(Redirect::to(&href).into_response())
}
