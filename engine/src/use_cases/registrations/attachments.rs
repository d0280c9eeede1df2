//! Attached files.

use super::editing::Edit;
use crate::{
    Actor, AttachmentId, Engine, Error, EventId, Kind, OfferingId, Refusal, RegistrationId,
    domain::{access::UseCase, files::NewFile},
    store::{
        registration_parts::{self, Attachment},
        registrations,
    },
};
use serde_json::json;
use sha2::{Digest, Sha256};

impl Engine {
    /// Attaches a file to a registration, or to one of its offers and wants.
    pub async fn attach_file(
        &self,
        actor: &Actor,
        event: EventId,
        (registration, offering): (RegistrationId, Option<OfferingId>),
        file: &NewFile,
    ) -> Result<AttachmentId, Error> {
        let Edit { mut tx, dossier, setup, .. } = self.begin_edit(actor, event, registration).await?;
        if offering.is_some_and(|id| !dossier.offerings.iter().any(|offering| offering.id == id)) {
            return Err(Error::not_found(Kind::Offering));
        }
        let limits = &setup.settings.attachments;
        let (name, media_type) = file.check(limits)?;
        // The registration is locked: two at once do not pass the limit together.
        if registration_parts::files(&mut tx, registration).await?.len() >= limits.most_files {
            return Err(Refusal::TooManyAlready.into());
        }
        let new = Attachment {
            id: self.id(),
            registration,
            offering,
            name,
            media_type: media_type.to_owned(),
            size: file.content.len() as i64,
            created_at: self.now(),
        };
        let hash = Sha256::digest(&file.content);
        registration_parts::insert_file(&mut tx, event, &new, (hash.as_slice(), &file.content)).await?;
        let entry = self.entry(actor, "attachment.added", Kind::Attachment, new.id).of(event);
        tx.record(entry.after(json!({ "name": new.name, "media_type": new.media_type, "size": new.size })));
        tx.commit().await?;
        Ok(new.id)
    }

    /// Takes a file away.
    pub async fn remove_attachment(
        &self,
        actor: &Actor,
        event: EventId,
        (registration, id): (RegistrationId, AttachmentId),
    ) -> Result<(), Error> {
        let Edit { mut tx, .. } = self.begin_edit(actor, event, registration).await?;
        let file = registration_parts::file(&mut tx, event, id).await?;
        let file = file
            .filter(|file| file.registration == registration)
            .ok_or(Error::not_found(Kind::Attachment))?;
        registration_parts::delete_file(&mut tx, event, id).await?;
        let entry = self.entry(actor, "attachment.removed", Kind::Attachment, id).of(event);
        tx.record(entry.before(json!({ "name": file.name, "size": file.size })));
        Ok(tx.commit().await?)
    }

    /// The files of a registration, for its people and for organisers.
    pub async fn list_attachments(
        &self,
        actor: &Actor,
        event: EventId,
        registration: RegistrationId,
    ) -> Result<Vec<Attachment>, Error> {
        let dossier = self.show_registration(actor, event, registration).await?;
        let mut tx = self.read().await?;
        Ok(registration_parts::files(&mut tx, dossier.registration.id).await?)
    }

    /// A file and what is in it, for the people of its registration and for organisers.
    pub async fn read_attachment(
        &self,
        actor: &Actor,
        event: EventId,
        id: AttachmentId,
    ) -> Result<(Attachment, Vec<u8>), Error> {
        let mut tx = self.read().await?;
        let permit = self.permit(&mut tx, actor, UseCase::ShowRegistration, Some(event)).await?;
        let nothing = || Error::not_found(Kind::Attachment);
        let file = registration_parts::file(&mut tx, event, id).await?.ok_or_else(nothing)?;
        let dossier = registrations::dossier(&mut tx, event, file.registration).await?;
        dossier.filter(|dossier| permit.covers(&dossier.readers())).ok_or_else(nothing)?;
        let content = registration_parts::content(&mut tx, id).await?.ok_or_else(nothing)?;
        Ok((file, content))
    }
}
