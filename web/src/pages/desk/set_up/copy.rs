//! A copy of the event: everything that is set, at other dates, without people.

use super::{AREA, read, step_page};
use crate::{
    App,
    error::Error,
    form::filled::Filled,
    page::FormFaults,
    pages::{
        InEvent,
        desk::parts::{Section, Shown, done, must},
    },
};
use axum::{extract::State, response::Response};
use carnet_engine::domain::{access::UseCase, event::CopyOfEvent};

pub(crate) async fn show(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    must(&at, UseCase::CopyEvent)?;
    let setup = read(&app, &at).await?;
    let mut filled = Filled::default();
    filled.put_texts("names", Some(&setup.event.details.names));
    copy_page(&at, Shown::first(filled))
}

fn copy_page(at: &InEvent, shown: Shown) -> Result<Response, Error> {
    let words = at.visitor.words;
    let fields = shown.fields(words);
    let mut page = step_page(at, "copy", &shown.filled).section(
        Section::default().row(fields.texts("set-up-name", "names")).row(vec![
            fields.text("set-up-slug", "slug").help(words.t("set-up-slug-help")).required(),
            fields
                .line("date", "set-up-first-day", "first_day")
                .help(words.t("set-up-first-day-help"))
                .required(),
        ]),
    );
    page.submit = words.t("set-up-copy");
    shown.render(page)
}

pub(crate) async fn save(State(app): State<App>, at: InEvent, filled: Filled) -> Result<Response, Error> {
    must(&at, UseCase::CopyEvent)?;
    let words = at.visitor.words;
    let mut faults = FormFaults::default();
    let first_day = filled.read("first_day", words, &mut faults);
    let Some(first_day) = first_day else {
        if faults.is_empty() {
            faults.add("first_day", words.t("fault-required"));
        }
        return copy_page(&at, Shown::misread(filled, faults));
    };
    let slug = filled.get("slug").trim().to_owned();
    let copy = CopyOfEvent { slug: slug.clone(), names: filled.texts("names"), first_day };
    match app.engine().copy_event(&at.visitor.actor, at.id, &copy).await {
        Ok(_) => Ok(done(&InEvent { slug, ..at }, AREA, "copied")),
        Err(error) => copy_page(&at, Shown::refused(words, filled, error)?),
    }
}
