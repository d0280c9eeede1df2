//! Importing participants from a table.

use super::registering::{Terms, flags_when, state_when};

use crate::{
    Actor, Engine, Error, EventId, Fault, FaultCode, Faults, Kind,
    domain::{
        access::{Permit, UseCase},
        assignment::{self, AssignmentRule},
        form::Answers,
        import::{Dictionary, Group, Line, read},
        phase::Action,
        registration::{
            CheckedPerson, Dossier, FilledBy, Flags, Participant, Registration, Setup, check_company,
            check_person,
        },
        table,
    },
    store::{
        Tx, assignment as rules, participants,
        registration_setup::{self, EventLine},
        registrations,
        terms::{self, Chooser},
    },
};
use serde_json::json;
use std::collections::HashMap;

/// What an import does, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// New registrations.
    pub n_registrations_added: usize,
    /// Registrations whose company's part changes.
    pub n_registrations_changed: usize,
    /// New people.
    pub n_people_added: usize,
    /// People who change.
    pub n_people_changed: usize,
    /// People who stay as they are.
    pub n_people_unchanged: usize,
    /// What is wrong, by line: `line[7].email`. Nothing is imported while there is something.
    pub faults: Faults,
}

/// What every line of an import needs.
struct Import<'a> {
    actor: &'a Actor,
    event: EventId,
    permit: Permit,
    line: EventLine,
    setup: Setup,
    rules: Vec<AssignmentRule>,
    registrations: HashMap<String, Registration>,
    people: HashMap<String, Participant>,
    terms: Terms,
    report: ImportReport,
}

impl Engine {
    /// Imports participants from CSV or XLSX: all lines or none. People and companies with the key of another system are
    /// found again by it and updated.
    ///
    /// On trial everything is tried and nothing kept; the report says what would happen, and what is wrong.
    pub async fn import_participants(
        &self,
        actor: &Actor,
        event: EventId,
        file: &[u8],
        on_trial: bool,
    ) -> Result<ImportReport, Error> {
        let mut tx = self.write().await?;
        let permit = self.permit(&mut tx, actor, UseCase::ImportParticipants, Some(event)).await?;
        let line = self.event_in_phase(&mut tx, event, Action::ManageRegistrations).await?;
        let table = table::read(file)?;
        registration_setup::arrive(&mut tx, event, 0).await?;
        let setup = registration_setup::setup(&mut tx, event).await?;
        let categories = registration_setup::category_names(&mut tx, event).await?;
        let all_terms = terms::list_by_event(&mut tx, event).await?;
        let dictionary = Dictionary { form: &setup.form, categories: &categories, terms: &all_terms };
        let mut report = ImportReport::default();
        let groups = read(&table, &dictionary, &mut report.faults)?;

        let validates =
            self.permit(&mut tx, actor, UseCase::ValidateRegistrations, Some(event)).await.is_ok();
        let automatic = setup.settings.automatic;
        let mut import = Import {
            actor,
            event,
            permit,
            line,
            rules: rules::list_by_event(&mut tx, event).await?,
            registrations: by_key(registrations::list_by_event(&mut tx, event).await?, |r| &r.external_id),
            people: by_key(participants::list_by_event(&mut tx, event).await?, |p| &p.external_id),
            terms: Terms {
                by: FilledBy::Organiser,
                company_validated: validates || automatic.company,
                people_validated: validates || automatic.people,
                offerings_validated: validates || automatic.offerings,
            },
            setup,
            report,
        };
        for group in &groups {
            self.import_group(&mut tx, &mut import, group).await?;
        }
        let report = import.report;
        if on_trial {
            return Ok(report);
        }
        report.faults.clone().check()?;
        let entry = self.entry(actor, "participants.imported", Kind::Event, event).of(event);
        tx.record(entry.after(json!({
            "registrations_added": report.n_registrations_added,
            "registrations_changed": report.n_registrations_changed,
            "people_added": report.n_people_added,
            "people_changed": report.n_people_changed,
        })));
        tx.commit().await?;
        Ok(report)
    }

