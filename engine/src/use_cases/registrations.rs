//! Registrations: setting them up, handing them in, editing, deciding.

mod adding;
mod again;
mod assigning;
mod attachments;
mod attendance;
mod availability;
mod booths;
mod decisions;
mod desk;
mod drafts;
mod editing;
mod importing;
mod importing_offerings;
mod leaving;
mod own;
mod people;
mod registering;
mod setup;

use crate::{
    Actor, Engine, Error, EventId, Kind, RegistrationId,
    domain::{
        access::Permit,
        account::Account,
        notice::NoticeKind,
        outbox::Copies,
        phase::Action,
        registration::{Dossier, Participant, RegistrationState},
        role::{Function, Role},
    },
    store::{
        Tx, accounts, mail_choices,
        registration_setup::{self, EventLine},
        registrations, roles,
    },
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub use availability::{ExpertInput, SlotAvailability};
pub use decisions::{Decision, RegistrationFilter, RegistrationLine, RegistrationPage};
pub use desk::{DeskFilter, DeskLine, DeskPerson};
pub use editing::OfferingChange;
pub use importing::ImportReport;
pub use importing_offerings::OfferingImportReport;
pub use own::OwnRegistration;
pub use people::PersonChange;
pub use registering::Registered;
pub use setup::RegistrationForm;
pub(super) use setup::load_form;

impl Engine {
    /// The event, where its phase allows something.
    pub(crate) async fn event_in_phase(
        &self,
        tx: &mut Tx,
        event: EventId,
        action: Action,
    ) -> Result<EventLine, Error> {
        let line = registration_setup::event(tx, event).await?.ok_or(Error::not_found(Kind::Event))?;
        line.phase.permits(action)?;
        Ok(line)
    }

    /// The registration with everything, if the actor may edit what is the company's.
    async fn editable(
        &self,
        tx: &mut Tx,
        permit: &Permit,
        event: EventId,
        id: RegistrationId,
    ) -> Result<Dossier, Error> {
        let nothing = Error::not_found(Kind::Registration);
        if !registrations::lock(tx, event, id).await? {
            return Err(nothing);
        }
        let dossier = registrations::dossier(tx, event, id).await?;
        dossier.filter(|dossier| permit.covers(&dossier.subject())).ok_or(nothing)
    }

    /// Tells every person of a registration who has an account.
    async fn tell_people(
        &self,
        tx: &mut Tx,
        people: &[Participant],
        kind: NoticeKind,
        data: &Value,
    ) -> Result<(), Error> {
        for person in people {
            if let Some(account) = self.account_of_participant(tx, person).await? {
                tx.owe(self.notice(kind, &account).of(person.event).data(data.clone()));
            }
        }
        Ok(())
    }

    /// Tells the administrators whom a registration concerns, but for the one who acts.
    async fn tell_administrators(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        dossier: &Dossier,
        kind: NoticeKind,
        data: &Value,
    ) -> Result<(), Error> {
        let administrators = self.administrators_of(tx, actor, dossier).await?;
        for (account, _) in administrators.iter().filter(|(_, copies)| *copies != Copies::None) {
            tx.owe(self.notice(kind, account).of(dossier.registration.event).data(data.clone()));
        }
        Ok(())
    }

    /// Gives administrators who want it a copy of what the people of a registration are told. No link is in it.
    async fn copy_to_administrators(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        dossier: &Dossier,
        kind: NoticeKind,
        data: &Value,
    ) -> Result<(), Error> {
        let mut data = data.clone();
        let people: Vec<&str> = dossier.people.iter().map(|person| person.name.as_str()).collect();
        data["copy_of"] = json!(people.join(", "));
        let administrators = self.administrators_of(tx, actor, dossier).await?;
        for (account, _) in administrators.iter().filter(|(_, copies)| *copies == Copies::All) {
            tx.owe(self.notice(kind, account).of(dossier.registration.event).data(data.clone()));
        }
        Ok(())
    }

    /// The administrators whom a registration concerns, but for the one who acts, with what they want to be told.
    async fn administrators_of(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        dossier: &Dossier,
    ) -> Result<Vec<(Account, Copies)>, Error> {
        let event = dossier.registration.event;
        let subject = dossier.registration.subject();
        let mut told = BTreeSet::from_iter(actor.account_id());
        let mut found = Vec::new();
        for record in roles::list_by_event(tx, event).await? {
            let concerned = match &record.role {
                Role::Principal => true,
                Role::Secondary { functions, scope } => {
                    functions.contains(&Function::ValidateRegistrations) && scope.covers(&subject)
                }
                _ => false,
            };
            if !concerned || !told.insert(record.account) {
                continue;
            }
            if let Some(account) = accounts::find(tx, record.account).await? {
                let copies = mail_choices::find(tx, event, account.id).await?;
                found.push((account, copies));
            }
        }
        Ok(found)
    }

    async fn account_of_participant(
        &self,
        tx: &mut Tx,
        person: &Participant,
    ) -> Result<Option<Account>, Error> {
        Ok(match person.account {
            Some(id) => accounts::find(tx, id).await?,
            None => None,
        })
    }

    /// Gives a participant's account the role that goes with it, so that permissions see it.
    async fn grant_part(&self, tx: &mut Tx, person: &Participant) -> Result<(), Error> {
        let Some(account) = person.account else { return Ok(()) };
        let role = if person.expert { Role::Expert } else { Role::Participant };
        roles::insert(tx, (self.id(), person.event), account, (&role, None), self.now()).await?;
        Ok(())
    }
}

/// Whether the actor acts as an organiser here and not for itself.
fn is_organiser(permit: &Permit, dossier: &Dossier) -> bool {
    permit.administers(&dossier.registration.subject())
}

/// What every notice about a registration says.
fn about(event: &EventLine, dossier: &Dossier) -> Value {
    json!({
        "event": event.names,
        "slug": event.slug,
        "company": dossier.registration.company_name,
        "state": dossier.registration.state,
    })
}

/// Whether a registration still counts.
fn is_alive(state: RegistrationState) -> bool {
    !matches!(state, RegistrationState::Refused | RegistrationState::Cancelled)
}
