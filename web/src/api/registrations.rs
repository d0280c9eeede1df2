//! Registrations: companies, their people, their offers and wants.

mod edit;
mod experts;
mod new;
mod offerings;
mod people;

use super::{Asked, Error, Id, OfEvent, Page, Sent, read::Paging, words::words};
use crate::App;
use axum::{Json, extract::State, http::StatusCode};
use carnet_engine::{
    CategoryId, Decision, OfferingId, ParticipantId, Registered, RegistrationFilter, RegistrationId,
    domain::{form::Answers, registration},
};
use chrono::{DateTime, Utc};
use new::NewRegistration;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(edit::calls())
        .merge(people::calls())
        .merge(experts::calls())
        .merge(offerings::calls())
        .routes(routes!(list_registrations, register))
        .routes(routes!(show_registration))
        .routes(routes!(validate_registration))
        .routes(routes!(cancel_registration))
}

words! {
    /// Where a registration stands.
    RegistrationState = registration::RegistrationState,
    /// Whether something is offered or looked for.
    OfferingKind = registration::OfferingKind,
}

/// A registration: a company's part in an event.
#[derive(Debug, Serialize, ToSchema)]
struct Registration {
    /// Its identity.
    id: Uuid,
    /// The company's name.
    company: String,
    /// Its country, by code of two letters.
    country: String,
    /// Its region.
    region: Option<String>,
    /// The category of the company.
    category: Uuid,
    /// Where it stands.
    state: RegistrationState,
    /// Why, where it was refused or cancelled.
    reason: Option<String>,
    /// Whether the catalogue shows it.
    listed: bool,
    /// Whether it is paid for.
    paid: bool,
    /// Whether its people may ask for meetings.
    may_book: bool,
    /// The answers to the company's part of the form, by the name of their field.
    #[schema(value_type = Object)]
    answers: Answers,
    /// The terms that were chosen.
    terms: Vec<ChosenTerm>,
    /// Its people.
    people: Vec<Person>,
    /// Its offers and wants; nothing in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    offerings: Option<Vec<Offering>>,
    /// Its key in another system.
    external_id: Option<String>,
    /// How often it was changed.
    version: i64,
    /// Since when.
    created_at: DateTime<Utc>,
}

/// A term of one of the organiser's lists, with the field in which it was chosen.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ChosenTerm {
    /// The field.
    field: String,
    /// The term.
    term: Uuid,
}

/// Terms on the wire.
pub(super) fn chosen(terms: Vec<(String, carnet_engine::TermId)>) -> Vec<ChosenTerm> {
    terms.into_iter().map(|(field, term)| ChosenTerm { field, term: term.into() }).collect()
}

/// A person of a registration.
#[derive(Debug, Serialize, ToSchema)]
struct Person {
    /// The participant's identity.
    id: Uuid,
    /// The name.
    name: String,
    /// The e-mail address.
    email: Option<String>,
    /// The category, which may differ from the company's.
    category: Uuid,
    /// Whether the person gives consultations.
    expert: bool,
    /// Whether the person may edit what is the company's.
    company_admin: bool,
    /// Whether an organiser found the person good.
    validated: bool,
    /// The answers to the person's part of the form.
    #[schema(value_type = Object)]
    answers: Answers,
    /// The most meetings, where it differs from the category's.
    max_meetings: Option<i64>,
    /// The meetings that were promised, likewise.
    min_meetings: Option<i64>,
    /// Since when the person does not come.
    absent_since: Option<DateTime<Utc>>,
    /// The key in another system.
    external_id: Option<String>,
    /// How often it was changed.
    version: i64,
}

/// An offer or a want.
#[derive(Debug, Serialize, ToSchema)]
struct Offering {
    /// Its identity.
    id: Uuid,
    /// Which of the two.
    kind: OfferingKind,
    /// In a line.
    title: String,
    /// In full.
    text: String,
    /// Whether an organiser found it good.
    validated: bool,
    /// The answers to its part of the form.
    #[schema(value_type = Object)]
    answers: Answers,
    /// The terms that were chosen.
    terms: Vec<ChosenTerm>,
    /// Its key in another system.
    external_id: Option<String>,
    /// How often it was changed.
    version: i64,
}

