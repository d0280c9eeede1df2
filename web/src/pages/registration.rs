//! The own registration: where it stands, its files, giving it up.

use super::InEvent;
use crate::{
    App,
    error::Error,
    files,
    form::Field,
    page::{FormFaults, Layout, refused, render},
};
use askama::Template;
use axum::{
    Router,
    extract::{DefaultBodyLimit, Multipart, Path, State},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use axum_extra::extract::Form;
use carnet_engine::{
    AttachmentId, Error as EngineError, Kind, OwnRegistration, RegistrationId,
    domain::registration::{OfferingKind, RegistrationState},
};
use serde::Deserialize;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/registration", get(list))
        .route("/registration/files/{file}", get(read_file))
        .route("/registration/files/{file}/remove", post(remove_file))
        // As large as any file may be; what an event allows, the engine knows.
        .route("/registration/{registration}/files", post(add_file).layer(DefaultBodyLimit::disable()))
        .route("/registration/{registration}/withdraw", get(withdraw_form).post(withdraw))
}

#[derive(Template)]
#[template(path = "registration/list.html")]
struct ListPage {
    layout: Layout,
    faults: FormFaults,
    lines: Vec<Line>,
    /// Where to go on with what is not handed in.
    to_draft: Option<String>,
    /// Where to register, where that may be.
    register: Option<String>,
    /// Whether one was just handed in.
    fresh: bool,
}

struct Line {
    id: RegistrationId,
    href: String,
    company: String,
    state: RegistrationState,
    state_text: String,
    meaning: String,
    reason: Option<String>,
    alive: bool,
    flags: Vec<String>,
    people: Vec<PartLine>,
    offerings: Vec<PartLine>,
    files: Vec<FileLine>,
    may_edit: bool,
    /// Where one leaves alone, whom somebody else registered.
    leave: Option<String>,
    file: Field,
}

struct PartLine {
    text: String,
    validated: bool,
}

struct FileLine {
    href: String,
    name: String,
    size: String,
}

async fn list(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    list_page(&app, &at, FormFaults::default()).await
}

async fn list_page(app: &App, at: &InEvent, faults: FormFaults) -> Result<Response, Error> {
    let actor = &at.visitor.actor;
    let own = app.engine().list_own_registrations(actor, at.id).await?;
    let open = at.pages.as_ref().is_some_and(|pages| pages.takes_registrations);
    let draft = if open { app.engine().show_draft(actor, at.id).await? } else { None };
    let title = at.visitor.words.t("registration-title");
    render(&ListPage {
        layout: at.layout(title, "/registration"),
        lines: own.iter().map(|own| line(at, own, &faults)).collect(),
        to_draft: draft.map(|_| at.href("/register?step=company")),
        register: open.then(|| at.href("/register")),
        fresh: at.visitor.path.ends_with("done=registered"),
        faults,
    })
}

fn line(at: &InEvent, own: &OwnRegistration, faults: &FormFaults) -> Line {
    let words = at.visitor.words;
    let registration = &own.dossier.registration;
    let state = registration.state;
    let alive = matches!(state, RegistrationState::Submitted | RegistrationState::Validated);
    let flags = registration.flags;
    let flag = |on: bool, key: &str| on.then(|| words.t(key));
    let offering = |offering: &carnet_engine::domain::registration::Offering| {
        let key = match offering.kind {
            OfferingKind::Offer => "registration-offer",
            OfferingKind::Want => "registration-want",
        };
        let text = words.with(key, "title", &offering.title);
        PartLine { text, validated: offering.validated }
    };
    let file = |file: &carnet_engine::Attachment| FileLine {
        href: at.href(&format!("/registration/files/{}", file.id)),
        name: file.name.clone(),
        size: files::size(words, file.size),
    };
    let field = Field::file("file", words.t("registration-file"), files::ACCEPTED);
    Line {
        id: registration.id,
        href: at.href(&format!("/registration/{}", registration.id)),
        company: registration.company_name.clone(),
        state,
        state_text: words.t(&format!("registration-state-{state}")),
        meaning: words.t(&format!("registration-meaning-{state}")),
        reason: registration.state_reason.clone(),
        alive,
        flags: [
            flag(flags.listed, "registration-listed"),
            flag(flags.may_book, "registration-may-book"),
            flag(flags.paid, "registration-paid"),
        ]
        .into_iter()
        .flatten()
        .collect(),
        people: own
            .dossier
            .people
            .iter()
            .map(|person| PartLine { text: person.name.clone(), validated: person.validated })
            .collect(),
        offerings: own.dossier.offerings.iter().map(offering).collect(),
        files: own.files.iter().map(file).collect(),
        may_edit: own.may_edit,
        leave: (at.person().is_some_and(|me| me.registration == registration.id))
            .then(|| at.href("/me/leave")),
        file: field.required().help(words.t("registration-file-help")).fault(faults, "content"),
    }
}

