//! Roles in an event: functions, and the data that is opened to them.

use crate::{
    Faults,
    domain::{account::line, organisation::country, words},
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
        let named = |names: &BTreeSet<String>, name: &Option<String>| {
            name.as_ref().is_some_and(|n| names.contains(n))
        };
        self.everybody
            || named(&self.countries, &subject.country)
            || named(&self.regions, &subject.region)
            || subject.organisations.iter().any(|id| self.organisations.contains(id))
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
