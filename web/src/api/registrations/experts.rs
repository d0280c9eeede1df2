//! Experts, whom organisers enter: nobody registers as one.

use super::{edit::Company, new::NewPerson};
use crate::{
    App,
    api::{
        Asked, Error, Id, OfEvent, Sent,
        changes::{Created, Seen},
    },
};
use axum::{Json, extract::State, http::StatusCode};
use carnet_engine::{
    ExpertInput, ParticipantId, RegistrationId, SlotId,
    domain::registration::{CompanyInput, PersonInput},
};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(add_expert)).routes(routes!(edit_expert))
}

/// An expert as an organiser enters one.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewExpert {
    /// Whom the expert works for, where that is registered already.
    registration: Option<Uuid>,
    /// Whom the expert works for, where that is not registered yet.
    company: Option<Company>,
    /// The person; the category must be one of experts. Subjects are terms among the answers.
    person: NewPerson,
    /// The most meetings.
    max_meetings: Option<i64>,
    /// The slots in which the expert is not there.
    #[serde(default)]
    unavailable: Vec<Uuid>,
}

/// An expert as organisers change one. What is left out is empty from now on; category and e-mail address stay.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct EditedExpert {
    /// The person.
    person: NewPerson,
    /// The most meetings.
    max_meetings: Option<i64>,
    /// The slots in which the expert is not there.
    #[serde(default)]
    unavailable: Vec<Uuid>,
}

/// Enters an expert, into a registration that is there or with a new one.
#[utoipa::path(
    post,
    path = "/experts",
    tag = "participants",
    params(("event" = String, Path)),
    request_body = NewExpert,
    responses((status = CREATED, body = Created))
)]
async fn add_expert(
    State(app): State<App>,
    at: OfEvent,
    Sent(new): Sent<NewExpert>,
) -> Result<(StatusCode, Json<Created>), Error> {
    let company = new.company.map_or_else(nobody, CompanyInput::from);
    let expert = input(company, new.person, (new.max_meetings, new.unavailable));
    let registration = new.registration.map(RegistrationId::from);
    let id = app.engine().add_expert(&at.actor, at.id, registration, &expert).await?;
    Ok((StatusCode::CREATED, Json(Created { id: id.into() })))
}

/// Changes an expert: name, subjects and other answers, the most meetings, and when the expert is there.
#[utoipa::path(
    put,
    path = "/experts/{participant}",
    tag = "participants",
    params(("event" = String, Path), ("participant" = Uuid, Path), Seen),
    request_body = EditedExpert,
    responses((status = NO_CONTENT))
)]
async fn edit_expert(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<ParticipantId>,
    Asked(seen, _): Asked<Seen>,
    Sent(edited): Sent<EditedExpert>,
) -> Result<StatusCode, Error> {
    let expert = input(nobody(), edited.person, (edited.max_meetings, edited.unavailable));
    app.engine().edit_expert(&at.actor, at.id, (id, seen.version), &expert).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn input(company: CompanyInput, person: NewPerson, times: (Option<i64>, Vec<Uuid>)) -> ExpertInput {
    let (max_meetings, unavailable) = times;
    ExpertInput {
        company,
        person: PersonInput::from(person),
        max_meetings,
        unavailable: unavailable.into_iter().map(SlotId::from).collect(),
    }
}

/// No company: where one is needed, the fault is that its name is.
fn nobody() -> CompanyInput {
    CompanyInput {
        name: String::new(),
        country: String::new(),
        region: None,
        answers: carnet_engine::domain::form::Answers::new(),
    }
}
