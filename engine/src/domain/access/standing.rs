//! What an actor is, and what of it is kept while one request is answered.

use super::{Party, Permit};
use crate::{EventId, Who, domain::role::Role, ids::AccountId};
use chrono::{DateTime, TimeDelta, Utc};
use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

/// How long what was read of an actor is good for. A request is answered sooner; what is watched for longer is asked again.
const KEPT: TimeDelta = TimeDelta::seconds(1);

/// What an actor is at the moment of a call.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Who it is.
    pub who: Who,
    /// Whether the account administers the installation.
    pub administrator: bool,
    /// Whether the account has a second factor.
    pub second_factor: bool,
    /// The roles in the event that the call is about.
    pub roles: Vec<Role>,
}

impl Standing {
    /// Of somebody of whom nothing else is known.
    pub(crate) fn outside(who: Who) -> Self {
        Self { who, administrator: false, second_factor: false, roles: Vec::new() }
    }

    fn account(&self) -> Option<AccountId> {
        match self.who {
            Who::Account(id) => Some(id),
            Who::System | Who::Anonymous => None,
        }
    }

    pub(super) fn has(&self, party: Party) -> bool {
        match party {
            Party::Anyone => true,
            Party::SignedIn => self.account().is_some(),
            Party::Participant => self.roles.contains(&Role::Participant),
            Party::Expert => self.roles.contains(&Role::Expert),
            Party::CheckInDesk => self.roles.contains(&Role::CheckInDesk),
            Party::Holder(function) => self.roles.iter().any(|role| role.has(function)),
            Party::Principal => self.roles.contains(&Role::Principal),
            Party::Installation => self.administrator,
        }
    }

    pub(super) fn widen(&self, permit: &mut Permit, party: Party) {
        match party {
            Party::Anyone | Party::SignedIn | Party::Participant | Party::Expert => {
                permit.own = self.account();
            }
            Party::CheckInDesk | Party::Principal | Party::Installation => permit.all = true,
            Party::Holder(function) => {
                for role in &self.roles {
                    if let Role::Secondary { functions, scope } = role
                        && functions.contains(&function)
                    {
                        permit.within =
                            Some(permit.within.take().map_or_else(|| scope.clone(), |s| s.or(scope)));
                    }
                }
            }
        }
    }
}

/// What was read of an actor: the use cases that a page reads by ask once. Clones share it.
#[derive(Clone, Default)]
pub(crate) struct Standings(Option<Arc<Mutex<Vec<Read>>>>);

struct Read {
    event: Option<EventId>,
    at: DateTime<Utc>,
    standing: Arc<Standing>,
}

impl Standings {
    /// Of an actor who is there for one request; by default nothing is kept.
    pub(crate) fn kept() -> Self {
        Self(Some(Arc::default()))
    }

    /// What was read in an event, or outside of any, a moment ago.
    pub(crate) fn get(&self, event: Option<EventId>, now: DateTime<Utc>) -> Option<Arc<Standing>> {
        let known = self.0.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = |read: &&Read| read.event == event && read.at <= now && now - read.at < KEPT;
        known.iter().find(fresh).map(|read| Arc::clone(&read.standing))
    }

    /// Keeps what was read.
    pub(crate) fn put(&self, event: Option<EventId>, at: DateTime<Utc>, standing: &Arc<Standing>) {
        let Some(known) = &self.0 else { return };
        let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|read| read.event != event);
        known.push(Read { event, at, standing: Arc::clone(standing) });
    }

    /// Forgets what was read, before something is changed.
    pub(crate) fn forget(&self) {
        if let Some(known) = &self.0 {
            known.lock().unwrap_or_else(PoisonError::into_inner).clear();
        }
    }
}

/// What is known of an actor does not make it another.
impl PartialEq for Standings {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Standings {}

impl fmt::Debug for Standings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Standings")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn standing() -> Arc<Standing> {
        let who = Who::Account(Uuid::from_u128(1).into());
        Arc::new(Standing { who, administrator: true, second_factor: false, roles: Vec::new() })
    }

    #[test]
    fn what_was_read_is_good_for_a_moment_in_its_event_until_something_is_changed() {
        let (now, event) = (DateTime::UNIX_EPOCH, Some(EventId::from(Uuid::from_u128(2))));
        let standings = Standings::kept();
        standings.clone().put(event, now, &standing());
        assert!(standings.get(event, now).is_some_and(|known| known.administrator));
        assert!(standings.get(None, now).is_none());
        assert!(standings.get(event, now + KEPT).is_none());
        assert!(standings.get(event, now - KEPT).is_none());
        standings.forget();
        assert!(standings.get(event, now).is_none());
    }

    #[test]
    fn nothing_is_kept_of_an_actor_who_is_there_for_longer() {
        let standings = Standings::default();
        standings.put(None, DateTime::UNIX_EPOCH, &standing());
        assert!(standings.get(None, DateTime::UNIX_EPOCH).is_none());
    }
}
