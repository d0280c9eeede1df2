//! People, offers and wants that come into a registration: as it is handed in, and later.

use super::{about, is_alive};
use crate::{
    Actor, Engine, Error, EventId, Fault, FaultCode, Faults,
    domain::{
        access::UseCase,
        account::NewAccount,
        notice::NoticeKind,
        registration::{
            CheckedOffering, CheckedPerson, Dossier, FilledBy, Offering, Participant, RegistrationSettings,
        },
        role::Subject,
    },
    store::{Tx, offerings, participants, registration_setup::EventLine},
};

/// On which terms somebody registers a company.
pub(crate) struct Terms {
    pub(crate) by: FilledBy,
    pub(crate) company_validated: bool,
    pub(crate) people_validated: bool,
    pub(crate) offerings_validated: bool,
}

impl Terms {
    /// What is validated at once: what is automatic, and what somebody enters who may validate it.
    pub(super) fn of(by: FilledBy, validates: bool, settings: &RegistrationSettings) -> Self {
        let automatic = settings.automatic;
        Self {
            by,
            company_validated: validates || automatic.company,
            people_validated: validates || automatic.people,
            offerings_validated: validates || automatic.offerings,
        }
    }
}

impl Engine {
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
        Ok(Terms::of(by, validates, settings))
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
            let event = dossier.registration.event;
            participants::free_account(tx, event, account.id).await?;
            let taken = participants::find_by_account(tx, event, account.id).await?;
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
            if is_alive(dossier.registration.state) {
                self.grant_part(tx, &new).await?;
            }
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
                external_id: None,
                version: 1,
            };
            offerings::insert(tx, &new, position, self.now()).await?;
            dossier.offerings.push(new);
        }
        Ok(())
    }
}
