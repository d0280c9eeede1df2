//! What an organiser chose for the registrations of an event.

use crate::{
    Error, Fault, FaultCode, Faults,
    domain::{files::FileKind, words},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The most people of any registration, whatever an organiser chose.
pub(crate) const PEOPLE_MOST: usize = 100;
const OFFERINGS_MOST: usize = 100;
const FILES_MOST: usize = 50;
/// What fits into the memory of a small machine many times.
const BYTES_MOST: usize = 20 * 1024 * 1024;

words! {
    /// A part of a registration that the catalogue may show, apart from the fields of the form, which say it themselves.
    pub enum PublicPart {
        /// The region beside the country.
        Region = "region",
        /// The names of the people.
        People = "people",
        /// Titles and texts of offers and wants.
        Offerings = "offerings",
        /// The attached files.
        Attachments = "attachments",
    }
}

/// The settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegistrationSettings {
    /// What needs nobody to look at it.
    pub automatic: Automatic,
    /// Whether a registration is listed from the moment when it is validated.
    pub list_when_validated: bool,
    /// Whether its people may ask for meetings from that moment.
    pub book_when_validated: bool,
    /// What the catalogue shows, apart from fields of the form.
    pub public: BTreeSet<PublicPart>,
    /// What may be attached.
    pub attachments: AttachmentLimits,
    /// The most people of a registration.
    pub most_people: usize,
    /// The most offers and wants.
    pub most_offerings: usize,
}

/// What is validated by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Automatic {
    /// Companies.
    pub company: bool,
    /// People.
    pub people: bool,
    /// Offers and wants.
    pub offerings: bool,
}

/// What may be attached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttachmentLimits {
    /// The kinds of files.
    pub kinds: BTreeSet<FileKind>,
    /// The most bytes of one.
    pub most_bytes: usize,
    /// The most files of a registration.
    pub most_files: usize,
}

impl Default for RegistrationSettings {
    fn default() -> Self {
        Self {
            automatic: Automatic::default(),
            list_when_validated: true,
            book_when_validated: true,
            public: BTreeSet::from([PublicPart::Region, PublicPart::Offerings]),
            attachments: AttachmentLimits {
                kinds: BTreeSet::from([FileKind::Pdf, FileKind::Image]),
                most_bytes: 5 * 1024 * 1024,
                most_files: 10,
            },
            most_people: 20,
            most_offerings: 20,
        }
    }
}

impl RegistrationSettings {
    /// Nothing, or every fault.
    pub fn check(&self) -> Result<(), Error> {
        let mut faults = Faults::new();
        for (path, value, most) in [
            ("most_people", self.most_people, PEOPLE_MOST),
            ("most_offerings", self.most_offerings, OFFERINGS_MOST),
            ("attachments.most_files", self.attachments.most_files, FILES_MOST),
            ("attachments.most_bytes", self.attachments.most_bytes, BYTES_MOST),
        ] {
            if value < 1 || most < value {
                faults.push(Fault::new(path, FaultCode::OutOfRange).with("least", 1).with("most", most));
            }
        }
        faults.check()
    }
}
