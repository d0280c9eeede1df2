//! How registrations are treated, and the texts that people consent to.

use crate::{
    App,
    api::{
        Asked, Error, OfEvent, Sent,
        changes::Seen,
        words::{Texts, words},
    },
};
use axum::{Json, extract::State, http::StatusCode};
use carnet_engine::domain::{files, registration};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(set_registration_settings)).routes(routes!(publish_consent_text))
}

words! {
    /// A part of a registration that the catalogue may show, apart from the fields of the form.
    PublicPart = registration::PublicPart,
    /// A kind of file.
    FileKind = files::FileKind,
}

/// How registrations are treated.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RegistrationSettings {
    /// What needs nobody to look at it.
    automatic: Automatic,
    /// Whether a registration is listed from the moment when it is validated.
    list_when_validated: bool,
    /// Whether its people may ask for meetings from that moment.
    book_when_validated: bool,
    /// What the catalogue shows, apart from fields of the form.
    public: Vec<PublicPart>,
    /// What may be attached.
    attachments: AttachmentLimits,
    /// The most people of a registration.
    most_people: usize,
    /// The most offers and wants.
    most_offerings: usize,
}

/// What is validated by itself.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Automatic {
    /// Companies.
    company: bool,
    /// People.
    people: bool,
    /// Offers and wants.
    offerings: bool,
}

/// What may be attached.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AttachmentLimits {
    /// The kinds of files.
    kinds: Vec<FileKind>,
    /// The most bytes of one.
    most_bytes: usize,
    /// The most files of a registration.
    most_files: usize,
}

impl From<registration::RegistrationSettings> for RegistrationSettings {
    fn from(settings: registration::RegistrationSettings) -> Self {
        let registration::Automatic { company, people, offerings } = settings.automatic;
        let registration::AttachmentLimits { kinds, most_bytes, most_files } = settings.attachments;
        let kinds = kinds.into_iter().map(FileKind).collect();
        Self {
            automatic: Automatic { company, people, offerings },
            list_when_validated: settings.list_when_validated,
            book_when_validated: settings.book_when_validated,
            public: settings.public.into_iter().map(PublicPart).collect(),
            attachments: AttachmentLimits { kinds, most_bytes, most_files },
            most_people: settings.most_people,
            most_offerings: settings.most_offerings,
        }
    }
}

impl From<RegistrationSettings> for registration::RegistrationSettings {
    fn from(settings: RegistrationSettings) -> Self {
        let Automatic { company, people, offerings } = settings.automatic;
        let AttachmentLimits { kinds, most_bytes, most_files } = settings.attachments;
        let kinds = kinds.into_iter().map(|kind| kind.0).collect();
        Self {
            automatic: registration::Automatic { company, people, offerings },
            list_when_validated: settings.list_when_validated,
            book_when_validated: settings.book_when_validated,
            public: settings.public.into_iter().map(|part| part.0).collect(),
            attachments: registration::AttachmentLimits { kinds, most_bytes, most_files },
            most_people: settings.most_people,
            most_offerings: settings.most_offerings,
        }
    }
}

/// Sets how registrations are treated; the version is that of the form, which shows it.
#[utoipa::path(
    put,
    path = "/registration-settings",
    tag = "set-up",
    params(("event" = String, Path), Seen),
    request_body = RegistrationSettings,
    responses((status = NO_CONTENT))
)]
async fn set_registration_settings(
    State(app): State<App>,
    at: OfEvent,
    Asked(seen, _): Asked<Seen>,
    Sent(settings): Sent<RegistrationSettings>,
) -> Result<StatusCode, Error> {
    app.engine().set_registration_settings(&at.actor, at.id, seen.version, &settings.into()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A text to consent to.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ConsentText {
    /// Its purpose, which a consent names.
    purpose: String,
    /// Its version, likewise.
    version: i64,
    /// The text.
    texts: Texts,
    /// Whether nobody registers without it.
    required: bool,
}

impl From<registration::ConsentText> for ConsentText {
    fn from(text: registration::ConsentText) -> Self {
        let registration::ConsentText { purpose, version, texts, required, .. } = text;
        Self { purpose, version, texts: texts.into(), required }
    }
}

/// A text to consent to as an organiser writes it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewConsentText {
    /// What for, such as `privacy`.
    purpose: String,
    /// The text.
    texts: Texts,
    /// Whether nobody can register without it.
    required: bool,
}

/// A text that is in force.
#[derive(Debug, Serialize, ToSchema)]
struct PublishedConsentText {
    /// The number of its version, from 1.
    version: i64,
}

/// Publishes a text to consent to, as a new version of its purpose. Who registers from now on consents to this one.
#[utoipa::path(
    post,
    path = "/consent-texts",
    tag = "set-up",
    params(("event" = String, Path)),
    request_body = NewConsentText,
    responses((status = CREATED, body = PublishedConsentText))
)]
async fn publish_consent_text(
    State(app): State<App>,
    at: OfEvent,
    Sent(new): Sent<NewConsentText>,
) -> Result<(StatusCode, Json<PublishedConsentText>), Error> {
    let NewConsentText { purpose, texts, required } = new;
    let new = registration::NewConsentText { purpose, texts: texts.into(), required };
    let version = app.engine().publish_consent_text(&at.actor, at.id, &new).await?;
    Ok((StatusCode::CREATED, Json(PublishedConsentText { version })))
}
