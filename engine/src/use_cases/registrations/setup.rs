//! Setting registration up: form, lists of terms, settings, consent texts.

use super::importing::read_table;
use crate::{
    Actor, CategoryId, Engine, Error, EventId, Kind, Refusal, TermId,
    domain::{
        access::UseCase,
        form::{Field, Form},
        phase::Action,
        registration::{ConsentText, NewConsentText, RegistrationSettings},
        terms::{self, NewTerm, Term, TermChanges, TermList, check_lists, check_terms, may_merge},
        text::Texts,
    },
    store::{Tx, registration_setup, terms as store},
};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// What one needs in order to register.
#[derive(Clone, Debug, PartialEq)]
pub struct RegistrationForm {
    /// The categories in which somebody may register themselves: none of experts.
    pub categories: Vec<(CategoryId, Texts)>,
    /// All fields; [`Form::of`] picks those of a block and category.
    pub form: Form,
    /// The lists.
    pub lists: Vec<TermList>,
    /// The terms of all lists.
    pub terms: Vec<Term>,
    /// The settings.
    pub settings: RegistrationSettings,
    /// The texts to consent to.
    pub consents: Vec<ConsentText>,
    /// The version of the setup, for whoever changes it.
    pub version: i64,
}

impl Engine {
    /// Reads form, lists, settings and texts.
    pub async fn show_registration_form(
        &self,
        actor: &Actor,
        event: EventId,
    ) -> Result<RegistrationForm, Error> {
        let mut tx = self.read().await?;
        let permit = self.permit(&mut tx, actor, UseCase::ShowRegistrationForm, Some(event)).await?;
        let set_up = self.set_up(&mut tx, event).await?;
        let organiser = self.permit(&mut tx, actor, UseCase::SetUpRegistration, Some(event)).await.is_ok();
        if permit.all || organiser || set_up.event.event.shows(Action::SeePublic, self.now()) {
            Ok(set_up.registration.clone())
        } else {
            Err(Error::not_found(Kind::Event))
        }
    }

    /// Replaces the form. Answers to fields that are gone stay where they are and are shown no more.
    pub async fn set_form(
        &self,
        actor: &Actor,
        event: EventId,
        version: i64,
        fields: &[Field],
    ) -> Result<(), Error> {
        let mut tx = self.begin_setup(actor, event).await?;
        let categories = registration_setup::categories(&mut tx, event).await?;
        let categories: BTreeSet<_> = categories.into_iter().map(|line| line.id).collect();
        let lists: BTreeSet<_> = store::lists(&mut tx, event).await?.into_iter().map(|l| l.name).collect();
        let form = Form::check(fields, &categories, &lists)?;
        if !registration_setup::touch(&mut tx, event, version).await? {
            return Err(Error::Conflict);
        }
        registration_setup::replace_form(&mut tx, event, &form, || self.id()).await?;
        let names: Vec<_> = form.fields().iter().map(|f| format!("{}.{}", f.block, f.name)).collect();
        tx.record(self.entry(actor, "form.set", Kind::Form, event).of(event).after(json!(names)));
        Ok(tx.commit().await?)
    }

    /// Sets what the organiser chose for registration.
    pub async fn set_registration_settings(
        &self,
        actor: &Actor,
        event: EventId,
        version: i64,
        settings: &RegistrationSettings,
    ) -> Result<(), Error> {
        let mut tx = self.begin_setup(actor, event).await?;
        settings.check()?;
        let (before, _) = registration_setup::settings(&mut tx, event).await?;
        if !registration_setup::set_settings(&mut tx, event, settings, version).await? {
            return Err(Error::Conflict);
        }
        let entry = self.entry(actor, "registration-settings.set", Kind::RegistrationSettings, event);
        tx.record(entry.of(event).before(json!(before)).after(json!(settings)));
        Ok(tx.commit().await?)
    }

