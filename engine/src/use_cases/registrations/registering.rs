//! Registering: the three blocks at once.

use super::about;
use crate::{
    Actor, Engine, Error, EventId, Faults, Kind, OfferingId, OrganisationId, ParticipantId, Refusal,
    RegistrationId,
    domain::{
        access::{Permit, UseCase},
        assignment,
        notice::NoticeKind,
        phase::Action,
        registration::{
            CheckedRegistration, Dossier, FilledBy, NewRegistration, Opening, PEOPLE_MOST, Registration,
            RegistrationState, Setup, check_consents,
        },
        role::{DataScope, Subject},
    },
    store::{
        Tx, assignment as rules, events, registration_drafts, registration_parts,
        registration_setup::{self, EventLine},
        registrations,
    },
    use_cases::throttling::Attempt,
};
use serde_json::json;

/// What came of registering.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    /// The registration.
    pub id: RegistrationId,
    /// Its people, in the order in which they were handed in.
    pub people: Vec<ParticipantId>,
    /// Its offers and wants, likewise.
    pub offerings: Vec<OfferingId>,
    /// Where it stands.
    pub state: RegistrationState,
}

impl Registered {
    fn of(dossier: &Dossier) -> Self {
        Self {
            id: dossier.registration.id,
            people: dossier.people.iter().map(|person| person.id).collect(),
            offerings: dossier.offerings.iter().map(|offering| offering.id).collect(),
            state: dossier.registration.state,
        }
    }
}

/// Who hands a registration in, and whom it will be about.
struct Filling {
    by: FilledBy,
    subject: Subject,
    co_organiser: Option<OrganisationId>,
    by_hand: bool,
}

impl Filling {
    fn assigned(&self, registration: Registration) -> Registration {
        let (co_organiser, co_organiser_by_hand) = (self.co_organiser, self.by_hand);
        Registration { co_organiser, co_organiser_by_hand, ..registration }
    }
}

impl Engine {
    /// Registers a company, its people, its offers and wants; or names every fault of all of them.
    ///
    /// Each person gets an account where the address has none. Whether an address takes part already, nobody learns but
    /// organisers, and its owner: the person is then registered without the account, and the owner is told.
    pub async fn register(
        &self,
        actor: &Actor,
        event: EventId,
        new: &NewRegistration,
    ) -> Result<Registered, Error> {
        let mut tx = self.write().await?;
        let permit = self.permit(&mut tx, actor, UseCase::Register, Some(event)).await?;
        let (line, filling) = self.begin_registering(&mut tx, event, &permit, new).await?;
        let by = filling.by;
        if by == FilledBy::Registrant {
            // Everybody named here is written to, whoever they are.
            let addresses =
                new.people.iter().take(PEOPLE_MOST).map(|person| person.email.trim().to_lowercase());
            self.count_attempts(&mut tx, actor, Attempt::Link, addresses.collect()).await?;
        }

        events::hold(&mut tx, event).await?;
        // From here on, one registration of an event at a time: the order of arrival is one.
        let arrival = registration_setup::arrive(&mut tx, event, 1).await?;
        let setup = registration_setup::setup(&mut tx, event).await?;
        let checked = checked(&mut tx, event, (&setup, by), new).await?;

        let owner = actor.account_id().filter(|_| by == FilledBy::Registrant);
        if by == FilledBy::Registrant
            && let Some(same) = self.handed_in_lately(&mut tx, event, owner, &checked).await?
        {
            return Ok(Registered::of(&same));
        }
        let subject = &filling.subject;
        let terms = self.terms_of(&mut tx, actor, event, (by, subject), &setup.settings).await?;
        let opening = Opening {
            id: self.id(),
            event,
            category: checked.category,
            owner,
            company: checked.company,
            validated: terms.company_validated,
            external_id: None,
            arrival,
            now: self.now(),
        };
        let registration = filling.assigned(opening.open(&setup.settings));
        registrations::insert(&mut tx, &registration).await?;
        let mut dossier = Dossier { registration, people: Vec::new(), offerings: Vec::new() };
        self.add_people(&mut tx, actor, (&line, &terms), &mut dossier, checked.people).await?;
        self.add_offerings(&mut tx, &terms, &mut dossier, &checked.offerings).await?;
        self.complete(&mut tx, actor, (&line, by), &dossier, &new.consents).await?;
        tx.commit().await?;
        Ok(Registered::of(&dossier))
    }

    /// Every fault that [`Engine::register`] would find now, or nothing. Nothing is kept, and nobody is written to.
    pub async fn check_registration(
        &self,
        actor: &Actor,
        event: EventId,
        new: &NewRegistration,
    ) -> Result<(), Error> {
        let mut tx = self.read().await?;
        let permit = self.permit(&mut tx, actor, UseCase::Register, Some(event)).await?;
        let (_, filling) = self.begin_registering(&mut tx, event, &permit, new).await?;
        let setup = registration_setup::setup(&mut tx, event).await?;
        checked(&mut tx, event, (&setup, filling.by), new).await.map(|_| ())
    }

