//! Importing participants, offers and wants from a table: tried first, then carried out.

use crate::{
    App,
    error::Error,
    form::Field,
    form::filled::Filled,
    page::{FormFaults, Layout, Way, render},
    pages::{
        InEvent,
        desk::{
            parts::{done, must, way},
            trial::{Trial, carried, faults_of},
            upload::Upload,
        },
    },
};
use askama::Template;
use axum::{
    extract::{Multipart, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use carnet_engine::{
    Error as EngineError, Fault,
    domain::{access::UseCase, form::Block},
};

/// What a table has in its lines.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    Participants,
    Offerings,
}

impl Lines {
    const ALL: [Self; 2] = [Self::Participants, Self::Offerings];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Participants => "participants",
            Self::Offerings => "offerings",
        }
    }

    fn of(filled: &Filled) -> Self {
        if filled.get("lines") == "offerings" { Self::Offerings } else { Self::Participants }
    }

    /// The columns that every table needs, and those that it may have.
    const fn columns(self) -> (&'static [&'static str], &'static [&'static str]) {
        match self {
            Self::Participants => (
                &["company", "country", "category", "name", "email"],
                &["region", "organisation", "language", "id", "registration_id"],
            ),
            Self::Offerings => (&["company", "kind", "title"], &["registration_id", "text", "id"]),
        }
    }
}

#[derive(Template)]
#[template(path = "desk/participants/import.html")]
struct ImportPage {
    layout: Layout,
    faults: FormFaults,
    back: Way,
    fields: Vec<Field>,
    columns: Vec<Columns>,
    tried: Option<Trial>,
    /// Where a file is tried.
    here: String,
}

struct Columns {
    title: String,
    needed: String,
    optional: String,
    /// Those that the event's form adds, with what they ask.
    own: Vec<(String, String)>,
}

pub(crate) async fn show(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    import_page(&app, &at, Lines::Participants, (FormFaults::default(), None)).await
}

async fn import_page(
    app: &App,
    at: &InEvent,
    lines: Lines,
    (faults, tried): (FormFaults, Option<Trial>),
) -> Result<Response, Error> {
    must(at, UseCase::ImportParticipants)?;
    let words = at.visitor.words;
    let form = app.engine().show_registration_form(&at.visitor.actor, at.id).await?;
    let kinds = Lines::ALL.map(|one| (one.as_str().to_owned(), words.t(&format!("import-{}", one.as_str()))));
    let columns = |one: Lines| {
        let (needed, optional) = one.columns();
        let own =
            form.form.fields().iter().filter(|f| (f.block == Block::Offering) == (one == Lines::Offerings));
        let mut own: Vec<_> = own
            .map(|f| (format!("{}.{}", f.block, f.name), f.definition.labels.get(words.0).to_owned()))
            .collect();
        own.dedup_by(|a, b| a.0 == b.0);
        Columns {
            title: words.t(&format!("import-{}", one.as_str())),
            needed: needed.join(", "),
            optional: optional.join(", "),
            own,
        }
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = ImportPage {
        layout: at.layout(words.t("participants-import"), super::AREA),
        back: way(at, super::AREA, words.t("participants-title")),
        fields: vec![
            Field::choice("lines", words.t("import-what"), kinds.into(), lines.as_str()),
            Field::file("file", words.t("import-file"), ".csv,.txt,.xlsx")
                .help(words.t("import-file-help"))
                .required()
                .fault(&faults, "file"),
        ],
        columns: Lines::ALL.map(columns).into(),
        faults,
        tried,
        here: at.href(&format!("{}/import", super::AREA)),
    };
    Ok((status, render(&page)?).into_response())
}

/// Tries a table: what it would do, and what is wrong in which line.
pub(crate) async fn try_out(State(app): State<App>, at: InEvent, form: Multipart) -> Result<Response, Error> {
    must(&at, UseCase::ImportParticipants)?;
    let upload = Upload::read(form).await?;
    let lines = Lines::of(&upload.filled);
    match run(&app, &at, lines, (&upload.file, true)).await {
        Ok((counts, faults)) => {
            let words = at.visitor.words;
            let href = at.href(&format!("{}/import/done", super::AREA));
            let tried = Trial::of(words, (&upload.file, lines.as_str()), (counts, &faults), href);
            import_page(&app, &at, lines, (FormFaults::default(), Some(tried))).await
        }
        Err(error) => refused(&app, &at, lines, error).await,
    }
}

/// Carries out what was tried.
pub(crate) async fn carry_out(
    State(app): State<App>,
    at: InEvent,
    form: Multipart,
) -> Result<Response, Error> {
    must(&at, UseCase::ImportParticipants)?;
    let upload = Upload::read(form).await?;
    let lines = Lines::of(&upload.filled);
    let file = carried(upload)?;
    match run(&app, &at, lines, (&file, false)).await {
        Ok(_) => Ok(done(&at, super::AREA, "imported")),
        Err(error) => refused(&app, &at, lines, error).await,
    }
}

/// What a table does or would do, in words, and its faults.
async fn run(
    app: &App,
    at: &InEvent,
    lines: Lines,
    (file, on_trial): (&[u8], bool),
) -> Result<(Vec<String>, Vec<Fault>), EngineError> {
    let (engine, actor, words) = (app.engine(), &at.visitor.actor, at.visitor.words);
    let (counts, faults) = match lines {
        Lines::Participants => {
            let report = engine.import_participants(actor, at.id, file, on_trial).await?;
            let counts = vec![
                ("import-companies-added", report.n_registrations_added),
                ("import-companies-changed", report.n_registrations_changed),
                ("import-people-added", report.n_people_added),
                ("import-people-changed", report.n_people_changed),
                ("import-people-unchanged", report.n_people_unchanged),
            ];
            (counts, report.faults)
        }
        Lines::Offerings => {
            let report = engine.import_offerings(actor, at.id, file, on_trial).await?;
            let counts = vec![
                ("import-offerings-added", report.n_added),
                ("import-offerings-changed", report.n_changed),
                ("import-offerings-unchanged", report.n_unchanged),
            ];
            (counts, report.faults)
        }
    };
    let counts = counts.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| words.n(key, n as i64));
    Ok((counts.collect(), faults.as_slice().to_vec()))
}

/// A table that is none, or has other columns.
async fn refused(app: &App, at: &InEvent, lines: Lines, error: EngineError) -> Result<Response, Error> {
    let words = at.visitor.words;
    let faults = match error {
        EngineError::Invalid(found) => faults_of(words, found.as_slice()),
        error => FormFaults::of(words, error)?,
    };
    import_page(app, at, lines, (faults, None)).await
}