    /// A company and its lines.
    async fn import_group(&self, tx: &mut Tx, import: &mut Import<'_>, group: &Group) -> Result<(), Error> {
        let found = group.id.as_ref().and_then(|id| import.registrations.get(id)).cloned();
        if found.as_ref().is_some_and(|registration| !import.permit.covers(&registration.subject())) {
            let path = format!("line[{}].registration_id", group.number);
            import.report.faults.push(Fault::new(path, FaultCode::OutOfScope));
            return Ok(());
        }
        let mut people = Vec::with_capacity(group.lines.len());
        for line in &group.lines {
            people.push((line, import.person(group, line)));
        }
        let before = found.as_ref().map(|r| r.answers.clone()).unwrap_or_default();
        let path = format!("line[{}].company", group.number);
        let faults = &mut import.report.faults;
        let n_faults = faults.as_slice().len();
        let company = check_company(&import.setup, &path, group.category, &group.company, &before, faults);
        let Some(company) = company.filter(|_| faults.as_slice().len() == n_faults) else { return Ok(()) };
        let mut new = match &found {
            Some(registration) => registration.clone(),
            None => import.registration(self.id(), self.now(), group),
        };
        new.company_name = company.name;
        new.country = company.country;
        new.region = company.region;
        new.answers = company.given.answers;
        if !new.co_organiser_by_hand {
            let subject = crate::domain::role::Subject {
                organisations: new.organisation.into_iter().collect(),
                ..new.subject()
            };
            new.co_organiser = assignment::co_organiser(&import.rules, &subject);
        }
        if !import.permit.covers(&new.subject()) {
            let path = format!("line[{}].country", group.number);
            import.report.faults.push(Fault::new(path, FaultCode::OutOfScope));
            return Ok(());
        }
        self.save_imported(tx, import, found.as_ref(), (new.clone(), company.given.terms)).await?;
        let dossier = registrations::dossier(tx, import.event, new.id).await?;
        let mut dossier = dossier.ok_or(Error::Internal("a registration was imported"))?;
        for (line, person) in people {
            if let Some(person) = person {
                self.import_person(tx, import, &mut dossier, line, person).await?;
            }
        }
        Ok(())
    }

    async fn save_imported(
        &self,
        tx: &mut Tx,
        import: &mut Import<'_>,
        found: Option<&Registration>,
        (mut new, chosen): (Registration, crate::domain::form::ChosenTerms),
    ) -> Result<(), Error> {
        let event = import.event;
        let Some(old) = found else {
            new.arrival = registration_setup::arrive(tx, event, 1).await?;
            new.terms = chosen;
            registrations::insert(tx, &new).await?;
            import.report.n_registrations_added += 1;
            let entry = self.entry(import.actor, "registration.submitted", Kind::Registration, new.id);
            tx.record(entry.of(event).after(json!({ "company": new.company_name, "state": new.state })));
            return Ok(());
        };
        let mut before = terms::chosen(tx, Chooser::Registration, old.id).await?;
        let mut after = chosen.clone();
        before.sort();
        after.sort();
        if *old == new && before == after {
            return Ok(());
        }
        if !registrations::update(tx, &new).await? {
            return Err(Error::Conflict);
        }
        terms::choose(tx, Chooser::Registration, event, new.id, &chosen).await?;
        import.report.n_registrations_changed += 1;
        let shown = |r: &Registration| json!({ "company": r.company_name, "country": r.country });
        let entry = self.entry(import.actor, "registration.edited", Kind::Registration, new.id).of(event);
        tx.record(entry.before(shown(old)).after(shown(&new)));
        Ok(())
    }

