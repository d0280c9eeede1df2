//! The people of a registration: added, edited, taken out.

use super::{
    about,
    editing::{Edit, filled_by},
};
use crate::{
    Actor, Engine, Error, EventId, Fault, FaultCode, Faults, Kind, ParticipantId, Refusal, RegistrationId,
    domain::{
        access::UseCase,
        form::Answers,
        notice::NoticeKind,
        phase::Action,
        registration::{Dossier, Participant, PersonInput, check_person},
    },
    store::{
        Tx, agendas, events, participants, parties, registration_setup, registrations, roles,
        terms::{self, Chooser},
    },
};
use serde_json::json;

/// A change of a person.
#[derive(Clone, Debug)]
pub struct PersonChange {
    /// The version that was seen.
    pub version: i64,
    /// What the person's block says now. The address stays what it was.
    pub person: PersonInput,
}

impl Engine {
    /// Adds a person, who gets an account where the address has none.
    pub async fn add_person(
        &self,
        actor: &Actor,
        event: EventId,
        id: RegistrationId,
        person: &PersonInput,
    ) -> Result<ParticipantId, Error> {
        let mut tx = self.write().await?;
        let permit = self.permit(&mut tx, actor, UseCase::EditRegistration, Some(event)).await?;
        self.event_in_phase(&mut tx, event, Action::ManageRegistrations).await?;
        // Before any registration, as all do who take both.
        registration_setup::arrive(&mut tx, event, 0).await?;
        let Edit { mut tx, line, mut dossier, setup, by, .. } = self.edit(tx, permit, event, id).await?;
        if dossier.people.len() >= setup.settings.most_people {
            return Err(Refusal::TooManyAlready.into());
        }
        let category = dossier.registration.category;
        let mut faults = Faults::new();
        let checked = check_person(&setup, "people[0]", (category, by), person, &Answers::new(), &mut faults);
        let checked = checked.filter(|_| faults.as_slice().is_empty()).ok_or(Error::Invalid(faults))?;
        let subject = dossier.registration.subject();
        let terms = self.terms_of(&mut tx, actor, event, (by, &subject), &setup.settings).await?;
        self.add_people(&mut tx, actor, (&line, &terms), &mut dossier, vec![checked]).await?;
        let new = dossier.people.last().ok_or(Error::Internal("a person was added"))?;
        let entry = self.entry(actor, "participant.added", Kind::Participant, new.id).of(event);
        tx.record(entry.after(json!({ "name": new.name, "category": new.category })));
        let id = new.id;
        tx.commit().await?;
        Ok(id)
    }

    /// Changes a person's block. The address is the account's, and stays.
    pub async fn edit_person(
        &self,
        actor: &Actor,
        event: EventId,
        id: ParticipantId,
        change: &PersonChange,
    ) -> Result<(), Error> {
        let mut tx = self.write().await?;
        let permit = self.permit(&mut tx, actor, UseCase::EditRegistration, Some(event)).await?;
        let nothing = || Error::not_found(Kind::Participant);
        let found = participants::find(&mut tx, event, id).await?.ok_or_else(nothing)?;
        if change.person.category.is_some_and(|category| category != found.category) {
            // Nobody agrees to meet an expert while this makes one.
            events::lock(&mut tx, event).await?;
        } else {
            events::hold(&mut tx, event).await?;
        }
        registrations::lock(&mut tx, event, found.registration).await?;
        let dossier =
            registrations::dossier(&mut tx, event, found.registration).await?.ok_or_else(nothing)?;
        let person = dossier.people.iter().find(|person| person.id == id).ok_or_else(nothing)?;
        if !permit.covers(&dossier.subject_of(person)) {
            return Err(nothing());
        }
        let by = filled_by(&permit, &dossier);
        self.may_edit(&mut tx, event, &dossier, by).await?;
        let setup = registration_setup::setup(&mut tx, event).await?;
        let (mut faults, mut given) = (Faults::new(), change.person.clone());
        if let Some(email) = &person.email {
            given.email.clone_from(email);
        }
        // The category is what it was, unless another one is named.
        let of = (person.category, by);
        let checked = check_person(&setup, "people[0]", of, &given, &person.answers, &mut faults);
        let mut new = person.clone();
        // Who may edit the company's part is for those to say who may; so is the category.
        let may_appoint = permit.covers(&dossier.subject());
        if let Some(checked) = checked.as_ref().filter(|_| may_appoint) {
            new.company_admin = checked.company_admin;
            new.category = checked.category;
            new.expert = checked.expert;
        }
        let mut others = dossier.people.iter().filter(|other| other.id != id);
        if person.company_admin && !new.company_admin && !others.any(|other| other.company_admin) {
            faults.push(Fault::new("people[0].company_admin", FaultCode::Required));
        }
        if becomes_one_of_two_experts(&mut tx, person, &new).await? {
            faults.push(Fault::new("people[0].category", FaultCode::ExpertsMeetExperts));
        }
        let checked = checked.filter(|_| faults.as_slice().is_empty()).ok_or(Error::Invalid(faults))?;
        new.version = change.version;
        new.name = checked.name;
        new.answers = checked.given.answers;
        if !participants::update(&mut tx, &new).await? {
            return Err(Error::Conflict);
        }
        self.swap_part(&mut tx, person, &new).await?;
        terms::choose(&mut tx, Chooser::Participant, event, id, &checked.given.terms).await?;
        if new.name != person.name {
            agendas::raise_showing(&mut tx, event, &[id], self.now()).await?;
        }
        let entry = self.entry(actor, "participant.edited", Kind::Participant, id).of(event);
        tx.record(
            entry
                .before(json!({ "name": person.name, "answers": person.answers }))
                .after(json!({ "name": new.name, "answers": new.answers })),
        );
        Ok(tx.commit().await?)
    }

