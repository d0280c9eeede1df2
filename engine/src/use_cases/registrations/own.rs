//! What somebody has registered: each with how it stands.

use crate::{
    Actor, Engine, Error, EventId, Refusal,
    domain::{access::UseCase, registration::Dossier},
    store::{
        registration_parts::{self, Attachment},
        registrations,
    },
};

/// A registration of one's own.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnRegistration {
    /// Everything that belongs to it.
    pub dossier: Dossier,
    /// Its files.
    pub files: Vec<Attachment>,
    /// Whether the company's part is for oneself to edit, or that is for others of the company.
    pub may_edit: bool,
}

impl Engine {
    /// The registrations that are the actor's, whatever their state: as who handed them in, or as one of their people. The latest
    /// comes first.
    pub async fn list_own_registrations(
        &self,
        actor: &Actor,
        event: EventId,
    ) -> Result<Vec<OwnRegistration>, Error> {
        let mut tx = self.read().await?;
        self.permit(&mut tx, actor, UseCase::ShowRegistration, Some(event)).await?;
        let account = actor.account_id().ok_or(Refusal::SignInNeeded)?;
        let mut own = Vec::new();
        for id in registrations::list_of_account(&mut tx, event, account).await? {
            if let Some(dossier) = registrations::dossier(&mut tx, event, id).await? {
                let files = registration_parts::files(&mut tx, id).await?;
                let may_edit = dossier.subject().accounts.contains(&account);
                own.push(OwnRegistration { dossier, files, may_edit });
            }
        }
        Ok(own)
    }
}
