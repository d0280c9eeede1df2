//! The chambers and partners of an installation, for its administrators: what an event needs before it can be set up.

use crate::{
    App, countries,
    error::Error,
    form::Field,
    page::{FormFaults, Layout, render},
    visitor::Visitor,
};
use askama::Template;
use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use axum_extra::extract::Form;
use carnet_engine::{
    Error as EngineError, Refusal,
    domain::organisation::{NewOrganisation, Organisation, OrganisationKind},
};
use serde::Deserialize;

/// Those that can run an event.
pub(crate) const HOSTS: [OrganisationKind; 2] = [OrganisationKind::Chamber, OrganisationKind::Partner];

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/organisations", get(show).post(add))
}

#[derive(Template)]
#[template(path = "organisations.html")]
struct OrganisationsPage {
    layout: Layout,
    faults: FormFaults,
    /// Each by name, what it is, and where.
    organisations: Vec<(String, String, String)>,
    fields: Vec<Field>,
}

/// A new organisation.
#[derive(Debug, Deserialize)]
#[serde(default)]
pub(crate) struct OrganisationForm {
    kind: String,
    name: String,
    country: String,
    region: String,
}

impl Default for OrganisationForm {
    fn default() -> Self {
        let kind = OrganisationKind::Chamber.as_str().to_owned();
        Self { kind, name: String::new(), country: "FR".to_owned(), region: String::new() }
    }
}

/// What is for administrators of the installation alone: what to say to others.
pub(crate) fn for_administrators(visitor: &Visitor) -> Result<(), Error> {
    let refusal = match &visitor.account {
        None => Refusal::SignInNeeded,
        Some(account) if !account.administrator => Refusal::NotAllowed,
        Some(_) => return Ok(()),
    };
    Err(EngineError::Refused(refusal).into())
}

async fn show(State(app): State<App>, visitor: Visitor) -> Result<Response, Error> {
    organisations_page(&app, &visitor, &OrganisationForm::default(), FormFaults::default()).await
}

async fn organisations_page(
    app: &App,
    visitor: &Visitor,
    form: &OrganisationForm,
    faults: FormFaults,
) -> Result<Response, Error> {
    for_administrators(visitor)?;
    let words = visitor.words;
    let mut organisations = Vec::new();
    for kind in HOSTS {
        let found = app.engine().list_organisations(&visitor.actor, kind, None).await?;
        let line = |one: Organisation| {
            let place = match one.region {
                Some(region) => format!("{region}, {}", countries::name(words, &one.country)),
                None => countries::name(words, &one.country),
            };
            (one.name, words.t(&format!("organisation-{kind}")), place)
        };
        organisations.extend(found.into_iter().map(line));
    }
    let kinds = HOSTS.map(|kind| (kind.to_string(), words.t(&format!("organisation-{kind}"))));
    let fields = vec![
        Field::text("name", words.t("organisation-name"), &form.name).required().fault(&faults, "name"),
        Field::choice("kind", words.t("organisation-kind"), kinds.to_vec(), &form.kind)
            .fault(&faults, "kind"),
        Field::choice("country", words.t("organisation-country"), countries::choices(words), &form.country)
            .fault(&faults, "country"),
        Field::text("region", words.t("organisation-region"), &form.region).fault(&faults, "region"),
    ];
    render(&OrganisationsPage {
        layout: Layout::new(visitor, words.t("organisations-title")),
        faults,
        organisations,
        fields,
    })
}

async fn add(
    State(app): State<App>,
    visitor: Visitor,
    Form(form): Form<OrganisationForm>,
) -> Result<Response, Error> {
    let region = Some(form.region.trim().to_owned()).filter(|region| !region.is_empty());
    let kind = OrganisationKind::parse(&form.kind).unwrap_or(OrganisationKind::Chamber);
    let new = NewOrganisation { kind, name: form.name.clone(), country: form.country.clone(), region };
    match app.engine().create_organisation(&visitor.actor, &new).await {
        Ok(_) => Ok(Redirect::to("/organisations?done=organisation-added").into_response()),
        Err(error @ EngineError::Invalid(_)) => {
            let faults = FormFaults::of(visitor.words, error)?;
            let page = organisations_page(&app, &visitor, &form, faults).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
