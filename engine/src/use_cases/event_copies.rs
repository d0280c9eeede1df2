//! What belongs to an event besides its own settings, copied to its copy.

use crate::{
    Engine, Error, EventId, TermId,
    domain::{assignment::AssignmentRule, event_copy::Copied, reminder::ReminderRule, terms::Term},
    store::{Tx, activities, assignment, mail_templates, registration_setup, reminders, terms},
};
use std::collections::BTreeMap;

impl Engine {
    /// Copies the activities, as drafts without people.
    pub(crate) async fn copy_activities(
        &self,
        tx: &mut Tx,
        original: EventId,
        copied: &Copied,
    ) -> Result<(), Error> {
        for activity in activities::list(tx, original).await? {
            let copy = activity.copied(self.id(), copied, self.now());
            activities::insert(tx, &copy).await?;
        }
        Ok(())
    }

    /// Copies what registration asks: lists with their terms, the form, settings, consent texts in force, assignment rules.
    pub(crate) async fn copy_registration_setup(
        &self,
        tx: &mut Tx,
        original: EventId,
        copied: &Copied,
    ) -> Result<(), Error> {
        let event = copied.setup.event.id;
        let (settings, _) = registration_setup::settings(tx, original).await?;
        registration_setup::set_settings(tx, event, &settings, 1).await?;
        for (position, list) in (1_i64..).zip(terms::lists(tx, original).await?) {
            terms::save_list(tx, event, &list, position).await?;
        }
        let terms = self.copy_terms(tx, original, event).await?;
        let form = registration_setup::form(tx, original).await?.copied(&copied.categories, &terms);
        registration_setup::replace_form(tx, event, &form, || self.id()).await?;
        for mut text in registration_setup::consents_in_force(tx, original).await? {
            (text.version, text.created_at) = (1, self.now());
            registration_setup::insert_consent_text(tx, event, &text).await?;
        }
        let rules = assignment::list_by_event(tx, original).await?;
        let rule = |rule: AssignmentRule| AssignmentRule { id: self.id(), ..rule };
        let rules: Vec<_> = rules.into_iter().map(rule).collect();
        assignment::replace(tx, event, &rules).await?;
        Ok(())
    }

    /// Copies the rules by which people are reminded.
    pub(crate) async fn copy_reminders(
        &self,
        tx: &mut Tx,
        original: EventId,
        event: EventId,
    ) -> Result<(), Error> {
        for rule in reminders::list(tx, original).await? {
            reminders::insert(tx, &ReminderRule { id: self.id(), event, ..rule }, self.now()).await?;
        }
        Ok(())
    }

    /// Copies the texts of mails that the event has of its own.
    pub(crate) async fn copy_mail_templates(
        &self,
        tx: &mut Tx,
        original: EventId,
        event: EventId,
    ) -> Result<(), Error> {
        for (of, template) in mail_templates::list(tx, original).await? {
            mail_templates::set(tx, event, of, &template, self.now()).await?;
        }
        Ok(())
    }

    /// Copies terms, and then says which is above which: the one above need not come first. The copies by the originals.
    async fn copy_terms(
        &self,
        tx: &mut Tx,
        original: EventId,
        event: EventId,
    ) -> Result<BTreeMap<TermId, TermId>, Error> {
        let all = terms::list_by_event(tx, original).await?;
        let ids: BTreeMap<_, _> = all.iter().map(|term| (term.id, self.id())).collect();
        let mut below = Vec::new();
        for (position, term) in (1_i64..).zip(all) {
            let copy = Term { id: ids[&term.id], parent: None, ..term.clone() };
            terms::insert(tx, event, &copy, position).await?;
            if let Some(parent) = term.parent.and_then(|parent| ids.get(&parent).copied()) {
                below.push(Term { parent: Some(parent), ..copy });
            }
        }
        for term in below {
            terms::update(tx, event, &term).await?;
        }
        Ok(ids)
    }
}
