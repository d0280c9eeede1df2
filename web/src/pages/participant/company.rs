//! What the company says, once for all its people.

use super::{
    dossier::{FormPage, Own, faults_of, given},
    space::Space,
};
use crate::{
    App, countries,
    error::Error,
    form::{Field, filled::Filled},
    page::{FormFaults, Layout, render},
};
use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use carnet_engine::domain::{
    form::{Answers, Block},
    registration::{CompanyInput, OfferingKind},
};

const HERE: &str = "/me/company";

#[derive(Template)]
#[template(path = "participant/company.html")]
struct CompanyPage {
    layout: Layout,
    company: String,
    country: String,
    edits: bool,
    edit: String,
    people: Vec<Line>,
    add_person: String,
    offers: Vec<Line>,
    wants: Vec<Line>,
    add_offer: String,
    add_want: String,
    registration: String,
    consents: String,
}

struct Line {
    text: String,
    /// What else is to be known of it.
    tags: Vec<String>,
    /// Where it is edited.
    href: String,
}

pub(super) async fn show(State(app): State<App>, space: Space) -> Result<Response, Error> {
    let own = Own::read(&app, &space).await?;
    let words = space.at.visitor.words;
    let href = |rest: &str| space.at.href(&format!("{HERE}{rest}"));
    let dossier = &own.dossier;
    let people = dossier.people.iter().map(|person| {
        let tags = [
            (person.id == space.me.id, "person-you"),
            (person.company_admin, "person-admin"),
            (!person.validated, "person-not-validated"),
        ];
        Line {
            text: person.name.clone(),
            tags: tags.iter().filter(|(is, _)| *is).map(|(_, key)| words.t(key)).collect(),
            href: href(&format!("/people/{}", person.id)),
        }
    });
    let of_kind = |kind| {
        let all = dossier.offerings.iter().filter(move |offering| offering.kind == kind);
        let line = |offering: &carnet_engine::domain::registration::Offering| Line {
            text: offering.title.clone(),
            tags: (!offering.validated).then(|| words.t("offering-not-validated")).into_iter().collect(),
            href: href(&format!("/offerings/{}", offering.id)),
        };
        all.map(line).collect()
    };
    render(&CompanyPage {
        layout: space.layout(words.t("space-nav-company"), HERE),
        company: dossier.registration.company_name.clone(),
        country: crate::pages::catalogue::country(&space.at, &dossier.registration.country),
        edits: own.edits_company(&space),
        edit: href("/edit"),
        people: people.collect(),
        add_person: href("/people/add"),
        offers: of_kind(OfferingKind::Offer),
        wants: of_kind(OfferingKind::Want),
        add_offer: href("/offerings/add?kind=offer"),
        add_want: href("/offerings/add?kind=want"),
        registration: space.at.href("/registration"),
        consents: space.at.href("/me/consents"),
    })
}

pub(super) async fn form(State(app): State<App>, space: Space) -> Result<Response, Error> {
    let own = Own::to_edit(&app, &space).await?;
    let registration = &own.dossier.registration;
    let company = CompanyInput {
        name: registration.company_name.clone(),
        country: registration.country.clone(),
        region: registration.region.clone(),
        answers: given(&registration.answers, &registration.terms),
    };
    page(&space, &own, &company, FormFaults::default())
}

pub(super) async fn edit(State(app): State<App>, space: Space, sent: Filled) -> Result<Response, Error> {
    let own = Own::to_edit(&app, &space).await?;
    let words = space.at.visitor.words;
    let registration = &own.dossier.registration;
    let answers: Answers = own.fields(words, (Block::Company, registration.category)).read(&sent);
    let company = CompanyInput {
        name: sent.get("name").to_owned(),
        country: sent.get("country").to_owned(),
        region: Some(sent.get("region").to_owned()),
        answers,
    };
    let seen = (registration.id, sent.get("version").parse().unwrap_or_default());
    match app.engine().edit_company(&space.at.visitor.actor, space.at.id, seen, &company).await {
        Ok(()) => Ok(Redirect::to(&space.at.href(&format!("{HERE}?done=saved"))).into_response()),
        Err(error) => page(&space, &own, &company, faults_of(words, error)?),
    }
}

fn page(space: &Space, own: &Own, company: &CompanyInput, faults: FormFaults) -> Result<Response, Error> {
    let words = space.at.visitor.words;
    let registration = &own.dossier.registration;
    let region = company.region.as_deref().unwrap_or_default();
    let mut fields = vec![
        Field::text("name", words.t("company-name"), &company.name)
            .required()
            .autocomplete("organization")
            .fault(&faults, "company.name"),
        Field::choice("country", words.t("company-country"), countries::choices(words), &company.country)
            .required()
            .autocomplete("country")
            .fault(&faults, "company.country"),
        Field::text("region", words.t("company-region"), region).fault(&faults, "company.region"),
    ];
    let asked = own.fields(words, (Block::Company, registration.category));
    fields.extend(asked.page(&company.answers, &faults, "company.answers"));
    FormPage {
        layout: space.layout(words.t("company-edit"), HERE),
        back: (space.at.href(HERE), words.t("space-nav-company")),
        intro: vec![words.t("company-intro")],
        fields,
        hidden: vec![("version", registration.version.to_string())],
        submit: words.t("edit-save"),
        faults,
        removal: None,
    }
    .response()
}