    /// Sets the lists of terms. A list that is left out is deleted, which it cannot be while it has terms.
    pub async fn set_term_lists(
        &self,
        actor: &Actor,
        event: EventId,
        version: i64,
        lists: &[TermList],
    ) -> Result<(), Error> {
        let mut tx = self.begin_setup(actor, event).await?;
        let lists = check_lists(lists)?;
        if !registration_setup::touch(&mut tx, event, version).await? {
            return Err(Error::Conflict);
        }
        let before = store::lists(&mut tx, event).await?;
        let terms = store::list_by_event(&mut tx, event).await?;
        let form = registration_setup::form(&mut tx, event).await?;
        for gone in before.iter().filter(|old| !lists.iter().any(|list| list.name == old.name)) {
            let asked = form.fields().iter().any(|f| f.definition.list.as_ref() == Some(&gone.name));
            if asked || terms.iter().any(|term| term.list == gone.name) {
                return Err(Refusal::InUse.into());
            }
            store::delete_list(&mut tx, event, &gone.name).await?;
        }
        for (position, list) in (1..).zip(&lists) {
            store::save_list(&mut tx, event, list, position).await?;
        }
        let names = |lists: &[TermList]| json!(lists.iter().map(|l| l.name.clone()).collect::<Vec<_>>());
        let entry = self.entry(actor, "term-lists.set", Kind::TermList, event).of(event);
        tx.record(entry.before(names(&before)).after(names(&lists)));
        Ok(tx.commit().await?)
    }

    /// Adds terms to a list, or changes those whose code is there already.
    pub async fn save_terms(
        &self,
        actor: &Actor,
        event: EventId,
        list: &str,
        new: &[NewTerm],
    ) -> Result<TermChanges, Error> {
        let mut tx = self.begin_setup(actor, event).await?;
        let changes =
            self.change_terms(&mut tx, actor, event, (list, new), |i| format!("terms[{i}]")).await?;
        tx.commit().await?;
        Ok(changes)
    }

    /// Imports terms from a file with the columns `code`, `parent`, `fr`, `en`; on trial, nothing is kept.
    pub async fn import_terms(
        &self,
        actor: &Actor,
        event: EventId,
        list: &str,
        file: &[u8],
        on_trial: bool,
    ) -> Result<TermChanges, Error> {
        let mut tx = self.read().await?;
        self.permit(&mut tx, actor, UseCase::SetUpRegistration, Some(event)).await?;
        drop(tx);
        let table = read_table(file.to_vec()).await?;
        let mut tx = self.begin_setup(actor, event).await?;
        let (numbers, new): (Vec<_>, Vec<_>) =
            terms::read_lines(&table.header, &table.lines)?.into_iter().unzip();
        let path = |i: usize| format!("line[{}]", numbers[i]);
        let changes = self.change_terms(&mut tx, actor, event, (list, &new), path).await?;
        if !on_trial {
            tx.commit().await?;
        }
        Ok(changes)
    }

    async fn change_terms(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        event: EventId,
        (list, new): (&str, &[NewTerm]),
        path: impl Fn(usize) -> String,
    ) -> Result<TermChanges, Error> {
        let (_, version) = registration_setup::settings(tx, event).await?;
        if !registration_setup::touch(tx, event, version).await? {
            return Err(Error::Conflict);
        }
        if !store::lists(tx, event).await?.iter().any(|known| known.name == list) {
            return Err(Error::not_found(Kind::TermList));
        }
        let all = store::list_by_event(tx, event).await?;
        let before: Vec<_> = all.iter().filter(|term| term.list == list).cloned().collect();
        let changes = check_terms(list, &before, new, path, || self.id())?;
        for (position, term) in (before.len() as i64 + 1..).zip(&changes.added) {
            store::insert(tx, event, term, position).await?;
        }
        for term in &changes.changed {
            store::update(tx, event, term).await?;
        }
        let entry = self.entry(actor, "terms.saved", Kind::TermList, event).of(event);
        let (n_added, n_changed) = (changes.added.len(), changes.changed.len());
        tx.record(entry.after(json!({ "list": list, "added": n_added, "changed": n_changed })));
        Ok(changes)
    }

