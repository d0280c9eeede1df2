//! Availability, painted on the grid of slots; and experts, whom organisers enter.

use super::adding::Terms;
use crate::{
    Actor, Engine, Error, EventId, Fault, FaultCode, Faults, Kind, ParticipantId, RegistrationId, SessionId,
    SlotId,
    domain::{
        access::{Permit, UseCase},
        availability::{Span, is_free, merge},
        event_rules::within,
        form::Answers,
        phase::Action,
        registration::{
            CheckedCompany, CompanyInput, Dossier, FilledBy, Flags, MEETINGS_MOST, Opening, Participant,
            PersonInput, RegistrationSettings, check_company, check_person,
        },
    },
    ids::CategoryId,
    store::{
        Tx, agendas, assignment as rules, events, participants,
        registration_parts::{self, SlotLine},
        registration_setup, registrations, sign_ups,
        terms::{self, Chooser},
    },
};
use chrono::{DateTime, Utc};
use serde_json::json;
use std::collections::BTreeSet;

/// A slot, and whether a participant is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotAvailability {
    /// The slot.
    pub slot: SlotId,
    /// Its session.
    pub session: SessionId,
    /// When it starts.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// Whether the participant is there for all of it, by their own word.
    pub available: bool,
}

/// An expert, as an organiser enters one.
#[derive(Clone, Debug)]
pub struct ExpertInput {
    /// Whom the expert works for, where that is not registered yet.
    pub company: CompanyInput,
    /// The person; the category must be one of experts. Topics are terms among the answers.
    pub person: PersonInput,
    /// The most meetings.
    pub max_meetings: Option<i64>,
    /// The slots in which the expert is not there.
    pub unavailable: Vec<SlotId>,
}

impl Engine {
    /// The slots in which a participant could meet somebody, and in which of them they are there.
    pub async fn show_availability(
        &self,
        actor: &Actor,
        event: EventId,
        id: ParticipantId,
    ) -> Result<Vec<SlotAvailability>, Error> {
        let mut tx = self.read().await?;
        let permit = self.permit(&mut tx, actor, UseCase::ShowAvailability, Some(event)).await?;
        let person = participants::find(&mut tx, event, id).await?;
        let person = person.ok_or(Error::not_found(Kind::Participant))?;
        let dossier = registrations::dossier(&mut tx, event, person.registration).await?;
        dossier
            .filter(|dossier| permit.covers(&dossier.subject_of(&person)))
            .ok_or(Error::not_found(Kind::Participant))?;
        let taken = merge(registration_parts::unavailable(&mut tx, id).await?);
        let slots = registration_parts::slots(&mut tx, event).await?;
        Ok(slots
            .into_iter()
            .filter(|slot| fits(slot, person.expert))
            .map(|slot| SlotAvailability {
                slot: slot.id,
                session: slot.session_id,
                starts_at: slot.starts_at,
                ends_at: slot.ends_at,
                available: is_free((slot.starts_at, slot.ends_at), &taken),
            })
            .collect())
    }

    /// Paints the slots in which a participant is not there; in all others they are. Whoever has a meeting then cancels it, or
    /// asks for another time, before.
    pub async fn set_availability(
        &self,
        actor: &Actor,
        event: EventId,
        id: ParticipantId,
        unavailable: &[SlotId],
    ) -> Result<(), Error> {
        let mut tx = self.write().await?;
        let permit = self.permit(&mut tx, actor, UseCase::SetAvailability, Some(event)).await?;
        let nothing = || Error::not_found(Kind::Participant);
        let person = participants::find(&mut tx, event, id).await?.ok_or_else(nothing)?;
        events::hold(&mut tx, event).await?;
        registrations::lock(&mut tx, event, person.registration).await?;
        let dossier = registrations::dossier(&mut tx, event, person.registration).await?;
        dossier.filter(|dossier| permit.covers(&dossier.subject_of(&person))).ok_or_else(nothing)?;
        self.event_in_phase(&mut tx, event, Action::ManageRegistrations).await?;
        self.paint(&mut tx, actor, &person, unavailable).await?;
        Ok(tx.commit().await?)
    }

