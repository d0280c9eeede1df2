//! The people of a company, for those who may edit what is the company's.

use super::{
    dossier::{FormPage, Own, faults_of, given},
    space::Space,
};
use crate::{
    App,
    error::Error,
    form::{Field, filled::Filled},
    page::FormFaults,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use carnet_engine::{
    ParticipantId, PersonChange,
    domain::{
        form::{Answers, Block},
        registration::{Participant, PersonInput},
    },
};

const HERE: &str = "/me/company";

/// Somebody who is added.
pub(super) async fn add_form(State(app): State<App>, space: Space) -> Result<Response, Error> {
    let own = Own::to_edit(&app, &space).await?;
    page(&space, &own, None, &blank(&space), FormFaults::default())
}

pub(super) async fn add(State(app): State<App>, space: Space, sent: Filled) -> Result<Response, Error> {
    let own = Own::to_edit(&app, &space).await?;
    let input = read(&space, &own, None, &sent);
    let registration = own.dossier.registration.id;
    match app.engine().add_person(&space.at.visitor.actor, space.at.id, registration, &input).await {
        Ok(_) => Ok(back(&space, "person-added")),
        Err(error) => page(&space, &own, None, &input, faults_of(space.at.visitor.words, error)?),
    }
}

/// Somebody who is edited.
pub(super) async fn show(
    State(app): State<App>,
    space: Space,
    Path((_, id)): Path<(String, ParticipantId)>,
) -> Result<Response, Error> {
    let own = Own::to_edit(&app, &space).await?;
    let person = own.person(id)?;
    let input = PersonInput {
        name: person.name.clone(),
        email: person.email.clone().unwrap_or_default(),
        company_admin: person.company_admin,
        answers: given(&person.answers, &person.terms),
        ..blank(&space)
    };
    page(&space, &own, Some(person), &input, FormFaults::default())
}

pub(super) async fn edit(
    State(app): State<App>,
    space: Space,
    Path((_, id)): Path<(String, ParticipantId)>,
    sent: Filled,
) -> Result<Response, Error> {
    let own = Own::to_edit(&app, &space).await?;
    let person = own.person(id)?;
    let input = read(&space, &own, Some(person), &sent);
    let version = sent.get("version").parse().unwrap_or_default();
    let change = PersonChange { version, person: input.clone() };
    match app.engine().edit_person(&space.at.visitor.actor, space.at.id, id, &change).await {
        Ok(()) => Ok(back(&space, "saved")),
        Err(error) => page(&space, &own, Some(person), &input, faults_of(space.at.visitor.words, error)?),
    }
}

/// What falls away when somebody is removed.
pub(super) async fn remove_form(
    State(app): State<App>,
    space: Space,
    Path((_, id)): Path<(String, ParticipantId)>,
) -> Result<Response, Error> {
    let own = Own::to_edit(&app, &space).await?;
    removal(&space, own.person(id)?, FormFaults::default())
}

pub(super) async fn remove(
    State(app): State<App>,
    space: Space,
    Path((_, id)): Path<(String, ParticipantId)>,
) -> Result<Response, Error> {
    let own = Own::to_edit(&app, &space).await?;
    let person = own.person(id)?;
    match app.engine().remove_person(&space.at.visitor.actor, space.at.id, id).await {
        Ok(()) if id == space.me.id => {
            Ok(Redirect::to(&space.at.href("?done=person-removed")).into_response())
        }
        Ok(()) => Ok(back(&space, "person-removed")),
        Err(error) => removal(&space, person, faults_of(space.at.visitor.words, error)?),
    }
}

fn back(space: &Space, done: &str) -> Response {
    Redirect::to(&space.at.href(&format!("{HERE}?done={done}"))).into_response()
}

fn blank(space: &Space) -> PersonInput {
    PersonInput {
        name: String::new(),
        email: String::new(),
        language: space.at.visitor.language(),
        category: None,
        company_admin: false,
        answers: Answers::new(),
    }
}

/// A person's block, as it was sent. The address of somebody who is there stays what it was.
fn read(space: &Space, own: &Own, person: Option<&Participant>, sent: &Filled) -> PersonInput {
    let category = person.map_or(own.dossier.registration.category, |person| person.category);
    let email = person
        .map_or_else(|| sent.get("email").to_owned(), |person| person.email.clone().unwrap_or_default());
    PersonInput {
        name: sent.get("name").to_owned(),
        email,
        company_admin: !sent.get("company-admin").is_empty(),
        answers: own.fields(space.at.visitor.words, (Block::Person, category)).read(sent),
        ..blank(space)
    }
}

fn page(
    space: &Space,
    own: &Own,
    person: Option<&Participant>,
    input: &PersonInput,
    faults: FormFaults,
) -> Result<Response, Error> {
    let words = space.at.visitor.words;
    let name = Field::text("name", words.t("person-name"), &input.name);
    let mut fields = vec![name.required().fault(&faults, "people[0].name")];
    if person.is_none() {
        let email = Field::line("email", "email", words.t("person-email"), &input.email);
        let email = email.required().help(words.t("person-email-help"));
        fields.push(email.fault(&faults, "people[0].email"));
    }
    let category = person.map_or(own.dossier.registration.category, |person| person.category);
    let asked = own.fields(words, (Block::Person, category));
    fields.extend(asked.page(&input.answers, &faults, "people[0].answers"));
    let admin = Field::tick("company-admin", words.t("person-admin-tick"), input.company_admin);
    fields.push(admin.fault(&faults, "people[0].company_admin"));
    let title = person.map_or_else(|| words.t("company-add-person"), |person| person.name.clone());
    let layout = space.layout(title, HERE);
    let version = person.map_or(0, |person| person.version);
    let remove = |person: &Participant| {
        (space.at.href(&format!("{HERE}/people/{}/remove", person.id)), words.t("person-remove"))
    };
    FormPage {
        layout,
        back: (space.at.href(HERE), words.t("space-nav-company")),
        intro: vec![words.t(if person.is_some() { "person-edit-intro" } else { "person-add-intro" })],
        fields,
        hidden: vec![("version", version.to_string())],
        submit: words.t("edit-save"),
        faults,
        removal: person.map(remove),
    }
    .response()
}

fn removal(space: &Space, person: &Participant, faults: FormFaults) -> Result<Response, Error> {
    let words = space.at.visitor.words;
    FormPage {
        layout: space.layout(words.with("person-remove-title", "name", &person.name), HERE),
        back: (space.at.href(&format!("{HERE}/people/{}", person.id)), person.name.clone()),
        intro: vec![words.t("person-remove-what"), words.t("person-remove-final")],
        fields: Vec::new(),
        hidden: Vec::new(),
        submit: words.t("person-remove"),
        faults,
        removal: None,
    }
    .response()
}
