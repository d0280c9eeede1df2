//! Organisations: chambers, their partners, companies.

use crate::{
    Error, Fault, FaultCode, Faults,
    domain::{account::line, words},
    ids::OrganisationId,
};
use chrono::{DateTime, Utc};

const NAME_MOST: usize = 200;

words! {
    /// What an organisation is.
    pub enum OrganisationKind {
        /// A chamber.
        Chamber = "chamber",
        /// A partner of a chamber.
        Partner = "partner",
        /// A company.
        Company = "company",
    }
}

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its identity.
    pub id: OrganisationId,
    /// What it is.
    pub kind: OrganisationKind,
    /// Its name.
    pub name: String,
    /// Its country, by code of two letters.
    pub country: String,
    /// Its region.
    pub region: Option<String>,
    /// Since when it is known.
    pub created_at: DateTime<Utc>,
}

/// What is needed for an organisation.
#[derive(Clone, Debug)]
pub struct NewOrganisation {
    /// What it is.
    pub kind: OrganisationKind,
    /// Its name.
    pub name: String,
    /// Its country, by code of two letters.
    pub country: String,
    /// Its region.
    pub region: Option<String>,
}

impl NewOrganisation {
    /// The organisation, or every fault of the input.
    pub fn check(&self, id: OrganisationId, now: DateTime<Utc>) -> Result<Organisation, Error> {
        let mut faults = Faults::new();
        let name = faults.take(line("name", &self.name, NAME_MOST));
        let country = faults.take(country("country", &self.country));
        let region = self.region.as_deref().map(|text| faults.take(line("region", text, NAME_MOST)));
        match (name, country) {
            (Some(name), Some(country)) if region != Some(None) => {
                let region = region.flatten();
                Ok(Organisation { id, kind: self.kind, name, country, region, created_at: now })
            }
            _ => Err(Error::Invalid(faults)),
        }
    }
}

/// A country by its code of two letters, in capitals.
pub(crate) fn country(path: &str, text: &str) -> Result<String, Fault> {
    let code = text.trim().to_uppercase();
    if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        Ok(code)
    } else {
        Err(Fault::new(path, FaultCode::NotACountry).with("example", "FR"))
    }
}
