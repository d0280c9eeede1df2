//! The form of registration: what companies, people, offers and wants are asked.

use super::{
    registration::{ConsentText, RegistrationSettings},
    terms::{ListedTerm, TermList},
};
use crate::{
    App,
    api::{
        Asked, Error, OfEvent, Sent,
        changes::Seen,
        words::{Texts, words},
    },
};
use axum::{Json, extract::State, http::StatusCode};
use carnet_engine::{CategoryId, domain::form};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(show_form, set_form))
}

words! {
    /// A part of the form.
    FormBlock = form::Block,
    /// What a field of the form takes.
    FieldKind = form::FieldKind,
}

/// What one needs in order to register.
#[derive(Debug, Serialize, ToSchema)]
struct RegistrationForm {
    /// Everything that is asked, in order.
    fields: Vec<FormField>,
    /// The organiser's lists of terms.
    lists: Vec<TermList>,
    /// The terms of all lists; parents need not come first.
    terms: Vec<ListedTerm>,
    /// The texts to consent to.
    consents: Vec<ConsentText>,
    /// How registrations are treated.
    settings: RegistrationSettings,
    /// How often any of this was changed: whoever changes it says which version was seen.
    version: i64,
}

/// A field of the form: a question.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FormField {
    /// The part of the form in which it is.
    block: FormBlock,
    /// The category for which it is; a field for one stands before the field of the same name for all.
    category: Option<Uuid>,
    /// Its stable name, such as `turnover`, by which answers name it.
    name: String,
    /// What people read beside it.
    labels: Texts,
    /// What helps them to fill it in.
    hints: Option<Texts>,
    /// What it takes.
    kind: FieldKind,
    /// What can be chosen, for `choice` and `choices`.
    #[serde(default)]
    choices: Vec<FormChoice>,
    /// The list, for `terms`.
    list: Option<String>,
    /// Whether people see it at all; answers to a hidden field are kept.
    shown: bool,
    /// Whether it must be answered.
    required: bool,
    /// Whether the catalogue shows it to everybody.
    public: bool,
    /// The least: of a number itself, of text its characters, of several choices or terms their count.
    least: Option<i64>,
    /// The most, likewise.
    most: Option<i64>,
    /// After which answers it is asked; always, where nothing is said.
    when: Option<FormCondition>,
}

/// One of the things that can be chosen.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FormChoice {
    /// Its stable value, which answers name.
    value: String,
    /// What people read.
    labels: Texts,
}

/// When a field is asked: the answer to an earlier field of its part is, or contains, one of the values.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FormCondition {
    /// The name of the earlier field.
    field: String,
    /// The answers after which it is asked.
    is: Vec<Value>,
}

impl From<form::Field> for FormField {
    fn from(field: form::Field) -> Self {
        let form::Field { block, category, name, definition } = field;
        let choice = |choice: form::Choice| FormChoice { value: choice.value, labels: choice.labels.into() };
        Self {
            block: block.into(),
            category: category.map(Uuid::from),
            name,
            labels: definition.labels.into(),
            hints: definition.hints.map(Texts::from),
            kind: definition.kind.into(),
            choices: definition.choices.into_iter().map(choice).collect(),
            list: definition.list,
            shown: definition.shown,
            required: definition.required,
            public: definition.public,
            least: definition.least,
            most: definition.most,
            when: definition.when.map(|when| FormCondition { field: when.field, is: when.is }),
        }
    }
}

impl From<FormField> for form::Field {
    fn from(field: FormField) -> Self {
        let choice = |choice: FormChoice| form::Choice { value: choice.value, labels: choice.labels.into() };
        let definition = form::Definition {
            labels: field.labels.into(),
            hints: field.hints.map(Into::into),
            kind: field.kind.0,
            choices: field.choices.into_iter().map(choice).collect(),
            list: field.list,
            shown: field.shown,
            required: field.required,
            public: field.public,
            least: field.least,
            most: field.most,
            when: field.when.map(|when| form::Condition { field: when.field, is: when.is }),
        };
        let category = field.category.map(CategoryId::from);
        Self { block: field.block.0, category, name: field.name, definition }
    }
}

/// Shows what one needs in order to register; before an event opens, to those who administer it.
#[utoipa::path(
    get,
    path = "/form",
    tag = "set-up",
    params(("event" = String, Path)),
    responses((status = OK, body = RegistrationForm))
)]
async fn show_form(State(app): State<App>, at: OfEvent) -> Result<Json<RegistrationForm>, Error> {
    let form = app.engine().show_registration_form(&at.actor, at.id).await?;
    Ok(Json(RegistrationForm {
        fields: form.form.fields().iter().cloned().map(FormField::from).collect(),
        lists: form.lists.into_iter().map(TermList::from).collect(),
        terms: form.terms.into_iter().map(ListedTerm::from).collect(),
        consents: form.consents.into_iter().map(ConsentText::from).collect(),
        settings: form.settings.into(),
        version: form.version,
    }))
}

/// All that is asked.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewForm {
    /// The fields, in order.
    fields: Vec<FormField>,
}

/// Replaces what is asked; the version is that of the form. Answers to fields that are gone are shown no more.
#[utoipa::path(
    put,
    path = "/form",
    tag = "set-up",
    params(("event" = String, Path), Seen),
    request_body = NewForm,
    responses((status = NO_CONTENT))
)]
async fn set_form(
    State(app): State<App>,
    at: OfEvent,
    Asked(seen, _): Asked<Seen>,
    Sent(new): Sent<NewForm>,
) -> Result<StatusCode, Error> {
    let fields: Vec<_> = new.fields.into_iter().map(form::Field::from).collect();
    app.engine().set_form(&at.actor, at.id, seen.version, &fields).await?;
    Ok(StatusCode::NO_CONTENT)
}
