//! Tokens by which programs call for an account.

use crate::{
    Fault, FaultCode, Faults,
    domain::{access::Scope, account::line},
    ids::{ApiTokenId, EventId},
};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeSet;

/// What every token begins with, so that one that got into a public place is recognised.
pub(crate) const PREFIX: &str = "carnet_";
/// The most characters of a name.
const NAME_MOST: usize = 100;
/// The longest that a token holds.
const LONGEST: TimeDelta = TimeDelta::days(366);

/// A token that somebody asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewApiToken {
    /// What it is for, in the owner's words.
    pub name: String,
    /// What it opens.
    pub scopes: BTreeSet<Scope>,
    /// The only event that it is for.
    pub event: Option<EventId>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
}

/// A token, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiToken {
    /// Its identity.
    pub id: ApiTokenId,
    /// What it is for.
    pub name: String,
    /// What it opens.
    pub scopes: BTreeSet<Scope>,
    /// The only event that it is for.
    pub event: Option<EventId>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<DateTime<Utc>>,
}

impl NewApiToken {
    /// The token, or every fault.
    pub(crate) fn check(&self, id: ApiTokenId, now: DateTime<Utc>) -> Result<ApiToken, crate::Error> {
        let mut faults = Faults::new();
        let name = faults.take(line("name", &self.name, NAME_MOST));
        if self.scopes.is_empty() {
            faults.push(Fault::new("scopes", FaultCode::Required));
        }
        if self.expires_at <= now || self.expires_at > now + LONGEST {
            let most = LONGEST.num_days();
            faults.push(Fault::new("expires_at", FaultCode::OutOfRange).with("least", 1).with("most", most));
        }
        faults.check()?;
        Ok(ApiToken {
            id,
            name: name.unwrap_or_default(),
            scopes: self.scopes.clone(),
            event: self.event,
            created_at: now,
            expires_at: self.expires_at,
            last_used_at: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_faults_of_a_token_are_named_at_once() {
        let now = "2027-03-01T08:00:00Z".parse().unwrap();
        let new = NewApiToken { name: " ".into(), scopes: BTreeSet::new(), event: None, expires_at: now };
        let error = new.check(uuid::Uuid::nil().into(), now).unwrap_err();
        let crate::Error::Invalid(faults) = error else { panic!("{error}") };
        let paths: Vec<_> = faults.as_slice().iter().map(|fault| fault.path.as_str()).collect();
        assert_eq!(paths, ["name", "scopes", "expires_at"]);
        let right = NewApiToken {
            name: "CRM".into(),
            scopes: [Scope::EventsRead].into(),
            expires_at: now + LONGEST,
            ..new
        };
        assert!(right.check(uuid::Uuid::nil().into(), now).is_ok());
    }
}