    /// Gives the account of somebody who became an expert, or is none any more, the role that goes with that.
    pub(super) async fn swap_part(
        &self,
        tx: &mut Tx,
        before: &Participant,
        after: &Participant,
    ) -> Result<(), Error> {
        if let Some(account) = after.account.filter(|_| after.expert != before.expert) {
            roles::withdraw_part(tx, after.event, account, self.now()).await?;
            self.grant_part(tx, after).await?;
        }
        Ok(())
    }

    /// Takes a person out, with all that the person had in the event. The last one stays: a registration without people is
    /// cancelled as a whole. Where nobody is left who may edit what is the company's, the first of those who stay may.
    pub async fn remove_person(&self, actor: &Actor, event: EventId, id: ParticipantId) -> Result<(), Error> {
        let mut tx = self.write().await?;
        let permit = self.permit(&mut tx, actor, UseCase::EditRegistration, Some(event)).await?;
        let nothing = || Error::not_found(Kind::Participant);
        let found = participants::find(&mut tx, event, id).await?.ok_or_else(nothing)?;
        events::lock(&mut tx, event).await?;
        if !registrations::lock(&mut tx, event, found.registration).await? {
            return Err(nothing());
        }
        // Whoever administers the company takes its people out; and everybody leaves alone, whoever registered them.
        let dossier = registrations::dossier(&mut tx, event, found.registration).await?;
        let mine = |dossier: &Dossier| {
            let person = dossier.people.iter().find(|person| person.id == id);
            person.is_some_and(|person| permit.covers(&dossier.subject_of(person)))
        };
        let dossier = dossier.filter(mine).ok_or_else(nothing)?;
        let line = self.may_edit(&mut tx, event, &dossier, filled_by(&permit, &dossier)).await?;
        let (gone, stay): (Vec<_>, Vec<_>) =
            dossier.people.iter().cloned().partition(|person| person.id == id);
        if gone.is_empty() {
            return Err(nothing());
        }
        let first = stay.first().ok_or(Refusal::LastPerson)?;
        let lost = self.leave_event(&mut tx, actor, event, &gone).await?;
        if !participants::remove(&mut tx, event, id, self.now()).await? {
            return Err(Error::Conflict);
        }
        if !stay.iter().any(|person| person.company_admin) {
            let first = Participant { company_admin: true, ..first.clone() };
            if !participants::update(&mut tx, &first).await? {
                return Err(Error::Conflict);
            }
        }
        let data = about(&line, &dossier);
        self.tell_people(&mut tx, &gone, NoticeKind::ParticipantRemoved, &data).await?;
        self.tell_of_leaving(&mut tx, actor, &line, &dossier, (&gone, lost)).await?;
        let entry = self.entry(actor, "participant.removed", Kind::Participant, id).of(event);
        tx.record(entry.before(json!({ "name": found.name, "registration": found.registration })));
        Ok(tx.commit().await?)
    }
}

/// Whether somebody who meets an expert would be one too: experts never meet each other.
pub(super) async fn becomes_one_of_two_experts(
    tx: &mut Tx,
    before: &Participant,
    after: &Participant,
) -> Result<bool, Error> {
    Ok(after.expert && !before.expert && parties::meets_expert(tx, after.event, after.id).await?)
}