async fn read_file(
    State(app): State<App>,
    at: InEvent,
    Path((_, file)): Path<(String, AttachmentId)>,
) -> Result<Response, Error> {
    let (file, content) =
        app.engine().read_attachment(&at.visitor.actor, at.id, file).await.map_err(Error::hidden)?;
    Ok(files::response(&file.name, &file.media_type, content))
}

async fn add_file(
    State(app): State<App>,
    at: InEvent,
    Path((_, registration)): Path<(String, RegistrationId)>,
    form: Multipart,
) -> Result<Response, Error> {
    // Before anything of the file is read: it is held in memory.
    let own = app.engine().list_own_registrations(&at.visitor.actor, at.id).await?;
    if !own.iter().any(|own| own.dossier.registration.id == registration) {
        return Err(EngineError::not_found(Kind::Registration).into());
    }
    let added = match files::read(form).await? {
        Some(file) => {
            let of = (registration, None);
            app.engine().attach_file(&at.visitor.actor, at.id, of, &file).await.map(|_| ())
        }
        None => Err(files::missing()),
    };
    match added {
        Ok(()) => Ok(Redirect::to(&at.href("/registration?done=file-added")).into_response()),
        Err(error) => faulty(&app, &at, error).await,
    }
}

/// The registrations once more, with what went wrong.
async fn faulty(app: &App, at: &InEvent, error: EngineError) -> Result<Response, Error> {
    let faults = FormFaults::of(at.visitor.words, error)?;
    refused(faults.status(), list_page(app, at, faults).await)
}

async fn remove_file(
    State(app): State<App>,
    at: InEvent,
    Path((_, file)): Path<(String, AttachmentId)>,
) -> Result<Response, Error> {
    let own = app.engine().list_own_registrations(&at.visitor.actor, at.id).await?;
    let of = own.iter().find(|own| own.files.iter().any(|found| found.id == file));
    let registration = of.ok_or(EngineError::not_found(Kind::Attachment))?.dossier.registration.id;
    app.engine().remove_attachment(&at.visitor.actor, at.id, (registration, file)).await?;
    Ok(Redirect::to(&at.href("/registration?done=file-removed")).into_response())
}

#[derive(Template)]
#[template(path = "registration/withdraw.html")]
struct WithdrawPage {
    layout: Layout,
    faults: FormFaults,
    company: String,
    reason: Field,
    href: String,
    back: String,
}

async fn withdraw_form(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Path<(String, RegistrationId)>,
) -> Result<Response, Error> {
    withdraw_page(&app, &at, id, (FormFaults::default(), "")).await
}

async fn withdraw_page(
    app: &App,
    at: &InEvent,
    id: RegistrationId,
    (faults, reason): (FormFaults, &str),
) -> Result<Response, Error> {
    let words = at.visitor.words;
    let own = app.engine().list_own_registrations(&at.visitor.actor, at.id).await?;
    let own = own.into_iter().find(|own| own.may_edit && own.dossier.registration.id == id);
    let registration = own.ok_or(EngineError::not_found(Kind::Registration))?.dossier.registration;
    let reason = Field::lines(3, "reason", words.t("registration-reason"), reason);
    render(&WithdrawPage {
        layout: at.layout(words.t("registration-withdraw"), "/registration"),
        company: registration.company_name,
        reason: reason.required().limit("maxlength", 1000).fault(&faults, "reason"),
        href: at.href(&format!("/registration/{id}/withdraw")),
        back: at.href("/registration"),
        faults,
    })
}

#[derive(Debug, Deserialize)]
struct WithdrawForm {
    reason: String,
}

async fn withdraw(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Path<(String, RegistrationId)>,
    Form(form): Form<WithdrawForm>,
) -> Result<Response, Error> {
    match app.engine().cancel_registration(&at.visitor.actor, at.id, id, &form.reason).await {
        Ok(()) => Ok(Redirect::to(&at.href("/registration?done=registration-withdrawn")).into_response()),
        Err(error @ EngineError::NotFound { .. }) => Err(error.into()),
        Err(error) => {
            let faults = FormFaults::of(at.visitor.words, error)?;
            refused(faults.status(), withdraw_page(&app, &at, id, (faults, &form.reason)).await)
        }
    }
}
