//! What is set for an event, read once and kept until it changes: every page of an event asks for some of it.
//!
//! For use cases that only read, or look before they write. Whoever changes any of it takes the store.

use super::{events::load_setup, registrations};
use crate::{
    Engine, Error, EventId, RegistrationForm,
    domain::{
        event::{EventSetup, HostRole},
        look::Look,
        text::Texts,
    },
    store::{Tx, audit, looks, organisations},
};
use std::sync::Arc;

/// What is set for an event.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SetUp {
    /// Everything but registration.
    pub(super) event: EventSetup,
    /// Who holds it, as everybody may read it.
    pub(super) hosts: Vec<PublicHost>,
    /// How its pages look.
    pub(super) look: Look,
    /// What registration asks.
    pub(super) registration: RegistrationForm,
}

/// Who holds an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicHost {
    /// Its name.
    pub name: String,
    /// What it does for the event.
    pub role: HostRole,
    /// What it says about itself.
    pub pitch: Option<Texts>,
}

impl SetUp {
    async fn read(tx: &mut Tx, id: EventId) -> Result<Self, Error> {
        let event = load_setup(tx, id).await?;
        let mut hosts = Vec::with_capacity(event.hosts.len());
        for host in &event.hosts {
            if let Some(organisation) = organisations::find(tx, host.organisation).await? {
                let (name, pitch) = (organisation.name, host.pitch.clone());
                hosts.push(PublicHost { name, role: host.role, pitch });
            }
        }
        let look = looks::find(tx, id).await?;
        Ok(Self { event, hosts, look, registration: registrations::load_form(tx, id).await? })
    }
}

impl Engine {
    /// What is set for an event, read anew where any of it may have changed; nothing is found of one that is not there.
    pub(super) async fn set_up(&self, tx: &mut Tx, event: EventId) -> Result<Arc<SetUp>, Error> {
        let revision = audit::revision(tx, event).await?.set_up;
        if let Some(known) = self.kept().set_ups.get(event, &revision) {
            #[cfg(debug_assertions)]
            assert!(*known == SetUp::read(tx, event).await?, "a change of what is set was not recorded");
            return Ok(known);
        }
        let read = Arc::new(SetUp::read(tx, event).await?);
        self.kept().set_ups.put(event, revision, Arc::clone(&read));
        Ok(read)
    }
}
