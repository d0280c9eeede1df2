//! What a person says of oneself.

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
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use carnet_engine::{
    PersonChange,
    domain::{
        form::{Answers, Block},
        registration::{Participant, PersonInput},
    },
};

const HERE: &str = "/me/profile";

pub(super) async fn show(State(app): State<App>, space: Space) -> Result<Response, Error> {
    let own = Own::read(&app, &space).await?;
    let person = own.person(space.me.id)?;
    let answers = given(&person.answers, &person.terms);
    page(&space, &own, person, (&person.name, &answers), FormFaults::default())
}

pub(super) async fn edit(State(app): State<App>, space: Space, sent: Filled) -> Result<Response, Error> {
    let own = Own::read(&app, &space).await?;
    let id = space.me.id;
    let person = own.person(id)?;
    let name = sent.get("name");
    let input = input(&space, &own, person, &sent);
    let answers = input.answers.clone();
    let change = PersonChange { version: sent.get("version").parse().unwrap_or_default(), person: input };
    match app.engine().edit_person(&space.at.visitor.actor, space.at.id, id, &change).await {
        Ok(()) => Ok(Redirect::to(&space.at.href(&format!("{HERE}?done=saved"))).into_response()),
        Err(error) => {
            let faults = faults_of(space.at.visitor.words, error)?;
            page(&space, &own, person, (name, &answers), faults)
        }
    }
}

/// A person's block, as it was sent. What is not asked on the page stays what it was.
fn input(space: &Space, own: &Own, person: &Participant, sent: &Filled) -> PersonInput {
    let fields = own.fields(space.at.visitor.words, (Block::Person, person.category));
    PersonInput {
        name: sent.get("name").to_owned(),
        email: person.email.clone().unwrap_or_default(),
        language: space.at.visitor.language(),
        category: None,
        company_admin: person.company_admin,
        answers: fields.read(sent),
    }
}

fn page(
    space: &Space,
    own: &Own,
    person: &Participant,
    (name, answers): (&str, &Answers),
    faults: FormFaults,
) -> Result<Response, Error> {
    let words = space.at.visitor.words;
    let asked = own.fields(words, (Block::Person, person.category));
    let mut fields = vec![
        Field::text("name", words.t("person-name"), name)
            .required()
            .autocomplete("name")
            .fault(&faults, "people[0].name"),
    ];
    fields.extend(asked.page(answers, &faults, "people[0].answers"));
    let address = person.email.as_deref().unwrap_or("–");
    FormPage {
        layout: space.layout(words.t("space-nav-profile"), HERE),
        back: (space.at.href("/me"), words.t("space-nav-home")),
        intro: vec![words.t("profile-intro"), words.with("profile-email", "address", address)],
        fields,
        hidden: vec![("version", person.version.to_string())],
        submit: words.t("edit-save"),
        faults,
        removal: None,
    }
    .response()
}
