//! Importing offers and wants from a table.

use super::{adding::Terms, importing::Begun};
use crate::{
    Actor, Engine, Error, EventId, Fault, FaultCode, Faults, Kind, RegistrationId,
    domain::{
        access::{Permit, UseCase},
        fold::fold,
        form::Answers,
        import::{Dictionary, OfferingLine, read_offerings},
        registration::{
            CheckedOffering, FilledBy, Offering, Registration, RegistrationState, Setup, check_offering,
        },
    },
    store::{
        Tx, offerings, registrations,
        terms::{self, Chooser},
    },
};
use serde_json::json;
use std::collections::{BTreeSet, HashMap};

/// What an import of offers and wants does, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfferingImportReport {
    /// New ones.
    pub n_added: usize,
    /// Those that change.
    pub n_changed: usize,
    /// Those that stay as they are.
    pub n_unchanged: usize,
    /// What is wrong, by line: `line[7].title`. Nothing is imported while there is something.
    pub faults: Faults,
}

/// What every line of an import needs.
struct Import<'a> {
    actor: &'a Actor,
    event: EventId,
    permit: Permit,
    /// Whose offers and wants the actor may validate.
    validates: Option<Permit>,
    setup: &'a Setup,
    dictionary: Dictionary<'a>,
    registrations: Vec<Registration>,
    by_key: HashMap<String, Offering>,
    n_of: HashMap<RegistrationId, usize>,
    report: OfferingImportReport,
}

impl Engine {
    /// Imports offers and wants from CSV or XLSX: all lines or none. Companies are found by the key of another system or by
    /// their name; offers and wants with such a key are found again by it and updated.
    ///
    /// On trial everything is tried and nothing kept; the report says what would happen, and what is wrong.
    pub async fn import_offerings(
        &self,
        actor: &Actor,
        event: EventId,
        file: &[u8],
        on_trial: bool,
    ) -> Result<OfferingImportReport, Error> {
        let begun = self.begin_import(actor, UseCase::ImportOfferings, event, file).await?;
        let Begun { mut tx, permit, validates, line: _, table, setup, terms: all_terms } = begun;
        let mut report = OfferingImportReport::default();
        let lines = read_offerings(&table, &setup.form, &mut report.faults)?;
        let mut import = Import {
            actor,
            event,
            permit,
            validates,
            setup: &setup,
            dictionary: Dictionary {
                form: &setup.form,
                categories: &[],
                terms: &all_terms,
                organisations: &[],
            },
            registrations: registrations::list_by_event(&mut tx, event).await?,
            by_key: HashMap::new(),
            n_of: HashMap::new(),
            report,
        };
        let touched: BTreeSet<_> = lines.iter().filter_map(|line| import.registration(line).ok()).collect();
        for id in touched {
            registrations::lock(&mut tx, event, id).await?;
        }
        for offering in offerings::list_by_event(&mut tx, event).await? {
            *import.n_of.entry(offering.registration).or_default() += 1;
            import.by_key.extend(offering.external_id.clone().map(|key| (key, offering)));
        }
        for line in &lines {
            self.import_offering(&mut tx, &mut import, line).await?;
        }
        let report = import.report;
        if on_trial {
            return Ok(report);
        }
        report.faults.clone().check()?;
        let entry = self.entry(actor, "offerings.imported", Kind::Event, event).of(event);
        tx.record(entry.after(json!({ "added": report.n_added, "changed": report.n_changed })));
        tx.commit().await?;
        Ok(report)
    }

    async fn import_offering(
        &self,
        tx: &mut Tx,
        import: &mut Import<'_>,
        line: &OfferingLine,
    ) -> Result<(), Error> {
        let id = match import.registration(line) {
            Ok(id) => id,
            Err(fault) => {
                import.report.faults.push(fault);
                return Ok(());
            }
        };
        let registration = import.registrations.iter().find(|registration| registration.id == id);
        let registration = registration.ok_or(Error::Internal("a registration was found"))?.clone();
        let old = line.id.as_ref().and_then(|key| import.by_key.get(key)).cloned();
        if old.as_ref().is_some_and(|old| old.registration != id) {
            import.report.faults.push(fault(line, "id", FaultCode::Duplicate));
            return Ok(());
        }
        let before = old.as_ref().map(|old| old.answers.clone()).unwrap_or_default();
        let Some(checked) = import.checked(line, &registration, &before) else { return Ok(()) };
        match old {
            Some(old) => self.change_imported(tx, import, (&registration, old), checked).await,
            None => self.add_imported(tx, import, (&registration, line), checked).await,
        }
    }

