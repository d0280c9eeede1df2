//! Events: setting up, copying, changing, phases.

use crate::{
    Actor, Engine, Error, EventId, Fault, FaultCode, Kind, OrganisationId, Refusal,
    domain::{
        access::UseCase,
        category::{Categories, check_categories},
        event::{CopyOfEvent, Details, Event, EventSetup, Host, HostRole, NewDetails, NewEvent},
        notice::NoticeKind,
        phase::{Action, Phase},
        places::Places,
        readiness::readiness,
        role::{Role, RoleKind},
        zone,
    },
    store::{
        Tx, accounts, categories, events, looks, organisations, places, registration_setup, roles, sessions,
    },
};
use serde_json::json;
use std::collections::BTreeSet;

impl Engine {
    /// Sets an event up from a preset. Whoever does it becomes its principal administrator.
    pub async fn create_event(&self, actor: &Actor, new: &NewEvent) -> Result<EventId, Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::CreateEvent, None).await?;
        let details = new.details.check()?;
        if organisations::find(&mut tx, new.organisation).await?.is_none() {
            return Err(Fault::new("organisation", FaultCode::UnknownChoice).into());
        }
        let event = Event {
            id: self.id(),
            organisation: new.organisation,
            preset: new.preset,
            phase: Phase::Project,
            details,
            rules: new.preset.rules(),
            copied_from: None,
            version: 1,
            created_at: self.now(),
        };
        let mut new_id = || self.id();
        let none = (Categories::default(), BTreeSet::new());
        let categories = check_categories(&new.preset.categories(), &none.0, &none.1, &mut new_id)?;
        let host = Host { organisation: new.organisation, role: HostRole::Organiser, pitch: None };
        let setup = EventSetup {
            event,
            hosts: vec![host],
            places: Places::default(),
            categories,
            sessions: Vec::new(),
        };
        self.insert_event(&mut tx, actor, &setup).await?;
        let event = &setup.event;
        let entry = self.entry(actor, "event.created", Kind::Event, event.id).of(event.id);
        tx.record(entry.after(json!({ "preset": event.preset, "details": event.details })));
        tx.commit().await?;
        Ok(event.id)
    }

    /// Sets an event up as a copy of another: all its settings, rules of reminders and activities, shifted to other dates, without people.
    pub async fn copy_event(
        &self,
        actor: &Actor,
        original: EventId,
        copy: &CopyOfEvent,
    ) -> Result<EventId, Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::CopyEvent, Some(original)).await?;
        // Who edits the original meanwhile waits, so that the copy is of one moment.
        events::lock(&mut tx, original).await?.ok_or(Error::not_found(Kind::Event))?;
        registration_setup::arrive(&mut tx, original, 0).await?;
        let setup = load_setup(&mut tx, original).await?;
        let copied = copy.of(&setup, self.now(), &mut || self.id())?;
        self.insert_event(&mut tx, actor, &copied.setup).await?;
        self.copy_registration_setup(&mut tx, original, &copied).await?;
        self.copy_activities(&mut tx, original, &copied).await?;
        self.copy_reminders(&mut tx, original, copied.setup.event.id).await?;
        self.copy_mail_templates(&mut tx, original, copied.setup.event.id).await?;
        looks::copy(&mut tx, original, copied.setup.event.id).await?;
        let event = &copied.setup.event;
        let entry = self.entry(actor, "event.copied", Kind::Event, event.id).of(event.id);
        tx.record(
            entry.after(json!({ "original": original, "days": copied.days, "details": event.details })),
        );
        tx.commit().await?;
        Ok(event.id)
    }

    /// Changes names, texts and dates: the new version.
    ///
    /// Days on which something takes place stay, and so does the time zone once there is something.
    pub async fn change_event(
        &self,
        actor: &Actor,
        (id, version): (EventId, i64),
        new: &NewDetails,
    ) -> Result<i64, Error> {
        let mut tx = self.write().await?;
        let event = self
            .change_settings(&mut tx, actor, UseCase::ChangeEvent, (id, version), Action::EditTexts)
            .await?;
        let details = new.check()?;
        if only_texts_differ(&event.details, &details) {
            // Thanks and results may be written once it is over.
        } else {
            event.phase.permits(Action::EditSettings)?;
            keep_what_takes_place(&mut tx, &event, &details).await?;
        }
        let slug = events::find_by_slug(&mut tx, &details.slug).await?;
        if slug.is_some_and(|other| other != id) {
            return Err(slug_taken());
        }
        match events::update(&mut tx, id, &details).await {
            Err(error) if error.is_duplicate() => return Err(slug_taken()),
            done => done?,
        }
        let entry = self.entry(actor, "event.changed", Kind::Event, id).of(id);
        tx.record(entry.before(json!(event.details)).after(json!(details)));
        tx.commit().await?;
        Ok(event.version)
    }

    /// Says who holds an event: the new version.
    pub async fn set_hosts(
        &self,
        actor: &Actor,
        (id, version): (EventId, i64),
        hosts: &[Host],
    ) -> Result<i64, Error> {
        let mut tx = self.write().await?;
        let case = UseCase::SetHosts;
        let event = self.change_settings(&mut tx, actor, case, (id, version), Action::EditSettings).await?;
        let known = known_organisations(&mut tx, hosts).await?;
        let hosts = crate::domain::event::check_hosts(hosts, &known)?;
        let before = events::list_hosts(&mut tx, id).await?;
        events::set_hosts(&mut tx, id, &hosts).await?;
        let entry = self.entry(actor, "event.hosts-set", Kind::Event, id).of(id);
        tx.record(entry.before(json!(before)).after(json!(hosts)));
        tx.commit().await?;
        Ok(event.version)
    }

    /// Puts an event into another phase, one step on or back: the new version. Nothing opens that is not ready.
    pub async fn change_phase(
        &self,
        actor: &Actor,
        (id, version): (EventId, i64),
        next: Phase,
    ) -> Result<i64, Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::ChangePhase, Some(id)).await?;
        let event = lock_settings(&mut tx, id, version).await?;
        if !event.phase.leads_to(next) {
            return Err(Refusal::NotTheNextPhase.into());
        }
        let opens = next == Phase::Open && event.phase == Phase::Preparation;
        let tasks = if opens { self.tasks(&mut tx, id).await? } else { Vec::new() };
        if tasks.iter().any(|task| task.needed && !task.done) {
            return Err(Refusal::NotReady.into());
        }
        events::set_phase(&mut tx, id, next).await?;
        self.tell_of_phase(&mut tx, actor, &event, next).await?;
        let entry = self.entry(actor, "event.phase-changed", Kind::Event, id).of(id);
        tx.record(entry.before(json!({ "phase": event.phase })).after(json!({ "phase": next })));
        tx.commit().await?;
        Ok(event.version)
    }

    /// Begins a change of settings: asks for permission, raises the version that was seen and so locks the event, and asks
    /// whether the phase allows it. The event has its new version already.
    pub(crate) async fn change_settings(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        use_case: UseCase,
        (id, version): (EventId, i64),
        action: Action,
    ) -> Result<Event, Error> {
        self.permit(tx, actor, use_case, Some(id)).await?;
        let event = lock_settings(tx, id, version).await?;
        event.phase.permits(action)?;
        Ok(event)
    }

    /// An event whose phase allows something, and will until the transaction ends.
    pub(crate) async fn hold_event(&self, tx: &mut Tx, id: EventId, action: Action) -> Result<Event, Error> {
        let event = events::hold(tx, id).await?.ok_or(Error::not_found(Kind::Event))?;
        event.phase.permits(action)?;
        Ok(event)
    }

    /// An event whose phase allows something, and that nobody else holds until the transaction ends.
    pub(crate) async fn lock_event(&self, tx: &mut Tx, id: EventId, action: Action) -> Result<Event, Error> {
        let event = events::lock(tx, id).await?.ok_or(Error::not_found(Kind::Event))?;
        event.phase.permits(action)?;
        Ok(event)
    }

    /// How every task stands that an event has.
    pub(crate) async fn tasks(
        &self,
        tx: &mut Tx,
        id: EventId,
    ) -> Result<Vec<crate::domain::readiness::Readiness>, Error> {
        let setup = load_setup(tx, id).await?;
        let roles = roles::list_by_event(tx, id).await?;
        let n_principals = roles.iter().filter(|record| record.role.kind() == RoleKind::Principal).count();
        let today = zone::day_of(setup.event.details.time_zone, self.now());
        Ok(readiness(&setup, n_principals, today))
    }

    async fn insert_event(&self, tx: &mut Tx, actor: &Actor, setup: &EventSetup) -> Result<(), Error> {
        let id = setup.event.id;
        if !events::insert(tx, &setup.event).await? {
            return Err(slug_taken());
        }
        events::set_hosts(tx, id, &setup.hosts).await?;
        places::save(tx, id, &Places::default(), &setup.places).await?;
        categories::save(tx, id, &Categories::default(), &setup.categories).await?;
        for session in &setup.sessions {
            sessions::insert(tx, id, session).await?;
        }
        if let Some(account) = actor.account_id() {
            roles::insert(tx, (self.id(), id), account, (&Role::Principal, None), self.now()).await?;
        }
        Ok(())
    }

    async fn tell_of_phase(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        event: &Event,
        next: Phase,
    ) -> Result<(), Error> {
        let mut told = BTreeSet::from_iter(actor.account_id());
        for record in roles::list_by_event(tx, event.id).await? {
            if !told.insert(record.account) {
                continue;
            }
            if let Some(account) = accounts::find(tx, record.account).await? {
                let data = json!({ "name": account.name, "event": event.details.names, "phase": next });
                tx.owe(self.notice(NoticeKind::PhaseChanged, &account).of(event.id).data(data));
            }
        }
        Ok(())
    }
}

