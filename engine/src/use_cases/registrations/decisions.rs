//! What organisers decide: validating, refusing, flags; and the lists by which they do.

use super::{about, leaving::Lost};
use crate::{
    Actor, Engine, Error, EventId, Kind, OfferingId, OrganisationId, ParticipantId, RegistrationId,
    domain::{
        access::{Permit, UseCase},
        fold::{fold, words_of},
        notice::NoticeKind,
        phase::Action,
        registration::{Dossier, Flags, Offering, Participant, Registration, RegistrationState, reason},
    },
    ids::CategoryId,
    store::{
        Tx, agendas, events, offerings, participants,
        registration_setup::{self, EventLine},
        registrations,
    },
};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// What is decided about a registration: each part apart.
#[derive(Clone, Debug, Default)]
pub struct Decision {
    /// The company: validated, or refused with a reason, or as it is.
    pub company: Option<Result<(), String>>,
    /// People, validated or not.
    pub people: Vec<(ParticipantId, bool)>,
    /// Offers and wants, validated or not.
    pub offerings: Vec<(OfferingId, bool)>,
}

/// Which registrations to list; what is empty filters nothing.
#[derive(Clone, Debug, Default)]
pub struct RegistrationFilter {
    /// Words of the company's name or of a person's name or address.
    pub words: String,
    /// Where it stands.
    pub state: Option<RegistrationState>,
    /// The category of the company.
    pub category: Option<CategoryId>,
    /// The country.
    pub country: Option<String>,
    /// The co-organiser.
    pub co_organiser: Option<OrganisationId>,
    /// Only those in which something waits to be validated.
    pub waiting: bool,
    /// Only those that arrived after this one: the next page.
    pub after: Option<i64>,
    /// How many at most.
    pub most: usize,
}

/// A registration in a list.
#[derive(Clone, Debug)]
pub struct RegistrationLine {
    /// The company's part.
    pub registration: Registration,
    /// Its people, without their terms.
    pub people: Vec<Participant>,
    /// How many people wait to be validated.
    pub n_people_waiting: usize,
    /// How many offers and wants there are.
    pub n_offerings: usize,
    /// How many of them wait to be validated.
    pub n_offerings_waiting: usize,
}

/// A page of a list, with how many there are in all of each state within the actor's reach.
#[derive(Clone, Debug)]
pub struct RegistrationPage {
    /// The lines.
    pub lines: Vec<RegistrationLine>,
    /// How many fit the filter.
    pub n_found: usize,
    /// How many there are of each state, whatever the filter says.
    pub n_by_state: BTreeMap<RegistrationState, usize>,
}

impl Engine {
    /// The registrations that the actor may see, by arrival.
    pub async fn list_registrations(
        &self,
        actor: &Actor,
        event: EventId,
        filter: &RegistrationFilter,
    ) -> Result<RegistrationPage, Error> {
        let mut tx = self.read().await?;
        let permit = self.permit(&mut tx, actor, UseCase::ListRegistrations, Some(event)).await?;
        let mut people: BTreeMap<_, Vec<Participant>> = BTreeMap::new();
        for person in participants::list_by_event(&mut tx, event).await? {
            people.entry(person.registration).or_default().push(person);
        }
        let n_offerings = offerings::counts(&mut tx, event).await?;
        let mut page = RegistrationPage { lines: Vec::new(), n_found: 0, n_by_state: BTreeMap::new() };
        let words = words_of(&filter.words);
        for registration in registrations::list_by_event(&mut tx, event).await? {
            if !permit.covers(&registration.subject()) {
                continue;
            }
            *page.n_by_state.entry(registration.state).or_default() += 1;
            let people = people.remove(&registration.id).unwrap_or_default();
            let n_offerings = n_offerings.get(&registration.id).copied().unwrap_or_default();
            let line = line(registration, people, n_offerings);
            if !filter.fits(&line, &words) {
                continue;
            }
            page.n_found += 1;
            let is_next = filter.after.is_none_or(|after| line.registration.arrival > after);
            if is_next && page.lines.len() < filter.most.clamp(1, 500) {
                page.lines.push(line);
            }
        }
        Ok(page)
    }

