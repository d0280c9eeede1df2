//! Reminders: their rules, and owing what has fallen due.

use super::notices::phone_of_participant;
use crate::{
    Actor, Engine, Error, EventId, Kind, ParticipantId, ReminderRuleId,
    domain::{
        access::UseCase,
        agenda::What,
        notice::{Notice, NoticeKind},
        reminder::{Anchor, Channel, NewReminder, ReminderRule},
        request::Person,
    },
    store::{Tx, agenda_entries, mail_choices, parties, reminders},
};
use serde_json::{Value, json};
use uuid::Uuid;

impl Engine {
    /// Adds a rule by which people are reminded.
    pub async fn add_reminder(
        &self,
        actor: &Actor,
        event: EventId,
        new: NewReminder,
    ) -> Result<ReminderRuleId, Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::SetReminders, Some(event)).await?;
        parties::rules(&mut tx, event).await?.ok_or(const { Error::not_found(Kind::Event) })?;
        let rule = new.check(self.id(), event)?;
        reminders::insert(&mut tx, &rule, self.now()).await?;
        let entry = self.entry(actor, "reminder.added", Kind::ReminderRule, rule.id).of(event);
        tx.record(entry.after(json!({
            "anchor": new.anchor, "minutes_before": new.minutes_before, "audience": new.audience,
            "channel": new.channel,
        })));
        tx.commit().await?;
        Ok(rule.id)
    }

    /// Ends a rule. What was owed by it stays owed.
    pub async fn withdraw_reminder(
        &self,
        actor: &Actor,
        event: EventId,
        id: ReminderRuleId,
    ) -> Result<(), Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::SetReminders, Some(event)).await?;
        if !reminders::withdraw(&mut tx, id, event, self.now()).await? {
            return Err(Error::not_found(Kind::ReminderRule));
        }
        tx.record(self.entry(actor, "reminder.withdrawn", Kind::ReminderRule, id).of(event));
        Ok(tx.commit().await?)
    }

    /// The rules of an event.
    pub async fn list_reminders(&self, actor: &Actor, event: EventId) -> Result<Vec<ReminderRule>, Error> {
        let mut tx = self.read().await?;
        self.permit(&mut tx, actor, UseCase::ListReminders, Some(event)).await?;
        Ok(reminders::list(&mut tx, event).await?)
    }

    /// Owes the reminders that have fallen due, each once however many nodes do it. Yields how many.
    pub async fn owe_reminders(&self, actor: &Actor) -> Result<usize, Error> {
        let mut tx = self.read().await?;
        self.permit(&mut tx, actor, UseCase::SendReminders, None).await?;
        let rules = reminders::list_active(&mut tx).await?;
        drop(tx);
        let mut n_owed = 0;
        for rule in rules {
            n_owed += self.owe_by(&rule).await?;
        }
        Ok(n_owed)
    }

    async fn owe_by(&self, rule: &ReminderRule) -> Result<usize, Error> {
        let mut tx = self.write().await?;
        let mut n_owed = 0;
        for (person, about, starts_at) in reminders::add_due(&mut tx, rule, self.now()).await? {
            let Some(person) = parties::person(&mut tx, person).await? else { continue };
            let (Some(account), Some(language)) = (person.account, person.language) else { continue };
            if mail_choices::has_stopped(&mut tx, rule.event, account).await? {
                continue;
            }
            let place = match rule.rule.anchor {
                Anchor::Meeting => self.meeting_of_agenda(&mut tx, &person, about).await?,
                Anchor::Event | Anchor::Day | Anchor::Activity => Value::Null,
            };
            let key = format!("reminder:{}:{}:{about}:{}", rule.id, person.id, starts_at.timestamp());
            let data = json!({
                "anchor": rule.rule.anchor, "channel": rule.rule.channel, "about": about,
                "starts_at": starts_at, "participant": person.id, "minutes_before": rule.rule.minutes_before,
                "meeting": place,
            });
            let notice = || Notice::new(self.id(), NoticeKind::Reminder, (account, language), self.now());
            let by_sms = self.goes_to_telephone(&mut tx, rule, person.id).await?;
            if by_sms {
                let key = format!("{key}:sms");
                tx.owe(notice().of(rule.event).once(key).data(data.clone()).by_sms());
            }
            // Whoever has no telephone is not left out.
            if !by_sms || rule.rule.channel != Channel::Sms {
                tx.owe(notice().of(rule.event).once(key).data(data));
            }
            n_owed += 1;
        }
        tx.commit().await?;
        Ok(n_owed)
    }

    /// Whether a rule reminds somebody by telephone: where it says so and a number is known.
    async fn goes_to_telephone(
        &self,
        tx: &mut Tx,
        rule: &ReminderRule,
        id: ParticipantId,
    ) -> Result<bool, Error> {
        Ok(rule.rule.channel != Channel::Mail && phone_of_participant(tx, rule.event, id).await?.is_some())
    }

    /// Where a meeting is and who else comes, for a reminder: an expert learns who visits.
    async fn meeting_of_agenda(&self, tx: &mut Tx, of: &Person, about: Uuid) -> Result<Value, Error> {
        let entries = agenda_entries::of_person(tx, of.event, of.id).await?;
        let found = entries.into_iter().find_map(|entry| match entry.what {
            What::Meeting { meeting, table, .. } if Uuid::from(meeting.id) == about => {
                Some(json!({ "room_name": entry.room_name, "table": table, "with": meeting.with }))
            }
            _ => None,
        });
        Ok(found.unwrap_or_default())
    }
}