impl From<registration::Participant> for Person {
    fn from(person: registration::Participant) -> Self {
        Self {
            id: person.id.into(),
            name: person.name,
            email: person.email,
            category: person.category.into(),
            expert: person.expert,
            company_admin: person.company_admin,
            validated: person.validated,
            answers: person.answers,
            max_meetings: person.max_meetings,
            min_meetings: person.promised,
            absent_since: person.absent_since,
            external_id: person.external_id,
            version: person.version,
        }
    }
}

impl From<registration::Offering> for Offering {
    fn from(offering: registration::Offering) -> Self {
        Self {
            id: offering.id.into(),
            kind: offering.kind.into(),
            title: offering.title,
            text: offering.text,
            validated: offering.validated,
            answers: offering.answers,
            terms: chosen(offering.terms),
            external_id: offering.external_id,
            version: offering.version,
        }
    }
}

impl Registration {
    fn new(
        registration: registration::Registration,
        people: Vec<registration::Participant>,
        offerings: Option<Vec<registration::Offering>>,
    ) -> Self {
        Self {
            id: registration.id.into(),
            company: registration.company_name,
            country: registration.country,
            region: registration.region,
            category: registration.category.into(),
            state: registration.state.into(),
            reason: registration.state_reason,
            listed: registration.flags.listed,
            paid: registration.flags.paid,
            may_book: registration.flags.may_book,
            answers: registration.answers,
            terms: chosen(registration.terms),
            people: people.into_iter().map(Person::from).collect(),
            offerings: offerings.map(|all| all.into_iter().map(Offering::from).collect()),
            external_id: registration.external_id,
            version: registration.version,
            created_at: registration.created_at,
        }
    }
}

/// Which registrations to list; what is left out filters nothing.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Filter {
    /// Words of the company's name or of a person's name or address.
    #[serde(default)]
    #[param(required = false)]
    q: String,
    /// Where they stand.
    #[param(inline)]
    state: Option<RegistrationState>,
    /// The category of the company.
    category: Option<Uuid>,
    /// The country, by code of two letters.
    country: Option<String>,
    /// Only those in which something waits to be validated.
    #[serde(default)]
    #[param(required = false)]
    waiting: bool,
    /// Only those that arrived after this rank: the next page.
    after: Option<i64>,
    /// Results of a page: 50, or up to 200.
    page_size: Option<usize>,
}

/// Lists registrations by arrival, without their offers and wants.
#[utoipa::path(
    get,
    path = "/registrations",
    tag = "registrations",
    params(("event" = String, Path), Filter),
    responses((status = OK, body = Page<Registration>))
)]
async fn list_registrations(
    State(app): State<App>,
    at: OfEvent,
    Asked(asked, uri): Asked<Filter>,
) -> Result<Json<Page<Registration>>, Error> {
    let size = Paging::new(None, asked.page_size)?.size();
    let filter = RegistrationFilter {
        words: asked.q,
        state: asked.state.map(|state| state.0),
        category: asked.category.map(CategoryId::from),
        country: asked.country,
        co_organiser: None,
        waiting: asked.waiting,
        after: asked.after,
        // One more than the page holds says whether there is another.
        most: size + 1,
    };
    let mut lines = app.engine().list_registrations(&at.actor, at.id, &filter).await?.lines;
    let more = lines.len() > size;
    lines.truncate(size);
    let last = lines.last().map(|line| line.registration.arrival.to_string());
    let mark = last.filter(|_| more).map(|last| ("after", last));
    let results =
        lines.into_iter().map(|line| Registration::new(line.registration, line.people, None)).collect();
    Ok(Json(Page::until(results, mark, &uri)))
}

