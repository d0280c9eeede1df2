//! Who may do what: a table of use cases, and the decision.
//!
//! Not here: whether an object exists or is in a state that allows it. What reaches an object is a [`Permit`]; a use case
//! treats an object beyond its reach as not found.

mod scope;
mod standing;
mod use_case;

use crate::{
    Refusal, Who,
    domain::role::{DataScope, Function, Subject},
    ids::AccountId,
};
pub use scope::{Limits, Scope};
pub use standing::Standing;
pub(crate) use standing::Standings;
pub use use_case::UseCase;

/// Who may call a use case. The installation itself always may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// Everybody, signed in or not.
    Anyone,
    /// Everybody who signed in, for what is their own.
    SignedIn,
    /// A participant of the event, for what is their own.
    Participant,
    /// An expert of the event, for what is their own.
    Expert,
    /// The check-in desk of the event, for everybody.
    CheckInDesk,
    /// A secondary administrator of the event with this function, within the data that was opened.
    Holder(Function),
    /// A principal administrator of the event, for everybody.
    Principal,
    /// An administrator of the installation.
    Installation,
}

/// A call that is allowed, and how far it reaches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Permit {
    /// Everything of the event, or of the installation.
    pub all: bool,
    /// What lies within the scope of a secondary administrator.
    pub within: Option<DataScope>,
    /// What is the actor's own.
    pub own: Option<AccountId>,
}

impl Permit {
    /// Whether the call reaches somebody.
    pub fn covers(&self, subject: &Subject) -> bool {
        self.administers(subject) || self.own.is_some_and(|own| subject.accounts.contains(&own))
    }

    /// Whether the call reaches somebody as an administrator does, and not because it is the actor's own.
    pub fn administers(&self, subject: &Subject) -> bool {
        self.all || self.within.as_ref().is_some_and(|scope| scope.covers(subject))
    }

    /// Whether the call reaches everybody of the event.
    pub fn reaches_everybody(&self) -> bool {
        self.all || self.within.as_ref().is_some_and(|scope| scope.everybody)
    }

    /// Whether the call reaches what is of an account alone.
    pub fn covers_account(&self, account: AccountId) -> bool {
        self.all || self.own == Some(account)
    }
}

/// Whether somebody of this standing may call a use case, and how far it reaches.
pub fn decide(use_case: UseCase, standing: &Standing, factor_needed: bool) -> Result<Permit, Refusal> {
    if standing.who == Who::System {
        return Ok(Permit { all: true, ..Permit::default() });
    }
    let parties = use_case.parties();
    let mut permit = Permit::default();
    let (mut allowed, mut factor_missing) = (false, false);
    for &party in parties {
        if !standing.has(party) {
            continue;
        }
        if party.administers() && factor_needed && !standing.second_factor {
            factor_missing = true;
            continue;
        }
        allowed = true;
        standing.widen(&mut permit, party);
    }
    match (allowed, standing.who) {
        (true, _) => Ok(permit),
        (false, Who::Anonymous) => Err(Refusal::SignInNeeded),
        (false, _) if factor_missing => Err(Refusal::SecondFactorNeeded),
        (false, _) => Err(Refusal::NotAllowed),
    }
}

impl Party {
    /// Whether a second factor may be asked of this party.
    const fn administers(self) -> bool {
        matches!(self, Self::Holder(_) | Self::Principal | Self::Installation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::role::Role;
    use uuid::Uuid;

    fn standing(who: Who, administrator: bool, roles: Vec<Role>) -> Standing {
        Standing { who, administrator, second_factor: false, roles }
    }

    fn ada() -> AccountId {
        Uuid::from_u128(1).into()
    }

    fn secondary(function: Function, country: &str) -> Role {
        let scope = DataScope { countries: [country.to_owned()].into(), ..DataScope::default() };
        Role::Secondary { functions: [function].into(), scope }
    }

    #[test]
    fn refusals_say_what_is_missing() {
        let signed_in = Who::Account(ada());
        let cases = [
            (UseCase::ShowAccount, standing(Who::Anonymous, false, vec![]), Some(Refusal::SignInNeeded)),
            (UseCase::ShowAccount, standing(signed_in, false, vec![]), None),
            (
                UseCase::ListRoles,
                standing(signed_in, true, vec![Role::Participant]),
                Some(Refusal::NotAllowed),
            ),
            (
                UseCase::ListRoles,
                standing(signed_in, false, vec![Role::Principal]),
                Some(Refusal::SecondFactorNeeded),
            ),
            (UseCase::ListSignIns, standing(signed_in, true, vec![]), None),
            (
                UseCase::SendNotices,
                standing(signed_in, true, vec![Role::Principal]),
                Some(Refusal::NotAllowed),
            ),
            (UseCase::SendNotices, standing(Who::System, false, vec![]), None),
        ];
        for (use_case, standing, refusal) in cases {
            assert_eq!(decide(use_case, &standing, true).err(), refusal, "{use_case} by {standing:?}");
        }
    }

    #[test]
    fn without_its_second_factor_an_administrator_reaches_only_the_own() {
        let mut administrator = standing(Who::Account(ada()), true, vec![]);
        let own = Permit { own: Some(ada()), ..Permit::default() };
        assert_eq!(decide(UseCase::ListSignIns, &administrator, true), Ok(own));
        administrator.second_factor = true;
        assert!(decide(UseCase::ListSignIns, &administrator, true).is_ok_and(|permit| permit.all));
    }

    #[test]
    fn secondary_administrators_reach_what_any_role_with_the_function_opens() {
        let roles = vec![secondary(Function::Roles, "FR"), secondary(Function::CheckIn, "DE")];
        let permit = decide(UseCase::ListRoles, &standing(Who::Account(ada()), false, roles), false);
        let of = |country: &str| Subject { country: Some(country.to_owned()), ..Subject::default() };
        assert!(permit.as_ref().is_ok_and(|permit| permit.covers(&of("FR"))));
        assert!(permit.as_ref().is_ok_and(|permit| !permit.covers(&of("DE"))));
        assert!(permit.is_ok_and(|permit| !permit.covers(&Subject::default())));
    }
}
