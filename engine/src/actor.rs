//! Who calls a use case, and from where.

use crate::{
    domain::access::{Limits, Standings},
    ids::AccountId,
};
use std::{fmt, sync::Arc};

/// The most characters of an address from which a call comes.
const ORIGIN_MOST: usize = 100;

/// Who calls a use case. What the actor may do is looked up with every call that writes, and once for all that one request reads,
/// so a withdrawn right ends at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Who it is.
    pub who: Who,
    /// From where.
    pub origin: Origin,
    /// What it may do at most, where a program calls by a token.
    pub limits: Option<Arc<Limits>>,
    /// What was read of the actor while one request is answered.
    pub(crate) standings: Standings,
}

/// Who an actor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// The installation itself: background work and the command line. It may do everything.
    System,
    /// Somebody who signed in.
    Account(AccountId),
    /// Somebody who did not.
    Anonymous,
}

/// From where a call comes, for the audit and for throttling.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin(pub Option<String>);

impl Actor {
    /// The installation itself.
    pub fn system() -> Self {
        Self { who: Who::System, origin: Origin::default(), limits: None, standings: Standings::default() }
    }

    /// Somebody who signed in.
    pub fn account(id: AccountId) -> Self {
        Self {
            who: Who::Account(id),
            origin: Origin::default(),
            limits: None,
            standings: Standings::default(),
        }
    }

    /// Somebody who did not sign in.
    pub fn anonymous() -> Self {
        Self { who: Who::Anonymous, origin: Origin::default(), limits: None, standings: Standings::default() }
    }

    /// The same actor, calling from an address. What no address has is left out: it comes from a header that anybody can write.
    #[must_use]
    pub fn from(mut self, address: impl Into<String>) -> Self {
        let address: String = address.into();
        self.origin = Origin(Some(address.chars().filter(|c| !c.is_control()).take(ORIGIN_MOST).collect()));
        self
    }

    /// The account, where somebody signed in.
    pub fn account_id(&self) -> Option<AccountId> {
        match self.who {
            Who::Account(id) => Some(id),
            Who::System | Who::Anonymous => None,
        }
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.who {
            Who::System => f.write_str("system"),
            Who::Account(id) => id.fmt(f),
            Who::Anonymous => f.write_str("anonymous"),
        }
    }
}
