//! Editing what a registration says: the company, its offers and wants; and what every edit begins with.

use super::{adding::Terms, is_alive, is_organiser};
use crate::{
    Actor, Engine, Error, EventId, Fault, FaultCode, Faults, Kind, OfferingId, Refusal, RegistrationId,
    domain::{
        access::{Permit, UseCase},
        form::Answers,
        notice::NoticeKind,
        phase::Action,
        registration::{
            CompanyInput, Dossier, FilledBy, OfferingInput, RegistrationState, Setup, check_company,
            check_offering,
        },
    },
    store::{
        Tx, agendas, assignment as rules, events, offerings,
        registration_parts::{self, Consent},
        registration_setup::{self, EventLine},
        registrations,
        terms::{self, Chooser},
    },
};
use serde_json::json;

/// A change of an offer or a want.
#[derive(Clone, Debug)]
pub struct OfferingChange {
    /// The version that was seen.
    pub version: i64,
    /// What its block says now.
    pub offering: OfferingInput,
}

/// What every edit begins with.
pub(super) struct Edit {
    pub(super) tx: Tx,
    pub(super) permit: Permit,
    pub(super) line: EventLine,
    pub(super) dossier: Dossier,
    pub(super) setup: Setup,
    pub(super) by: FilledBy,
}

impl Engine {
    /// The registration with everything that belongs to it, for its people and for organisers.
    pub async fn show_registration(
        &self,
        actor: &Actor,
        event: EventId,
        id: RegistrationId,
    ) -> Result<Dossier, Error> {
        let mut tx = self.read().await?;
        let permit = self.permit(&mut tx, actor, UseCase::ShowRegistration, Some(event)).await?;
        let dossier = registrations::dossier(&mut tx, event, id).await?;
        dossier
            .filter(|dossier| permit.covers(&dossier.readers()))
            .ok_or(Error::not_found(Kind::Registration))
    }

    /// Changes the company's block.
    pub async fn edit_company(
        &self,
        actor: &Actor,
        event: EventId,
        (id, version): (RegistrationId, i64),
        company: &CompanyInput,
    ) -> Result<(), Error> {
        let Edit { mut tx, permit, mut dossier, setup, .. } = self.begin_edit(actor, event, id).await?;
        let registration = &mut dossier.registration;
        let mut faults = Faults::new();
        let before = &registration.answers;
        let checked = check_company(&setup, "company", registration.category, company, before, &mut faults);
        let checked = checked.filter(|_| faults.as_slice().is_empty()).ok_or(Error::Invalid(faults))?;
        let shown = |r: &crate::domain::registration::Registration| json!({ "company": r.company_name, "country": r.country, "region": r.region, "answers": r.answers });
        let entry = self.entry(actor, "registration.edited", Kind::Registration, id).of(event);
        let entry = entry.before(shown(registration));
        let renamed = registration.company_name != checked.name;
        registration.version = version;
        registration.company_name = checked.name;
        registration.country = checked.country;
        registration.region = checked.region;
        registration.answers = checked.given.answers;
        registration.assign(&rules::list_by_event(&mut tx, event).await?);
        let entry = entry.after(shown(registration));
        // Nobody moves a registration out of their own reach.
        if !permit.covers(&dossier.subject()) {
            return Err(Fault::new("company.country", FaultCode::OutOfScope).into());
        }
        if !registrations::update(&mut tx, &dossier.registration).await? {
            return Err(Error::Conflict);
        }
        terms::choose(&mut tx, Chooser::Registration, event, id, &checked.given.terms).await?;
        if renamed {
            let people: Vec<_> = dossier.people.iter().map(|person| person.id).collect();
            agendas::raise_showing(&mut tx, event, &people, self.now()).await?;
        }
        tx.record(entry);
        Ok(tx.commit().await?)
    }