/// Raises the version that was seen: the event, which stays locked until the transaction ends.
async fn lock_settings(tx: &mut Tx, id: EventId, version: i64) -> Result<Event, Error> {
    let first = events::raise_version(tx, id, version).await?;
    let event = events::find(tx, id).await?.ok_or(Error::not_found(Kind::Event))?;
    if first { Ok(event) } else { Err(Error::Conflict) }
}

/// Everything that is set for an event.
pub(crate) async fn load_setup(tx: &mut Tx, id: EventId) -> Result<EventSetup, Error> {
    let event = events::find(tx, id).await?.ok_or(Error::not_found(Kind::Event))?;
    Ok(EventSetup {
        event,
        hosts: events::list_hosts(tx, id).await?,
        places: places::find(tx, id).await?,
        categories: categories::find(tx, id).await?,
        sessions: sessions::list(tx, id).await?,
    })
}

fn slug_taken() -> Error {
    Fault::new("slug", FaultCode::Duplicate).into()
}

fn only_texts_differ(before: &Details, after: &Details) -> bool {
    let same = Details { names: before.names.clone(), texts: before.texts.clone(), ..after.clone() };
    *before == same
}

async fn keep_what_takes_place(tx: &mut Tx, event: &Event, next: &Details) -> Result<(), Error> {
    let times = events::list_times(tx, event.id).await?;
    if next.time_zone != event.details.time_zone && !times.is_empty() {
        return Err(Refusal::TimesExist.into());
    }
    let days: BTreeSet<_> = times.iter().map(|at| zone::day_of(next.time_zone, *at)).collect();
    let mut faults = crate::Faults::new();
    for day in days.iter().filter(|day| !next.days.contains(day)) {
        faults.push(Fault::new("days", FaultCode::InUse).with("day", day.to_string()));
    }
    faults.check()
}

async fn known_organisations(tx: &mut Tx, hosts: &[Host]) -> Result<BTreeSet<OrganisationId>, Error> {
    let mut known = BTreeSet::new();
    for host in hosts {
        if organisations::find(tx, host.organisation).await?.is_some() {
            known.insert(host.organisation);
        }
    }
    Ok(known)
}