    /// The event is held, so that nothing is published meanwhile.
    async fn paint(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        person: &Participant,
        unavailable: &[SlotId],
    ) -> Result<(), Error> {
        agendas::take(tx, person.event, &[person.id], self.now()).await?;
        let slots = registration_parts::slots(tx, person.event).await?;
        let before = registration_parts::unavailable(tx, person.id).await?;
        let known = merge(before.clone());
        let meetings = sign_ups::list_meetings_of(tx, person.event, person.id).await?;
        let is_taken = |(from, to): Span| {
            // What was said before stays as it is.
            is_free((from, to), &known) && meetings.iter().any(|m| m.starts_at < to && from < m.ends_at)
        };
        let (mut faults, mut spans) = (Faults::new(), Vec::with_capacity(unavailable.len()));
        let painted: BTreeSet<_> = unavailable.iter().collect();
        for (i, id) in unavailable.iter().enumerate() {
            let path = format!("unavailable[{i}]");
            match slots.iter().find(|slot| slot.id == *id && fits(slot, person.expert)) {
                Some(slot) if is_taken((slot.starts_at, slot.ends_at)) => {
                    faults.push(Fault::new(path, FaultCode::InUse));
                }
                Some(slot) => spans.push((slot.starts_at, slot.ends_at)),
                None => faults.push(Fault::new(path, FaultCode::UnknownChoice)),
            }
        }
        faults.check()?;
        let spans: Vec<Span> = merge(spans);
        registration_parts::set_unavailable(tx, person.event, person.id, &spans, || self.id()).await?;
        let entry = self.entry(actor, "participant.availability-set", Kind::Participant, person.id);
        let entry = entry.of(person.event).before(json!(before));
        tx.record(entry.after(json!({ "times": spans, "n_slots": painted.len() })));
        Ok(())
    }

    /// Enters an expert, into a registration that is there or with a new one.
    pub async fn add_expert(
        &self,
        actor: &Actor,
        event: EventId,
        registration: Option<RegistrationId>,
        expert: &ExpertInput,
    ) -> Result<ParticipantId, Error> {
        let mut tx = self.write().await?;
        let permit = self.permit(&mut tx, actor, UseCase::SaveExpert, Some(event)).await?;
        let line = self.event_in_phase(&mut tx, event, Action::ManageRegistrations).await?;
        events::hold(&mut tx, event).await?;
        let arrival = registration_setup::arrive(&mut tx, event, i64::from(registration.is_none())).await?;
        let setup = registration_setup::setup(&mut tx, event).await?;
        let mut faults = Faults::new();
        within("max_meetings", expert.max_meetings, (0, MEETINGS_MOST), &mut faults);
        let category = expert.person.category.filter(|id| setup.is_for_experts(*id));
        let Some(category) = category else {
            return Err(Fault::new("person.category", FaultCode::UnknownChoice).into());
        };
        let of = (category, FilledBy::Organiser);
        let person = check_person(&setup, "person", of, &expert.person, &Answers::new(), &mut faults);
        let mut dossier = if let Some(id) = registration {
            self.editable(&mut tx, &permit, event, id).await?
        } else {
            let new = &expert.company;
            let company = check_company(&setup, "company", category, new, &Answers::new(), &mut faults);
            let Some(company) = company.filter(|_| faults.as_slice().is_empty()) else {
                return Err(Error::Invalid(faults));
            };
            self.open_for_expert(&mut tx, actor, &permit, (event, arrival, category), company).await?
        };
        let person = person.filter(|_| faults.as_slice().is_empty()).ok_or(Error::Invalid(faults))?;
        let terms = Terms {
            by: FilledBy::Organiser,
            company_validated: true,
            people_validated: true,
            offerings_validated: true,
        };
        self.add_people(&mut tx, actor, (&line, &terms), &mut dossier, vec![person]).await?;
        let mut new = dossier.people.pop().ok_or(Error::Internal("an expert was added"))?;
        new.max_meetings = expert.max_meetings;
        if !participants::update(&mut tx, &new).await? {
            return Err(Error::Conflict);
        }
        self.paint(&mut tx, actor, &new, &expert.unavailable).await?;
        let entry = self.entry(actor, "expert.added", Kind::Participant, new.id).of(event);
        tx.record(entry.after(json!({ "name": new.name, "max_meetings": new.max_meetings })));
        tx.commit().await?;
        Ok(new.id)
    }

