//! Roles in an event: functions, and the data that is opened to them.

use crate::{
    Faults,
    domain::{account::line, fold::fold, organisation::country, words},
    ids::{AccountId, OrganisationId},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The most characters of the name of a region.
const REGION_MOST: usize = 200;

/// What somebody is in an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// May do everything in the event.
    Principal,
    /// May do what the principal opened, with the data that the principal opened.
    Secondary {
        /// What it may do.
        functions: BTreeSet<Function>,
        /// To whom.
        scope: DataScope,
    },
    /// Receives people.
    CheckInDesk,
    /// Gives consultations.
    Expert,
    /// Takes part.
    Participant,
}

impl Role {
    /// What kind of role it is.
    pub const fn kind(&self) -> RoleKind {
        match self {
            Self::Principal => RoleKind::Principal,
            Self::Secondary { .. } => RoleKind::Secondary,
            Self::CheckInDesk => RoleKind::CheckInDesk,
            Self::Expert => RoleKind::Expert,
            Self::Participant => RoleKind::Participant,
        }
    }

    /// Whether it is a secondary administrator's with this function.
    pub fn has(&self, function: Function) -> bool {
        matches!(self, Self::Secondary { functions, .. } if functions.contains(&function))
    }
}

words! {
    /// A kind of role.
    pub enum RoleKind {
        /// Principal administrator.
        Principal = "principal",
        /// Secondary administrator.
        Secondary = "secondary",
        /// Check-in desk.
        CheckInDesk = "check-in-desk",
        /// Expert.
        Expert = "expert",
        /// Participant.
        Participant = "participant",
    }
}

words! {
    /// What a secondary administrator may be allowed to do.
    pub enum Function {
        /// Read participants and their profiles.
        ReadParticipants = "read-participants",
        /// Edit profiles.
        EditParticipants = "edit-participants",
        /// Validate registrations.
        ValidateRegistrations = "validate-registrations",
        /// Ask, answer and cancel meetings on behalf of participants.
        ManageRequests = "manage-requests",
        /// Read requests, plan and agendas.
        ReadMeetings = "read-meetings",
        /// Run the planner, edit and publish plans.
        ManagePlans = "manage-plans",
        /// Set activities up, and sign people up.
        ManageActivities = "manage-activities",
        /// Edit the event: texts, dates, sites, rules.
        EditEvent = "edit-event",
        /// Import and export.
        Exchange = "exchange",
        /// Record arrivals.
        CheckIn = "check-in",
        /// Write to participants.
        SendMessages = "send-messages",
        /// See who has which role.
        Roles = "roles",
    }
}

/// The participants that are opened to a secondary administrator: all, or those that one of the lists names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DataScope {
    /// Everybody.
    pub everybody: bool,
    /// Those of these countries, by code of two letters.
    pub countries: BTreeSet<String>,
    /// Those of these regions.
    pub regions: BTreeSet<String>,
    /// Those of these organisations, or assigned to them as co-organisers.
    pub organisations: BTreeSet<OrganisationId>,
}

impl DataScope {
    /// Everybody.
    pub fn everybody() -> Self {
        Self { everybody: true, ..Self::default() }
    }

    /// The scope with its countries in capitals and its regions without spaces around them, or every fault of it.
    pub fn check(&self, path: &str) -> Result<Self, Faults> {
        let mut faults = Faults::new();
        let countries = self.countries.iter().enumerate();
        let countries =
            countries.filter_map(|(i, code)| faults.take(country(&format!("{path}.countries[{i}]"), code)));
        let countries = countries.collect();
        let regions = self.regions.iter().enumerate();
        let regions = regions
            .filter_map(|(i, name)| faults.take(line(&format!("{path}.regions[{i}]"), name, REGION_MOST)));
        let regions = regions.collect();
        if faults.as_slice().is_empty() {
            Ok(Self { countries, regions, ..self.clone() })
        } else {
            Err(faults)
        }
    }

