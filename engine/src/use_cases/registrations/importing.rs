//! Importing participants from a table.

use super::{adding::Terms, people::becomes_one_of_two_experts};
use crate::{
    Actor, Engine, Error, EventId, Fault, FaultCode, Faults, Kind, ParticipantId, RegistrationId,
    domain::{
        access::{Permit, UseCase},
        assignment::AssignmentRule,
        form::{Answers, ChosenTerms},
        import::{Dictionary, Group, Line, read},
        phase::Action,
        registration::{
            CheckedCompany, CheckedPerson, Dossier, FilledBy, Opening, Participant, Registration,
            RegistrationState, Setup, check_company, check_person,
        },
        role::Subject,
        table::{self, Table},
        terms::Term,
    },
    store::{
        Tx, agendas, assignment as rules, events, organisations, participants,
        registration_setup::{self, EventLine},
        registrations,
        terms::{self, Chooser},
    },
};
use chrono::{DateTime, Utc};
use serde_json::json;
use std::collections::{BTreeSet, HashMap};

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

/// What every import begins with.
pub(super) struct Begun {
    pub(super) tx: Tx,
    pub(super) permit: Permit,
    /// What the actor may validate of it.
    pub(super) validates: Option<Permit>,
    pub(super) line: EventLine,
    pub(super) table: Table,
    pub(super) setup: Setup,
    pub(super) terms: Vec<Term>,
}

/// Reads a table while nobody waits for it: not in a transaction, and not on a thread that serves others.
pub(super) async fn read_table(file: Vec<u8>) -> Result<Table, Error> {
    tokio::task::spawn_blocking(move || table::read(&file))
        .await
        .map_err(|_| Error::Internal("a table could not be read"))?
}

