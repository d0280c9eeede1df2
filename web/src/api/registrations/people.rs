//! The people of a registration: added, changed, taken out, and how many meetings each may have.

use super::new::NewPerson;
use crate::{
    App,
    api::{
        Asked, Error, Id, OfEvent, Sent,
        changes::{Created, Seen},
    },
};
use axum::{Json, extract::State, http::StatusCode};
use carnet_engine::{
    CategoryId, ParticipantId, PersonChange, RegistrationId,
    domain::registration::{MeetingQuota, PersonInput},
};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

/// How the use cases name the one person that they are about.
const PERSON: &str = "people[0]";

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(add_person))
        .routes(routes!(edit_person, remove_person))
        .routes(routes!(set_quota))
}

/// Adds a person to a registration, who gets an account where the e-mail address has none.
#[utoipa::path(
    post,
    path = "/registrations/{registration}/people",
    tag = "participants",
    params(("event" = String, Path), ("registration" = Uuid, Path)),
    request_body = NewPerson,
    responses((status = CREATED, body = Created))
)]
async fn add_person(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<RegistrationId>,
    Sent(new): Sent<NewPerson>,
) -> Result<(StatusCode, Json<Created>), Error> {
    let added = app.engine().add_person(&at.actor, at.id, id, &new.into()).await;
    let id = added.map_err(|error| Error::of_part(error, PERSON))?.into();
    Ok((StatusCode::CREATED, Json(Created { id })))
}

/// What is said of a person. The e-mail address is the account's, and stays; so does the language.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EditedPerson {
    /// The name.
    name: String,
    /// The category; what it was, where none is named.
    category: Option<Uuid>,
    /// Whether the person may edit what is the company's.
    company_admin: bool,
    /// The answers to the person's part of the form, by the name of their field.
    #[serde(default)]
    #[schema(value_type = Object)]
    answers: Map<String, Value>,
}

/// Changes what is said of a person; answers that are left out are empty from now on.
#[utoipa::path(
    put,
    path = "/participants/{participant}",
    tag = "participants",
    params(("event" = String, Path), ("participant" = Uuid, Path), Seen),
    request_body = EditedPerson,
    responses((status = NO_CONTENT))
)]
async fn edit_person(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<ParticipantId>,
    Asked(seen, _): Asked<Seen>,
    Sent(sent): Sent<EditedPerson>,
) -> Result<StatusCode, Error> {
    let person = PersonInput {
        name: sent.name,
        email: String::new(),
        language: carnet_engine::domain::account::Language::English,
        category: sent.category.map(CategoryId::from),
        company_admin: sent.company_admin,
        answers: sent.answers.into_iter().collect(),
    };
    let change = PersonChange { version: seen.version, person };
    let done = app.engine().edit_person(&at.actor, at.id, id, &change).await;
    done.map_err(|error| Error::of_part(error, PERSON))?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes a person out of a registration, with all that the person had in the event.
#[utoipa::path(
    delete,
    path = "/participants/{participant}",
    tag = "participants",
    params(("event" = String, Path), ("participant" = Uuid, Path)),
    responses((status = NO_CONTENT))
)]
async fn remove_person(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<ParticipantId>,
) -> Result<StatusCode, Error> {
    app.engine().remove_person(&at.actor, at.id, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How many meetings a person may have; what is left out is the category's.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Quota {
    /// The most meetings.
    max_meetings: Option<i64>,
    /// The meetings that are promised.
    min_meetings: Option<i64>,
}

/// Says how many meetings a person may have and is promised.
#[utoipa::path(
    put,
    path = "/participants/{participant}/quota",
    tag = "participants",
    params(("event" = String, Path), ("participant" = Uuid, Path), Seen),
    request_body = Quota,
    responses((status = NO_CONTENT))
)]
async fn set_quota(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<ParticipantId>,
    Asked(seen, _): Asked<Seen>,
    Sent(sent): Sent<Quota>,
) -> Result<StatusCode, Error> {
    let quota = MeetingQuota { max_meetings: sent.max_meetings, promised: sent.min_meetings };
    let done = app.engine().set_quota(&at.actor, at.id, (id, seen.version), quota).await;
    done.map_err(|error| Error::with_paths(error, |path| path.replace("promised", "min_meetings")))?;
    Ok(StatusCode::NO_CONTENT)
}