    /// Whether somebody is within the scope.
    pub fn covers(&self, subject: &Subject) -> bool {
        let is_of = |region: &String| self.regions.iter().any(|own| same_region(own, region));
        self.everybody
            || subject.country.as_ref().is_some_and(|country| self.countries.contains(country))
            || subject.region.as_ref().is_some_and(is_of)
            || subject.organisations.iter().any(|id| self.organisations.contains(id))
    }

    /// The organisation, where the scope is one and nothing else.
    pub fn only_organisation(&self) -> Option<OrganisationId> {
        let Self { everybody, countries, regions, organisations } = self;
        let narrow = !everybody && countries.is_empty() && regions.is_empty() && organisations.len() == 1;
        organisations.first().copied().filter(|_| narrow)
    }

    /// What either opens.
    #[must_use]
    pub fn or(self, other: &Self) -> Self {
        Self {
            everybody: self.everybody || other.everybody,
            countries: &self.countries | &other.countries,
            regions: &self.regions | &other.regions,
            organisations: &self.organisations | &other.organisations,
        }
    }
}

/// Whether two people mean the same region: nobody types capitals and accents alike.
pub(crate) fn same_region(one: &str, other: &str) -> bool {
    fold(one.trim()) == fold(other.trim())
}

/// Whom an object is about, as far as permissions and assignment ask.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// The accounts to which it belongs.
    pub accounts: Vec<AccountId>,
    /// The organisation that is represented, and the co-organiser to whom it is assigned.
    pub organisations: Vec<OrganisationId>,
    /// The country of the organisation.
    pub country: Option<String>,
    /// Its region.
    pub region: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn organisation(n: u128) -> OrganisationId {
        Uuid::from_u128(n).into()
    }

    fn subject(country: &str, region: Option<&str>, organisations: &[u128]) -> Subject {
        Subject {
            accounts: Vec::new(),
            organisations: organisations.iter().map(|n| organisation(*n)).collect(),
            country: Some(country.to_owned()),
            region: region.map(str::to_owned),
        }
    }

    #[test]
    fn a_scope_covers_whom_one_of_its_lists_names_and_nobody_else() {
        let countries = DataScope { countries: ["ES".to_owned()].into(), ..DataScope::default() };
        let regions = DataScope { regions: ["Île-de-France".to_owned()].into(), ..DataScope::default() };
        let organisations = DataScope { organisations: [organisation(7)].into(), ..DataScope::default() };
        let several = countries.clone().or(&organisations);
        let table = [
            (&countries, subject("ES", None, &[]), true),
            (&countries, subject("FR", None, &[7]), false),
            (&regions, subject("FR", Some("ILE DE FRANCE"), &[]), false),
            (&regions, subject("FR", Some(" ile-de-france"), &[]), true),
            (&regions, subject("FR", Some("Bretagne"), &[]), false),
            (&regions, subject("FR", None, &[]), false),
            (&organisations, subject("FR", None, &[3, 7]), true),
            (&organisations, subject("FR", None, &[3]), false),
            (&several, subject("FR", None, &[7]), true),
            (&several, subject("ES", None, &[]), true),
            (&several, subject("FR", None, &[]), false),
        ];
        for (scope, subject, covered) in table {
            assert_eq!(scope.covers(&subject), covered, "{scope:?} of {subject:?}");
        }
        assert!(DataScope::everybody().covers(&Subject::default()));
        assert_eq!(organisations.only_organisation(), Some(organisation(7)));
        assert_eq!(several.only_organisation(), None);
    }

    #[test]
    fn all_faults_of_a_scope_are_named_at_once() {
        let scope = DataScope {
            countries: ["France".to_owned(), "es".to_owned()].into(),
            regions: [" ".to_owned(), " Bretagne ".to_owned()].into(),
            ..DataScope::default()
        };
        let faults = scope.check("scope").unwrap_err();
        let paths: Vec<_> = faults.as_slice().iter().map(|fault| fault.path.as_str()).collect();
        assert_eq!(paths, ["scope.countries[0]", "scope.regions[0]"]);
    }
}