    /// Adds an offer or a want.
    pub async fn add_offering(
        &self,
        actor: &Actor,
        event: EventId,
        id: RegistrationId,
        offering: &OfferingInput,
    ) -> Result<OfferingId, Error> {
        let Edit { mut tx, mut dossier, setup, by, .. } = self.begin_edit(actor, event, id).await?;
        if dossier.offerings.len() >= setup.settings.most_offerings {
            return Err(Refusal::TooManyAlready.into());
        }
        let (mut faults, category) = (Faults::new(), dossier.registration.category);
        let checked =
            check_offering(&setup, "offerings[0]", category, offering, &Answers::new(), &mut faults);
        let checked = checked.filter(|_| faults.as_slice().is_empty()).ok_or(Error::Invalid(faults))?;
        let subject = dossier.registration.subject();
        let terms: Terms = self.terms_of(&mut tx, actor, event, (by, &subject), &setup.settings).await?;
        self.add_offerings(&mut tx, &terms, &mut dossier, &[checked]).await?;
        let new = dossier.offerings.last().ok_or(Error::Internal("an offering was added"))?;
        let entry = self.entry(actor, "offering.added", Kind::Offering, new.id).of(event);
        tx.record(entry.after(json!({ "kind": new.kind, "title": new.title })));
        let id = new.id;
        tx.commit().await?;
        Ok(id)
    }

    /// Changes an offer or a want. What somebody writes who may not validate it waits to be validated again.
    pub async fn edit_offering(
        &self,
        actor: &Actor,
        event: EventId,
        (registration, id): (RegistrationId, OfferingId),
        change: &OfferingChange,
    ) -> Result<(), Error> {
        let Edit { mut tx, dossier, setup, by, .. } = self.begin_edit(actor, event, registration).await?;
        let old = dossier.offerings.iter().find(|offering| offering.id == id);
        let old = old.ok_or(Error::not_found(Kind::Offering))?;
        let (mut faults, category) = (Faults::new(), dossier.registration.category);
        let checked =
            check_offering(&setup, "offerings[0]", category, &change.offering, &old.answers, &mut faults);
        let checked = checked.filter(|_| faults.as_slice().is_empty()).ok_or(Error::Invalid(faults))?;
        let subject = dossier.registration.subject();
        let terms = self.terms_of(&mut tx, actor, event, (by, &subject), &setup.settings).await?;
        let mut new = old.clone();
        new.version = change.version;
        new.kind = checked.kind;
        new.title = checked.title;
        new.text = checked.text;
        new.answers = checked.given.answers;
        new.validated = terms.offerings_validated;
        if !offerings::update(&mut tx, &new).await? {
            return Err(Error::Conflict);
        }
        terms::choose(&mut tx, Chooser::Offering, event, id, &checked.given.terms).await?;
        let entry = self.entry(actor, "offering.edited", Kind::Offering, id).of(event);
        tx.record(
            entry
                .before(json!({ "title": old.title, "text": old.text }))
                .after(json!({ "title": new.title, "text": new.text, "validated": new.validated })),
        );
        Ok(tx.commit().await?)
    }

    /// Deletes an offer or a want with its files.
    pub async fn remove_offering(
        &self,
        actor: &Actor,
        event: EventId,
        (registration, id): (RegistrationId, OfferingId),
    ) -> Result<(), Error> {
        let Edit { mut tx, dossier, .. } = self.begin_edit(actor, event, registration).await?;
        let old = dossier.offerings.iter().find(|offering| offering.id == id);
        let old = old.ok_or(Error::not_found(Kind::Offering))?;
        if !offerings::delete(&mut tx, event, id).await? {
            return Err(Error::Conflict);
        }
        let entry = self.entry(actor, "offering.removed", Kind::Offering, id).of(event);
        tx.record(entry.before(json!({ "kind": old.kind, "title": old.title })));
        Ok(tx.commit().await?)
    }