    async fn import_person(
        &self,
        tx: &mut Tx,
        import: &mut Import<'_>,
        dossier: &mut Dossier,
        line: &Line,
        mut person: CheckedPerson,
    ) -> Result<(), Error> {
        let event = import.event;
        let found = line.id.as_ref().and_then(|id| import.people.get(id)).cloned();
        let Some(old) = found else {
            person.company_admin = !dossier.people.iter().any(|other| other.company_admin);
            let added =
                self.add_people(tx, import.actor, (&import.line, &import.terms), dossier, vec![person]).await;
            match added {
                Err(Error::Invalid(_)) => {
                    let path = format!("line[{}].email", line.number);
                    import.report.faults.push(Fault::new(path, FaultCode::Duplicate));
                    return Ok(());
                }
                other => other?,
            }
            let new = dossier.people.last_mut().ok_or(Error::Internal("a person was imported"))?;
            if line.id.is_some() {
                new.external_id.clone_from(&line.id);
                if !participants::update(tx, new).await? {
                    return Err(Error::Conflict);
                }
            }
            import.report.n_people_added += 1;
            let entry = self.entry(import.actor, "participant.added", Kind::Participant, new.id).of(event);
            tx.record(entry.after(json!({ "name": new.name })));
            return Ok(());
        };
        if old.registration != dossier.registration.id {
            let path = format!("line[{}].id", line.number);
            import.report.faults.push(Fault::new(path, FaultCode::Duplicate));
            return Ok(());
        }
        if old.email.as_deref() != Some(person.email.as_str()) {
            // The address is the account's; another one is another person.
            let path = format!("line[{}].email", line.number);
            import.report.faults.push(Fault::new(path, FaultCode::Duplicate));
            return Ok(());
        }
        let mut new = old.clone();
        new.name = person.name;
        new.answers = person.given.answers;
        new.category = person.category;
        new.expert = person.expert;
        let (mut before, mut after) =
            (terms::chosen(tx, Chooser::Participant, old.id).await?, person.given.terms.clone());
        before.sort();
        after.sort();
        if new == old && before == after {
            import.report.n_people_unchanged += 1;
            return Ok(());
        }
        if !participants::update(tx, &new).await? {
            return Err(Error::Conflict);
        }
        terms::choose(tx, Chooser::Participant, event, new.id, &person.given.terms).await?;
        import.report.n_people_changed += 1;
        let entry = self.entry(import.actor, "participant.edited", Kind::Participant, new.id).of(event);
        tx.record(entry.before(json!({ "name": old.name })).after(json!({ "name": new.name })));
        Ok(())
    }
}

impl Import<'_> {
    /// A person without fault, or the faults remembered with the line.
    fn person(&mut self, group: &Group, line: &Line) -> Option<CheckedPerson> {
        let known = line.id.as_ref().and_then(|id| self.people.get(id));
        let before = known.map(|person| person.answers.clone()).unwrap_or_default();
        let before: &Answers = &before;
        let faults = &mut self.report.faults;
        let n_faults = faults.as_slice().len();
        let path = format!("line[{}]", line.number);
        let of = (group.category, FilledBy::Organiser);
        let checked = check_person(&self.setup, &path, of, &line.person, before, faults);
        checked.filter(|_| faults.as_slice().len() == n_faults)
    }

    fn registration(
        &self,
        id: crate::RegistrationId,
        now: chrono::DateTime<chrono::Utc>,
        group: &Group,
    ) -> Registration {
        let state = state_when(self.terms.company_validated);
        Registration {
            id,
            event: self.event,
            organisation: None,
            co_organiser: None,
            co_organiser_by_hand: false,
            category: group.category,
            owner: None,
            company_name: String::new(),
            country: String::new(),
            region: None,
            state,
            state_reason: None,
            flags: flags_when(state, Flags::default(), &self.setup.settings),
            answers: Answers::new(),
            terms: Vec::new(),
            external_id: group.id.clone(),
            arrival: 0,
            version: 1,
            created_at: now,
        }
    }
}

fn by_key<T>(all: Vec<T>, key: impl Fn(&T) -> &Option<String>) -> HashMap<String, T> {
    all.into_iter().filter_map(|one| Some((key(&one).clone()?, one))).collect()
}
