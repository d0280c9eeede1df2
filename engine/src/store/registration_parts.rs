//! What hangs on registrations: `attachment`, `consent`, `unavailability`.

use super::{StoreError, Tx, execute, fetch_all, fetch_optional};
use crate::{
    EventId,
    ids::{AttachmentId, ConsentId, OfferingId, ParticipantId, RegistrationId, SlotId},
};
use chrono::{DateTime, Utc};
use uuid::Uuid;

const FILES: &str = "
    SELECT id, registration_id, offering_id, name, media_type, size, created_at
      FROM attachment
     WHERE registration_id = $1
     ORDER BY created_at, id";
const FILE: &str = "
    SELECT id, registration_id, offering_id, name, media_type, size, created_at
      FROM attachment
     WHERE id = $1 AND event_id = $2";
const CONTENT: &str = "SELECT content FROM attachment_content WHERE attachment_id = $1";
const INSERT_FILE: &str = "
    INSERT INTO attachment (id, event_id, registration_id, offering_id, name, media_type, size, hash, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const INSERT_CONTENT: &str = "INSERT INTO attachment_content (attachment_id, content) VALUES ($1, $2)";
const DELETE_FILE: &str = "DELETE FROM attachment WHERE id = $1 AND event_id = $2";
const INSERT_CONSENT: &str = "
    INSERT INTO consent (id, event_id, registration_id, participant_id, purpose, version, given_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";
const CONSENTS: &str = "
    SELECT participant_id, purpose, version, given_at, withdrawn_at
      FROM consent
     WHERE registration_id = $1
     ORDER BY given_at, id";
const WITHDRAW: &str = "
    UPDATE consent
       SET withdrawn_at = $3
     WHERE registration_id = $1 AND purpose = $2 AND withdrawn_at IS NULL";
const SLOTS: &str = "
    SELECT slot.id, slot.session_id, slot.starts_at, slot.ends_at, session.meeting_kind
      FROM slot JOIN session ON session.id = slot.session_id
     WHERE slot.event_id = $1
     ORDER BY slot.starts_at, slot.id";
const UNAVAILABLE: &str = "
    SELECT starts_at, ends_at
      FROM unavailability
     WHERE participant_id = $1
     ORDER BY starts_at";
const INSERT_UNAVAILABLE: &str = "
    INSERT INTO unavailability (id, event_id, participant_id, starts_at, ends_at)
    VALUES ($1, $2, $3, $4, $5)";

/// A file without what is in it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Attachment {
    /// Its identity.
    pub id: AttachmentId,
    /// The registration.
    #[sqlx(rename = "registration_id")]
    pub registration: RegistrationId,
    /// The offer or want, where it belongs to one.
    #[sqlx(rename = "offering_id")]
    pub offering: Option<OfferingId>,
    /// Its name.
    pub name: String,
    /// What it is, by its content.
    pub media_type: String,
    /// Its bytes.
    pub size: i64,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

/// A consent that was given.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Consent {
    /// By whom, where it was one person.
    #[sqlx(rename = "participant_id")]
    pub participant: Option<ParticipantId>,
    /// To what.
    pub purpose: String,
    /// In which version.
    pub version: i64,
    /// When.
    pub given_at: DateTime<Utc>,
    /// Until when.
    pub withdrawn_at: Option<DateTime<Utc>>,
}

/// A slot as availability sees it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(crate) struct SlotLine {
    pub(crate) id: SlotId,
    pub(crate) session_id: crate::SessionId,
    pub(crate) starts_at: DateTime<Utc>,
    pub(crate) ends_at: DateTime<Utc>,
    pub(crate) meeting_kind: String,
}

/// The files of a registration.
pub(crate) async fn files(tx: &mut Tx, registration: RegistrationId) -> Result<Vec<Attachment>, StoreError> {
    fetch_all!(tx, Attachment, FILES, registration)
}

/// The file, if it is one of the event.
pub(crate) async fn file(
    tx: &mut Tx,
    event: EventId,
    id: AttachmentId,
) -> Result<Option<Attachment>, StoreError> {
    fetch_optional!(tx, Attachment, FILE, id, event)
}

/// What is in a file.
pub(crate) async fn content(tx: &mut Tx, id: AttachmentId) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(fetch_optional!(tx, (Vec<u8>,), CONTENT, id)?.map(|(content,)| content))
}

/// Adds a file.
pub(crate) async fn insert_file(
    tx: &mut Tx,
    event: EventId,
    new: &Attachment,
    (hash, content): (&[u8], &[u8]),
) -> Result<(), StoreError> {
    execute!(
        tx,
        INSERT_FILE,
        new.id,
        event,
        new.registration,
        new.offering,
        &new.name,
        &new.media_type,
        new.size,
        hash,
        new.created_at
    )?;
    execute!(tx, INSERT_CONTENT, new.id, content)?;
    Ok(())
}

/// Deletes a file.
pub(crate) async fn delete_file(tx: &mut Tx, event: EventId, id: AttachmentId) -> Result<bool, StoreError> {
    Ok(execute!(tx, DELETE_FILE, id, event)? == 1)
}

/// Remembers a consent.
pub(crate) async fn insert_consent(
    tx: &mut Tx,
    (id, event, registration): (ConsentId, EventId, RegistrationId),
    participant: Option<ParticipantId>,
    (purpose, version): (&str, i64),
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    execute!(tx, INSERT_CONSENT, id, event, registration, participant, purpose, version, now)?;
    Ok(())
}

/// The consents of a registration.
pub(crate) async fn consents(tx: &mut Tx, registration: RegistrationId) -> Result<Vec<Consent>, StoreError> {
    fetch_all!(tx, Consent, CONSENTS, registration)
}

/// Ends the consents to a purpose: how many there were.
pub(crate) async fn withdraw_consent(
    tx: &mut Tx,
    registration: RegistrationId,
    purpose: &str,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    execute!(tx, WITHDRAW, registration, purpose, now)
}

/// The slots of an event in order of time.
pub(crate) async fn slots(tx: &mut Tx, event: EventId) -> Result<Vec<SlotLine>, StoreError> {
    fetch_all!(tx, SlotLine, SLOTS, event)
}

/// When a participant is not there.
pub(crate) async fn unavailable(
    tx: &mut Tx,
    participant: ParticipantId,
) -> Result<Vec<(DateTime<Utc>, DateTime<Utc>)>, StoreError> {
    fetch_all!(tx, (DateTime<Utc>, DateTime<Utc>), UNAVAILABLE, participant)
}

/// Replaces when a participant is not there.
pub(crate) async fn set_unavailable(
    tx: &mut Tx,
    event: EventId,
    participant: ParticipantId,
    times: &[(DateTime<Utc>, DateTime<Utc>)],
    mut id: impl FnMut() -> Uuid,
) -> Result<(), StoreError> {
    execute!(tx, "DELETE FROM unavailability WHERE participant_id = $1", participant)?;
    for (starts_at, ends_at) in times {
        execute!(tx, INSERT_UNAVAILABLE, id(), event, participant, *starts_at, *ends_at)?;
    }
    Ok(())
}