    /// Gives a registration up, with the reason.
    pub async fn cancel_registration(
        &self,
        actor: &Actor,
        event: EventId,
        id: RegistrationId,
        reason: &str,
    ) -> Result<(), Error> {
        let mut tx = self.write().await?;
        let permit = self.permit(&mut tx, actor, UseCase::CancelRegistration, Some(event)).await?;
        events::lock(&mut tx, event).await?;
        let mut dossier = self.editable(&mut tx, &permit, event, id).await?;
        let by = filled_by(&permit, &dossier);
        let line = self.may_edit(&mut tx, event, &dossier, by).await?;
        let reason = crate::domain::registration::reason("reason", reason)?;
        let lost = self.close(&mut tx, actor, &mut dossier, (RegistrationState::Cancelled, reason)).await?;
        let data = super::about(&line, &dossier);
        self.tell_people(&mut tx, &dossier.people, NoticeKind::RegistrationCancelled, &data).await?;
        self.tell_of_leaving(&mut tx, actor, &line, &dossier, (&dossier.people, lost)).await?;
        Ok(tx.commit().await?)
    }

    /// The consents of a registration, those that ended among them.
    pub async fn list_consents(
        &self,
        actor: &Actor,
        event: EventId,
        id: RegistrationId,
    ) -> Result<Vec<Consent>, Error> {
        let dossier = self.show_registration(actor, event, id).await?;
        let mut tx = self.read().await?;
        Ok(registration_parts::consents(&mut tx, dossier.registration.id).await?)
    }

    /// Takes a consent back, which one may as long as the text is not required.
    pub async fn withdraw_consent(
        &self,
        actor: &Actor,
        event: EventId,
        id: RegistrationId,
        purpose: &str,
    ) -> Result<(), Error> {
        let Edit { mut tx, .. } = self.begin_edit(actor, event, id).await?;
        let texts = registration_setup::consents_in_force(&mut tx, event).await?;
        let text = texts.iter().find(|text| text.purpose == purpose);
        if text.ok_or(Error::not_found(Kind::ConsentText))?.required {
            return Err(Refusal::ConsentNeeded.into());
        }
        if registration_parts::withdraw_consent(&mut tx, id, purpose, self.now()).await? == 0 {
            return Err(Error::not_found(Kind::ConsentText));
        }
        let entry = self.entry(actor, "consent.withdrawn", Kind::Registration, id).of(event);
        tx.record(entry.before(json!({ "purpose": purpose })));
        Ok(tx.commit().await?)
    }

    /// Permission, phase, lock and everything that an edit of a registration needs.
    pub(super) async fn begin_edit(
        &self,
        actor: &Actor,
        event: EventId,
        id: RegistrationId,
    ) -> Result<Edit, Error> {
        let mut tx = self.write().await?;
        let permit = self.permit(&mut tx, actor, UseCase::EditRegistration, Some(event)).await?;
        self.edit(tx, permit, event, id).await
    }

    /// The same, once the permission is there.
    pub(super) async fn edit(
        &self,
        mut tx: Tx,
        permit: Permit,
        event: EventId,
        id: RegistrationId,
    ) -> Result<Edit, Error> {
        // Terms and form stay as they are until what is checked against them is written.
        events::hold(&mut tx, event).await?;
        let dossier = self.editable(&mut tx, &permit, event, id).await?;
        let by = filled_by(&permit, &dossier);
        let line = self.may_edit(&mut tx, event, &dossier, by).await?;
        let setup = registration_setup::setup(&mut tx, event).await?;
        Ok(Edit { tx, permit, line, dossier, setup, by })
    }

    /// Whether the phase and the state let a registration be edited. Registrants may until the event is over; what was cancelled
    /// nobody edits, what was refused only organisers do.
    pub(super) async fn may_edit(
        &self,
        tx: &mut Tx,
        event: EventId,
        dossier: &Dossier,
        by: FilledBy,
    ) -> Result<EventLine, Error> {
        let line = self.event_in_phase(tx, event, Action::ManageRegistrations).await?;
        let closed = match by {
            FilledBy::Registrant => !is_alive(dossier.registration.state),
            FilledBy::Organiser => dossier.registration.state == RegistrationState::Cancelled,
        };
        if closed {
            return Err(Refusal::RegistrationState.into());
        }
        Ok(line)
    }
}

pub(super) fn filled_by(permit: &Permit, dossier: &Dossier) -> FilledBy {
    if is_organiser(permit, dossier) { FilledBy::Organiser } else { FilledBy::Registrant }
}