    /// The event, and who registers in it, if they may now.
    async fn begin_registering(
        &self,
        tx: &mut Tx,
        event: EventId,
        permit: &Permit,
        new: &NewRegistration,
    ) -> Result<(EventLine, Filling), Error> {
        let line = registration_setup::event(tx, event).await?;
        let filling = self.filling(tx, event, permit, new).await?;
        let by = filling.by;
        let seen = |line: &EventLine| by == FilledBy::Organiser || line.phase.allows(Action::SeePublic);
        let line = line.filter(seen).ok_or(Error::not_found(Kind::Event))?;
        self.may_register(&line, by)?;
        Ok((line, filling))
    }

    /// What goes with a registration that comes in: consents, the end of its draft, who is told, the audit.
    async fn complete(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        (line, by): (&EventLine, FilledBy),
        dossier: &Dossier,
        consents: &[(String, i64)],
    ) -> Result<(), Error> {
        let (event, id) = (dossier.registration.event, dossier.registration.id);
        for (purpose, version) in consents {
            let (ids, consent) = ((self.id(), event, id), (purpose.as_str(), *version));
            registration_parts::insert_consent(tx, ids, None, consent, self.now()).await?;
        }
        if let Some(account) = actor.account_id().filter(|_| by == FilledBy::Registrant) {
            registration_drafts::delete(tx, event, account).await?;
        }
        let data = about(line, dossier);
        self.tell_administrators(tx, actor, dossier, NoticeKind::RegistrationCameIn, &data).await?;
        self.copy_to_administrators(tx, actor, dossier, NoticeKind::RegistrationReceived, &data).await?;
        self.record_registered(tx, actor, dossier);
        Ok(())
    }

    fn record_registered(&self, tx: &mut Tx, actor: &Actor, dossier: &Dossier) {
        let registration = &dossier.registration;
        let event = registration.event;
        let entry =
            self.entry(actor, "registration.submitted", Kind::Registration, registration.id).of(event);
        tx.record(entry.after(json!({
            "company": registration.company_name,
            "country": registration.country,
            "category": registration.category,
            "state": registration.state,
            "co_organiser": registration.co_organiser,
        })));
        for person in &dossier.people {
            let entry = self.entry(actor, "participant.added", Kind::Participant, person.id).of(event);
            tx.record(entry.after(json!({ "name": person.name, "category": person.category })));
        }
        for offering in &dossier.offerings {
            let entry = self.entry(actor, "offering.added", Kind::Offering, offering.id).of(event);
            tx.record(entry.after(json!({ "kind": offering.kind, "title": offering.title })));
        }
    }

    /// Who hands a registration in, and to whom it will be assigned.
    async fn filling(
        &self,
        tx: &mut Tx,
        event: EventId,
        permit: &Permit,
        new: &NewRegistration,
    ) -> Result<Filling, Error> {
        let region = new.company.region.as_deref().map(str::trim).filter(|region| !region.is_empty());
        let mut subject = Subject {
            country: Some(new.company.country.trim().to_uppercase()),
            region: region.map(str::to_owned),
            ..Subject::default()
        };
        let rules = rules::list_by_event(tx, event).await?;
        let by_rule = assignment::co_organiser(&rules, &subject);
        subject.organisations.extend(by_rule);
        if permit.administers(&subject) {
            return Ok(Filling { by: FilledBy::Organiser, subject, co_organiser: by_rule, by_hand: false });
        }
        // Whoever administers for one organisation enters people for that one.
        let own = permit.within.as_ref().and_then(DataScope::only_organisation);
        let by = if own.is_some() { FilledBy::Organiser } else { FilledBy::Registrant };
        subject.organisations = own.or(by_rule).into_iter().collect();
        Ok(Filling { by, subject, co_organiser: own.or(by_rule), by_hand: own.is_some() })
    }

    /// Whether the phase lets somebody register now, and the deadline.
    pub(super) fn may_register(&self, event: &EventLine, by: FilledBy) -> Result<(), Error> {
        if by == FilledBy::Organiser {
            return Ok(event.phase.permits(Action::ManageRegistrations)?);
        }
        event.phase.permits(Action::Register)?;
        if event.closes_at.is_some_and(|closes_at| closes_at <= self.now()) {
            return Err(Refusal::RegistrationClosed.into());
        }
        Ok(())
    }
}

/// The three blocks and the consents without a fault, or every fault of all of them.
async fn checked(
    tx: &mut Tx,
    event: EventId,
    (setup, by): (&Setup, FilledBy),
    new: &NewRegistration,
) -> Result<CheckedRegistration, Error> {
    let mut texts = registration_setup::consents_in_force(tx, event).await?;
    let mut faults = Faults::new();
    let checked = setup.check(new, by, &mut faults);
    if by == FilledBy::Organiser {
        for text in &mut texts {
            text.required = false;
        }
    }
    check_consents(&new.consents, &texts, &mut faults);
    checked.filter(|_| faults.as_slice().is_empty()).ok_or(Error::Invalid(faults))
}