/// What every line of an import needs.
struct Import<'a> {
    actor: &'a Actor,
    event: EventId,
    permit: Permit,
    /// Whom the actor may validate.
    validates: Option<Permit>,
    line: EventLine,
    setup: Setup,
    rules: Vec<AssignmentRule>,
    registrations: HashMap<String, Registration>,
    people: HashMap<String, Participant>,
    /// Those who have another name now, or whose company has.
    renamed: BTreeSet<ParticipantId>,
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
        let begun = self.begin_import(actor, UseCase::ImportParticipants, event, file).await?;
        let Begun { mut tx, permit, validates, line, table, setup, terms: all_terms } = begun;
        let categories = registration_setup::category_names(&mut tx, event).await?;
        let organisations = organisations::names(&mut tx, permit.all).await?;
        let dictionary = Dictionary {
            form: &setup.form,
            categories: &categories,
            terms: &all_terms,
            organisations: &organisations,
        };
        let mut report = ImportReport::default();
        let groups = read(&table, &dictionary, &mut report.faults)?;

        let mut import = Import {
            actor,
            event,
            permit,
            validates,
            line,
            rules: rules::list_by_event(&mut tx, event).await?,
            registrations: by_key(registrations::list_by_event(&mut tx, event).await?, |r| &r.external_id),
            people: by_key(participants::list_by_event(&mut tx, event).await?, |p| &p.external_id),
            setup,
            renamed: BTreeSet::new(),
            report,
        };
        for group in &groups {
            self.import_group(&mut tx, &mut import, group).await?;
        }
        let (report, renamed) = (import.report, import.renamed);
        if on_trial {
            return Ok(report);
        }
        report.faults.clone().check()?;
        let renamed: Vec<_> = renamed.into_iter().collect();
        agendas::raise_showing(&mut tx, event, &renamed, self.now()).await?;
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

    /// Begins an import, of which there is one at a time, and reads its table.
    pub(super) async fn begin_import(
        &self,
        actor: &Actor,
        use_case: UseCase,
        event: EventId,
        file: &[u8],
    ) -> Result<Begun, Error> {
        let mut tx = self.read().await?;
        self.permit(&mut tx, actor, use_case, Some(event)).await?;
        drop(tx);
        let table = read_table(file.to_vec()).await?;
        let mut tx = self.write().await?;
        let permit = self.permit(&mut tx, actor, use_case, Some(event)).await?;
        let line = self.event_in_phase(&mut tx, event, Action::ManageRegistrations).await?;
        let validates = self.permit(&mut tx, actor, UseCase::ValidateRegistrations, Some(event)).await.ok();
        events::hold(&mut tx, event).await?;
        registration_setup::arrive(&mut tx, event, 0).await?;
        let setup = registration_setup::setup(&mut tx, event).await?;
        let terms = terms::list_by_event(&mut tx, event).await?;
        Ok(Begun { tx, permit, validates, line, table, setup, terms })
    }

    /// A company and its lines.
    async fn import_group(&self, tx: &mut Tx, import: &mut Import<'_>, group: &Group) -> Result<(), Error> {
        let found = group.id.as_ref().and_then(|id| import.registrations.get(id)).cloned();
        if let Some(code) = found.as_ref().and_then(|registration| import.beyond(registration)) {
            import.fault(group.number, "registration_id", code);
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
        let chosen = company.given.terms.clone();
        let opened = (self.id(), self.now());
        let new = import.registration(opened, group, found.as_ref(), company);
        if !import.permit.covers(&new.subject()) {
            import.fault(group.number, "country", FaultCode::OutOfScope);
            return Ok(());
        }
        let terms = import.terms(&new.subject());
        let id = new.id;
        self.save_imported(tx, import, found.as_ref(), (new, chosen)).await?;
        let dossier = registrations::dossier(tx, import.event, id).await?;
        let mut dossier = dossier.ok_or(Error::Internal("a registration was imported"))?;
        if found.is_some_and(|before| before.company_name != dossier.registration.company_name) {
            import.renamed.extend(dossier.people.iter().map(|person| person.id));
        }
        for (line, person) in people {
            if let Some(person) = person {
                self.import_person(tx, import, (&mut dossier, &terms), line, person).await?;
            }
        }
        Ok(())
    }

    async fn save_imported(
        &self,
        tx: &mut Tx,
        import: &mut Import<'_>,
        found: Option<&Registration>,
        (mut new, chosen): (Registration, ChosenTerms),
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
        (dossier, terms): (&mut Dossier, &Terms),
        line: &Line,
        mut person: CheckedPerson,
    ) -> Result<(), Error> {
        let event = import.event;
        let found = line.id.as_ref().and_then(|id| import.people.get(id)).cloned();
        let Some(old) = found else {
            person.company_admin = !dossier.people.iter().any(|other| other.company_admin);
            let added = self.add_people(tx, import.actor, (&import.line, terms), dossier, vec![person]).await;
            match added {
                Err(Error::Invalid(_)) => {
                    import.fault(line.number, "email", FaultCode::Duplicate);
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
        if let Some(column) = of_somebody_else(&old, dossier, &person) {
            import.fault(line.number, column, FaultCode::Duplicate);
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
        if becomes_one_of_two_experts(tx, &old, &new).await? {
            import.fault(line.number, "category", FaultCode::ExpertsMeetExperts);
            return Ok(());
        }
        if !participants::update(tx, &new).await? {
            return Err(Error::Conflict);
        }
        self.swap_part(tx, &old, &new).await?;
        if new.name != old.name {
            import.renamed.insert(new.id);
        }
        terms::choose(tx, Chooser::Participant, event, new.id, &person.given.terms).await?;
        import.report.n_people_changed += 1;
        let entry = self.entry(import.actor, "participant.edited", Kind::Participant, new.id).of(event);
        tx.record(entry.before(json!({ "name": old.name })).after(json!({ "name": new.name })));
        Ok(())
    }
}

impl Import<'_> {
    fn fault(&mut self, line: usize, column: &str, code: FaultCode) {
        self.report.faults.push(Fault::new(format!("line[{line}].{column}"), code));
    }

    /// Why a registration that is there cannot be changed by this import.
    fn beyond(&self, registration: &Registration) -> Option<FaultCode> {
        if !self.permit.covers(&registration.subject()) {
            Some(FaultCode::OutOfScope)
        } else if registration.state == RegistrationState::Cancelled {
            Some(FaultCode::Closed)
        } else {
            None
        }
    }

    /// What needs nobody to look at it: what is automatic, and what the actor may validate.
    fn terms(&self, subject: &Subject) -> Terms {
        let validates = self.validates.as_ref().is_some_and(|permit| permit.covers(subject));
        Terms::of(FilledBy::Organiser, validates, &self.setup.settings)
    }

    /// The company's part as the file says it: a new one, or the one that is there.
    fn registration(
        &self,
        (id, now): (RegistrationId, DateTime<Utc>),
        group: &Group,
        found: Option<&Registration>,
        company: CheckedCompany,
    ) -> Registration {
        let mut new = if let Some(registration) = found {
            Registration {
                company_name: company.name,
                country: company.country,
                region: company.region,
                answers: company.given.answers,
                ..registration.clone()
            }
        } else {
            let opening = Opening {
                id,
                event: self.event,
                category: group.category,
                owner: None,
                company,
                validated: false,
                external_id: group.id.clone(),
                arrival: 0,
                now,
            };
            opening.open(&self.setup.settings)
        };
        new.organisation = group.organisation.or(new.organisation);
        new.assign(&self.rules);
        if found.is_none() && self.terms(&new.subject()).company_validated {
            new.state = RegistrationState::Validated;
            new.flags = new.flags.in_state(new.state, &self.setup.settings);
        }
        new
    }

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
}

/// The column that says that a line is about another person than the one with its key.
fn of_somebody_else(old: &Participant, dossier: &Dossier, person: &CheckedPerson) -> Option<&'static str> {
    if old.registration != dossier.registration.id {
        Some("id")
    } else if old.email.as_deref() != Some(person.email.as_str()) {
        // The address is the account's.
        Some("email")
    } else {
        None
    }
}

fn by_key<T>(all: Vec<T>, key: impl Fn(&T) -> &Option<String>) -> HashMap<String, T> {
    all.into_iter().filter_map(|one| Some((key(&one).clone()?, one))).collect()
}
