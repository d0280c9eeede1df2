//! A new event, for administrators of the installation: from a preset, of which everything can be changed afterwards.

use super::details::details_input;
use crate::{
    App,
    error::Error,
    form::filled::{Fields, Filled},
    page::{FormFaults, Layout, Way},
    pages::{
        desk::parts::{FormPage, Section, Shown},
        organisations,
    },
    visitor::Visitor,
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use carnet_engine::{
    OrganisationId,
    domain::{event::NewEvent, preset::Preset},
};

/// Those who can run an event; or why the visitor may not set one up.
async fn chambers(app: &App, visitor: &Visitor) -> Result<Vec<(String, String)>, Error> {
    organisations::for_administrators(visitor)?;
    let mut all = Vec::new();
    for kind in organisations::HOSTS {
        let page = app.engine().list_organisations(&visitor.actor, kind, None).await?;
        all.extend(page.into_iter().map(|one| (one.id.to_string(), one.name)));
    }
    Ok(all)
}

pub(crate) async fn show(State(app): State<App>, visitor: Visitor) -> Result<Response, Error> {
    let chambers = chambers(&app, &visitor).await?;
    if chambers.is_empty() {
        // Nobody could hold the event yet.
        return Ok(Redirect::to("/organisations").into_response());
    }
    let mut filled = Filled::default();
    filled.put("time_zone", "Europe/Paris");
    event_page(&visitor, chambers, Shown::first(filled))
}

fn event_page(visitor: &Visitor, chambers: Vec<(String, String)>, shown: Shown) -> Result<Response, Error> {
    let words = visitor.words;
    let fields: Fields<'_> = shown.fields(words);
    let days = (0..shown.filled.rows("days") + 3)
        .map(|i| fields.line("date", "set-up-day", &format!("days[{i}].day")));
    let page = FormPage {
        layout: Layout::new(visitor, words.t("set-up-new-event")),
        faults: FormFaults::default(),
        back: Way { href: "/".into(), text: words.t("error-home"), here: false },
        intro: vec![words.t("set-up-new-event-help")],
        on_behalf: None,
        action: String::new(),
        hidden: Vec::new(),
        sections: vec![
            Section::default()
                .row(vec![
                    fields.choice("set-up-organisation", "organisation", chambers),
                    fields.word("set-up-preset", "preset", ("preset", Preset::ALL)),
                ])
                .row(fields.texts("set-up-name", "names"))
                .row(vec![
                    fields.text("set-up-slug", "slug").help(words.t("set-up-slug-help")).required(),
                    fields
                        .text("set-up-time-zone", "time_zone")
                        .help(words.t("set-up-time-zone-help"))
                        .required(),
                ]),
            Section::new(words.t("set-up-days")).help(words.t("set-up-days-help")).row(days.collect()),
        ],
        submit: words.t("set-up-new-event"),
        look: None,
        previews: Vec::new(),
    };
    shown.render(page)
}

pub(crate) async fn save(
    State(app): State<App>,
    visitor: Visitor,
    mut filled: Filled,
) -> Result<Response, Error> {
    let words = visitor.words;
    let chambers = chambers(&app, &visitor).await?;
    let mut faults = FormFaults::default();
    let details = details_input(&mut filled, words, &mut faults);
    let organisation: Option<OrganisationId> = filled.get("organisation").parse().ok();
    if organisation.is_none() {
        faults.add("organisation", words.t("fault-required"));
    }
    let Some(organisation) = organisation.filter(|_| faults.is_empty()) else {
        return event_page(&visitor, chambers, Shown::misread(filled, faults));
    };
    let preset = Preset::parse(filled.get("preset")).unwrap_or(Preset::TwoSided);
    let slug = details.slug.trim().to_owned();
    match app.engine().create_event(&visitor.actor, &NewEvent { organisation, preset, details }).await {
        Ok(_) => Ok(Redirect::to(&format!("/events/{slug}/desk/set-up?done=desk-created")).into_response()),
        Err(error) => event_page(&visitor, chambers, Shown::refused(words, filled, error)?),
    }
}
