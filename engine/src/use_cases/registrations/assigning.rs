//! To which co-organisers registrations are assigned, and which organisations they represent.

use crate::{
    Actor, Engine, Error, EventId, Kind, OrganisationId, RegistrationId,
    domain::{
        access::UseCase,
        assignment::{self, Assigned},
        phase::Action,
        registration::Registration,
    },
    store::{assignment as rules, organisations, registration_setup, registrations},
};
use serde_json::json;

impl Engine {
    /// Says by hand which co-organiser gets a registration; nothing leaves it to the rules again.
    pub async fn assign_registration(
        &self,
        actor: &Actor,
        event: EventId,
        id: RegistrationId,
        co_organiser: Option<OrganisationId>,
    ) -> Result<(), Error> {
        let (mut tx, _, mut dossier) =
            self.begin_decision(actor, event, id, UseCase::AssignRegistration).await?;
        if let Some(organisation) = co_organiser
            && organisations::find(&mut tx, organisation).await?.is_none()
        {
            return Err(Error::not_found(Kind::Organisation));
        }
        let before = dossier.registration.co_organiser;
        let registration = &mut dossier.registration;
        registration.co_organiser_by_hand = co_organiser.is_some();
        registration.co_organiser = co_organiser;
        registration.assign(&rules::list_by_event(&mut tx, event).await?);
        if !registrations::update(&mut tx, registration).await? {
            return Err(Error::Conflict);
        }
        let entry = self.entry(actor, "registration.assigned", Kind::Registration, id).of(event);
        tx.record(entry.before(json!(before)).after(json!(registration.co_organiser)));
        Ok(tx.commit().await?)
    }

    /// Says which organisation a registration represents, which scopes and rules of assignment look at.
    pub async fn link_organisation(
        &self,
        actor: &Actor,
        event: EventId,
        (id, version): (RegistrationId, i64),
        organisation: Option<OrganisationId>,
    ) -> Result<(), Error> {
        let (mut tx, _, mut dossier) =
            self.begin_decision(actor, event, id, UseCase::LinkOrganisation).await?;
        if let Some(organisation) = organisation
            && organisations::find(&mut tx, organisation).await?.is_none()
        {
            return Err(Error::not_found(Kind::Organisation));
        }
        let registration = &mut dossier.registration;
        let shown =
            |r: &Registration| json!({ "organisation": r.organisation, "co_organiser": r.co_organiser });
        let entry = self.entry(actor, "registration.organisation-linked", Kind::Registration, id).of(event);
        let entry = entry.before(shown(registration));
        registration.version = version;
        registration.organisation = organisation;
        registration.assign(&rules::list_by_event(&mut tx, event).await?);
        if !registrations::update(&mut tx, registration).await? {
            return Err(Error::Conflict);
        }
        tx.record(entry.after(shown(registration)));
        Ok(tx.commit().await?)
    }

    /// Runs the assignment rules on all registrations that were not assigned by hand: how many changed.
    pub async fn run_assignment_rules(&self, actor: &Actor, event: EventId) -> Result<usize, Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::RunAssignmentRules, Some(event)).await?;
        self.event_in_phase(&mut tx, event, Action::ManageRegistrations).await?;
        // No registration comes in between.
        registration_setup::arrive(&mut tx, event, 0).await?;
        let rules = rules::list_by_event(&mut tx, event).await?;
        let all = registrations::list_by_event(&mut tx, event).await?;
        let lines: Vec<_> = all
            .iter()
            .map(|registration| Assigned {
                registration,
                subject: registration.company_subject(),
                co_organiser: registration.co_organiser,
                by_hand: registration.co_organiser_by_hand,
            })
            .collect();
        let changes = assignment::rerun(&rules, &lines);
        for (registration, co_organiser) in &changes {
            let new = Registration { co_organiser: *co_organiser, ..(*registration).clone() };
            if !registrations::update(&mut tx, &new).await? {
                return Err(Error::Conflict);
            }
            let entry = self.entry(actor, "registration.assigned", Kind::Registration, new.id).of(event);
            tx.record(entry.before(json!(registration.co_organiser)).after(json!(co_organiser)));
        }
        let n_changed = changes.len();
        tx.commit().await?;
        Ok(n_changed)
    }
}
