//! What people want to be written to about.

use crate::{
    AccountId, Actor, Engine, Error, EventId, Kind, Refusal,
    domain::{access::UseCase, outbox::Copies},
    store::mail_choices,
};
use data_encoding::BASE64URL_NOPAD;
use serde_json::json;
use uuid::Uuid;

const ID_BYTES: usize = 16;

impl Engine {
    /// Which messages about registrations the actor wants of an event.
    pub async fn show_mail_choice(&self, actor: &Actor, event: EventId) -> Result<Copies, Error> {
        let mut tx = self.read().await?;
        self.permit(&mut tx, actor, UseCase::ChooseMails, Some(event)).await?;
        let account = actor.account_id().ok_or(Refusal::SignInNeeded)?;
        Ok(mail_choices::find(&mut tx, event, account).await?)
    }

    /// Says which.
    pub async fn choose_mails(&self, actor: &Actor, event: EventId, copies: Copies) -> Result<(), Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::ChooseMails, Some(event)).await?;
        let account = actor.account_id().ok_or(Refusal::SignInNeeded)?;
        mail_choices::set(&mut tx, event, account, copies).await?;
        let entry = self.entry(actor, "mail-choice.changed", Kind::MailTemplate, account).of(event);
        tx.record(entry.after(json!({ "copies": copies })));
        Ok(tx.commit().await?)
    }

    /// Stops reminders of an event for whoever got the secret in one of them. Doing it twice does no harm.
    pub async fn stop_reminders(&self, actor: &Actor, secret: &str) -> Result<(), Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::StopReminders, None).await?;
        let (account, event) = self.open_stop_secret(secret).ok_or(Refusal::TokenNotValid)?;
        if mail_choices::stop_reminders(&mut tx, event, account, self.now()).await? {
            tx.record(self.entry(actor, "reminders.stopped", Kind::MailTemplate, account).of(event));
        }
        Ok(tx.commit().await?)
    }

    /// Whether the actor is reminded of what there is in an event.
    pub async fn wants_reminders(&self, actor: &Actor, event: EventId) -> Result<bool, Error> {
        let mut tx = self.read().await?;
        self.permit(&mut tx, actor, UseCase::ChooseReminders, Some(event)).await?;
        let account = actor.account_id().ok_or(Refusal::SignInNeeded)?;
        Ok(!mail_choices::has_stopped(&mut tx, event, account).await?)
    }

    /// Stops reminders to the actor, or takes them up again: those that fall due from now on. Doing it twice does no harm.
    pub async fn choose_reminders(&self, actor: &Actor, event: EventId, wanted: bool) -> Result<(), Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::ChooseReminders, Some(event)).await?;
        let account = actor.account_id().ok_or(Refusal::SignInNeeded)?;
        let (action, changed) = if wanted {
            ("reminders.resumed", mail_choices::resume_reminders(&mut tx, event, account).await?)
        } else {
            ("reminders.stopped", mail_choices::stop_reminders(&mut tx, event, account, self.now()).await?)
        };
        if changed {
            tx.record(self.entry(actor, action, Kind::MailTemplate, account).of(event));
        }
        Ok(tx.commit().await?)
    }

    /// A secret that names an account and an event to nobody but this installation, without anything stored.
    pub(super) fn stop_secret(&self, account: AccountId, event: EventId) -> Result<String, Error> {
        let sealed = self.key().seal(account, Uuid::from(event).as_bytes(), self.secret())?;
        Ok(BASE64URL_NOPAD.encode(&[Uuid::from(account).as_bytes().as_slice(), &sealed].concat()))
    }

    fn open_stop_secret(&self, secret: &str) -> Option<(AccountId, EventId)> {
        let bytes = BASE64URL_NOPAD.decode(secret.as_bytes()).ok()?;
        let (account, sealed) = bytes.split_first_chunk::<ID_BYTES>()?;
        let account = AccountId::from(Uuid::from_bytes(*account));
        let event = self.key().open(account, sealed).ok()?;
        Some((account, Uuid::from_slice(&event).ok()?.into()))
    }
}
