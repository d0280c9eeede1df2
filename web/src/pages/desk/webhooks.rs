//! Webhooks of an event: added, tried out, paused, withdrawn; and the log of what was told.

use crate::{
    App,
    error::Error,
    form::Field,
    format,
    page::{FormFaults, Layout, render},
    pages::InEvent,
    webhooks,
};
use askama::Template;
use axum::{
    Router,
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use axum_extra::extract::Form;
use carnet_engine::{
    DeliveryRecord, WebhookId,
    domain::webhook::{DeliveryState, Happening, NewWebhook, Webhook},
};
use serde::Deserialize;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/webhooks", get(list).post(add))
        .route("/webhooks/{webhook}", get(show))
        .route("/webhooks/{webhook}/test", post(test))
        .route("/webhooks/{webhook}/pause", post(pause))
        .route("/webhooks/{webhook}/resume", post(resume))
        .route("/webhooks/{webhook}/withdraw", post(withdraw))
}

#[derive(Template)]
#[template(path = "desk/webhooks.html")]
struct WebhooksPage {
    layout: Layout,
    faults: FormFaults,
    /// The secret of the one that was just added.
    secret: Option<String>,
    lines: Vec<Line>,
    fields: Vec<Field>,
    href: String,
}

struct Line {
    href: String,
    url: String,
    kinds: Vec<String>,
    gone: bool,
    /// Since when it rests, in words.
    paused: Option<String>,
}

fn line(at: &InEvent, webhook: &Webhook) -> Line {
    let since = |paused_at| {
        let when = format::moment(at.visitor.language(), at.zone, paused_at);
        at.visitor.words.with("webhooks-paused", "when", &when)
    };
    Line {
        href: at.href(&format!("/desk/webhooks/{}", webhook.id)),
        url: webhook.url.clone(),
        kinds: webhook.kinds.iter().map(|kind| at.visitor.words.t(&key(*kind))).collect(),
        gone: webhook.gone_at.is_some(),
        paused: webhook.paused_at.filter(|_| webhook.gone_at.is_none()).map(since),
    }
}

/// The key of the text of what is told.
fn key(kind: Happening) -> String {
    format!("happening-{}", kind.as_str().replace('.', "-"))
}

/// A webhook, as the form asks for one.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct WebhookForm {
    #[serde(default)]
    url: String,
    #[serde(default)]
    kinds: Vec<Happening>,
}

async fn list(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    page(&app, &at, FormFaults::default(), &WebhookForm::default(), None).await
}

async fn page(
    app: &App,
    at: &InEvent,
    faults: FormFaults,
    form: &WebhookForm,
    secret: Option<String>,
) -> Result<Response, Error> {
    let all = app.engine().list_webhooks(&at.visitor.actor, at.id).await?;
    let words = at.visitor.words;
    let kind = |kind: Happening| (kind.to_string(), words.t(&key(kind)), form.kinds.contains(&kind));
    let fields = vec![
        Field::line("url", "url", words.t("webhooks-url"), &form.url)
            .help(words.t("webhooks-url-help"))
            .required()
            .fault(&faults, "url"),
        Field::choices("kinds", words.t("webhooks-kinds"), Happening::choices().map(kind).collect())
            .fault(&faults, "kinds"),
    ];
    render(&WebhooksPage {
        layout: at.layout(words.t("webhooks-title"), "/desk/webhooks"),
        faults,
        secret,
        lines: all.iter().map(|webhook| line(at, webhook)).collect(),
        fields,
        href: at.href("/desk/webhooks"),
    })
}

async fn add(State(app): State<App>, at: InEvent, Form(form): Form<WebhookForm>) -> Result<Response, Error> {
    let new = NewWebhook { url: form.url.trim().to_owned(), kinds: form.kinds.iter().copied().collect() };
    match app.engine().add_webhook(&at.visitor.actor, at.id, &new).await {
        // Not led on to another page: the secret is shown here once.
        Ok((_, secret)) => {
            let secret = Some(webhooks::shown(&secret));
            let page = page(&app, &at, FormFaults::default(), &WebhookForm::default(), secret).await?;
            Ok(([(header::CACHE_CONTROL, "no-store")], page).into_response())
        }
        Err(error) => {
            let faults = FormFaults::of(at.visitor.words, error)?;
            let page = page(&app, &at, faults, &form, None).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

#[derive(Template)]
#[template(path = "desk/webhook.html")]
struct WebhookPage {
    layout: Layout,
    line: Line,
    log: Vec<Told>,
    back: String,
}

/// A delivery in the log.
struct Told {
    when: String,
    what: String,
    state: String,
    class: &'static str,
    /// What was answered, or why nothing was.
    answer: String,
}

fn told(at: &InEvent, record: &DeliveryRecord) -> Told {
    let words = at.visitor.words;
    let answer = match (record.last_status, &record.last_error) {
        (Some(status), _) => status.to_string(),
        (None, Some(error)) => error.clone(),
        (None, None) => String::new(),
    };
    Told {
        when: format::moment(at.visitor.language(), at.zone, record.created_at),
        what: words.t(&key(record.kind)),
        state: words.n(&format!("delivery-state-{}", record.state), record.n_attempts),
        class: match record.state {
            DeliveryState::Owed => "pending",
            DeliveryState::Delivered => "done",
            DeliveryState::GivenUp => "failed",
        },
        answer,
    }
}

async fn show(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Path<(String, WebhookId)>,
) -> Result<Response, Error> {
    let (webhook, log) = app.engine().show_webhook(&at.visitor.actor, at.id, id).await?;
    render(&WebhookPage {
        layout: at.layout(at.visitor.words.t("webhook-title"), "/desk/webhooks"),
        line: line(&at, &webhook),
        log: log.iter().map(|record| told(&at, record)).collect(),
        back: at.href("/desk/webhooks"),
    })
}

async fn test(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Path<(String, WebhookId)>,
) -> Result<Redirect, Error> {
    app.engine().test_webhook(&at.visitor.actor, at.id, id).await?;
    Ok(Redirect::to(&at.href(&format!("/desk/webhooks/{id}?done=webhook-tested"))))
}

async fn pause(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Path<(String, WebhookId)>,
) -> Result<Redirect, Error> {
    app.engine().pause_webhook(&at.visitor.actor, at.id, id).await?;
    Ok(Redirect::to(&at.href(&format!("/desk/webhooks/{id}?done=webhook-paused"))))
}

async fn resume(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Path<(String, WebhookId)>,
) -> Result<Redirect, Error> {
    app.engine().resume_webhook(&at.visitor.actor, at.id, id).await?;
    Ok(Redirect::to(&at.href(&format!("/desk/webhooks/{id}?done=webhook-resumed"))))
}

async fn withdraw(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Path<(String, WebhookId)>,
) -> Result<Redirect, Error> {
    app.engine().withdraw_webhook(&at.visitor.actor, at.id, id).await?;
    Ok(Redirect::to(&at.href("/desk/webhooks?done=webhook-withdrawn")))
}
