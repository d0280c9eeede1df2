//! Registering: the three blocks at once.

use super::about;
use crate::{
    Actor, Engine, Error, EventId, Fault, FaultCode, Faults, Kind, OfferingId, ParticipantId, Refusal,
    RegistrationId,
    domain::{
        access::{Permit, UseCase},
        account::NewAccount,
        assignment,
        notice::NoticeKind,
        phase::Action,
        registration::{
            CheckedOffering, CheckedPerson, CheckedRegistration, Dossier, FilledBy, Flags, NewRegistration,
            Offering, Participant, Registration, RegistrationSettings, RegistrationState, check_consents,
        },
        role::{Function, Role, Subject},
    },
    store::{
        Tx, accounts, assignment as rules, offerings, participants, registration_parts,
        registration_setup::{self, EventLine},
        registrations, roles,
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

/// On which terms somebody registers a company.
pub(crate) struct Terms {
    pub(crate) by: FilledBy,
    pub(crate) company_validated: bool,
    pub(crate) people_validated: bool,
    pub(crate) offerings_validated: bool,
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
        let line = registration_setup::event(&mut tx, event).await?;
        let (by, subject) = self.filled_by(&mut tx, event, &permit, new).await?;
        let seen = |line: &EventLine| by == FilledBy::Organiser || line.phase.allows(Action::SeePublic);
        let line = line.filter(seen).ok_or(Error::not_found(Kind::Event))?;
        self.may_register(&line, by)?;
        if by == FilledBy::Registrant
            && let Some(first) = new.people.first()
        {
            self.count_attempt(&mut tx, actor, Attempt::Link, first.email.trim()).await?;
        }

        // From here on, one registration of an event at a time: the order of arrival is one.
        let arrival = registration_setup::arrive(&mut tx, event, 1).await?;
        let setup = registration_setup::setup(&mut tx, event).await?;
        let mut texts = registration_setup::consents_in_force(&mut tx, event).await?;
        let mut faults = Faults::new();
        let checked = setup.check(new, by, &mut faults);
        if by == FilledBy::Organiser {
            for text in &mut texts {
                text.required = false;
            }
        }
        check_consents(&new.consents, &texts, &mut faults);
        let checked = checked.filter(|_| faults.as_slice().is_empty()).ok_or(Error::Invalid(faults))?;

        let terms = self.terms_of(&mut tx, actor, event, (by, &subject), &setup.settings).await?;
        let place = (arrival, subject);
        let registration =
            self.new_registration(&mut tx, actor, event, place, (&terms, &setup.settings, &checked)).await?;
        let state = registration.state;
        registrations::insert(&mut tx, &registration).await?;
        let mut dossier = Dossier { registration, people: Vec::new(), offerings: Vec::new() };
        self.add_people(&mut tx, actor, (&line, &terms), &mut dossier, checked.people).await?;
        self.add_offerings(&mut tx, &terms, &mut dossier, &checked.offerings).await?;
        for (purpose, version) in &new.consents {
            let ids = (self.id(), event, dossier.registration.id);
            let consent = (purpose.as_str(), *version);
            registration_parts::insert_consent(&mut tx, ids, None, consent, self.now()).await?;
        }
        self.tell_administrators(&mut tx, actor, &line, &dossier).await?;
        self.record_registered(&mut tx, actor, &dossier);
        tx.commit().await?;
        Ok(Registered {
            id: dossier.registration.id,
            people: dossier.people.iter().map(|person| person.id).collect(),
            offerings: dossier.offerings.iter().map(|offering| offering.id).collect(),
            state,
        })
    }

    /// The company's part of a new registration.
    async fn new_registration(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        event: EventId,
        (arrival, subject): (i64, Subject),
        (terms, settings, checked): (&Terms, &RegistrationSettings, &CheckedRegistration),
    ) -> Result<Registration, Error> {
        let state = state_when(terms.company_validated);
        let rules = rules::list_by_event(tx, event).await?;
        let company = checked.company.clone();
        Ok(Registration {
            id: self.id(),
            event,
            organisation: None,
            co_organiser: assignment::co_organiser(&rules, &subject),
            co_organiser_by_hand: false,
            category: checked.category,
            owner: actor.account_id().filter(|_| terms.by == FilledBy::Registrant),
            company_name: company.name,
            country: company.country,
            region: company.region,
            state,
            state_reason: None,
            flags: flags_when(state, Flags::default(), settings),
            answers: company.given.answers,
            terms: company.given.terms,
            external_id: None,
            arrival,
            version: 1,
            created_at: self.now(),
        })
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

    /// Whether it is an organiser's doing, and whom the new registration will be about.
    async fn filled_by(
        &self,
        tx: &mut Tx,
        event: EventId,
        permit: &Permit,
        new: &NewRegistration,
    ) -> Result<(FilledBy, Subject), Error> {
        let region = new.company.region.as_deref().map(str::trim).filter(|region| !region.is_empty());
        let mut subject = Subject {
            country: Some(new.company.country.trim().to_uppercase()),
            region: region.map(str::to_owned),
            ..Subject::default()
        };
        let rules = rules::list_by_event(tx, event).await?;
        subject.organisations.extend(assignment::co_organiser(&rules, &subject));
        let as_organiser = Permit { own: None, ..permit.clone() };
        let by = if as_organiser.covers(&subject) { FilledBy::Organiser } else { FilledBy::Registrant };
        Ok((by, subject))
    }

    fn may_register(&self, event: &EventLine, by: FilledBy) -> Result<(), Error> {
        if by == FilledBy::Organiser {
            return Ok(event.phase.permits(Action::ManageRegistrations)?);
        }
        event.phase.permits(Action::Register)?;
        if event.closes_at.is_some_and(|closes_at| closes_at <= self.now()) {
            return Err(Refusal::RegistrationClosed.into());
        }
        Ok(())
    }

    /// What is validated at once: what is automatic, and what somebody enters who may validate it.
    pub(super) async fn terms_of(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        event: EventId,
        (by, subject): (FilledBy, &Subject),
        settings: &RegistrationSettings,
    ) -> Result<Terms, Error> {
        let validates = match self.permit(tx, actor, UseCase::ValidateRegistrations, Some(event)).await {
            Ok(permit) => permit.covers(subject),
            Err(Error::Refused(_)) => false,
            Err(error) => return Err(error),
        };
        let automatic = settings.automatic;
        Ok(Terms {
            by,
            company_validated: validates || automatic.company,
            people_validated: validates || automatic.people,
            offerings_validated: validates || automatic.offerings,
        })
    }

    /// Adds people to a registration, with their accounts and roles, and tells them.
    pub(super) async fn add_people(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        (event, terms): (&EventLine, &Terms),
        dossier: &mut Dossier,
        people: Vec<CheckedPerson>,
    ) -> Result<(), Error> {
        // Accounts are written in one order, so that no two registrations wait for each other.
        let mut order: Vec<_> = (0..people.len()).collect();
        order.sort_by(|a, b| people[*a].email.cmp(&people[*b].email));
        let mut accounts = vec![None; people.len()];
        let mut faults = Faults::new();
        for i in order {
            let person = &people[i];
            let new = NewAccount {
                email: person.email.as_str().to_owned(),
                name: person.name.clone(),
                language: person.language,
            };
            let (account, link) = self.account_of(tx, actor, &new).await?;
            let taken = participants::find_by_account(tx, dossier.registration.event, account.id).await?;
            let known = terms.by == FilledBy::Organiser || actor.account_id() == Some(account.id);
            if taken.is_some() && known {
                faults.push(Fault::new(format!("people[{i}].email"), FaultCode::Duplicate));
            }
            accounts[i] = Some((account, link, taken.is_some()));
        }
        faults.check()?;

        let first = dossier.people.len() as i64 + 1;
        for ((position, person), account) in (first..).zip(people).zip(accounts) {
            let (account, link, taken) = account.ok_or(Error::Internal("a person without an account"))?;
            let data = about(event, dossier);
            let new = Participant {
                id: self.id(),
                event: dossier.registration.event,
                registration: dossier.registration.id,
                account: (!taken).then_some(account.id),
                category: person.category,
                name: person.name,
                email: Some(person.email.as_str().to_owned()),
                expert: person.expert,
                company_admin: person.company_admin,
                validated: terms.people_validated,
                answers: person.given.answers,
                terms: person.given.terms,
                max_meetings: None,
                promised: None,
                absent_since: None,
                external_id: None,
                version: 1,
            };
            participants::insert(tx, &new, position, self.now()).await?;
            self.grant_part(tx, &new).await?;
            let kind = if taken { NoticeKind::AlreadyTakesPart } else { NoticeKind::RegistrationReceived };
            let mut notice = self.notice(kind, &account).of(new.event).data(data);
            notice.secret = link;
            tx.owe(notice);
            dossier.people.push(new);
        }
        Ok(())
    }

    /// Adds offers and wants to a registration.
    pub(super) async fn add_offerings(
        &self,
        tx: &mut Tx,
        terms: &Terms,
        dossier: &mut Dossier,
        all: &[CheckedOffering],
    ) -> Result<(), Error> {
        let first = dossier.offerings.len() as i64 + 1;
        for (position, offering) in (first..).zip(all) {
            let new = Offering {
                id: self.id(),
                event: dossier.registration.event,
                registration: dossier.registration.id,
                kind: offering.kind,
                title: offering.title.clone(),
                text: offering.text.clone(),
                validated: terms.offerings_validated,
                answers: offering.given.answers.clone(),
                terms: offering.given.terms.clone(),
                version: 1,
            };
            offerings::insert(tx, &new, position, self.now()).await?;
            dossier.offerings.push(new);
        }
        Ok(())
    }

    /// Tells the administrators whom a registration concerns that it came in, but for the one who entered it.
    async fn tell_administrators(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        line: &EventLine,
        dossier: &Dossier,
    ) -> Result<(), Error> {
        let event = dossier.registration.event;
        let subject = dossier.registration.subject();
        for record in roles::list_by_event(tx, event).await? {
            let concerned = match &record.role {
                Role::Principal => true,
                Role::Secondary { functions, scope } => {
                    functions.contains(&Function::ValidateRegistrations) && scope.covers(&subject)
                }
                _ => false,
            };
            if !concerned || actor.account_id() == Some(record.account) {
                continue;
            }
            if let Some(account) = accounts::find(tx, record.account).await? {
                let notice = self.notice(NoticeKind::RegistrationCameIn, &account).of(event);
                let key = format!("came-in:{}:{}", dossier.registration.id, account.id);
                tx.owe(notice.data(about(line, dossier)).once(key));
            }
        }
        Ok(())
    }
}

/// Where a registration begins.
pub(crate) fn state_when(validated: bool) -> RegistrationState {
    if validated { RegistrationState::Validated } else { RegistrationState::Submitted }
}

/// The flags in a state: what a validated registration may do from that moment, if the settings say so.
pub(crate) fn flags_when(state: RegistrationState, before: Flags, settings: &RegistrationSettings) -> Flags {
    match state {
        RegistrationState::Validated => Flags {
            listed: before.listed || settings.list_when_validated,
            may_book: before.may_book || settings.book_when_validated,
            ..before
        },
        RegistrationState::Refused | RegistrationState::Cancelled => {
            Flags { listed: false, may_book: false, ..before }
        }
        RegistrationState::Draft | RegistrationState::Submitted => before,
    }
}