    /// Merges a term into another of its list: whoever chose it has the other from now on. How many that were.
    pub async fn merge_terms(
        &self,
        actor: &Actor,
        event: EventId,
        from: TermId,
        into: TermId,
    ) -> Result<u64, Error> {
        let mut tx = self.begin_setup(actor, event).await?;
        let all = store::list_by_event(&mut tx, event).await?;
        let find = |id| all.iter().find(|term| term.id == id).ok_or(Error::not_found(Kind::Term));
        let (old, new) = (find(from)?, find(into)?);
        may_merge(&all, from, into)?;
        let form = registration_setup::form(&mut tx, event).await?;
        if form.depends_on(from) {
            let form = form.with_terms(&BTreeMap::from([(from, into)]));
            self.replace_form(&mut tx, event, &form).await?;
        }
        let n_moved = store::merge(&mut tx, event, from, into).await?;
        let entry = self.entry(actor, "term.merged", Kind::Term, from).of(event);
        tx.record(
            entry
                .before(json!({ "code": old.code, "labels": old.labels }))
                .after(json!({ "into": into, "code": new.code, "choices": n_moved })),
        );
        tx.commit().await?;
        Ok(n_moved)
    }

    /// Puts another form in the place of the one that is there, for whoever changes it next to see.
    async fn replace_form(&self, tx: &mut Tx, event: EventId, form: &Form) -> Result<(), Error> {
        let (_, version) = registration_setup::settings(tx, event).await?;
        if !registration_setup::touch(tx, event, version).await? {
            return Err(Error::Conflict);
        }
        Ok(registration_setup::replace_form(tx, event, form, || self.id()).await?)
    }

    /// Deletes a term that nobody chose, that has none below it, and after which the form does not ask.
    pub async fn delete_term(&self, actor: &Actor, event: EventId, id: TermId) -> Result<(), Error> {
        let mut tx = self.begin_setup(actor, event).await?;
        let all = store::list_by_event(&mut tx, event).await?;
        let term = all.iter().find(|term| term.id == id).ok_or(Error::not_found(Kind::Term))?;
        let asked_after = registration_setup::form(&mut tx, event).await?.depends_on(id);
        if asked_after || !store::delete(&mut tx, event, id).await? {
            return Err(Refusal::InUse.into());
        }
        let entry = self.entry(actor, "term.deleted", Kind::Term, id).of(event);
        tx.record(entry.before(json!({ "code": term.code, "labels": term.labels })));
        Ok(tx.commit().await?)
    }

    /// Publishes a text that people consent to, as a new version. Its number.
    pub async fn publish_consent_text(
        &self,
        actor: &Actor,
        event: EventId,
        new: &NewConsentText,
    ) -> Result<i64, Error> {
        let mut tx = self.begin_setup(actor, event).await?;
        let all = registration_setup::consent_texts(&mut tx, event).await?;
        let of_purpose = all.iter().filter(|text| text.purpose == new.purpose);
        let latest = of_purpose.map(|text| text.version).max().unwrap_or_default();
        let text = new.check(latest, self.now())?;
        if !registration_setup::insert_consent_text(&mut tx, event, &text).await? {
            return Err(Error::Conflict);
        }
        let entry = self.entry(actor, "consent-text.published", Kind::ConsentText, event).of(event);
        tx.record(entry.after(json!({ "purpose": text.purpose, "version": text.version })));
        tx.commit().await?;
        Ok(text.version)
    }

    async fn begin_setup(&self, actor: &Actor, event: EventId) -> Result<Tx, Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::SetUpRegistration, Some(event)).await?;
        // Nobody fills in meanwhile what is changed here: a form, a list, a term.
        self.lock_event(&mut tx, event, Action::EditSettings).await?;
        Ok(tx)
    }
}

/// What one needs in order to register.
pub(crate) async fn load_form(tx: &mut Tx, event: EventId) -> Result<RegistrationForm, Error> {
    let (settings, version) = registration_setup::settings(tx, event).await?;
    let mut categories = registration_setup::category_names(tx, event).await?;
    let lines = registration_setup::categories(tx, event).await?;
    categories.retain(|(id, _)| lines.iter().any(|line| line.id == *id && !line.expert));
    Ok(RegistrationForm {
        categories,
        form: registration_setup::form(tx, event).await?,
        lists: store::lists(tx, event).await?,
        terms: store::list_by_event(tx, event).await?,
        settings,
        consents: registration_setup::consents_in_force(tx, event).await?,
        version,
    })
}