    async fn add_imported(
        &self,
        tx: &mut Tx,
        import: &mut Import<'_>,
        (registration, line): (&Registration, &OfferingLine),
        checked: CheckedOffering,
    ) -> Result<(), Error> {
        let most = import.setup.settings.most_offerings;
        let n_offerings = import.n_of.entry(registration.id).or_default();
        if *n_offerings >= most {
            let fault = fault(line, "registration_id", FaultCode::TooMany);
            import.report.faults.push(fault.with("most", most));
            return Ok(());
        }
        *n_offerings += 1;
        let position = *n_offerings as i64;
        let new = Offering {
            id: self.id(),
            event: import.event,
            registration: registration.id,
            kind: checked.kind,
            title: checked.title,
            text: checked.text,
            validated: import.validated(registration),
            answers: checked.given.answers,
            terms: checked.given.terms,
            external_id: line.id.clone(),
            version: 1,
        };
        offerings::insert(tx, &new, position, self.now()).await?;
        import.report.n_added += 1;
        let entry = self.entry(import.actor, "offering.added", Kind::Offering, new.id).of(new.event);
        tx.record(entry.after(json!({ "kind": new.kind, "title": new.title })));
        Ok(())
    }

    async fn change_imported(
        &self,
        tx: &mut Tx,
        import: &mut Import<'_>,
        (registration, mut old): (&Registration, Offering),
        checked: CheckedOffering,
    ) -> Result<(), Error> {
        old.terms = terms::chosen(tx, Chooser::Offering, old.id).await?;
        let mut chosen = checked.given.terms;
        old.terms.sort();
        chosen.sort();
        let mut new = Offering {
            kind: checked.kind,
            title: checked.title,
            text: checked.text,
            answers: checked.given.answers,
            terms: chosen,
            ..old.clone()
        };
        if new == old {
            import.report.n_unchanged += 1;
            return Ok(());
        }
        new.validated = import.validated(registration);
        if !offerings::update(tx, &new).await? {
            return Err(Error::Conflict);
        }
        terms::choose(tx, Chooser::Offering, new.event, new.id, &new.terms).await?;
        import.report.n_changed += 1;
        let shown = |o: &Offering| json!({ "title": o.title, "text": o.text, "validated": o.validated });
        let entry = self.entry(import.actor, "offering.edited", Kind::Offering, new.id).of(new.event);
        tx.record(entry.before(shown(&old)).after(shown(&new)));
        Ok(())
    }
}

impl Import<'_> {
    /// The registration of a line, within the actor's reach; what lies beyond it is not there.
    fn registration(&self, line: &OfferingLine) -> Result<RegistrationId, Fault> {
        let name = fold(&line.company);
        let is_it = |registration: &&Registration| match &line.registration {
            Some(key) => registration.external_id.as_ref() == Some(key),
            None => fold(&registration.company_name) == name,
        };
        let within = |registration: &&Registration| self.permit.covers(&registration.subject());
        let column = if line.registration.is_some() { "registration_id" } else { "company" };
        let found: Vec<_> = self.registrations.iter().filter(is_it).filter(within).collect();
        let open = found.iter().filter(|registration| registration.state != RegistrationState::Cancelled);
        match open.collect::<Vec<_>>().as_slice() {
            [registration] => Ok(registration.id),
            [_, _, ..] => Err(fault(line, column, FaultCode::Ambiguous)),
            [] if found.is_empty() => Err(fault(line, column, FaultCode::UnknownReference)),
            [] => Err(fault(line, column, FaultCode::Closed)),
        }
    }

    /// What the line says, or its faults remembered.
    fn checked(
        &mut self,
        line: &OfferingLine,
        registration: &Registration,
        before: &Answers,
    ) -> Option<CheckedOffering> {
        let input = line.input(&self.dictionary, registration.category);
        let path = format!("line[{}]", line.number);
        let faults = &mut self.report.faults;
        let n_faults = faults.as_slice().len();
        let checked = check_offering(self.setup, &path, registration.category, &input, before, faults);
        checked.filter(|_| faults.as_slice().len() == n_faults)
    }

    fn validated(&self, registration: &Registration) -> bool {
        let subject = registration.subject();
        let validates = self.validates.as_ref().is_some_and(|permit| permit.covers(&subject));
        Terms::of(FilledBy::Organiser, validates, &self.setup.settings).offerings_validated
    }
}

fn fault(line: &OfferingLine, column: &str, code: FaultCode) -> Fault {
    Fault::new(format!("line[{}].{column}", line.number), code)
}
