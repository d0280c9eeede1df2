//! Consent: to which text, in which version.

use crate::{
    Error, Fault, FaultCode, Faults,
    domain::{
        form::stable_name,
        text::{TextKind, Texts},
    },
};
use chrono::{DateTime, Utc};

const TEXT_MOST: usize = 50_000;

/// A version of a text that people consent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentText {
    /// What for, such as `privacy`.
    pub purpose: String,
    /// The number of the version, from 1.
    pub version: i64,
    /// The text.
    pub texts: Texts,
    /// Whether nobody can register without it.
    pub required: bool,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

/// A text as an organiser writes it; each time it is a new version.
#[derive(Clone, Debug)]
pub struct NewConsentText {
    /// What for, such as `privacy`.
    pub purpose: String,
    /// The text.
    pub texts: Texts,
    /// Whether nobody can register without it.
    pub required: bool,
}

impl NewConsentText {
    /// The version after `latest`, or every fault.
    pub fn check(&self, latest: i64, now: DateTime<Utc>) -> Result<ConsentText, Error> {
        let mut faults = Faults::new();
        let purpose = faults.take(stable_name("purpose", &self.purpose));
        let texts = self.texts.check("texts", TextKind::Paragraphs, TEXT_MOST, &mut faults);
        match purpose.zip(texts) {
            Some((purpose, texts)) if faults.as_slice().is_empty() => {
                let (version, required) = (latest + 1, self.required);
                Ok(ConsentText { purpose, version, texts, required, created_at: now })
            }
            _ => Err(Error::Invalid(faults)),
        }
    }
}

/// What was consented to, by purpose and version: all that is required, and only to what is in force.
pub fn check_consents(given: &[(String, i64)], in_force: &[ConsentText], faults: &mut Faults) {
    for (purpose, version) in given {
        let path = format!("consents.{purpose}");
        match in_force.iter().find(|text| text.purpose == *purpose) {
            None => faults.push(Fault::new(path, FaultCode::UnknownField)),
            Some(text) if text.version != *version => {
                faults.push(Fault::new(path, FaultCode::Outdated).with("current", text.version));
            }
            Some(_) => {}
        }
    }
    for text in in_force.iter().filter(|text| text.required) {
        if !given.iter().any(|(purpose, _)| *purpose == text.purpose) {
            let fault = Fault::new(format!("consents.{}", text.purpose), FaultCode::Required);
            faults.push(fault.with("current", text.version));
        }
    }
}