    /// A registration for an expert whose organisation has none.
    async fn open_for_expert(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        permit: &Permit,
        (event, arrival, category): (EventId, i64, CategoryId),
        company: CheckedCompany,
    ) -> Result<Dossier, Error> {
        let opening = Opening {
            id: self.id(),
            event,
            category,
            owner: None,
            company,
            validated: true,
            external_id: None,
            arrival,
            now: self.now(),
        };
        let mut registration = opening.open(&RegistrationSettings::default());
        // Whoever enters an expert wants them to be found and asked.
        registration.flags = Flags { listed: true, paid: false, may_book: true };
        registration.assign(&rules::list_by_event(tx, event).await?);
        if !permit.covers(&registration.subject()) {
            return Err(Fault::new("company.country", FaultCode::OutOfScope).into());
        }
        registrations::insert(tx, &registration).await?;
        let entry = self.entry(actor, "registration.submitted", Kind::Registration, registration.id);
        tx.record(entry.of(event).after(json!({ "company": registration.company_name })));
        Ok(Dossier { registration, people: Vec::new(), offerings: Vec::new() })
    }

    /// Changes an expert: name, topics and other answers, quota, availability. The address stays.
    pub async fn edit_expert(
        &self,
        actor: &Actor,
        event: EventId,
        (id, version): (ParticipantId, i64),
        expert: &ExpertInput,
    ) -> Result<(), Error> {
        let mut tx = self.write().await?;
        let permit = self.permit(&mut tx, actor, UseCase::SaveExpert, Some(event)).await?;
        let nothing = || Error::not_found(Kind::Participant);
        let found = participants::find(&mut tx, event, id).await?.filter(|person| person.expert);
        let mut person = found.ok_or_else(nothing)?;
        events::hold(&mut tx, event).await?;
        self.editable(&mut tx, &permit, event, person.registration).await.map_err(|error| match error {
            Error::NotFound { .. } => nothing(),
            error => error,
        })?;
        self.event_in_phase(&mut tx, event, Action::ManageRegistrations).await?;
        let setup = registration_setup::setup(&mut tx, event).await?;
        let mut faults = Faults::new();
        within("max_meetings", expert.max_meetings, (0, MEETINGS_MOST), &mut faults);
        let mut given = expert.person.clone();
        given.category = None;
        if let Some(email) = &person.email {
            given.email.clone_from(email);
        }
        let of = (person.category, FilledBy::Organiser);
        let checked = check_person(&setup, "person", of, &given, &person.answers, &mut faults);
        let checked = checked.filter(|_| faults.as_slice().is_empty()).ok_or(Error::Invalid(faults))?;
        let entry = self.entry(actor, "expert.edited", Kind::Participant, id).of(event);
        let entry = entry.before(json!({ "name": person.name, "max_meetings": person.max_meetings }));
        let renamed = person.name != checked.name;
        person.version = version;
        person.name = checked.name;
        person.answers = checked.given.answers;
        person.max_meetings = expert.max_meetings;
        if !participants::update(&mut tx, &person).await? {
            return Err(Error::Conflict);
        }
        terms::choose(&mut tx, Chooser::Participant, event, id, &checked.given.terms).await?;
        self.paint(&mut tx, actor, &person, &expert.unavailable).await?;
        if renamed {
            agendas::raise_showing(&mut tx, event, &[id], self.now()).await?;
        }
        tx.record(entry.after(json!({ "name": person.name, "max_meetings": person.max_meetings })));
        Ok(tx.commit().await?)
    }
}

/// Whether people of a kind meet in a slot at all.
fn fits(slot: &SlotLine, expert: bool) -> bool {
    match slot.meeting_kind.as_str() {
        // Companies meet experts in the experts' slots.
        "company" => !expert,
        _ => true,
    }
}
