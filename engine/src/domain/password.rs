//! What a password must be like. Hashing takes chance and time, and is not here.

use crate::{Fault, FaultCode};

/// More characters than this nobody types; hashing them would be work for nothing.
const MOST: usize = 200;

/// How strong a new password must be: the more classes of characters occur in it, the shorter it may be.
///
/// The four classes are small letters, capitals, digits, and everything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PasswordPolicy {
    /// The fewest characters of a password with one class, with two, three and four; where there is none, so few classes are
    /// not enough however long it is.
    pub fewest: [Option<usize>; 4],
}

impl Default for PasswordPolicy {
    /// 12 characters of 4 classes, or 14 of 3: what the French data protection authority recommends (80 bits).
    fn default() -> Self {
        Self { fewest: [None, None, Some(14), Some(12)] }
    }
}

impl PasswordPolicy {
    /// Whether a new password is strong enough, or the fault of its field.
    pub fn check(&self, path: &str, password: &str) -> Result<(), Fault> {
        let length = password.chars().count();
        if length > MOST {
            return Err(Fault::new(path, FaultCode::TooLong).with("most", MOST));
        }
        let classes = n_classes(password);
        let enough = self.fewest.iter().take(classes).flatten().any(|fewest| *fewest <= length);
        if enough && length > 0 {
            return Ok(());
        }
        let fault = Fault::new(path, FaultCode::WeakPassword).with("length", length).with("classes", classes);
        Err(fault.with("fewest", self.fewest.to_vec()))
    }
}

/// How many of the four classes occur.
fn n_classes(password: &str) -> usize {
    let classes: [fn(char) -> bool; 4] = [char::is_lowercase, char::is_uppercase, char::is_numeric, |c| {
        !c.is_lowercase() && !c.is_uppercase() && !c.is_numeric()
    }];
    classes.into_iter().filter(|&class| password.chars().any(class)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twelve_characters_of_four_classes_or_fourteen_of_three_are_enough() {
        let cases = [
            ("Abcdefghij1!", true),
            ("Abcdefghi1!", false),
            ("Abcdefghijk1", false),
            ("Abcdefghijklm1", true),
            ("abcdefghijklmnopqrst", false),
            ("Éclair au café 9", true),
            ("", false),
        ];
        let policy = PasswordPolicy::default();
        for (password, strong) in cases {
            assert_eq!(policy.check("password", password).is_ok(), strong, "{password}");
        }
        assert!(policy.check("password", &"Aa1!".repeat(51)).is_err());
    }

    #[test]
    fn installation_may_ask_for_less_or_for_more() {
        let long = PasswordPolicy { fewest: [Some(20), None, None, Some(16)] };
        let cases = [("abcdefghijklmnopqrst", true), ("abcdefghijklmnopqrs", false), ("Abcdefghij1!", false)];
        for (password, strong) in cases {
            assert_eq!(long.check("password", password).is_ok(), strong, "{password}");
        }
        // Whoever has more classes than asked for is not worse off.
        assert!(long.check("password", "Abcdefghijklmnopqrs1").is_ok());
        let any = PasswordPolicy { fewest: [Some(0); 4] };
        assert!(any.check("password", "").is_err());
    }
}
