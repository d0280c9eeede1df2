//! Accounts: one person, for all events.

use crate::{
    Fault, FaultCode, Faults,
    domain::{
        text::{TextKind, written},
        words,
    },
    ids::AccountId,
};
use chrono::{DateTime, Utc};

/// The most characters of a name.
const NAME_MOST: usize = 200;

words! {
    /// A language that people read.
    pub enum Language {
        /// French.
        French = "fr",
        /// English.
        English = "en",
    }
}

words! {
    /// What a link that was sent may be used for.
    pub enum Purpose {
        /// To set a password, which also verifies the address.
        SetPassword = "set-password",
        /// To take the address to which it was sent for the account.
        ChangeEmail = "change-email",
    }
}

words! {
    /// How an attempt to sign in ended.
    pub enum Outcome {
        /// Signed in.
        SignedIn = "signed-in",
        /// The password was right, the second factor is asked for.
        FactorAsked = "factor-asked",
        /// The password was wrong.
        WrongPassword = "wrong-password",
        /// The code of the second factor was wrong.
        WrongCode = "wrong-code",
        /// There were too many attempts.
        Throttled = "throttled",
        /// There is no such account, or it has no password yet.
        Unknown = "unknown",
    }
}

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its identity.
    pub id: AccountId,
    /// The address to sign in with.
    pub email: EmailAddress,
    /// The person's name.
    pub name: String,
    /// The language to write to them in.
    pub language: Language,
    /// Whether the account administers the installation.
    pub administrator: bool,
    /// When the address was verified.
    pub verified_at: Option<DateTime<Utc>>,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

/// What is needed for an account.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// The address to sign in with.
    pub email: String,
    /// The person's name.
    pub name: String,
    /// The language to write to them in.
    pub language: Language,
}

impl NewAccount {
    /// The account, or every fault of the input.
    pub fn check(&self, id: AccountId, now: DateTime<Utc>) -> Result<Account, crate::Error> {
        let mut faults = Faults::new();
        let email = faults.take(EmailAddress::parse("email", &self.email));
        let name = faults.take(line("name", &self.name, NAME_MOST));
        match (email, name) {
            (Some(email), Some(name)) => Ok(Account {
                id,
                email,
                name,
                language: self.language,
                administrator: false,
                verified_at: None,
                created_at: now,
            }),
            _ => Err(crate::Error::Invalid(faults)),
        }
    }
}

/// An e-mail address in lower case: two spellings of one address are one account.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// The address in a field, or the field's fault.
    pub fn parse(path: &str, text: &str) -> Result<Self, Fault> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Fault::new(path, FaultCode::Required));
        }
        let options = email_address::Options::default()
            .without_display_text()
            .without_domain_literal()
            .with_required_tld();
        match email_address::EmailAddress::parse_with_options(text, options) {
            Ok(_) => Ok(Self(text.to_lowercase())),
            Err(_) => Err(Fault::new(path, FaultCode::NotAnEmailAddress).with("example", "name@example.org")),
        }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One line of text that is not empty and not too long, without spaces around it.
pub(crate) fn line(path: &str, text: &str, most: usize) -> Result<String, Fault> {
    let text = written(path, text, TextKind::Line, most)?;
    if text.is_empty() { Err(Fault::new(path, FaultCode::Required)) } else { Ok(text) }
}
