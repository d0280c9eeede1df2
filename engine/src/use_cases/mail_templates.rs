//! Texts of mails that an event has of its own.

use crate::{
    Actor, Engine, Error, EventId, Kind,
    domain::{
        access::UseCase, account::Language, mail_template::MailTemplate, notice::NoticeKind, phase::Action,
    },
    store::{mail_templates, parties},
};
use serde_json::json;

const NO_TEMPLATE: Error = Error::not_found(Kind::MailTemplate);

impl Engine {
    /// The texts that an event has of its own, by kind and language.
    pub async fn list_mail_templates(
        &self,
        actor: &Actor,
        event: EventId,
    ) -> Result<Vec<((NoticeKind, Language), MailTemplate)>, Error> {
        let mut tx = self.read().await?;
        self.permit(&mut tx, actor, UseCase::EditMailTemplates, Some(event)).await?;
        Ok(mail_templates::list(&mut tx, event).await?)
    }

    /// Gives an event a text of its own for a kind of notice. Messages that wait are written by it too.
    pub async fn set_mail_template(
        &self,
        actor: &Actor,
        event: EventId,
        of: (NoticeKind, Language),
        template: &MailTemplate,
    ) -> Result<(), Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::EditMailTemplates, Some(event)).await?;
        let (phase, _) = parties::rules(&mut tx, event).await?.ok_or(Error::not_found(Kind::Event))?;
        phase.permits(Action::EditTexts)?;
        if !of.0.is_of_event() {
            return Err(NO_TEMPLATE);
        }
        let template = template.check(of.0)?;
        mail_templates::set(&mut tx, event, of, &template, self.now()).await?;
        let entry = self.entry(actor, "mail-template.changed", Kind::MailTemplate, event).of(event);
        tx.record(entry.after(json!({
            "kind": of.0, "language": of.1, "subject": template.subject, "body": template.body,
        })));
        Ok(tx.commit().await?)
    }

    /// Goes back to the text that comes with Carnet.
    pub async fn reset_mail_template(
        &self,
        actor: &Actor,
        event: EventId,
        of: (NoticeKind, Language),
    ) -> Result<(), Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::EditMailTemplates, Some(event)).await?;
        if !mail_templates::delete(&mut tx, event, of).await? {
            return Err(NO_TEMPLATE);
        }
        let entry = self.entry(actor, "mail-template.reset", Kind::MailTemplate, event).of(event);
        tx.record(entry.before(json!({ "kind": of.0, "language": of.1 })));
        Ok(tx.commit().await?)
    }
}