/// Shows a registration with everything that belongs to it.
#[utoipa::path(
    get,
    path = "/registrations/{registration}",
    tag = "registrations",
    params(("event" = String, Path), ("registration" = Uuid, Path)),
    responses((status = OK, body = Registration))
)]
async fn show_registration(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<RegistrationId>,
) -> Result<Json<Registration>, Error> {
    let dossier = app.engine().show_registration(&at.actor, at.id, id).await?;
    Ok(Json(Registration::new(dossier.registration, dossier.people, Some(dossier.offerings))))
}

/// A registration that was handed in.
#[derive(Debug, Serialize, ToSchema)]
struct Received {
    /// Its identity.
    id: Uuid,
    /// Its people, in the order in which they were handed in.
    people: Vec<Uuid>,
    /// Its offers and wants, likewise.
    offerings: Vec<Uuid>,
    /// Where it stands.
    state: RegistrationState,
}

/// Registers a company with its people, offers and wants.
#[utoipa::path(
    post,
    path = "/registrations",
    tag = "registrations",
    params(("event" = String, Path)),
    request_body = NewRegistration,
    responses((status = CREATED, body = Received))
)]
async fn register(
    State(app): State<App>,
    at: OfEvent,
    Sent(new): Sent<NewRegistration>,
) -> Result<(StatusCode, Json<Received>), Error> {
    let Registered { id, people, offerings, state } =
        app.engine().register(&at.actor, at.id, &new.into()).await?;
    let received = Received {
        id: id.into(),
        people: people.into_iter().map(Uuid::from).collect(),
        offerings: offerings.into_iter().map(Uuid::from).collect(),
        state: state.into(),
    };
    Ok((StatusCode::CREATED, Json(received)))
}

/// What is decided about a registration; what is left out stays as it is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Judgement {
    /// The company: `validated`, or `refused` with a reason.
    company: Option<Verdict>,
    /// Why the company is refused; it is told.
    #[serde(default)]
    reason: String,
    /// People, validated or not.
    #[serde(default)]
    people: Vec<Judged>,
    /// Offers and wants, validated or not.
    #[serde(default)]
    offerings: Vec<Judged>,
}

/// What becomes of a company.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
enum Verdict {
    /// It takes part.
    Validated,
    /// It does not.
    Refused,
}

/// Whether something is validated.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Judged {
    /// Its identity.
    id: Uuid,
    /// Whether it is validated.
    validated: bool,
}

/// Validates or refuses a company, its people, its offers and wants.
#[utoipa::path(
    post,
    path = "/registrations/{registration}/decision",
    tag = "registrations",
    params(("event" = String, Path), ("registration" = Uuid, Path)),
    request_body = Judgement,
    responses((status = NO_CONTENT))
)]
async fn validate_registration(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<RegistrationId>,
    Sent(sent): Sent<Judgement>,
) -> Result<StatusCode, Error> {
    let decision = Decision {
        company: sent.company.map(|verdict| match verdict {
            Verdict::Validated => Ok(()),
            Verdict::Refused => Err(sent.reason),
        }),
        people: sent.people.iter().map(|one| (ParticipantId::from(one.id), one.validated)).collect(),
        offerings: sent.offerings.iter().map(|one| (OfferingId::from(one.id), one.validated)).collect(),
    };
    app.engine().validate_registration(&at.actor, at.id, id, &decision).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Why something is done.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Cancelling {
    /// Why.
    reason: String,
}

/// Gives a registration up: all that its people have in the event ends.
#[utoipa::path(
    post,
    path = "/registrations/{registration}/cancel",
    tag = "registrations",
    params(("event" = String, Path), ("registration" = Uuid, Path)),
    request_body = Cancelling,
    responses((status = NO_CONTENT))
)]
async fn cancel_registration(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<RegistrationId>,
    Sent(sent): Sent<Cancelling>,
) -> Result<StatusCode, Error> {
    app.engine().cancel_registration(&at.actor, at.id, id, &sent.reason).await?;
    Ok(StatusCode::NO_CONTENT)
}
