//! Registrations that are not handed in: kept for whoever fills them in, seen by nobody else.
//!
//! A draft makes no registration and no participant. What is done with it is in the chain of the installation, since not even
//! the event's administrators are to know who thinks of taking part.

use crate::{
    AccountId, Actor, Engine, Error, EventId, Fault, FaultCode, Kind, Refusal,
    domain::{
        access::UseCase,
        phase::Action,
        registration::{FilledBy, NewRegistration, RegistrationDraft},
    },
    ids::RegistrationDraftId,
    store::{Tx, registration_drafts, registration_setup},
};

/// More than this is no form that somebody filled in.
const BYTES_MOST: usize = 1024 * 1024;

impl Engine {
    /// Keeps what somebody has filled in so far, as long as registration is open: its version. Nothing is checked until it is
    /// handed in by [`Engine::register`], which ends the draft.
    ///
    /// `seen` is the version that is replaced, or nothing for the first; a conflict where another window was faster.
    pub async fn save_draft(
        &self,
        actor: &Actor,
        event: EventId,
        seen: Option<i64>,
        content: &NewRegistration,
    ) -> Result<i64, Error> {
        let mut tx = self.write().await?;
        let account = self.drafter(&mut tx, actor, event).await?;
        let line = registration_setup::event(&mut tx, event).await?;
        let line = line.filter(|line| line.phase.allows(Action::SeePublic));
        self.may_register(&line.ok_or(Error::not_found(Kind::Event))?, FilledBy::Registrant)?;
        check(content)?;
        let (of, now) = ((event, account), self.now());
        let id = if let Some(seen) = seen {
            registration_drafts::update(&mut tx, of, seen, content, now).await?.ok_or(Error::Conflict)?
        } else {
            let id: RegistrationDraftId = self.id();
            if !registration_drafts::insert(&mut tx, id, of, content, now).await? {
                return Err(Error::Conflict);
            }
            id
        };
        tx.record(self.entry(actor, "registration-draft.saved", Kind::RegistrationDraft, id));
        tx.commit().await?;
        Ok(seen.unwrap_or_default() + 1)
    }

    /// The own draft, if there is one.
    pub async fn show_draft(
        &self,
        actor: &Actor,
        event: EventId,
    ) -> Result<Option<RegistrationDraft>, Error> {
        let mut tx = self.read().await?;
        let account = self.drafter(&mut tx, actor, event).await?;
        Ok(registration_drafts::find(&mut tx, event, account).await?)
    }

    /// Throws the own draft away.
    pub async fn discard_draft(&self, actor: &Actor, event: EventId) -> Result<(), Error> {
        let mut tx = self.write().await?;
        let account = self.drafter(&mut tx, actor, event).await?;
        let id = registration_drafts::delete(&mut tx, event, account).await?;
        let id = id.ok_or(Error::not_found(Kind::RegistrationDraft))?;
        tx.record(self.entry(actor, "registration-draft.discarded", Kind::RegistrationDraft, id));
        Ok(tx.commit().await?)
    }

    async fn drafter(&self, tx: &mut Tx, actor: &Actor, event: EventId) -> Result<AccountId, Error> {
        self.permit(tx, actor, UseCase::KeepDraft, Some(event)).await?;
        // The installation itself fills nothing in.
        Ok(actor.account_id().ok_or(Refusal::SignInNeeded)?)
    }
}

/// A draft may be anything that a form sends, but not without end, and not what no database keeps.
fn check(content: &NewRegistration) -> Result<(), Error> {
    let text = serde_json::to_string(content).map_err(|_| Error::Internal("a draft cannot be written"))?;
    if text.len() > BYTES_MOST {
        return Err(Fault::new("draft", FaultCode::TooLarge).with("most", BYTES_MOST).into());
    }
    if text.contains("\\u0000") {
        return Err(Fault::new("draft", FaultCode::ControlCharacters).into());
    }
    Ok(())
}