    /// Validates or refuses a company, and validates its people, offers and wants apart from it.
    pub async fn validate_registration(
        &self,
        actor: &Actor,
        event: EventId,
        id: RegistrationId,
        decision: &Decision,
    ) -> Result<(), Error> {
        let mut tx = self.write().await?;
        let permit = self.permit(&mut tx, actor, UseCase::ValidateRegistrations, Some(event)).await?;
        if let Some(Err(_)) = decision.company {
            // Those who are refused leave the event.
            events::lock(&mut tx, event).await?;
        }
        let (mut tx, line, mut dossier) = self.decision(tx, &permit, event, id).await?;
        match &decision.company {
            None => {}
            Some(Ok(())) => self.validate_company(&mut tx, actor, &line, &mut dossier).await?,
            Some(Err(text)) => {
                let to = (RegistrationState::Refused, reason("company.reason", text)?);
                self.close(&mut tx, actor, &mut dossier, to).await?;
                let mut data = about(&line, &dossier);
                data["reason"] = json!(text);
                let kind = NoticeKind::RegistrationRefused;
                self.tell_people(&mut tx, &dossier.people, kind, &data).await?;
                self.copy_to_administrators(&mut tx, actor, &dossier, kind, &data).await?;
            }
        }
        // Whoever heard of the company's decision has heard.
        let told = decision.company.is_some();
        self.validate_people(&mut tx, actor, (&line, &dossier), &decision.people, told).await?;
        self.validate_offerings(&mut tx, actor, &dossier, &decision.offerings).await?;
        Ok(tx.commit().await?)
    }

    async fn validate_company(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        line: &EventLine,
        dossier: &mut Dossier,
    ) -> Result<(), Error> {
        let (settings, _) = registration_setup::settings(tx, dossier.registration.event).await?;
        let registration = &mut dossier.registration;
        registration.decide(RegistrationState::Validated)?;
        let before = registration.state;
        registration.state = RegistrationState::Validated;
        registration.state_reason = None;
        registration.flags = registration.flags.in_state(registration.state, &settings);
        if !registrations::update(tx, registration).await? {
            return Err(Error::Conflict);
        }
        registration.version += 1;
        let entry = self.entry(actor, "registration.validated", Kind::Registration, registration.id);
        let entry = entry.of(registration.event).before(json!(before));
        tx.record(entry.after(json!(registration.state)));
        // Those who were refused before take part again.
        for person in &dossier.people {
            self.grant_part(tx, person).await?;
        }
        let (data, kind) = (about(line, dossier), NoticeKind::RegistrationValidated);
        self.tell_people(tx, &dossier.people, kind, &data).await?;
        self.copy_to_administrators(tx, actor, dossier, kind, &data).await
    }

    async fn validate_people(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        (line, dossier): (&EventLine, &Dossier),
        decided: &[(ParticipantId, bool)],
        told: bool,
    ) -> Result<(), Error> {
        let mut changed = Vec::new();
        for (id, validated) in decided {
            let person = dossier.people.iter().find(|person| person.id == *id);
            let person = person.ok_or(Error::not_found(Kind::Participant))?;
            if person.validated == *validated {
                continue;
            }
            let new = Participant { validated: *validated, ..person.clone() };
            if !participants::update(tx, &new).await? {
                return Err(Error::Conflict);
            }
            let action = if *validated { "participant.validated" } else { "participant.unvalidated" };
            tx.record(self.entry(actor, action, Kind::Participant, new.id).of(new.event));
            changed.push(new.id);
            let tell = !told && *validated && dossier.registration.state == RegistrationState::Validated;
            if let Some(account) = self.account_of_participant(tx, &new).await?.filter(|_| tell) {
                let notice = self.notice(NoticeKind::RegistrationValidated, &account).of(new.event);
                tx.owe(notice.data(about(line, dossier)));
            }
        }
        // What everybody attends is in the agendas of those who are validated.
        let event = dossier.registration.event;
        if !changed.is_empty() && agendas::show_common(tx, event).await? {
            agendas::raise(tx, event, &changed, self.now()).await?;
        }
        Ok(())
    }

    async fn validate_offerings(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        dossier: &Dossier,
        decided: &[(OfferingId, bool)],
    ) -> Result<(), Error> {
        for (id, validated) in decided {
            let offering = dossier.offerings.iter().find(|offering| offering.id == *id);
            let offering = offering.ok_or(Error::not_found(Kind::Offering))?;
            if offering.validated == *validated {
                continue;
            }
            let new = Offering { validated: *validated, ..offering.clone() };
            if !offerings::update(tx, &new).await? {
                return Err(Error::Conflict);
            }
            let action = if *validated { "offering.validated" } else { "offering.unvalidated" };
            tx.record(self.entry(actor, action, Kind::Offering, new.id).of(new.event));
        }
        Ok(())
    }

    /// Sets the flags of a registration: listed, paid, may book.
    pub async fn flag_registration(
        &self,
        actor: &Actor,
        event: EventId,
        (id, version): (RegistrationId, i64),
        flags: Flags,
    ) -> Result<(), Error> {
        let (mut tx, _, mut dossier) =
            self.begin_decision(actor, event, id, UseCase::FlagRegistrations).await?;
        let registration = &mut dossier.registration;
        let shown =
            |flags: Flags| json!({ "listed": flags.listed, "paid": flags.paid, "may_book": flags.may_book });
        let entry = self.entry(actor, "registration.flagged", Kind::Registration, id).of(event);
        tx.record(entry.before(shown(registration.flags)).after(shown(flags)));
        registration.version = version;
        registration.flags = flags;
        if !registrations::update(&mut tx, registration).await? {
            return Err(Error::Conflict);
        }
        Ok(tx.commit().await?)
    }

    /// Ends a registration's part in the event: refused or cancelled, with the reason. What its people lost by that.
    pub(super) async fn close(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        dossier: &mut Dossier,
        (to, reason): (RegistrationState, String),
    ) -> Result<Lost, Error> {
        let registration = &mut dossier.registration;
        registration.decide(to)?;
        let lost = self.leave_event(tx, actor, registration.event, &dossier.people).await?;
        let (settings, _) = registration_setup::settings(tx, registration.event).await?;
        let before = registration.state;
        registration.state = to;
        registration.flags = registration.flags.in_state(to, &settings);
        registration.state_reason = Some(reason);
        if !registrations::update(tx, registration).await? {
            return Err(Error::Conflict);
        }
        registration.version += 1;
        let action = match to {
            RegistrationState::Refused => "registration.refused",
            _ => "registration.cancelled",
        };
        let entry = self.entry(actor, action, Kind::Registration, registration.id).of(registration.event);
        tx.record(entry.before(json!(before)).after(json!(registration.state_reason)));
        Ok(lost)
    }

    pub(super) async fn begin_decision(
        &self,
        actor: &Actor,
        event: EventId,
        id: RegistrationId,
        use_case: UseCase,
    ) -> Result<(Tx, EventLine, Dossier), Error> {
        let mut tx = self.write().await?;
        let permit = self.permit(&mut tx, actor, use_case, Some(event)).await?;
        self.decision(tx, &permit, event, id).await
    }

    /// The same, once the permission is there.
    async fn decision(
        &self,
        mut tx: Tx,
        permit: &Permit,
        event: EventId,
        id: RegistrationId,
    ) -> Result<(Tx, EventLine, Dossier), Error> {
        let dossier = self.editable(&mut tx, permit, event, id).await?;
        let line = self.event_in_phase(&mut tx, event, Action::ManageRegistrations).await?;
        Ok((tx, line, dossier))
    }
}

fn line(
    registration: Registration,
    people: Vec<Participant>,
    (n_offerings, n_offerings_waiting): (usize, usize),
) -> RegistrationLine {
    RegistrationLine {
        n_people_waiting: people.iter().filter(|person| !person.validated).count(),
        n_offerings,
        n_offerings_waiting,
        registration,
        people,
    }
}

impl RegistrationFilter {
    fn fits(&self, line: &RegistrationLine, words: &[String]) -> bool {
        let registration = &line.registration;
        let waits = registration.state == RegistrationState::Submitted
            || line.n_people_waiting + line.n_offerings_waiting > 0;
        let mut texts = BTreeSet::from([fold(&registration.company_name)]);
        for person in line.people.iter().filter(|_| !words.is_empty()) {
            texts.insert(fold(&person.name));
            texts.extend(person.email.as_deref().map(fold));
        }
        self.state.is_none_or(|state| registration.state == state)
            && self.category.is_none_or(|category| registration.category == category)
            && self.country.as_ref().is_none_or(|country| registration.country.eq_ignore_ascii_case(country))
            && self.co_organiser.is_none_or(|id| registration.co_organiser == Some(id))
            && (!self.waiting || waits)
            && words.iter().all(|word| texts.iter().any(|text| text.contains(word.as_str())))
    }
}
